"""What another calendar of a year would change: dues that are counted in working days, and what is told of office hours."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import islice

from django.utils.translation import gettext as _

from ..models import ClarificationRequest, ClockRule, LadderRung
from ..models.rules import RuleUnit
from ..models.work_calendar import DaysOff, years_off
from ..plain import clocks, periods
from ..reports import office_hours
from . import open_letters
from .shape import MORNING, SHOWN, Preview, Row, Table, Version, at, more

LONGEST = 90  # days before a moved day at which a due is still looked for
LOOKED_AT = 50  # open letters whose office hours are compared


def told(version: Version) -> Preview:
    """By the days that become working days or days off; those that have passed move nothing that is to come."""
    was, now = cache(years_off(version.now)), cache(years_off(version.now, instead=version.rule))
    today, year = clocks.day(version.now), version.rule.year
    days = set(was(year).days).symmetric_difference(now(year).days)
    moved = sorted(day for day in days if day >= today)
    said = [_("Dues that were given stay: a calendar moves none that runs.")]
    if not moved:
        return Preview([*said, _("No day from today on becomes a working day or a day off.")])
    rules = list(_in_working_days(today))
    if not rules:
        said.append(_("No clock and no notice of a meeting counts in working days today: no due to come moves."))
    tables = [_dues(what, length, (was, now), today, moved) for what, length in rules]
    return Preview(said, [each for each in (*tables, _office_hours(version, (was, now), moved)) if each.rows])


def _in_working_days(today: date) -> Iterator[tuple[str, int]]:
    """(what, length) of all that is counted in working days by what holds today."""
    days = RuleUnit.WORKING_DAYS
    for rule in ClockRule.objects.on(today).filter(code__in=ClockRule.COUNTED, unit=days):
        yield f"{rule.applies_to} ({rule})", rule.length or 0
    for rung in LadderRung.objects.on(today).filter(meets=True, notice_unit=days, notice__gte=1):
        yield _("Notice of the meeting: %(step)s") % {"step": rung}, rung.notice or 0


def _dues(what: str, length: int, off: tuple[DaysOff, DaysOff], today: date, moved: list[date]) -> Table:
    """The mornings from which a due moves, and where to."""
    first = max(today, moved[0] - timedelta(days=LONGEST))
    mornings = (clocks.day_begins(first + timedelta(days=n)) + MORNING for n in range((moved[-1] - first).days + 1))
    rows = []
    for start in mornings:
        old, new = (periods.count(start, length, RuleUnit.WORKING_DAYS, each).due_at for each in off)
        if old != new:
            rows.append(Row(at(start), at(old), at(new)))
    title = _("Dues that move: %(what)s") % {"what": what}
    return Table(title, _("Begun on"), rows[:SHOWN], more(len(rows), SHOWN))


def _office_hours(version: Version, off: tuple[DaysOff, DaysOff], moved: list[date]) -> Table:
    """What is told beside an open letter of the hours of its addressee, where that is otherwise by these days."""
    after, until = clocks.day_begins(moved[0]), clocks.day_begins(moved[-1] + timedelta(days=1))
    days = {"due_at__gte": after, "started_at__lt": until}
    rows = open_letters.of(version.user).filter(**days).exclude(agency__office_hours="")
    found = (Row(open_letters.named(each), _hours(each, off[0]), _hours(each, off[1])) for each in rows[:LOOKED_AT])
    differing = list(islice((each for each in found if each.before != each.after), SHOWN))
    return Table(_("Office hours beside open letters"), _("Letter"), differing)


def _hours(letter: ClarificationRequest, off: DaysOff) -> str:
    return " ".join(office_hours.told(letter.agency, letter.started_at, letter.due_at, off))
