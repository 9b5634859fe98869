"""Whether the signature in a letter on record holds, since when that is certain, and until when anybody can judge it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from incidents.plain.clocks import passed
from incidents.record.time_stamps import Stamp

from . import signed, time_authority
from .mismatch import Mismatch


@dataclass(frozen=True)
class Soundness:
    """`whole`: nothing was changed since it was signed; None where that could not be found out. `stamped_at`: so it stood at that instant, as `stamped_by`, a trusted
    authority, says. `ended_at`: when the signer's certificate ended, if it has. `lasting`: what to judge it by lies in the file."""

    whole: bool | None
    ended_at: datetime | None = None
    stamped_at: datetime | None = None
    stamped_by: str = ""
    lasting: bool = False


def look(data: bytes, at: datetime) -> Soundness:
    """The soundness at the instant `at` of the last signature in the PDF."""
    try:
        last, _status = signed.signatures(data)[-1]
    except Mismatch as fault:
        return Soundness(None if fault.why == "unjudged" else False)
    ends_at, (stamped_at, stamped_by) = last.signer_cert.not_valid_after, _stamped(last)
    ended_at = ends_at if passed(ends_at, at) else None
    return Soundness(True, ended_at, stamped_at, stamped_by, lasting="/DSS" in last.reader.root)


def stamp_of(data: bytes) -> Stamp:
    """The time stamp over the last signature in the PDF. Raises time_authority.Unstamped where no trusted authority gave it."""
    try:
        token, over = _token(signed.signatures(data)[-1][0])
    except Mismatch as fault:
        raise time_authority.Unstamped(f"what was sealed does not hold, or nobody can tell: {fault}") from fault
    return time_authority.judged_signed(token, over)


def _stamped(signature: Any) -> tuple[datetime | None, str]:
    """(when, by whom) a trusted authority stamped the signature; (None, "") where none did."""
    try:
        token, over = _token(signature)
        found = time_authority.judged_signed(token, over)
    except time_authority.Unstamped:
        return None, ""
    return found.at, found.authority


def _token(signature: Any) -> tuple[Any, bytes]:
    from pyhanko.sign.general import MultivaluedAttributeError, NonexistentAttributeError, find_unique_cms_attribute

    try:
        token = find_unique_cms_attribute(signature.signer_info["unsigned_attrs"], "signature_time_stamp_token")
    except (NonexistentAttributeError, MultivaluedAttributeError) as none:
        raise time_authority.Unstamped("the signature bears no time stamp") from none
    return token["content"], signature.signer_info["signature"].native
