"""Files that come in: one row for each kind, and what they hold is looked at in a process of its own, as bytes that nobody trusts."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from incidents import files
from incidents.actions import evidence
from incidents.files import kinds
from incidents.inspection import kinds as readers
from incidents.models import AccessEntry
from notifications import postroom
from notifications.mails import compose
from notifications.models import Message
from tests.hostile_files import NIK, mail, xlsx
from tests.samples import overwritten
from tests.world import make_request


def test_every_kind_that_comes_in_has_a_reader():
    assert {*readers.READ} == kinds.KINDS.keys()


def test_the_guard_reads_what_a_mail_carries_and_of_what_it_cannot_read_a_person_is_asked():
    table = xlsx(f"<row><c><v>{NIK}</v></c></row>")
    upload = SimpleUploadedFile(
        "a.eml", mail(("terusan.eml", mail(("data.xlsx", table))), ("rusak.pdf", b"%PDF-1.7 rusak"))
    )
    files.check(upload)
    assert [found.digits for found in files.seen(upload).held] == [NIK]
    assert upload.seen.unread == {"damaged": 1}
    assert NIK in files.text_in("a.eml", mail(("data.xlsx", table)))
    assert files.text_in("a.eml", mail(("rusak.pdf", b"%PDF-1.7 rusak"))) is None, "nobody can say what stands there"


def test_a_damaged_file_is_refused():
    with pytest.raises(ValidationError, match="cannot be read|tidak dapat dibaca"):
        files.check(SimpleUploadedFile("a.pdf", b"%PDF-1.7 rusak"))


def test_kept_bytes_are_read_by_our_account_alone_and_written_by_nobody():
    kept = files.keep(SimpleUploadedFile("a.txt", b"isi"))
    path = files.full_path(kept.path)
    modes = [oct(each.stat().st_mode & 0o777) for each in (path, path.parent, path.parent.parent)]
    assert modes == ["0o400", "0o700", "0o700"] and files.read(kept) == b"isi"


@pytest.mark.parametrize("reader", ["officer", "auditor"])
def test_a_file_that_is_not_as_it_came_in_is_handed_to_nobody(world, an_incident, log_in, caplog, reader):
    row = evidence.attach(an_incident, by=world.officer, upload=SimpleUploadedFile("log.txt", b"isi"))
    overwritten(files.full_path(row.file.path), b"lain")
    answer = log_in(getattr(world, reader)).get(f"/bukti/{row.pk}/berkas/")
    assert answer.status_code == 410 and "log.txt tersimpan tidak seperti ketika diterima" in answer.content.decode()
    assert not AccessEntry.objects.filter(kind="download").exists() and str(row.file_id) in caplog.text


def test_a_letter_that_is_not_as_it_was_made_is_mailed_to_nobody(world):
    clarification = make_request(world, "open")
    postroom.write_receipts(timezone.now())
    for pk in postroom.letters_to_make():
        postroom.make_letter(pk)
    letter = clarification.letters.get()
    overwritten(files.full_path(letter.file.path), b"lain")
    message = Message.objects.filter(kind="letter", audience="agency").first()
    with pytest.raises(files.Altered):
        compose.make(message, at=timezone.now())
