"""What a clock says whose start or notices are known in bounds: words, and no figure to the minute."""

from datetime import datetime
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from ..models.statute_clock import Kept
from ..plain import clocks, dates, spans
from ..plain.known import known

# What a clock says whose start or notices are known in bounds: while a notice is owed, and when all were given.
BOUND_FACES = {
    None: (clocks.ClockState.SAFE, _("Running"), _("Running")),
    Kept.UNTOLD: (clocks.ClockState.WAITING, _("May have passed"), _("Cannot be said")),
    Kept.LATE: (clocks.ClockState.OVERDUE, _("Overdue"), _("Notified late")),
    Kept.IN_TIME: (clocks.ClockState.IN_TIME, _("Notified in time"), _("Notified in time")),
}


def in_bounds(duty: Any, now: datetime) -> tuple[clocks.ClockState, str, str]:
    """The face of a statute's clock that is judged by its bounds: what is known, in words, and no figure to the minute."""
    kept, done, language = duty.kept(now), duty.fulfilled_last is not None, known(get_language())
    state, waiting, given = BOUND_FACES[kept]
    about = {"start": spans.in_words(duty.started, language), "last": dates.instant_in_words(duty.due_at, language)}
    said = gettext("Due on %(last)s.") % about
    if duty.due_from:
        about["first"] = dates.instant_in_words(duty.due_from, language)
        said = gettext(
            "The start is known as “%(start)s”: due on %(first)s at the earliest, on %(last)s at the latest."
        )
        said %= about
    elif duty.first_due is None:
        said = gettext("The start is known as “%(start)s”: due on %(last)s at the latest.") % about
    if done:
        notices = [spans.in_words(each, language) for each in duty.owed]
        said += " " + gettext("Notices owed: %(notices)s.") % {"notices": "; ".join(dict.fromkeys(notices))}
    if kept is Kept.UNTOLD:
        said += " " + gettext("By what is known it may be in time or late.")
    state = clocks.ClockState.LATE if kept is Kept.LATE and done else state
    return state, gettext(given if done else waiting), said
