"""What a signature is judged by once its certificate has ended, put into the PDF behind it: certificates, and what their authorities
said of them (PAdES B-LT: the document security store of ISO 32000-2, 12.8.4.3)."""

import asyncio
import io
import logging

from django.conf import settings

from incidents.record import time_stamps

logger = logging.getLogger(__name__)
FETCHING = 20  # seconds for all that is fetched; a letter does not wait longer for it
COMPLETE, CERTIFICATES = "complete", "certificates"


def with_validation_data(data: bytes) -> tuple[bytes, str]:
    """(the PDF, what was put into it): COMPLETE with the certificates and what their authorities say of each, CERTIFICATES where
    that could not be had, "" for nothing. What was sealed stands unchanged before it."""
    if not settings.SEAL_CERTIFICATES:
        return data, ""
    try:
        return _appended(data, fetched=True), COMPLETE
    except Exception as fault:  # others' servers and what they answer; a letter goes without
        logger.warning("what the authorities say of the seal's certificates could not be had: %s", fault)
    try:
        return _appended(data, fetched=False), CERTIFICATES
    except Exception as fault:  # the same of what stands in files
        logger.error("the seal's certificates were not put into the letter: %s", fault)
        return data, ""


def _appended(data: bytes, *, fetched: bool) -> bytes:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.dss import async_add_validation_info
    from pyhanko_certvalidator import ValidationContext

    roots = [*time_stamps.certificates_in(settings.SEAL_CERTIFICATES), *time_stamps.trusted()]
    last = PdfFileReader(io.BytesIO(data)).embedded_regular_signatures[-1]

    async def append() -> io.BytesIO:
        context = ValidationContext(
            trust_roots=[each for each in roots if each.self_issued],
            other_certs=roots,
            allow_fetching=fetched,
            revocation_mode="hard-fail" if fetched else "soft-fail",
        )
        return await asyncio.wait_for(async_add_validation_info(last, context), FETCHING)

    return asyncio.run(append()).getvalue()
