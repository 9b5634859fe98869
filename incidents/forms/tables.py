"""Lists that people bring along: rows of a CSV or of the first sheet of an XLSX, as texts, however they were saved.

Nothing of a list is lost in silence: what is too much, too long or cannot be read is refused in words.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

from ..plain import signs

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 2000, 40, 2000
MOST_UNPACKED = 48 * 1024 * 1024  # bytes of all parts of an XLSX: above what so many rows take, below what hurts
MOST_CELLS = (
    120_000  # with rows and shared words: a full list has some 84,000 of each sort at most, and mostly far fewer
)
MOST_ELEMENTS = 800_000  # a full cell whose words stand in it takes six
_CELL = re.compile(rb"<(?:[\w.-]+:)?(?:c|row)[\s/>]")
ENDINGS = (".csv", ".xlsx")
ENCODINGS = ("utf-8-sig", "utf-16", "cp1252")  # of Excel's several ways to save a CSV; the last reads anything
OF_A_FILE = ",;\t"  # that part the columns of a file
OF_A_PASTE = ("\t", ";")  # of what is pasted: commas are parts of names there
Table = list[list[str]]
_END = "the end"  # the last line of what is read: where a quotation mark swallows it, that mark was never closed


def read(upload: Any) -> Table:
    """The rows of an uploaded file, its heads first; empty rows are None of them. Raises ValidationError."""
    if not upload.name.lower().endswith(ENDINGS):
        raise ValidationError(_("Bring the list as CSV or XLSX."))
    upload.seek(0)
    found = _of_xlsx(upload) if upload.name.lower().endswith(".xlsx") else of_text(_decoded(upload.read()))
    return with_rows(found)


def with_rows(table: Table) -> Table:
    """`table` itself. Raises ValidationError where nothing stands below its heads."""
    if len(table) < 2:
        raise ValidationError(_("This file holds no rows below its heads."))
    return table


def of_text(text: str, parted: str = "") -> Table:
    """The rows of a CSV, parted by commas, semicolons or tabs, whichever its heads are (`parted` says by which); none of an
    empty text. Raises ValidationError."""
    text = text.lstrip("\ufeff")
    heads = text.split("\n", 1)[0]
    told = heads if any(sign in heads for sign in OF_A_FILE) else text
    lines = f"{text}\n{_END}"
    try:
        rows = list(csv.reader(io.StringIO(lines, newline=""), delimiter=parted or max(OF_A_FILE, key=told.count)))
    except csv.Error:
        raise ValidationError(_("This file cannot be read as a table.")) from None
    if rows.pop() != [_END]:
        raise ValidationError(
            _("A quotation mark is opened and never closed: what stands behind it would be one cell.")
        )
    return _kept(rows)


def pasted(text: str) -> Table:
    """The rows of a text that somebody pasted: parted by tabs, as copied from a sheet, or by semicolons. Commas are parts of
    names. Raises ValidationError where some lines are parted one way and some another."""
    tab, semicolon = OF_A_PASTE
    parted, other = (tab, semicolon) if tab in text else (semicolon, tab)
    for number, line in enumerate(text.splitlines(), start=1):
        if other in line and parted not in line:
            raise ValidationError(
                _("Line %(line)d is parted by another sign than the rest. Part all lines alike."),
                params={"line": number},
            )
    return of_text(text, parted)


def head(text: str) -> str:
    return re.sub(r"[\s_]+", " ", text.strip().lower())


def heads_of(row: list[str], columns: Mapping[str, Sequence[str]], needed: Iterable[str]) -> list[str | None]:
    """What each head of a list means, None under an empty one. `columns`: {fact: how its head may be written}; `needed` are
    the facts without which a list says nothing. Raises ValidationError where that is missing, a head is unknown or two mean the same."""
    known = {head(word): fact for fact, words in columns.items() for word in words}
    facts = [known.get(head(cell)) for cell in row]
    for fact in needed:
        if fact not in facts:
            raise ValidationError(
                _("No column is called “%(name)s”. The heads stand in the first row."),
                params={"name": columns[fact][0]},
            )
    named = [fact for fact in facts if fact]
    if len(named) != len(set(named)):
        raise ValidationError(_("Two columns say the same."))
    if unknown := [cell for cell, fact in zip(row, facts, strict=True) if cell and not fact]:
        raise ValidationError(_("Columns that nobody knows: %(heads)s."), params={"heads": ", ".join(unknown)[:200]})
    return facts


def under_heads(facts: Sequence[str | None], cells: list[str]) -> tuple[dict[str, str], list[str]]:
    """The cells of a row by what their heads mean, and in words that one stands under no head: nothing of it is left out."""
    stray = any(cells[len(facts) :]) or any(cell for fact, cell in zip(facts, cells, strict=False) if not fact)
    typed = {fact: cell for fact, cell in zip(facts, cells, strict=False) if fact}
    return typed, [gettext("A cell of this row stands under no head: perhaps a separator too many.")] if stray else []


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
    """The first sheet. The sizes in the list of its parts are bounds: nothing beyond them is unpacked."""
    try:
        with zipfile.ZipFile(upload) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
            overfull = unpacked <= MOST_UNPACKED and _is_overfull(archive)
        if unpacked <= MOST_UNPACKED and not overfull:
            book = load_workbook(upload, read_only=True, data_only=False)
            found = book.worksheets[0].iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1, values_only=True)
            rows = [[_cell(value) for value in row] for row in found]
    except Exception as fault:  # whatever its readers make of a broken file, it is one thing: no table
        raise ValidationError(_("This file cannot be read as a table.")) from fault
    if unpacked > MOST_UNPACKED:
        raise ValidationError(
            _("Unpacked, this file is larger than %(limit)d MB. Save the rows alone, as CSV."),
            params={"limit": MOST_UNPACKED // (1024 * 1024)},
        )
    if overfull:
        raise ValidationError(
            _("This file holds far more cells than a list of %(rows)d rows. Save the rows alone, as CSV."),
            params={"rows": MOST_ROWS},
        )
    return _kept(rows)


def _is_overfull(archive: zipfile.ZipFile) -> bool:
    """Whether its parts hold more elements than a full list has: a few kilobytes may unpack into millions of empty cells, each of
    which its reader would make an object of. Counted in the bytes, before anything is read as XML."""
    elements = cells = 0
    for part in archive.infolist():
        content = archive.read(part).replace(b"\0", b"")  # UTF-16 as well: its signs stand beside zeros
        elements += content.count(b"<")
        if elements > MOST_ELEMENTS:
            return True
        cells += sum(1 for _found in _CELL.finditer(content))
    return cells > MOST_CELLS


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if hasattr(value, "strftime"):
        hours = getattr(value, "hour", 0) or getattr(value, "minute", 0)
        return str(value.strftime("%d-%m-%Y %H.%M" if hours else "%d-%m-%Y"))
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def not_more(table: Table, most: int) -> None:
    """Raises ValidationError where more than `most` rows stand below its heads."""
    if len(table) > most + 1:
        raise ValidationError(_("At most %(most)d rows at once. Part the list."), params={"most": most})


def _kept(rows: Table) -> Table:
    found = [[signs.clean(cell).strip() for cell in row] for row in rows]
    while found and not any(found[-1]):
        found.pop()
    not_more(found, MOST_ROWS)
    if any(any(row[MOST_COLUMNS:]) for row in found):
        raise ValidationError(_("At most %(most)d columns."), params={"most": MOST_COLUMNS})
    if long := [line for line, row in enumerate(found, start=1) for cell in row if len(cell) > LONGEST_CELL]:
        raise ValidationError(
            _("A cell of line %(line)d holds more than %(most)d signs."), params={"line": long[0], "most": LONGEST_CELL}
        )
    return [row[:MOST_COLUMNS] for row in found]
