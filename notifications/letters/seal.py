"""The seal on a letter: PAdES (ETSI EN 319 142-1) with the organisation's certificate, by pyHanko: baseline B-B, and B-T with the stamp
of a time stamp authority where one is configured.

Where no certificate is configured letters say that they are not signed. What a letter is to carry is frozen with its
content: a letter that promises a seal is not made without one.
"""

import functools
import io
import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from incidents.actions import letter_content
from incidents.models import Letter
from incidents.plain.not_none import not_none

if TYPE_CHECKING:  # heavy to load, and used for a seal alone
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko.sign.timestamps import TimeStamper

logger = logging.getLogger(__name__)
FIELD = "Segel"
ROOM = 32 * 1024  # hex digits kept for a signature with its stamp and the certificates of both


class Unavailable(RuntimeError):
    """The certificate is missing, cannot be opened, or does not hold today."""


@functools.cache
def _seal(path: str, changed_at: int) -> "SimpleSigner":
    """The certificate and its parsed key, read once for each version of the file. Parsing the key at each signature, as
    the library does, costs as much as drawing the letter."""
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec, padding
    from pyhanko.sign import signers

    class Seal(signers.SimpleSigner):
        @functools.cached_property
        def key(self) -> Any:
            return serialization.load_der_private_key(self.signing_key.dump(), password=None)

        async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
            digest = getattr(hashes, digest_algorithm.upper())()
            if isinstance(self.key, ec.EllipticCurvePrivateKey):
                return self.key.sign(data, ec.ECDSA(digest))
            signature: bytes = self.key.sign(data, padding.PKCS1v15(), digest)
            return signature

    read = signers.SimpleSigner.load_pkcs12(path, passphrase=settings.SEAL_PASSWORD.encode() or None)
    if read is None:
        raise Unavailable(f"{path} cannot be opened: wrong SEAL_PASSWORD, or no PKCS#12 file")
    return Seal(signing_cert=read.signing_cert, signing_key=read.signing_key, cert_registry=read.cert_registry)


def _present() -> "SimpleSigner":
    if not settings.SEAL_PKCS12:
        raise Unavailable("no certificate is configured (SEAL_PKCS12)")
    path = Path(settings.SEAL_PKCS12)
    try:
        seal = _seal(str(path), path.stat().st_mtime_ns)
    except OSError as missing:
        raise Unavailable(f"{path} cannot be read: {missing.strerror}") from missing
    holds = not_none(seal.signing_cert)["tbs_certificate"]["validity"]
    if not holds["not_before"].native <= datetime.now(UTC) <= holds["not_after"].native:
        raise Unavailable(f"the certificate in {path} does not hold today")
    return seal


def available() -> bool:
    """True when letters that are to be sealed can be, or none are to be."""
    if not settings.SEAL_PKCS12 and letter_content.signing_at(timezone.now()) != Letter.Signing.SEALED:
        return True
    try:
        _present()
    except Unavailable as fault:
        logger.error("letters are not being sealed: %s", fault)
        return False
    return True


def seal(data: bytes, content: letter_content.Content, authority: "TimeStamper | None" = None) -> bytes:
    """The PDF with its seal, appended so that what was drawn stays as it was, stamped by `authority`, where there is one. It certifies:
    nothing but what proves it may come after (DocMDP 1). Raises Unavailable, time_authority.Unstamped."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    signer = _present()
    about = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        name=content["signatory_office"],
        location=content["place"],
        reason=f"Surat Nomor {content['number']}",
    )
    # PDF/A (ISO 19005-3, 6.3.2): an annotation is printed and not hidden, also one that shows nothing. PDF/UA (ISO 14289-1,
    # 7.18.1): one that is no part of what is read lies outside the page.
    unseen = fields.InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)
    named = "Segel elektronik organisasi"
    place = fields.SigFieldSpec(sig_field_name=FIELD, invis_sig_settings=unseen, readable_field_name=named)
    signing = signers.PdfSigner(about, signer=signer, timestamper=authority, new_field_spec=place)
    given = IncrementalPdfFileWriter(io.BytesIO(data))
    sealed: bytes = signing.sign_pdf(given, bytes_reserved=ROOM if authority else None).getvalue()
    return sealed
