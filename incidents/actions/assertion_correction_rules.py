"""What of an assertion was assessed, was chosen as the figure in use, or has a worth: other words, or another amount, are another claim."""

from ..errors import DomainError
from ..models import Assertion
from ..plain.spans import Span
from ..translatable import _
from ..workflow import AssertionStatus


class InUse(DomainError):
    message = _(
        "The figure in use for this topic rests on this, as it was when it was chosen. Choose another figure, or none, "
        "first; then put this right and choose again."
    )


class InUseAtTheEnd(InUse):
    message = _(
        "The figure in use for this topic rests on this, and %(case)s has ended with it. Reopen the case first, with a reason; "
        "then choose another figure, or none, put this right and choose again."
    )


class MovesTheFigure(DomainError):
    message = _(
        "%(figure)s is the figure in use for this topic, and what is said to take its place shakes it: %(case)s has ended with it. Reopen "
        "the case first, with a reason."
    )


class Assessed(DomainError):
    message = _(
        "This was assessed (%(state)s), and what it was measured by were these words. Assess it as claimed first; then put "
        "it right and assess it again."
    )


class WorthOfBefore(DomainError):
    message = _(
        "The worth that stands is that of the price of before, or of its day: put it right too. Where the worth of that other "
        "day is the same, name anew where its rate is from."
    )


WHAT_IS_SAID = frozenset(
    {"topic", "statement", "amount", "amount_to", "out_of", "bound", "unit", "payment", "said_by", "agency"}
)
WHAT_A_FIGURE_IS = WHAT_IS_SAID - {"statement", "payment"}
WHAT_A_WORTH_IS_OF = frozenset({"amount", "amount_to", "unit"})


def check(row: Assertion, changed: set[str]) -> None:
    """Raises InUse, Assessed. In a case that has ended nothing is assessed any more: what was assessed there a superior alone puts right,
    and says by it that the assessment holds for these words."""
    if changed & WHAT_A_FIGURE_IS:
        check_in_use(row)
    if changed & WHAT_IS_SAID and row.status != AssertionStatus.CLAIMED and row.incident.is_judged:
        raise Assessed(row, state=row.get_status_display())


def check_in_use(row: Assertion) -> None:
    """Raises InUse."""
    if _in_use(row):
        raise InUse(row) if row.incident.is_judged else InUseAtTheEnd(row, case=row.incident.reference)


def check_moves_no_figure(row: Assertion, *corrected: Assertion | None) -> None:
    """`corrected` are those of which `row` takes the place, or is to: a word that has a later one is counted no more, and once again
    without that (see reports/parliament/marks.py). Raises MovesTheFigure in a case that has ended."""
    if not row.incident.is_judged and row.status != AssertionStatus.WITHDRAWN:
        check_none_in_use(row, *corrected)


def check_none_in_use(row: Assertion, *others: Assertion | None) -> None:
    """Raises MovesTheFigure where one of `others` is the figure in use."""
    for each in others:
        if each and _in_use(each):
            raise MovesTheFigure(row, figure=each.label, case=row.incident.reference)


def _in_use(row: Assertion) -> bool:
    used = row.incident.figures.filter(topic=row.topic).last()
    return used is not None and used.assertion_id == row.pk


def check_worth(row: Assertion, changed: set[str], said: Span | None) -> None:
    """The worth is that of one price on one day. Another price has another; of another day at least the rate is named anew,
    which may have been the same. Raises WorthOfBefore."""
    if row.worth is None or "worth" in changed:
        return
    if changed & WHAT_A_WORTH_IS_OF or (_apart(row.said, said) and "worth_source" not in changed):
        raise WorthOfBefore(row)


def _apart(before: Span | None, now: Span | None) -> bool:
    """Whether two spans have no day in common: a day that is known more exactly now is no other one."""
    if before is None or now is None:
        return before != now
    return now.end <= before.start or before.end <= now.start
