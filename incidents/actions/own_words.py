"""What nobody of the ministry typed in is not the ministry's to correct: what a body sent itself, and what went out to it."""

from typing import Any

from ..errors import DomainError
from ..models import Assertion, FollowUp, Response
from ..translatable import _


class AgencysOwnWords(DomainError):
    message = _(
        "This came in with the agency's written answer. What an agency sent is not corrected by the ministry: assess it, "
        "or ask the agency."
    )


class SentByTheBody(DomainError):
    message = _(
        "The body sent this itself: it stands as it came. What is missing in it is asked for by returning the answer, what it "
        "should not have said only the body puts right."
    )


class WentOut(DomainError):
    message = _(
        "This went out: %(what)s. What was sent or issued is not struck out; end it, take it back or correct it by a "
        "letter of its own."
    )


def check(row: Any) -> None:
    """Raises AgencysOwnWords, SentByTheBody, WentOut. The product enters what an agency denied, in the agency's words and on
    its behalf, and what it reports itself."""
    if isinstance(row, FollowUp) and not row.typed_in:
        raise AgencysOwnWords(row) if row.came else WentOut(row, what=str(row))
    if isinstance(row, Response) and not row.typed_in:
        raise SentByTheBody(row)
    if isinstance(row, Assertion) and not row.history.filter(history_type="+", history_user__isnull=False).exists():
        raise AgencysOwnWords(row)
