"""The administrator's pages: who is appointed to what, and where each agency's letters go. All changes are deeds."""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from .. import invitations
from ..actions import people as verbs
from ..forms import AppointForm, ContactForm, EndForm
from ..models import Agency, Appointment, Contact
from ..workflow import STAFF, Action, Role
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
    return render(
        request, "incidents/people/form.html", {"form": form, "action": Action.APPOINT, "back": "incidents:people"}
    )


def end_appointment(request, pk):
    appointment = get_object_or_404(Appointment.objects.select_related("user"), pk=pk)
    return _end(request, Action.END_APPOINTMENT, appointment, verbs.end_appointment, "incidents:people")


def agencies(request):
    """Every agency with the addresses its letters go to."""
    require_role(request, *STAFF, Role.AUDITOR, Role.ADMINISTRATOR)
    present = Contact.objects.filter(valid_to__isnull=True)
    rows = Agency.objects.prefetch_related("names", Prefetch("contacts", present, to_attr="present_contacts"))
    context = {"page": page_of(request, rows), "may_change": Role.ADMINISTRATOR in request.user.roles}
    return render(request, "incidents/people/agencies.html", context)


def register_contact(request):
    require(request, Action.REGISTER_CONTACT)
    form = ContactForm(request.POST or None, initial={"agency": request.GET.get("agency")})
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        verbs.register_contact(fields.pop("agency"), by=request.user, valid_from=timezone.localdate(), **fields)
        done(request, Action.REGISTER_CONTACT)
        return redirect("incidents:agencies")
    context = {"form": form, "action": Action.REGISTER_CONTACT, "back": "incidents:agencies"}
    return render(request, "incidents/people/form.html", context)


def end_contact(request, pk):
    contact = get_object_or_404(Contact, pk=pk)
    return _end(request, Action.END_CONTACT, contact, verbs.end_contact, "incidents:agencies")


def _end(request, action, on, verb, back):
    """The pages that end something that was in force, with a reason."""
    require(request, action)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        verb(on, by=request.user, reason=form.cleaned_data["reason"])
        done(request, action)
        return redirect(back)
    return render(request, "incidents/people/form.html", {"form": form, "action": action, "back": back, "on": on})
