"""Files that come in: one row for each kind, and what they hold is looked at in a process of its own, as bytes that nobody trusts."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from incidents import files
from incidents.files import kinds
from incidents.inspection import kinds as readers
from tests.hostile_files import NIK, mail, xlsx


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
