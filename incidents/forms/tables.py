"""Lists that people bring along: rows of a CSV or of the first sheet of an XLSX, as texts, however they were saved."""

import csv
import io
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

from ..plain import signs

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 2000, 40, 2000
ENCODINGS = ("utf-8-sig", "utf-16", "cp1252")  # of Excel's several ways to save a CSV; the last reads anything
Table = list[list[str]]


def read(upload: Any) -> Table:
    """The rows of an uploaded file, its heads first; empty rows are None of them. Raises ValidationError."""
    upload.seek(0)
    found = _of_xlsx(upload) if upload.name.lower().endswith(".xlsx") else of_text(_decoded(upload.read()))
    if len(found) < 2:
        raise ValidationError(_("This file holds no rows below its heads."))
    return found


def of_text(text: str) -> Table:
    """The rows of a CSV, parted by commas, semicolons or tabs, whichever its heads are. Raises ValidationError."""
    heads = text.lstrip("\ufeff").split("\n", 1)[0]
    parted = max(",;\t", key=heads.count)
    try:
        return _kept(list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=parted)))
    except csv.Error:
        raise ValidationError(_("This file cannot be read as a table.")) from None


def as_text(table: Table) -> str:
    """The same rows as a CSV, for a page to carry along."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(table)
    return out.getvalue()


def _decoded(content: bytes) -> str:
    for encoding in ENCODINGS:
        if encoding == "utf-16" and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            continue
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValidationError(_("This file cannot be read as a table."))


def _of_xlsx(upload: Any) -> Table:
    try:
        book = load_workbook(upload, read_only=True, data_only=False)
        rows = list(book.worksheets[0].iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True))
    except (KeyError, ValueError, OSError, IndexError) as fault:
        raise ValidationError(_("This file cannot be read as a table.")) from fault
    return _kept([[_cell(value) for value in row] for row in rows])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if hasattr(value, "strftime"):
        hours = getattr(value, "hour", 0) or getattr(value, "minute", 0)
        return str(value.strftime("%d-%m-%Y %H.%M" if hours else "%d-%m-%Y"))
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _kept(rows: Table) -> Table:
    found = [[signs.clean(cell)[:LONGEST_CELL].strip() for cell in row[:MOST_COLUMNS]] for row in rows]
    if len(found) > MOST_ROWS + 1:
        raise ValidationError(_("At most %(most)d rows at once. Part the list."), params={"most": MOST_ROWS})
    while found and not any(found[-1]):
        found.pop()
    return found
