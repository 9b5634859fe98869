"""What the office hours of a body leave of the time that a letter gives it: told beside the due, and no clock is moved by it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, gettext, ngettext

from ..models import Agency
from ..models.work_calendar import DaysOff, years_off
from ..plain import clocks, dates, office_hours
from ..plain.not_none import not_none

HOUR = timedelta(hours=1)
AHEAD = timedelta(days=14)  # so far it is looked when an office opens again
ALL_DAY = timedelta(days=1)  # closed for longer than a night


def told(agency: Agency, start: datetime, due_at: datetime, off: DaysOff | None = None) -> list[str]:
    """Sentences on how much of the time from `start` to `due_at` its office is open, when it is closed for longer than a night,
    and whether the due falls while it is. None where nobody says its hours. `off`: by other days off than those known at `start`."""
    try:
        hours = office_hours.read(agency.office_hours)
    except ValueError:
        return []
    off = off or years_off(start)
    stretches = office_hours.opened(hours, start, due_at, agency.zone, lambda day: day in off(day.year).days)
    shut = office_hours.closed(stretches, start, due_at)
    words = {"hours": agency.office_hours, "n": _hours(due_at - start), "open": _hours(_sum(stretches))}
    said = [
        ngettext(
            "Of this %(n)s hour the office (%(hours)s) is open for %(open)s.",
            "Of these %(n)s hours the office (%(hours)s) is open for %(open)s.",
            int((due_at - start) / HOUR),
        )
        % words
    ]
    zone = hours.zone or agency.zone
    for begins, ends in shut:
        if ends - begins >= ALL_DAY:
            edges = {"start": _there(begins, zone), "end": _there(ends, zone)}
            said.append(gettext("It is closed from %(start)s to %(end)s.") % edges)
    if shut and shut[-1][1] == due_at:
        said.append(gettext("The due falls while it is closed."))
    return said


def open_or_shut(agency: Agency, at: datetime) -> str:
    """Whether its office is open at `at`, and until or from when; "" where nobody says its hours."""
    try:
        hours = office_hours.read(agency.office_hours)
    except ValueError:
        return ""
    off, zone = years_off(at), hours.zone or agency.zone
    coming = office_hours.opened(hours, at, at + AHEAD, agency.zone, lambda day: day in off(day.year).days)
    words = {"hours": agency.office_hours}
    if not coming:
        return gettext("The office (%(hours)s) is closed in the days to come.") % words
    begins, ends = coming[0]
    if begins <= at:
        return gettext("The office (%(hours)s) is open now, until %(end)s.") % (words | {"end": _there(ends, zone)})
    return gettext("The office (%(hours)s) is closed now; it opens on %(start)s.") % (
        words | {"start": _there(begins, zone)}
    )


def _sum(stretches: list[office_hours.Stretch]) -> timedelta:
    return sum((ends - begins for begins, ends in stretches), timedelta())


def _hours(length: timedelta) -> str:
    """72; 7,5 where it is no whole number of hours, to a tenth."""
    return f"{round(length / HOUR, 1):g}".replace(".", "," if get_language() == "id" else ".")


def _there(instant: datetime, zone: str) -> str:
    """Friday, 27 November 16.00 WITA: on the clock of the office."""
    local, language = clocks.local(instant, ZoneInfo(zone)), not_none(get_language())
    day = f"{dates.DAYS[language][local.weekday()]}, {local.day} {dates.MONTHS[language][local.month - 1]}"
    return f"{day} {dates.hour_in_words(instant, ZoneInfo(zone))}"
