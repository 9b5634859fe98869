"""Lists that people bring along: rows of a CSV or of the first sheet of an XLSX, as texts, however they were saved.

Nothing of a list is lost in silence: what is too much, too long or cannot be read is refused in words.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..files import sheets
from ..plain import signs

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 2000, 48, 2000
MOST_UNPACKED = 48 * 1024 * 1024  # bytes of all parts of an XLSX: above what so many rows take, below what hurts
MOST_BYTES = 8 * 1024 * 1024  # of a CSV
MOST_LINES = 10 * MOST_ROWS  # with those that are empty
MOST_SIGNS = 1_500_000  # of all cells together: what a page carries along
_ROOM = 4  # times as long may a cell be that is cut to nothing but its words
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
    found = _of_xlsx(upload) if upload.name.lower().endswith(".xlsx") else _of_csv(upload)
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
    rows = csv.reader(io.StringIO(lines, newline=""), delimiter=parted or max(OF_A_FILE, key=told.count))
    return _kept(_until_the_end(rows))


def _until_the_end(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    last: list[str] | None = None
    try:
        for row in rows:
            if last is not None:
                yield last
            last = row
    except csv.Error:
        raise ValidationError(_("This file cannot be read as a table.")) from None
    if last != [_END]:
        raise ValidationError(
            _("A quotation mark is opened and never closed: what stands behind it would be one cell.")
        )


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


def _of_csv(upload: Any) -> Table:
    if upload.size > MOST_BYTES:
        raise ValidationError(
            _("This file is larger than %(limit)d MB. Part the list."), params={"limit": MOST_BYTES // (1024 * 1024)}
        )
    return of_text(_decoded(upload.read()))


def _of_xlsx(upload: Any) -> Table:
    """The first sheet. The sizes in the list of its parts are bounds: nothing beyond them is unpacked."""
    try:
        with zipfile.ZipFile(upload) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked <= MOST_UNPACKED:
            upload.seek(0)
            rows = sheets.read(upload.read(), MOST_ROWS + 2, MOST_COLUMNS + 1, _ROOM * LONGEST_CELL + 1)
    except sheets.Overfull:
        raise ValidationError(
            _("This file holds far more cells than a list of %(rows)d rows. Save the rows alone, as CSV."),
            params={"rows": MOST_ROWS},
        ) from None
    except Exception as fault:  # whatever its readers make of a broken file, it is one thing: no table
        raise ValidationError(_("This file cannot be read as a table.")) from fault
    if unpacked > MOST_UNPACKED:
        raise ValidationError(
            _("Unpacked, this file is larger than %(limit)d MB. Save the rows alone, as CSV."),
            params={"limit": MOST_UNPACKED // (1024 * 1024)},
        )
    return _kept(rows)


def not_more(table: Table, most: int) -> None:
    """Raises ValidationError where more than `most` rows stand below its heads."""
    if len(table) > most + 1:
        raise ValidationError(_("At most %(most)d rows at once. Part the list."), params={"most": most})


def _kept(rows: Iterable[list[str]]) -> Table:
    """Row by row, so that whatever is too much is refused before the rest is looked at; empty ones at the end are none."""
    found: Table = []
    filled = size = 0
    for line, row in enumerate(rows, start=1):
        if any(map(str.strip, row[MOST_COLUMNS:])):
            raise ValidationError(_("At most %(most)d columns."), params={"most": MOST_COLUMNS})
        cells = [_clean(cell, line) for cell in row[:MOST_COLUMNS]]
        if any(cells):
            filled = line
            size += sum(map(len, cells))
        if filled > MOST_ROWS + 1 or line > MOST_LINES:
            raise ValidationError(_("At most %(most)d rows at once. Part the list."), params={"most": MOST_ROWS})
        if size > MOST_SIGNS:
            raise ValidationError(
                _("Its cells hold more than %(most)d signs together. Part the list."), params={"most": MOST_SIGNS}
            )
        if line <= MOST_ROWS + 1:
            found.append(cells)
    return found[:filled]


def _clean(cell: str, line: int) -> str:
    cleaned = signs.clean(cell).strip() if len(cell) <= _ROOM * LONGEST_CELL else cell
    if len(cleaned) > LONGEST_CELL:
        raise ValidationError(
            _("A cell of line %(line)d holds more than %(most)d signs."), params={"line": line, "most": LONGEST_CELL}
        )
    return cleaned
