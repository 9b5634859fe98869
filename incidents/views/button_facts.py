"""When a move that the status of a thing allows would still be idle: what the thing's own facts say."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from ..actions import (
    complaint_confirmations,
    corrections,
    revocation_without_letter,
    rule_ends,
    rule_withdrawals,
    stopped_waiting,
)
from ..models import (
    Agency,
    CaseLetter,
    ClarificationRequest,
    Complaint,
    CounterQuestion,
    FollowUp,
    Incident,
    Involvement,
    KnownActor,
    Response,
    Unit,
    custody,
    handings_over,
    succession,
)
from ..models.dated import DatedRule
from ..plain import assertion_weighing, clocks
from ..workflow import Action, IncidentStatus, QuestionStatus
from ..workflow.of_complaints import RUNS
from ..workflow.rows import ALIVE


def _worked_on(request: ClarificationRequest) -> bool:
    """Whether its case is: how a case ended rests on what was decided on its letters."""
    return request.incident.status in ALIVE


def _handed_over(request: ClarificationRequest) -> bool:
    """Whether a delivery by hand stands: what is true instead is recorded once that is struck."""
    return bool(request.delivered_at and handings_over.last(request))


def _has_answers(request: ClarificationRequest) -> bool:
    return any(question.status != QuestionStatus.OPEN for question in request.questions.all())


def _may_be_corrected(row: Any) -> bool:
    """What a letter says, what a body sent itself and what was said to it is none's to correct."""
    if isinstance(row, FollowUp):
        return row.typed_in
    if isinstance(row, (CounterQuestion, Response)) and not row.typed_in:
        return False
    return not getattr(row, "case_letter_id", None) and corrections.takes_corrections(row)


def _owes_untold(involvement: Any) -> bool:
    """A controller whose duty to notify nobody follows yet."""
    return involvement.role in Involvement.CONTROLLERS and involvement.standing_duty is None


def _went_out(letter: CaseLetter | ClarificationRequest) -> bool:
    return letter.issued_at is not None


def _awaits(letter: CaseLetter) -> bool:
    """Whether something is awaited of whoever got the letter."""
    return letter.comes_back and not letter.ended_at


def _hears(letter: CaseLetter) -> bool:
    """Whether whoever got the letter may say something on it: what is awaited, or that they object."""
    return bool(FollowUp.kinds_on(letter))


def _is_there(letter: CaseLetter) -> bool:
    """Whether something is awaited, and the body of which it is exists: nobody else reads what the ministry says to it."""
    return _awaits(letter) and not letter.agency.ended_on


def _may_be_removed(thing: Any) -> bool:
    if isinstance(thing, KnownActor):
        return thing.merged_into_id is None
    if isinstance(thing, Agency):
        return thing.kind == Agency.Kind.PERSON and thing.merged_into_id is None
    return _is_over(thing) if isinstance(thing, Complaint) else thing.status not in ALIVE


def _is_over(complaint: Complaint) -> bool:
    """Whether a complaint behind no case is not worked on: of one behind a case removals are put forward there."""
    return complaint.incident_id is None and complaint.status not in RUNS


def _holds_on(rule: DatedRule | None) -> bool:
    """Whether something may follow it: what is over is followed already. None: the first of a name."""
    if rule is None or rule.effective_to is None or rule.effective_to > clocks.day(timezone.now()):
        return True
    return not rule_ends.is_followed(rule)  # what ended alone is followed later on, if something follows it


def _stands_on(unit: Unit | None) -> bool:
    if unit is None or unit.valid_to is None or unit.valid_to > clocks.day(timezone.now()):
        return True
    return not rule_ends.is_followed(unit)


# When a move that its status allows would still be idle: there is nothing to do it to, or it is done already.
FACTS: dict[Action, Callable[[Any], bool]] = {
    Action.ENTER_COMPLAINT: lambda case: case is None or case.status != IncidentStatus.MISTAKEN,
    Action.ATTACH: lambda case: case.status != IncidentStatus.MERGED,
    Action.CLOSE: lambda case: not case.past,
    Action.DRAFT: lambda thing: not isinstance(thing, Incident) or not thing.past,
    Action.PROPOSE_REMOVAL: _may_be_removed,
    Action.ENTER_OUTCOME: lambda case: case.past,
    Action.ASSIGN_MAIL: lambda mail: not mail.complaint_id,
    Action.LAY_MAIL_TO_SHEET: lambda mail: bool(mail.path),
    Action.UNLINK_COMPLAINT: lambda complaint: bool(complaint.incident_id),
    Action.STRIKE_CONFIRMATION: complaint_confirmations.may_be_struck,
    Action.TELL_ANSWER: lambda complaint: complaint.counts,
    Action.DRAFT_ANSWER: lambda complaint: complaint.may_be_answered,
    Action.STRIKE_HANDING_OVER: lambda answer: bool(answer.handed_way),
    Action.REVISE: _may_be_corrected,
    Action.STRIKE: _may_be_corrected,
    Action.DROP: lambda owed: not owed.case_letter_id,
    Action.WAIVE: lambda owed: bool(owed.case_letter and not owed.case_letter.ended_at),
    Action.UNSETTLE: lambda owed: owed.may_be_judged_anew,
    Action.REVOKE_UNHEARD: lambda letter: revocation_without_letter.may_be_revoked(letter, timezone.now()),
    Action.REPORT_BACK: _hears,
    Action.RECORD_FOLLOW_UP: _went_out,
    Action.ASK_MORE: lambda letter: _is_there(letter) and bool(letter.owed or not letter.asks_for_deeds),
    Action.POSTPONE: lambda letter: _is_there(letter) and bool(letter.owed),
    Action.STRIKE_MORE_TIME: lambda letter: _is_there(letter) and letter.has_more_time,
    Action.TURN_DOWN: lambda letter: letter.undecided and not letter.agency.ended_on,
    Action.RESTRICT: lambda case: not case.restricted,
    Action.UNRESTRICT: lambda case: case.restricted,
    Action.ADMIT: lambda case: case.restricted,
    Action.EXCLUDE: lambda admission: not admission.ended_at,
    Action.LEAVE: lambda part: not part.left_at and part.activity.kind in part.activity.LASTING,
    Action.MERGE: lambda thing: (
        isinstance(thing, Incident) or (not thing.told_apart_at and thing.stands.status in ALIVE)
    ),
    Action.TELL_APART: lambda likeness: not likeness.told_apart_at,
    Action.COMPARE_CASES_AGAIN: lambda likeness: bool(likeness.told_apart_at),
    Action.UNSHARE: lambda share: not share.ended_at,
    Action.ADOPT: lambda topic: topic.code in assertion_weighing.COUNTED,
    Action.DESTROY: lambda evidence: bool(evidence.file),
    Action.CORRECT_CUSTODY: lambda evidence: custody.last(custody.chain_of(evidence)) is not None,
    Action.STRIKE_CUSTODY: lambda evidence: custody.last(custody.chain_of(evidence)) is not None,
    Action.TRACK_DUTY: _owes_untold,
    Action.AMEND_DUTY: lambda duty: duty.struck_at is None,
    Action.STRIKE_DUTY: lambda duty: duty.struck_at is None,
    Action.ACKNOWLEDGE: lambda request: not request.acknowledged_at,
    Action.RETURN: _has_answers,
    Action.STOP_WAITING: lambda request: not stopped_waiting.objection(request, timezone.now()),
    Action.WAIT_AGAIN: _worked_on,
    Action.RECORD_REPLY: _went_out,
    Action.ASK_BACK: lambda request: not request.question_back,
    Action.RECORD_QUESTION: _went_out,
    Action.RECORD_WISH: lambda request: _went_out(request) and not request.asks_for_more_time,
    Action.CORRECT_WISH: lambda request: bool(request.wishes_on_paper),
    Action.STRIKE_WISH: lambda request: bool(request.undecided_on_paper),
    Action.RECORD_REDIRECT: _went_out,
    Action.RECORD_RECEIPT: _went_out,
    Action.TAKE_BACK_REDIRECT: lambda request: succession.own_word_of_another(request) is not None,
    Action.TAKE_BACK_WISH: lambda request: request.asks_for_more_time,
    Action.ANSWER_BACK: lambda request: bool(request.question_back),
    Action.TAKE_BACK_QUESTION: lambda request: bool(request.question_back),
    Action.TRANSLATE: lambda request: bool(request.first_reply_at),
    Action.CONFIRM_ACCEPTANCE: lambda request: request.acceptance_letter is None,
    Action.HAND_DELIVER_LETTER: lambda letter: handings_over.last(letter) is None,
    Action.STRIKE_LETTER_DELIVERY: lambda letter: handings_over.last(letter) is not None,
    Action.SEND_OUTSIDE: lambda request: bool(request.letter),
    Action.TELEPHONE: _went_out,
    Action.HAND_DELIVER: lambda request: _went_out(request) and not _handed_over(request),
    Action.ACCEPT_ANSWERED: lambda request: any(q.status == QuestionStatus.ANSWERED for q in request.questions.all()),
    Action.STRIKE_DELIVERY: _handed_over,
    Action.STRIKE_NUDGE: lambda request: handings_over.last_reminder(request) is not None,
    Action.ACCEPT_QUESTION: lambda question: question.status == QuestionStatus.ANSWERED,
    Action.UNACCEPT_QUESTION: lambda question: (
        question.status == QuestionStatus.ACCEPTED and _worked_on(question.request)
    ),
    Action.UNACCEPT: lambda request: request.acceptance_letter is None and _worked_on(request),
    Action.REVOKE_ACCEPTANCE: lambda request: bool(
        request.acceptance_letter and request.acceptance_letter.issued_at and _worked_on(request)
    ),
    Action.RETRY_MESSAGE: lambda message: message.failed,
    Action.CANCEL_MESSAGE: lambda message: message.waits,
    Action.WITHDRAW_RULE: rule_withdrawals.may_be_withdrawn,
    Action.ENACT_RUNG: _holds_on,
    Action.ENACT_QUESTIONS: _holds_on,
    Action.ENACT_CATEGORY: _holds_on,
    Action.ENACT_REGIME: _holds_on,
    Action.ENACT_RETENTION: _holds_on,
    Action.REGISTER_UNIT: _stands_on,
    Action.END_RULE: rule_ends.may_end,
    Action.WITHDRAW_REMINDERS: lambda policy: policy.effective_from > timezone.now(),
    Action.END_ANOMALY: lambda rule: rule.effective_to is None,
    Action.CONFIRM_CHANGE: lambda proposal: proposal.expires_at > timezone.now(),
    Action.END_APPOINTMENT: lambda appointment: appointment.status == "current",
    Action.AMEND_PERSON: lambda appointment: appointment.status == "current",
    Action.CORRECT_APPOINTMENT: lambda appointment: appointment.status == "current",
}
