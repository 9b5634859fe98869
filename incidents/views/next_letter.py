"""The letter after a letter: issued again elsewhere, or the next step of the verbs."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..actions import next_letter as verbs
from ..forms import ReissueForm
from ..workflow import Action, RequestStatus
from .base import done, require
from .clarifications import STAFF_PAGE, deed_page, visible


def reissue(request, pk):
    """The ministry: draft the letter anew; the old one is replaced when the new one is issued."""
    require(request, Action.DRAFT)
    clarification = visible(request, pk)
    if request.method != "POST" and (clarification.status != RequestStatus.OPEN or clarification.reissue):
        return redirect("incidents:request", pk=(clarification.reissue or clarification).pk)
    form = ReissueForm(
        request.POST or None,
        incident=clarification.incident,
        initial={"seen": clarification.version, "agency": clarification.agency_id},
    )

    def act(data):
        return redirect("incidents:edit", pk=verbs.reissue(clarification, by=request.user, agency=data["agency"]).pk)

    lead = _(
        "A new request with a number, a letter and a clock of its own. The present one stays in force until the new letter is issued; then it becomes “replaced”."
    )
    return deed_page(request, clarification, Action.DRAFT, form, act, STAFF_PAGE, lead=lead, heading=_("Issue anew"))


@require_POST
def next_letter(request, pk):
    """The ministry: draft the next letter of the ladder now, with the questions still open."""
    require(request, Action.DRAFT)
    clarification = verbs.draft_next(visible(request, pk), by=request.user)
    done(request, Action.DRAFT)
    return redirect("incidents:request", pk=clarification.pk)
