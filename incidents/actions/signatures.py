"""What is asked of a person's signature: before a certificate signs, because a signature given elsewhere cannot be taken back here;
and of the time that the signature states: it is of the day whose date the letter bears, and its clock starts then."""

from datetime import timedelta

from ..errors import DomainError
from ..models import Letter, User
from ..plain import clocks
from ..plain.clocks import Instant
from ..plain.dates import date_in_words, instant_in_words
from ..plain.not_none import not_none
from ..record import deeds
from ..translatable import _
from ..workflow import GIVEN_UP, Action
from . import case_letter_conditions, issuing_conditions

SKEW = timedelta(minutes=5)  # by which the clock of another machine may differ
# Of the time that a letter gives so much may be gone when it leaves: its words count from the signature.
LONGEST_ON_THE_WAY = timedelta(hours=4)


class AtAnotherTime(DomainError):
    """The time that a signature states cannot be that of this letter."""

    message = _("The time that the signature states cannot be that of this letter.")


class SignedBefore(AtAnotherTime):
    message = _(
        "The signature states a time before the letter was approved, %(signed)s: it is of another letter, or its clock is wrong."
    )


class SignedAhead(AtAnotherTime):
    message = _(
        "The signature states a time that is still to come, %(signed)s: the clock of the machine that signed is wrong."
    )


class SignedTooLongAgo(AtAnotherTime):
    message = _(
        "The period of this letter runs since its signature, %(signed)s, more than %(hours)d hours ago: the agency would get less time "
        "than the letter gives. Have the same file signed anew on the day of its date, or draw the letter anew."
    )


class SignedOnAnotherDay(AtAnotherTime):
    message = _(
        "The letter bears the date %(date)s, and the signature is of another day: %(signed)s. Date, number and period would not "
        "be those of the signature. Draw the letter anew: it gets the date of today and another number."
    )


class DateOver(AtAnotherTime):
    message = _(
        "The letter bears the date %(date)s, and that day is over. Draw it anew, then sign it: it gets the date of today and another number."
    )


def foresee(letter: Letter, *, by: User, seen: int, at: Instant) -> None:
    """Raises what filing the signature of `letter` would raise now, as far as it can be known before: somebody was quicker,
    its words do not hold any more, its meeting is too near, it is not for `by`. `seen` is the version of its matter."""
    if letter.is_asking:
        clarification = not_none(letter.request)
        deeds.foresee(Action.ISSUE, on=clarification, by=by, seen=seen)
        issuing_conditions.check(clarification, at)
        if clarification.replaces and clarification.replaces.status not in GIVEN_UP:
            deeds.foresee(Action.REPLACE, on=clarification.replaces, by=by)
    elif letter.complaint_answer:
        deeds.foresee(Action.SEND_ANSWER, on=letter.complaint_answer, by=by, seen=seen)
    elif letter.kind_row.alone:
        case_letter = not_none(letter.case_letter)
        deeds.foresee(Action.ISSUE_LETTER, on=case_letter, by=by, seen=seen)
        case_letter_conditions.check(case_letter, at)
    else:
        deeds.foresee(Action.FILE_SIGNED, on=not_none(letter.request), by=by)


def check_time(letter: Letter, signed_at: Instant, at: Instant) -> None:
    """Raises SignedBefore, SignedAhead, SignedOnAnotherDay, SignedTooLongAgo where the time that the signature states cannot
    be the letter's."""
    said = instant_in_words(signed_at, "id")
    if signed_at < not_none(letter.cause).recorded_at - SKEW:
        raise SignedBefore(letter, signed=said)
    if signed_at > at + SKEW:
        raise SignedAhead(letter, signed=said)
    check_day(letter, signed_at)
    if letter.is_asking and signed_at < at - LONGEST_ON_THE_WAY:
        raise SignedTooLongAgo(letter, signed=said, hours=LONGEST_ON_THE_WAY // timedelta(hours=1))


def check_day(letter: Letter, signed_at: Instant) -> None:
    """Raises SignedOnAnotherDay: number, date, wording, rule and signer are those of the day of the letter, so it is signed on that
    day or not at all."""
    if clocks.day(signed_at) != letter.date:
        said, date = instant_in_words(signed_at, "id"), date_in_words(letter.date, "id")
        raise SignedOnAnotherDay(letter, signed=said, date=date)


def date_is_over(letter: Letter, at: Instant) -> bool:
    """Whether nobody can sign the letter any more at `at`, as the day of its date is over."""
    return clocks.day(at) > letter.date


def check_not_over(letter: Letter, at: Instant) -> None:
    """Raises DateOver: asked before a certificate signs."""
    if date_is_over(letter, at):
        raise DateOver(letter, date=date_in_words(letter.date, "id"))


def given_at(details: deeds.Details | None, at: Instant) -> Instant:
    """When the signature was given, as `details` of what was filed say; `at` where they say nothing."""
    said = (details or {}).get("signed_at")
    return Instant.fromisoformat(str(said)) if said else at
