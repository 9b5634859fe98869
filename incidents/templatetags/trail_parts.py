"""A line of the trail in the reader's words. Plain functions instead of parts: a page has fifty lines of them. Decides nothing."""

from datetime import datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from .. import files
from ..forms.exports import ExportForm
from ..models import CaseEvent
from ..plain import clocks
from ..record import event_titles
from ..record.stream import Line, Mails
from ..record.values import empty, limits
from ..workflow import Role
from . import tanggap
from .words import short_seconds

register = template.Library()


@register.filter
def hour_seconds(instant):
    """10.00.07, of the day that stands above it, in WIB"""
    return f"{clocks.local(instant):%H.%M.%S}"


@register.filter
def as_of_words(text):
    """As it stood at 26 November 2026 12.00 WIB: of the instant that the access log keeps with a look at a case's past."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return text
    return gettext("as it stood at %(at)s") % {"at": short_seconds(instant)} if instant.tzinfo else text


@register.filter
def codes_in_words(codes):
    """What of a file was not looked at, or acts by itself: macros (2), damaged parts."""
    return files.in_words(codes)


@register.filter
def limits_in_words(rule):
    """The limits of a rule for anomalies, each with what it counts."""
    return limits(rule.code, rule.limits)


@register.simple_tag
def what_for() -> ExportForm:
    """What a proof is for, asked beside what it is of: the fields, under names that no other form of the page has."""
    return ExportForm(auto_id="proof_%s")


@register.simple_tag
def acted_by(event: CaseEvent) -> str:
    """Who did it, in which role and for which body: Siti (petugas); Sistem."""
    if event.actor_role == Role.SYSTEM:
        return event.actor_name
    role = tanggap.role_name(event.actor_role)
    return (
        f"{event.actor_name} ({role}, {event.actor_agency})" if event.actor_agency else f"{event.actor_name} ({role})"
    )


@register.simple_tag
def status_change(event: CaseEvent) -> SafeString:
    """What an act made of the status of its object, in words."""
    before, after = (event_titles.status_words(event, each) for each in (event.status_from, event.status_to))
    words = "<del>{}</del> {} <ins>{}</ins>"
    return format_html(words, before or empty(), tanggap.icon("arrow-right"), after)


@register.filter
def line_title(line: Line) -> str:
    """What was done; of mails that stand for no act, which they were."""
    if line.stands_for_mails:
        return tanggap.mail_label(line.event.details)
    return event_titles.title(line.event)


@register.filter
def line_about(line: Line) -> str:
    """What it was about, to stand right after its title; "" where the title says all."""
    return "" if line.stands_for_mails else tanggap.event_about(line.event)


@register.filter
def mails_in_words(mails: Mails) -> str:
    """ "to 4 addresses: 3 sent, 1 came back": what had become of each mail by its last event. Sent is not arrived."""
    words = {
        "sent": gettext("%(n)d sent"),
        "arrived": gettext("%(n)d arrived"),
        "skipped": gettext("%(n)d not needed"),
        "waiting": gettext("%(n)d tried again"),
        "failed": gettext("%(n)d given up"),
        "came_back": gettext("%(n)d came back"),
    }
    said = ", ".join(words[state] % {"n": n} for state, n in mails.counts)
    to = ngettext("to %(n)d address", "to %(n)d addresses", mails.addresses) % {"n": mails.addresses}
    return f"{to}: {said}"
