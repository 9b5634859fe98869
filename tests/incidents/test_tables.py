"""A list that somebody brings is bounded before it is read: by its bytes, its cells, its rows, its columns and its signs."""

import io
import resource
import zipfile
from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from openpyxl import Workbook

from incidents.files import sheets
from incidents.forms import tables

MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET = b"<worksheet " + MAIN + b"><sheetData>%s</sheetData></worksheet>"
CELLS, ROWS = b'<row r="1">' + b"<c/>" * 300_000 + b"</row>", b'<row r="1"/>' * 300_000
SHARED = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    b'spreadsheetml.sharedStrings+xml"/></Types>'
)
FAR_MORE = "jauh lebih banyak sel"


def workbook(rows=()):
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def with_parts(plain, **parts):
    """The same workbook, with other bytes in the parts of these names; shared words among them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parcel:
        for name in book.namelist():
            content = parts.pop(name.rsplit("/")[-1].removesuffix(".xml"), book.read(name))
            parcel.writestr(name, content.replace(b"</Types>", SHARED) if name.startswith("[") else content)
        parcel.writestr("xl/sharedStrings.xml", parts.pop("sharedStrings", b"<sst " + MAIN + b"/>"))
    assert not parts
    return out.getvalue()


def refused(content, name="daftar.xlsx"):
    """In what words a list is refused, and how many seconds of the processor that took."""
    begun = used()
    with translation.override("id"), pytest.raises(ValidationError) as refusal:
        tables.read(SimpleUploadedFile(name, content))
    return " ".join(refusal.value.messages), used() - begun


def used():
    spent = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in spent)


@pytest.mark.parametrize(
    "inside",
    [
        CELLS,
        ROWS,
        CELLS.replace(b"<c/>", b"<x:c/>").replace(b"<row", b'<row xmlns:x="urn:x"'),
        b'<row r="1"><c>' + b"<v/>" * 900_000 + b"</c></row>",
    ],
    ids=["cells", "rows", "another prefix", "others"],
)
def test_a_sheet_that_unpacks_into_nothing_but_elements_is_refused_before_it_is_read(inside):
    raw = with_parts(workbook(), sheet1=SHEET % inside)
    words, seconds = refused(raw)
    assert len(raw) < 50_000 and FAR_MORE in words and seconds < 4


def test_shared_words_and_formats_that_unpack_into_millions_are_refused_before_they_are_read():
    plain = workbook([["Nama"], ["PT A"]])
    for part, element in (("sharedStrings", b"<si/>"), ("styles", b"<xf/>"), ("workbook", b"<sheet/>")):
        words, seconds = refused(with_parts(plain, **{part: b"<sst " + MAIN + b">" + element * 1_000_000 + b"</sst>"}))
        assert FAR_MORE in words and seconds < 4, part


def test_whatever_else_a_sheet_provokes_ends_with_the_process_that_reads_it(monkeypatch):
    """One long formula that ten thousand cells share is few elements and much work; the limit on time is a short one here."""
    monkeypatch.setattr(sheets, "SECONDS", 2)
    shared = b'<c r="A1"><f t="shared" si="0" ref="A1:B9">' + b"+A1" * 20_000 + b"</f></c>"
    row = b"<row>" + shared + b'<c r="B1"><f t="shared" si="0"/></c>' * 100 + b"</row>"
    words, seconds = refused(with_parts(workbook(), sheet1=SHEET % (row * 100)))
    assert FAR_MORE in words and seconds < 5


def test_one_long_text_that_every_cell_repeats_is_refused():
    plain = workbook([["Nama", *["x"] * 39]])
    long = b"<sst " + MAIN + b"><si><t>" + b"y" * 2_000 + b"</t></si></sst>"
    row = b"<row>" + b'<c t="s"><v>0</v></c>' * 40 + b"</row>"
    words, seconds = refused(with_parts(plain, sharedStrings=long, sheet1=SHEET % (row * 2_000)))
    assert FAR_MORE in words and seconds < 6
    words, _seconds = refused(with_parts(plain, sharedStrings=long, sheet1=SHEET % (row * 20)))
    assert "1500000" in words.replace(".", "") and "tanda" in words


def test_a_full_list_is_read_all_the_same():
    raw = workbook([[f"kata {n}" for n in range(tables.MOST_COLUMNS)] for _line in range(tables.MOST_ROWS + 1)])
    found = tables.read(SimpleUploadedFile("penuh.xlsx", raw))
    assert len(found) == tables.MOST_ROWS + 1 and found[-1][-1] == f"kata {tables.MOST_COLUMNS - 1}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nama,Jenis\n" + "," * 4_000_000, "tidak berisi baris"),
        ("Nama,Jenis\n" + "x," * 4_000_000, f"{tables.MOST_COLUMNS} kolom"),
        ("Nama\n" + "\n" * 4_000_000, "2000 baris"),
        ("Nama\n" + "PT A\n" * 1_000_000, "2000 baris"),
        ("Nama\n" + "PT A\n" * 2_000_000, "8 MB"),
        ("Nama\n" + ("y" * 1_900 + "\n") * 1_000, "tanda"),
        ('Nama\n"PT A\n' + "PT B\n" * 20_000, "tidak ditutup"),
    ],
    ids=["commas", "columns", "empty lines", "rows", "bytes", "signs", "an open quotation mark"],
)
def test_a_csv_is_bounded_before_it_is_read(text, words):
    said, seconds = refused(text.encode(), "daftar.csv")
    assert any(each in said.replace(".000", "000") for each in words.split("|")), said
    assert seconds < 4


def test_empty_rows_and_columns_behind_a_list_are_none_of_it():
    text = "Nama,Jenis\nPT A,private\n\nPT B,private\n" + "," * 60 + "\n" + ",\n" * 5_000
    found = tables.read(SimpleUploadedFile("daftar.csv", text.encode()))
    assert [row[:2] for row in found] == [["Nama", "Jenis"], ["PT A", "private"], [], ["PT B", "private"]]


def test_hours_alone_are_of_no_day():
    assert sheets.read(workbook([[time(8, 30), timedelta(hours=30)]]), 10, 2, 1000) == [["08.30", "30.00"]]
