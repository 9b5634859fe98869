"""The seal on a letter: poppler's pdfsig confirms it, one flipped byte breaks it, and without it no sealed letter leaves."""

import io
import random
import re
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from incidents import files
from notifications import postroom, tasks, watch
from notifications.letters import seal
from tests import certificates
from tests.sealed_letters import certificate, made, pdfsig
from tests.world import make_request

__all__ = ["certificate"]  # a fixture


def test_a_letter_is_sealed_and_pdfsig_confirms_it(world, certificate, tmp_path):
    letter, data = made(world)
    said = pdfsig(data, tmp_path)
    assert "Signature is Valid" in said and "Total document signed" in said, said
    assert "Kementerian Uji" in said and "ETSI.CAdES.detached" in said and "SHA-256" in said
    assert letter.signing == letter.content["signing"] == "sealed"
    assert not letter.content["signatory_name"], "a seal is no signature of a person"


def test_a_key_on_an_elliptic_curve_seals_as_well(world, certificate, tmp_path):
    certificates.make(certificate, elliptic=True)
    assert "Signature is Valid" in pdfsig(made(world)[1], tmp_path)


def signature_gap(data):
    """From where to where the signature's own hex digits lie: the only bytes that no PDF signature can cover."""
    _zero, length, after, _rest = (
        int(n) for n in re.search(rb"/ByteRange ?\[ ?(\d+) (\d+) (\d+) (\d+)", data).groups()
    )
    return range(length, after)


def test_one_flipped_byte_anywhere_is_caught_by_pdfsig_and_by_the_check_page(world, certificate, tmp_path, client):
    """Inside the signature's hex digits (a and A are the same digit, and unused room follows them) only the check page
    can tell: it compares every byte. Everywhere else both do."""
    from django.core.cache import cache

    letter, data = made(world)
    gap = signature_gap(data)
    assert len(gap) < len(data) / 2
    dice = random.Random(7)
    places = [0, gap.start - 1, gap.start + 9, gap.stop + 1, len(data) - 2] + [
        dice.randrange(len(data)) for _ in range(25)
    ]
    for place in places:
        flipped = bytearray(data)
        flipped[place] ^= 1 << dice.randrange(8)
        said = pdfsig(bytes(flipped), tmp_path)
        valid = "Signature is Valid" in said and "Total document signed" in said
        assert place in gap or not valid, (place, gap, said)
        cache.clear()
        upload = SimpleUploadedFile("surat.pdf", bytes(flipped))
        page = client.post(f"/v/{letter.check_code}/cocokkan/", {"file": upload}).content.decode()
        assert "data-same hidden" in page and "data-different>" in page


def test_the_archival_marks_survive_the_seal(world, certificate):
    _letter, data = made(world)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        with pdf.open_metadata() as about:
            assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("3", "A")
        assert pdf.Root.MarkInfo.Marked and str(pdf.Root.Lang) == "id" and pdf.Root.OutputIntents
        [field] = pdf.Root.AcroForm.Fields
        assert int(field.get("/F", 0)) & 4 and not int(field.get("/F", 0)) & 2, "printed and not hidden"
        assert not pdf.Root.get("/AA") and not pdf.Root.get("/OpenAction")


def test_what_was_drawn_stands_unchanged_before_the_seal(world, certificate):
    from notifications.letters import pdf

    letter, data = made(world)
    assert data.startswith(pdf.letter(letter.content))


def test_a_letter_frozen_without_a_seal_never_gets_one_and_the_other_way_round(world, settings, tmp_path):
    seal._seal.cache_clear()
    unsealed = make_request(world, "open").letters.get()
    path = tmp_path / "segel.p12"
    certificates.make(path)
    settings.SEAL_PKCS12, settings.SEAL_PASSWORD = str(path), certificates.PASSWORD
    sealed = make_request(world, "open").letters.get()
    postroom.make_letter(unsealed.pk)
    unsealed.refresh_from_db()
    assert "Signature" not in pdfsig(files.read(unsealed.file), tmp_path)
    settings.SEAL_PKCS12 = str(tmp_path / "gone.p12")
    with pytest.raises(seal.Unavailable):
        postroom.make_letter(sealed.pk)
    settings.SEAL_PKCS12 = str(path)
    postroom.make_letter(sealed.pk)
    sealed.refresh_from_db()
    assert "Signature is Valid" in pdfsig(files.read(sealed.file), tmp_path)


@pytest.mark.parametrize("fault", ["password", "gone", "rubbish", "expired", "not yet"])
def test_a_certificate_that_cannot_seal_is_said_on_every_page_and_no_letter_is_made(
    world, certificate, settings, log_in, monkeypatch, fault
):
    now = datetime.now(UTC)
    if fault == "password":
        settings.SEAL_PASSWORD = "lain"
    elif fault == "gone":
        certificate.unlink()
    elif fault == "rubbish":
        certificate.write_bytes(b"no certificate")
    elif fault == "expired":
        certificates.make(certificate, starts=now - timedelta(days=9), ends=now - timedelta(days=1))
    else:
        certificates.make(certificate, starts=now + timedelta(days=1))
    for task in (tasks.make_letter, tasks.deliver_messages):
        monkeypatch.setattr(task, "delay", task)
    letter = make_request(world, "open").letters.get()
    tasks.sweep()
    letter.refresh_from_db()
    assert letter.file is None and not watch.look().seal_possible
    page = log_in(world.supervisor).get("/meja/").content.decode()
    assert "Surat tidak disegel" in page
    certificates.make(certificate)
    settings.SEAL_PASSWORD = certificates.PASSWORD
    tasks.sweep()
    letter.refresh_from_db()
    assert letter.file and watch.look().seal_possible


def test_a_sample_is_never_sealed(world, certificate, settings):
    settings.DEMO = True
    assert make_request(world, "open").letters.get().signing == "unsigned"


def test_the_letter_and_the_check_page_say_how_it_is_signed(world, certificate, client):
    letter, data = made(world)
    page = client.get(f"/v/{letter.check_code}/").content.decode()
    assert "Disegel dengan sertifikat organisasi" in page
    from notifications.letters import html

    assert "Disegel secara elektronik" in html.render(letter.content)
    assert "Belum ditandatangani" not in html.render(letter.content)
