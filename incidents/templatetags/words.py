"""Instants, spans, counts and answers in the reader's words, for templates. Decides nothing."""

import re

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from ..models.succession import held_by
from ..plain import clocks, dates, lengths, numbers, periods, spans
from ..plain.not_none import not_none
from ..record import values
from ..reports import due_words
from ..reports import kept_late as late

register = template.Library()
NUMBER = re.compile(r"(?<![\w@.-])[A-Z0-9][A-Z0-9./]*-[A-Z0-9./-]*\d")


@register.simple_block_tag
def paragraph(content: str) -> str:
    """One line of a plain text, however many lines it stands on in its template: a mail's paragraph never breaks."""
    return mark_safe(" ".join(content.split()))  # noqa: S308  (a template's own output, escaped where it was written)


@register.simple_block_tag
def lines(content: str) -> str:
    """The lines of a plain text without their indent, and none of them empty: a list, however its loop is written."""
    return mark_safe("\n".join(filter(None, map(str.strip, content.split("\n")))))  # noqa: S308  (as above)


@register.filter
def long(instant):
    """Jumat, 1 Desember 2023 pukul 10.00 WIB"""
    return dates.instant_in_words(instant, get_language()) if instant else ""


@register.filter
def long_seconds(instant):
    return dates.instant_in_words(instant, get_language(), seconds=True) if instant else ""


@register.filter
def kept_late(commitment):
    return late.kept_late(commitment)


@register.filter
def short(instant):
    """Jum 1 Des 2023 10.00 WIB"""
    return dates.instant_short(instant, get_language()) if instant else ""


@register.filter
def short_seconds(instant):
    return dates.instant_short(instant, get_language(), seconds=True) if instant else ""


@register.filter
def as_known(span, form):
    """When something came or was seen: the instant in `form`, a filter of this file, where somebody named the minute; else in the
    words in which it is known; both where they told the minute in another zone."""
    if not span.is_exact:
        return spans.in_words(span, not_none(get_language()))
    instant = register.filters[form](span.start)
    return f"{span.words} ({instant})" if span.words else instant


@register.filter
def whole(text):
    """The number of a letter or a case on one line: after its hyphen nobody reads on in the next. Of words each number in them."""
    shown = conditional_escape(text) if text else ""
    numbers = NUMBER if " " in shown else re.compile(".+")
    return mark_safe(numbers.sub(r'<span class="whole">\g<0></span>', shown))  # noqa: S308  (escaped above)


@register.filter
def seen(case):
    """When the ministry saw a case: Jum 1 Des 2023 10.00 WIB; 1 Desember 2023; a past one as exactly as its file says, Mei 2020."""
    return as_known(case.began if case.past else case.sighted, "short")


@register.filter
def seen_day(case):
    """The same without the hour."""
    return seen(case) if case.past else as_known(case.sighted, "date_only")


@register.filter
def hour(instant):
    """10.00 WIB"""
    return dates.hour_in_words(instant) if instant else ""


@register.filter
def day(instant):
    """Jumat, 1 Desember 2023 (the day in WIB)"""
    if not instant:
        return ""
    local = clocks.local(instant)
    language = get_language()
    return f"{dates.DAYS[language][local.weekday()]}, {dates.date_in_words(local, language)}"


@register.filter
def date_only(instant):
    """1 Desember 2023 (the day in WIB)"""
    return dates.date_in_words(clocks.local(instant), get_language()) if instant else ""


@register.filter
def day_in_words(day):
    """1 Desember 2023, of a date that is in no zone"""
    return dates.date_in_words(day, get_language()) if day else ""


@register.filter
def period(length, unit):
    """72 consecutive hours; 3 working days"""
    words = {
        periods.Unit.HOURS: ngettext("%(n)d consecutive hour", "%(n)d consecutive hours", length),
        periods.Unit.CALENDAR_DAYS: ngettext("%(n)d calendar day", "%(n)d calendar days", length),
        periods.Unit.WORKING_DAYS: ngettext("%(n)d working day", "%(n)d working days", length),
        periods.Unit.DAYS: ngettext("%(n)d day (kind not stated)", "%(n)d days (kind not stated)", length),
    }
    return words[unit] % {"n": length}


@register.filter
def signed_as(mode):
    """Before the office in whose place somebody signs: Plh., Plt., a.n."""
    return {"plh": "Plh.", "plt": "Plt.", "an": "a.n.", "ub": "a.n."}.get(mode, "")


@register.filter
def also_in(instant, zone):
    """Jumat, 1 Desember 2023 pukul 10.00 WIB (12.00 WIT); without a zone, or in WIB, as `long`."""
    return dates.instant_also_in(instant, not_none(get_language()), zone) if instant else ""


@register.filter
def elsewhere(instant, zone):
    """The same hour in the agency's zone, with its day where that is another; "" when that is WIB."""
    return dates.hour_elsewhere(instant, zone, not_none(get_language())) if instant else ""


@register.filter
def span(value):
    """A span in words, as exactly as it is known."""
    return spans.in_words(value, get_language()) if value else ""


@register.filter
def retold(words):
    """When something happened, in the reader's language; an act keeps it in the record's."""
    return spans.in_words(spans.parse(words), get_language())


@register.filter
def bounds(value):
    """The earliest and latest that a span known in words allows; "" where nothing bounds it, or it says itself."""
    return spans.bounds_in_words(value, not_none(get_language()))


@register.simple_tag
def recorded_later(known, recorded_at, *, dot: bool = True) -> SafeString:
    """How much later than it was known something was entered, after a dot; nothing within a day (see `gap`)."""
    later = gap(known, recorded_at)
    lead = "· " if dot else ""
    return format_html('{}<span class="heed">{}</span>', lead, later) if later else mark_safe("")


@register.filter
def by_when(due):
    """By when something is owed, as it was told, and up to when that lasts; "" for none."""
    return due_words.by_when(due) if due else ""


@register.filter
def gap(known, recorded_at):
    """ "recorded 41 hours later" when more than a day lies between what is known (a span or instant) and its entry."""
    if not known or not recorded_at:
        return ""
    known = known if isinstance(known, spans.Span) else spans.at_minute(known)
    later = spans.delay(known, recorded_at)
    if later <= clocks.DAY:
        return ""
    hours = int(later.total_seconds()) // 3600
    if years := lengths.parts(later, known.end).years:
        return ngettext("recorded %(n)d year later", "recorded %(n)d years later", years) % {"n": years}
    if later < lengths.AT_A_GLANCE:
        return ngettext("recorded %(n)d hour later", "recorded %(n)d hours later", hours) % {"n": hours}
    return ngettext("recorded %(n)d day later", "recorded %(n)d days later", later.days) % {"n": later.days}


@register.filter
def figure(amount):
    """204.807.203"""
    return numbers.exact(amount, get_language()) if amount is not None else ""


@register.simple_tag
def counted(amount, unit="", up_to=None, out_of=None, *, shortly=False):
    """Rp200.000.000; 252 orang sampai 204,8 juta orang; 2 dari 3 tautan. "" for none."""
    if amount is None:
        return ""
    return numbers.counted(amount, unit, get_language(), up_to=up_to, out_of=out_of, shortly=shortly)


@register.filter
def came_from(reply):
    """The body whose the request was when this reply came."""
    return short_at(held_by(reply.request, reply.received_at), reply.received_at)


@register.filter
def short_at(agency, instant):
    """The agency's short name as it was at `instant`: a case of 2023 names Kominfo, not its successor."""
    return agency.short_name_at(instant) if instant else agency.short_name


@register.filter
def filesize(size):
    """1,4 MB"""
    return values.size(size)


@register.filter
def duration(span):
    """41 jam 12 mnt; 5 hari 3 jam from four days on; "–" for none."""
    if span is None:
        return "–"
    minutes = int(span.total_seconds()) // 60
    if span >= lengths.DAYS_APART:
        return gettext("%(d)d d %(h)d h") % {"d": span.days, "h": minutes // 60 % 24}
    return gettext("%(h)d h %(m)d min") % {"h": minutes // 60, "m": minutes % 60}


@register.filter
def exact_length(span):
    """7 jam 0 menit 59 detik; "" for none."""
    return lengths.in_words(span, not_none(get_language())) if span else ""


@register.simple_tag
def span_between(began_at, ended_at):
    return duration(ended_at - began_at)


@register.simple_tag
def bar_parts(figures):
    """The parts of a stacked bar 100 wide: in time, late, silent, declined, in this order."""
    parts, x = [], 0
    looks = {"tepat": figures.in_time, "telat": figures.late, "lewat": figures.silent, "tolak": figures.declined}
    for look, count in looks.items():
        width = 100 * count / figures.counted
        parts.append({"look": look, "x": f"{x:.2f}", "width": f"{width:.2f}"})
        x += width
    return parts


@register.simple_tag
def answer_value(question, value):
    """What was answered beside the words: 204.807.203; 27 November 2023; Ya; Nama lengkap, Alamat. "" for none."""
    return values.answered(value)


@register.filter
def grouped(digest):
    """A hash in groups of eight, so that it can be read aloud and wrap."""
    return " ".join(digest[i : i + 8] for i in range(0, len(digest), 8))
