"""Pages around the arrival of a letter: by hand, the text to send, a colleague, the letter anew, the next letter."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..actions import delivery, ladder
from ..forms import DelegateForm, HandDeliverForm, ReissueForm, SeenForm
from ..workflow import Action, RequestStatus
from . import done, require
from .clarifications import visible
from .exchange import AGENCY, STAFF_PAGE, page


def hand_deliver(request, pk):
    """The ministry: the letter was handed over, with the signed receipt."""
    require(request, Action.HAND_DELIVER)
    row = visible(request, pk)
    form = HandDeliverForm(request.POST or None, request=row, initial={"seen": row.version})

    def act(data):
        delivery.hand_deliver(row, by=request.user, **data)

    lead = _("Says that the letter has arrived, and when. It moves no clock.")
    return page(request, row, Action.HAND_DELIVER, form, act, STAFF_PAGE, lead=lead)


@require_POST
def nudge(request, pk):
    """The ministry: the short text was sent by hand; one click notes it."""
    require(request, Action.NUDGE)
    row = visible(request, pk)
    form = SeenForm(request.POST)
    delivery.nudge(row, by=request.user, seen=form.cleaned_data["seen"] if form.is_valid() else 0, channel="WhatsApp")
    done(request, Action.NUDGE)
    return redirect("incidents:request", pk=pk)


def delegate(request, pk):
    """The agency: bring in a colleague, who gets an access of their own."""
    require(request, Action.DELEGATE)
    row = visible(request, pk)
    form = DelegateForm(request.POST or None, agency=row.agency, initial={"seen": row.version})

    def act(data):
        try:
            delivery.delegate(row, by=request.user, **data)
        except delivery.NotAColleague:
            raise ValidationError(_("This address cannot be brought in. Ask the ministry.")) from None

    lead = _("The colleague sees every request to your agency and is told by mail how to log in.")
    return page(request, row, Action.DELEGATE, form, act, AGENCY, lead=lead)


def reissue(request, pk):
    """The ministry: draft the letter anew; the old one is replaced when the new one is issued."""
    require(request, Action.DRAFT)
    row = visible(request, pk)
    if request.method != "POST" and (row.status != RequestStatus.OPEN or row.reissue):
        return redirect("incidents:request", pk=(row.reissue or row).pk)
    form = ReissueForm(
        request.POST or None, incident=row.incident, initial={"seen": row.version, "agency": row.agency_id}
    )

    def act(data):
        return redirect("incidents:edit", pk=ladder.reissue(row, by=request.user, agency=data["agency"]).pk)

    lead = _(
        "A new request with a number, a letter and a clock of its own. The present one stays in force until the new letter is issued; then it becomes “replaced”."
    )
    return page(request, row, Action.DRAFT, form, act, STAFF_PAGE, lead=lead, heading=_("Issue anew"))


@require_POST
def next_letter(request, pk):
    """The ministry: draft the next letter of the ladder now, with the questions still open."""
    require(request, Action.DRAFT)
    row = ladder.draft_next(visible(request, pk), by=request.user)
    done(request, Action.DRAFT)
    return redirect("incidents:request", pk=row.pk)
