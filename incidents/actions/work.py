"""Deeds on the work around a case: who takes part, commitments, relations, who may see it, closing."""

import uuid

from django.db import transaction
from django.db.models import Model

from ..errors import NOT_NOW, DomainError
from ..models import (
    Activity,
    Admission,
    Agency,
    Commitment,
    FollowUp,
    Incident,
    Participation,
    PastLetter,
    Relation,
    User,
    still_open,
)
from ..models.points import once, same_on_copies
from ..models.record import put_span, span_columns
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..plain.spans import Span, told, within
from ..record import deeds
from ..translatable import _
from ..workflow import Action, CommitmentStatus, IncidentStatus
from . import after_closing, drills, follow_ups, handover, outcomes, overtaken, past_or_present, same_points, shares
from .past_letters import check_point

OpenEnds = dict[str, list[Model]]


def join(
    activity: Activity,
    *,
    by: User,
    agency: Agency,
    side: str = Participation.Side.TAKES_PART,
    capacity: str = "",
    joined: Span | None = None,
    at: Instant | None = None,
) -> Participation:
    """Add a body to an activity: at a meeting, in a coordination, as member of a task force since when and as what."""
    with deeds.record(Action.JOIN, on=activity.incident, by=by, at=at, happened_at=joined) as deed:
        if not Activity.objects.filter(pk=activity.pk).exists():  # struck out meanwhile
            raise overtaken.ActivityStruck(deed.on)
        facts = {"side": side, "capacity": capacity, **span_columns("joined", joined)}
        part = Participation.objects.create(incident=deed.on, activity=activity, agency=agency, **facts)
        deed.details = {"agency": agency.short_name_at(activity.happened_at), "kind": activity.kind, "text": capacity}
    return part


def leave(part: Participation, *, by: User, left: Span, reason: str, at: Instant | None = None) -> None:
    """A body takes part no longer, since when and why. That it did stays on record."""
    with deeds.record(Action.LEAVE, on=part.incident, by=by, reason=reason, at=at, happened_at=left) as deed:
        part = Participation.everything.get(pk=part.pk)
        if part.left or part.struck_at:
            raise overtaken.LeftAlready(deed.on)
        for column, value in span_columns("left", left).items():
            setattr(part, column, value)
        part.save()
        activity = part.activity
        deed.details = {"agency": part.agency.short_name_at(activity.happened_at), "kind": activity.kind}


def commit(
    incident: Incident,
    *,
    by: User,
    who: str,
    what: str,
    source: str = "",
    agency: Agency | None = None,
    due: Instant | Span | None = None,
    activity: Activity | None = None,
    past_letter: PastLetter | None = None,
    at: Instant | None = None,
) -> Commitment:
    """Record who owes what by when, `due` as it was told; `past_letter`: the letter from the record that asks for it. Raises
    past_letters.AsksItOfNobody."""
    facts = {"who": who, "what": what, "source": source, "agency": agency, "activity": activity}
    row = Commitment(incident=incident, past_letter=past_letter, **facts)
    with deeds.record(Action.COMMIT, on=row, by=by, at=at) as deed:
        if past_letter:
            check_point(row, PastLetter.everything.get(pk=past_letter.pk))
        row.put_due(due, deed.at)
        row.save()
        deed.details = {"who": who, "text": what}
    return row


def keep(
    commitment: Commitment,
    *,
    by: User,
    seen: int | None,
    kept: Instant | Span | None = None,
    shown_by: FollowUp | None = None,
    act_id: uuid.UUID | None = None,
    at: Instant | None = None,
) -> Commitment:
    """It was done, at `kept` as far as that is known, None: now. What a letter asked for is shown by what came back on it, None:
    by the latest that shows anything. Raises follow_ups.NothingShows where nothing does."""
    status = CommitmentStatus.KEPT
    return _settle(
        Action.KEEP, commitment, status, by=by, seen=seen, at=at, kept=kept, shown_by=shown_by, act_id=act_id
    )


def miss(commitment: Commitment, *, by: User, seen: int | None, reason: str, at: Instant | None = None) -> Commitment:
    """It was not done, and will not be, and how that is known."""
    return _settle(Action.MISS, commitment, CommitmentStatus.MISSED, by=by, seen=seen, reason=reason, at=at)


class AskedByLetter(DomainError):
    message = _(
        "A letter asks for it: a supervisor of the letter's unit releases it, with a reason that its body reads."
    )


def drop(commitment: Commitment, *, by: User, seen: int | None, reason: str, at: Instant | None = None) -> Commitment:
    """It is no longer owed, and why. Raises AskedByLetter."""
    return _settle(Action.DROP, commitment, CommitmentStatus.DROPPED, by=by, seen=seen, reason=reason, at=at)


def _settle(
    action: Action,
    commitment: Commitment,
    status: CommitmentStatus,
    *,
    by: User,
    seen: int | None,
    reason: str = "",
    at: Instant | None = None,
    kept: Instant | Span | None = None,
    shown_by: FollowUp | None = None,
    act_id: uuid.UUID | None = None,
) -> Commitment:
    with deeds.record(
        action, on=commitment, by=by, seen=seen, reason=reason, at=at, act_id=act_id, happened_at=kept
    ) as deed:
        if action == Action.DROP and deed.on.case_letter:
            raise AskedByLetter(deed.on)
        others = same_on_copies(deed.on)
        if status == CommitmentStatus.KEPT:
            deed.on.shown_by = follow_ups.what_shows(deed.on, shown_by)
            if deed.on.shown_by is None:
                when = told(kept or deed.at)
                put_span(deed.on, "kept", within(when, when.start, max(when.start, deed.at)))
        deed.on.status, deed.on.settled_at, deed.on.judged_by = status, deed.at, by
        deed.on.save()
        same_points.judge_as(deed.on, others)
        deed.details = {"who": deed.on.who, "text": deed.on.what}
    return deed.on


def relate(
    incident: Incident, *, by: User, other: Incident, kind: str, why: str, at: Instant | None = None
) -> Relation:
    """Say that two cases belong together; each stays its own. Raises drills.NotAcross, after_closing.CountedApart,
    after_closing.NoCaseToName."""
    with transaction.atomic():
        # Both rows in the order of their keys, as merging locks them.
        rows = Incident.objects.select_for_update().filter(pk__in=[incident.pk, other.pk]).order_by("pk")
        other = {row.pk: row for row in rows}[other.pk]
        with deeds.record(Action.RELATE, on=incident, by=by, at=at) as deed:
            drills.stay_apart(deed.on, other)
            after_closing.check_counted_so(deed.on, kind)
            after_closing.check_is_a_case(other)
            row = Relation.objects.create(incident=deed.on, other=other, kind=kind, why=why)
            deed.details = {"case": other.reference, "kind": str(kind), "text": why}
    return row


def unrelate(relation: Relation, *, by: User, reason: str, at: Instant | None = None) -> None:
    """Take back that two cases belong together. Raises after_closing.CountedApart."""
    with deeds.record(Action.UNRELATE, on=relation.incident, by=by, reason=reason, at=at) as deed:
        row = Relation.objects.filter(pk=relation.pk).first()
        if row is None:
            raise overtaken.Unrelated(deed.on)
        after_closing.check_counted_so(deed.on, row.kind)
        deed.details = {"case": row.other.reference, "kind": row.kind}
        row.delete()


def restrict(incident: Incident, *, by: User, seen: int | None, reason: str, at: Instant | None = None) -> Incident:
    """From now on only named people of the ministry, the owner and auditors know of the case. Whoever restricts stays in, and
    so does whoever sees to a complaint behind it, until that is handed over and their admission ended."""
    with deeds.record(Action.RESTRICT, on=incident, by=by, seen=seen, reason=reason, at=at) as deed:
        if deed.on.restricted:
            raise overtaken.RestrictedAlready(deed.on)
        deed.on.restricted = True
        deed.on.save()
        if not deed.on.admissions.in_force(deed.at).filter(user=by).exists():
            let_in(deed, by, deed.reason[:300])
        for owner, complaint in {not_none(row.owner): row for row in handover.losing(deed.on)}.items():
            let_in(deed, owner, complaint.reference)
    return deed.on


def unrestrict(incident: Incident, *, by: User, seen: int | None, reason: str, at: Instant | None = None) -> Incident:
    """The case is open again to all who may know of cases; who was let in stays on record. Raises Conflict where it is open already."""
    with deeds.record(Action.UNRESTRICT, on=incident, by=by, seen=seen, reason=reason, at=at) as deed:
        if not deed.on.restricted:
            raise overtaken.OpenAlready(deed.on)
        deed.on.restricted = False
        deed.on.save()
    return deed.on


def admit(incident: Incident, *, by: User, user: User, why: str, at: Instant | None = None) -> Admission:
    """Name a person who may see the case while it is restricted."""
    with deeds.record(Action.ADMIT, on=incident, by=by, at=at) as deed:
        row = let_in(deed, user, why)
        deed.details = {"person": user.name, "text": why}
    return row


def let_in(deed: deeds.Deed[Incident], user: User, why: str) -> Admission:
    """Name somebody. An earlier admission that outlived its appointment ends."""
    for lapsed in deed.on.admissions.filter(user=user, ended_at__isnull=True):
        if not lapsed.lapsed:
            raise overtaken.AdmittedAlready(deed.on, person=user.name)
        lapsed.ended_at = deed.at
        lapsed.save()
    return Admission.objects.create(incident=deed.on, user=user, why=why, since=deed.at)


def exclude(admission: Admission, *, by: User, reason: str, at: Instant | None = None) -> None:
    """End somebody's admission. It counts from their next click on. Raises StillSeesTo."""
    with deeds.record(Action.EXCLUDE, on=admission.incident, by=by, reason=reason, at=at) as deed:
        admission = Admission.objects.get(pk=admission.pk)
        if admission.ended_at:
            raise overtaken.AdmissionOver(deed.on, person=admission.user.name)
        admission.ended_at = deed.at
        admission.save()
        handover.check_loses_none(deed.on, admission.user)
        deed.details = {"person": admission.user.name}


class NotYet(DomainError):
    """The case cannot be closed: `open` holds what stands against it."""

    status = NOT_NOW
    message = _("The case cannot be closed while what stands above is open.")

    def __init__(self, on: Incident, standing: OpenEnds) -> None:
        super().__init__(on)
        self.open = standing


def open_ends(incident: Incident, outcome: str = "") -> OpenEnds:
    """What stands against closing with `outcome` ("": with any that decides something): {"requests": rows, "assertions":
    rows, "commitments": rows}, empty ones left out. What people say in a past case nobody assesses to end it."""
    found = {name: list(rows.filter(incident=incident)) for name, rows in still_open.against_closing().items()}
    if outcome in outcomes.UNDECIDED or incident.past:
        del found["assertions"]
    if incident.past:  # nobody is reminded of what is owed in it, whatever its day
        found["commitments"] = list(still_open.unfinished()["commitments"].filter(incident=incident))
    return {name: rows for name, rows in found.items() if rows}


def still_owed(incident: Incident) -> list[Commitment]:
    """What a letter asked for or somebody promised, and is not judged; of a joint letter once."""
    rows = once(incident.commitments.filter(status=CommitmentStatus.OPEN)).select_related("activity")
    return list(rows.order_by("due_at", "pk"))


def close(
    incident: Incident, *, by: User, seen: int | None, outcome: str, reason: str, at: Instant | None = None
) -> Incident:
    """Close the case with its outcome; what was shared of it ends. Raises NotYet while requests, assertions or commitments
    are open, outcomes.Lacks while the case does not say what the outcome does."""
    with deeds.record(Action.CLOSE, on=incident, by=by, seen=seen, reason=reason, at=at) as deed:
        past_or_present.check_present(deed.on)
        if standing := open_ends(deed.on, outcome):
            raise NotYet(deed.on, standing)
        outcomes.check(deed.on, outcome)
        deed.on.status, deed.on.outcome, deed.on.closed_at = IncidentStatus.CLOSED, outcome, deed.at
        deed.on.save()
        deed.details = {"outcome": str(outcome)}
        shares.end(deed)
    return deed.on


def reopen(incident: Incident, *, by: User, seen: int | None, reason: str, at: Instant | None = None) -> Incident:
    """Work on a closed case again. The outcome it had stays in the history."""
    with deeds.record(Action.REOPEN, on=incident, by=by, seen=seen, reason=reason, at=at) as deed:
        deed.details = {"outcome": deed.on.outcome}
        deed.on.status, deed.on.outcome, deed.on.closed_at = IncidentStatus.OPEN, "", None
        deed.on.ended_at = deed.on.ended_until = None
        deed.on.save()
    return deed.on
