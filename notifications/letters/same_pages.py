"""Whether the pages of a letter that comes back signed say and show what they said and showed when it was given out.

The one place kept for a signature is the box under the office. Outside it every word and every dot is as it was. The picture of a
signature may stand in the box, or beside it where nothing is printed, and says what it likes: whatever it says is told.
"""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from .mismatch import Mismatch

Rect = tuple[float, float, float, float]  # left, bottom, right, top, in points
MM = 72 / 25.4
# With what words the box begins (letter.1/signature.html), and so where a signature that is drawn into the page may stand.
BOX_BEGINS = ("Tanda tangan elektronik:", "Ditandatangani secara elektronik oleh:")
# A picture with a QR code and four lines beside it, the width of the block in which it stands; not half a page that speaks.
LARGEST = (90 * MM, 50 * MM)
SCALE = 100 / 72  # dots of a point: what is printed hair-thin still colours one
MOST_ADDED = 120  # words that a picture may say: office, name, "ditandatangani secara elektronik", the QR's address


class Place(NamedTuple):
    """Where the picture of a signature stands; pages count from 0."""

    page: int
    rect: Rect


def check_words(given: bytes, back: bytes, number: str) -> None:
    """Every page says the same, in the same order, but for what stands in the box. Raises Mismatch."""
    with _opened(given, back) as (before, after):
        if len(after) != len(before):
            raise Mismatch("another_text", f"{len(after)} halaman")
        if "".join(number.split()) not in "".join(word for page in after for word in _words(page, [])):
            raise Mismatch("another_number", number)
        box = box_of(before)
        for n, page in enumerate(before):
            kept = _on(n, [box] if box else [])
            one, other = _words(page, kept), _words(after[n], kept)
            if differs := _first_difference("".join(one), "".join(other)):
                raise Mismatch("another_text", _near(one, differs - 1) or _near(other, differs - 1))


def check_pictures(given: bytes, back: bytes, signatures: Sequence[Place]) -> str:
    """Every page shows the same outside the box and `signatures`, which stand over nothing that is printed. Raises Mismatch; returns the
    words that came with the signature."""
    added: list[str] = []
    with _opened(given, back) as (before, after):
        after.init_forms()  # for _flattened
        box = box_of(before)
        for n, page in enumerate(before):
            boxed, seen = _on(n, [box] if box else []), _on(n, signatures)
            if seen and not (boxed and all(_is_small(each) for each in seen)):
                raise Mismatch("misplaced", str(n + 1))
            _compare_pictures(_picture(page), _picture(after[n]), n, boxed, seen)
            if free := boxed + seen:
                added += _added(_words(page, free, inside=True), _words(_flattened(after, n), free, inside=True))
    if len(added) > MOST_ADDED:
        raise Mismatch("another_text", " ".join(added[:12]))
    return " ".join(added)


def _compare_pictures(one: Image.Image, other: Image.Image, n: int, boxed: list[Rect], seen: list[Rect]) -> None:
    _blank(one, boxed)
    if any(_is_printed(one.crop(_dots(each, one))) for each in seen):
        raise Mismatch("covered", str(n + 1))
    for each in (one, other):
        _blank(each, boxed + seen)
    if ImageChops.difference(one, other).getbbox():
        raise Mismatch("drawn", str(n + 1))


@contextmanager
def _opened(given: bytes, back: bytes) -> Iterator[tuple[pypdfium2.PdfDocument, pypdfium2.PdfDocument]]:
    with pypdfium2.PdfDocument(given) as before, pypdfium2.PdfDocument(back) as after:
        yield before, after


def box_of(document: pypdfium2.PdfDocument) -> Place | None:
    """The box for the signature: the least frame around its first words. A letter without one has no place for a picture."""
    for n, page in enumerate(document):
        text = page.get_textpage()
        for words in BOX_BEGINS:
            looking = text.search(words, match_case=True)
            while found := looking.get_next():
                if frames := [each for each in _frames(page) if _holds(each, text.get_charbox(found[0]))]:
                    return Place(n, min(frames, key=lambda each: each[2] - each[0]))
    return None


def _frames(page: pypdfium2.PdfPage) -> Iterator[Rect]:
    paths = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH])
    return (bounds for each in paths if _is_small(bounds := each.get_bounds()))


def _on(page: int, places: Sequence[Place]) -> list[Rect]:
    return [each.rect for each in places if each.page == page]


def _is_small(rect: Rect) -> bool:
    return rect[2] - rect[0] <= LARGEST[0] and rect[3] - rect[1] <= LARGEST[1]


def _holds(rect: Rect, other: Rect) -> bool:
    """Whether the middle of `other` lies in `rect`."""
    x, y = (other[0] + other[2]) / 2, (other[1] + other[3]) / 2
    return rect[0] <= x <= rect[2] and rect[1] <= y <= rect[3]


def _words(page: pypdfium2.PdfPage, places: Sequence[Rect], *, inside: bool = False) -> list[str]:
    """The words of the page outside `places`, or inside, in the order in which they were drawn; unseen ones too."""
    text, found = page.get_textpage(), []
    for n in range(text.count_chars()):
        sign = chr(pypdfium2.raw.FPDFText_GetUnicode(text, n))
        if sign.isspace() or inside == any(_holds(each, text.get_charbox(n)) for each in places):
            found.append(sign)
    return "".join(found).split()


def _first_difference(one: str, other: str) -> int:
    """Which sign is the first to differ, counted from 1; 0 when none does."""
    if one == other:
        return 0
    same = (n for n, (a, b) in enumerate(zip(one, other, strict=False), start=1) if a != b)
    return next(same, min(len(one), len(other)) + 1)


def _near(words: Sequence[str], sign: int) -> str:
    """Some words from the one on in which the sign stands."""
    for n, word in enumerate(words):
        sign -= len(word)
        if sign < 0:
            return " ".join(words[n : n + 6])
    return ""


def _added(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """The words that `after` has more: every word given out must still be there, in its order."""
    added: list[str] = []
    expected = iter(before)
    wanted = next(expected, None)
    for word in after:
        if word == wanted:
            wanted = next(expected, None)
        else:
            added.append(word)
    if wanted is not None:
        raise Mismatch("another_text", wanted)
    return added


def _picture(page: pypdfium2.PdfPage) -> Image.Image:
    """The page as it is shown, with its annotations."""
    drawn: Image.Image = page.render(scale=SCALE, draw_annots=True, may_draw_forms=False).to_pil()
    return drawn.convert("RGB")


def _flattened(document: pypdfium2.PdfDocument, n: int) -> pypdfium2.PdfPage:
    """The page with what its annotations draw as its own drawing, so that their words are read too."""
    document[n].flatten()
    return document[n]


def _dots(rect: Rect, picture: Image.Image) -> tuple[int, int, int, int]:
    """The dots that `rect` touches, with those that smoothing colours beside them."""
    left, bottom, right, top = (each * SCALE for each in rect)
    height = picture.height
    return math.floor(left) - 1, math.floor(height - top) - 1, math.ceil(right) + 1, math.ceil(height - bottom) + 1


def _blank(picture: Image.Image, places: Sequence[Rect]) -> None:
    for each in places:
        ImageDraw.Draw(picture).rectangle(_dots(each, picture), fill="white")


def _is_printed(part: Image.Image) -> bool:
    return part.getextrema() != ((255, 255),) * 3
