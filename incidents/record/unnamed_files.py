"""Files below FILES_ROOT that no row names, nor ever named: what a crash left behind, or a hand laid there."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

from ..files import discard, zip_archives
from ..models import DraftFile, Export, IntakeFile, ProofBundle, StoredFile
from ..plain import signs
from ..plain.clocks import Instant

YOUNG = timedelta(days=1)  # the row of what comes in just now is written a moment later
KEPT_FOR = timedelta(days=30)  # so long somebody can look at it, or restore the row that named it
LONGEST = 100  # signs of a path that is told
Paths = Callable[[], Iterable[str]]
_others: list[Paths] = []


class Unnamed(NamedTuple):
    """`path` is below FILES_ROOT, `at` when it was written last."""

    path: str
    at: Instant
    size: int

    @property
    def shown(self) -> str:
        """A hand may have called it anything."""
        return signs.one_line(self.path)[:LONGEST]


def names_too(paths: Paths) -> Paths:
    """Decorator: this function gives the paths that rows of its own app name."""
    _others.append(paths)
    return paths


def found(at: Instant) -> list[Unnamed]:
    """Those that have lain there for a day, the oldest first. A ZIP that waits for its second press is looked after by itself."""
    there = [each for each in _there() if each.at <= at - YOUNG]
    named = _named() if there else set()
    return sorted((each for each in there if each.path not in named), key=lambda each: each.at)


def purge(at: Instant) -> list[Unnamed]:
    """Removes those that have lain there for a month, and says which."""
    old = [each for each in found(at) if each.at <= at - KEPT_FOR]
    for each in old:
        discard(each.path)
    return old


def _there() -> Iterator[Unnamed]:
    root = Path(settings.FILES_ROOT)
    for file in root.rglob("*"):
        path = file.relative_to(root)
        try:
            if path.parts[0] == zip_archives.FOLDER or not (file.is_file() or file.is_symlink()):
                continue
            about = file.lstat()
        except OSError:  # it went just now, or is another's: the others are told all the same
            continue
        yield Unnamed(path.as_posix(), datetime.fromtimestamp(about.st_mtime, UTC), about.st_size)


def _named() -> set[str]:
    """What a row of before named counts: its bytes are not gone because the row is."""
    of_rows: tuple[Any, ...] = (StoredFile, StoredFile.history.model, DraftFile, IntakeFile, ProofBundle, Export)
    rows = (model.objects.order_by().values_list("path", flat=True) for model in of_rows)
    return {path for paths in (*rows, *(other() for other in _others)) for path in paths}
