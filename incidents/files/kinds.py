"""The table of files that come in: a row each. Forms, checks and what is said about them follow from it.

What its content holds is looked at by the reader of the same extension in `inspection/kinds.py`, which runs alone.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ..plain import signs

PDF, PDF_WITHIN = b"%PDF-", 1024  # its head may stand behind a BOM or line ends, as far as readers look for it
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
PICTURES = {PNG: "image/png", JPEG: "image/jpeg"}  # by their bytes, whatever the name says
# A file that calls itself text but begins like a program or a container is not what its name says.
FOREIGN = (PDF, b"PK\x03\x04", b"MZ", b"\x7fELF", PNG[:4], JPEG, b"\xd0\xcf\x11\xe0", b"Rar!", b"GIF8")
UTF8, UTF16 = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")


def _pdf(head: bytes) -> bool:
    return PDF in head[: PDF_WITHIN + len(PDF)] and not head.startswith(tuple({*FOREIGN} - {PDF}))


def _picture(head: bytes) -> bool:
    return head.startswith(tuple(PICTURES))


def _text(head: bytes) -> bool:
    """UTF-16, as some editors save it, holds NUL bytes; its mark at the start says so."""
    bare = head.removeprefix(UTF8).lstrip()
    return (b"\x00" not in head or head.startswith(UTF16)) and not bare.startswith(FOREIGN)


def _office(head: bytes) -> bool:
    """An archive from its first byte on; its parts are looked at where a bomb harms nobody."""
    return head.startswith(b"PK\x03\x04")


@dataclass(frozen=True)
class Kind:
    """`is_one(head)`: whether the first 2,048 bytes are what the extension says."""

    content_type: str
    is_one: Callable[[bytes], bool]
    picture: bool = False


OPEN_XML = "application/vnd.openxmlformats-officedocument"
KINDS = {
    "pdf": Kind("application/pdf", _pdf),
    "png": Kind("image/png", _picture, picture=True),
    "jpg": Kind("image/jpeg", _picture, picture=True),
    "jpeg": Kind("image/jpeg", _picture, picture=True),
    "docx": Kind(f"{OPEN_XML}.wordprocessingml.document", _office),
    "xlsx": Kind(f"{OPEN_XML}.spreadsheetml.sheet", _office),
    "csv": Kind("text/csv", _text),
    "txt": Kind("text/plain", _text),
    "eml": Kind("message/rfc822", _text),
}
ACCEPT = ",".join(f".{extension}" for extension in KINDS)  # of a file field
WORDS = ", ".join(extension.upper() for extension in KINDS if extension != "jpeg")  # "PDF, PNG, …", of its help


def clean_name(name: str) -> str:
    """The last part of the name the user's machine gave, on one line, without signs nobody can see, at most 200 long."""
    base = signs.one_line(name.replace("\\", "/").rsplit("/", 1)[-1])
    stem, dot, extension = base.rpartition(".")
    return f"{stem[: 199 - len(extension)]}.{extension}" if dot else base[:200]


def extension_of(name: str) -> str:
    _, dot, extension = clean_name(name).rpartition(".")
    return extension.lower() if dot else ""


def kind_of(name: str) -> Kind | None:
    """The row of the file called so, or None when none comes in under such a name."""
    return KINDS.get(extension_of(name))


def is_picture(name: str) -> bool:
    kind = kind_of(name)
    return kind is not None and kind.picture


def content_type(name: str, head: bytes) -> str:
    """Of a file that was checked; a picture's is that of its bytes. Raises KeyError for a name that was not."""
    kind = KINDS[extension_of(name)]
    found = (known for sign, known in PICTURES.items() if head.startswith(sign))
    return next(found, kind.content_type) if kind.picture else kind.content_type
