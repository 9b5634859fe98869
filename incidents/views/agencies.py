"""The directory of agencies: names with their dates, zone, mail domains, and the contacts letters are mailed to."""

from collections.abc import Callable, Mapping
from typing import Any, cast
from urllib.parse import urlencode

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy

from ..actions import agencies as verbs
from ..actions import agency_list, dissolution, doubles, revival
from ..actions.revival_plan import RevivalPlan, plan_of_revival
from ..forms import (
    AgencyListForm,
    ConfirmAgencyForm,
    ContactForm,
    EndAgencyForm,
    EndForm,
    Guarded,
    MergeAgencyForm,
    ProposeAgencyForm,
    RegisterAgencyForm,
    RenameAgencyForm,
    ReviveAgencyForm,
)
from ..forms.unlisted_bodies import similar_to
from ..models import Agency, AgencyName, AgencyQuerySet, ClarificationRequest, Contact
from ..plain import clocks
from ..reports import ending_bodies, past_letters, request_by_body, waiting
from ..workflow import STAFF, Action, AgencyStatus, Role, Thing, Weight, permitted
from .base import SignedIn, page_of, require_role, waiting_page
from .buttons import buttons_of
from .deed_page import RegisterDeed
from .list_page import ListDeed

READERS = (*STAFF, Role.AUDITOR, Role.ADMINISTRATOR)
LONGEST = 100
PAST = 20  # letters from the record beside what was asked here
STANDING: dict[str, Callable[[AgencyQuerySet], AgencyQuerySet]] = {
    AgencyStatus.PROPOSED: AgencyQuerySet.to_complete,
    AgencyStatus.REGISTERED: lambda rows: rows.present().filter(confirmed_at__isnull=False),
    AgencyStatus.ENDED: lambda rows: rows.filter(ended_on__isnull=False),
    AgencyStatus.MISTAKEN: lambda rows: rows.filter(mistaken_at__isnull=False),
}


def agencies(request: SignedIn) -> HttpResponse:
    """Every agency with the addresses its letters go to, by any name it ever had; for an administrator what waits."""
    require_role(request, *READERS)
    now = timezone.now()
    chosen = {name: value for name in ("q", "kind", "status") if (value := request.GET.get(name, "").strip()[:LONGEST])}
    present = Prefetch("contacts", Contact.objects.filter(valid_to__isnull=True), to_attr="present_contacts")
    asked_for = chosen.get("status") == AgencyStatus.MISTAKEN
    rows = Agency.objects.mistakes() if asked_for else Agency.objects.to_pick()
    rows = rows.called(chosen["q"]) if "q" in chosen else rows
    rows = rows.filter(kind=chosen["kind"]) if chosen.get("kind") in Agency.Kind.values else rows
    rows = STANDING[chosen["status"]](rows) if chosen.get("status") in STANDING else rows
    context = {
        "page": page_of(request, rows.prefetch_related(present)),
        "now": now,
        "chosen": chosen,
        "query": urlencode(chosen),
        "kinds": Agency.Kind.choices,
        "standings": [(name, Agency.STATUS_WORDS[name]) for name in STANDING],
        "waiting": waiting_page(request, waiting.of_administration(request.user, now)),
        "merges": permitted(Action.MERGE_AGENCY, request.user.roles) is not None,
        "buttons": buttons_of(None, request.user, on=Thing.AGENCIES),
    }
    return render(request, "incidents/agencies/list.html", context)


def agency(request: SignedIn, pk: int) -> HttpResponse:
    """One agency: what it was called when, where its mail goes and who said so, what it was asked."""
    require_role(request, *READERS)
    now = timezone.now()
    known = Agency.objects.with_names().select_related("parent", "merged_into", "successor")
    agency = get_object_or_404(known.prefetch_related("contacts__deputy_of"), pk=pk)
    asked = ClarificationRequest.objects.visible_to(request.user).filter(
        request_by_body.asked_of(agency), issued_at__isnull=False
    )
    asked = asked.prefetch_related("deadlines", "questions", "responses", "agency__names").select_related("incident")
    requests = page_of(request, asked.order_by("-issued_at"), 20)
    request_by_body.tell_with_whom_late(requests, now)
    before = past_letters.seen_by(request.user).filter(agency=agency)
    context = {
        "agency": agency,
        "now": now,
        "stale": [contact for contact in agency.contacts.all() if contact.is_stale(now)],
        "requests": requests,
        "turns": [turn for turn in request_by_body.of(requests) if turn.agency == agency],
        "stands": past_letters.stands(before[:PAST], now),
        "more_stand": before[PAST:].exists(),
        "parts": agency.parts.filter(merged_into__isnull=True).prefetch_related("names"),
        "similar": similar_to(agency) if agency.status == AgencyStatus.PROPOSED else [],
        "buttons": buttons_of(agency, request.user),
    }
    return render(request, "incidents/agencies/show.html", context)


class _AgencyDeed(RegisterDeed):
    """Changes an agency and goes back to it."""

    model: Any = Agency
    back = "incidents:agencies"

    @property
    def similar(self) -> list[Agency]:
        """Other bodies on file that may be the same."""
        return similar_to(self.on)

    def get_success_url(self) -> str:
        return reverse("incidents:agency", args=[self.on.pk])


def _name_of(agency: Agency) -> dict[str, Any]:
    """The present name, as of today, for a new one to begin with."""
    day = clocks.day(timezone.now())
    name = agency.name_on(day)
    return {fact: getattr(name, fact) for fact in AgencyName.WORDS} | {"valid_from": day} if name else {}


class _ConfirmAgency(_AgencyDeed):
    """What was added in haste, completed; bodies that it may be a double of stand above."""

    above = ("incidents/agencies/similar.html",)


class _MergeAgency(_AgencyDeed):
    """A double goes to the page of the body it is."""

    def get_success_url(self) -> str:
        return reverse("incidents:agency", args=[self.result.merged_into_id])


class _EndAgency(_AgencyDeed):
    """What becomes of all that still runs stands above, before anybody presses."""

    above = ("incidents/agencies/ending.html",)

    @property
    def fates(self) -> list[ending_bodies.Becomes]:
        return ending_bodies.fates(self.on, timezone.now())


class _ReviveAgency(_AgencyDeed):
    """What comes back and what stays stands above, before anybody presses, and who bears its name by now; what was shown goes
    along with the form."""

    above = ("incidents/agencies/similar.html", "incidents/agencies/reviving.html")

    @cached_property
    def revival_plan(self) -> RevivalPlan | None:
        return plan_of_revival(self.on)

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"plan": self.revival_plan.digest if self.revival_plan else ""}

    def elsewhere(self) -> str:
        return super().elsewhere() if self.revival_plan else self.get_success_url()


class _NewAgency(RegisterDeed):
    """A body that is not on file: by an officer, who names it, or by an administrator, who confirms it."""

    back = "incidents:agencies"
    onto = "incidents:agency"
    template_name = "incidents/agencies/new.html"


class _ProposeAgency(_NewAgency):
    def perform(self, form: Guarded, **approved: str) -> Agency:
        return verbs.propose_agency(by=self.request.user, **cast(ProposeAgencyForm, form).body() or {})


class _RegisterAgency(_NewAgency):
    def perform(self, form: Guarded, **approved: str) -> Agency:
        return verbs.add_agency(by=self.request.user, **form.facts())


class _ImportAgencies(ListDeed):
    back, plan_of, take_in = "incidents:agencies", staticmethod(agency_list.plan), staticmethod(agency_list.take_in)
    said = gettext_lazy("%(new)d agencies added, %(changed)d changed.")

    def label(self) -> str:
        return gettext("Import a list")


class _RegisterContact(_AgencyDeed):
    """Whoever registers an address has just had it confirmed."""

    model = None

    def perform(self, form: Guarded, **approved: str) -> Contact:
        facts = form.facts()
        self.on = facts.pop("agency")
        day = clocks.day(timezone.now())
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


propose_agency = _ProposeAgency.page(Action.PROPOSE_AGENCY, None, ProposeAgencyForm)
register_agency = _RegisterAgency.page(Action.REGISTER_AGENCY, None, RegisterAgencyForm)
confirm_agency = _ConfirmAgency.page(
    Action.CONFIRM_AGENCY, verbs.confirm_agency, ConfirmAgencyForm, begins=ConfirmAgencyForm.of
)
import_agencies = _ImportAgencies.page(Action.REGISTER_AGENCY, None, AgencyListForm)
merge_agency = _MergeAgency.page(
    Action.MERGE_AGENCY,
    doubles.merge_agency,
    MergeAgencyForm,
    prefilled={"into": None},
    weight=Weight.REVOKE,
    above=("incidents/agencies/merging.html",),
)
rename_agency = _AgencyDeed.page(
    Action.RENAME_AGENCY, verbs.rename_agency, RenameAgencyForm, begins=_name_of, renews=True
)
end_agency = _EndAgency.page(Action.END_AGENCY, dissolution.end_agency, EndAgencyForm, weight=Weight.REVOKE)
revive_agency = _ReviveAgency.page(Action.REVIVE_AGENCY, revival.revive_agency, ReviveAgencyForm)
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
