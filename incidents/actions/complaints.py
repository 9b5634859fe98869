"""Deeds on complaints: taken in, seen to, put behind a case, merged, answered, ended. Who complained stands on the sheet."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ..errors import NOT_NOW, DomainError
from ..models import (
    CaseEvent,
    ComplainantSheet,
    Complaint,
    ComplaintAnswer,
    ComplaintFormPolicy,
    Incident,
    Pending,
    User,
)
from ..plain import clocks
from ..plain.complainants import Person
from ..plain.not_none import not_none
from ..plain.spans import Span, to_the_second
from ..record import complainant_sheets, complaint_answers_out, deeds, sent_forms
from ..translatable import _
from ..workflow import ANSWERS_NOT_OUT, Action, Actor, ComplaintAnswerStatus, ComplaintStatus
from . import after_closing, complaint_answers, drills, letter_writing, overtaken, sheet_files
from .complaint_amendments import came
from .handover import check_known, may_know, pass_complaint
from .rules import check_last

SERIES = "ADU"
Outcome = Complaint.Outcome


class AnswerWaits(DomainError):
    status = NOT_NOW
    message = _("An answer waits for approval or a signature. It is issued or dropped first.")


class EndsNotSo(DomainError):
    message = _("%(complaint)s stands behind no case: it cannot end as dealt with in one.")


class NoAnswerWent(EndsNotSo):
    message = _(
        "No answer to %(complaint)s went out: it cannot end as answered. One that was given otherwise is recorded first."
    )


class NotReached(DomainError):
    status = NOT_NOW
    message = _(
        "No answer has reached the complainant yet: see how far it is on the page of the complaint. Say that it ends all the same, "
        "or see to it first."
    )


def enter(
    *,
    by: User,
    person: Person,
    received: Span | None = None,
    incident: Incident | None = None,
    uploads: sheet_files.Uploads = (),
    at: datetime | None = None,
    **facts: Any,
) -> Complaint:
    """Take in a complaint that came to somebody of the ministry; it is theirs. `received` is when it came (None: now), `uploads` what
    came with it, for the sheet; `facts` are columns of Complaint. Raises drills.OfNoDrill, after_closing.LivesOn, LivesOnUnseen."""
    if incident:
        drills.hear_nobody(incident)
    complaint = Complaint(incident=incident, owner=by, status=ComplaintStatus.IN_HAND, **facts)
    with sheet_files.keeping(uploads) as kept, deeds.record(Action.ENTER_COMPLAINT, on=complaint, by=by, at=at) as deed:
        if incident:
            after_closing.check_own_file(Incident.objects.get(pk=incident.pk), by)
        _take_in(deed, person, received)
        sheet_files.lay(deed, complaint.sheet, kept, way=str(complaint.way), came=complaint.received, about="")
    return complaint


def submit(*, person: Person, at: datetime | None = None, **facts: Any) -> Complaint:
    """Take in a complaint that came by the public form: nobody's yet. Raises DoneAlready when this very form came before."""
    complaint = Complaint(status=ComplaintStatus.RECEIVED, way=Complaint.Way.FORM, **facts)
    with deeds.record(Action.SUBMIT_COMPLAINT, on=complaint, by=deeds.SYSTEM, at=at) as deed:
        _take_in(deed, person, None)
        if CaseEvent.objects.filter(act_id=deed.act_id).exists():  # the number's row is locked: one at a time
            raise deeds.DoneAlready(complaint)
        complaint.acknowledged_at = deed.at
        complaint.save()
        deed.pend(Pending.Job.TELL)
    return complaint


def _take_in(deed: deeds.Deed[Complaint], person: Person, received: Span | None) -> None:
    complaint, year = deed.on, clocks.day(deed.at).year
    came(complaint, received or to_the_second(deed.at))
    complaint.reference = f"{SERIES}-{year}-{deed.take(SERIES, year):04d}"
    complaint.save()
    sheet = ComplainantSheet(complaint=complaint)
    complainant_sheets.write(sheet, person)
    sheet.save()
    deed.details = {"way": str(complaint.way), "known": person.known}


def take_up(complaint: Complaint, *, by: User, seen: int) -> Complaint:
    """See to a complaint that is nobody's yet."""
    with deeds.record(Action.TAKE_UP_COMPLAINT, on=complaint, by=by, seen=seen) as deed:
        deed.on.owner, deed.on.status = by, ComplaintStatus.IN_HAND
        deed.on.save()
    return deed.on


def assign(complaint: Complaint, *, by: User, seen: int, to: User, reason: str) -> Complaint:
    """Hand a complaint over to another person of the ministry. Raises ServesNot."""
    with deeds.record(Action.ASSIGN_COMPLAINT, on=complaint, by=by, seen=seen, reason=reason) as deed:
        pass_complaint(deed, to)
    return deed.on


def amend_sheet(sheet: ComplainantSheet, *, by: User, seen: int, reason: str, **facts: Any) -> ComplainantSheet:
    """Write other facts onto the sheet. The event names which, never what they are."""
    with deeds.record(Action.AMEND_SHEET, on=sheet, by=by, seen=seen, reason=reason) as deed:
        was = complainant_sheets.read(deed.on).as_facts
        now = Person.of(was | facts)
        complainant_sheets.write(deed.on, now)
        deed.on.save()
        deed.details = {"changed": sorted(n.partition("_")[2] for n, value in now.as_facts.items() if value != was[n])}
    return deed.on


def acknowledge(complaint: Complaint, *, by: User, seen: int) -> str:
    """Acknowledge the receipt: by mail, where an address is known. Returns a code for the complainant, shown once."""
    with deeds.record(Action.ACKNOWLEDGE_COMPLAINT, on=complaint, by=by, seen=seen) as deed:
        deed.on.acknowledged_at = deed.on.acknowledged_at or deed.at
        deed.on.save()
        return complainant_sheets.new_code(deed.on)


def link(complaint: Complaint, *, by: User, seen: int, incident: Incident, reason: str = "") -> Complaint:
    """Put a complaint behind a case, from another one where it stood behind that: told in both. People complain of a case that has ended
    as well. Raises drills.OfNoDrill, after_closing.LivesOn, LivesOnUnseen."""
    drills.hear_nobody(incident)
    act_id, before = sent_forms.new_act(), complaint.incident_id
    with transaction.atomic():
        keys = {key for key in (incident.pk, before) if key}
        # Both rows in the order of their keys, whoever moves what where: two opposite moves cannot block.
        locked = {row.pk: row for row in Incident.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
        after_closing.check_own_file(locked[incident.pk], by)
        check_known(incident, complaint.owner)
        if before:
            complaint = _unlink(complaint, by, seen, reason, act_id)
        complaint.incident = incident  # the case that the door locks
        version = None if before else seen
        with deeds.record(
            Action.LINK_COMPLAINT, on=complaint, by=by, seen=version, reason=reason, act_id=act_id
        ) as deed:
            deed.on.incident = incident
            deed.on.save()
            deed.details = {"case": incident.reference}
    return deed.on


def unlink(complaint: Complaint, *, by: User, seen: int, reason: str) -> Complaint:
    """Take a complaint from the case behind which it stands; it stands alone. Raises Conflict where it stands alone already."""
    return _unlink(complaint, by, seen, reason, sent_forms.new_act())


def _unlink(complaint: Complaint, by: User, seen: int, reason: str, act_id: Any) -> Complaint:
    with deeds.record(Action.UNLINK_COMPLAINT, on=complaint, by=by, seen=seen, reason=reason, act_id=act_id) as deed:
        if deed.on.incident is None:
            raise overtaken.BehindNoCase(deed.on)
        deed.details = {"case": deed.on.incident.reference}
        deed.on.incident = None
        deed.on.save()
    return deed.on


def merge(complaint: Complaint, *, by: User, seen: int, into: Complaint, reason: str) -> Complaint:
    """The same person said the same twice: `complaint` counts no more, an answer to it that waits is dropped, and its code tells
    how `into` stands. Raises Conflict for a complaint merged into itself, or into one that is merged."""
    with transaction.atomic():
        # before the complaints, as everywhere
        cases = {row.incident_id for row in (complaint, into) if row.incident_id}
        list(Incident.objects.select_for_update().filter(pk__in=cases).order_by("pk"))
        rows = Complaint.objects.filter(Q(pk__in=[complaint.pk, into.pk]) | Q(merged_into=complaint.pk)).order_by("pk")
        locked = {row.pk: row for row in rows.select_for_update(of=("self",))}
        if complaint.pk == into.pk:
            raise overtaken.TheSame(into)
        if locked[into.pk].status == ComplaintStatus.MERGED:
            raise overtaken.ComplaintMerged(into, complaint=into.reference)
        if locked[into.pk].status == ComplaintStatus.MISTAKEN:
            raise overtaken.ComplaintMistaken(into, complaint=into.reference)
        with deeds.record(Action.MERGE_COMPLAINT, on=complaint, by=by, seen=seen, reason=reason) as deed:
            for double in deed.on.doubles.all():  # what was merged into it goes along
                double.merged_into = into
                double.save()
            for answer in deed.on.answers.select_for_update().filter(status__in=ANSWERS_NOT_OUT):
                _drop(deed, answer)
            deed.on.status, deed.on.merged_into = ComplaintStatus.MERGED, into
            deed.on.save()
            deed.details = {"complaint": into.reference}
    return deed.on


def conclude(
    complaint: Complaint, *, by: User, seen: int, outcome: str, reason: str, despite: bool = False
) -> Complaint:
    """End it, with what became of it. Raises AnswerWaits; EndsNotSo where that says what the record does not hold; NotReached
    where no answer has reached the complainant, unless somebody says that it ends `despite` that."""
    with deeds.record(Action.CONCLUDE_COMPLAINT, on=complaint, by=by, seen=seen, reason=reason) as deed:
        answers = ComplaintAnswer.objects.filter(Q(complaint=deed.on) | Q(complaint__merged_into=deed.on))
        if answers.filter(status__in=ANSWERS_NOT_OUT).exists():
            raise AnswerWaits(deed.on)
        out = complaint_answers_out.of(answers.select_related("complaint__incident", "complaint__sheet"))
        if outcome == Outcome.IN_CASE and not deed.on.incident_id:
            raise EndsNotSo(deed.on, complaint=str(deed.on))
        if outcome == Outcome.ANSWERED and not out:
            raise NoAnswerWent(deed.on, complaint=str(deed.on))
        if (
            outcome == Outcome.ANSWERED
            and not despite
            and not any(each.stage in complaint_answers_out.REACHED for each in out)
        ):
            raise NotReached(deed.on)
        deed.on.status, deed.on.outcome, deed.on.concluded_at = ComplaintStatus.CONCLUDED, outcome, deed.at
        deed.on.save()
        deed.details = {"outcome": str(outcome)}
    return deed.on


def reopen(complaint: Complaint, *, by: User, seen: int, reason: str) -> Complaint:
    """It goes on with whoever saw to it; where they may not know of its case any more, with whoever takes it up again."""
    with deeds.record(Action.REOPEN_COMPLAINT, on=complaint, by=by, seen=seen, reason=reason) as deed:
        if not may_know(deed.on.incident, deed.on.owner):
            deed.on.owner, deed.details = by, {"to": by.name}
        deed.on.status, deed.on.outcome, deed.on.concluded_at = ComplaintStatus.IN_HAND, "", None
        deed.on.save()
    return deed.on


def draft_answer(complaint: Complaint, *, by: User, text: str, at: datetime | None = None) -> ComplaintAnswer:
    """Draft what the complainant is answered, by the unit that sees to the complaint. Of one complaint one answer waits at a time,
    and none of one that is merged: else Conflict."""
    answer = ComplaintAnswer(complaint=complaint, text=text, status=ComplaintAnswerStatus.DRAFT)
    with deeds.record(Action.DRAFT_ANSWER, on=answer, by=by, at=at) as deed:
        present = Complaint.objects.select_for_update().get(pk=complaint.pk)
        if not present.may_be_answered:
            raise overtaken.AnswerWaits(complaint)
        answer.unit = present.unit or not_none(deed.unit)
        answer.save()
    return answer


def send_answer(
    answer: ComplaintAnswer, *, by: User, seen: int, approved: str | None = None, at: datetime | None = None
) -> ComplaintAnswer:
    """Approve an answer: it is a letter with a number of the unit, issued at once, or where a person signs with its signature. It
    is mailed where an address is known, and printed where none is. Raises what complaint_answers.approve() raises."""
    by_hand = complaint_answers.signed_by_hand(answer, at or timezone.now())
    action = Action.APPROVE_ANSWER if by_hand else Action.SEND_ANSWER
    with deeds.record(action, on=answer, by=by, seen=seen, at=at) as deed:
        complaint_answers.approve(deed, by, approved, by_hand=by_hand)
    return deed.on


def send_signed_answer(
    answer: ComplaintAnswer, *, by: User, seen: int, file: dict[str, Any], details: dict[str, Any] | None = None
) -> ComplaintAnswer:
    """The signed letter of an answer is here: with it the answer is issued. `file` is a StoredFile's fields, checked against what
    was given out for signature. Raises what complaint_answers.take_signed() raises."""
    with deeds.record(Action.SEND_ANSWER, on=answer, by=by, seen=seen) as deed:
        complaint_answers.take_signed(deed, file, details)
    return deed.on


def drop_answer(answer: ComplaintAnswer, *, by: User, seen: int, reason: str) -> ComplaintAnswer:
    """It will not go out. A number that was given is void."""
    with deeds.record(Action.DROP_ANSWER, on=answer, by=by, seen=seen, reason=reason) as deed:
        _drop(deed, deed.on)
    return deed.on


def _drop(deed: deeds.Deed[Any], answer: ComplaintAnswer) -> None:
    if answer.letter:
        letter_writing.void(answer.letter, deed)
    answer.status = ComplaintAnswerStatus.DROPPED
    answer.save()


def switch_form(*, by: Actor, opened: bool, reason: str, seen: int | None = None) -> ComplaintFormPolicy:
    """Open or close the public form from now on. Raises Conflict: see check_last()."""
    policy = ComplaintFormPolicy(opened=opened)
    with deeds.record(Action.SWITCH_COMPLAINT_FORM, on=policy, by=by, reason=reason) as deed:
        check_last(ComplaintFormPolicy.objects.all(), seen, policy)
        policy.effective_from = deed.at
        policy.save()
        deed.details = {"opened": opened}
    return policy
