"""The deeds by which the end of a body is undone: what that act moved comes back, unless something was done to it since."""

import uuid

from django.db import transaction

from ..models import (
    Agency,
    Appointment,
    CaseLetter,
    ClarificationRequest,
    Commitment,
    Contact,
    Incident,
    Involvement,
    NotificationDuty,
    User,
)
from ..models.corrections import Entry
from ..plain import clocks
from ..plain.not_none import not_none
from ..record import deeds, sent_forms
from ..record.rows_of_an_act import value_of
from ..workflow import (
    Action,
    CaseLetterStatus,
    Role,
    conflict,
)
from . import duplicates, hierarchy, involvements_passed_on, judgements, overtaken, requests_again, same_points
from .revival_plan import IN_CASES, Piece, RevivalPlan, columns_changed, plan_of_revival


def revive_agency(agency: Agency, *, by: User, reason: str, plan: str, seen: int | None = None) -> Agency:
    """The body never ended. One act: what its end moved comes back, if nobody has done anything to it since; what was done
    since stays where it is, and the event names it. Requests that were broken off stay so: they are asked anew.

    `plan` is the digest of what was shown. Raises Conflict when it would be something else by now.
    """
    with transaction.atomic():
        shown = plan_of_revival(Agency.objects.get(pk=agency.pk))
        cases = list(Incident.objects.select_for_update().filter(pk__in=shown.cases if shown else ()).order_by("pk"))
        hierarchy.hold([agency.pk, *(piece.row.pk for piece in (shown.of(Agency) if shown else ()))], under=[agency.pk])
        back = plan_of_revival(Agency.objects.get(pk=agency.pk))
        if back is None or back.digest != plan:
            raise overtaken.ReturnsOtherwise(agency)
        act_id = sent_forms.new_act()
        with deeds.record(Action.REVIVE_AGENCY, on=agency, by=by, seen=seen, reason=reason, act_id=act_id) as deed:
            deed.on.ended_on = deed.on.successor = None
            deed.on.save()
            for each in deed.on.further.all():
                each.delete()
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
    if above != agency.pk or piece.row.pk not in hierarchy.chain(agency.pk):
        piece.row.parent_id = above
        piece.row.save()


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


def _in_case(case: Incident, back: RevivalPlan, agency: Agency, *, by: User, reason: str, act_id: uuid.UUID) -> None:
    for piece in back.of(ClarificationRequest, case.pk):
        requests_again.give_back(piece.row, to=agency, by=by, seen=None, reason=reason, act_id=act_id)
    for broken in back.broken_off(case.pk):
        requests_again.note_mistake(broken, to=agency, by=by, seen=None, reason=reason, act_id=act_id)
    for piece in back.of(CaseLetter, case.pk):
        with deeds.record(Action.GIVE_BACK_LETTER, on=piece.row, by=by, reason=reason, act_id=act_id) as given:
            given.details = {"agency": given.on.agency.short_name_at(given.at), "kind_of_letter": given.on.kind}
            if given.on.agency != agency:
                given.details["for"] = agency.short_name_at(given.at)
            given.on.agency, given.on.mail_to = agency, not_none(piece.before).instance.mail_to  # type: ignore[attr-defined]  # the letter as it was
            if given.on.status == CaseLetterStatus.DROPPED:
                _drafted_again(given.on)
            given.on.save()
    stays = [
        str(piece.row) for piece in back.pieces if not piece.comes and getattr(piece.row, "incident_id", 0) == case.pk
    ]
    pieces = [piece for model in IN_CASES for piece in back.of(model, case.pk)]
    if pieces or stays:
        with deeds.record(Action.GIVE_BACK_PARTS, on=case, by=by, reason=reason, act_id=act_id) as deed:
            stays += [str(piece.row) for piece in pieces if not _restore(piece, agency, deed, by)]
            duplicates.refresh(deed.on)
            deed.details = {"agency": agency.short_name_at(deed.at), "stays": stays}


def _drafted_again(row: CaseLetter) -> None:
    """A copy that fell out of a joint letter is one of it again while that is a draft; once it is numbered it names the others alone,
    and this one is a letter by itself."""
    if any(each.status != CaseLetterStatus.DRAFT for each in row.fellows):
        row.joint, row.act_id = False, uuid.uuid4()
    row.status = CaseLetterStatus.DRAFT


def _restore(piece: Piece, agency: Agency, deed: deeds.Deed[Incident], by: User) -> bool:
    """The columns that the act changed are as before; what it brought forth is struck. False where something hangs on that by
    now: it stays. What passed on later is the body's again, and as open as it is."""
    if piece.later:
        involvements_passed_on.owes(piece.row, piece.row.agency, agency, deed.at)
        return True
    if piece.before is None:
        if not isinstance(piece.row, Entry) or _is_needed(piece.row):
            return False
        piece.row.struck_at = deed.at
        piece.row.save()
        return True
    for field in columns_changed(piece.row, piece.before, piece.after):
        if value_of(piece.row, field) == value_of(piece.after, field):
            setattr(piece.row, field.attname, value_of(piece.before, field))
    piece.row.save()
    if isinstance(piece.row, Commitment) and same_points.settled_elsewhere(piece.row):
        owed = Commitment.objects.get(pk=piece.row.pk)  # its letter went back to the body before
        judgements.open_for_its_body(owed, by=by, reason=deed.reason, at=deed.at)
    return True


def _is_needed(row: Entry) -> bool:
    """Whether a part that the successor got is one by which something of its own stands: a duty, a letter."""
    if not isinstance(row, Involvement):
        return False
    asked = ClarificationRequest.objects.filter(incident=row.incident_id, agency=row.agency_id)
    written = CaseLetter.objects.filter(incident=row.incident_id, agency=row.agency_id)
    return NotificationDuty.objects.filter(involvement=row).exists() or asked.exists() or written.exists()
