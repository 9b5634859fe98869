"""The deeds by which the merge of two bodies is undone: what each had is its own again, what was entered since stays where it stands."""

import uuid
from typing import Any

from django.db import transaction
from django.db.models import Q

from ..models import (
    Agency,
    Appointment,
    CaseEvent,
    ClarificationRequest,
    Complaint,
    Contact,
    FurtherSuccessor,
    Incident,
    Involvement,
    Participation,
    User,
)
from ..models.record import put_span
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..record import deeds, sent_forms
from ..record.rows_of_an_act import value_of
from ..workflow import Action, Role, conflict
from . import duplicates, hierarchy, overtaken, reply_drafts
from .agency_merge_reversal_plan import KINDS, OUTSIDE, Piece, ReversalPlan, plan_of_reversal

IN_CASES = [model for model in KINDS if model not in OUTSIDE]


def unmerge_agency(double: Agency, *, by: User, reason: str, plan: str, seen: int | None = None) -> Agency:
    """The two are not one. By one act, with a deed in the history of each case that it touches: what the merge moved is the body's own
    again, as far as it stands where the merge put it. What was entered since names the other body and stays with it; a request or a
    letter of which that body's people have answered something stays too, with all that hangs on it. Letters keep the name under
    which they went.

    `plan` is the digest of what was shown. Raises PartsOtherwise when it would be something else by now.
    """
    with transaction.atomic():
        shown = plan_of_reversal(Agency.objects.get(pk=double.pk))
        words = [word for row in double.names.all() for word in (row.name, row.short_name)]
        named = Q(pk__in=duplicates.naming(words).values("pk")) | Q(pk__in=shown.cases if shown else ())
        keys = list(Incident.objects.filter(named).values_list("pk", flat=True))
        cases = list(Incident.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
        now = Agency.objects.get(pk=double.pk)
        moved = [piece.row.pk for piece in (shown.of(Agency) if shown else ())]
        hierarchy.hold([double.pk, *moved], under=[now.merged_into_id])
        back = plan_of_reversal(Agency.objects.get(pk=double.pk))
        if back is None or back.digest != plan:
            raise overtaken.PartsOtherwise(double)
        act_id = sent_forms.new_act()
        with deeds.record(Action.UNMERGE_AGENCY, on=double, by=by, seen=seen, reason=reason, act_id=act_id) as deed:
            other = Agency.objects.prefetch_related("names").get(pk=not_none(deed.on.merged_into_id))
            deed.on.merged_into = None
            deed.on.parent_id = _parent_before(back, deed.on)
            deed.on.save()
            for model in (Agency, FurtherSuccessor, Contact, Complaint):
                for piece in back.of(model):
                    _restore(piece)
            for piece in back.of(Appointment):
                _appointment(piece, deed)
            deed.details = {
                "from": other.short_name_at(deed.at),
                "stays": {str(kind): stay for kind, _back, stay in back.counts if stay},
            }
        for case in cases:
            if case.pk in back.cases:
                _in_case(case, back, deed.on, other, by=by, reason=reason, act_id=act_id)
        for case in Incident.objects.filter(pk__in=keys).order_by("pk"):  # found by the names of each from now on
            duplicates.refresh(case)
    return deed.on


def _parent_before(back: ReversalPlan, double: Agency) -> int | None:
    """Under which body it stood before, unless that is a double by now or stands under it itself."""
    row = Agency.history.filter(id=double.pk).exclude(event_id=back.act.pk).filter(merged_into=None)
    before = row.order_by("-history_id").first()
    under: int | None = before.parent_id if before else None
    above = None if under is None else Agency.objects.filter(pk=under, merged_into=None).first()
    return above.pk if above and double.pk not in hierarchy.chain(above.pk) else None


def _in_case(
    case: Incident, back: ReversalPlan, double: Agency, other: Agency, *, by: User, reason: str, act_id: uuid.UUID
) -> None:
    with deeds.record(Action.DIVIDE_BODIES, on=case, by=by, reason=reason, act_id=act_id) as deed:
        stays = [str(piece.row) for piece in back.staying(case.pk)]
        for model in IN_CASES:
            for piece in back.of(model, case.pk):
                if isinstance(piece.row, ClarificationRequest):
                    _unless_opened_by_its_own(piece.row, double, back.act.recorded_at)
                if not _restore(piece):
                    stays.append(str(piece.row))
        deed.details = {"agency": double.short_name_at(deed.at), "from": other.short_name_at(deed.at), "stays": stays}
        if aside := sum(_drafts_aside(piece, back) for piece in back.pieces if _is_request(piece, case.pk)):
            deed.details["drafts"] = aside


def _unless_opened_by_its_own(request: ClarificationRequest, body: Agency, since: Instant) -> None:
    """That somebody of the other body opened it, as long as the two were one, proves no arrival at this one."""
    opened_at = request.delivered_at
    if opened_at is None or opened_at < since or request.delivered_how != ClarificationRequest.Arrival.PORTAL:
        return
    told = CaseEvent.objects.of(request).filter(action=Action.DELIVER)
    opened = told.order_by("recorded_at").last()
    own = {str(post.user) for post in Appointment.objects.filter(agency=body).select_related("user")}
    if opened and opened.details.get("what") not in own:
        put_span(request, "delivered", None)
        request.delivered_how = ""


def _is_request(piece: Piece, incident: int) -> bool:
    return isinstance(piece.row, ClarificationRequest) and piece.row.incident_id == incident


def _drafts_aside(piece: Piece, back: ReversalPlan) -> int:
    """What people of the one were writing to a request that is the other's is shown to nobody: as long as the two were one, both wrote."""
    return reply_drafts.lay_aside_of_others(ClarificationRequest.objects.get(pk=piece.row.pk), back.act.recorded_at)


def _restore(piece: Piece) -> bool:
    """The columns by which it names a body are as before; all else that the act wrote too, where nobody has written on it since. What
    the act removed, since one row stood for both, is there again. False where it cannot be."""
    row = piece.row
    if piece.gone:
        if _is_there(row):
            return False
        row.save(force_insert=True)
        return True
    restored = [*piece.bodies, *(piece.others if piece.as_left(piece.others) else ())]
    for column in restored:
        if column.name == "parent" and _closes_ring(row, value_of(piece.before, column)):
            continue
        setattr(row, column.attname, value_of(piece.before, column))
    if isinstance(row, Involvement | Participation) and _is_there(row):
        row.refresh_from_db()
        return False
    row.save()
    return True


def _is_there(row: Any) -> bool:
    """Whether the body has that part, takes part or follows another one by another row by now."""
    if isinstance(row, FurtherSuccessor):  # or its end was undone, and nobody follows it
        body = Agency.objects.get(pk=row.agency_id)
        return body.successor_id in (None, row.heir_id) or body.further.filter(heir=row.heir_id).exists()
    if row.struck_at:
        return False
    others = type(row).objects.filter(agency=row.agency_id).exclude(pk=row.pk)
    if isinstance(row, Involvement):
        return bool(others.filter(incident=row.incident_id, role=row.role).exists())
    return row.left_at is None and bool(others.filter(activity=row.activity_id, left_at=None).exists())


def _closes_ring(body: Agency, above: int | None) -> bool:
    return above is not None and body.pk in hierarchy.chain(above)


def _appointment(piece: Piece, deed: deeds.Deed[Agency]) -> None:
    """Who answered for the body does so again; not who serves the other side by now: their appointment ends."""
    row = piece.row
    _restore(piece)
    beside = Appointment.objects.overlapping(deed.at, row.valid_to).filter(user=row.user_id)
    if conflict([Role(row.role), *(Role(post.role) for post in beside.exclude(pk=row.pk))]):
        row.valid_to = max(deed.at, row.valid_from)
        row.save()
