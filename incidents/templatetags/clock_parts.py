"""The clock in its forms, large, in a row and as a chip; and the badge of a status. Decides nothing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from .. import workflow
from ..models import Agency
from ..models.succession import Passed, duty_passed_on, overdue_with
from ..plain import clocks, dates, lengths
from ..plain.not_none import not_none
from .clock_bar import bar
from .clock_in_bounds import answered_by_day, in_bounds
from .parts import show

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
LATE = (clocks.ClockState.OVERDUE, clocks.ClockState.LATE)
# What the number says: 41 hours 12 minutes … left, over, after due, used.
TAILS = {
    clocks.ClockState.OVERDUE: _("over"),
    clocks.ClockState.LATE: _("after due"),
    clocks.ClockState.IN_TIME: _("used"),
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
    "broken_off": ("slash-circle", "tunggu"),
    "replaced": ("arrow-repeat", "tunggu"),
    "not_answered": ("archive", "telat"),
    "insufficient": ("archive", "telat"),
    "report": ("clipboard-plus", "segera"),
    "dismissed": ("archive", "tunggu"),
    "merged": ("intersect", "tunggu"),
    "mistaken": ("slash-circle", "tunggu"),
    "claimed": ("megaphone", "tunggu"),
    "denied": ("hand-thumbs-down", "telat"),
    "partly_verified": ("circle-half", "segera"),
    "verified": ("check2-circle", "tepat"),
    "unestablished": ("dash-circle-dotted", "tunggu"),
    "held": ("lock-fill", "aman"),
    "released": ("box-arrow-right", "tunggu"),
    "destroyed": ("slash-circle", "tunggu"),
    "kept": ("check2-circle", "tepat"),
    "missed": ("exclamation-triangle-fill", "telat"),
    "dropped": ("slash-circle", "tunggu"),
    "issued": ("send", "aman"),
}
CASE_LOOKS = {"open": ("folder2", "aman"), "closed": ("archive", "tepat")}


@register.simple_tag
def status_badge(thing: Any) -> SafeString:
    """The status of a request, a question, a case, an assertion …: icon, word, ground."""
    looks = STATUS_LOOKS | CASE_LOOKS if thing._meta.model_name == "incident" else STATUS_LOOKS
    icon, look = looks.get(thing.status, ("dash-circle-dotted", "tunggu"))
    return show("badge", word=thing.get_status_display(), look=look, icon=icon)


@register.filter
def passed(due_at: datetime | None, now: datetime) -> bool:
    """Whether a due has passed: not where there is none."""
    return bool(due_at and clocks.passed(due_at, now))


@register.simple_tag
def clock(clarification: Any, now: datetime, marks: Sequence[dict[str, Any]] = (), title: str = "") -> SafeString:
    """The large clock of a request: state, what is left, the due in words, the bar with its reminders.

    `marks`: reminders on the bar, each with at, hours and sent. `title` replaces "Time left to answer".
    """
    face = _face(clarification, now, marks)
    if not title:
        answered = face["reading"] and not face["reading"].running
        waits = gettext("Time left to complete") if clarification.completed_at else gettext("Time left to answer")
        title = gettext("Answered") if answered else waits
    idle = {
        workflow.RequestStatus.WITHDRAWN: gettext("No clock: the request was withdrawn."),
        workflow.RequestStatus.REPLACED: gettext("No clock: a new letter took the place of this one."),
        workflow.RequestStatus.BROKEN_OFF: gettext("No clock: the request was broken off."),
        **dict.fromkeys(workflow.STOPPED, gettext("No clock: the answer is waited for no longer.")),
    }
    reading = face["reading"]
    returned = reading and reading.started_at > clarification.deadline_rows[0].started_at
    words = {
        "start": gettext("returned") if returned else gettext("issued"),
        "done": gettext("answered"),
        "idle": idle.get(clarification.status, gettext("Starts when the letter is issued.")),
    }
    if clarification.status in idle and not face["reading"]:
        face |= {"word": clarification.get_status_display(), "icon": STATUS_LOOKS[clarification.status][0]}
        title = gettext("Clock")
        words["idle"] = f"{words['idle']} {_until_it_ended(clarification, now)}".strip()
    if face["by_day"]:
        title, words["idle"] = gettext("Answered"), face["by_day"]
    face["fact"] = _first_answer(clarification, face["reading"], now)
    return show("clock", zone=clarification.agency.zone, title=title, key=clarification.pk, words=words, **face)


def _first_answer(clarification: Any, reading: clocks.Reading | None, now: datetime) -> str:
    """What a clock does not say itself: with whom a due passed, and while it runs how the first complete answer came, or that a
    due was missed before more time was granted."""
    if reading is None:
        return ""
    if reading.state in LATE and (before := overdue_with(clarification, reading.due_at, now)):
        return _counted_from(clarification.agency, before, reading.due_at)
    if not reading.running:
        return ""
    if clarification.completed_at:
        return _first_complete(clarification, now)
    late, language = clarification.lateness(now), not_none(get_language())
    about = {"late": lengths.in_words(late, language, clarification.counted_due)}
    if late and reading.state != clocks.ClockState.OVERDUE:
        about["at"] = dates.instant_in_words(clarification.counted_due, language, seconds=True)
        return gettext("The due of %(at)s passed %(late)s ago; more time was granted after that.") % about
    return ""


def _counted_from(agency: Agency, before: Passed, due_at: datetime) -> str:
    """What the lateness on a successor's clock is counted from: it began with the body before, and is not its own."""
    language = not_none(get_language())
    return gettext(
        "Counted from the due of %(at)s, which passed with %(before)s; %(after)s has it since %(since)s."
    ) % {
        "at": dates.instant_in_words(due_at, language, seconds=True),
        "before": before.body.short_name_at(before.at),
        "after": agency.short_name,
        "since": dates.instant_in_words(before.at, language, seconds=True),
    }


def _first_complete(clarification: Any, now: datetime) -> str:
    if by_day := answered_by_day(clarification, now):
        return by_day[2]
    late, language = clarification.lateness(now), not_none(get_language())
    about = {
        "late": lengths.in_words(late, language, clarification.counted_due),
        "at": dates.instant_in_words(clarification.completed_at, language, seconds=True),
    }
    if late:
        return gettext("The first complete answer came %(late)s after the due, on %(at)s.") % about
    return gettext("The first complete answer came in time, on %(at)s.") % about


def _until_it_ended(clarification: Any, now: datetime) -> str:
    """What stays true of a request that ended early: how its first complete answer came, or how long the due had
    passed without one."""
    if clarification.completed_at:
        return _first_complete(clarification, now)
    if not (late := clarification.lateness(now)):
        return ""
    language = not_none(get_language())
    return gettext("By then %(late)s had passed since the due of %(at)s without a complete answer.") % {
        "late": lengths.in_words(late, language, clarification.counted_due),
        "at": dates.instant_in_words(clarification.counted_due, language, seconds=True),
    }


@register.simple_tag
def duty_clock(duty: Any, now: datetime) -> SafeString:
    """The statute's own clock of a controller: never the letter's, and idle while its start is not known."""
    face = _face(duty, now)
    done = face["reading"] and not face["reading"].running
    if done:
        late = face["state"] == clocks.ClockState.LATE
        face["word"] = gettext("Notified late") if late else gettext("Notified in time")
    if duty.late_before:
        face["word"] = gettext("Late by the record of before") if done else face["word"]
        face["fact"] = _late_before(duty)
    elif face["reading"] and face["reading"].state in LATE and (passed := duty_passed_on(duty)):
        face["fact"] = _counted_from(duty.agency, passed, duty.counted_due)
    start = duty.get_start_event_display()
    if duty.start_event == "not_stated":
        start = gettext("counted from the controller's knowledge (our reading)")
    words = {
        "start": start,
        "done": gettext("by the record of before") if duty.late_before else gettext("notified"),
        "idle": gettext("Its start is not known yet: %(start)s.") % {"start": start}
        if duty.length
        else gettext("No statutory period applied then."),
    }
    if not (duty.is_exact or duty.late_before) and duty.due_at:
        state, face["word"], words["idle"] = in_bounds(duty, now)
        face |= {"reading": None, "state": str(state), "icon": CLOCK_FACES[state][0]}
    if not (face["reading"] or duty.length):
        face["word"] = gettext("No period")  # nothing is waited for
    title = gettext("Statute's clock: %(agency)s") % {"agency": duty.agency.short_name}
    return show("clock", zone=duty.agency.zone, title=title, key=f"d{duty.pk}", words=words, **face)


def _late_before(duty: Any) -> str:
    """That this clock is one that stood on record before a start, a notice or an exception was put otherwise."""
    language = not_none(get_language())
    due = dates.instant_in_words(duty.late_by, language, seconds=True)
    if duty.late_until is None:
        return gettext(
            "The start was put otherwise after the due of %(due)s had passed: its notices are judged by that due."
        ) % {"due": due}
    late = clocks.lateness(duty.late_by, duty.late_until)
    about = {"due": due, "late": lengths.in_words(late, language, duty.late_by)}
    return (
        gettext(
            "When the start, a notice or an exception was put otherwise, %(late)s had passed since the due of %(due)s: late it stays."
        )
        % about
    )


@register.simple_tag
def clock_row(clarification: Any, now: datetime) -> SafeString:
    """The clock in a row of a list: state and number, then a small bar over the due, which may be the latest that it can be."""
    latest = getattr(clarification, "due_is_latest", False)
    return show("clock_row", **_face(clarification, now), with_whom=_late_with(clarification), latest=latest)


@register.simple_tag
def clock_chip(clarification: Any, now: datetime) -> SafeString:
    """The clock in a line: state and number on the state's ground."""
    return show("clock_chip", **_face(clarification, now), with_whom=_late_with(clarification))


def _late_with(timed: Any) -> str:
    """With whom the due passed, where that is a body before the one that has it and the page asked (reports/request_by_body.py)."""
    before: Passed | None = getattr(timed, "late_with", None)
    return gettext("passed with %(before)s") % {"before": before.body.short_name_at(before.at)} if before else ""


def _face(timed: Any, now: datetime, marks: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    reading = timed.clock(now)
    state = reading.state if reading else clocks.ClockState.WAITING
    icon, word = CLOCK_FACES[state]
    ended = reading is None and bool(getattr(timed, "ended_at", None))  # it will not begin any more
    if ended:
        icon, word = "slash-circle", _("Runs no more")
    face = {"reading": reading, "state": str(state), "icon": icon, "word": gettext(word), "ended": ended, "by_day": ""}
    done = reading and not reading.running and hasattr(timed, "completed")
    if done and (by_day := answered_by_day(timed, now)):  # no figure to the minute
        state, word, face["by_day"] = by_day
        return face | {"reading": None, "state": str(state), "icon": CLOCK_FACES[state][0], "word": word, "ended": True}
    if reading:
        long = reading.span >= lengths.AT_A_GLANCE
        face["long"] = lengths.parts(reading.span, reading.began) if long else None
        face |= {"bar": bar(reading, marks), "tail": gettext(TAILS.get(state, _("left")))}
    return face
