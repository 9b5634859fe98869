"""What comes back when the end of a body is undone: all that the act of the end moved, unless something was done to it since."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

from ..models import (
    Agency,
    Appointment,
    CaseEvent,
    CaseLetter,
    ClarificationRequest,
    Commitment,
    Contact,
    Involvement,
    Letter,
    NotificationDuty,
    Participation,
    Share,
)
from ..models.record import HistoryRow
from ..models.succession import GIVEN_BACK as GIVEN_BACK_BY
from ..models.succession import HANDED_ON
from ..plain.clocks import Instant
from ..record import open_matters_of_bodies, rows_of_an_act
from ..record.rows_of_an_act import Row, value_of
from ..translatable import _
from ..workflow import (
    GIVEN_BACK,
    Action,
    CaseLetterStatus,
    CommitmentStatus,
    RequestStatus,
)
from . import case_letters, same_points

# What comes back by itself, in this order: a part is struck only when the duty that hung on it has gone back.
IN_CASES: tuple[type[models.Model], ...] = (NotificationDuty, Commitment, Share, Participation, Involvement)
OUTSIDE: tuple[type[models.Model], ...] = (Agency, Contact, Appointment)
AWAITING = _("Letters that ask for what is not done yet")
# What may pass on long after the end, and by which act: when a judgement is taken back, when a decision on a request is taken up.
LATER: dict[type[models.Model], Action] = {
    CaseLetter: Action.UNSETTLE,
    Commitment: Action.UNSETTLE,
    ClarificationRequest: Action.HAND_ON,
}
# Acts by which bodies come and go: what only they did to a row since, and undid again, is nothing that was done to it.
PASSING = (
    Action.END_AGENCY,
    Action.REVIVE_AGENCY,
    Action.EXCHANGE_BODY,
    Action.LOSE_BODY,
    Action.GIVE_BACK_PARTS,
    Action.UNMERGE_AGENCY,
    Action.DIVIDE_BODIES,
    *HANDED_ON,
    *GIVEN_BACK_BY,
)


@dataclass(frozen=True)
class Piece:
    """One thing that the act changed or made: how it stood before (None: it was made), and whether it comes back."""

    row: Row
    before: HistoryRow | None
    after: HistoryRow
    comes: bool
    later: bool = False  # it passed on after the act, because the body had ended: see LATER

    @property
    def words(self) -> str:
        """What it was when the body ended."""
        issued = isinstance(self.row, CaseLetter) and self.before and self.before.instance.issued_at  # type: ignore[attr-defined]  # the letter as it was
        return AWAITING if issued else KINDS[type(self.row)].words


@dataclass(frozen=True)
class RevivalPlan:
    """What undoing the end of a body does: everything that the act touched, and what passed on later because of it."""

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
        for words in (*(kind.words for kind in KINDS.values()), AWAITING):
            own = [piece.comes for piece in self.pieces if piece.before and piece.words == words]
            if own:
                found.append((words, sum(own), len(own) - sum(own)))
        return found

    @property
    def digest(self) -> str:
        """By which a page that showed it says what it showed."""
        return rows_of_an_act.digest(self.act, ((piece.row, piece.comes) for piece in self.pieces))


def plan_of_revival(agency: Agency) -> RevivalPlan | None:
    """What would come back if the end of `agency` were undone now; None where it has not ended."""
    ends = CaseEvent.objects.of(agency).filter(action=Action.END_AGENCY)
    act = ends.order_by("-recorded_at").first()
    if act is None or not agency.ended_on:
        return None
    events = CaseEvent.objects.filter(act_id=act.act_id)
    keys, since = list(events.values_list("pk", flat=True)), max(events.values_list("recorded_at", flat=True))
    pieces = [piece for model in KINDS for piece in _pieces(model, keys, since, agency)]
    touched = {(type(piece.row), piece.row.pk) for piece in pieces}
    later = [piece for model in LATER for piece in _passed_later(model, since, agency)]
    return RevivalPlan(act, (*pieces, *(piece for piece in later if (type(piece.row), piece.row.pk) not in touched)))


def _pieces(model: Any, events: list[uuid.UUID], since: Instant, agency: Agency) -> list[Piece]:
    history, key = model.history.model, model._meta.pk.attname
    written = rows_of_an_act.versions(model, events)
    every = getattr(model, "everything", model._default_manager)
    rows, found = every.in_bulk(list(written)), []
    for pk, versions in written.items():
        if pk not in rows or (model is Agency and pk == agency.pk):
            continue
        older = history.objects.filter(**{key: pk}, history_id__lt=versions[0].pk).order_by("-history_id").first()
        before = None if versions[0].history_type == "+" else older
        row, after = rows[pk], versions[-1]
        if before and _is_owed_by_letter(row):
            comes = row.agency_id == getattr(after, "agency_id")  # noqa: B009  (a column of this history alone)
        else:
            later = history.objects.filter(**{key: pk}, history_id__gt=after.pk, history_user__isnull=False)
            comes = not _touched(row, before, after, later, since) and KINDS[model].may_come(
                row, before and before.instance
            )
        found.append(Piece(row, before, after, comes))
    return found


def _passed_later(model: Any, since: Instant, agency: Agency) -> list[Piece]:
    """What was settled when the body ended and passed on when that judgement was taken back: whoever took its place, or that of a
    body that it had taken the place of, owes it by now. A request stays: it passed on for a decision, which was of that one."""
    ended = set(Agency.objects.stood_for_by([agency.pk]).values_list("pk", flat=True))
    heirs = {body.pk for body in agency.heirs}
    history, key = model.history.model, model._meta.pk.attname
    acts = CaseEvent.objects.filter(action=LATER[model], recorded_at__gt=since)
    events = CaseEvent.objects.filter(act_id__in=acts.values("act_id")).values("pk")
    found: dict[int, Piece] = {}
    for after in history.objects.filter(event_id__in=events).order_by("history_id"):
        of_row = history.objects.filter(**{key: getattr(after, key)})
        before = of_row.filter(history_id__lt=after.pk).order_by("-history_id").first()
        if before is None or before.agency_id not in ended or after.agency_id in ended:
            continue
        row = model._default_manager.filter(pk=getattr(after, key)).first()
        if row is None:
            continue
        if _is_owed_by_letter(row):
            comes = row.agency_id in heirs
        else:
            since_then = of_row.filter(history_id__gt=after.pk, history_user__isnull=False).exclude(
                event_id=after.event_id
            )
            comes = row.agency_id in heirs and not _touched(row, before, after, since_then, after.history_date)
        found[row.pk] = Piece(row, before, after, comes, later=True)
    return list(found.values())


def _is_owed_by_letter(row: Row) -> bool:
    """An issued letter that still awaits something, and what it asks for and is not done: both are the body's again, whoever wrote
    back or gave more time meanwhile. What was settled stays with who had it then, but for what that one did of a copy of its own: of
    this one it did nothing."""
    if isinstance(row, Commitment):
        return bool(row.case_letter_id) and (row.status == CommitmentStatus.OPEN or same_points.settled_elsewhere(row))
    if not isinstance(row, CaseLetter):
        return False
    if open_matters_of_bodies.awaiting(row.agency).filter(pk=row.pk).exists():
        return True
    points = Commitment.objects.filter(case_letter=row) if row.joint and not row.ended_at else ()
    return any(same_points.settled_elsewhere(point) for point in points)


def _touched(row: Row, before: HistoryRow | None, after: HistoryRow, later: Any, since: Instant) -> bool:
    """Whether a person has done anything to it since, or it has passed on from where the act put it."""
    done = CaseEvent.objects.of(row).filter(actor__isnull=False)
    if done.filter(recorded_at__gt=since).exclude(action__in=PASSING).exists():
        return True
    if not later.exists():
        return False
    written = CaseEvent.objects.filter(pk__in=later.values("event_id"))
    if written.exclude(action__in=PASSING).exists():
        return True
    return any(value_of(row, field) != value_of(after, field) for field in columns_changed(row, before, after))


def columns_changed(row: Row, before: HistoryRow | None, after: HistoryRow) -> list[Any]:
    """The columns that the act wrote: those that differ by it, all of what it made."""
    fields = [field for field in row._meta.concrete_fields if field.name != "version"]
    return [field for field in fields if before is None or value_of(before, field) != value_of(after, field)]


# --- whether what nobody touched may come back; `old` is the row as it stood before, None where the act made it --------


def _never(row: Row, old: Row | None) -> bool:
    """A number that was given up is not taken up again."""
    return False


def _if_passed_on(row: ClarificationRequest, old: Row | None) -> bool:
    """What was broken off stays so: no clock begins again."""
    return row.status in GIVEN_BACK


def _if_not_taken_back_anew(row: CaseLetter, old: Row | None) -> bool:
    if old is None:
        return True
    if row.status == CaseLetterStatus.DROPPED:
        if not case_letters.may_be_drafted(row.incident, row.kind_row):
            return False
        if row.joint and row.takes_back and any(each.status != CaseLetterStatus.DRAFT for each in row.fellows):
            if row.takes_back.agency_id != old.agency_id:
                return False  # what it takes back is another body's by now, and that was told
    others = CaseLetter.objects.exclude(pk=row.pk).exclude(status=CaseLetterStatus.DROPPED)  # another may do so by now
    if row.corrects_id:
        return not others.filter(corrects=row.corrects_id).exclude(status=CaseLetterStatus.ISSUED).exists()
    return not row.takes_back_id or not others.filter(takes_back=row.takes_back_id).exists()


def _if_without_duty(row: NotificationDuty, old: Row | None) -> bool:
    others = NotificationDuty.objects.filter(struck_at__isnull=True).exclude(pk=row.pk)
    return old is None or row.struck_at is not None or not others.filter(involvement=old.involvement_id).exists()


def _if_not_on_file(row: Contact, old: Row | None) -> bool:
    if old is None:
        return True
    there = Contact.objects.filter(agency=old.agency_id, email__iexact=row.email, valid_to__isnull=True)
    return old.valid_to is None and not there.exists()


def _if_not_there(row: Participation, old: Row | None) -> bool:
    if old is None:
        return True
    again = Participation.objects.filter(activity=row.activity_id, agency=row.agency_id, left_at__isnull=True)
    return row.struck_at is None and not again.exists()


def _if_its_own(row: Involvement, old: Row | None) -> bool:
    return row.struck_at is None if old else not row.on_behalf_of_id


def _if_not_struck(row: Row, old: Row | None) -> bool:
    return old is None or getattr(row, "struck_at", None) is None


@dataclass(frozen=True)
class Kind:
    """What such rows are called, and whether one that nobody touched comes back: what the body has anew meanwhile is not doubled."""

    words: str
    may_come: Callable[[Any, Row | None], bool]


KINDS: dict[type[models.Model], Kind] = {
    ClarificationRequest: Kind(_("Requests"), _if_passed_on),
    CaseLetter: Kind(_("Letters of a case not yet out"), _if_not_taken_back_anew),
    Letter: Kind(_("Letters about a letter, not yet signed"), _never),
    NotificationDuty: Kind(_("Statutory duties to notify"), _if_without_duty),
    Commitment: Kind(_("Outstanding commitments"), _if_not_struck),
    Share: Kind(_("What is shared with it"), _if_not_struck),
    Participation: Kind(_("Places in task forces"), _if_not_there),
    Involvement: Kind(_("Parts in cases that are worked on"), _if_its_own),
    Agency: Kind(_("Bodies under it"), _if_not_struck),
    Contact: Kind(_("Addresses"), _if_not_on_file),
    Appointment: Kind(_("People who answer for it"), _if_not_struck),
}
