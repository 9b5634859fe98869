"""Files of the case on disk: how large one may be and how many one thing takes, where their bytes lie, how their hash is taken.

Bytes lie under FILES_ROOT, outside the web root, in a file with a random name; nothing a user typed becomes a path. The product's
own account alone reads them; once written nobody writes there again, and who reads them reads what came in, or nothing.
"""

import hashlib
import os
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Self, TypeAlias

from django.conf import settings
from django.core.files.base import File
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy, gettext_noop

from ..errors import DomainError
from ..models import HeldFile
from . import scanning
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


class Held(OSError):
    """A kept file is handed to nobody: it waits for the scanner, or that has found `malware` in it."""

    def __init__(self, path: str, malware: str) -> None:
        super().__init__(path)
        self.malware = malware


class Altered(OSError):
    """The bytes of a kept file are not those that came in."""


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
    digest, size, head = hashlib.sha256(), 0, b""
    with writing(path) as out:
        for chunk in upload.chunks():
            head = head or chunk
            digest.update(chunk)
            size += len(chunk)
            out.write(chunk)
    if getattr(upload, "unscanned", False):
        HeldFile.objects.create(path=path, since=timezone.now())
    return Kept(name, content_type(name, head), size, digest.hexdigest(), path)


@contextmanager
def writing(path: str) -> Iterator[BinaryIO]:
    """A new file below FILES_ROOT: on the disk when this ends, for readers alone. Of one that is broken off no byte stays."""
    target = full_path(path)
    for folder in (Path(settings.FILES_ROOT), target.parent):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with open(target, "xb", opener=_for_us_alone) as out:
            yield out
            out.flush()
            os.fchmod(out.fileno(), 0o400)
            os.fsync(out.fileno())
        folder_itself = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder_itself)  # else its name may be lost with the power
        finally:
            os.close(folder_itself)
    except BaseException:
        discard(path)
        raise


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def full_path(path: str) -> Path:
    return Path(settings.FILES_ROOT) / path


def discard(path: str) -> None:
    """Remove bytes that no row names (a refused deed, a draft taken back)."""
    full_path(path).unlink(missing_ok=True)
    if scanning.is_on():
        HeldFile.objects.filter(path=path).delete()


def let_out(path: str) -> None:
    """Raises Held. Where no scanner is configured any more none is waited for: what one has found stays held."""
    for malware in HeldFile.objects.filter(path=path).values_list("malware", flat=True):
        if malware or scanning.is_on():
            raise Held(path, malware)


def read(stored: Any) -> bytes:
    """All bytes of the row of a kept file. Raises FileNotFoundError, Altered, Held."""
    let_out(stored.path)
    data = full_path(stored.path).read_bytes()
    if hashlib.sha256(data).hexdigest() != stored.sha256:
        raise Altered(stored.path)
    return data


def opened(stored: Any) -> BinaryIO:
    """The bytes of the row of a kept file, from their first on, once all were seen to be those that came in. Raises as read()."""
    return opened_as(stored.path, stored.sha256)


def opened_as(path: str, digest: str) -> BinaryIO:
    """The same of a file that is known by its hash (SHA-256, hex)."""
    let_out(path)
    file = open(full_path(path), "rb")  # noqa: SIM115  (whoever asked reads it)
    try:
        if hashlib.file_digest(file, "sha256").hexdigest() != digest:
            raise Altered(path)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


def digest_of(stored: Any) -> str:
    """The SHA-256 (hex) of the bytes as they lie there now. Raises FileNotFoundError."""
    with open(full_path(stored.path), "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
