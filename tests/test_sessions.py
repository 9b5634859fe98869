"""How long a session lives, where else somebody is logged in, what kills a cookie, and what is asked once more before it is done."""

import time

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from config.accounts import proof
from incidents.actions import people
from incidents.models import AccessEntry, CaseEvent
from incidents.plain import user_agents
from incidents.record.sessions import LIFE
from incidents.workflow import TRANSITIONS, Role, Subject
from tests.one_of_everything import objects  # noqa: F401  (a fixture)
from tests.routes import CHANGES, TABLE, address
from tests.second_factor import log_in_by_page, set_up
from tests.world import PASSWORD, appoint, fresh

DESKS = {"officer": "/meja/", "liaison_a": "/untuk-kami/", "auditor": "/audit/"}
MINUTE = 60
TYPED = "Ditulis sebelum ditanya"
ACCESS = (Subject.APPOINTMENT, Subject.PROPOSAL, Subject.CONTACT)


def aged(browser, *, unused=0, old=0):
    """The session of `browser`, so many seconds without use, or so many older."""
    session = browser.session
    life = session[LIFE]
    session[LIFE] = life | {"seen": life["seen"] - unused, "began": life["began"] - old}
    session.save()
    return browser


def is_out(browser, at="/akun/"):
    return browser.get(at).headers.get("Location", "").startswith("/masuk/")


@pytest.mark.asvs(44)
@pytest.mark.parametrize("who, minutes", [("officer", 30), ("auditor", 30), ("liaison_a", 60)])
def test_a_session_ends_by_role_when_nobody_uses_it_and_for_everybody_after_twelve_hours(world, log_in, who, minutes):
    browser, busy = log_in(getattr(world, who)), log_in(getattr(world, who))
    assert browser.get(DESKS[who]).status_code == busy.get(DESKS[who]).status_code == 200
    assert not is_out(aged(browser, unused=(minutes - 1) * MINUTE), DESKS[who]), "in time"
    assert is_out(aged(browser, unused=minutes * MINUTE), DESKS[who])
    assert "tidak ada yang dilakukan" in browser.get("/masuk/").content.decode()
    assert not is_out(aged(busy, old=(12 * 60 - 1) * MINUTE), DESKS[who]), "used all day"
    assert is_out(aged(busy, old=MINUTE), DESKS[who]), "and longer"
    assert AccessEntry.objects.filter(kind="session_over").count() == 2


@pytest.mark.asvs(44)
def test_a_page_that_asks_by_itself_keeps_no_session_alive_and_whoever_stays_does(world, log_in):
    browser = log_in(world.officer)
    browser.get("/meja/")
    aged(browser, unused=29 * MINUTE)
    assert browser.get("/akun/sesi/").json()["seconds"] <= MINUTE
    browser.cookies["sendiri"] = "1"
    page = browser.get("/meja/").content.decode()
    assert 'role="status"' in page and 'data-session="/akun/sesi/"' in page
    del browser.cookies["sendiri"]
    assert browser.get("/akun/sesi/").json()["seconds"] <= MINUTE, "shown anew by itself"
    assert browser.post("/akun/sesi/").json()["seconds"] == 30 * MINUTE
    assert browser.get("/akun/sesi/").json()["seconds"] > 29 * MINUTE


def test_what_is_sent_too_late_is_back_after_the_log_in(world, log_in):
    browser = log_in(world.officer)
    browser.get("/insiden/baru/")
    aged(browser, unused=31 * MINUTE).post("/insiden/baru/", {"summary": TYPED})
    log_in_by_page(browser, world.officer, "/insiden/baru/")
    page = browser.get("/insiden/baru/").content.decode()
    assert TYPED in page and "Sesi Saudara berakhir" in page


@pytest.mark.asvs(47)
def test_the_account_shows_where_one_is_logged_in_and_ends_it_at_once(world, log_in):
    here, phone, third = (log_in(world.liaison_a) for _ in range(3))
    stranger = log_in(world.liaison_b)
    for browser, agent in (
        (here, "X11; Linux Firefox/140.0"),
        (phone, "Android Chrome/140 Safari/537"),
        (third, ""),
        (stranger, ""),
    ):
        browser.get("/akun/", headers={"user-agent": agent}, REMOTE_ADDR="198.51.100.7")
    page = here.get("/akun/")
    shown = page.context["sessions"]
    assert [each["here"] for each in shown] == [True, False, False]
    body = page.content.decode()
    assert "Firefox, Linux" in body and "Chrome, Android" in body and "198.51.100.7" in body
    assert here.session.session_key not in body and phone.session.session_key not in body
    [mark] = [each["session"].mark for each in shown if each["on"].browser == "Chrome"]
    assert stranger.post(f"/akun/sesi/{mark}/akhiri/").status_code == 302 and not is_out(phone), "it is not theirs"
    here.post(f"/akun/sesi/{mark}/akhiri/")
    assert is_out(phone) and not is_out(third)
    here.post("/akun/sesi/akhiri/")
    assert is_out(third) and not is_out(here) and not is_out(stranger)
    assert AccessEntry.objects.filter(kind="session_ended", actor=world.liaison_a).count() == 2
    set_up(world.liaison_a)
    session = here.session
    del session["second_factor"]
    session.save()
    assert here.post("/akun/sesi/akhiri/").headers["Location"].startswith("/akun/pastikan/"), (
        "not by the password alone"
    )


def logs_out(world, browser, post):
    browser.post("/keluar/")


def loses_the_role(world, browser, post):
    people.end_appointment(post, by=world.administrator, reason="Pindah")


def gets_another_role(world, browser, post):
    appoint(world, Role.ADMINISTRATOR, email=post.user.email)


def is_disabled(world, browser, post):
    post.user.is_active = False
    post.user.save()


def changes_the_password(world, browser, post):
    new = "kuda hijau membaca peta"
    browser.post("/sandi/ubah/", {"oldpassword": PASSWORD, "password1": new, "password2": new})


def removes_a_factor_of_two(world, browser, post):
    key = Authenticator.objects.create(user=post.user, type="webauthn", data={"name": "Ponsel", "credential": {}})
    browser.post(reverse("mfa_remove_webauthn", args=[key.pk]))
    assert not Authenticator.objects.filter(pk=key.pk).exists()


@pytest.mark.asvs(45, 46, 54)
@pytest.mark.parametrize(
    "happens",
    [logs_out, loses_the_role, gets_another_role, is_disabled, changes_the_password, removes_a_factor_of_two],
)
def test_an_old_cookie_opens_nothing_any_more(world, log_in, happens):
    post = appoint(world, Role.OFFICER, email="sesi@kementerian.example", password=PASSWORD)
    set_up(post.user)
    browser, elsewhere = log_in(fresh(post.user)), log_in(fresh(post.user))
    thief = Client()
    thief.cookies.update((browser if happens is logs_out else elsewhere).cookies)
    assert browser.get("/akun/").status_code == elsewhere.get("/akun/").status_code == 200
    happens(world, browser, post)
    assert is_out(thief)
    assert AccessEntry.objects.filter(kind="session_over").exists() == (happens is gets_another_role)


def stale(browser):
    """As if its person had proved who they are some minutes longer ago than counts."""
    session = browser.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time() - 301}]
    session.save()
    return browser


@pytest.mark.asvs(49)
def test_what_would_do_most_harm_is_asked_for_once_more_and_nothing_is_done_before(world, objects, log_in):  # noqa: F811
    browser = stale(log_in(world.auditor))
    events, looks = CaseEvent.objects.count(), AccessEntry.objects.count()
    for name in sorted(proof.ASKED_AGAIN | proof.TAKEN):
        at = address(name, objects["own"], world)
        ways = [browser.post(at, {"reason": "x"}), browser.post(at, {}, headers={"X-Autosave": "1"})]
        ways += [browser.get(at)] if name in proof.TAKEN else []
        for answer in ways:
            assert answer.headers.get("Location", "").startswith("/akun/pastikan/?next="), name
    assert (CaseEvent.objects.count(), AccessEntry.objects.count()) == (events, looks)


@pytest.mark.asvs(43, 49)
def test_whoever_says_who_they_are_is_back_at_their_filled_form_and_the_session_has_another_key(world, log_in):
    browser, post = log_in(world.administrator), world.liaison_b.appointments.get()
    at = reverse("incidents:end_appointment", args=[post.pk])
    asked = stale(browser).post(f"{at}?dari=sini", {"reason": TYPED})
    page = browser.get(asked.headers["Location"]).content.decode().partition("<main")[2]
    assert "Kiriman Saudara belum diterima" in page and "sudah berakhir" not in page
    key = browser.session.session_key
    wrong = browser.post("/akun/pastikan/", {"password": "salah", "next": f"{at}?dari=sini"})
    assert wrong.status_code == 200 and browser.session.session_key == key
    back = browser.post("/akun/pastikan/", {"password": PASSWORD, "next": f"{at}?dari=sini"})
    assert back.headers["Location"] == f"{at}?dari=sini" and browser.session.session_key != key
    form = browser.get(back.headers["Location"])
    body = form.content.decode().partition("<main")[2]
    assert form.context["form"]["reason"].value() == TYPED
    assert "diminta lebih dulu" in body and "Sesi Saudara berakhir" not in body
    assert browser.post(at, {"reason": TYPED}).status_code == 302
    assert post.__class__.objects.get(pk=post.pk).valid_to


@pytest.mark.asvs(49)
def test_every_rule_wording_and_change_of_access_is_among_what_is_asked_once_more():
    """By the names of the addresses, and of the deeds that open something: a new one of the kind is named in ASKED_AGAIN, or fails."""
    begin = ("enact_", "withdraw_r", "end_r", "appoint", "correct_appointment", "end_appointment", "register_unit")
    kind = {name for name in CHANGES if name.partition(":")[2].startswith(begin)}
    opens = {f"incidents:{act}" for act, row in TRANSITIONS.items() if row.subject in ACCESS}
    opens |= {"incidents:open_restricted", "incidents:unrestrict", "incidents:admit"}
    assert kind and kind | opens & TABLE.keys() <= proof.ASKED_AGAIN


@pytest.mark.parametrize(
    "agent, names",
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
            ("Edge", "Windows"),
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1",
            ("Safari", "iPhone"),
        ),
        ("curl/8.5", ("", "")),
    ],
)
def test_a_browser_is_called_as_people_call_it(agent, names):
    assert user_agents.read(agent) == names
