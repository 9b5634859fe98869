"""The administrator's pages: who is appointed to what. All changes are deeds."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions import people as verbs
from ..actions import work_calendar
from ..forms import AmendPersonForm, AppointForm, CorrectAppointmentForm, EndForm, Guarded, untouched
from ..models import Appointment, User
from ..plain import clocks
from ..record import authority, sent_forms
from ..reports import anomalies, orphaned_work, running_out, who_may_decide
from ..workflow import Action, Role, Thing, Weight
from .base import SignedIn, page_of, require_role
from .buttons import buttons_of
from .deed_page import RegisterDeed


def people(request: SignedIn) -> HttpResponse:
    """All appointments, present ones first."""
    require_role(request, Role.ADMINISTRATOR)
    rows = Appointment.objects.select_related("user", "agency", "unit").prefetch_related("agency__names")
    page = page_of(request, rows.order_by("valid_to", "user__name", "pk"))
    return render(
        request,
        "incidents/people/list.html",
        {
            "page": page,
            "conflicts": anomalies.conflicts_of_interest(timezone.now()),
            "buttons": buttons_of(None, request.user, on=Thing.PEOPLE),
            "running_out": running_out.told_to(request.user, timezone.now()),
            "administers": True,
            "to_confirm": work_calendar.years_to_confirm(clocks.day(timezone.now())),
        },
    )


class _Appoint(RegisterDeed):
    """A new account gets a link to set its own password, shown once to be handed over."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A second press shows the link again: whoever pressed twice saw the page of the first press go by."""
        if first := sent_forms.first_event(request.user.pk):
            self.result = Appointment.objects.select_related("user").get(pk=first.subject_id)
            return self.onwards()
        return super().post(request, *args, **kwargs)

    def perform(self, form: Guarded, **approved: str) -> Appointment:
        return verbs.appoint(by=self.request.user, **form.facts())

    def onwards(self) -> HttpResponse:
        person = self.result.user
        if person.has_usable_password():
            return super().onwards()
        link = {"person": person, "link": verbs.invitation(person)}
        return render(self.request, "incidents/people/invited.html", link)


class _OfAppointment(RegisterDeed):
    """Whoever ends somebody's appointment, or corrects it, is told what is left to nobody: a unit, restricted cases, letters in them."""

    model = Appointment
    back = "incidents:people"

    def get_object(self, **address: Any) -> Appointment:
        found: Appointment = super().get_object(**address)
        if why := authority.refusal(self.action, found, self.request.user, None):
            raise why
        return found

    def perform(self, form: Guarded, **approved: str) -> Appointment:
        result: Appointment = super().perform(form, **approved)
        stood: Appointment = self.on
        if stood.role == Role.SUPERVISOR and who_may_decide.without_supervisor(stood.unit, timezone.now()):
            messages.warning(
                self.request,
                _("%(unit)s has no supervisor now: letters and wishes for time wait for nobody until one is appointed.")
                % {"unit": stood.unit},
            )
        for words in orphaned_work.told(User.objects.get(pk=stood.user_id), timezone.now()):
            messages.warning(self.request, words)
        return result


class _AmendPerson(RegisterDeed):
    """A new address gets a new link, for the one that was sent to the wrong address opens nothing any more."""

    model = Appointment
    back = "incidents:people"

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {name: getattr(self.on.user, name) for name in AmendPersonForm.FACTS}

    def perform(self, form: Guarded, **approved: str) -> Appointment:
        return verbs.amend_person(self.on, by=self.request.user, **untouched.changed(form))

    def onwards(self) -> HttpResponse:
        person = User.objects.get(pk=self.on.user_id)
        if person.has_usable_password():
            return super().onwards()
        link = {"person": person, "link": verbs.invitation(person)}
        return render(self.request, "incidents/people/invited.html", link)


amend_person = _AmendPerson.page(Action.AMEND_PERSON, None, AmendPersonForm, amends=True)
appoint = _Appoint.page(Action.APPOINT, None, AppointForm, back="incidents:people")
end_appointment = _OfAppointment.page(Action.END_APPOINTMENT, verbs.end_appointment, EndForm, weight=Weight.REVOKE)
correct_appointment = _OfAppointment.page(
    Action.CORRECT_APPOINTMENT,
    verbs.correct_appointment,
    CorrectAppointmentForm,
    begins=CorrectAppointmentForm.of,
    renews=True,
    lead=gettext_lazy(
        "Another role, body or unit holds from now on. What was done until now stays done under the appointment that stood: it ends, and both are kept. "
        "For what has changed since, and was right until then, end the appointment and appoint anew."
    ),
)
