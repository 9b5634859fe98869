"""Deeds on the legal side: kinds of data exposed, the controller's duty to notify, severity, findings, sanctions."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet

from ..models import (
    Agency,
    ClockRule,
    DataCategory,
    Evidence,
    ExposedCategory,
    Finding,
    Incident,
    Involvement,
    NotificationDuty,
    Sanction,
    SanctionRegime,
    SeverityRating,
    User,
)
from ..models.calendar import year_off
from ..models.record import span_columns
from ..plain import clocks, periods
from ..plain.clocks import Instant
from ..plain.spans import Span
from ..record import deeds
from ..workflow import Action

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

HAPPENED = ("started_at", "authority_at", "subjects_at", "public_at")


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
            raise deeds.Conflict(deed.on)
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


def rules_beside(day: date) -> QuerySet[ClockRule]:
    """What other regulations in force on `day` ask of a controller, shown beside and never counted together."""
    return ClockRule.objects.on(day).filter(code__in=BESIDE)


def day_of(incident: Incident, started_at: Instant | None = None) -> date:
    """The day that picks the rule: of the start if known, else of the failure, else of the first sighting."""
    return (started_at or incident.happened_at or incident.seen_at).astimezone(clocks.WIB).date()


def track_duty(involvement: Involvement, *, by: User, at: Instant | None = None, **facts: Any) -> NotificationDuty:
    """Begin to follow a controller's own duty to notify. The rule is picked by date and copied: it never changes."""
    duty = NotificationDuty(incident=involvement.incident, involvement=involvement, **facts)
    rule = duty_rule(day_of(involvement.incident, facts.get("started_at")))
    with deeds.record(Action.TRACK_DUTY, on=duty, by=by, at=at, happened_at=facts.get("started_at")) as deed:
        deed.check_past(*(facts.get(name) for name in HAPPENED))
        duty.rule = rule
        duty.basis = (
            rule.legal_basis
            if rule
            else "; ".join(r.legal_basis for r in rules_beside(day_of(involvement.incident, facts.get("started_at"))))
        )
        duty.start_event = rule.start_event if rule else ClockRule.Start.NOT_STATED
        duty.length, duty.unit = (rule.length, rule.unit) if rule and rule.length else (None, "")
        duty.needs_contact = bool(rule and rule.needs_contact)
        _count(duty)
        duty.save()
        deed.details = _told(duty, deed)
    return duty


def _count(duty: NotificationDuty) -> None:
    """When the statute's clock ends, counted when its start becomes known, by the same arithmetic as the letter's."""
    if duty.started_at is None or duty.length is None:
        duty.due_at, duty.days_off, duty.unconfirmed = None, "", ""
        return
    counted = periods.count(duty.started_at, duty.length, duty.unit, year_off)
    duty.due_at = counted.due_at
    for name, value in counted.kept.items():
        setattr(duty, name, value)


def amend_duty(
    duty: NotificationDuty, *, by: User, seen: int | None, at: Instant | None = None, **facts: Any
) -> NotificationDuty:
    """Note what the controller has done, or since when the statute's clock runs. The rule copied at first stays."""
    with deeds.record(Action.AMEND_DUTY, on=duty, by=by, seen=seen, at=at) as deed:
        deed.check_past(*(facts.get(name) for name in HAPPENED))
        for name, value in facts.items():
            setattr(deed.on, name, value)
        if "started_at" in facts:
            _count(deed.on)
        deed.on.save()
        deed.details = _told(deed.on, deed)
    return deed.on


def _told(duty: NotificationDuty, deed: deeds.Deed[NotificationDuty]) -> deeds.Details:
    return {"agency": duty.agency.short_name_at(deed.at), "due_at": duty.due_at and duty.due_at.isoformat()}


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
    """Rate the severity by the formula; another level than the formula's needs a reason. Raises Conflict when the case is
    not as it was `seen`."""
    score, level = SeverityRating.compute(inputs)
    with deeds.record(Action.RATE, on=incident, by=by, seen=seen, reason=reason, at=at) as deed:
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
    with deeds.record(Action.FIND, on=incident, by=by, at=at, happened_at=found.start) as deed:
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


def sanction(
    incident: Incident,
    *,
    by: User,
    agency: Agency,
    regime: SanctionRegime,
    measure: str,
    decided_by: str,
    decided: Span,
    document: str = "",
    note: str = "",
    at: Instant | None = None,
) -> Sanction:
    """Record a measure that was imposed. Raises ValueError for a measure the regime does not know."""
    if measure not in regime.measures:
        raise ValueError(f"{measure} is no measure of {regime}")
    with deeds.record(Action.SANCTION, on=incident, by=by, at=at, happened_at=decided.start) as deed:
        row = Sanction.objects.create(
            incident=deed.on,
            agency=agency,
            regime=regime,
            basis=regime.basis,
            measure=measure,
            decided_by=decided_by,
            document=document,
            note=note,
            **span_columns("decided", decided),
        )
        deed.details = {"agency": agency.short_name_at(deed.at), "measure": measure}
    return row
