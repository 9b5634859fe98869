"""Lines about the failure and the case: when it happened and was known, parts of bodies, the statute's clock, severity, outcome."""

from typing import Any, cast

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ...models import CaseEvent, Development, Incident, Involvement, NotificationDuty, Sanction, SeverityRating
from ...models.law import STANDING
from ...plain import spans
from ...plain.chronology import RestsOn
from ...plain.clocks import Instant
from ...plain.not_none import not_none
from ...workflow import Action, IncidentStatus
from .source import ALWAYS, BODY, Source, Telling


def _happened(case: Incident) -> Telling:
    return Telling(
        _("It happened"),
        case.get_absolute_url(),
        text=" · ".join((*case.failure_words, *case.harm_words, *case.attack_words)),
        who=case.get_source_display(),
        source=case.source_note,
        rests_on=RestsOn.SAID,
    )


def _seen(case: Incident) -> Telling:
    return Telling(
        _("Seen by the ministry"), case.get_absolute_url(), who=case.get_source_display(), source=case.source_note
    )


def _began(case: Incident) -> Telling:
    return Telling(_("Taken up by the ministry"), case.get_absolute_url(), source=case.file_number)


def _closed(case: Incident) -> Telling:
    return Telling(_("Closed"), case.get_absolute_url(), text=case.get_outcome_display(), source=case.file_number)


def _closed_before(then: Any) -> Telling:
    return Telling(_("Closed, reopened later"), then.instance.get_absolute_url(), text=then.get_outcome_display())


def _closed_annulled(then: Any) -> Telling:
    title = _("Closed, declared later to be entered by mistake")
    return Telling(title, then.instance.get_absolute_url(), text=then.get_outcome_display())


def _reopened(then: Any) -> Telling:
    return Telling(_("Reopened"), then.instance.get_absolute_url(), text=then.history_change_reason or "")


def _named(part: Involvement) -> dict[str, str]:
    return {"agency": part.agency.short_name_at(part.since_at), "role": part.get_role_display()}


def _knew(part: Involvement) -> Telling:
    return Telling(
        _("%(agency)s learnt of it") % _named(part),
        part.incident.get_absolute_url(),
        source=part.known_source,
        rests_on=RestsOn.SAID,
    )


def _since(part: Involvement) -> Telling:
    title = _("%(agency)s has a part: %(role)s") % _named(part)
    return Telling(title, part.incident.get_absolute_url(), text=part.why or part.holds, source=part.according_to)


def _until(part: Involvement) -> Telling:
    title = _("%(agency)s has this part no longer: %(role)s") % _named(part)
    return Telling(title, part.incident.get_absolute_url(), source=part.according_to)


def _body_of(duty: NotificationDuty, at: Instant | None) -> dict[str, str]:
    return {"agency": duty.agency.short_name_at(at or duty.started_at or duty.incident.seen_at)}


def _certain(duty: NotificationDuty) -> Telling:
    title = _("%(agency)s knew for certain: the statute's clock starts") % _body_of(duty, duty.started_at)
    return Telling(title, duty.get_absolute_url(), source=duty.start_source, rests_on=RestsOn.SAID)


def _statute_due(duty: NotificationDuty) -> Telling:
    """The due by what is known now; where the duty was late by another one, that counts."""
    title = _("Due of the statute for %(agency)s") % _body_of(duty, duty.due_at)
    if duty.late_before and duty.late_by != duty.due_at:
        title += " · " + _("by the record of now, but the due of before counts")
    return Telling(title, duty.get_absolute_url(), text=_counted_from(duty), source=duty.basis)


def _counted_from(duty: NotificationDuty) -> str:
    """That this is the latest that the due may be, where its start is known in bounds."""
    started = not_none(duty.started)
    if duty.first_due == duty.due_at:
        return ""
    return _("At the latest: the start is known as “%(start)s”.") % {"start": spans.in_words(started, get_language())}


def _statute_due_before(duty: NotificationDuty) -> Telling:
    """The due by which it stood late before a start was put otherwise."""
    title = _("Due of the statute for %(agency)s") % _body_of(duty, duty.late_by)
    how = _("by the record of before, and counts") if duty.late_before else _("by the record of before")
    return Telling(f"{title} · {how}", duty.get_absolute_url(), source=duty.basis)


def _told_authority(duty: NotificationDuty) -> Telling:
    return Telling(_("%(agency)s notified the authority") % _body_of(duty, duty.authority_at), duty.get_absolute_url())


def _told_subjects(duty: NotificationDuty) -> Telling:
    title = _("%(agency)s notified the people concerned") % _body_of(duty, duty.subjects_at)
    return Telling(title, duty.get_absolute_url(), text=duty.subjects_how, rests_on=RestsOn.SAID)


def _told_public(duty: NotificationDuty) -> Telling:
    title = _("%(agency)s notified the public") % _body_of(duty, duty.public_at)
    return Telling(title, duty.get_absolute_url(), text=duty.public_grounds, rests_on=RestsOn.SAID)


def _rated(rating: SeverityRating) -> Telling:
    return Telling(
        _("Severity rated: %(level)s") % {"level": rating.get_level_set_display()},
        _law(rating.incident),
        text=rating.reason,
        who=rating.rated_by.name,
    )


def _sanctioned(sanction: Sanction) -> Telling:
    agency = sanction.agency.short_name_at(sanction.decided_at)
    title = (
        _("Sanction for %(agency)s: %(measure)s")
        if sanction.regime_id
        else _("For %(agency)s, by another authority: %(measure)s")
    )
    return Telling(
        title % {"agency": agency, "measure": sanction.told},
        _law(sanction.incident),
        text=sanction.note,
        who=sanction.decided_by,
        source=sanction.document or sanction.basis,
    )


def _befell(row: Development) -> Telling:
    sanction = row.sanction
    title = _("Sanction for %(agency)s, %(measure)s: %(what)s")
    if not sanction.regime_id:
        title = _("For %(agency)s, by another authority, %(measure)s: %(what)s")
    agency = sanction.agency.short_name_at(sanction.decided_at)
    return Telling(
        title % {"agency": agency, "measure": sanction.told, "what": row.told},
        _law(row.incident),
        text=row.grounds,
        who=row.decided_by,
        source=row.document,
    )


def _law(case: Incident) -> str:
    return reverse("incidents:law", args=[case.reference])


_PRESENT, _PAST = Q(past=False), Q(past=True)
_TURNS = CaseEvent.objects.filter(incident=OuterRef("id")).order_by()
_THEN = cast(Any, Incident).history.model  # the versions of a case, one for each turn it took
_CLOSED = Q(Exists(_TURNS.filter(pk=OuterRef("event_id"), action=Action.CLOSE)))
_REOPENED = Q(Exists(_TURNS.filter(pk=OuterRef("event_id"), action=Action.REOPEN)), past=False)
_SINCE = Q(Exists(_TURNS.filter(recorded_at__gt=OuterRef("history_date"), action=Action.REOPEN)))
# While it is a mistake its row says of no closing; taken up again it does.
_ANNULLED = Q(Exists(Incident.objects.filter(pk=OuterRef("id"), status=IncidentStatus.MISTAKEN)))
_PART: dict[str, Any] = {"bodies": ("agency",), "joins": ("agency", "incident"), "fetches": ("agency__names",)}
_DUTY: dict[str, Any] = {
    "kind": "statute",
    "only": STANDING,
    "bodies": ("involvement__agency",),
    "passes": "",
    "joins": ("incident", "involvement__agency"),
    "fetches": ("involvement__agency__names",),
}
_PUT_OTHERWISE = Q(due_at__isnull=True) | ~Q(late_by=F("due_at"))  # else the due of before is the one of now
_BEFELL_TEXTS = (
    *("became", "decided_by", "document", "grounds", "befell_words", "sanction__measure"),
    *(f"sanction__{each}" for each in BODY),
)
_DUTY_TEXTS = ("start_source", "basis", "subjects_how", "public_grounds", "involvement__agency__names__short_name")

SOURCES = (
    Source("happened", "breach", Incident, "happened", _happened, case="pk", texts=("source_note", "happened_words")),
    Source("seen", "breach", Incident, "seen", _seen, case="pk", texts=("source_note", "seen_words"), only=_PRESENT, established=ALWAYS),
    Source("began", "breach", Incident, "began", _began, case="pk", texts=("file_number", "began_words"), only=_PAST, established=ALWAYS),
    Source("closed", "outcome", Incident, "closed_at", _closed, case="pk", only=_PRESENT, established=ALWAYS),
    Source("closed_before", "outcome", _THEN, "closed_at", _closed_before, case="id", only=_PRESENT & _CLOSED & _SINCE, established=ALWAYS),
    Source("closed_annulled", "outcome", _THEN, "closed_at", _closed_annulled, case="id", only=_PRESENT & _CLOSED & ~_SINCE & _ANNULLED, established=ALWAYS),
    Source("reopened", "outcome", _THEN, "history_date", _reopened, case="id", only=_REOPENED, established=ALWAYS),
    Source("ended", "outcome", Incident, "ended", _closed, case="pk", texts=("file_number",), only=_PAST, established=ALWAYS),
    Source("knew", "breach", Involvement, "known", _knew, texts=(*BODY, "known_source", "known_words"), **_PART),
    Source("since", "parts", Involvement, "since", _since, texts=(*BODY, "why", "holds", "according_to", "since_words"), established=ALWAYS, **_PART),
    Source("until", "parts", Involvement, "until", _until, texts=(*BODY, "according_to", "until_words"), established=ALWAYS, **_PART),
    Source("certain", model=NotificationDuty, when="started", tell=_certain, texts=_DUTY_TEXTS, **_DUTY),
    Source("statute_due", model=NotificationDuty, when="due_at", tell=_statute_due, texts=_DUTY_TEXTS, established=ALWAYS, **_DUTY),
    Source("statute_due_before", model=NotificationDuty, when="late_by", tell=_statute_due_before, texts=_DUTY_TEXTS, established=ALWAYS, **_DUTY | {"only": _DUTY["only"] & _PUT_OTHERWISE}),
    Source("authority", model=NotificationDuty, when="authority", tell=_told_authority, texts=_DUTY_TEXTS, established=ALWAYS, **_DUTY),
    Source("subjects", model=NotificationDuty, when="subjects", tell=_told_subjects, texts=_DUTY_TEXTS, **_DUTY),
    Source("public", model=NotificationDuty, when="public", tell=_told_public, texts=_DUTY_TEXTS, **_DUTY),
    Source("rated", "outcome", SeverityRating, "rated_at", _rated, texts=("reason", "rated_by__name"), established=ALWAYS, joins=("incident", "rated_by")),
    Source("sanction", "outcome", Sanction, "decided", _sanctioned, texts=(*BODY, "measure", "note", "decided_by", "document", "basis", "decided_words"), established=ALWAYS, **_PART),
    Source("befell", "outcome", Development, "befell", _befell, texts=_BEFELL_TEXTS, bodies=("sanction__agency",), joins=("incident", "sanction__agency"), fetches=("sanction__agency__names",), established=ALWAYS),
)  # fmt: skip
