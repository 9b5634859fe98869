"""Whether a PDF that comes back says of itself what the given one says: its title, which programs show over the page and read aloud, and
what else they show of it. Programs write other things there, of themselves and of when they wrote; they are spared, and so is what
they leave out."""

import io
from typing import Any

from pyhanko.pdf_utils.metadata import xmp_xml
from pyhanko.pdf_utils.metadata.model import XmpArray, XmpStructure, XmpValue
from pyhanko.pdf_utils.misc import PdfError

from .mismatch import Mismatch
from .pdf_objects import File, entries

SHOWN = (
    "title",
    "creator",
    "description",
    "subject",
    "language",
    "rights",
    "Keywords",
)  # of Dublin Core, and of Adobe's own
SHOWN_OF_INFO = ("/Title", "/Author", "/Subject", "/Keywords")  # ISO 32000-1, 14.3.3


def check(given: File, back: File) -> None:
    """Raises Mismatch."""
    for read in (_info, _xmp):
        one, other = read(given), read(back)
        for name, texts in sorted(other.items()):
            if texts - one.get(name, set()):
                raise Mismatch("another_part", f"/Metadata {name}")


def _info(file: File) -> dict[str, set[str]]:
    own = entries(file.info)
    return {name: {str(own[name].get_object())} for name in SHOWN_OF_INFO if name in own}


def _xmp(file: File) -> dict[str, set[str]]:
    """{property: what it says, in whatever language, and however often it stands there}."""
    own, found = entries(file.root), {name: set[str]() for name in SHOWN}
    if "/Metadata" not in own:
        return found
    try:
        parts = xmp_xml.parse_xmp(io.BytesIO(own["/Metadata"].get_object().data))
    except (PdfError, ValueError, KeyError, AttributeError) as fault:
        raise Mismatch("another_part", "/Metadata") from fault
    for name, value in (each for part in parts for each in part):
        if name.local_name in found:
            found[name.local_name] |= _texts(value)
    return found


def _texts(value: XmpValue) -> set[str]:
    said: Any = value.value
    if isinstance(said, XmpArray):
        return {text for each in said.entries for text in _texts(each)}
    if isinstance(said, XmpStructure):
        return {text for _name, each in said for text in _texts(each)}
    return {str(said).strip()}
