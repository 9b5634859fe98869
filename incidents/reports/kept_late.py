"""How late something that somebody owed was done, in words: for the pages and the chronology alike."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..models import Commitment
from ..plain import clocks, lengths, spans
from ..plain.not_none import not_none
from . import durations


def shown_by(commitment: Commitment) -> str:
    """ "shown by: Report on what was done B-7", or "" for what nothing that came back on a letter shows."""
    return _("shown by: %(what)s") % {"what": commitment.shown_by.label} if commitment.shown_by else ""


def kept_late(commitment: Commitment) -> str:
    """ "late: shown 7 hours 5 minutes 0 seconds after the due", or "" where it was in time, is not kept or had no due. It was kept, or
    what shows it came, as far as is known, perhaps before the due and perhaps after it: then nobody says which."""
    shown, done = commitment.shown_by, commitment.done
    if done and commitment.perhaps_late:
        when = {"when": spans.in_words(done, not_none(get_language()))}
        if shown:
            return _("shown on %(when)s: whether that was after the due cannot be said") % when
        return _("kept on %(when)s: whether that was after the due cannot be said") % when
    if not (done and commitment.late_by):
        return ""
    words = {"late": _how_late(commitment, done)}
    if shown:
        least, exactly = _("late: shown at least %(late)s after the due"), _("late: shown %(late)s after the due")
    else:
        least, exactly = _("late: kept at least %(late)s after the due"), _("late: kept %(late)s after the due")
    return (least if _may_be_more(commitment, done) else exactly) % words


def _how_late(owed: Commitment, done: spans.Span) -> str:
    """To the second after a due whose minute somebody told; after any other in days of the calendar."""
    judged, until = not_none(owed.judged_due), not_none(owed.in_time_until)
    days = (clocks.day(done.start) - clocks.day(until)).days
    if judged.is_exact or not days:
        return durations.exact(not_none(owed.late_by), until)
    return lengths.days_in_words(days, not_none(get_language()), until)


def _may_be_more(owed: Commitment, done: spans.Span) -> bool:
    """Whether it was done later yet than at the earliest instant that is known: days are told by a day."""
    of_a_day = done.precision == spans.DAY and not done.is_range and not not_none(owed.judged_due).is_exact
    return not (done.is_exact or of_a_day)
