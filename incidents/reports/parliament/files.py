"""The sheet as files, in Indonesian whoever draws it up: the same figures give the same bytes."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC

from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.writer.excel import ExcelWriter

from ...plain import signs
from ...plain.cells import harmless
from . import words
from .sheet import Content, digest, period_of

NO_HOUR = (1980, 1, 1, 0, 0, 0)  # the hour of every part of an XLSX: the earliest that a ZIP knows
HEADS = ("Tabel", "Uraian", "Kasus", "Keterangan", "Kunci")
CASE_HEADS = ("Nomor kasus", "Orang terdampak, paling sedikit", "Orang terdampak, paling banyak", "Kunci")


def name(of: Content, extension: str) -> str:
    past = "-beserta-arsip" if of.get("past") else ""
    return f"lembar-dpr-{of['first']}-{of['last']}{past}.{extension}"


def note(of: Content) -> str:
    """What stands above the figures: of what they are, as of when, and by which sum they are known."""
    with override("id"):
        return f"{words.title(period_of(of))}. Keadaan {words.as_of(period_of(of))}. {words.which(of)} SHA-256 angka: {digest(of)}"


def rows(of: Content) -> Iterator[Sequence[str | int]]:
    """A line for each figure, with the sum of its table below."""
    with override("id"):
        for table in words.tables(of):
            for line in table.lines:
                yield table.title, line.label, line.cases, line.said, line.key
            if table.repeated:
                yield table.title, "Dihitung lebih dari sekali", -table.repeated, "", ""
            if table.total is not None:
                yield table.title, "Jumlah", table.total, table.note, ""


def cases(of: Content) -> Iterator[Sequence[str]]:
    """A line for each case that is not restricted, with the keys of every figure in which it is counted."""
    for case in of["cases"]:
        low, high = case["people"] or (None, None)
        yield case["reference"], low or "", high or "", " | ".join(case["marks"])


def as_csv(of: Content) -> bytes:
    """Comma-separated, UTF-8 with its mark, so that a spreadsheet reads it as it is."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in ([note(of)], HEADS, *rows(of), [], CASE_HEADS, *cases(of)):
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(of: Content) -> bytes:
    """Two sheets: the figures, and the cases behind them."""
    book = Workbook()
    figures, behind = book.active, book.create_sheet("Kasus")
    figures.title = "Angka"
    _fill(figures, note(of), HEADS, list(rows(of)), (34, 52, 10, 60, 34))
    _fill(behind, note(of), CASE_HEADS, list(cases(of)), (20, 20, 20, 120))
    book.properties.created = book.properties.modified = period_of(of).at.astimezone(UTC).replace(tzinfo=None)
    written, out = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        ExcelWriter(book, archive).save()
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as still:
        for part in sorted(parts.namelist()):
            still.writestr(zipfile.ZipInfo(part, NO_HOUR), parts.read(part), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _fill(sheet, heading, heads, lines, widths):
    for number, row in enumerate(([heading], heads, *lines), start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(row=number, column=column)
            if isinstance(value, str):
                cell.value, cell.data_type = signs.clean(value), "s"
            else:
                cell.value = value
            cell.font = Font(bold=number <= 2 or "Jumlah" in row)
            cell.alignment = Alignment(wrap_text=number > 1, vertical="top")
    for letter, width in zip("ABCDE", widths, strict=False):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A3"
