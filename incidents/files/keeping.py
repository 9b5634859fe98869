"""Files of the case on disk: how large one may be and how many one thing takes, where their bytes lie, how their hash is taken.

Bytes lie under FILES_ROOT, outside the web root, in a file with a random name; nothing a user typed becomes a path.
"""

import hashlib
import os
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from django.conf import settings
from django.core.files.base import File
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy, gettext_noop

from ..errors import DomainError
from .kinds import WORDS, clean_name, content_type

if TYPE_CHECKING:
    Upload: TypeAlias = File[bytes]
else:  # Django's own class takes no parameter
    Upload = File
MAX_MB = 25  # the most that one upload may have, wherever it comes in
MAX_BYTES = MAX_MB * 1024 * 1024
HELP = format_lazy(gettext_lazy("{kinds}; at most {limit} MB each."), kinds=WORDS, limit=MAX_MB)  # of a file field


@dataclass(frozen=True)
class Kept:
    """Bytes that lie on disk and are not yet named by any row. `path` is relative to FILES_ROOT."""

    name: str
    content_type: str
    size: int
    sha256: str
    path: str

    @classmethod
    def of(cls, row: Any) -> Self:
        """Those that the row of a draft names so far."""
        return cls(row.name, row.content_type, row.size, row.sha256, row.path)

    def fields(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Limit:
    """How many files one thing takes, each at most MAX_BYTES, and what is said when there are more."""

    most: int
    words: str

    def check(self, count: int) -> None:
        """Raises TooMany."""
        if count > self.most:
            raise TooMany(self)


PER_ANSWER = Limit(10, gettext_noop("At most %(limit)d files for each answer."))
PER_PAPER = Limit(
    10, gettext_noop("At most %(limit)d files of one paper at once; more are added where it is put right.")
)
PER_SHEET = Limit(10, gettext_noop("At most %(limit)d files at once; more are added on the complainant's sheet."))
PER_REPORT = Limit(20, gettext_noop("At most %(limit)d files in one report."))


class TooMany(DomainError):
    """More files than one thing takes; none of them was kept."""

    def __init__(self, limit: Limit) -> None:
        super().__init__(limit=limit.most)
        self.message = limit.words


@contextmanager
def keeping(uploads: Sequence[Upload], limit: Limit = PER_ANSWER) -> Iterator[list[Kept]]:
    """The bytes of `uploads` on disk, for a deed inside that names them; of one that is refused no byte stays."""
    limit.check(len(uploads))
    kept: list[Kept] = []
    try:
        for upload in uploads:
            kept.append(keep(upload))
        yield kept
    except BaseException:
        for each in kept:
            discard(each.path)
        raise


def keep(upload: Upload) -> Kept:
    """Write `upload` under a new random name and take its SHA-256 on the way."""
    name = clean_name(upload.name or "")
    path = f"{uuid.uuid4().hex[:2]}/{uuid.uuid4().hex}"
    target = full_path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size, head = hashlib.sha256(), 0, b""
    try:
        with open(target, "xb") as out:
            for chunk in upload.chunks():
                head = head or chunk
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
    except BaseException:
        discard(path)
        raise
    return Kept(name, content_type(name, head), size, digest.hexdigest(), path)


def full_path(path: str) -> Path:
    return Path(settings.FILES_ROOT) / path


def discard(path: str) -> None:
    """Remove bytes that no row names (a refused deed, a draft taken back)."""
    full_path(path).unlink(missing_ok=True)


def read(stored: Any) -> bytes:
    """All bytes of the row of a kept file."""
    return full_path(stored.path).read_bytes()


def digest_of(stored: Any) -> str:
    """The SHA-256 (hex) of the bytes as they lie there now. Raises FileNotFoundError."""
    with open(full_path(stored.path), "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
