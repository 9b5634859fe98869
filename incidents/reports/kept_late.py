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
    """ "late: shown 7 hours 5 minutes 0 seconds after the due", or "" where it was in time, is not kept or had no due. What shows it
    came, as far as is known, perhaps before the due and perhaps after it: then nobody says which."""
    shown = commitment.shown_by
    if shown and commitment.perhaps_late:
        when = spans.in_words(shown.received, known(get_language()))
        return _("shown on %(when)s: whether that was after the due cannot be said") % {"when": when}
    if not commitment.late_by:
        return ""
    words = {"late": durations.exact(commitment.late_by)}
    if shown and not shown.received.is_exact:
        return _("late: shown at least %(late)s after the due") % words
    if shown:
        return _("late: shown %(late)s after the due") % words
    return _("late: recorded as kept %(late)s after the due") % words
