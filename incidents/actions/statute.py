"""By which law a controller notifies, and when the statute's clock ends: by the day of its start, as exactly as that is known."""

from datetime import date

from django.db.models import QuerySet

from ..models import ClockRule, DataCategory, Incident, NotificationDuty
from ..models.work_calendar import years_off
from ..plain import clocks, periods
from ..plain.clocks import Instant
from ..plain.spans import is_open_before, latest

DUTY = "breach_notice"
BESIDE = ("notice_71_2019", "report_71_2019", "notice_20_2016")


def duty_rule(day: date) -> ClockRule | None:
    """The statute's rule for the duty to notify in force on `day`, or None before 17 October 2022."""
    return ClockRule.objects.in_force(DUTY, day)


def categories_offered(day: date) -> list[DataCategory]:
    """The kinds of data from which officers choose for a breach of `day`; before there were any, all that are known."""
    return list(DataCategory.objects.on(day)) or list(DataCategory.objects.all())


def rules_beside(day: date) -> QuerySet[ClockRule]:
    """What other regulations in force on `day` ask of a controller, shown beside and never counted together."""
    return ClockRule.objects.on(day).filter(code__in=BESIDE)


def day_of(incident: Incident, started_at: Instant | None = None) -> date:
    """The day that picks the rule: of the start if known, else of the failure, else of the first sighting."""
    happened = incident.happened
    return clocks.day(started_at or (happened.stands if happened else incident.seen_at))


def count(duty: NotificationDuty, at: Instant) -> None:
    """By which law, and when the statute's clock ends: by the day of its start, whenever that was typed, and by the same
    arithmetic as the letter's. Where the start is known in bounds so is the due: counted from the latest that the start may have
    been, which was no later than it was recorded, and from the earliest; and the law is that of the latest day."""
    started = duty.started
    last = max(started.start, min(latest(started), at)) if started else None
    day = day_of(duty.incident, last)
    rule = duty.rule = duty_rule(day)
    duty.basis = rule.legal_basis if rule else "; ".join(beside.legal_basis for beside in rules_beside(day))
    duty.start_event = rule.start_event if rule else ClockRule.Start.NOT_STATED
    duty.length, duty.unit = (rule.length, rule.unit) if rule and rule.length else (None, "")
    duty.needs_contact = bool(rule and rule.needs_contact)
    duty.due_from = None
    if started is None or last is None or duty.length is None:
        duty.due_at, duty.days_off, duty.unconfirmed = None, "", ""
        return
    calendars = years_off(at)
    counted = periods.count(last, duty.length, duty.unit, calendars)
    duty.due_at = counted.due_at
    if last != started.start and not is_open_before(started):
        first_due = periods.count(started.start, duty.length, duty.unit, calendars).due_at
        duty.due_from = first_due if first_due < counted.due_at else None
    for name, value in counted.kept.items():
        setattr(duty, name, value)
