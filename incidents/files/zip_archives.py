"""A ZIP in which somebody brings a list together with the files that it names: listed and read in bounded memory, whatever it says of
itself (APPNOTE.TXT 6.3.10, PKWARE). What is no plain file under a plain name is refused in words.

Between the two presses of a list it lies below FILES_ROOT under a random name, for a day at most; nothing in it becomes a path.
"""

import hashlib
import re
import stat
import unicodedata
import uuid
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryFile
from typing import IO, Any, cast

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from ..plain import signs
from .checking import check, seen
from .inspected import notes
from .keeping import MAX_BYTES, MAX_MB, Upload, full_path, writing

MOST_MB, MOST_UNPACKED_MB = 250, 500  # of the ZIP as it came, of all that is in it
MOST_PARTS = 300
MEGABYTE = 1024 * 1024
LISTED = MOST_PARTS * 1024  # bytes that the list of its parts may take
CHUNK = 64 * 1024
FOLDER, KEPT_FOR = "daftar", timedelta(days=1)
LISTS = ("daftar.csv", "daftar.xlsx", "list.csv", "list.xlsx")
# What systems put into a ZIP by themselves, and nobody brought.
BY_ITSELF = re.compile(r"(?:^|/)__MACOSX/|(?:^|/)(?:\.DS_Store|Thumbs\.db|desktop\.ini)$", re.IGNORECASE)
END, END_BYTES, LONGEST_REMARK = b"PK\x05\x06", 22, 65_535  # 4.3.16, end of central directory record
LOCATOR, LOCATOR_BYTES = b"PK\x06\x07", 20  # 4.3.15, of a ZIP64: of more or larger parts than come in here
UTF8, ENCRYPTED = 0x800, 0x1  # bits of 4.4.4
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


@dataclass(frozen=True)
class Part:
    """One file of the ZIP, by its name without the folders that it lies in."""

    name: str
    entry: zipfile.ZipInfo


@dataclass(frozen=True)
class Looked:
    """A part as it was looked at: its bytes by their SHA-256, and in words why it is refused ("": it is not)."""

    name: str
    sha256: str
    fault: str = ""


def key(name: str) -> str:
    """By which a name in a cell finds a file: its last part, however its accents are composed, whatever its case."""
    return unicodedata.normalize("NFC", name.strip().replace("\\", "/").rsplit("/", 1)[-1]).casefold()


class ListArchive:
    """An open ZIP. `parts` are its files by their keys, but for the list; `twice` those whose name another one bears too."""

    def __init__(self, file: IO[bytes]) -> None:
        """Raises ValidationError."""
        _check_end(file)
        try:
            self._archive = zipfile.ZipFile(file)
        except BROKEN as fault:
            raise ValidationError(_("This ZIP cannot be read. Pack it again.")) from fault
        if len(self._archive.infolist()) > MOST_PARTS:
            raise _too_many()
        entries = [each for each in self._archive.infolist() if not each.is_dir()]
        found = [Part(_plain_name(entry), entry) for entry in entries if not BY_ITSELF.search(entry.orig_filename)]
        if sum(each.entry.file_size for each in found) > MOST_UNPACKED_MB * MEGABYTE:
            raise ValidationError(
                _("Unpacked, this ZIP is larger than %(limit)d MB. Part the list."), params={"limit": MOST_UNPACKED_MB}
            )
        lists = [each for each in found if key(each.name) in LISTS]
        if len(lists) != 1:
            raise ValidationError(
                _("This ZIP holds no list, or several. The list is called %(names)s."),
                params={"names": ", ".join(LISTS[:2])},
            )
        self.list = lists[0]
        self.parts: dict[str, Part] = {}
        self.twice: dict[str, str] = {}
        for each in found:
            if each is not self.list and self.parts.setdefault(key(each.name), each) is not each:
                self.twice[key(each.name)] = each.name

    @contextmanager
    def unpacked(self, part: Part) -> Iterator[Upload]:
        """The bytes of a part, as an upload is read; never more than one upload may have. Raises ValidationError."""
        too_large = ValidationError(
            _("%(name)s is larger than %(limit)d MB."), params={"name": part.name, "limit": MAX_MB}
        )
        if part.entry.file_size > MAX_BYTES:
            raise too_large
        with TemporaryFile() as copy:
            size = 0
            try:
                with self._archive.open(part.entry) as packed:
                    while chunk := packed.read(CHUNK):
                        size += len(chunk)
                        if size > MAX_BYTES:
                            raise too_large
                        copy.write(chunk)
            except BROKEN as fault:
                raise ValidationError(_("%(name)s is damaged in the ZIP."), params={"name": part.name}) from fault
            copy.seek(0)
            found: Upload = File(copy, name=part.name)
            found.size = size
            yield found

    def look_at(self, part: Part) -> Looked:
        """Whether a file may come in, as any upload: its kind, its size, what its text holds."""
        try:
            with self.unpacked(part) as file:
                sha256 = hashlib.file_digest(cast(Any, file), "sha256").hexdigest()
                check(file)
                looked = seen(file)
                if getattr(file, "unscanned", False):
                    words = _("%(name)s could not be scanned for malware. Bring the list once more in a while.")
                    return Looked(part.name, sha256, words % {"name": part.name})
                if why := notes(looked.unread, looked.active):
                    words = _("%(name)s is added in its case by itself: %(why)s")
                    return Looked(part.name, sha256, words % {"name": part.name, "why": " ".join(why)})
                if found := looked.held:
                    words = _("%(name)s holds %(n)d numbers that point at people. Cover them in the file.")
                    return Looked(part.name, sha256, words % {"name": part.name, "n": len(found)})
        except ValidationError as fault:
            return Looked(part.name, "", " ".join(fault.messages))
        return Looked(part.name, sha256)


def _check_end(file: IO[bytes]) -> None:
    """How long the list of its parts is, before it is read into memory."""
    file.seek(0, 2)
    size = file.tell()
    if size > MOST_MB * MEGABYTE:
        raise ValidationError(_("This ZIP is larger than %(limit)d MB. Part the list."), params={"limit": MOST_MB})
    room = min(size, END_BYTES + LONGEST_REMARK + LOCATOR_BYTES)
    file.seek(size - room)
    tail = file.read(room)
    at = len(tail) - END_BYTES
    if not (tail[at:].startswith(END) and tail.endswith(b"\0\0")):
        at = tail.rfind(END)
    if at < 0 or len(tail) < at + END_BYTES:
        raise ValidationError(_("This ZIP cannot be read. Pack it again."))
    parts = int.from_bytes(tail[at + 10 : at + 12], "little")
    listed = int.from_bytes(tail[at + 12 : at + 16], "little")
    large = tail[max(at - LOCATOR_BYTES, 0) : at].startswith(LOCATOR)
    if large or parts > MOST_PARTS or listed > LISTED:
        raise _too_many()
    file.seek(0)


def _too_many() -> ValidationError:
    return ValidationError(_("This ZIP holds more than %(most)d files. Part the list."), params={"most": MOST_PARTS})


def _plain_name(entry: zipfile.ZipInfo) -> str:
    """The name of a file, without the folders that it lies in. Raises ValidationError for one that leads elsewhere or that nobody can
    read for certain."""
    name = entry.orig_filename
    shown = {"name": signs.one_line(name)[:100]}
    if entry.flag_bits & ENCRYPTED:
        raise ValidationError(_("%(name)s is locked with a password. Pack it without one."), params=shown)
    if not (name.isascii() or entry.flag_bits & UTF8) or signs.one_line(name) != name:
        raise ValidationError(
            _(
                "The name of a file in this ZIP (%(name)s) is not written in Unicode, or holds signs nobody sees. Rename it."
            ),
            params=shown,
        )
    kind = stat.S_IFMT(entry.external_attr >> 16)
    leads_away = name.startswith("/") or "\\" in name or ".." in name.split("/") or re.match(r"[A-Za-z]:", name)
    if leads_away or kind not in (0, stat.S_IFREG):
        raise ValidationError(_("%(name)s leads out of the ZIP, or is no file. Pack plain files alone."), params=shown)
    return name.rsplit("/", 1)[-1]


def keep(upload: Upload) -> str:
    """Lay a ZIP that was opened aside for the second press. Returns its path below FILES_ROOT."""
    path = f"{FOLDER}/{uuid.uuid4().hex}.zip"
    with writing(path) as out:
        for chunk in upload.chunks():
            out.write(chunk)
    return path


def remove_old(at: datetime) -> None:
    """What was laid aside and never taken in goes after a day."""
    for each in full_path(FOLDER).glob("*.zip"):
        with suppress(FileNotFoundError):  # somebody took it in meanwhile
            if datetime.fromtimestamp(each.stat().st_mtime, UTC) < at - KEPT_FOR:
                each.unlink()
