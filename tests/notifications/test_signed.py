"""What comes back signed is the letter that was given out, and the signature covers all that is read in it."""

import io
from unittest.mock import Mock

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pyhanko import stamp
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from incidents import files
from incidents.models import CaseEvent, ClarificationRequest
from notifications.letters import same_objects, signed
from tests import altered_letters, certificates, gateway
from tests.sealed_letters import certificate, sealed_letter
from tests.signed_letters import address, approved, box_of, bring_back, p12, stamped
from tests.time_authority import time_authority

__all__ = ["certificate", "p12", "sealed_letter", "time_authority"]  # fixtures


@pytest.fixture
def letter(world):
    clarification = approved(world)
    return clarification, files.read(clarification.letter.unsigned)


def later(data, change):
    """A revision appended to `data`, as any editor of PDF appends one."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def text(writer):
    style = stamp.TextStampStyle(stamp_text="Tenggat diperpanjang 30 hari", background=None)
    stamp.TextStamp(writer, style).apply(0, x=100, y=300)


def white_box(writer):
    box = generic.StreamObject(stream_data=b"q 1 g 60 200 480 300 re f Q")
    writer.add_stream_to_page(0, writer.add_object(box))


def note(writer):
    page = writer.find_page_for_modification(0)[0].get_object()
    found = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
            generic.pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(n) for n in (100, 300, 400, 340)]),
            generic.pdf_name("/Contents"): generic.pdf_string("Tenggat diperpanjang 30 hari"),
            generic.pdf_name("/DA"): generic.pdf_string("/Helv 12 Tf 0 g"),
        }
    )
    page.setdefault(generic.pdf_name("/Annots"), generic.ArrayObject()).append(writer.add_object(found))
    writer.update_container(page)


def entry(writer):
    writer.root[generic.pdf_name("/Tanggap")] = generic.pdf_string("x")
    writer.update_root()


def other_data(writer):
    """Other data in place of the file that the letter carries."""
    spec = writer.root["/Names"]["/EmbeddedFiles"]["/Names"][1]
    found = generic.StreamObject(stream_data=b'{"due_at": "2030-01-01"}')
    spec["/EF"] = generic.DictionaryObject({generic.pdf_name("/F"): writer.add_object(found)})
    writer.update_container(spec)


CHANGES = [text, white_box, note, entry, other_data]
each_change = pytest.mark.parametrize("change", CHANGES, ids=lambda each: each.__name__)


@each_change
def test_nothing_is_changed_after_the_signature(letter, p12, change, log_in, world):
    clarification, given = letter
    back = later(gateway.sign(given, p12), change)
    with pytest.raises(signed.Mismatch) as refused:
        signed.compare(given, back, str(clarification.letter))
    assert refused.value.why == "changed_after"
    page = bring_back(log_in(world.supervisor), clarification, back)
    assert page.status_code == 200 and "diubah setelah ditandatangani" in page.content.decode()
    assert ClarificationRequest.objects.get(pk=clarification.pk).status == "awaiting_signature"
    assert not CaseEvent.objects.filter(action="issue").exists()


@each_change
def test_what_bsre_gives_back_changed_is_no_issue(world, log_in, settings, tmp_path, change):
    clarification, served = approved(world, "bsre"), gateway.Gateway(tmp_path)
    settings.BSRE_URL, served.after = served.url, lambda data: later(data, change)
    typed = {"seen": clarification.version, "passphrase": gateway.PASSPHRASE, "totp": ""}
    page = log_in(world.supervisor).post(address(clarification.letter), typed)
    served.close()
    assert page.status_code == 200 and "diubah setelah ditandatangani" in page.content.decode()
    assert ClarificationRequest.objects.get(pk=clarification.pk).status == "awaiting_signature"
    assert not CaseEvent.objects.filter(action="issue").exists()


@each_change
def test_the_check_page_calls_what_was_changed_after_the_seal_another_file(sealed_letter, change, client):
    changed = SimpleUploadedFile("surat.pdf", later(files.read(sealed_letter.file), change))
    page = client.post(f"/v/{sealed_letter.check_code}/cocokkan/", {"file": changed}).content.decode()
    assert "data-same hidden" in page and "data-different>" in page


@each_change
def test_the_check_page_says_when_a_hand_changed_the_letter_that_is_kept(sealed_letter, change, client):
    page = client.get(f"/v/{sealed_letter.check_code}/").content.decode()
    assert "tidak seperti ketika ditandatangani" not in page and "Utuh" in page
    kept = files.full_path(sealed_letter.file.path)
    kept.chmod(0o644)
    kept.write_bytes(later(kept.read_bytes(), change))
    assert "tidak seperti ketika ditandatangani" in client.get(f"/v/{sealed_letter.check_code}/").content.decode()


@pytest.fixture
def proved(time_authority, tmp_path):
    """What any program does that keeps a signature judgeable: another signature with its time stamp, what to judge it by in a
    revision of its own, and a time stamp over the whole document (PAdES B-LTA)."""
    from asn1crypto import pem, x509
    from pyhanko.sign import signers, timestamps
    from pyhanko.sign.validation import add_validation_info
    from pyhanko_certvalidator import ValidationContext

    other = tmp_path / "kedua.p12"
    found = (certificates.make(other), time_authority.certificate)
    roots = [x509.Certificate.load(pem.unarmor(each)[2]) for each in found]
    stamper = timestamps.HTTPTimeStamper(time_authority.url)

    def context():
        return ValidationContext(trust_roots=roots, allow_fetching=False)

    def prove(data):
        signed_again = gateway.sign(data, other, field="Kedua", timestamper=stamper)
        last = PdfFileReader(io.BytesIO(signed_again)).embedded_regular_signatures[-1]
        with_store = add_validation_info(last, context()).getvalue()
        assert b"/DSS" in with_store[len(signed_again) :]
        writer = IncrementalPdfFileWriter(io.BytesIO(with_store))
        return signers.PdfTimeStamper(stamper).timestamp_pdf(writer, "sha256", context()).getvalue()

    return prove


def test_a_second_signature_and_what_proves_both_later_are_taken(letter, p12, proved, log_in, world):
    clarification, given = letter
    back = proved(gateway.sign(given, p12))
    said = signed.compare(given, back, str(clarification.letter))
    assert (said.signatures, said.exact, said.added) == (2, True, "")
    assert bring_back(log_in(world.supervisor), clarification, back).status_code == 302
    row = ClarificationRequest.objects.get(pk=clarification.pk)
    assert row.status == "open" and files.read(row.letter.file) == back


@each_change
def test_nothing_else_is_changed_behind_what_proves_the_signatures(letter, p12, proved, change):
    clarification, given = letter
    with pytest.raises(signed.Mismatch) as refused:
        signed.compare(given, later(proved(gateway.sign(given, p12)), change), str(clarification.letter))
    assert refused.value.why == "changed_after"


@pytest.mark.parametrize("done", altered_letters.ALTERED)
def test_what_was_given_out_is_what_was_signed(letter, p12, done):
    clarification, given = letter
    alter, why = altered_letters.ALTERED[done]
    with pytest.raises(signed.Mismatch) as refused:
        signed.compare(given, alter(given, p12), str(clarification.letter))
    assert refused.value.why == why


def test_what_was_changed_before_it_was_signed_is_not_taken_at_the_upload(letter, p12, log_in, world):
    clarification, given = letter
    browser, events = log_in(world.supervisor), CaseEvent.objects.count()
    for done in altered_letters.GRAVE:
        alter, why = altered_letters.ALTERED[done]
        page = bring_back(browser, clarification, alter(given, p12))
        assert page.status_code == 200 and "Mintakan tanda tangan" in page.content.decode(), (done, why)
    assert ClarificationRequest.objects.get(pk=clarification.pk).status == "awaiting_signature"
    assert CaseEvent.objects.count() == events


def test_what_bsre_changes_before_it_signs_is_no_issue(world, log_in, settings, tmp_path):
    clarification, served = approved(world, "bsre"), gateway.Gateway(tmp_path)
    settings.BSRE_URL, browser, events = served.url, log_in(world.supervisor), CaseEvent.objects.count()
    for done in altered_letters.GRAVE:
        served.sign, why = altered_letters.ALTERED[done]
        typed = {"seen": clarification.version, "passphrase": gateway.PASSPHRASE, "totp": ""}
        page = browser.post(address(clarification.letter), typed)
        assert page.status_code == 200 and "Mintakan tanda tangan" in page.content.decode(), (done, why)
    served.close()
    assert ClarificationRequest.objects.get(pk=clarification.pk).status == "awaiting_signature"
    assert CaseEvent.objects.count() == events


HONEST = {
    "unseen": (gateway.sign, ""),
    "in the box": (lambda given, p12: in_box(given, p12, 0, 1), "Bagian 0"),
    "beside the box": (lambda given, p12: in_box(given, p12, -0.6, -0.05), "Bagian -0.6"),
    "its field tagged": (lambda given, p12: tagged_in_box(given, p12), "Berpenanda"),
    "two signers": (lambda given, p12: in_box(in_box(given, p12, 0, 0.4), p12, 0.5, 1), "Bagian 0 Bagian 0.5"),
    "drawn into the page": (lambda given, p12: gateway.sign(stamped(given, "oleh Supervisor"), p12), "oleh Supervisor"),
} | {
    name: (lambda given, p12, rewrite=rewrite: gateway.sign(rewrite(given), p12), "")
    for name, rewrite in altered_letters.HONEST.items()
}  # fmt: skip


def in_box(given, p12, start, end):
    """Signed with a picture from `start` to `end` of the width of the box."""
    page, left, bottom, right, top = box_of(given)
    rect = [left + start * (right - left), bottom + 2, left + end * (right - left), top - 2]
    look = altered_letters.picture(f"Bagian {start}")
    return gateway.sign(given, p12, f"Bidang{start}".replace(".", "_"), page=page, rect=rect, look=look)


def tagged_in_box(given, p12):
    page, *rect = box_of(given)
    return altered_letters.tagged(given, p12, rect, page)


@pytest.mark.parametrize("done", HONEST)
def test_what_honest_programs_make_of_a_letter_is_taken(letter, p12, done):
    clarification, given = letter
    make, added = HONEST[done]
    back = make(given, p12)
    said = signed.compare(given, back, str(clarification.letter))
    assert (said.added, said.exact) == (added, back.startswith(given))


def test_a_file_that_cannot_be_judged_is_refused_and_what_no_library_says_of_it_is_logged(
    letter, p12, log_in, world, monkeypatch, caplog
):
    """A fault of our own says nothing of the file: it is called damaged by nobody, and whoever runs the server finds it."""
    clarification, given = letter
    back, browser = gateway.sign(given, p12), log_in(world.supervisor)
    for fault, says, logged in (
        (pypdfium2.PdfiumError("Failed to load page"), "bukan PDF", False),
        (AttributeError("a slip of ours"), "kesalahan pada Tanggap", True),
    ):
        monkeypatch.setattr(pypdfium2.PdfDocument, "count_attachments", Mock(side_effect=fault))
        page = bring_back(browser, clarification, back)
        assert page.status_code == 200 and says in page.content.decode()
        assert ("a slip of ours" in caplog.text) == logged
    assert ClarificationRequest.objects.get(pk=clarification.pk).status == "awaiting_signature"


def test_what_shows_on_paper_alone_or_is_read_by_nobody_is_refused():
    blank = altered_letters.blank()
    assert same_objects.check(blank, altered_letters.rewritten(blank)) == []
    for change, where in altered_letters.UNSEEN.items():
        with pytest.raises(signed.Mismatch) as refused:
            same_objects.check(blank, altered_letters.rewritten(blank, change))
        assert (refused.value.why, refused.value.where.rpartition(" ")[2].lstrip("/")) == ("another_part", where), (
            change
        )
