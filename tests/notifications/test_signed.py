"""What comes back signed is the letter that was given out, and the signature covers all that is read in it."""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pyhanko import stamp
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from incidents import files
from incidents.models import CaseEvent, ClarificationRequest
from notifications.letters import signed
from tests import certificates, gateway
from tests.sealed_letters import certificate, sealed_letter
from tests.signed_letters import address, approved, bring_back, p12, stamped
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


def rewritten(data, change):
    """`data` changed before it is signed, by a program that writes the file anew."""
    with pikepdf.open(io.BytesIO(data)) as document:
        change(document)
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def covered(document):
    document.pages[0].contents_add(b"q 1 g 60 200 480 300 re f Q")


def another_file(document):
    name = next(iter(document.attachments))
    document.attachments[name] = pikepdf.AttachedFileSpec(document, b'{"due_at": "2030-01-01"}', filename=name)


def annotated(document):
    rect = pikepdf.Array([100, 300, 400, 340])
    found = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=rect, Contents="30 hari")
    page = document.pages[0]
    if "/Annots" not in page.obj:
        page.obj.Annots = pikepdf.Array()
    page.obj.Annots.append(document.make_indirect(found))


@pytest.mark.parametrize("change", [covered, another_file, annotated], ids=lambda each: each.__name__)
def test_what_was_given_out_is_what_was_signed(letter, p12, change):
    clarification, given = letter
    back = gateway.sign(rewritten(given, change), p12)
    with pytest.raises(signed.Mismatch) as refused:
        signed.compare(given, back, str(clarification.letter))
    assert refused.value.why == change.__name__


def test_a_second_signature_a_visible_one_and_a_file_written_anew_are_taken(letter, p12):
    clarification, given = letter
    number = str(clarification.letter)
    twice = gateway.sign(gateway.sign(given, p12), p12, field="Kedua")
    assert signed.compare(given, twice, number).signatures == 2
    assert not signed.compare(given, gateway.sign(stamped(given), p12), number).exact
    assert signed.compare(given, gateway.sign(rewritten(given, lambda document: None), p12), number).added == ""


@pytest.mark.parametrize("part", ["_attached", "_annotated"])
def test_a_file_that_cannot_be_read_to_its_end_is_refused_in_words(letter, p12, log_in, world, monkeypatch, part):
    """A broken page tree behind a sound signature: whatever the library raises, the page says that it cannot be read."""
    clarification, given = letter
    real = getattr(signed, part)

    def fails(data):
        if data == given:
            return real(data)
        raise RecursionError("a page tree that is its own parent")

    monkeypatch.setattr(signed, part, fails)
    page = bring_back(log_in(world.supervisor), clarification, gateway.sign(given, p12))
    assert page.status_code == 200 and "bukan PDF" in page.content.decode()
