"""What is asked before a person's certificate signs: a signature given elsewhere cannot be taken back here."""

from ..models import Letter, User
from ..plain.clocks import Instant
from ..plain.known import known
from ..record import deeds
from ..workflow import GIVEN_UP, Action
from . import case_letter_stands, still_stands


def foresee(letter: Letter, *, by: User, seen: int, at: Instant) -> None:
    """Raises what filing the signature of `letter` would raise now, as far as it can be known before: somebody was quicker,
    its words do not hold any more, its meeting is too near, it is not for `by`. `seen` is the version of its matter."""
    if letter.is_asking:
        clarification = known(letter.request)
        deeds.foresee(Action.ISSUE, on=clarification, by=by, seen=seen)
        still_stands.check(clarification, at)
        if clarification.replaces and clarification.replaces.status not in GIVEN_UP:
            deeds.foresee(Action.REPLACE, on=clarification.replaces, by=by)
    elif letter.complaint_answer:
        deeds.foresee(Action.SEND_ANSWER, on=letter.complaint_answer, by=by, seen=seen)
    elif letter.kind_row.alone:
        case_letter = known(letter.case_letter)
        deeds.foresee(Action.ISSUE_LETTER, on=case_letter, by=by, seen=seen)
        case_letter_stands.check(case_letter, at)
    else:
        deeds.foresee(Action.FILE_SIGNED, on=known(letter.request), by=by)
