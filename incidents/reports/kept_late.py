"""How late something that somebody owed was done, in words: for the pages and the chronology alike."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..models import Commitment
from ..plain import spans
from ..plain.known import known
from . import durations


def shown_by(commitment: Commitment) -> str:
    """ "shown by: Report on what was done B-7", or "" for what nothing that came back on a letter shows."""
    return _("shown by: %(what)s") % {"what": commitment.shown_by.label} if commitment.shown_by else ""


def kept_late(commitment: Commitment) -> str:
    """ "late: shown 7 hours 5 minutes 0 seconds after the due", or "" where it was in time, is not kept or had no due. It was kept, or
    what shows it came, as far as is known, perhaps before the due and perhaps after it: then nobody says which."""
    shown, done = commitment.shown_by, commitment.done
    if done and commitment.perhaps_late:
        when = {"when": spans.in_words(done, known(get_language()))}
        if shown:
            return _("shown on %(when)s: whether that was after the due cannot be said") % when
        return _("kept on %(when)s: whether that was after the due cannot be said") % when
    if not (done and commitment.late_by):
        return ""
    words = {"late": durations.exact(commitment.late_by)}
    if shown:
        least, exactly = _("late: shown at least %(late)s after the due"), _("late: shown %(late)s after the due")
    else:
        least, exactly = _("late: kept at least %(late)s after the due"), _("late: kept %(late)s after the due")
    return (exactly if done.is_exact else least) % words
