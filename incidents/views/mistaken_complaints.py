"""Pages that declare a complaint to be entered by mistake, and that take this back."""

from django.utils.translation import gettext_lazy

from ..actions import mistaken_complaints as verbs
from ..forms.complaints import ComplaintReasonForm
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
reinstate_complaint = ComplaintDeed.page(
    Action.REINSTATE_COMPLAINT,
    verbs.reinstate,
    ComplaintReasonForm,
    lead=gettext_lazy("It is what it was before, under the same number, and counts again."),
)
