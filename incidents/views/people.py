"""The administrator's pages: who is appointed to what. All changes are deeds."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions import appointment_corrections, proposals, work_calendar
from ..actions import people as verbs
from ..forms import (
    AmendPersonForm,
    AppointForm,
    CorrectAppointmentForm,
    EndForm,
    Guarded,
    ReasonForm,
    SeenForm,
    untouched,
)
from ..models import Appointment, Proposal, User
from ..plain import clocks
from ..record import authority
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
            "proposals": Proposal.objects.waiting(timezone.now()).select_related("proposed_by"),
            "running_out": running_out.told_to(request.user, timezone.now()),
            "administers": True,
            "to_confirm": work_calendar.years_to_confirm(clocks.day(timezone.now())),
        },
    )


def _say_where_the_link_goes(request: HttpRequest, person: User) -> None:
    """To the address alone, by mail: whoever appoints never sees it."""
    if not person.has_usable_password():
        words = _("The invitation goes to %(email)s by mail. Its link opens for 72 hours, and once.")
        messages.info(request, words % {"email": person.email})


class _Appoint(RegisterDeed):
    """Who decides, looks on or appoints is proposed: the page says so, and so does what follows."""

    def perform(self, form: Guarded, **approved: str) -> Appointment | Proposal:
        facts = form.facts()
        if facts["post"].role in verbs.BY_TWO:
            proposed = proposals.propose_appointment(by=self.request.user, **facts)
            self.action = Action.PROPOSE_CHANGE
            return proposed
        result = verbs.appoint(by=self.request.user, **facts)
        _say_where_the_link_goes(self.request, result.user)
        return result


class _OfProposal(RegisterDeed):
    """Whoever decides reads what is proposed, by whom and until when."""

    model = Proposal
    back = "incidents:people"
    above = ("incidents/people/proposal_facts.html",)

    def get_object(self, **address: Any) -> Proposal:
        found: Proposal = super().get_object(**address)
        if why := authority.refusal(self.action, found, self.request.user, None):
            raise why
        return found

    def elsewhere(self) -> str:
        return "" if self.request.method == "POST" or self.on.status == "proposed" else self.as_it_stands()


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
    """A new address gets a link of its own, for the one that was sent to the wrong address opens nothing any more."""

    model = Appointment
    back = "incidents:people"

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {name: getattr(self.on.user, name) for name in AmendPersonForm.FACTS}

    def perform(self, form: Guarded, **approved: str) -> Appointment:
        result = appointment_corrections.amend_person(self.on, by=self.request.user, **untouched.changed(form))
        _say_where_the_link_goes(self.request, User.objects.get(pk=result.user_id))
        return result


amend_person = _AmendPerson.page(Action.AMEND_PERSON, None, AmendPersonForm, amends=True)
appoint = _Appoint.page(
    Action.APPOINT,
    None,
    AppointForm,
    back="incidents:people",
    lead=gettext_lazy(
        "A supervisor, an auditor and an administrator are proposed so, and another administrator confirms it within seven days. Whoever has no "
        "password yet gets the link to one by mail, at the address that stands here."
    ),
)
confirm_change = _OfProposal.page(Action.CONFIRM_CHANGE, proposals.confirm_change, SeenForm)
drop_change = _OfProposal.page(Action.DROP_CHANGE, proposals.drop_change, ReasonForm, weight=Weight.REVOKE)
end_appointment = _OfAppointment.page(Action.END_APPOINTMENT, verbs.end_appointment, EndForm, weight=Weight.REVOKE)
correct_appointment = _OfAppointment.page(
    Action.CORRECT_APPOINTMENT,
    appointment_corrections.correct_appointment,
    CorrectAppointmentForm,
    begins=CorrectAppointmentForm.of,
    renews=True,
    lead=gettext_lazy(
        "Another role, body or unit holds from now on. What was done until now stays done under the appointment that stood: it ends, and both are kept. "
        "For what has changed since, and was right until then, end the appointment and appoint anew."
    ),
)
