"""What a clock says whose start or notices are known in bounds: words, and no figure to the minute."""

from datetime import datetime
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from ..models.statute_clock import Kept
from ..plain import clocks, dates, lengths, spans
from ..plain.not_none import not_none

# What a clock says whose start or notices are known in bounds: while a notice is owed, and when all were given.
BOUND_FACES = {
    None: (clocks.ClockState.SAFE, _("Running"), _("Running")),
    Kept.UNTOLD: (clocks.ClockState.WAITING, _("May have passed"), _("Cannot be said")),
    Kept.LATE: (clocks.ClockState.OVERDUE, _("Overdue"), _("Notified late")),
    Kept.IN_TIME: (clocks.ClockState.IN_TIME, _("Notified in time"), _("Notified in time")),
}


# How a first complete answer came of which no minute is known.
ANSWERED_BY_DAY = {
    clocks.ClockState.IN_TIME: _("The first complete answer came on %(at)s, before the due of %(due)s."),
    clocks.ClockState.LATE: _("The first complete answer came on %(at)s, at least %(late)s after the due of %(due)s."),
    clocks.ClockState.WAITING: _(
        "The first complete answer came on %(at)s: whether the due of %(due)s had passed by then cannot be said."
    ),
}


def answered_by_day(request: Any, now: datetime) -> tuple[clocks.ClockState, str, str] | None:
    """The face of a letter's clock that was answered on a day, or in a month, and no more is known: state, word, a sentence; None
    where the minute is known."""
    if request.completed is None or request.completed.is_exact:
        return None
    language, late = not_none(get_language()), request.lateness(now)
    state, word = clocks.ClockState.IN_TIME, gettext("Answered in time")
    if request.perhaps_late:
        state, word = clocks.ClockState.WAITING, gettext("Cannot be said")
    elif late:
        state, word = clocks.ClockState.LATE, gettext("Answered late")
    about = {
        "at": spans.in_words(request.completed, language),
        "due": dates.instant_in_words(request.counted_due, language),
        "late": lengths.in_words(late, language, request.counted_due),
    }
    return state, word, gettext(ANSWERED_BY_DAY[state]) % about


def in_bounds(duty: Any, now: datetime) -> tuple[clocks.ClockState, str, str]:
    """The face of a statute's clock that is judged by its bounds: what is known, in words, and no figure to the minute."""
    kept, done, language = duty.kept(now), duty.fulfilled_last is not None, not_none(get_language())
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
