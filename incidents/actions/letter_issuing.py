"""From an approved draft to an issued letter: in one deed, or approved first and issued with a person's signature."""

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction

from ..models import ClarificationRequest, ClockRule, Deadline, Letter, User
from ..models.work_calendar import years_off
from ..plain import clocks, periods
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..record import deeds
from ..record.deeds import OnRequest
from ..workflow import GIVEN_UP, Action, RequestStatus
from . import (
    drills,
    issuing_conditions,
    letter_content,
    letter_decisions,
    letter_writing,
    overtaken,
    same_questions,
    signatures,
)
from .agencies import check_exists
from .letter_content import Content
from .letter_writing import KeptFields


def issue(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    approved_digest: str,
    mail_to: Collection[str] = (),
    at: Instant | None = None,
    replay: bool = False,
) -> ClarificationRequest:
    """Issue the letter: number, date, check code, frozen content and the clock, all in one deed.

    `approved_digest` is the digest of the draft content the supervisor saw; a different one now is a Conflict. So is a
    letter whose words do not hold any more (issuing_conditions), a reissue of a letter that is not open any more, and a letter
    that waits for a person's signature. `mail_to`: see drills.confirm().
    """
    with transaction.atomic():
        with deeds.record(Action.ISSUE, on=clarification, by=by, seen=seen, at=at, replay=replay) as deed:
            content, rule = _approved(deed, by, approved_digest)
            if deed.on.status != RequestStatus.AWAITING_APPROVAL or content["signing"] in Letter.BY_HAND:
                raise overtaken.ApprovedOtherwise(deed.on)
            confirmed = drills.confirm(deed.on, mail_to, deed.at)
            due_at = _open(deed, by, rule)
            deed.details |= confirmed
            letter = letter_writing.write(deed, deed.on, content, due_at=due_at)
            deed.details["number"] = str(letter)
        _replace(deed, by)
    return deed.on


def approve(
    clarification: ClarificationRequest, *, by: User, seen: int | None, approved_digest: str, at: Instant | None = None
) -> ClarificationRequest:
    """Freeze and number a letter that a person signs in another system or through BSrE. No clock starts: the letter
    states the period in words, the signature is the issue. One that waits for its signature already is drawn anew, with the
    number and the date of now; its number of before is void. Raises Conflict as issue() does."""
    with deeds.record(Action.APPROVE, on=clarification, by=by, seen=seen, at=at) as deed:
        content, _rule = _approved(deed, by, approved_digest)
        if content["signing"] not in Letter.BY_HAND:
            raise overtaken.ApprovedOtherwise(deed.on)
        before = deed.on.letter
        deed.on.status = RequestStatus.AWAITING_SIGNATURE
        deed.on.save()
        letter = letter_writing.write(deed, deed.on, content, instead_of=before)
        deed.details = {"number": str(letter)} | drawn_instead(before)
    return deed.on


def drawn_instead(before: Letter | None) -> deeds.Details:
    """What the event of an approval says of the letter in whose place it drew another."""
    return {"instead_of": str(before)} if before else {}


def issue_signed(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    file: KeptFields,
    details: deeds.Details | None = None,
    at: Instant | None = None,
) -> ClarificationRequest:
    """The signed bytes are here: the letter is issued, and its clock runs since the signature, as its words say. `file` is a
    StoredFile's fields, checked against what was given out for signature; `details` says how. Raises Conflict as issue() does."""
    with transaction.atomic():
        with deeds.record(Action.ISSUE, on=clarification, by=by, seen=seen, at=at) as deed:
            letter = deed.on.letter
            if deed.on.status != RequestStatus.AWAITING_SIGNATURE or letter is None or not letter.unsigned_id:
                raise overtaken.SignedAlready(deed.on)
            check_exists(deed.on.agency, deed.at)
            issuing_conditions.check(deed.on, deed.at)
            _open(deed, by, letter_content.rule_of(letter.content), signatures.given_at(details, deed.at))
            deed.details["number"] = str(letter)
            letter_decisions.take_signed(deed, letter, file, details)
        _replace(deed, by)
    return deed.on


def _approved(deed: OnRequest, by: User, approved_digest: str) -> tuple[Content, ClockRule]:
    """The content as it is now, which must be what was seen, to a body that exists; and the rule by which it states the
    period: read once, so that letter and clock cannot follow two."""
    check_exists(deed.on.agency, deed.at)
    rule = letter_content.rule_on(clocks.day(deed.at))
    content = letter_content.draft_content(deed.on, deed.at, by, rule)
    if letter_content.digest(content) != approved_digest:
        raise overtaken.LetterChanged(deed.on)
    issuing_conditions.check(deed.on, deed.at, to_be_drawn=True)
    return content, rule


def _open(deed: OnRequest, by: User, rule: ClockRule, start: Instant | None = None) -> Instant:
    """The clock starts with this deed, or with the signature at `start`, by the rule that the letter states. Returns the due."""
    on, start = deed.on, start or deed.at
    counted = periods.count(start, not_none(rule.length), rule.unit, years_off(start))
    due_at, started_at = counted.due_at, start.replace(microsecond=0)
    hours = -(-(due_at - started_at) // timedelta(hours=1))
    on.status = RequestStatus.OPEN
    on.issued_at, on.issued_by = deed.at, by
    on.save()
    first = Deadline.objects.create(
        request=on,
        event_id=deed.event_id,
        kind=Deadline.Kind.FIRST,
        rule=rule,
        basis=rule.legal_basis,
        start_event=rule.start_event,
        started_at=started_at,
        length=rule.length,
        unit=rule.unit,
        hours=hours,
        **counted.kept,
        due_at=due_at,
        set_at=deed.at,
    )
    for question in on.questions.all():
        question.deadline, question.asked_at, question.in_time_until = first, deed.at, due_at
        question.save()
    deed.details = {"due_at": due_at.isoformat(), "hours": hours}
    return due_at


def _replace(deed: OnRequest, by: User) -> None:
    """A letter that was given up meanwhile asks nothing any more; anything else but an open one is a Conflict."""
    if deed.on.replaces and deed.on.replaces.status not in GIVEN_UP:
        same_questions.replace(deed.on.replaces, by=by, at=deed.after(), act_id=deed.act_id)


def preview_due(at: Instant) -> periods.Counted:
    """When the answer would be due if the letter were issued at `at`, and by which calendar."""
    rule = letter_content.rule_on(clocks.day(at))
    return periods.count(at, not_none(rule.length), rule.unit, years_off(at))


def due_if_issued(at: Instant) -> Instant | None:
    """The same instant alone; None while no rule is in force."""
    try:
        return preview_due(at).due_at
    except letter_content.NoRule:
        return None
