"""The page that takes a complaint out of the one into which it was merged by mistake."""

from typing import Any

from django.utils.translation import gettext_lazy

from ..actions.complaint_merge_reversal import unmerge
from ..forms.complaints import UnmergeComplaintForm
from ..record import merged_meanwhile
from ..workflow import Action, Weight
from .complaint_page import ComplaintDeed


class _Unmerge(ComplaintDeed):
    def get_context_data(self, **context: Any) -> dict[str, Any]:
        told = merged_meanwhile.of(self.on, self.request.user)
        return super().get_context_data(**context) | {"meanwhile": told}


unmerge_complaint = _Unmerge.page(
    Action.UNMERGE_COMPLAINT,
    unmerge,
    UnmergeComplaintForm,
    weight=Weight.REVOKE,
    above=("incidents/complaints/meanwhile.html",),
    lead=gettext_lazy(
        "They are two after all. This one is what it was before: its number, its state, since when it waits, and who sees to it. "
        "Its code tells how it stands itself from then on."
    ),
)
