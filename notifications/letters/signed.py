"""A letter that comes back signed: is it the one that was given out, and does its signature hold?

Whom the certificate belongs to is shown and recorded, not judged: the trust list of Indonesian issuers is not here.
"""

import io
from dataclasses import dataclass

import pypdfium2

MOST_ADDED = (
    120  # words a visible signature may add: office, name, "ditandatangani secara elektronik", the QR's address
)


class Mismatch(ValueError):
    """Not the signed letter; `why` is one of not_a_pdf, no_signature, broken, another_number, another_text."""

    def __init__(self, why, where=""):
        super().__init__(why)
        self.why, self.where = why, where


@dataclass(frozen=True)
class Comparison:
    """`exact`: the given bytes stand unchanged before the signature. `added`: words that came with the signature."""

    exact: bool
    added: str
    signed_by: str
    signatures: int

    def facts(self):
        return {"exact": self.exact, "added": self.added, "signed_by": self.signed_by, "signatures": self.signatures}


def compare(given, back, number):
    """Compare what came back with what was given out for signature, both as bytes. Raises Mismatch."""
    expected = _words(given)
    words = _words(back, most_pages=_pages(given) + 1)
    signed_by, signatures = _signature(back)
    if "".join(number.split()) not in "".join(words):
        raise Mismatch("another_number", number)
    return Comparison(back.startswith(given), _added(expected, words), signed_by, signatures)


def _pages(data):
    with pypdfium2.PdfDocument(data) as document:
        return len(document)


def _words(data, most_pages=None):
    """The words of all pages in order. Signatures drawn as annotations are no part of a page's text."""
    try:
        with pypdfium2.PdfDocument(data) as document:
            if most_pages and len(document) > most_pages:
                raise Mismatch("another_text", f"{len(document)} halaman")
            return [word for page in document for word in page.get_textpage().get_text_bounded().split()]
    except pypdfium2.PdfiumError as fault:
        raise Mismatch("not_a_pdf") from fault


def _added(before, after):
    """The words that `after` has more: every word given out must still be there, in its order."""
    added, expected = [], iter(before)
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


def _signature(data):
    """Whose certificate signed last, and how many signatures there are; each must be whole and cover what it should."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    try:
        found = PdfFileReader(io.BytesIO(data)).embedded_regular_signatures
    except (PdfError, ValueError, KeyError, TypeError, IndexError) as fault:
        raise Mismatch("not_a_pdf") from fault
    if not found:
        raise Mismatch("no_signature")
    for each in found:
        try:
            status = validate_pdf_signature(each, ValidationContext(trust_roots=[], allow_fetching=False))
        except Exception as fault:  # a library that reads hostile bytes may fail in any way; what fails is not sound
            raise Mismatch("broken") from fault
        if not (status.intact and status.valid):
            raise Mismatch("broken")
    if status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        raise Mismatch("broken")
    return found[-1].signer_cert.subject.human_friendly, len(found)
