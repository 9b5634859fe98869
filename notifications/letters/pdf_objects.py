"""A PDF as the objects it is made of (ISO 32000-1, 7.3 and 7.7), read by pyHanko."""

import functools
import io
from collections.abc import Iterator, Mapping
from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NullObject, Reference, read_object
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader

from .mismatch import Mismatch

INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")

Entries = Mapping[str, Any]


class _Reader(PdfFileReader):
    """Reads the directory of an object stream (7.5.7) once. The library does so for each object in it: half a minute for a long letter."""

    def _get_object_from_stream(self, idnum: int, stmnum: int, idx: int) -> Any:
        stream, directory = self._stream(stmnum)
        if directory[2 * idx] != idnum:
            raise PdfReadError(f"object {idnum} is not where it should be")
        stream.seek(directory[2 * idx + 1])
        return read_object(stream, Reference(idnum, 0, self))

    @functools.cache  # noqa: B019  a reader lives as long as its comparison
    def _stream(self, number: int) -> tuple[io.BytesIO, list[int]]:
        found: Any = Reference(number, 0, self).get_object()
        numbers = [int(each) for each in found.data[: found["/First"]].split()]
        numbers[1::2] = [found["/First"] + each for each in numbers[1::2]]
        return io.BytesIO(found.data), numbers


class File:
    """A PDF: its catalogue, what its trailer says of it, its pages in their order with what they inherit, and its signatures: whether each
    is a person's or a seal's, and no time stamp."""

    def __init__(self, data: bytes) -> None:
        reader = _Reader(io.BytesIO(data))
        self.root, trailer = reader.root, reader.trailer_view
        self.info = trailer["/Info"] if "/Info" in trailer else DictionaryObject()
        self.signatures = {
            each.sig_field.raw_get("/V").reference: each.sig_object_type == "/Sig"
            for each in reader.embedded_signatures
        }
        found = list(_pages(self.root.raw_get("/Pages")))
        self.pages = [page for _number, page in found]
        self.numbers = {number: n for n, (number, _page) in enumerate(found)}


def _pages(tree: Any) -> Iterator[tuple[Any, dict[str, Any]]]:
    """(reference, entries) of each page."""
    waiting: list[tuple[Any, dict[str, Any]]] = [(tree, {})]
    met = set()
    while waiting:
        link, above = waiting.pop()
        if link.reference in met:
            raise Mismatch("not_a_pdf")
        met.add(link.reference)
        own = entries(link.get_object())
        if "/Kids" in own:
            passed_on = above | {key: own[key] for key in INHERITED if key in own}
            waiting += [(kid, passed_on) for kid in reversed(list(items(own["/Kids"])))]
        else:
            yield link.reference, above | own


def entries(thing: Any, spared: set[str] | frozenset[str] = frozenset()) -> dict[str, Any]:
    """What stands in a dictionary, its links unfollowed; an entry that is null is none (7.3.7)."""
    found = {str(key): thing.raw_get(key) for key in thing if key not in spared}
    return {key: value for key, value in found.items() if not isinstance(value.get_object(), NullObject)}


def items(thing: Any) -> Iterator[Any]:
    """The members of an array, their links unfollowed; anything else is its own only one."""
    found = thing.get_object()
    return found.iterate() if isinstance(found, ArrayObject) else iter([thing])
