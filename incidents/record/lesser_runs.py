"""Whether a verification looked at less than another: then it says nothing against what that one found, and its end is nobody's night.

Heads held outside are what sees a tail that was cut, files are what sees bytes that were exchanged: whoever looks without them finds
nothing, and proves nothing by it.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from ..models import Verification
from ..plain.clocks import Instant
from . import heads_gone
from .discrepancies import Report, Said
from .heads_gone import Gone
from .verification import AGAINST

NONE_HELD = (0, datetime.min.replace(tzinfo=UTC))


def lesser(report: Report) -> bool:
    """Whether a verification by hand looked at less than the last that counts and reached every place outside: fewer heads, an older one,
    no files, or not from the beginning. Where none did, less than the last that counts; where none counts yet, only what began after a
    head is less."""
    counting = Verification.objects.counting().order_by("-ended_at")
    last = counting.whole().first() or counting.first()
    if report.since or last is None:
        return bool(report.since)
    now, then = _held(report.outside), _held_by(last)
    return now[0] < then[0] or now[1] < then[1] or (not report.files and bool(last.files))


def sees_as_much(verification: Verification, other: Verification, declared: Iterable[Gone] = ()) -> bool:
    """Whether it was held against as many heads from outside as the other, and none of them older than the newest then: what lacks the
    head that showed a cut tail finds nothing. Of those that were declared gone in between it need have none, but then no older one than
    the last that was still there."""
    (now, newest), (then, bound) = _held_by(verification), _held_by(other)
    with_it, gone = heads_gone.held_with(other), set[str]()
    for told in declared:
        if other.ended_at < told.declared_at <= verification.began_at and (of_it := with_it.intersection(told.gone)):
            gone |= of_it
            bound = min(bound, told.sealed_at.replace(microsecond=0))  # a report says whole seconds
    return now >= then - len(gone) and newest >= bound


def held_against_none(verification: Verification) -> bool:
    """Whether no head from outside was there to hold it against: because no place is configured, or none could be read."""
    return not _held_by(verification)[0]


def _held_by(verification: Verification) -> tuple[int, Instant]:
    return _held(Said(**each) for each in verification.outside)


def _held(outside: Iterable[Said]) -> tuple[int, Instant]:
    """(against how many heads from outside, when the newest of them was sealed), by what a report says of them."""
    for said in outside:
        if said.words == AGAINST:
            return said.given["n"], _instant(said.given["at"])
    return NONE_HELD


def _instant(told: str) -> Instant:
    """An instant as a report writes it; `?` where the head said none."""
    try:
        return datetime.fromisoformat(told)
    except ValueError:
        return NONE_HELD[1]
