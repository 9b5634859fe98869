"""The emblem of a letterhead: drawn anew from an administrator's PNG, shown first, on the letters of its days, known to the proof."""

import base64
import hashlib
import io
import zipfile
from datetime import timedelta

import pikepdf
import pytest
from django.core.checks import run_checks
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image, PngImagePlugin

from incidents import files
from incidents.actions import letter_content
from incidents.files import emblems as drawing
from incidents.letters import emblems
from incidents.models import Letter, StoredFile, Unit
from incidents.plain import bundle_verifier
from incidents.record import transparency, verification
from notifications import postroom
from notifications.letters import html, pdf
from tests.letterheads import BLUE, RED, bearing, png
from tests.moves import choose_signing
from tests.proof_bundles import asked, of_case
from tests.samples import overwritten, picture
from tests.sent_form import Form
from tests.world import make_request

LETTERHEAD = "/surat/susunan/kop/"


def pictures_in(data):
    """The colours of the middles of the pictures of a PDF."""
    with pikepdf.open(io.BytesIO(data)) as document:
        found = [
            pikepdf.PdfImage(each).as_pil_image() for page in document.pages for each in page.get_images().values()
        ]
    return {each.convert("RGB").getpixel((each.width // 2, each.height // 2)) for each in found}


# --- what is taken in -------------------------------------------------------------------------------------------------
def test_of_a_picture_its_points_alone_are_kept_on_white_and_they_give_themselves_again():
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "3171011203850001")
    raw = png((200, 20, 20, 0), (900, 600), "RGBA", pnginfo=told)
    kept = files.redrawn(raw)
    assert b"Comment" in raw and b"Comment" not in kept and b"tEXt" not in kept
    assert drawing.size_of(kept) == (400, 267)
    assert Image.open(io.BytesIO(kept)).getpixel((9, 9)) == (255, 255, 255)
    assert files.redrawn(kept) == kept == files.redrawn(raw)


UNFIT = {
    "an SVG": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1/a.png"/></svg>',
    "nothing": b"",
    "a JPEG": picture("JPEG", (240, 240)),
    "one that is cut off": png()[:120],
    "one too small": png(size=(99, 400)),
    "one too wide": png(size=(2001, 300)),
    "one too heavy": png() + b"0" * drawing.MOST_BYTES,
    "one that says another size": png()[:16] + b"\x00\x00\x01\x00\x00\x00\x01\x00" + png()[24:],
}


@pytest.mark.parametrize("what", UNFIT)
def test_what_is_no_fit_png_is_no_emblem(world, log_in, what):
    with pytest.raises(files.Unfit):
        files.redrawn(UNFIT[what])
    if what in ("an SVG", "one too small"):
        browser, url = log_in(world.administrator), f"{LETTERHEAD}?follows={world.unit.pk}"
        day = f"{timezone.localdate() + timedelta(days=30):%d-%m-%Y}"
        data = Form(browser.get(url).content.decode()).as_sent() | {"reason": "Uji", "effective_from": day}
        upload = SimpleUploadedFile("lambang.png", UNFIT[what])
        answer = browser.post(url, data | {"picture": upload}).content.decode()
        assert "100" in answer and "2000" in answer and not StoredFile.objects.exists()
        carried = base64.b64encode(UNFIT[what]).decode()
        assert browser.post(url, data | {"carried": carried, "name": "Lain"}).status_code == 200
        assert not StoredFile.objects.exists()


# --- in the browser ---------------------------------------------------------------------------------------------------
def test_an_emblem_is_shown_on_a_letter_and_then_holds_from_its_day_until_one_without_it(world, log_in):
    browser, unit = log_in(world.administrator), world.unit
    url, day = f"{LETTERHEAD}?follows={unit.pk}", timezone.localdate() + timedelta(days=30)
    assert b"Tanpa lambang" not in browser.get(url).content
    data = Form(browser.get(url).content.decode()).as_sent() | {"reason": "Uji", "effective_from": f"{day:%d-%m-%Y}"}
    shown = browser.post(url, data | {"picture": SimpleUploadedFile("garuda.png", png())})
    digest = hashlib.sha256(files.redrawn(png())).hexdigest()
    assert f"SHA-256 {digest[:12]}…" in shown.content.decode() and not StoredFile.objects.exists()
    assert shown.context["letter_content"]["picture"] == emblems.as_address(files.redrawn(png()))
    again = Form(shown.content.decode()).as_sent()
    other = browser.post(url, again | {"picture": SimpleUploadedFile("lain.png", png(BLUE))})
    assert other.status_code == 200, "another picture than the one that was shown is shown first"
    assert browser.post(url, again).status_code == 302
    new = Unit.objects.latest("pk")
    assert (new.emblem.sha256, new.emblem.name, new.valid_from, unit.emblem) == (digest, "lambang.png", day, None)
    seen = browser.get(f"{LETTERHEAD}{new.pk}/lambang.png")
    assert seen.content == files.read(new.emblem) and seen["Content-Type"] == "image/png"
    assert browser.get(f"{LETTERHEAD}{unit.pk}/lambang.png").status_code == 404

    url = f"{LETTERHEAD}?follows={new.pk}"
    later = {"effective_from": f"{day + timedelta(days=1):%d-%m-%Y}"}
    data = Form(browser.get(url).content.decode()).as_sent() | {"reason": "Uji"} | later
    same = browser.post(url, data | {"picture": SimpleUploadedFile("garuda.png", png())})
    assert "Tidak ada yang berbeda" in same.content.decode(), "the same picture is no other letterhead"
    both = browser.post(url, data | {"picture": SimpleUploadedFile("lain.png", png(BLUE)), "bare": "on"})
    assert "bare" in both.context["form"].errors
    renamed = Form(browser.post(url, data | {"name": "Nama lain"}).content.decode()).as_sent()
    assert browser.post(url, renamed).status_code == 302
    assert Unit.objects.latest("pk").emblem == new.emblem, "of which nothing is said, it stays"
    url = f"{LETTERHEAD}?follows={Unit.objects.latest('pk').pk}"
    data = Form(browser.get(url).content.decode()).as_sent()
    data |= {"effective_from": f"{day + timedelta(days=2):%d-%m-%Y}", "bare": "on", "reason": "Uji"}
    bare = browser.post(url, data)
    assert "picture" not in bare.context["letter_content"] and "emblem" not in bare.context["letter_content"]
    assert browser.post(url, Form(bare.content.decode()).as_sent()).status_code == 302
    assert Unit.objects.latest("pk").emblem is None


# --- on paper ---------------------------------------------------------------------------------------------------------
def test_a_letter_bears_the_emblem_of_its_day_and_keeps_it(world):
    before = make_request(world)
    bearing(world)
    after = make_request(world)
    bearing(world, BLUE, days=30)
    for pk in postroom.letters_to_make():
        postroom.make_letter(pk)
    plain, drawn = (Letter.objects.get(request=each, about=None) for each in (before, after))
    digest = hashlib.sha256(files.redrawn(png())).hexdigest()
    assert "emblem" not in plain.content and drawn.content["emblem"] == digest
    assert drawn.content_digest == letter_content.digest(drawn.content)
    assert pictures_in(files.read(plain.file)) == set() and pictures_in(files.read(drawn.file)) == {RED}
    assert "TEMPAT" in html.render(plain.content) and "TEMPAT" not in html.render(drawn.content)
    assert 'alt="Lambang' in html.render(drawn.content)
    assert pdf.letter(drawn.content) == pdf.letter(drawn.content)
    assert letter_content.base_content(after, drawn.kind, timezone.now())["emblem"] == digest


def test_a_picture_of_another_hash_is_not_drawn(world):
    unit = bearing(world)
    path = files.full_path(unit.emblem.path)
    overwritten(path, png(BLUE))
    with pytest.raises(emblems.Gone):
        emblems.shown(unit.emblem.sha256)
    path.unlink()
    with pytest.raises(emblems.Gone):
        emblems.shown(unit.emblem.sha256)
    with pytest.raises(emblems.Gone):
        emblems.shown("0" * 64)


def test_an_emblem_whose_bytes_are_lost_is_told_in_words(world, log_in):
    unit = bearing(world)
    files.full_path(unit.emblem.path).unlink()
    answer = log_in(world.administrator).get(reverse("notifications:emblem", args=[unit.pk]))
    assert answer.status_code == 410 and "berkas tidak terbaca" in answer.content.decode()


# --- in the proof -----------------------------------------------------------------------------------------------------
def test_the_proof_of_a_letter_and_of_its_letterhead_hold_the_picture_and_no_other(world, tmp_path):
    unit = bearing(world)
    request = make_request(world)
    for pk in postroom.letters_to_make():
        postroom.make_letter(pk)
    transparency.seal_all(timezone.now())
    _bundle, raw = of_case(world.auditor, request.incident)
    with zipfile.ZipFile(io.BytesIO(raw)) as opened:
        inside = {name: opened.read(name) for name in opened.namelist()}
    name = f"berkas/{unit.emblem.sha256}.png"
    assert inside[name] == files.read(unit.emblem)
    assert verified(tmp_path, raw).startswith("BENAR")
    swapped = inside | {name: png(BLUE)}
    assert "DITOLAK" in verified(tmp_path, bundle_verifier.archive(swapped))
    registered = str(unit.history.latest().event_id)
    _bundle, raw = asked(world.auditor, kind="event", key=registered, label="kop")
    with zipfile.ZipFile(io.BytesIO(raw)) as opened:
        assert opened.read(f"berkas/{unit.emblem.pk}.png") == files.read(unit.emblem)
    assert verified(tmp_path, raw).startswith("BENAR")


def verified(folder, raw):
    (folder / "bukti.zip").write_bytes(raw)
    return bundle_verifier.main([str(folder / "bukti.zip")])[1]


def test_an_emblem_that_was_exchanged_on_disk_is_found(world):
    unit = bearing(world)
    transparency.seal_all(timezone.now())
    assert verification.verify().well
    overwritten(files.full_path(unit.emblem.path), png(BLUE))
    [found] = verification.verify().told
    assert "bytes" in str(found.what)


def test_in_production_no_letter_goes_out_with_the_place_of_its_emblem_empty(world, log_in, settings):
    choose_signing(world, "unsigned")
    letter, out = make_request(world, "awaiting_approval"), make_request(world, "open")
    settings.PRODUCTION, browser = True, log_in(world.supervisor)
    page = browser.get(f"/permintaan/{letter.pk}/terbitkan/").content.decode()
    assert "belum memiliki lambang" in page and ">Terbitkan surat<" not in page
    several = browser.post("/persetujuan/terbitkan/", {"letter": [letter.pk]}).content.decode()
    assert "belum memiliki lambang" in several
    refused = browser.post(f"/permintaan/{letter.pk}/terbitkan/", seen_as(letter, world.supervisor))
    assert refused.status_code == 409 and "belum memiliki lambang" in refused.content.decode()
    path, typed = f"/permintaan/{out.pk}/tarik/", {"seen": out.version, "reason": "Keliru dialamatkan"}
    shown = browser.post(path, typed)
    assert "belum memiliki lambang" in shown.content.decode()
    refused = browser.post(path, typed | {"approved": shown.context["digest"]})
    assert refused.status_code == 409 and Letter.objects.count() == 1
    assert {each.id for each in run_checks(include_deployment_checks=True)} >= {"notifications.W004"}
    bearing(world)
    assert "notifications.W004" not in {each.id for each in run_checks(include_deployment_checks=True)}
    issued = browser.post(f"/permintaan/{letter.pk}/terbitkan/", seen_as(letter, world.supervisor))
    assert issued.status_code == 302 and Letter.objects.latest("pk").content["emblem"]


def seen_as(letter, who):
    """What the page of a letter to be issued sends, after it was read."""
    content = letter_content.draft_content(letter, timezone.now(), who)
    return {"seen": letter.version, "digest": letter_content.digest(content)}


def test_a_receipt_marks_no_place_of_an_emblem(world):
    clarification = make_request(world, "answered")
    receipt = Letter.objects.get(kind="receipt")
    assert "emblem" not in receipt.content and "LAMBANG" not in html.render(receipt.content)
    assert "LAMBANG" in html.render(clarification.letter.content)
