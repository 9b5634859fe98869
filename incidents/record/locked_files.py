"""Files that name who complained: on disk they lie locked with the keys of the sheets, and are opened for one reader at a time.

What is kept beside the locked bytes is their own hash, by which their keeping is verified, and a keyed print of what is inside:
by it whoever holds the file is told that it is the very one. A bare hash of what is inside would let a holder of the database
try names.
"""

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.files.base import ContentFile

from .. import files
from ..models import StoredFile
from . import complainant_sheets


@contextmanager
def keeping(data: bytes, name: str, *, lock: bool, unscanned: bool = False) -> Iterator[dict[str, Any]]:
    """The bytes on disk, locked where `lock` says so, for a deed inside that names them: the fields of their StoredFile. Of a
    refused deed no byte stays."""
    content = ContentFile(complainant_sheets.lock(data) if lock else data, name)
    content.unscanned = unscanned  # type: ignore[attr-defined]  # as files.check() marks an upload
    with files.keeping([content]) as [kept]:
        of_data = (
            {"content_type": files.content_type(name, data), "locked_print": _print(digest_of(data))} if lock else {}
        )
        yield kept.fields() | of_data


def read(stored: StoredFile) -> bytes:
    """The bytes as they are read. Whoever shows those of a locked file to a person notes the look first.

    Raises cryptography.fernet.InvalidToken when no key opens it.
    """
    data = files.read(stored)
    return complainant_sheets.unlock(data) if stored.locked_print else data


def digest_of(data: bytes) -> str:
    """SHA-256, hex."""
    return hashlib.sha256(data).hexdigest()


def is_of(stored: StoredFile, digest: str) -> bool:
    """Whether `digest` (SHA-256, hex) is that of the bytes as they are read."""
    if stored.locked_print:
        return hmac.compare_digest(stored.locked_print, _print(digest))
    return hmac.compare_digest(stored.sha256, digest)


def _print(digest: str) -> str:
    return complainant_sheets.keyed(f"file:{digest}")
