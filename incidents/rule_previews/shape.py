"""A preview as pages draw it: sentences, and tables of what is until then and from then on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.db.models import Model
from django.utils.translation import get_language, gettext

from ..models import User
from ..models.work_calendar import DaysOff
from ..plain import clocks, dates, periods
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..record import trail
from ..record.names import Names

SHOWN = 10  # rows of a table; how many more there are is said beside it
NOTHING = "–"
MORNING, EVENING = timedelta(hours=9), timedelta(hours=16)
FRIDAY = 4
AHEAD = 120  # days in which the next day off is looked for
# The name of a rule and the days from which and to which it holds are said by the form itself.
TOLD_ELSEWHERE = {"code", "number", "effective_from", "effective_to", "questions"}


@dataclass(frozen=True)
class Version:
    """The rule that was typed (`rule`, not saved), the row that holds on its first day (`before`), who asks, and when."""

    rule: Any
    before: Any
    user: User
    now: Instant


@dataclass(frozen=True)
class Row:
    """One line. `words`: the new text against the old one, instead of `after`."""

    what: str
    before: str
    after: str
    words: Sequence[trail.Run] = ()


@dataclass(frozen=True)
class Table:
    title: str
    what: str
    rows: Sequence[Row]
    note: str = ""


@dataclass(frozen=True)
class Preview:
    said: Sequence[str] = ()
    tables: Sequence[Table] = ()


def otherwise(version: Version) -> Iterator[Table]:
    """The fields that say something else than before, in the words of the history; nothing where nothing was before."""
    if version.before is None or not hasattr(version.rule, "effective_to"):
        return
    model: type[Model] = type(version.rule)
    names = Names(None)
    was, now = (version.before, version.now), (version.rule, version.now)
    rows = []
    for column in trail.shown_columns(model):
        if column.name in TOLD_ELSEWHERE:
            continue
        change = trail.change_of(model, column, was, now, names)
        if change.old != change.new:
            rows.append(Row(change.label, change.old, change.new, change.words))
    if rows:
        yield Table(gettext("Its own words"), gettext("Field"), rows)


def examples(day: date, off: DaysOff) -> list[Instant]:
    """Instants at which a letter may go out: the morning of `day`, the end of its week, the day before the next day off."""
    friday = day + timedelta(days=(FRIDAY - day.weekday()) % 7 or 7)
    coming = (day + timedelta(days=n) for n in range(1, AHEAD))
    before = (each - timedelta(days=1) for each in coming if each in off(each.year).days)
    found = [clocks.day_begins(day) + MORNING, clocks.day_begins(friday) + EVENING]
    found += [clocks.day_begins(each) + MORNING for each in islice((each for each in before if each > friday), 1)]
    return found


def due(rule: Any, start: Instant, off: DaysOff) -> str:
    """When a time ends that begins at `start` and runs by `rule`, in words."""
    try:
        return at(periods.count(start, rule.length or 0, rule.unit, off).due_at) if rule else NOTHING
    except ValueError:  # days of which nobody says whether they are working days, no length
        return NOTHING


def at(instant: Instant) -> str:
    return dates.instant_in_words(instant, not_none(get_language()))


def on(day: date) -> str:
    return dates.date_in_words(day, not_none(get_language()))


def more(found: int, shown: int) -> str:
    """How many rows there are beside those shown; "" for none."""
    return gettext("Not shown: %(n)d more.") % {"n": found - shown} if found > shown else ""
