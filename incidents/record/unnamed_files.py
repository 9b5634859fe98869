"""Files below FILES_ROOT that no row names, nor ever named: what a crash left behind, or a hand laid there."""

import json
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

from ..files import discard, zip_archives
from ..models import DraftFile, Export, IntakeFile, ProofBundle, StoredFile, Verification
from ..plain import signs
from ..plain.clocks import Instant
from . import discrepancies

logger = logging.getLogger(__name__)
YOUNG = timedelta(days=1)  # the row of what comes in just now is written a moment later
KEPT_FOR = timedelta(days=30)  # so long somebody can look at it, or restore the row that named it
LONGEST = 100  # signs of a path that is told
SEEN = "unnamed.json"  # beside the files: when each was first seen to be unnamed, whichever database was asked
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
    """Removes those that were first seen unnamed a month ago and are so still, and says which. None where it may be the rows that
    are wrong: a database that names fewer files than it does not, or one of whose files were found missing or altered meanwhile."""
    unnamed, before = found(at), _seen()
    seen = {each.path: min(before.get(each.path, at), at) for each in unnamed}
    old = [each for each in unnamed if seen[each.path] <= at - KEPT_FOR]
    if old and _rows_may_be_wrong(len(unnamed), at):
        logger.error("%s files that no row names are left as they lie: it may be the rows that are wrong", len(old))
        old = []
    for each in old:
        discard(each.path)
        del seen[each.path]
    if seen or before:
        _note(seen)
    return old


def _rows_may_be_wrong(unnamed: int, at: Instant) -> bool:
    lately = Verification.objects.filter(ended_at__gt=at - KEPT_FOR).values_list("discrepancies", flat=True)
    return unnamed > len(_named()) or any(discrepancies.of_files(each) for each in lately)


def _seen() -> dict[str, Instant]:
    """What nobody can read counts from now on."""
    try:
        noted = json.loads((Path(settings.FILES_ROOT) / SEEN).read_text())
        return {path: datetime.fromisoformat(at) for path, at in noted.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _note(seen: dict[str, Instant]) -> None:
    """The one of before, or this: never half of one."""
    kept = Path(settings.FILES_ROOT) / SEEN
    fresh = kept.with_suffix(".new")
    fresh.write_text(json.dumps({path: at.isoformat() for path, at in seen.items()}))
    os.replace(fresh, kept)


def _there() -> Iterator[Unnamed]:
    root = Path(settings.FILES_ROOT)
    for file in root.rglob("*"):
        path = file.relative_to(root)
        try:
            if path.parts[0] in (zip_archives.FOLDER, SEEN) or not (file.is_file() or file.is_symlink()):
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
