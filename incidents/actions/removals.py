"""Removal under law: one person proposes, another decides. Then the content is gone from the database and from the disk, the leaves of the
log stay, and an event says what was emptied, by which law and why.

What is still needed is not removed: see `held`. The proof comes first: what waits for its seal is sealed before.
"""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from .. import files
from ..errors import NOT_NOW, DomainError
from ..models import (
    Agency,
    CaseEvent,
    ClarificationRequest,
    Commitment,
    ComplainantSheet,
    Complaint,
    ComplaintAnswer,
    Export,
    Incident,
    KnownActor,
    NotificationDuty,
    ProofBundle,
    Removal,
    User,
)
from ..models.removals import MARK
from ..plain import chains, clocks, dates
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..record import deeds, log_keys, transparency
from ..record.removal import actors, emptying, persons, scopes, statements
from ..record.removal.scopes import Choice, Thing
from ..record.removal.under_way import digest_of
from ..translatable import _
from ..workflow import (
    ANSWERS_NOT_OUT,
    UNANSWERED,
    Action,
    CommitmentStatus,
    RemovalStatus,
)
from ..workflow.of_complaints import RUNS
from ..workflow.rows import ALIVE
from . import duplicates, overtaken, removals_of_persons

SERIES = "HPS"


class Held(DomainError):
    """What is to be removed is still needed; `held` says for what."""

    status = NOT_NOW
    message = _("It is still needed: nothing of it is removed yet.")


class CannotBeProved(DomainError):
    """Without the log's key nothing can be sealed, and nobody could tell the removal from a hand in the database."""

    status = NOT_NOW
    message = _("The record cannot be sealed now, so nothing is removed: %(fault)s")


class SealFirst(DomainError):
    """Something of it was recorded this very moment."""

    status = NOT_NOW
    message = _("Something of it still waits for its seal. Try again in a minute.")


class GoneAlready(DomainError):
    """There is no such thing in this case, or nothing of it is left."""

    message = _("There is nothing of it to remove any more.")


def held(incident: Incident | None, thing: Thing | None = None) -> str:
    """Why nothing of it may be removed yet; "" where nothing stands against it. An open case and a due that runs need what they hold."""
    if isinstance(thing, KnownActor):
        return _needed_of_an_actor(thing)
    if isinstance(thing, Agency):
        return removals_of_persons.needed(thing, held)
    if thing is not None and (why := _needed(thing)):
        return why
    if thing is not None and thing.incident != incident:
        return _(
            "The complaint does not stand where this was put forward: decline it, and put it forward where it stands."
        )
    if incident is None:
        return ""
    if incident.stands.status in ALIVE:
        return _("The case is still worked on: nothing of it is removed before it is closed.")
    if ClarificationRequest.objects.filter(incident=incident, status__in=UNANSWERED).exists():
        return _("A letter of the case still waits for its answer: nothing is removed while a due runs.")
    if Commitment.objects.filter(incident=incident, status=CommitmentStatus.OPEN).exists():
        return _(
            "Something that was promised or demanded in the case is outstanding: nothing is removed while a due runs."
        )
    if NotificationDuty.objects.running().filter(incident=incident).exists():
        return _("A statutory duty of the case is not fulfilled: nothing is removed while a due runs.")
    if ComplaintAnswer.objects.filter(complaint__incident=incident, status__in=ANSWERS_NOT_OUT).exists():
        return _("An answer to a complainant of the case has not gone out yet.")
    return ""


def _needed(complaint: Complaint) -> str:
    """What a complaint is still needed for, or the one that it counts with."""
    if chains.walked(complaint, lambda each: each.merged_into)[-1].status in RUNS:
        return _("The complaint is not concluded: its content is still needed.")
    if complaint.incident_id is None and complaint.answers.filter(status__in=ANSWERS_NOT_OUT).exists():
        return _("An answer to the complainant has not gone out yet.")
    return ""


def _needed_of_an_actor(actor: KnownActor) -> str:
    if actor.merged_into_id:
        return _("This actor was found to be another, whose names go with its own: that one is put forward.")
    if any(held(case) for case in Incident.objects.filter(pk__in=actors.cases_of(actor))):
        return _(
            "A case in which this actor has a part is worked on, or something in it is outstanding: its name is still needed."
        )
    return ""


def unseen(removal: Removal) -> str:
    """Why what was put forward of a whole case is looked at anew; "" where it is as it was then. What came in since was nobody's to
    decide on."""
    if removal.kind != Removal.Kind.CASE or removal.incident is None:
        return ""
    if removal.incident.complaints.filter(status__in=RUNS).exists():
        return _("A complaint behind the case is not concluded: its content is still needed.")
    if removal.incident.events.come_in_after_the_end().filter(recorded_at__gt=removal.proposed_at).exists():
        return _(
            "Something came into the case after this was put forward, and nobody has decided on that. Decline it, look at the case, and "
            "put it forward anew."
        )
    return ""


def check(incident: Incident | None, thing: Thing | None = None, removal: Removal | None = None) -> None:
    """Raises Held."""
    if why := held(incident, thing) or (unseen(removal) if removal else ""):
        refusal = Held(incident or thing)
        refusal.message = why
        raise refusal


def propose(
    incident: Incident | None, *, by: User, choice: Choice, ground: str, reason: str, at: Instant | None = None
) -> Removal:
    """Put forward that this be removed, for another person to decide on. Raises Held, and Conflict where it is proposed already."""
    removal = Removal(
        incident=incident, kind=choice.kind, scope=choice.scope, what=choice.words[:300], ground=ground.strip()
    )
    thing = scopes.thing_of(removal)
    with deeds.record(Action.PROPOSE_REMOVAL, on=removal, by=by, reason=reason, at=at) as deed:
        check(incident and Incident.objects.get(pk=incident.pk), thing)
        year = clocks.day(deed.at).year
        removal.reason, removal.status = deed.reason, RemovalStatus.PROPOSED
        removal.proposed_at, removal.proposed_by = deed.at, by
        removal.reference = f"{SERIES}-{year}-{deed.take(SERIES, year):04d}"
        removal.save()
        deed.details = {"removal": removal.reference, "scope": removal.scope}
    return removal


def propose_of_complaint(complaint: Complaint, **facts: Any) -> Removal:
    """The same of something of a complaint that stands behind no case. Raises Held, also where it stands behind one since."""
    return propose(None, **facts)


def propose_of_actor(actor: KnownActor, **facts: Any) -> Removal:
    """Who an actor is: its names in all that it is one with, and wherever they stand in the cases in which it has a part. Raises Held."""
    return propose(None, **facts)


def propose_of_person(body: Agency, **facts: Any) -> Removal:
    """Who a natural person on the register of bodies is: the names, and wherever they stand in the cases that name the person. Raises
    Held."""
    return propose(None, **facts)


def decline_removal(removal: Removal, *, by: User, seen: int | None, reason: str, at: Instant | None = None) -> Removal:
    with deeds.record(Action.DECLINE_REMOVAL, on=removal, by=by, seen=seen, reason=reason, at=at) as deed:
        deed.details = {"removal": deed.on.reference}
        deed.on.status, deed.on.decided_at, deed.on.decided_by = RemovalStatus.DECLINED, deed.at, by
        deed.on.save()
    return deed.on


def remove(removal: Removal, *, by: User, seen: int | None, reason: str, approved: str | None = None) -> Removal:
    """Carry it out. `approved` is the digest of the rows that whoever decides was shown; None where nobody was shown any. Raises Held,
    CannotBeProved, SealFirst, overtaken.ReachesOtherwise; then nothing was emptied."""
    try:
        transparency.seal_all(timezone.now())
    except log_keys.NoKey as fault:
        raise CannotBeProved(removal, fault=str(fault)) from fault
    with deeds.record(Action.REMOVE, on=removal, by=by, seen=seen, reason=reason) as deed:
        row, thing = deed.on, _locked(scopes.thing_of(deed.on))
        check(row.incident, thing, row)
        row.status, row.decided_at, row.decided_by, row.emptied_by_id = RemovalStatus.DONE, deed.at, by, deed.event_id
        row.save()
        scope = scopes.read(row)
        done = emptying.Emptying(scope, row.incident, thing, deed.event_id, words(row), short(row))
        try:
            found = done.run()
        except emptying.NotSealedYet as why:
            raise SealFirst(row) from why
        if not found.lines and not found.files:
            raise GoneAlready(row)
        if approved not in (None, digest_of(found.rows)):
            raise overtaken.ReachesOtherwise(row.incident or thing)
        note = statements.write(str(deed.event_id), row.reference, found.lines, [str(file.pk) for file in found.files])
        deed.details = {
            "removal": row.reference,
            "scope": row.scope,
            "entries": len(found.lines),
            statements.NOTE: note,
        }
        for case in Incident.objects.filter(pk__in=done.cases).order_by("pk"):
            duplicates.refresh(case)
        gone = [file.path for file in found.files] + found.drafts + _bundles_of(done) + _parcels()
        transaction.on_commit(lambda: _discard(gone))
        # what began before it was certain
        transaction.on_commit(lambda: _discard(_bundles_of(done) + _parcels()))
    return deed.on


def _locked(thing: Thing | None) -> Thing | None:
    """As it stands, and nobody moves it until this is done: a case is locked by the door, a complaint behind none and an actor are not."""
    if isinstance(thing, Complaint):
        Complaint.objects.select_for_update().get(pk=thing.pk)
        ComplainantSheet.objects.select_for_update().get(complaint=thing)
        thing.refresh_from_db()
    elif isinstance(thing, Agency):
        list(Incident.objects.select_for_update(of=("self",)).filter(pk__in=persons.cases_of(thing)).order_by("pk"))
        list(Agency.objects.select_for_update(of=("self",)).filter(pk__in=persons.one(thing)).order_by("pk"))
    elif thing is not None:
        list(Incident.objects.select_for_update(of=("self",)).filter(pk__in=actors.cases_of(thing)).order_by("pk"))
        list(KnownActor.objects.select_for_update(of=("self",)).filter(pk__in=[each.pk for each in thing.one]))
    return thing


def _discard(paths: list[str]) -> None:
    for path in paths:
        files.discard(path)


def _bundles_of(done: emptying.Emptying) -> list[str]:
    """Proof bundles made before in which it may stand are kept no longer, and those that are being made begin anew: whoever needs one
    asks for it again. The paths of their files."""
    paths, found = [], done.result
    told = CaseEvent.objects.filter(pk__in=found.events, incident__isnull=False).order_by()
    cases = {*done.cases, *told.values_list("incident", flat=True).distinct()}
    alive = (ProofBundle.State.READY, ProofBundle.State.MAKING)
    other_case = Q(kind=ProofBundle.Kind.CASE) & ~Q(key__in=[str(case) for case in cases])
    other_event = Q(kind=ProofBundle.Kind.EVENT) & ~Q(key__in=map(str, found.events))
    looks = [line.key for line in found.lines if line.kind == statements.ENTRY]
    other_look = Q(kind=ProofBundle.Kind.LOOK) & ~Q(key__in=looks)
    for bundle in ProofBundle.objects.filter(state__in=alive).exclude(other_case | other_event | other_look):
        ready = bundle.state == ProofBundle.State.READY
        paths += [bundle.path] if ready else []
        bundle.state, bundle.path = ProofBundle.State.EXPIRED if ready else ProofBundle.State.WAITING, ""
        bundle.save(update_fields=["state", "path"])
    return paths


def _parcels() -> list[str]:
    """Exports of the record made before are kept no longer either, and those that are being made begin anew. The paths of their files."""
    paths = []
    for export in Export.objects.filter(state__in=(Export.State.READY, Export.State.MAKING)):
        ready = export.state == Export.State.READY
        paths += [export.path] if ready else []
        export.state, export.path = Export.State.EXPIRED if ready else Export.State.WAITING, ""
        export.save(update_fields=["state", "path"])
    return paths


def words(removal: Removal) -> str:
    """The sentence that stands in place of what was removed: when, by whom, by which law and why."""
    day, by = dates.instant_in_words(not_none(removal.decided_at), "id"), not_none(removal.decided_by)
    ground, reason = (text.strip().rstrip(".") for text in (removal.ground, removal.reason))
    return f"{short(removal)} pada {day} oleh {by.name}, karena: {ground}; {reason}."


def short(removal: Removal) -> str:
    return f"{MARK}{removal.reference}]"
