"""Pages on how the receipt of a complaint was confirmed otherwise than by the product, and of a confirmation that was none."""

from typing import Any

from django.utils.translation import gettext_lazy

from ..actions import complaint_confirmations as verbs
from ..forms.complaint_answers import NoteConfirmationForm
from ..forms.complaints import ComplaintReasonForm
from ..models import Complaint
from ..workflow import Action, Weight
from .complaint_page import PutsRight


class _Strike(PutsRight):
    def elsewhere(self) -> str:
        """Back to the complaint, where nothing is to be struck."""
        idle = self.request.method != "POST" and not verbs.may_be_struck(self.on)
        return self.cancel_url() if idle else super().elsewhere()


def _stands(row: Complaint) -> dict[str, Any]:
    return {"way": row.confirmed_way, "confirmed": row.confirmed}


note_confirmation = PutsRight.page(
    Action.NOTE_CONFIRMATION,
    verbs.note,
    NoteConfirmationForm,
    begins=_stands,
    lead=gettext_lazy("By letter, e-mail, telephone or at the counter. Nobody is mailed, and no code is made."),
)
strike_confirmation = _Strike.page(
    Action.STRIKE_CONFIRMATION,
    verbs.strike,
    ComplaintReasonForm,
    above=(*PutsRight.above, "incidents/complaints/confirmed.html"),
    weight=Weight.REVOKE,
    lead=gettext_lazy(
        "It counts as not confirmed so. A code that was told to the complainant holds on. What was recorded, and why it is struck, "
        "stays in the history."
    ),
)
