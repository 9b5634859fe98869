"""The directory of agencies: names with their dates, zone, mail domains, and the contacts letters are mailed to."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from ..actions import agencies as verbs
from ..forms import AmendAgencyForm, ContactForm, EndForm, Guarded, RenameAgencyForm
from ..models import Agency, ClarificationRequest, Contact
from ..workflow import STAFF, Action, Role, Thing, Weight
from .base import SignedIn, page_of, require_role
from .buttons import buttons_of
from .deed_page import RegisterDeed

READERS = (*STAFF, Role.AUDITOR, Role.ADMINISTRATOR)


def agencies(request: SignedIn) -> HttpResponse:
    """Every agency with the addresses its letters go to."""
    require_role(request, *READERS)
    present = Contact.objects.filter(valid_to__isnull=True)
    rows = Agency.objects.prefetch_related("names", Prefetch("contacts", present, to_attr="present_contacts"))
    context = {"page": page_of(request, rows), "now": timezone.now()}
    context["buttons"] = buttons_of(None, request.user, on=Thing.AGENCIES)
    return render(request, "incidents/agencies/list.html", context)


def agency(request: SignedIn, pk: int) -> HttpResponse:
    """One agency: what it was called when, where its mail goes and who said so, what it was asked."""
    require_role(request, *READERS)
    now = timezone.now()
    agency = get_object_or_404(Agency.objects.prefetch_related("names", "contacts__deputy_of"), pk=pk)
    asked = ClarificationRequest.objects.visible_to(request.user).filter(agency=agency, issued_at__isnull=False)
    context = {
        "agency": agency,
        "now": now,
        "stale": [contact for contact in agency.contacts.all() if contact.is_stale(now)],
        "requests": page_of(
            request,
            asked.prefetch_related("deadlines", "questions").select_related("incident").order_by("-issued_at"),
            20,
        ),
        "buttons": buttons_of(agency, request.user),
    }
    return render(request, "incidents/agencies/show.html", context)


class _AgencyDeed(RegisterDeed):
    """Changes an agency and goes back to it."""

    model: Any = Agency
    back = "incidents:agencies"

    def get_success_url(self) -> str:
        return reverse("incidents:agency", args=[self.on.pk])


def _name_of(agency: Agency) -> dict[str, Any]:
    """The present name, as of today, for a new one to begin with."""
    day = timezone.localdate()
    name = agency.name_on(day)
    facts = ("name", "short_name", "head_office", "place")
    return {fact: getattr(name, fact) for fact in facts} | {"valid_from": day} if name else {}


class _RegisterContact(_AgencyDeed):
    """Whoever registers an address has just had it confirmed."""

    model = None

    def perform(self, form: Guarded, **approved: str) -> Contact:
        facts = form.facts()
        self.on = facts.pop("agency")
        day = timezone.localdate()
        return verbs.register_contact(
            self.on, by=self.request.user, valid_from=day, confirmed_at=timezone.now(), **facts
        )


class _ConfirmContact(RegisterDeed):
    """One click: this address is still right. Officers, administrators, and the agency itself for its own."""

    model = Contact
    only: Mapping[str, Any] = {"valid_to": None}

    def get_queryset(self) -> QuerySet[Contact]:
        rows, user = super().get_queryset(), self.request.user
        return rows if user.roles & {Role.ADMINISTRATOR, Role.OFFICER} else rows.filter(agency__in=user.agency_ids)

    def perform(self, form: Guarded, **approved: str) -> Contact:
        return verbs.confirm_contact(self.on, by=self.request.user)

    def get_success_url(self) -> str:
        if Role.LIAISON in self.request.user.roles:
            return reverse("incidents:portal")
        return reverse("incidents:agency", args=[self.on.agency_id])


amend_agency = _AgencyDeed.page(
    Action.AMEND_AGENCY,
    verbs.amend_agency,
    AmendAgencyForm,
    begins=lambda agency: {name: getattr(agency, name) for name in ("zone", "kind", "mail_domains")},
    amends=True,
)
rename_agency = _AgencyDeed.page(
    Action.RENAME_AGENCY, verbs.rename_agency, RenameAgencyForm, begins=_name_of, renews=True
)
register_contact = _RegisterContact.page(Action.REGISTER_CONTACT, None, ContactForm, prefilled={"agency": None})
confirm_contact = _ConfirmContact.page(Action.CONFIRM_CONTACT)
end_contact = RegisterDeed.page(
    Action.END_CONTACT,
    verbs.end_contact,
    EndForm,
    model=Contact,
    back="incidents:agencies",
    weight=Weight.REVOKE,
)
