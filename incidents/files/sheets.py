"""Reads the first sheet of an XLSX that somebody brings, in a process of its own with a limit on memory and time.

    python -I incidents/files/sheets.py SECONDS ROWS COLUMNS LONGEST < XLSX > JSON

A few kilobytes unpack into millions of cells, or into one formula that a hundred thousand cells repeat: what is counted before it is
read is refused at once, whatever else a file provokes ends with this process. Run alone it knows no Django.
"""

import io
import json
import re
import resource
import subprocess
import sys
import zipfile
from datetime import time, timedelta
from typing import Any

MEMORY = 640 * 1024 * 1024  # bytes
SECONDS, PATIENCE = 20, 60  # of processor time; of the clock, while others work as well
MOST_CELLS = 120_000  # with rows: a full list has some 100,000 at most, and mostly far fewer
MOST_ELEMENTS = 800_000  # a full cell whose words stand in it takes six
MOST_SIGNS = 6_000_000  # of all cells together
UNREADABLE, OVERFULL = 3, 4
_CELL = re.compile(rb"<(?:[\w.-]+:)?(?:c|row)[\s/>]")


class Unreadable(ValueError):
    """No XLSX, or a broken one."""


class Overfull(ValueError):
    """It holds far more than such a list has."""


def read(raw: bytes, rows: int, columns: int, longest: int) -> list[list[str]]:
    """The texts of at most `rows` and `columns`, each cut at `longest` signs. Raises Unreadable, Overfull."""
    command = [sys.executable, "-I", __file__, *map(str, (SECONDS, rows, columns, longest))]
    try:
        done = subprocess.run(command, input=raw, capture_output=True, timeout=PATIENCE, check=False, env={})  # noqa: S603
    except subprocess.TimeoutExpired as late:
        raise Overfull from late
    if done.returncode == OVERFULL or done.returncode < 0:  # below nought: the limit on time ended it
        raise Overfull
    if done.returncode:
        raise Unreadable
    found: list[list[str]] = json.loads(done.stdout)
    return found


def taken(raw: bytes, rows: int, columns: int, longest: int) -> list[list[str]]:
    """In the process of its own."""
    from openpyxl import load_workbook

    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        _count(archive)
    book = load_workbook(io.BytesIO(raw), read_only=True, data_only=False, keep_links=False)
    found, left = [], MOST_SIGNS
    for row in book.worksheets[0].iter_rows(max_row=rows, max_col=columns, values_only=True):
        cells = [_text(value)[:longest] for value in row]
        left -= sum(map(len, cells))
        if left < 0:
            raise Overfull
        found.append(cells)
    return found


def _count(archive: zipfile.ZipFile) -> None:
    """Raises Overfull where its parts hold more elements than a full list has. Counted in the bytes, before anything is made an
    object of."""
    elements = cells = 0
    for part in archive.infolist():
        content = archive.read(part).replace(b"\0", b"")  # UTF-16 as well: its signs stand beside zeros
        elements += content.count(b"<")
        if elements > MOST_ELEMENTS:
            raise Overfull
        cells += sum(1 for _found in _CELL.finditer(content))
    if cells > MOST_CELLS:
        raise Overfull


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, time):  # a cell that holds hours alone is of no day
        return value.strftime("%H.%M")
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}.{minutes % 60:02}"
    if hasattr(value, "strftime"):
        hours = getattr(value, "hour", 0) or getattr(value, "minute", 0)
        return str(value.strftime("%d-%m-%Y %H.%M" if hours else "%d-%m-%Y"))
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def main(*most: str) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    seconds, rows, columns, longest = map(int, most)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        found = taken(sys.stdin.buffer.read(), rows, columns, longest)
    except (Overfull, MemoryError):
        return OVERFULL
    except BaseException as fault:  # whatever a broken file provokes, it is one thing: no table
        sys.stderr.write(f"{type(fault).__name__}\n")
        return UNREADABLE
    sys.stdout.write(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
