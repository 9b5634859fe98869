"""The page on which a supervisor decides that an answer is waited for no longer: what it says, of which letters, and what it does not."""

from django.utils import timezone
from django.utils.translation import gettext as _

from ..actions import stopped_waiting
from ..forms import ReasonForm
from ..workflow import Action, Weight
from .base import told
from .deed_page import ClarificationDeed


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
