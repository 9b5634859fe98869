"""The page on which a supervisor decides that an answer is waited for no longer: what it says, of which letters, and what it does not."""

from django.utils import timezone
from django.utils.translation import gettext as _

from ..actions import stopped_waiting, stopped_waiting_reversal
from ..forms import ReasonForm, WaitAgainForm
from ..models import ClarificationRequest
from ..workflow import Action, QuestionStatus, Weight
from .base import told
from .deed_page import ClarificationDeed, UndoneDecision


class _StopWaiting(ClarificationDeed):
    """Close a request that nobody answered, or not sufficiently. Why it cannot be closed yet stands on the page."""

    shown_when_idle = True

    def sentence(self) -> str:
        if found := stopped_waiting.objection(self.on, timezone.now()):
            return told(found)
        had = (
            _("An answer is on record, to part of it or to all: it closes as “answer insufficient”.")
            if self.on.answered_in_part
            else _("No question has an answer on record: it closes as “without an answer”.")
        )
        others = [str(each.letter) for each in stopped_waiting.chain(self.on)[1:]]
        also = (
            _("Closed with it, for they ask the same: %(letters)s.") % {"letters": ", ".join(others)} if others else ""
        )
        stays = _(
            "No letter and no mail says so; the agency reads it in the portal. Reminders end. What was late or unanswered stays so in "
            "every figure, and what comes later is kept with its time. A request that need not be answered is withdrawn instead."
        )
        return " ".join(filter(None, (had, also, stays)))


stop_waiting = _StopWaiting.page(Action.STOP_WAITING, stopped_waiting.stop_waiting, ReasonForm, weight=Weight.REVOKE)


def _what_waiting_again_does(on: ClarificationRequest) -> str:
    if not on.stopped_at:
        return ""
    others = [str(each.letter) for each in stopped_waiting_reversal.closed_with(on)]
    with_it = _("Waited for with it, for the same act closed them: %(letters)s.") % {"letters": ", ".join(others)}
    asked = on.questions.filter(status=QuestionStatus.OPEN).exists()
    does = (
        _("What has no answer is asked by a new due, and the agency is told. What was late stays so in every figure.")
        if asked
        else _("Every question has an answer: it waits to be judged again.")
    )
    stays = _("Letters that were drafted because of it, and lapsed or were dropped when it was closed, stay so.")
    return " ".join([does, *([with_it] if others else []), stays])


wait_again = UndoneDecision.page(
    Action.WAIT_AGAIN, stopped_waiting_reversal.wait_again, WaitAgainForm, lead=_what_waiting_again_does
)
