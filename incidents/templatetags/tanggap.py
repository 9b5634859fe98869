"""What templates need to show the record: icons, instants, the clock, badges. Decides nothing."""

from datetime import timedelta

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from .. import workflow
from ..models import Incident
from ..plain import clocks
from ..record import trail
from ..workflow import TRANSITIONS

register = template.Library()

CLOCK_FACES = {
    clocks.ClockState.WAITING: ("dash-circle-dotted", _("Waiting")),
    clocks.ClockState.SAFE: ("clock", _("Safe")),
    clocks.ClockState.SOON: ("hourglass-split", _("Soon")),
    clocks.ClockState.CRITICAL: ("alarm-fill", _("Critical")),
    clocks.ClockState.OVERDUE: ("exclamation-octagon-fill", _("Overdue")),
    clocks.ClockState.IN_TIME: ("check-circle-fill", _("Answered in time")),
    clocks.ClockState.LATE: ("clock-history", _("Answered late")),
}
STATUS_LOOKS = {
    "draft": ("file-earmark-text", "tunggu"),
    "awaiting_approval": ("pen", "segera"),
    "awaiting_signature": ("pen", "segera"),
    "open": ("send", "aman"),
    "answered": ("inbox", "segera"),
    "closed": ("check-circle-fill", "tepat"),
    "accepted": ("check-circle-fill", "tepat"),
    "withdrawn": ("slash-circle", "tunggu"),
    "replaced": ("arrow-repeat", "tunggu"),
    "report": ("clipboard-plus", "segera"),
    "dismissed": ("archive", "tunggu"),
    "merged": ("intersect", "tunggu"),
    "claimed": ("megaphone", "tunggu"),
    "denied": ("hand-thumbs-down", "telat"),
    "partly_verified": ("circle-half", "segera"),
    "verified": ("check2-circle", "tepat"),
    "held": ("lock-fill", "aman"),
    "released": ("box-arrow-right", "tunggu"),
    "destroyed": ("slash-circle", "tunggu"),
    "kept": ("check2-circle", "tepat"),
    "dropped": ("slash-circle", "tunggu"),
}
CASE_LOOKS = {"open": ("folder2", "aman"), "closed": ("archive", "tepat")}
OVERRUN_SHARE = 0.38


@register.simple_tag
def icon(name, label=""):
    """An icon of the sprite. Always beside a word, so hidden from readers by ear unless `label` is given."""
    role = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')  # noqa: S308
    return format_html('<svg class="icon" {}><use href="{}#{}"></use></svg>', role, static("img/icons.svg"), name)


@register.filter
def initials(name):
    return "".join(word[0] for word in str(name).split()[:2]).upper()


@register.filter
def event_title(event):
    return trail.title(event)


@register.filter
def event_mark(event):
    return trail.mark(event)


@register.filter
def translated(text):
    """A label that a pure module marked for the catalogue."""
    return gettext(text) if text else ""


@register.filter
def mail_label(details):
    """Which mail an event tells of, in the reader's words: `label` as the post room marked it, with its hours."""
    words = gettext(details["label"])
    return words % {"n": details["hours"]} if details.get("hours") is not None and "%(n)d" in words else words


@register.filter
def role_name(role):
    return gettext(workflow.ROLE_LABELS[role]) if role in workflow.ROLE_LABELS else role


@register.filter
def label_of(action):
    """The words on the button of an action."""
    return gettext(TRANSITIONS[action].label)


@register.simple_tag(takes_context=True)
def if_visible(context, case):
    """`case`, or None when the reader may not know of it."""
    return case and Incident.objects.visible_to(context["user"]).filter(pk=case.pk).first()


@register.inclusion_tag("partials/status_badge.html")
def status_badge(thing):
    """The status of a request, a question, a case, an assertion …: icon, word, ground."""
    looks = STATUS_LOOKS | CASE_LOOKS if thing._meta.model_name == "incident" else STATUS_LOOKS
    picture, look = looks.get(thing.status, ("dash-circle-dotted", "tunggu"))
    return {"icon_name": picture, "look": look, "label": thing.get_status_display()}


@register.inclusion_tag("partials/clock.html")
def clock(request, now, marks=(), title=""):
    """The large clock of a request: state, what is left, the due in words, the bar with its reminders."""
    face = _face(request, now, marks)
    if not title:
        answered = face["reading"] and not face["reading"].running
        title = gettext("Answered") if answered else gettext("Time left to answer")
    idle = {
        workflow.RequestStatus.WITHDRAWN: gettext("No clock: the request was withdrawn."),
        workflow.RequestStatus.REPLACED: gettext("No clock: a new letter took the place of this one."),
    }
    words = {
        "start": gettext("issued"),
        "done": gettext("answered"),
        "idle": idle.get(request.status, gettext("Starts when the letter is issued.")),
    }
    return {"zone": request.agency.zone, "title": title, "key": request.pk, "words": words, **face}


@register.inclusion_tag("partials/clock.html")
def duty_clock(duty, now):
    """The statute's own clock of a controller: never the letter's, and idle while its start is not known."""
    face = _face(duty, now)
    if face["reading"] and not face["reading"].running:
        late = face["state"] == clocks.ClockState.LATE
        face["word"] = gettext("Notified late") if late else gettext("Notified in time")
    agency = duty.agency.short_name
    words = {
        "start": gettext("known to the controller"),
        "done": gettext("notified"),
        "idle": gettext("Its start is not known yet. It counts from when the controller knows.")
        if duty.hours
        else gettext("No statutory period of hours applied then."),
    }
    title = gettext("Statute's clock: %(agency)s") % {"agency": agency}
    return {"zone": duty.agency.zone, "title": title, "key": f"d{duty.pk}", "words": words, **face}


@register.inclusion_tag("partials/clock_row.html")
def clock_row(request, now):
    return _face(request, now)


@register.inclusion_tag("partials/clock_chip.html")
def clock_chip(request, now):
    return _face(request, now)


def _face(request, now, marks=()):
    reading = request.clock(now)
    state = reading.state if reading else clocks.ClockState.WAITING
    picture, word = CLOCK_FACES[state]
    face = {"reading": reading, "state": str(state), "icon_name": picture, "word": gettext(word), "request": request}
    if reading:
        face["bar"] = _bar(reading, marks)
    return face


def _bar(reading, marks):
    """Positions in per cent. Past due the bar goes on beyond the post, at most OVERRUN_SHARE of the width."""
    allotted = reading.due_at - reading.started_at
    end = reading.end
    over = max(end - reading.due_at, timedelta(0))
    post = 1.0 if not over else max(1 - OVERRUN_SHARE, allotted / (allotted + over))

    def at(instant):
        return round(100 * post * ((instant - reading.started_at) / allotted), 2)

    used = 100.0 if over else max(0.0, min(100.0, at(end)))
    days = int(allotted / clocks.DAY)
    return {
        "post": round(100 * post, 2),
        "used": used,
        "solid": min(used, round(100 * post, 2)),
        "over": round(100 - 100 * post, 2) if over else 0,
        "gaps": [at(reading.started_at + clocks.DAY * n) for n in range(1, days + (allotted > clocks.DAY * days))],
        "marks": [{"x": at(m["at"]), "hours": m["hours"], "sent": m["sent"]} for m in marks],
        "now": reading.running and not over,
        "now_anchor": "end" if used > 85 else "start" if used < 15 else "middle",
    }
