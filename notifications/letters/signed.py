"""A letter that comes back signed: is it the one that was given out, and does its signature cover what is read?

A PDF may be changed after it was signed without breaking the signature: the change stands in a later revision, which a
signature made before does not cover (ISO 32000-1, 12.8). So a later revision may add what proves the signature and no
more, and what was drawn, attached or annotated is compared with what was given out.
Whom the certificate belongs to is shown and recorded, not judged: the trust list of Indonesian issuers is not here.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, TypeVar

import pypdfium2
from PIL import Image, ImageChops

# Words a visible signature may add: office, name, "ditandatangani secara elektronik", the QR's address.
MOST_ADDED = 120
HIDDEN = 160  # how much lighter, of 255, a dot is that stood in the letter given out and is covered in what came back
MOST_HIDDEN = 40  # dots of a page at 72 a inch: the edge of a letter drawn anew by another program, not a word

Found = TypeVar("Found")


class Mismatch(ValueError):
    """Not the signed letter; `why` is one of not_a_pdf, no_signature, broken, changed_after, another_number,
    another_text, covered, another_file, annotated, undated."""

    def __init__(self, why: str, where: str = "") -> None:
        super().__init__(why)
        self.why, self.where = why, where


@dataclass(frozen=True)
class Comparison:
    """`exact`: the given bytes stand unchanged before the signature. `added`: words that came with the signature. `signed_at`: when
    the last one was given, as it says itself (UTC)."""

    exact: bool
    added: str
    signed_by: str
    signatures: int
    signed_at: datetime

    def facts(self) -> dict[str, Any]:
        return asdict(self) | {"signed_at": self.signed_at.isoformat()}


def compare(given: bytes, back: bytes, number: str) -> Comparison:
    """Compare what came back with what was given out for signature, both as bytes. Raises Mismatch."""
    expected = _words(given)
    words = _words(back, most_pages=_pages(given) + 1)
    signed_by, signatures, signed_at = _signature(back)
    if "".join(number.split()) not in "".join(words):
        raise Mismatch("another_number", number)
    added = _added(expected, words)
    try:
        _nothing_covered(given, back)
    except pypdfium2.PdfiumError as fault:
        raise Mismatch("not_a_pdf") from fault
    if _of_hostile(_attached, back) != _attached(given):
        raise Mismatch("another_file")
    if _of_hostile(_annotated, back) != _annotated(given):
        raise Mismatch("annotated")
    return Comparison(back.startswith(given), added, signed_by, signatures, signed_at)


def _pages(data: bytes) -> int:
    with pypdfium2.PdfDocument(data) as document:
        return len(document)


def _words(data: bytes, most_pages: int | None = None) -> list[str]:
    """The words of all pages in order. Signatures drawn as annotations are no part of a page's text."""
    try:
        with pypdfium2.PdfDocument(data) as document:
            if most_pages and len(document) > most_pages:
                raise Mismatch("another_text", f"{len(document)} halaman")
            return [word for page in document for word in page.get_textpage().get_text_bounded().split()]
    except pypdfium2.PdfiumError as fault:
        raise Mismatch("not_a_pdf") from fault


def _added(before: Sequence[str], after: Sequence[str]) -> str:
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
    if len(added) > MOST_ADDED:
        raise Mismatch("another_text", " ".join(added[:12]))
    return " ".join(added)


def _nothing_covered(given: bytes, back: bytes) -> None:
    """What was drawn on each page is still to be seen: a visible signature may add ink, it may take none away."""
    with pypdfium2.PdfDocument(given) as before, pypdfium2.PdfDocument(back) as after:
        if len(after) < len(before):
            raise Mismatch("another_text", f"{len(after)} halaman")
        for number, page in enumerate(before):
            one, other = _picture(page), _picture(after[number])
            if one.size != other.size:
                raise Mismatch("covered", str(number + 1))
            lighter = ImageChops.subtract(other, one)
            if sum(lighter.histogram()[HIDDEN:]) > MOST_HIDDEN:
                raise Mismatch("covered", str(number + 1))


def _picture(page: pypdfium2.PdfPage) -> Image.Image:
    """The page's own drawing in greys, 72 dots an inch, without annotations such as a visible signature."""
    drawn: Image.Image = page.render(scale=1, grayscale=True, draw_annots=False, may_draw_forms=False).to_pil()
    return drawn.convert("L")


def _of_hostile(look: Callable[[bytes], Found], data: bytes) -> Found:
    """What `look` finds in bytes from outside. A library that reads them may fail in any way: such a file cannot be read."""
    try:
        return look(data)
    except Exception as fault:
        raise Mismatch("not_a_pdf") from fault


def _attached(data: bytes) -> list[tuple[str, str]]:
    """Name and SHA-256 of each file inside."""
    with pypdfium2.PdfDocument(data) as document:
        found = [document.get_attachment(n) for n in range(document.count_attachments())]
        return sorted((each.get_name(), sha256(each.get_data()).hexdigest()) for each in found)


def _annotated(data: bytes) -> list[tuple[int, str]]:
    """The kinds of annotation, page by page, but for the fields of signatures."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    found: list[tuple[int, str]] = []
    reader = PdfFileReader(io.BytesIO(data))
    for number in range(reader.root["/Pages"]["/Count"]):
        page = reader.find_page_for_modification(number)[0].get_object()
        kinds = [each.get_object().get("/Subtype") for each in page.get("/Annots", ())]
        found += [(number, str(kind)) for kind in kinds if kind != "/Widget"]
    return found


def _signature(data: bytes) -> tuple[str, int, datetime]:
    """Whose certificate signed last, how many signatures there are, and when the last was given; each must be whole and cover what is
    read."""
    found = signatures(data)
    last, status = found[-1]
    signed_at = status.signer_reported_dt
    if signed_at is None or signed_at.tzinfo is None:
        raise Mismatch("undated")
    return last.signer_cert.subject.human_friendly, len(found), signed_at.astimezone(UTC)


def signatures(data: bytes) -> list[tuple[Any, Any]]:
    """(signature, its status) of each signature of a PDF as pyHanko has them, the last one last; each is whole and covers what is
    read, but for what proves it. Raises Mismatch."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    try:
        found = PdfFileReader(io.BytesIO(data)).embedded_regular_signatures
    except (PdfError, ValueError, KeyError, TypeError, IndexError) as fault:
        raise Mismatch("not_a_pdf") from fault
    if not found:
        raise Mismatch("no_signature")
    statuses = []
    for each in found:
        try:
            status = validate_pdf_signature(each, ValidationContext(trust_roots=[], allow_fetching=False))
        except Exception as fault:  # a library that reads hostile bytes may fail in any way; what fails is not sound
            raise Mismatch("broken") from fault
        if not (status.intact and status.valid) or status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
            raise Mismatch("broken")
        statuses.append(status)
    for n, status in enumerate(statuses, start=1):
        # After the last signature only what proves it may follow; after an earlier one also the next signature.
        most = ModificationLevel.FORM_FILLING if n < len(statuses) else ModificationLevel.LTA_UPDATES
        whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
        if not whole and (status.modification_level > most or not status.docmdp_ok):
            raise Mismatch("changed_after")
    return list(zip(found, statuses, strict=True))
