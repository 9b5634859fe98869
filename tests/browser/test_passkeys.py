"""A passkey, by Chromium's own device of tests: made once, then it opens the door by itself, and after a password it is the second factor."""

import pytest
from allauth.mfa.models import Authenticator

from incidents.models import AccessEntry
from tests.browser.fixtures import Doors, fits
from tests.world import PASSWORD

pytestmark = pytest.mark.real
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.mark.asvs(60)
def test_a_passkey_opens_the_door_by_itself_and_stands_for_the_code_after_a_password(real_world, site, chromium):
    doors = Doors(chromium, site.replace("127.0.0.1", "localhost"))  # browsers know passkeys of names alone
    page = doors(real_world.liaison_a, width=390)
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page.goto(f"{doors.site}/akun/kunci/tambah/")
    page.fill("#id_name", "Ponsel kantor")
    page.get_by_role("button", name="Tambahkan kunci sandi").click()
    page.wait_for_url("**/akun/kode/")
    assert page.locator(".codes li").count() == 10 and fits(page)

    page.context.clear_cookies()
    answer = page.goto(f"{doors.site}/masuk/?next=/akun/")
    assert "server" not in answer.headers, "which program answers is nobody's business"
    page.get_by_role("button", name="Masuk dengan kunci sandi").click()
    page.wait_for_url(f"{doors.site}/akun/")
    assert "Ponsel kantor" in page.locator("main").inner_text() and fits(page)

    page.context.clear_cookies()
    page.goto(f"{doors.site}/masuk/")
    page.fill("#id_login", real_world.liaison_a.email)
    page.fill("#id_password", PASSWORD)
    page.click("form[action='/masuk/'] button")
    page.wait_for_url("**/masuk/kode/")
    page.get_by_role("button", name="Pakai kunci sandi").click()
    page.wait_for_url("**/untuk-kami/")
    doors.close()
    assert not doors.complaints, doors.complaints
    assert [*Authenticator.objects.order_by("pk").values_list("type", flat=True)] == ["webauthn", "recovery_codes"]
    kinds = AccessEntry.objects.filter(actor=real_world.liaison_a).order_by("pk").values_list("kind", flat=True)
    assert [each for each in kinds if each != "read"] == ["factor_added", "log_in", "log_in"]
