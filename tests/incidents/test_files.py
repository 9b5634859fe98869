"""Files that come in: one row for each kind, and the text of each is read for the guard."""

import email.message

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from incidents import files
from incidents.files import kinds, text
from tests.samples import office, pdf

NIK = "3171011203850001"


def workbook(words):
    cells = f"<sst><si><t>{words}</t></si></sst>"
    return office("[Content_Types].xml", "xl/workbook.xml", contents=[("xl/sharedStrings.xml", cells)])


def mail(*attachments):
    message = email.message.EmailMessage()
    message["Subject"] = "Jawaban"
    message.set_content("Terlampir.")
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def held(name, data):
    upload = SimpleUploadedFile(name, data)
    files.check(upload)
    return [found.digits for found in files.held(upload)]


def test_every_kind_that_comes_in_has_a_reader_or_is_its_own_text():
    assert text.READERS.keys() | set(text.PLAIN) == kinds.KINDS.keys()


@pytest.mark.parametrize(
    "attached",
    [
        ("data.xlsx", workbook(NIK)),
        ("surat.pdf", pdf(NIK)),
        ("daftar.csv", f"nama;nik\nBudi;{NIK}\n".encode()),
        ("terusan.eml", mail(("data.xlsx", workbook(NIK)))),
        (f"{NIK}.bin", b"x"),
    ],
    ids=lambda attached: attached[0],
)
def test_the_guard_reads_what_a_mail_carries(attached):
    assert held("jawaban.eml", mail(attached)) == [NIK]


def test_a_mail_whose_attachment_cannot_be_read_is_refused_as_that_file_alone_would_be():
    with pytest.raises(ValidationError, match="cannot be read|tidak dapat dibaca"):
        held("jawaban.eml", mail(("rusak.pdf", b"%PDF-1.7 rusak")))
