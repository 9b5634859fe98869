"""How far an answer to a complainant is: read from the events of its mail, and from what was noted of its handing over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q

from ..models import CaseEvent, Complaint, ComplaintAnswer
from ..plain import clocks
from ..plain.known import known
from ..workflow import Action, ComplaintAnswerStatus


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
    """Those that were issued, in the order given. The queries do not grow with them."""
    issued = [each for each in answers if each.status == ComplaintAnswerStatus.SENT]
    acts = CaseEvent.objects.filter(action=Action.SEND_ANSWER, subject_type=ComplaintAnswer._meta.model_name)
    acts = acts.filter(subject_id__in=[str(each.pk) for each in issued])
    by_act = dict(acts.values_list("pk", "subject_id"))
    mails: dict[str, tuple[str, date]] = {}
    told = CaseEvent.objects.filter(cause__in=by_act, action__in=_AFTER).order_by("recorded_at")
    for mail in told.only("cause_id", "action", "happened_at"):
        mails[by_act[known(mail.cause_id)]] = (mail.action, clocks.day(mail.happened_at))
    return [_out(each, mails.get(str(each.pk))) for each in issued]


def gone(complaint: Complaint) -> bool:
    """Whether it ended as answered by what was answered to another complaint that counts with it no more."""
    if complaint.outcome != Complaint.Outcome.ANSWERED:
        return False
    said = ComplaintAnswer.objects.filter(Q(complaint=complaint) | Q(complaint__merged_into=complaint))
    return not said.filter(status=ComplaintAnswerStatus.SENT).exists()


def _out(answer: ComplaintAnswer, mail: tuple[str, date] | None) -> Out:
    if answer.handed_way:
        return Out(answer, Stage.HANDED_OVER, known(answer.handed_on))
    if mail:
        return Out(answer, _AFTER[Action(mail[0])], mail[1])
    case, addressed = answer.complaint.incident, answer.complaint.sheet.email_print
    return Out(answer, Stage.WAITS if addressed and not (case and case.replay) else Stage.BY_HAND)
