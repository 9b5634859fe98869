"""The deeds by which the end of a body is undone: what that act moved comes back, unless something was done to it since."""

import hashlib
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from ..models import (
    Agency,
    Appointment,
    CaseEvent,
    CaseLetter,
    ClarificationRequest,
    Commitment,
    Contact,
    Incident,
    Involvement,
    Letter,
    NotificationDuty,
    Participation,
    Share,
    User,
)
from ..models.corrections import Entry
from ..models.record import HistoryRow
from ..plain import chains, clocks
from ..plain.clocks import Instant
from ..record import deeds, sent_forms
from ..translatable import _
from ..workflow import GIVEN_BACK, Action, CaseLetterStatus, RequestStatus, Role, Subject, conflict
from . import duplicates, hierarchy, requests_again

Row = Any  # a row of one of the models below, as it stands now

# What comes back by itself, in this order: a part is struck only when the duty that hung on it has gone back.
IN_CASES: tuple[type[models.Model], ...] = (NotificationDuty, Commitment, Share, Participation, Involvement)
OUTSIDE: tuple[type[models.Model], ...] = (Agency, Contact, Appointment)
KINDS: dict[type[models.Model], str] = {
    ClarificationRequest: _("Requests"),
    CaseLetter: _("Letters of a case not yet out"),
    Letter: _("Letters about a letter, not yet signed"),
    NotificationDuty: _("Statutory duties to notify"),
    Commitment: _("Outstanding commitments"),
    Share: _("What is shared with it"),
    Participation: _("Places in task forces"),
    Involvement: _("Parts in cases that are worked on"),
    Agency: _("Bodies under it"),
    Contact: _("Addresses"),
    Appointment: _("People who answer for it"),
}


@dataclass(frozen=True)
class Piece:
    """One thing that the act changed or made: how it stood before (None: it was made), and whether it comes back."""

    row: Row
    before: HistoryRow | None
    after: HistoryRow
    comes: bool


@dataclass(frozen=True)
class Undoing:
    """What undoing the end of a body does: everything that the act touched."""

    act: CaseEvent
    pieces: tuple[Piece, ...]

    def of(self, model: type[models.Model], incident: int | None = None) -> list[Piece]:
        """Those of one kind that come back, in one case where it is named."""
        found = [piece for piece in self.pieces if piece.comes and isinstance(piece.row, model)]
        return [piece for piece in found if incident is None or piece.row.incident_id == incident]

    def broken_off(self, incident: int) -> list[ClarificationRequest]:
        """The requests of a case that nobody could answer any more, this body's or one's that followed it and ended too."""
        rows = [piece.row for piece in self.pieces if isinstance(piece.row, ClarificationRequest)]
        broken = [row for row in rows if row.incident_id == incident and row.status == RequestStatus.BROKEN_OFF]
        return [row for row in broken if row.agency_id == int(self.act.subject_id) or row.agency.ended_on]

    @property
    def cases(self) -> set[int]:
        return {piece.row.incident_id for piece in self.pieces if hasattr(piece.row, "incident_id")}

    @property
    def counts(self) -> list[tuple[str, int, int]]:
        """(kind, how many come back, how many stay as they are), kinds of which there is none left out."""
        found = []
        for model, words in KINDS.items():
            own = [piece.comes for piece in self.pieces if isinstance(piece.row, model) and piece.before]
            if own:
                found.append((words, sum(own), len(own) - sum(own)))
        return found

    @property
    def digest(self) -> str:
        """By which a page that showed it says what it showed."""
        said = sorted(f"{type(piece.row).__name__} {piece.row.pk} {piece.comes}" for piece in self.pieces)
        return hashlib.sha256("\n".join([str(self.act.act_id), *said]).encode()).hexdigest()


def undoing(agency: Agency) -> Undoing | None:
    """What would come back if the end of `agency` were undone now; None where it has not ended."""
    ends = CaseEvent.objects.filter(action=Action.END_AGENCY, subject_type=Subject.AGENCY, subject_id=str(agency.pk))
    act = ends.order_by("-recorded_at").first()
    if act is None or not agency.ended_on:
        return None
    events = CaseEvent.objects.filter(act_id=act.act_id)
    keys, since = list(events.values_list("pk", flat=True)), max(events.values_list("recorded_at", flat=True))
    pieces = [piece for model in KINDS for piece in _pieces(model, keys, since, agency)]
    return Undoing(act, tuple(pieces))


def _pieces(model: Any, events: list[uuid.UUID], since: Instant, agency: Agency) -> list[Piece]:
    history, key = model.history.model, model._meta.pk.attname
    written: dict[int, list[HistoryRow]] = {}
    for row in history.objects.filter(event_id__in=events).order_by("history_id"):
        written.setdefault(getattr(row, key), []).append(row)
    every = getattr(model, "everything", model._default_manager)
    rows, found = every.in_bulk(list(written)), []
    for pk, versions in written.items():
        if pk not in rows or (model is Agency and pk == agency.pk):
            continue
        older = history.objects.filter(**{key: pk}, history_id__lt=versions[0].pk).order_by("-history_id").first()
        before = None if versions[0].history_type == "+" else older
        later = history.objects.filter(**{key: pk}, history_id__gt=versions[-1].pk, history_user__isnull=False)
        touched = later.exists() or _done_since(rows[pk], since)
        found.append(Piece(rows[pk], before, versions[-1], not touched and _may_come(rows[pk], before)))
    return found


def _done_since(row: Row, since: Instant) -> bool:
    """Whether a person has done anything to it since."""
    done = CaseEvent.objects.filter(subject_type=row._meta.model_name, subject_id=str(row.pk), actor__isnull=False)
    return done.filter(recorded_at__gt=since).exists()


def _may_come(row: Row, before: HistoryRow | None) -> bool:
    """What was broken off stays so: no clock begins again, no number is taken up again. What the body has anew meanwhile is
    not doubled."""
    if isinstance(row, Letter):
        return False
    if isinstance(row, ClarificationRequest):
        return row.status in GIVEN_BACK
    if before is None:
        return not (isinstance(row, Involvement) and row.on_behalf_of_id)
    old: Row = before.instance
    if isinstance(row, Contact):
        there = Contact.objects.filter(agency=old.agency_id, email__iexact=row.email, valid_to__isnull=True)
        return old.valid_to is None and not there.exists()
    if isinstance(row, Participation):
        again = Participation.objects.filter(activity=row.activity_id, agency=row.agency_id, left_at__isnull=True)
        return row.struck_at is None and not again.exists()
    if isinstance(row, NotificationDuty):
        return not NotificationDuty.objects.filter(involvement=old.involvement_id).exclude(pk=row.pk).exists()
    return getattr(row, "struck_at", None) is None


def revive_agency(agency: Agency, *, by: User, reason: str, plan: str, seen: int | None = None) -> Agency:
    """The body never ended. One act: what its end moved comes back, if nobody has done anything to it since; what was done
    since stays where it is, and the event names it. Requests that were broken off stay so: they are asked anew.

    `plan` is the digest of what was shown. Raises Conflict when it would be something else by now.
    """
    with transaction.atomic():
        shown = undoing(Agency.objects.get(pk=agency.pk))
        cases = list(Incident.objects.select_for_update().filter(pk__in=shown.cases if shown else ()).order_by("pk"))
        hierarchy.hold([agency.pk, *(piece.row.pk for piece in (shown.of(Agency) if shown else ()))], under=agency.pk)
        back = undoing(Agency.objects.get(pk=agency.pk))
        if back is None or back.digest != plan:
            raise deeds.Conflict(agency)
        act_id = sent_forms.new_act()
        with deeds.record(Action.REVIVE_AGENCY, on=agency, by=by, seen=seen, reason=reason, act_id=act_id) as deed:
            deed.on.ended_on = deed.on.successor = None
            deed.on.save()
            for piece in back.of(Agency):
                _under_again(piece, deed.on)
            for piece in back.of(Contact):
                _address(piece, deed)
            for piece in back.of(Appointment):
                _appointment(piece, deed)
            deed.details = {"stays": {str(kind): stay for kind, _come, stay in back.counts if stay}}
        for case in cases:
            _in_case(case, back, deed.on, by=by, reason=reason, act_id=act_id)
    return deed.on


def _under_again(piece: Piece, agency: Agency) -> None:
    """A body that stood under this one stands there again, unless that would close a ring by now."""
    above = piece.before.instance.parent_id if piece.before else None  # type: ignore[attr-defined]  # the body of an agency or appointment as it was
    if above != agency.pk or piece.row.pk not in chains.walked(agency.pk, _parent_of):
        piece.row.parent_id = above
        piece.row.save()


def _parent_of(key: int) -> int | None:
    return Agency.objects.values_list("parent", flat=True).get(pk=key)


def _address(piece: Piece, deed: deeds.Deed[Agency]) -> None:
    """One of this body is current again; one that its successor got by the act ends."""
    piece.row.valid_to = None if piece.before else max(clocks.day(deed.at), piece.row.valid_from)
    piece.row.save()


def _appointment(piece: Piece, deed: deeds.Deed[Agency]) -> None:
    """Who was appointed for this body is appointed anew, from now on: nobody answered for it meanwhile; not who serves the
    other side by now. What the act gave for the successor ends."""
    row = piece.row
    if piece.before is None:
        row.valid_to = max(deed.at, row.valid_from)
        row.save()
        return
    ends = piece.before.instance.valid_to  # type: ignore[attr-defined]  # the body of an agency or appointment as it was
    beside = Appointment.objects.overlapping(deed.at, ends).filter(user=row.user)
    opposed = conflict([Role(row.role), *(Role(post.role) for post in beside)])
    if (ends is None or ends > deed.at) and not opposed and not beside.filter(agency=deed.on).exists():
        Appointment.objects.create(
            user=row.user, role=row.role, agency=deed.on, mode=row.mode, valid_from=deed.at, valid_to=ends
        )


def _in_case(case: Incident, back: Undoing, agency: Agency, *, by: User, reason: str, act_id: uuid.UUID) -> None:
    for piece in back.of(ClarificationRequest, case.pk):
        requests_again.give_back(piece.row, to=agency, by=by, seen=None, reason=reason, act_id=act_id)
    for broken in back.broken_off(case.pk):
        requests_again.note_mistake(broken, to=agency, by=by, seen=None, reason=reason, act_id=act_id)
    for piece in back.of(CaseLetter, case.pk):
        with deeds.record(Action.GIVE_BACK_LETTER, on=piece.row, by=by, reason=reason, act_id=act_id) as given:
            given.on.agency = agency
            if given.on.status == CaseLetterStatus.DROPPED:
                given.on.status = CaseLetterStatus.DRAFT
            given.on.save()
            given.details = {"agency": agency.short_name_at(given.at)}
    stays = [
        str(piece.row) for piece in back.pieces if not piece.comes and getattr(piece.row, "incident_id", 0) == case.pk
    ]
    pieces = [piece for model in IN_CASES for piece in back.of(model, case.pk)]
    if pieces or stays:
        with deeds.record(Action.GIVE_BACK_PARTS, on=case, by=by, reason=reason, act_id=act_id) as deed:
            stays += [str(piece.row) for piece in pieces if not _restore(piece, deed)]
            duplicates.refresh(deed.on)
            deed.details = {"agency": agency.short_name_at(deed.at), "stays": stays}


def _restore(piece: Piece, deed: deeds.Deed[Incident]) -> bool:
    """The columns that the act changed are as before; what it brought forth is struck. False where something hangs on that by
    now: it stays."""
    if piece.before is None:
        if not isinstance(piece.row, Entry) or _is_needed(piece.row):
            return False
        piece.row.struck_at = deed.at
        piece.row.save()
        return True
    for field in piece.row._meta.concrete_fields:
        old, new = getattr(piece.before, field.attname), getattr(piece.after, field.attname)
        if field.name != "version" and old != new:
            setattr(piece.row, field.attname, old)
    piece.row.save()
    return True


def _is_needed(row: Entry) -> bool:
    """Whether a part that the successor got is one by which something of its own stands: a duty, a letter."""
    if not isinstance(row, Involvement):
        return False
    asked = ClarificationRequest.objects.filter(incident=row.incident_id, agency=row.agency_id)
    written = CaseLetter.objects.filter(incident=row.incident_id, agency=row.agency_id)
    return NotificationDuty.objects.filter(involvement=row).exists() or asked.exists() or written.exists()
