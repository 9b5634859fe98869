"""By when something is owed, in words: as it was told, and up to when that lasts where it does not say so itself."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..plain import dates, spans
from ..plain.not_none import not_none


def by_when(due: spans.Span) -> str:
    """ "by Friday, 1 December 2023 at 10.00 WIB"; "by 31 December 2027"; "by late 2027 (to its end, 31 December 2027)"."""
    language = not_none(get_language())
    if due.is_exact:
        instant = dates.instant_in_words(due.start, language)
        return _("by %(when)s") % {"when": f"{due.words} ({instant})" if due.words else instant}
    when = spans.in_words(due, language)
    # "paling lambat 3 Mei 2027" says itself that it is by then
    said = when if spans.is_open_before(due) else _("by %(when)s") % {"when": when}
    ends = lasts_until(due)
    return f"{said} ({ends})" if ends else said


def lasts_until(due: spans.Span) -> str:
    """ "to its end, 31 December 2027"; "" of what says itself when it ends: a minute, a day, "paling lambat 3 Mei 2027"."""
    if due.is_exact or (due.precision == spans.DAY and not due.is_range):
        return ""
    said_itself = {spans.end_in_words(due, language) for language in ("id", "en")}
    if any(end in due.words for end in said_itself):
        return ""
    return _("to its end, %(end)s") % {"end": spans.end_in_words(due, not_none(get_language()))}
