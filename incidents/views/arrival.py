"""Pages around the arrival of a letter: by hand, the text to send, a colleague."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..actions import arrival
from ..forms import DelegateForm, HandDeliverForm, SeenForm
from ..workflow import Action
from .base import done, require
from .clarifications import AGENCY_PAGE, STAFF_PAGE, deed_page, visible


def hand_deliver(request, pk):
    """The ministry: the letter was handed over, with the signed receipt."""
    require(request, Action.HAND_DELIVER)
    clarification = visible(request, pk)
    form = HandDeliverForm(request.POST or None, clarification=clarification, initial={"seen": clarification.version})

    def act(data):
        arrival.hand_deliver(clarification, by=request.user, **data)

    lead = _("Says that the letter has arrived, and when. It moves no clock.")
    return deed_page(request, clarification, Action.HAND_DELIVER, form, act, STAFF_PAGE, lead=lead)


@require_POST
def nudge(request, pk):
    """The ministry: the short text was sent by hand; one click notes it."""
    require(request, Action.NUDGE)
    clarification = visible(request, pk)
    form = SeenForm(request.POST)
    arrival.nudge(
        clarification, by=request.user, seen=form.cleaned_data["seen"] if form.is_valid() else 0, channel="WhatsApp"
    )
    done(request, Action.NUDGE)
    return redirect("incidents:request", pk=pk)


def delegate(request, pk):
    """The agency: bring in a colleague, who gets an access of their own."""
    require(request, Action.DELEGATE)
    clarification = visible(request, pk)
    form = DelegateForm(request.POST or None, agency=clarification.agency, initial={"seen": clarification.version})

    def act(data):
        arrival.delegate(clarification, by=request.user, **data)

    lead = _("The colleague sees every request to your agency and is told by mail how to log in.")
    return deed_page(request, clarification, Action.DELEGATE, form, act, AGENCY_PAGE, lead=lead)
