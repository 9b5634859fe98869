"""How far an answer to a complainant is: read from the events of its mail, and from what was noted of its handing over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q

from ..models import CaseEvent, Complaint, ComplaintAnswer
from ..plain import clocks
from ..plain.not_none import not_none
from ..workflow import ANSWERS_GIVEN, Action


class Stage(StrEnum):
    WAITS = "waits"  # issued, its mail has not left
    SENT = "sent"  # by mail, and it did not come back
    FAILED = "failed"  # the mail could not be delivered
    BY_HAND = "by_hand"  # nobody mails it: it is to be posted, given or told
    HANDED_OVER = "handed_over"


REACHED = frozenset({Stage.SENT, Stage.HANDED_OVER})
# The last of these says how its mail stands; one that failed and is tried again waits.
_AFTER = {
    Action.SEND_MESSAGE: Stage.SENT,
    Action.FAIL_MESSAGE: Stage.WAITS,
    Action.RETRY_MESSAGE: Stage.WAITS,
    Action.GIVE_UP_MESSAGE: Stage.FAILED,
    Action.BOUNCE_MESSAGE: Stage.FAILED,
    Action.SKIP_MESSAGE: Stage.BY_HAND,
    Action.CANCEL_MESSAGE: Stage.BY_HAND,
}


@dataclass(frozen=True)
class Out:
    """One issued answer: how far it is, and since which day (WIB) where a day says something."""

    answer: ComplaintAnswer
    stage: Stage
    on: date | None = None


def of(answers: Iterable[ComplaintAnswer]) -> list[Out]:
    """Those that were issued, or given otherwise, in the order given. The queries do not grow with them."""
    issued = [each for each in answers if each.status in ANSWERS_GIVEN]
    acts = CaseEvent.objects.filter(action=Action.SEND_ANSWER, subject_type=ComplaintAnswer._meta.model_name)
    acts = acts.filter(subject_id__in=[str(each.pk) for each in issued])
    by_act = dict(acts.values_list("pk", "subject_id"))
    mails: dict[str, tuple[str, date]] = {}
    told = CaseEvent.objects.filter(cause__in=by_act, action__in=_AFTER).order_by("recorded_at")
    for mail in told.only("cause_id", "action", "happened_at"):
        mails[by_act[not_none(mail.cause_id)]] = (mail.action, clocks.day(mail.happened_at))
    return [_out(each, mails.get(str(each.pk))) for each in issued]


def gone(complaint: Complaint) -> bool:
    """Whether it ended as answered by what was answered to another complaint that counts with it no more."""
    if complaint.outcome != Complaint.Outcome.ANSWERED:
        return False
    said = ComplaintAnswer.objects.filter(Q(complaint=complaint) | Q(complaint__merged_into=complaint))
    return not said.filter(status__in=ANSWERS_GIVEN).exists()


def confirmed_by_mail(complaint: Complaint) -> bool:
    """Whether a mail that confirms its receipt has left, and did not come back, or is about to leave: whatever was struck since."""
    pressed = CaseEvent.objects.of(complaint).filter(action=Action.ACKNOWLEDGE_COMPLAINT)
    acts = {act: _unsent(complaint) for act in pressed.values_list("pk", flat=True)}
    told = CaseEvent.objects.filter(cause__in=acts, action__in=_AFTER).order_by("recorded_at")
    acts |= {not_none(mail.cause_id): _AFTER[Action(mail.action)] for mail in told.only("cause_id", "action")}
    return bool({Stage.SENT, Stage.WAITS} & set(acts.values()))


def _unsent(complaint: Complaint) -> Stage:
    """How far what goes to the complainant is of which no mail says anything yet."""
    case = complaint.incident
    return Stage.WAITS if complaint.sheet.email_print and not (case and case.replay) else Stage.BY_HAND


def _out(answer: ComplaintAnswer, mail: tuple[str, date] | None) -> Out:
    if answer.handed_way:
        return Out(answer, Stage.HANDED_OVER, not_none(answer.handed_on))
    if mail:
        return Out(answer, _AFTER[Action(mail[0])], mail[1])
    return Out(answer, _unsent(answer.complaint))
