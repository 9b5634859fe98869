"""What nobody of the ministry typed in is not the ministry's to correct: what a body sent itself, and what went out to it."""

from typing import Any

from ..errors import DomainError
from ..models import Assertion, CounterQuestion, FollowUp, Response
from ..translatable import _


class AgencysOwnWords(DomainError):
    message = _(
        "This came in with the agency's written answer. What an agency sent is not corrected by the ministry: assess it, "
        "or ask the agency. An answer that the ministry typed in is itself corrected."
    )


class SentByTheBody(DomainError):
    message = _(
        "The body sent this itself: it stands as it came. What is missing in it is asked of the body; what the body should not "
        "have said only the body puts right."
    )


class WentOut(DomainError):
    message = _(
        "This went out: %(what)s. What was sent or issued is not struck out; end it, take it back or correct it by a "
        "letter of its own."
    )


class Shown(DomainError):
    message = _(
        "This was shared with %(what)s. What somebody could read is not struck out: end the sharing, say in the description "
        "what is wrong, and share what is right in its place."
    )


def check(row: Any) -> None:
    """Raises AgencysOwnWords, SentByTheBody, WentOut. The product enters what an agency denied, in the agency's words and on
    its behalf, and what it reports itself."""
    if isinstance(row, FollowUp) and not row.typed_in:
        raise SentByTheBody(row) if row.came else WentOut(row, what=str(row))
    if isinstance(row, (CounterQuestion, Response)) and not row.typed_in:
        raise SentByTheBody(row)
    if isinstance(row, Assertion) and not row.history.filter(history_type="+", history_user__isnull=False).exists():
        raise AgencysOwnWords(row)
