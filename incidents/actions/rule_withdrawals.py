"""Deeds that take back what was entered by mistake, while nothing was done by it: one way for all that an administrator keeps.

What may be withdrawn is asked of each kind in its own words: of dated rules whether a clock, a letter or a case refers to them, of
a letterhead and a policy of reminders whether it has begun, of a wording whether a letter was frozen with it, of a calendar of
working days whether a due was counted since by days of its year. What stands is followed by another, from a later day. The row
before holds on as if the mistaken one had not been, where there is one; history keeps it, who withdrew it, and why.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Model, Q
from django.utils import timezone

from ..errors import DomainError
from ..models import (
    CaseEvent,
    ClarificationRequest,
    ClockRule,
    DataCategory,
    Deadline,
    LadderRung,
    Letter,
    LetterTemplate,
    NotificationDuty,
    QuestionSet,
    ReminderPolicy,
    RetentionRule,
    SanctionRegime,
    Unit,
    User,
    WorkCalendar,
)
from ..models.dated import DatedRule
from ..models.rules import RuleUnit
from ..plain import clocks
from ..plain.clocks import Instant
from ..record import deeds
from ..translatable import _
from ..workflow import Action
from .rules import NAMED, Followed, enacted_by_somebody, followers, in_short


class Shipped(DomainError):
    """What the product ships is no mistake of an administrator's."""

    message = _("This rule came with the product: it is followed by another, not withdrawn.")


class BegunBefore(DomainError):
    """What may have been done by it leaves no name on what was done: a reminder, a receipt."""

    message = _("This policy has begun: reminders may have gone out by it. Another one follows it.")


class LetterheadBegun(BegunBefore):
    """Letters and receipts may bear it."""

    message = _("This letterhead has begun: letters may have gone out under it. Another one follows it.")


class StepsAbove(DomainError):
    """The ladder would lack a step in between."""

    message = _("Steps of the ladder stand on this one: withdraw the last one first.")


Rest = list[Model]
Rule = DatedRule | Unit | LetterTemplate | WorkCalendar | ReminderPolicy


def _of_rule(rule: DatedRule) -> Rest:
    return followers(rule)


def _of_wording(wording: LetterTemplate) -> Rest:
    """The letters that were frozen with this version; of a clause those that say it."""
    of_kind = Q(kind=wording.kind, content__wording__version=wording.version)
    rows = Letter.objects.filter(of_kind | Q(**{f"content__clauses__{wording.kind}": wording.version}))
    return list(rows.order_by("pk")[: NAMED + 1])


def _of_calendar(calendar: WorkCalendar) -> Rest:
    """The clocks that were counted in working days through this year since it was confirmed, and the meetings for which notice was
    given by it. Any of them may rest on it, so all of them count."""
    first, after = (datetime(year, 1, 1, tzinfo=UTC) for year in (calendar.year, calendar.year + 1))
    since, in_days = calendar.effective_from, RuleUnit.WORKING_DAYS
    dues = Deadline.objects.filter(rule__unit=in_days, set_at__gte=since, started_at__lt=after, due_at__gte=first)
    told = NotificationDuty.history.filter(
        unit=in_days, history_date__gte=since, started_at__lt=after, due_at__gte=first
    )
    duties = NotificationDuty.objects.filter(pk__in=told.values("id"))
    drafted = Q(drafted_at__gte=since) | Q(issued_at__gte=since)
    meetings = ClarificationRequest.objects.filter(drafted, rung__notice_unit=in_days, meeting_at__gte=first)
    return [row for rows in (dues, duties, meetings) for row in rows.order_by("pk")[: NAMED + 1]]


# What rests on a row of each kind.
RESTS: dict[type[Model], Callable[[Any], Rest]] = {
    ClockRule: _of_rule,
    LadderRung: _of_rule,
    QuestionSet: _of_rule,
    DataCategory: _of_rule,
    SanctionRegime: _of_rule,
    RetentionRule: _of_rule,
    Unit: _of_rule,
    LetterTemplate: _of_wording,
    WorkCalendar: _of_calendar,
    ReminderPolicy: lambda policy: [],
}


def why_it_stands(row: Rule, at: Instant) -> DomainError | None:
    """Why a row of RESTS cannot be withdrawn at `at`; None when it can."""
    if isinstance(row, ReminderPolicy):
        return BegunBefore(row) if row.effective_from <= at else None
    if not enacted_by_somebody(row):
        return Shipped(row)
    if isinstance(row, Unit) and row.valid_from <= clocks.day(at):
        return LetterheadBegun(row)
    if isinstance(row, LadderRung) and _carries_steps(row):
        return StepsAbove(row)
    what = in_short(RESTS[type(row)](row))
    return Followed(row, what=what) if what else None


def _carries_steps(rung: LadderRung) -> bool:
    """Whether it is the only row of its step, and there are steps after it."""
    others = LadderRung.objects.exclude(pk=rung.pk)
    return not others.filter(number=rung.number).exists() and others.filter(number__gt=rung.number).exists()


def may_be_withdrawn(row: Rule) -> bool:
    """Whether it was entered by a person, and nothing was done by it yet."""
    return row.pk is not None and why_it_stands(row, timezone.now()) is None


def stands_before(row: Rule) -> bool:
    """Whether something holds on where `row` is taken back: a wording has always the one that the product ships."""
    return isinstance(row, LetterTemplate) or _before(row) is not None


def ended_before(row: Rule) -> date | None:
    """The day on which what stood before `row` was ended by itself: from then on nothing of its name holds where `row` is taken
    back. None where it holds on up to the next one."""
    before = _before(row)
    return _own_end(before) if before is not None and column(row, "to") else None


def _before(row: Rule) -> Any:
    begins = column(row, "from")
    return of_its_name(row).filter(**{f"{begins}__lt": getattr(row, begins)}).last()


def withdraw_rule(rule: Any, *, by: User, reason: str) -> Any:
    """Take back a row of RESTS. Raises Shipped, BegunBefore, StepsAbove, Followed."""
    return _withdraw(rule, Action.WITHDRAW_RULE, by, reason)


def withdraw_reminders(policy: ReminderPolicy, *, by: User, reason: str) -> ReminderPolicy:
    """Take back a policy that has not begun. Raises BegunBefore."""
    withdrawn: ReminderPolicy = _withdraw(policy, Action.WITHDRAW_REMINDERS, by, reason)
    return withdrawn


def _withdraw(row: Any, action: Action, by: User, reason: str) -> Any:
    with deeds.record(action, on=row, by=by, reason=reason) as deed:
        others = of_its_name(deed.on)
        list(others.select_for_update())
        if refusal := why_it_stands(deed.on, deed.at):
            raise refusal
        type(deed.on)._default_manager.get(pk=deed.on.pk).delete()
        if ends := column(deed.on, "to"):
            _give_back(deed.on, others, column(deed.on, "from"), ends)
        said = {} if isinstance(deed.on, ReminderPolicy) else {"rule": str(deed.on)}
        deed.details = said | {"from": getattr(deed.on, column(deed.on, "from")).isoformat()}
    return deed.on


def of_its_name(row: Any) -> Any:
    """The rows that follow each other under the name of `row`, in their order."""
    return type(row)._default_manager.filter(**_name_of(row)).order_by(column(row, "from"))


def _name_of(row: Any) -> dict[str, Any]:
    named_by = "code" if isinstance(row, Unit) else row.named_by
    return {named_by: getattr(row, named_by)} if named_by else {}


def column(row: Model, end: str) -> str:
    """What its first day, or the day on which it ends, is called; "" where it ends with the next."""
    names = (f"effective_{end}", f"valid_{end}")
    return next((each.name for each in row._meta.concrete_fields if each.name in names), "")


def _give_back(gone: Any, others: Any, begins: str, ends: str) -> None:
    """The row that ended where `gone` began ends where the next one begins, or earlier where it was to end by itself."""
    day = getattr(gone, begins)
    before = others.filter(**{ends: day}).last()
    if before is None:
        return
    after = others.filter(**{f"{begins}__gt": day}).first()
    until = _own_end(before)
    if after and (until is None or until > getattr(after, begins)):
        until = getattr(after, begins)
    setattr(before, ends, until)
    before.save()


def _own_end(row: Any) -> date | None:
    """The day on which somebody ended `row` by itself, else the end that it was given itself; None where it was given none."""
    history, begins, ends = type(row).history, column(row, "from"), column(row, "to")
    versions = history.filter(id=row.pk).order_by("history_id")
    ended = CaseEvent.objects.filter(action=Action.END_RULE, subject_id=str(row.pk)).values("pk")
    if last := versions.filter(event_id__in=ended).last():
        day: date = getattr(last, ends)
        return day
    until: date | None = getattr(versions.filter(history_type="+").earliest("history_id"), ends)
    # Where another began, that may be gone by now.
    return None if history.filter(**_name_of(row), **{begins: until}).exists() else until
