"""What is said again where an assessment, or the choice of a figure in use, is struck: what stood before stands again, as far as what it
was of is as it was then."""

from collections.abc import Collection

from ..errors import NOT_NOW, DomainError
from ..models import Assertion, Assessment, Figure
from ..plain.clocks import Instant
from ..translatable import _
from ..workflow import AssertionStatus
from .assertion_correction_rules import WHAT_A_FIGURE_IS, WHAT_IS_SAID, check_in_use, check_none_in_use


class AssessAnewFirst(DomainError):
    message = _(
        "%(word)s would be “%(state)s” again, and since it was assessed so its words were put right, or what that rested on was struck "
        "out. Assess it anew first; then strike this out."
    )


class ChooseAnewFirst(DomainError):
    message = _(
        "%(word)s would be the figure in use again, and since it was chosen it was put right or struck out. Choose a figure, or none, "
        "first; then strike this out."
    )


class EndedWithThisFigure(DomainError):
    status = NOT_NOW
    message = _(
        "This is the figure in use for its topic, and %(case)s has ended with it. Reopen the case first, with a reason."
    )


class EndedWithThisState(DomainError):
    status = NOT_NOW
    message = _(
        "%(word)s would be “%(state)s” again, and since it was assessed so its words were put right, or what that rested on was struck "
        "out. Reopen the case first, with a reason; then assess it anew and strike this out."
    )


def follow(row: Assessment | Figure) -> None:
    """Within the deed that strikes `row`: where it was the last of its kind, the one before is the last. Raises AssessAnewFirst,
    ChooseAnewFirst, EndedWithThisFigure, EndedWithThisState, and where a case has ended with a figure in use InUse, MovesTheFigure."""
    if isinstance(row, Figure):
        _choose_again(row)
    elif not Assessment.objects.filter(assertion=row.assertion, pk__gt=row.pk).exists():
        _assess_again(row.assertion)


def _assess_again(word: Assertion) -> None:
    last = word.assessments.last()
    status = AssertionStatus(last.status) if last else AssertionStatus.CLAIMED
    judged = word.incident.is_judged
    if last and status != AssertionStatus.CLAIMED:
        rested_on = last.evidence
        if (rested_on and rested_on.struck_at) or _changed(word, last.assessed_at, WHAT_IS_SAID):
            refusal = AssessAnewFirst if judged else EndedWithThisState
            raise refusal(word, word=word.label, state=last.get_status_display())
    if not judged and status != word.status:
        check_in_use(word)
        if AssertionStatus.WITHDRAWN in (status, word.status):
            check_none_in_use(word, word.corrects)
    if status != word.status:
        word.status = status
        word.save()


def _choose_again(row: Figure) -> None:
    of_topic = Figure.objects.filter(incident=row.incident, topic=row.topic)
    if of_topic.filter(pk__gt=row.pk).exists():
        return
    if not row.incident.is_judged:
        raise EndedWithThisFigure(row, case=row.incident.reference)
    last = of_topic.last()
    word = last.assertion if last else None
    if last and word and (word.struck_at or _changed(word, last.adopted_at, WHAT_A_FIGURE_IS)):
        raise ChooseAnewFirst(row, word=word.label)


def _changed(word: Assertion, since: Instant, facts: Collection[str]) -> bool:
    """Whether one of `facts` of it is another than it was then."""
    then = word.history.filter(history_date__lte=since).latest("history_date", "history_id")
    column_of = {field.name: field.attname for field in Assertion._meta.concrete_fields}
    return any(getattr(then, column_of[fact]) != getattr(word, column_of[fact]) for fact in facts)
