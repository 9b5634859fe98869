"""Heads of the log where others keep them, as LOG_HEADS names the places: files and folders of notes on a disk of somebody else, or the
address at which a monitor or a mirror of the log gives the newest checkpoint that it saw (C2SP tlog-tiles: `checkpoint`).

What cannot be read is said beside what the night's verification found: it keeps nothing from being verified.
"""

import http.client
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from incidents.plain import signed_notes
from incidents.plain.signed_notes import Checkpoint
from incidents.record.discrepancies import Said, says
from incidents.record.held_heads import UNREAD
from incidents.translatable import _

from .bounded_fetch import MOST, fetched

NOWHERE = _("no place outside is configured to hold it against (LOG_HEADS)")


def heads_from_outside() -> tuple[list[str], list[Said]]:
    """(the notes that lie there, what is to be said of places where none could be read, or that none is configured)."""
    notes: list[str] = []
    said = [] if settings.LOG_HEADS else [says(NOWHERE)]
    for place in settings.LOG_HEADS:
        found = list(_at(place))
        for where, read in found:  # what cannot be read of a folder silences none of the others in it
            try:
                text = read()
                Checkpoint.read(signed_notes.read(text).text)
            except (OSError, ValueError, http.client.HTTPException) as fault:
                said.append(says(UNREAD, place=where, why=str(fault)[:200]))
            else:
                notes.append(text)
        if not found:
            said.append(says(UNREAD, place=_shown(place), why="no *.txt"))
    return notes, said


def heads_in(files: list[Path]) -> list[str]:
    """The heads in files, or in the *.txt of folders: one a file, as it was mailed or fetched. Raises OSError, UnicodeError."""
    return [file.read_text() for name in files for file in (sorted(name.glob("*.txt")) if name.is_dir() else [name])]


def _at(place: str) -> Iterator[tuple[str, Callable[[], str]]]:
    """(where, what reads it) of each note at a place. Reading raises OSError, ValueError for bytes that are no text, HTTPException."""
    if place.startswith(("https://", "http://")):
        yield _shown(place), partial(fetched, place)
        return
    path = Path(place)
    for file in sorted(path.glob("*.txt")) if path.is_dir() else [path]:
        yield str(file), partial(_read, file)


def _read(file: Path) -> str:
    """The beginning of a file that holds bytes: a pipe would be waited for all night."""
    if file.exists() and not file.is_file():
        raise OSError("no file")
    with file.open("rb") as opened:
        return opened.read(MOST).decode()


def _shown(place: str) -> str:
    """The place without what a password may stand in; of an address that is none, nothing but how it begins."""
    try:
        address = urlsplit(place)
    except ValueError:
        return f"{place.partition('//')[0]}//"
    return f"{address.scheme}://{address.hostname}{address.path}" if address.hostname else place
