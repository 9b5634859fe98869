"""The deed that makes a year's working days certain: an administrator has read the joint decree."""

from datetime import date

from ..errors import DomainError
from ..models import WorkCalendar
from ..plain import periods
from ..record import deeds
from ..translatable import _
from ..workflow import Action, Actor
from .rules import check_last

DECREED_IN = 10  # the joint decree of the next year comes in September or October of this one


class NoSuchDay(DomainError):
    """A line of a calendar that is no day of its year, has no name, or names a day twice."""

    message = _("This line is not a day of %(year)s with a name, or names a day twice: %(line)s")


def confirm_calendar(
    year: int, *, by: Actor, holidays: str, joint_leave: str = "", basis: str, reason: str, seen: int | None = None
) -> WorkCalendar:
    """The days off of `year`, one a line (see periods.write()), by the decree that `basis` names. Raises NoSuchDay, and
    Conflict when somebody has confirmed it since (see rules.check_last())."""
    lists = [_days(year, text) for text in (holidays, joint_leave)]
    if double := set(lists[0]) & set(lists[1]):
        raise NoSuchDay(year=year, line=periods.write({day: lists[1][day] for day in double}))
    row = WorkCalendar(year=year, holidays=periods.write(lists[0]), joint_leave=periods.write(lists[1]), basis=basis)
    with deeds.record(Action.CONFIRM_CALENDAR, on=row, by=by, reason=reason) as deed:
        check_last(WorkCalendar.objects.filter(year=year), seen, row)
        row.effective_from = deed.at
        row.save()
        deed.details = {"year": year}
    return row


def _days(year: int, text: str) -> dict[date, str]:
    try:
        days = periods.read(text)
    except ValueError as fault:
        raise NoSuchDay(year=year, line=str(fault)) from fault
    for day in days:
        if day.year != year:
            raise NoSuchDay(year=year, line=periods.write({day: days[day]}))
    return days


def years_to_confirm(today: date) -> list[int]:
    """The years whose calendar an administrator owes: this one, and from October on the next."""
    wanted = [today.year] + ([today.year + 1] if today.month >= DECREED_IN else [])
    confirmed = set(WorkCalendar.objects.filter(year__in=wanted).values_list("year", flat=True))
    return [year for year in wanted if year not in confirmed]
