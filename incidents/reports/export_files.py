"""One table as CSV, XLSX and JSON, written line by line: however long it is, few lines are in memory."""

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.utils.translation import gettext, gettext_noop
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from ..plain import signs
from ..plain.cells import fitting, harmless
from .export_lines import PIECE, Line

OF_A_SHEET = 1_000_000  # lines; a sheet of an XLSX holds 1,048,576 rows (ECMA-376, as Excel reads it)
CUT = gettext_noop("… (cut here: a cell of a spreadsheet holds no more)")


def write(
    folder: Path, name: str, columns: Mapping[str, str], lines: Iterable[Line], progress: Callable[[int], None]
) -> tuple[list[Path], int]:
    """The three files in `folder`, and how many lines stand in each. `progress` is told how many are written."""
    paths = [folder / f"{name}.{ending}" for ending in ("csv", "xlsx", "json")]
    heads, n, book = [gettext(head) for head in columns.values()], 0, Workbook(write_only=True)
    with ExitStack() as open_files:
        for_csv = open_files.enter_context(paths[0].open("w", encoding="utf-8-sig", newline=""))
        for_json = open_files.enter_context(paths[2].open("w", encoding="utf-8"))
        table = csv.writer(for_csv, lineterminator="\r\n")
        table.writerow(heads)
        sheet = _sheet(book, heads)
        for_json.write("[")
        for n, line in enumerate(lines, start=1):
            table.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in line])
            if n % OF_A_SHEET == 0:
                sheet = _sheet(book, heads)
            sheet.append([_cell(sheet, each) for each in line])
            for_json.write(("," if n > 1 else "") + "\n" + _object(columns, line))
            if n % PIECE == 0:
                progress(n)
        for_json.write("\n]\n")
    book.save(paths[1])
    return paths, n


def _sheet(book: Workbook, heads: list[str]) -> Any:
    sheet = book.create_sheet()
    sheet.append(heads)
    return sheet


def _cell(sheet: Any, value: str | int) -> Any:
    """A text is a text, whatever it begins with; one that is longer than a cell says that it is cut."""
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, fitting(signs.clean(value), gettext(CUT)))
    cell.data_type = "s"
    return cell


def _object(columns: Mapping[str, str], line: Line) -> str:
    cleaned = (signs.clean(cell) if isinstance(cell, str) else cell for cell in line)
    return json.dumps(dict(zip(columns, cleaned, strict=True)), ensure_ascii=False)
