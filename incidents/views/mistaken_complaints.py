"""Pages that declare a complaint to be entered by mistake, and that take this back."""

from django.utils.translation import gettext, gettext_lazy

from ..actions import mistaken_complaints as verbs
from ..forms.complaints import ComplaintReasonForm
from ..models import Complaint
from ..workflow import Action, Weight
from .complaint_page import ComplaintDeed

annul_complaint = ComplaintDeed.page(
    Action.ANNUL_COMPLAINT,
    verbs.annul,
    ComplaintReasonForm,
    weight=Weight.REVOKE,
    lead=gettext_lazy(
        "For a complaint that nobody made: a test, or something else typed in here. It stays to be read under its number and is "
        "counted nowhere; whoever asks with its code is told that nothing is being worked on under it. Where the same was said "
        "twice, it is merged instead."
    ),
)


def _how_it_comes_back(complaint: Complaint) -> str:
    if verbs.its_case_is_lost(complaint):
        return gettext(
            "It counts again, under the same number. The file of its case, which was entered by mistake, has been entered anew: that "
            "case stands behind it no longer. It is put behind the one to which it belongs, and concluded anew where a case was said "
            "to deal with it."
        )
    return gettext("It is what it was before, under the same number, and counts again.")


reinstate_complaint = ComplaintDeed.page(
    Action.REINSTATE_COMPLAINT,
    verbs.reinstate,
    ComplaintReasonForm,
    lead=_how_it_comes_back,
)
