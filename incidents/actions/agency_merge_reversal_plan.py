"""What undoing the merge of two bodies would give back: what the act moved, as far as it still stands where the act put it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import OuterRef, Subquery

from ..models import (
    AffectedBody,
    Agency,
    Appointment,
    Assertion,
    CaseEvent,
    CaseLetter,
    ClarificationRequest,
    Commitment,
    Complaint,
    Contact,
    FollowUp,
    FurtherSuccessor,
    Involvement,
    Letter,
    NotificationDuty,
    Participation,
    PastLetter,
    Sanction,
    Share,
)
from ..models.record import HistoryRow
from ..record import rows_of_an_act
from ..record.rows_of_an_act import Row, value_of
from ..translatable import _
from ..workflow import Action, Role, Subject

# What a merge moves, and what it is called, in the order in which it goes back: a part comes before the duty that hangs on it.
KINDS: dict[type[models.Model], str] = {
    ClarificationRequest: _("Requests"),
    CaseLetter: _("Letters of a case"),
    Letter: _("Letters that went out"),
    Involvement: _("Parts in cases"),
    NotificationDuty: _("Statutory duties to notify"),
    Participation: _("Places in task forces"),
    Commitment: _("Commitments"),
    Share: _("What is shared with it"),
    Sanction: _("Sanctions"),
    Assertion: _("Assertions"),
    AffectedBody: _("Lines of lists of affected bodies"),
    PastLetter: _("Letters from the record"),
    FollowUp: _("What came back on letters"),
    Agency: _("Bodies under it, before it and its doubles"),
    FurtherSuccessor: _("Bodies that were split into it and others"),
    Contact: _("Addresses"),
    Appointment: _("People who answer for it"),
    Complaint: _("Complaints about it"),
}
OUTSIDE = (Agency, FurtherSuccessor, Contact, Appointment, Complaint)


@dataclass(frozen=True)
class Piece:
    """One row that the act changed, or removed (`gone`, and `row` is what it was): how it stood before and after. `comes`: whether it is
    the body's own again."""

    row: Row
    before: HistoryRow
    after: HistoryRow
    gone: bool
    comes: bool

    @property
    def bodies(self) -> "list[models.Field[Any, Any]]":
        """The columns by which the act let it name the other body, or a part of that one."""
        return [each for each in self._changed if each.related_model in (Agency, Involvement)]

    @property
    def others(self) -> "list[models.Field[Any, Any]]":
        """What else it changed: what two rows knew that became one, an address that ended as it was there twice."""
        return [each for each in self._changed if each.related_model not in (Agency, Involvement)]

    @property
    def _changed(self) -> "list[models.Field[Any, Any]]":
        fields = [each for each in self.row._meta.concrete_fields if each.name not in ("id", "version")]
        return [each for each in fields if value_of(self.before, each) != value_of(self.after, each)]

    def as_left(self, fields: "Iterable[models.Field[Any, Any]]") -> bool:
        """Whether nobody has written anything else there since."""
        return all(value_of(self.row, each) == value_of(self.after, each) for each in fields)


@dataclass(frozen=True)
class ReversalPlan:
    """What undoing a merge does: everything that the act touched."""

    act: CaseEvent
    pieces: tuple[Piece, ...]

    def of(self, model: type[models.Model], incident: int | None = None) -> list[Piece]:
        """Those of one kind that go back, in one case where it is named."""
        found = [each for each in self.pieces if each.comes and isinstance(each.row, model)]
        return [each for each in found if incident is None or each.row.incident_id == incident]

    def staying(self, incident: int | None = None) -> list[Piece]:
        return [each for each in self.pieces if not each.comes and getattr(each.row, "incident_id", None) == incident]

    @property
    def cases(self) -> set[int]:
        return {each.row.incident_id for each in self.pieces if type(each.row) not in OUTSIDE}

    @property
    def counts(self) -> list[tuple[str, int, int]]:
        """(kind, how many go back, how many stay), kinds of which there is none left out."""
        found = []
        for model, words in KINDS.items():
            own = [each.comes for each in self.pieces if isinstance(each.row, model)]
            if own:
                found.append((words, sum(own), len(own) - sum(own)))
        return found

    @property
    def digest(self) -> str:
        """By which a page that showed it says what it showed."""
        return rows_of_an_act.digest(self.act, ((each.row, each.comes) for each in self.pieces))


def plan_of_reversal(double: Agency) -> ReversalPlan | None:
    """What would go back if the merge of `double` were undone now; None where it is no double."""
    acts = CaseEvent.objects.of(double).filter(action=Action.MERGE_AGENCY)
    act = acts.defer("payload").order_by("-recorded_at").first()
    if act is None or not double.merged_into_id:
        return None
    events = list(CaseEvent.objects.filter(act_id=act.act_id).values_list("pk", flat=True))
    with_other = _answered_by_other(act, double)
    found = [piece for model in KINDS for piece in _pieces(model, events, double, with_other)]
    return ReversalPlan(act, tuple(found))


def _pieces(model: Any, events: list[Any], double: Agency, with_other: Callable[[Row], bool]) -> list[Piece]:
    history, key = model.history.model, model._meta.pk.attname
    written = rows_of_an_act.versions(model, events)
    rows, found = getattr(model, "everything", model._default_manager).in_bulk(list(written)), []
    stood = _stood_before(history, key, [versions[0].pk for versions in written.values()])
    for pk, versions in written.items():
        before = stood.get(pk)
        if before is None or (model is Agency and pk == double.pk):
            continue
        after, gone = versions[-1], versions[-1].history_type == "-"
        if not gone and pk not in rows:
            continue
        piece = Piece(before.instance if gone else rows[pk], before, after, gone, comes=True)
        there = gone or _stands_there(piece, double)
        if there and not with_other(piece.row):
            found.append(piece)
        else:
            found.append(Piece(piece.row, before, after, gone, comes=False))
    return found


def _stood_before(history: Any, key: str, firsts: list[int]) -> dict[int, HistoryRow]:
    """{key of a row: its version before each of these, by which an act began to write on it}, one query for all."""
    same = {key: OuterRef(key)}
    earlier = history.objects.filter(history_id__lt=OuterRef("history_id"), **same).order_by("-history_id")
    begun = (
        history.objects.filter(history_id__in=firsts)
        .order_by()
        .values(before=Subquery(earlier.values("history_id")[:1]))
    )
    return {getattr(row, key): row for row in history.objects.filter(history_id__in=begun)}


def _stands_there(piece: Piece, double: Agency) -> bool:
    """Whether what it names is still the other body, or whatever that is a double of by now; of what only took something over with
    it, whether nobody has written on it since."""
    if not piece.bodies:
        return piece.as_left(piece.others)
    return all(
        value_of(piece.row, each)
        in (value_of(piece.after, each), double.merged_into_id if each.related_model is Agency else None)
        for each in piece.bodies
    )


def _answered_by_other(act: CaseEvent, double: Agency) -> Callable[[Row], bool]:
    """Whether a row is a request or a letter of which the people of the other body have answered or acknowledged something since, or
    hangs on one: that stays where it was answered. Who answered for the double before still does what they did for it."""
    own = Appointment.history.filter(agency=double.pk, role=Role.LIAISON).values("user")
    cases = CaseEvent.objects.filter(act_id=act.act_id, incident__isnull=False).values("incident")
    done = CaseEvent.objects.filter(incident__in=cases, recorded_at__gt=act.recorded_at, actor_role=Role.LIAISON)
    done = done.exclude(actor__in=own)
    keys: dict[str, set[int]] = {Subject.REQUEST: set(), Subject.CASE_LETTER: set()}
    for kind, key in done.filter(subject_type__in=keys).values_list("subject_type", "subject_id"):
        keys[kind].add(int(key))

    def stays(row: Row) -> bool:
        request = row.pk if isinstance(row, ClarificationRequest) else getattr(row, "request_id", None)
        letter = row.pk if isinstance(row, CaseLetter) else getattr(row, "case_letter_id", None)
        return request in keys[Subject.REQUEST] or letter in keys[Subject.CASE_LETTER]

    return stays
