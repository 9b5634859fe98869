"""What is packed into an archive, each part as a file of its own."""

import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator

from .look import BOMB, DAMAGED, LOCKED, PARTS, RATIO, REST, SMALL, Look, Unreadable

ZIP = b"PK\x03\x04"
GZIP = b"\x1f\x8b\x08"
ENCRYPTED = 0x1


def opened(raw: bytes) -> zipfile.ZipFile:
    """Raises Unreadable."""
    try:
        return zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as fault:
        raise Unreadable("no archive") from fault


def parts_of_zip(archive: zipfile.ZipFile, size: int, look: Look) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each part that can be unpacked. What unpacks to far more than it was is not. Raises Unfinished."""
    entries = [each for each in archive.infolist() if not each.is_dir()]
    whole = sum(each.file_size for each in entries)
    if len(entries) > PARTS or whole > look.room() or (whole > SMALL and whole > RATIO * size):
        look.active[BOMB] += 1
        return
    for entry in entries:
        look.go_on()
        if entry.file_size > SMALL and entry.file_size > RATIO * max(entry.compress_size, 1):
            look.active[BOMB] += 1
            continue
        if entry.flag_bits & ENCRYPTED:
            look.unread[LOCKED] += 1
            continue
        try:
            with archive.open(entry) as packed:
                raw = packed.read(entry.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
            look.unread[DAMAGED] += 1
            continue
        look.unpacked += len(raw)
        yield entry.filename, raw


def unpacked_gzip(raw: bytes, look: Look) -> bytes:
    """What a gzip holds, as far as there is room."""
    most = min(look.room(), max(RATIO * len(raw), SMALL))
    unpacker = zlib.decompressobj(wbits=31)
    try:
        found = unpacker.decompress(raw, most)
    except zlib.error as fault:
        raise Unreadable("no gzip") from fault
    if unpacker.unconsumed_tail:
        look.active[BOMB] += 1
    elif unpacker.unused_data:
        look.unread[REST] = 1
    look.unpacked += len(found)
    return found


def parts_of_tar(raw: bytes, look: Look) -> Iterator[tuple[str, bytes]]:
    """Nothing is laid on disk. Raises Unfinished, tarfile.TarError where it breaks off."""
    with tarfile.open(fileobj=io.BytesIO(raw), mode="r:") as archive:
        for number, entry in enumerate(archive):
            look.go_on()
            if number >= PARTS or entry.size > look.room():  # a sparse one is larger than the archive
                look.active[BOMB] += 1
                return
            if entry.isfile() and (file := archive.extractfile(entry)):
                part = file.read(entry.size)
                look.unpacked += len(part)
                yield entry.name, part
        if raw[archive.offset :].strip(b"\0"):  # it ends there for Python, which does not say why
            raise tarfile.ReadError
