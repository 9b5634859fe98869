"""The letter after a letter: issued again elsewhere, or the next step of the ladder."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST

from ..actions import after_outside
from ..actions import next_letter as verbs
from ..forms import ReissueForm
from ..models import PastLetter
from ..workflow import Action, RequestStatus
from .base import SignedIn, done, require, visible_clarification
from .deed_page import ClarificationDeed


class _Reissue(ClarificationDeed):
    """The ministry: draft the letter anew; the old one is replaced when the new one is issued."""

    def elsewhere(self) -> str:
        idle = self.on.status != RequestStatus.OPEN or self.on.reissue
        if self.request.method == "POST" or not idle:
            return ""
        return reverse("incidents:request", args=[(self.on.reissue or self.on).pk])

    def label(self) -> str:
        return gettext("Issue anew")


reissue = _Reissue.page(
    Action.DRAFT,
    verbs.reissue,
    ReissueForm,
    onto="incidents:edit",
    begins=lambda clarification: {"agency": clarification.agency_id},
    lead=gettext_lazy(
        "A new request with a number, a letter and a clock of its own. The present one stays in force until the new letter is issued; then it becomes “replaced”."
    ),
)


@require_POST
def next_letter(request: SignedIn, pk: int) -> HttpResponse:
    """The ministry: draft the next letter of the ladder now, with the questions still open."""
    require(request, Action.DRAFT)
    drafted = verbs.draft_next(visible_clarification(request, pk), by=request.user)
    done(request, Action.DRAFT)
    return redirect("incidents:request", pk=drafted.pk)


@require_POST
def next_after_outside(request: SignedIn, pk: int) -> HttpResponse:
    """The ministry: draft the next letter of the ladder after one from the record, with the questions that no reply answered."""
    require(request, Action.DRAFT)
    letter = get_object_or_404(PastLetter.objects.visible_to(request.user), pk=pk)
    drafted = after_outside.draft_next(letter, by=request.user)
    done(request, Action.DRAFT)
    return redirect("incidents:request", pk=drafted.pk)
