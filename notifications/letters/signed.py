"""A letter that comes back signed: is it the one that was given out, and does its signature cover what is read?

A PDF may be changed after it was signed without breaking the signature: the change stands in a later revision, which a
signature made before does not cover (ISO 32000-1, 12.8). So a later revision may add what proves the signature and no
more. It may be changed before it is signed as well: so it is compared, object by object and dot by dot, with what was given out.
Whom the certificate belongs to is shown and recorded, not judged: the trust list of Indonesian issuers is not here.
"""

import io
import logging
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pypdfium2

from . import same_pages
from .mismatch import Mismatch

logger = logging.getLogger(__name__)
# What libraries raise of bytes that nobody can read, beside errors of their own.
UNREAD = (ValueError, KeyError, TypeError, IndexError, RecursionError, zlib.error)


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
    from pyhanko.pdf_utils.misc import PdfError  # heavy to load, and used for a signature alone

    from . import same_objects

    # Of all that is read here much is our own code: what no library says of the file may be its fault or ours.
    with _judging("not_a_pdf", PdfError, pypdfium2.PdfiumError, zlib.error):
        signed_by, signatures, signed_at = _signature(back)
        same_pages.check_words(given, back, number)
        if _attached(back) != _attached(given):
            raise Mismatch("another_file")
        pictures = same_objects.check(given, back)
        added = same_pages.check_pictures(given, back, pictures)
    return Comparison(back.startswith(given), added, signed_by, signatures, signed_at)


@contextmanager
def _judging(why: str, *of_the_file: type[Exception]) -> Iterator[None]:
    """A fault of the kinds `of_the_file` says that `why` is true of the file. Any other says nothing of it: the file stays unjudged,
    and is refused; the log says where it was."""
    try:
        yield
    except Mismatch:
        raise
    except of_the_file as fault:
        raise Mismatch(why) from fault
    except Exception as fault:
        logger.exception("a signed file cannot be judged")
        raise Mismatch("unjudged") from fault


def _attached(data: bytes) -> list[tuple[str, str]]:
    """Name and SHA-256 of each file inside."""
    with pypdfium2.PdfDocument(data) as document:
        found = [document.get_attachment(n) for n in range(document.count_attachments())]
        return sorted((each.get_name(), sha256(each.get_data()).hexdigest()) for each in found)


def _signature(data: bytes) -> tuple[str, int, datetime]:
    """Whose certificate signed last, how many signatures there are, and when the last was given; each must be whole and cover what is
    read."""
    found = signatures(data)
    last, status = found[-1]
    signed_at = status.signer_reported_dt
    if signed_at is None or signed_at.tzinfo is None:
        raise Mismatch("undated")
    count = len(
        {each.sig_field.raw_get("/V").reference for each, _status in found}
    )  # two fields may name one signature
    return last.signer_cert.subject.human_friendly, count, signed_at.astimezone(UTC)


def signatures(data: bytes) -> list[tuple[Any, Any]]:
    """(signature, its status) of each signature of a PDF as pyHanko has them, the last one last; each is whole and covers what is
    read, but for what proves it. Raises Mismatch."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    with _judging("not_a_pdf", PdfError, *UNREAD):
        found = PdfFileReader(io.BytesIO(data)).embedded_regular_signatures
    if not found:
        raise Mismatch("no_signature")
    statuses = []
    for each in found:
        with _judging("broken", PdfError, *UNREAD):
            status = validate_pdf_signature(each, ValidationContext(trust_roots=[], allow_fetching=False))
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
