"""Deeds on the legal side: kinds of data exposed, the controller's duty to notify, severity, findings."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet

from ..errors import NOT_NOW, DomainError
from ..models import (
    ClockRule,
    DataCategory,
    Evidence,
    ExposedCategory,
    Finding,
    Incident,
    Involvement,
    NotificationDuty,
    SeverityRating,
    User,
)
from ..models.holding import duty_left
from ..models.record import span_columns
from ..models.work_calendar import years_off
from ..plain import clocks, periods
from ..plain.clocks import Instant
from ..plain.spans import Span
from ..record import deeds
from ..translatable import _
from ..workflow import Action
from . import overtaken

DUTY = "breach_notice"
BESIDE = ("notice_71_2019", "report_71_2019", "notice_20_2016")
DUTY_FACTS = (
    "started_at",
    "start_source",
    "authority_at",
    "subjects_at",
    "subjects_how",
    "names_data",
    "names_course",
    "names_response",
    "names_contact",
    "exception",
    "exception_statute",
    "public_notice",
    "public_grounds",
    "public_at",
)

NOTICES = ("authority_at", "subjects_at")
HAPPENED = ("started_at", "authority_at", "subjects_at", "public_at")
COUNTED = ("rule_id", "basis", "start_event", "length", "unit", "needs_contact")  # what the law of a day says


def named_in(incident: Incident) -> str:
    """Which categories stand in the case, and how: the same words as long as nobody changes any."""
    return " ".join(f"{row.category_id}:{row.state}" for row in incident.categories.order_by("category_id"))


def categorize(
    incident: Incident,
    *,
    by: User,
    claimed: Iterable[DataCategory] = (),
    confirmed: Iterable[DataCategory] = (),
    basis: str = "",
    shown: str | None = None,
    at: Instant | None = None,
) -> None:
    """Say which categories of data are exposed: claimed by somebody, or confirmed. Others are taken off the case.

    `basis` is that of what is said newly, or, where nothing else changes, of all that is named. `shown` is what named_in()
    said when the page was opened. Raises Conflict when it says something else by now.
    """
    wanted = {c: ExposedCategory.State.CLAIMED for c in claimed} | {
        c: ExposedCategory.State.CONFIRMED for c in confirmed
    }
    with deeds.record(Action.CATEGORIZE, on=incident, by=by, at=at) as deed:
        if shown is not None and named_in(deed.on) != shown:
            raise overtaken.KindsChanged(deed.on)
        present = {row.category: row for row in deed.on.categories.select_related("category")}
        for category, row in present.items():
            if category not in wanted:
                row.delete()
        stood = {category: ExposedCategory.State(row.state) for category, row in present.items()}
        newly = {category for category, state in wanted.items() if stood.get(category) != state}
        if basis and stood == wanted:
            newly = set(wanted)  # nothing else changed: it is what all of them rest on
        for category in (each for each in wanted if each in newly):
            row = present.get(category) or ExposedCategory(incident=deed.on, category=category)
            row.state, row.basis = wanted[category], basis
            row.save()
        deed.details = {"categories": sorted(str(c) for c in wanted)} | ({"source": basis} if basis else {})


def duty_rule(day: date) -> ClockRule | None:
    """The statute's rule for the duty to notify in force on `day`, or None before 17 October 2022."""
    return ClockRule.objects.in_force(DUTY, day)


def categories_offered(day: date) -> list[DataCategory]:
    """The kinds of data from which officers choose for a breach of `day`; before there were any, all that are known."""
    return list(DataCategory.objects.on(day)) or list(DataCategory.objects.all())


def rules_beside(day: date) -> QuerySet[ClockRule]:
    """What other regulations in force on `day` ask of a controller, shown beside and never counted together."""
    return ClockRule.objects.on(day).filter(code__in=BESIDE)


def day_of(incident: Incident, started_at: Instant | None = None) -> date:
    """The day that picks the rule: of the start if known, else of the failure, else of the first sighting."""
    happened = incident.happened
    return clocks.day(started_at or (happened.stands if happened else incident.seen_at))


class DutyPassedOn(DomainError):
    """The duty of this body is followed already, at whoever took its place."""

    status = NOT_NOW
    message = _("Its duty to notify passed to the body that took its place, and is followed there.")


def track_duty(involvement: Involvement, *, by: User, at: Instant | None = None, **facts: Any) -> NotificationDuty:
    """Begin to follow a controller's own duty to notify. The rule is picked by date and copied: it never changes.
    Raises DutyPassedOn."""
    duty = NotificationDuty(incident=involvement.incident, involvement=involvement, **facts)
    with deeds.record(Action.TRACK_DUTY, on=duty, by=by, at=at, happened_at=facts.get("started_at")) as deed:
        if duty_left(involvement):
            raise DutyPassedOn(duty)
        deed.check_past(*(facts.get(name) for name in HAPPENED))
        _count(duty, deed.at)
        duty.save()
        deed.details = _told(duty, deed)
    return duty


def _count(duty: NotificationDuty, at: Instant) -> None:
    """By which law, and when the statute's clock ends: by the day of its start, whenever that was typed, and by the same
    arithmetic as the letter's."""
    day = day_of(duty.incident, duty.started_at)
    rule = duty.rule = duty_rule(day)
    duty.basis = rule.legal_basis if rule else "; ".join(beside.legal_basis for beside in rules_beside(day))
    duty.start_event = rule.start_event if rule else ClockRule.Start.NOT_STATED
    duty.length, duty.unit = (rule.length, rule.unit) if rule and rule.length else (None, "")
    duty.needs_contact = bool(rule and rule.needs_contact)
    if duty.started_at is None or duty.length is None:
        duty.due_at, duty.days_off, duty.unconfirmed = None, "", ""
        return
    counted = periods.count(duty.started_at, duty.length, duty.unit, years_off(at))
    duty.due_at = counted.due_at
    for name, value in counted.kept.items():
        setattr(duty, name, value)


class WhyOtherwise(DomainError):
    """What the statute's clock was counted by is put otherwise, and nobody says why."""

    message = _("A start, a notice or an exception stands otherwise on record: say why it is put otherwise.")


def amend_duty(
    duty: NotificationDuty, *, by: User, seen: int | None, reason: str = "", at: Instant | None = None, **facts: Any
) -> NotificationDuty:
    """Note what the controller has done, or since when the statute's clock runs. The law is that of the day of the start.

    A start, a notice or an exception that stood is put otherwise with a reason, and what was late by it stays late.
    Raises WhyOtherwise."""
    with deeds.record(Action.AMEND_DUTY, on=duty, by=by, seen=seen, reason=reason, at=at) as deed:
        deed.check_past(*(facts.get(name) for name in HAPPENED))
        for name in NOTICES:  # a notice that was not on record is judged as if it had been typed by itself, first
            setattr(deed.on, name, getattr(deed.on, name) or facts.get(name))
        if _put_otherwise(deed.on, facts, deed.at):
            if not deed.reason:
                raise WhyOtherwise(deed.on)
            excused = not deed.on.exception and bool(facts.get("exception")) and deed.on.subjects_at is None
            deed.on.keep_lateness(deed.at, excused=excused)
        started_at = deed.on.started_at
        for name, value in facts.items():
            setattr(deed.on, name, value)
        # A start that stays keeps its clock: a calendar confirmed or a rule enacted since moves none that runs.
        if deed.on.started_at is None or deed.on.started_at != started_at:
            _count(deed.on, deed.at)
        deed.on.save()
        deed.details = _told(deed.on, deed)
    return deed.on


def _put_otherwise(duty: NotificationDuty, facts: Mapping[str, Any], at: Instant) -> bool:
    """Whether an instant that stood, of the start or of a notice, is moved, or an exception claimed or dropped after the due."""
    stood = {name: getattr(duty, name) for name in HAPPENED if getattr(duty, name) is not None}
    moved = any(facts.get(name, instant) != instant for name, instant in stood.items())
    claimed = duty.late_at(at) and facts.get("exception", duty.exception) != duty.exception
    return moved or claimed


def recount(incident: Incident, at: Instant) -> None:
    """The law of a duty whose start is not known is that of the day of the breach, whatever that was thought to be before."""
    for duty in incident.duties.filter(started_at__isnull=True).select_related("incident"):
        before = {name: getattr(duty, name) for name in COUNTED}
        duty.incident = incident
        _count(duty, at)
        if before != {name: getattr(duty, name) for name in COUNTED}:
            duty.version += 1
            duty.save()


def _told(duty: NotificationDuty, deed: deeds.Deed[NotificationDuty]) -> deeds.Details:
    return {"agency": duty.agency.short_name_at(deed.at), "due_at": duty.due_at and duty.due_at.isoformat()}


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
    takes no row without. Another level than the case has had needs one too: raises SeverityMoved. Raises Conflict when the case
    is not as it was `seen`."""
    score, level = SeverityRating.compute(inputs)
    with deeds.record(Action.RATE, on=incident, by=by, seen=seen, reason=reason, at=at) as deed:
        if moves_severity(deed.on, level_set or level) and not deed.reason:
            raise SeverityMoved(deed.on)
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
