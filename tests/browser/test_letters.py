"""Letters in Chromium: approved, carried out for a signature, brought back, corrected, found on the register."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from incidents.models import CaseLetter, ClarificationRequest, Letter
from tests import certificates, gateway
from tests.browser.fixtures import fits
from tests.moves import choose_signing
from tests.processes import until
from tests.world import make_incident, make_request

pytestmark = pytest.mark.real


def shoot(page, name):
    """Everything fits; with SHOTS=folder the page is kept as a picture, to be looked at."""
    assert fits(page), page.url
    if os.environ.get("SHOTS"):
        page.screenshot(path=Path(os.environ["SHOTS"]) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_letter_is_signed_outside_and_corrected(real_world, site, engine, enter, tmp_path, width):
    world = real_world
    choose_signing(world, "outside")
    clarification = make_request(world, "awaiting_approval")
    page = enter(world.supervisor, width=width)
    page.goto(f"{site}/permintaan/{clarification.pk}/terbitkan/")
    shoot(page, f"approve-{width}")
    page.get_by_role("button", name="Setujui untuk ditandatangani").click()
    page.wait_for_url(f"**/permintaan/{clarification.pk}/")
    shoot(page, f"awaiting-signature-{width}")
    until(lambda: Letter.objects.to_sign().exists(), "the drawn letter")
    page.get_by_role("link", name="Ke penandatanganan").click()
    shoot(page, f"signature-{width}")
    page.get_by_role("link", name="Susun ulang surat").click()
    assert page.locator(".paper img").first.evaluate("image => image.naturalWidth") > 300
    shoot(page, f"draw-anew-{width}")
    page.get_by_role("button", name="Susun ulang surat").click()
    page.wait_for_url(f"**/permintaan/{clarification.pk}/")
    until(lambda: Letter.objects.to_sign().exists(), "the letter drawn anew")
    page.get_by_role("link", name="Ke penandatanganan").click()
    with page.expect_download() as parcel:
        page.get_by_role("link", name="PDF beserta datanya").click()
    certificates.make(tmp_path / "orang.p12")
    given = unpacked(parcel.value.path())
    page.set_input_files("#id_file", files=[pdf("lain.pdf", given)])
    page.get_by_role("button", name="Terbitkan surat").click()
    assert "tidak memuat tanda tangan" in page.locator("main").inner_text()
    shoot(page, f"signature-refused-{width}")
    page.set_input_files("#id_file", files=[pdf("s.pdf", signed(given, tmp_path / "orang.p12"))])
    page.get_by_role("button", name="Terbitkan surat").click()
    page.wait_for_url(f"**/permintaan/{clarification.pk}/")
    clarification = ClarificationRequest.objects.get(pk=clarification.pk)
    assert clarification.status == "open"

    choose_signing(world, "unsigned")
    page.get_by_role("link", name="Ralat surat").click()
    for name, text in (("where_1", "Hal"), ("reads_1", "surat uji"), ("should_read_1", "surat ujian")):
        page.fill(f"#id_{name}", text)
    page.get_by_role("button", name="Tinjau surat").click()
    assert page.locator(".paper img").first.evaluate("image => image.naturalWidth") > 300
    shoot(page, f"correction-shown-{width}")
    page.get_by_role("button", name="Ralat surat").click()
    until(lambda: Letter.objects.filter(kind="correction", file__isnull=False).exists(), "the correction")
    page.goto(f"{site}/surat/register/")
    assert str(clarification.letter) in page.locator("main").inner_text()
    shoot(page, f"register-{width}")
    page.goto(f"{site}/v/{clarification.letter.check_code}/")
    assert "Diralat dengan surat" in page.locator("body").inner_text()
    shoot(page, f"check-corrected-{width}")


def pdf(name, data):
    return {"name": name, "mimeType": "application/pdf", "buffer": data}


def signed(data, p12):
    """In a thread of its own: Playwright's loop runs in this one, and the signing library starts another."""
    with ThreadPoolExecutor(1) as hand:
        return hand.submit(gateway.sign, data, p12).result()


def unpacked(path):
    import zipfile

    with zipfile.ZipFile(path) as parcel:
        return parcel.read(next(name for name in parcel.namelist() if name.endswith(".pdf")))


@pytest.mark.parametrize("width", [390, 1280])
def test_two_agencies_are_invited_to_a_meeting(real_world, site, engine, enter, mailbox, width):
    world = real_world
    case = make_incident(world)
    page = enter(world.officer, width=width)
    page.goto(f"{site}/insiden/{case.reference}/surat/")
    shoot(page, f"case-letters-{width}")
    page.get_by_role("link", name="Susun surat: Undangan rapat").click()
    shoot(page, f"invitation-form-{width}")
    for name in ("Ins A", "Ins B"):
        page.get_by_label(name, exact=True).check()
    page.fill("#id_meeting_at", f"{timezone.localtime() + timedelta(days=1):%Y-%m-%dT10:00}")
    page.fill("#id_meeting_place", "Ruang Rapat Contoh")
    page.fill("#id_acara", "Menyamakan kronologi")
    page.fill("#id_peserta", "Kepala unit pengelola sistem")
    page.get_by_role("button", name="Susun surat").click()
    page.get_by_text("tekan tombolnya sekali lagi").first.wait_for()
    page.get_by_role("button", name="Susun surat").click()
    page.wait_for_url("**/surat-perkara/*/")
    shoot(page, f"invitation-draft-{width}")
    row = CaseLetter.objects.first()
    page = enter(world.supervisor, width=width)
    page.goto(f"{site}/persetujuan/")
    shoot(page, f"invitation-waits-{width}")
    page.goto(f"{site}/surat-perkara/{row.pk}/terbitkan/")
    assert page.locator(".paper img").count() == 2
    shoot(page, f"invitation-issue-{width}")
    page.get_by_role("button", name="Terbitkan surat ini").click()
    page.wait_for_url(f"**/surat-perkara/{row.pk}/")
    until(lambda: len(mailbox.of("invitation")) == 2, "both mails")
    page.reload()
    shoot(page, f"invitation-issued-{width}")
    page = enter(world.liaison_a, width=width)
    page.goto(f"{site}/untuk-kami/")
    shoot(page, f"invitation-portal-{width}")
    page.get_by_role("link", name="Undangan Rapat Klarifikasi").click()
    assert "Ruang Rapat Contoh" in page.locator("main").inner_text()
    shoot(page, f"invitation-agency-{width}")
