"""The administrator's page: who is appointed to what. Appointing and ending are deeds like any other."""

from django.shortcuts import get_object_or_404, redirect, render

from .. import invitations
from ..actions import people as verbs
from ..forms import AppointForm, EndForm
from ..models import Appointment
from ..workflow import Action, Role
from . import done, page_of, require, require_role


def people(request):
    """All appointments, present ones first."""
    require_role(request, Role.ADMINISTRATOR)
    rows = Appointment.objects.select_related("user", "agency", "unit").prefetch_related("agency__names")
    page = page_of(request, rows.order_by("valid_to", "user__name", "pk"))
    return render(request, "incidents/people/people.html", {"page": page})


def appoint(request):
    """Appoint somebody. A new account gets a link to set its own password, shown once to be handed over."""
    require(request, Action.APPOINT)
    form = AppointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        appointment = verbs.appoint(by=request.user, **form.cleaned_data)
        done(request, Action.APPOINT)
        if not appointment.user.has_usable_password():
            link = invitations.link(appointment.user)
            return render(request, "incidents/people/invited.html", {"person": appointment.user, "link": link})
        return redirect("incidents:people")
    return render(request, "incidents/people/appoint.html", {"form": form})


def end_appointment(request, pk):
    require(request, Action.END_APPOINTMENT)
    appointment = get_object_or_404(Appointment.objects.select_related("user"), pk=pk)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        verbs.end_appointment(appointment, by=request.user, reason=form.cleaned_data["reason"])
        done(request, Action.END_APPOINTMENT)
        return redirect("incidents:people")
    return render(request, "incidents/people/end.html", {"form": form, "appointment": appointment})
