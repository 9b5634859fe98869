"""Removals under law: the list, each with what was proposed and decided, and the pages of their deeds."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from ..actions import removals as verbs
from ..forms import Guarded, ProposeRemovalForm
from ..forms.removals import ProposeOfActorForm, ProposeOfComplaintForm, ProposeOfPersonForm
from ..models import Agency, KnownActor, Removal
from ..models.removals import hidden_from
from ..record import access_log, authority
from ..record.removal import actors, persons, scopes
from ..reports import removal_reach, retention
from ..workflow import STAFF, Action, RemovalStatus, Role, Weight
from .base import SignedIn, page_of, require_role
from .buttons import buttons_of
from .complaint_page import ComplaintDeed
from .deed_page import CaseDeed, DeedPage, Head

CONSEQUENCE = gettext_lazy(
    "The content is emptied in every table and on the disk and cannot be brought back. The record keeps that it was there, its seal, "
    "and who removed it by which law."
)


def removals(request: SignedIn) -> HttpResponse:
    """Every removal that the reader may know of, those that wait first."""
    require_role(request, *STAFF, Role.AUDITOR)
    rows = _seen(request).order_by("decided_at", "-pk")
    waiting = rows.filter(status=RemovalStatus.PROPOSED)
    context = {
        "past": retention.past(request.user, timezone.now()),
        "most": retention.MOST,
        "waiting": waiting,
        "page": page_of(request, rows.exclude(status=RemovalStatus.PROPOSED).order_by("-decided_at")),
    }
    return render(request, "incidents/removals/list.html", context)


def removal(request: SignedIn, pk: int) -> HttpResponse:
    """One removal: what, why, by which law, who proposed and who decided; the event that emptied it."""
    require_role(request, *STAFF, Role.AUDITOR)
    found = get_object_or_404(_seen(request), pk=pk)
    access_log.looks_at(request, found.incident or found)
    held, of = "", scopes.thing_of(found)
    if found.status == RemovalStatus.PROPOSED and (why := verbs.held(found.incident, of) or verbs.unseen(found)):
        held = _(why)
    context = {"removal": found, "incident": found.incident, "held": held, "buttons": buttons_of(found, request.user)}
    context |= _reach(request, removal_reach.of(found, of, verbs.short(found), request.user)) | _of_what(of)
    return render(request, "incidents/removals/show.html", context)


def _reach(request: SignedIn, reach: removal_reach.Reach) -> dict[str, Any]:
    page = page_of(request, reach.places)
    return {"places": page.object_list, "place_page": page, "merged": reach.merged, "entries": reach.entries}


def _of_what(thing: scopes.Thing | None) -> dict[str, Any]:
    return {"thing": thing, "thing_kind": thing._meta.verbose_name if thing else ""}


def _seen(request: SignedIn) -> QuerySet[Removal]:
    rows = Removal.objects.visible_to(request.user).with_own_hand(request.user)
    return rows.select_related("incident__merged_into", "proposed_by", "decided_by", "emptied_by")


class _Propose(CaseDeed):
    weight = Weight.REVOKE
    onto = "incidents:removal"

    def sentence(self) -> str:
        why = verbs.held(self.on)
        return _(why) if why else str(CONSEQUENCE)


class _ProposeOfComplaint(ComplaintDeed):
    weight = Weight.REVOKE
    onto = "incidents:removal"

    def elsewhere(self) -> str:
        """Of a complaint behind a case it is put forward there, where the rest of it stands."""
        case = self.complaint.incident
        return reverse("incidents:propose_removal", args=[case.reference]) if case else ""

    def sentence(self) -> str:
        why = verbs.held(None, self.complaint)
        return _(why) if why else str(CONSEQUENCE)


class NotAllItsCases(authority.NotYours):
    message = gettext_noop("Its name stands in a case that you may not know of: somebody who may puts this forward.")


class _ProposeOfActor(DeedPage):
    model = KnownActor
    weight = Weight.REVOKE
    onto = "incidents:removal"

    def get_object(self, **address: Any) -> KnownActor:
        found: KnownActor = super().get_object(**address)
        if hidden_from(self.request.user).filter(pk__in=actors.cases_of(found)).exists():
            raise NotAllItsCases(f"{self.request.user} does not know of every case of {found.pk}")
        return found

    def elsewhere(self) -> str:
        """Of one that was merged into another the names of both go, and that is put forward there."""
        into = self.on.merged_into_id
        return reverse("incidents:propose_removal_of_actor", args=[into]) if into else ""

    def cancel_url(self) -> str:
        return reverse("incidents:actor", args=[self.on.pk])

    def sentence(self) -> str:
        return _(verbs.held(None, self.on)) if verbs.held(None, self.on) else str(CONSEQUENCE)

    def head(self) -> Head:
        crumbs = [(str(self.on), self.cancel_url())]
        return Head(f"{self.label()} {self.on}", self.label(), "", crumbs, self.sentence())


class _ProposeOfPerson(DeedPage):
    model = Agency
    only: Mapping[str, Any] = {"kind": Agency.Kind.PERSON}
    weight = Weight.REVOKE
    onto = "incidents:removal"

    def get_queryset(self) -> QuerySet[Any]:
        return Agency.objects.with_names().filter(**self.only)

    def get_object(self, **address: Any) -> Agency:
        found: Agency = super().get_object(**address)
        if hidden_from(self.request.user).filter(pk__in=persons.cases_of(found)).exists():
            raise NotAllItsCases(f"{self.request.user} does not know of every case of {found.pk}")
        return found

    def elsewhere(self) -> str:
        """Of a double the names of both go, and that is put forward there."""
        into = self.on.merged_into_id
        return reverse("incidents:propose_removal_of_person", args=[into]) if into else ""

    def cancel_url(self) -> str:
        return reverse("incidents:agency", args=[self.on.pk])

    def sentence(self) -> str:
        return _(verbs.held(None, self.on)) if verbs.held(None, self.on) else str(CONSEQUENCE)

    def head(self) -> Head:
        crumbs = [(str(self.on), self.cancel_url())]
        return Head(f"{self.label()} {self.on}", self.label(), "", crumbs, self.sentence())


class _OfRemoval(DeedPage):
    model = Removal
    above = ("incidents/removals/facts.html", "incidents/removals/places.html")

    def get_queryset(self) -> QuerySet[Any]:
        return _seen(self.request)

    def cancel_url(self) -> str:
        return reverse("incidents:removal", args=[self.on.pk])

    def head(self) -> Head:
        crumbs = [(_("Removals under law"), reverse("incidents:removals")), (str(self.on), self.cancel_url())]
        return Head(f"{self.label()} {self.on}", self.label(), self.on.what, crumbs, self.sentence())

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """What it reaches is worked out anew where somebody decides on it."""
        thing = scopes.thing_of(self.on)
        reach = removal_reach.of(self.on, thing, verbs.short(self.on), self.request.user, anew=True)
        facts = {"removal": self.on, "digest": reach.digest} | _of_what(thing)
        return super().get_context_data(**context) | facts | _reach(self.request, reach)


class _Remove(_OfRemoval):
    """Whoever decides says which rows they were shown: where others would be emptied, nothing is."""

    weight = Weight.REVOKE
    lead = CONSEQUENCE

    def perform(self, form: Guarded, **approved: str) -> Removal:
        facts = form.facts() | {"approved": self.request.POST.get("approved", "")}
        return verbs.remove(self.on, by=self.request.user, **facts)


propose_removal = _Propose.page(Action.PROPOSE_REMOVAL, verbs.propose, ProposeRemovalForm)
propose_removal_of_complaint = _ProposeOfComplaint.page(
    Action.PROPOSE_REMOVAL, verbs.propose_of_complaint, ProposeOfComplaintForm
)
propose_removal_of_actor = _ProposeOfActor.page(Action.PROPOSE_REMOVAL, verbs.propose_of_actor, ProposeOfActorForm)
propose_removal_of_person = _ProposeOfPerson.page(Action.PROPOSE_REMOVAL, verbs.propose_of_person, ProposeOfPersonForm)
remove = _Remove.page(Action.REMOVE)
decline_removal = _OfRemoval.page(Action.DECLINE_REMOVAL, verbs.decline_removal)
