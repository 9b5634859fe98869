"""The administrator's pages: who is appointed to what. All changes are deeds."""

from django.shortcuts import get_object_or_404, redirect, render

from ..actions import people as verbs
from ..forms import AppointForm, EndForm
from ..models import Appointment
from ..workflow import Action, Role, Thing
from .base import done, page_of, require, require_role
from .buttons import buttons_of


def people(request):
    """All appointments, present ones first."""
    require_role(request, Role.ADMINISTRATOR)
    rows = Appointment.objects.select_related("user", "agency", "unit").prefetch_related("agency__names")
    page = page_of(request, rows.order_by("valid_to", "user__name", "pk"))
    return render(
        request,
        "incidents/people/list.html",
        {"page": page, "buttons": buttons_of(None, request.user, on=Thing.PEOPLE)},
    )


def appoint(request):
    """Appoint somebody. A new account gets a link to set its own password, shown once to be handed over."""
    require(request, Action.APPOINT)
    form = AppointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        appointment = verbs.appoint(by=request.user, **form.cleaned_data)
        done(request, Action.APPOINT)
        if not appointment.user.has_usable_password():
            link = verbs.invitation(appointment.user)
            return render(request, "incidents/people/invited.html", {"person": appointment.user, "link": link})
        return redirect("incidents:people")
    return render(
        request, "incidents/people/form.html", {"form": form, "action": Action.APPOINT, "back": "incidents:people"}
    )


def end_appointment(request, pk):
    appointment = get_object_or_404(Appointment.objects.select_related("user"), pk=pk)
    return end(request, Action.END_APPOINTMENT, appointment, verbs.end_appointment, "incidents:people")


def end(request, action, on, verb, back):
    """The pages that end something that was in force, with a reason."""
    require(request, action)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        verb(on, by=request.user, reason=form.cleaned_data["reason"])
        done(request, action)
        return redirect(back)
    return render(
        request, "incidents/people/form.html", {"form": form, "action": action, "back": back, "on": on, "revoke": True}
    )
