"""Files of the case on disk: what may come in, where it lies, how its hash is taken.

Bytes lie under FILES_ROOT, outside the web root, in a file with a random name; nothing a user typed becomes a path.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import uuid
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from . import file_inspection
from .errors import DomainError
from .plain import guard, signs

if TYPE_CHECKING:
    Upload: TypeAlias = File[bytes]
else:  # Django's own class takes no parameter
    Upload = File
MAX_BYTES = 25 * 1024 * 1024
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "docx": WORD,
    "xlsx": EXCEL,
    "csv": "text/csv",
    "txt": "text/plain",
    "eml": "message/rfc822",
}
PDF, PDF_WITHIN = b"%PDF-", 1024  # its head may stand behind a BOM or line ends, as far as readers look for it
PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}  # by their bytes, whatever the name says
OFFICE_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
# A file that calls itself text but begins like a program or a container is not what its name says.
FOREIGN = (
    b"%PDF-",
    b"PK\x03\x04",
    b"MZ",
    b"\x7fELF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"GIF8",
)
UTF16 = (b"\xff\xfe", b"\xfe\xff")
ACCEPT = ",".join(f".{extension}" for extension in TYPES)


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
PER_REPORT = Limit(20, gettext_noop("At most %(limit)d files in one report."))


class TooMany(DomainError):
    """More files than one thing takes; none of them was kept."""

    def __init__(self, limit: Limit) -> None:
        super().__init__(limit=limit.most)
        self.message = limit.words


def clean_name(name: str) -> str:
    """The last part of the name the user's machine gave, on one line, without signs nobody can see, at most 200 long."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    base = signs.one_line(base)
    stem, dot, extension = base.rpartition(".")
    return f"{stem[: 199 - len(extension)]}.{extension}" if dot else base[:200]


def extension_of(name: str) -> str:
    _, dot, extension = clean_name(name).rpartition(".")
    return extension.lower() if dot else ""


INSPECTION_SECONDS = 40
MOST_HELD = 1000
PHONES_OF_A_LIST = 5  # a letterhead has a telephone; five mobile numbers are somebody's list


def check(upload):
    """Refuse what is empty, too large, of another type than allowed, not what its extension says, or not readable.

    `upload` is Django's UploadedFile; its text is left on it as `upload.text` for `held`. Raises ValidationError in
    the user's language.
    """
    name = clean_name(upload.name)
    extension = extension_of(name)
    shown = {"name": name}
    if not upload.size:
        raise ValidationError(_("%(name)s is empty. Choose a file with content."), params=shown)
    if upload.size > MAX_BYTES:
        raise ValidationError(
            _("%(name)s is larger than %(limit)d MB. Split it or send a smaller copy."),
            params={**shown, "limit": MAX_BYTES // 1024 // 1024},
        )
    if extension not in TYPES:
        raise ValidationError(
            _("%(name)s cannot be accepted. Allowed types: %(types)s."), params={**shown, "types": ", ".join(TYPES)}
        )
    if guard.find(name):
        raise ValidationError(_("The name of this file contains a number shaped like a personal one. Rename it."))
    upload.seek(0)
    head = upload.read(2048)
    if not _is_what_it_says(upload, extension, head):
        raise ValidationError(
            _("%(name)s is not a valid %(extension)s file. Its content does not match its name."),
            params={**shown, "extension": extension},
        )
    upload.text = _text(upload, extension)
    upload.seek(0)
    if upload.text is None:
        raise ValidationError(
            _("%(name)s cannot be read: it is damaged, locked or too large to open. Save it again."), params=shown
        )


def held(upload):
    """The numbers in a checked upload's text that point at people. Single telephone numbers are letterheads."""
    found = guard.find(upload.text, most=MOST_HELD)
    phones = [f for f in found if f.kind == guard.PHONE]
    return found if len({f.digits for f in phones}) >= PHONES_OF_A_LIST else [f for f in found if f not in phones]


def _text(upload, extension):
    """The text of `upload`, read in a process of its own; None when it cannot be read."""
    if extension in ("csv", "txt"):
        upload.seek(0)
        raw = upload.read(file_inspection.TEXT)
        return raw.decode("utf-16" if raw.startswith(UTF16) else "utf-8", "replace")
    with tempfile.NamedTemporaryFile(suffix=f".{extension}") as copy:
        upload.seek(0)
        for chunk in upload.chunks():
            copy.write(chunk)
        copy.flush()
        command = [sys.executable, "-I", file_inspection.__file__, extension, copy.name]
        try:
            done = subprocess.run(command, capture_output=True, timeout=INSPECTION_SECONDS, check=False, env={})  # noqa: S603
        except subprocess.TimeoutExpired:
            return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def _is_what_it_says(upload, extension, head):
    if extension == "pdf":
        return PDF in head[: PDF_WITHIN + len(PDF)] and not head.startswith(tuple({*FOREIGN} - {PDF}))
    if TYPES[extension] in PICTURES.values():
        return head.startswith(tuple(PICTURES))
    if extension in OFFICE_PARTS:
        return _is_office(upload, OFFICE_PARTS[extension])
    # UTF-16, as some editors save it, holds NUL bytes; its mark at the start says so.
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return (b"\x00" not in head or head.startswith(UTF16)) and not bare.startswith(FOREIGN)


def _is_office(upload, part):
    """An Office container with the right main part, no macros, and a listing that is not a bomb."""
    try:
        with zipfile.ZipFile(upload) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            unpacked = sum(entry.file_size for entry in entries)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    return (
        {"[Content_Types].xml", part} <= names
        and not any("vbaproject" in name.lower() for name in names)
        and len(entries) <= 5000
        and unpacked <= 40 * MAX_BYTES
    )


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
    digest, size, content_type = hashlib.sha256(), 0, TYPES[extension_of(name)]
    try:
        with open(target, "xb") as out:
            for chunk in upload.chunks():
                if size == 0 and content_type in PICTURES.values():
                    content_type = next(
                        (kind for sign, kind in PICTURES.items() if chunk.startswith(sign)), content_type
                    )
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
    except BaseException:
        discard(path)
        raise
    return Kept(name, content_type, size, digest.hexdigest(), path)


def full_path(path: str) -> Path:
    return Path(settings.FILES_ROOT) / path


def discard(path: str) -> None:
    """Remove bytes that no row names (a refused deed, a draft taken back)."""
    full_path(path).unlink(missing_ok=True)


def read(stored) -> bytes:
    return full_path(stored.path).read_bytes()
