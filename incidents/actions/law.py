"""Deeds on the legal side: the controller's duty to notify, severity, findings; the kinds of data exposed stand in `kinds_of_data`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max

from ..errors import NOT_NOW, DomainError
from ..models import (
    Evidence,
    Finding,
    Incident,
    Involvement,
    NotificationDuty,
    SeverityRating,
    User,
)
from ..models.record import span_columns
from ..models.succession import duty_left
from ..models.typed_facts import in_columns
from ..plain.clocks import Instant
from ..plain.spans import Span, to_the_second
from ..record import deeds
from ..translatable import _
from ..workflow import Action
from . import closing_conditions, overtaken
from .kinds_of_data import KindsOtherwise as KindsOtherwise
from .kinds_of_data import categorize as categorize
from .kinds_of_data import named_in as named_in
from .kinds_of_data import puts_otherwise as puts_otherwise
from .statute import count

DUTY_FACTS = (
    "started",
    "start_source",
    "authority",
    "subjects",
    "subjects_how",
    "names_data",
    "names_course",
    "names_response",
    "names_contact",
    "exception",
    "exception_statute",
    "public_notice",
    "public_grounds",
    "public",
)

NOTICES = ("authority", "subjects")
HAPPENED = ("started", "authority", "subjects", "public")  # spans: see models.record.span_columns
COUNTED = ("rule_id", "basis", "start_event", "length", "unit", "needs_contact")  # what the law of a day says


class DutyPassedOn(DomainError):
    """The duty of this body is followed already, at whoever took its place."""

    status = NOT_NOW
    message = _("Its duty to notify passed to the body that took its place, and is followed there.")


class FollowedAlready(overtaken.Overtaken):
    message = _("The duty of this body is followed already.")


def track_duty(involvement: Involvement, *, by: User, at: Instant | None = None, **facts: Any) -> NotificationDuty:
    """Begin to follow a controller's own duty to notify. The rule is picked by date and copied: it never changes. One that was
    struck is followed anew, and what was late by it stays late. Raises DutyPassedOn, FollowedAlready."""
    facts = _as_spans(facts)
    struck = involvement.struck_duty
    duty = struck or NotificationDuty(incident=involvement.incident, involvement=involvement)
    with deeds.record(Action.TRACK_DUTY, on=duty, by=by, at=at, happened_at=facts.get("started")) as deed:
        if duty_left(involvement):
            raise DutyPassedOn(duty)
        deed.check_past(*_earliest(facts))
        if struck:
            if deed.on.struck_at is None:
                raise FollowedAlready(deed.on)
            deed.on.keep_lateness(deed.on.struck_at, excused=False)
            facts, deed.on.struck_at = _nothing_known() | facts, None
        _write(deed.on, facts)
        count(deed.on, deed.at)
        deed.on.save()
        deed.details = _told(deed.on, deed)
    return deed.on


def strike_duty(
    duty: NotificationDuty, *, by: User, seen: int | None, reason: str, at: Instant | None = None
) -> NotificationDuty:
    """Strike a duty that was followed by mistake: it stays to be read and counts nowhere. What was told of it went out."""
    with deeds.record(Action.STRIKE_DUTY, on=duty, by=by, seen=seen, reason=reason, at=at) as deed:
        if deed.on.struck_at:
            raise overtaken.StruckAlready(deed.on)
        deed.on.struck_at = deed.at
        deed.on.save()
        deed.details = _told(deed.on, deed)
    return deed.on


def _as_spans(facts: Mapping[str, Any]) -> dict[str, Any]:
    """`facts` with every instant that happened as a span: one that is known to the second is of that minute."""
    known = {name: facts[name] for name in HAPPENED if isinstance(facts.get(name), datetime)}
    return {**facts, **{name: to_the_second(instant) for name, instant in known.items()}}


def _earliest(facts: Mapping[str, Any]) -> list[Instant]:
    return [span.start for name in HAPPENED if (span := facts.get(name))]


def _write(duty: NotificationDuty, facts: Mapping[str, Any]) -> None:
    for name, value in in_columns(duty, dict(facts)).items():
        setattr(duty, name, value)


def _nothing_known() -> dict[str, Any]:
    """What a duty says of which nothing is known yet."""
    empty = NotificationDuty()
    return {name: getattr(empty, name) for name in DUTY_FACTS}


class WhyOtherwise(DomainError):
    """What the statute's clock was counted by is put otherwise, and nobody says why."""

    message = _("A start, a notice or an exception stands otherwise on record: say why it is put otherwise.")


def amend_duty(
    duty: NotificationDuty, *, by: User, seen: int | None, reason: str = "", at: Instant | None = None, **facts: Any
) -> NotificationDuty:
    """Note what the controller has done, or since when the statute's clock runs. The law is that of the day of the start.

    A start, a notice or an exception that stood is put otherwise with a reason, and what was late by it stays late.
    Raises WhyOtherwise, closing_conditions.WhyAfterTheEnd."""
    facts = _as_spans(facts)
    with deeds.record(Action.AMEND_DUTY, on=duty, by=by, seen=seen, reason=reason, at=at) as deed:
        closing_conditions.check_says_why(deed)
        if deed.on.struck_at:
            raise overtaken.StruckAlready(deed.on)
        deed.check_past(*_earliest(facts))
        for name in NOTICES:  # a notice that was not on record is judged as if it had been typed by itself, first
            _write(deed.on, {name: getattr(deed.on, name) or facts.get(name)})
        if _put_otherwise(deed.on, facts, deed.at):
            if not deed.reason:
                raise WhyOtherwise(deed.on)
            excused = not deed.on.exception and bool(facts.get("exception")) and deed.on.subjects is None
            deed.on.keep_lateness(deed.at, excused=excused)
        started = deed.on.started
        _write(deed.on, facts)
        # A start that stays keeps its clock: a calendar confirmed or a rule enacted since moves none that runs.
        if deed.on.started is None or _bounds(deed.on.started) != _bounds(started):
            count(deed.on, deed.at)
        deed.on.save()
        deed.details = _told(deed.on, deed)
    return deed.on


def _bounds(started: Span | None) -> tuple[Instant, Instant] | None:
    return (started.start, started.end) if started else None


def _put_otherwise(duty: NotificationDuty, facts: Mapping[str, Any], at: Instant) -> bool:
    """Whether an instant that stood, of the start or of a notice, is moved, or an exception claimed or dropped after the due."""
    stood = {name: getattr(duty, name) for name in HAPPENED if getattr(duty, name) is not None}
    moved = any(facts.get(name, span) != span for name, span in stood.items())
    claimed = duty.late_at(at) and facts.get("exception", duty.exception) != duty.exception
    return moved or claimed


def recount(incident: Incident, at: Instant) -> None:
    """The law of a duty whose start is not known is that of the day of the breach, whatever that was thought to be before."""
    for duty in incident.duties.filter(started_at__isnull=True, struck_at__isnull=True).select_related("incident"):
        before = {name: getattr(duty, name) for name in COUNTED}
        duty.incident = incident
        count(duty, at)
        if before != {name: getattr(duty, name) for name in COUNTED}:
            duty.version += 1
            duty.save()


def _told(duty: NotificationDuty, deed: deeds.Deed[NotificationDuty]) -> deeds.Details:
    return {"agency": duty.agency.short_name_at(deed.at), "due_at": duty.due_at and duty.due_at.isoformat()}


class RatedOtherwise(DomainError):
    """A rating stands, and nobody says why there is another."""

    message = _("This case is rated already: say why it is rated anew.")


class SeverityMoved(DomainError):
    """The case was rated otherwise before, and nobody says why it is another severity now."""

    message = _("The case has another severity already: say why it changes.")


def rate(
    incident: Incident,
    *,
    by: User,
    level_set: str | None = None,
    reason: str = "",
    many: bool | None = None,
    unintelligible: bool | None = None,
    seen: int | None = None,
    at: Instant | None = None,
    **inputs: Any,
) -> SeverityRating:
    """Rate the severity by the formula. Another level than the formula's needs a reason: its form asks for it, and the table
    takes no row without. Another level than the case has had needs one too: raises SeverityMoved; and so does each rating after
    the first: raises RatedOtherwise; and any in a case that has ended. Raises Conflict when the case is not as it was `seen`."""
    score, level = SeverityRating.compute(inputs)
    with deeds.record(Action.RATE, on=incident, by=by, seen=seen, reason=reason, at=at) as deed:
        closing_conditions.check_says_why(deed)
        if not deed.reason and moves_severity(deed.on, level_set or level):
            raise SeverityMoved(deed.on)
        if not deed.reason and deed.on.ratings.exists():
            raise RatedOtherwise(deed.on)
        rating = SeverityRating.objects.create(
            incident=deed.on,
            score=score,
            level=level,
            level_set=level_set or level,
            reason=deed.reason,
            many=many,
            unintelligible=unintelligible,
            rated_at=deed.at,
            rated_by=by,
            **inputs,
        )
        deed.on.severity = rating.level_set
        deed.on.save()
        deed.details = {"score": str(score), "level": rating.level_set}
    return rating


def follow_the_ratings(incident: Incident) -> None:
    """Within the deed that strikes a rating: the case is as grave as the last that stands says, or not rated."""
    last = incident.ratings.last()
    level = last.level_set if last else Incident.Severity.UNKNOWN
    if incident.severity != level:
        incident.severity = level
        incident.save()


def moves_severity(incident: Incident, level: str) -> bool:
    """Whether the case has been rated, and `level` is another than it has."""
    return incident.severity not in (Incident.Severity.UNKNOWN, level)


def find(
    incident: Incident,
    *,
    by: User,
    text: str,
    confidence: str,
    found: Span,
    method: str = "",
    said_by: str = "",
    place: str = "",
    source: str = "",
    evidence: Evidence | None = None,
    at: Instant | None = None,
) -> Finding:
    """Record what the ministry found out itself, with how sure it is, and who said so for it."""
    with deeds.record(Action.FIND, on=incident, by=by, at=at, happened_at=found) as deed:
        finding = Finding.objects.create(
            incident=deed.on,
            number=(Finding.everything.filter(incident=deed.on).aggregate(last=Max("number"))["last"] or 0) + 1,
            text=text,
            confidence=confidence,
            method=method,
            said_by=said_by,
            place=place,
            source=source,
            evidence=evidence,
            **span_columns("found", found),
        )
        deed.details = {"finding": finding.label, "text": text, "source": source}
    return finding
