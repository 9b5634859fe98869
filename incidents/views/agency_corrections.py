"""Pages that put right what was entered wrongly of a body: what it is, its names, an address, that it is another one."""

from collections.abc import Mapping
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy

from ..actions import agencies as verbs
from ..actions import agency_corrections, agency_merge_reversal, agency_merge_reversal_plan, mistaken_bodies, overtaken
from ..forms import AmendAgencyForm, Guarded, untouched
from ..forms.agencies import AmendContactForm, CorrectNameForm, OfName, UnmergeAgencyForm
from ..models import Agency, AgencyName, Contact
from ..models.visibility import last_version
from ..record import authority
from ..workflow import Action, Weight, possible
from .base import number_of
from .deed_page import Head, RegisterDeed


class _OfAgency(RegisterDeed):
    """Puts something of an agency right and goes back to it."""

    model: Any = Agency
    back = "incidents:agencies"

    def get_success_url(self) -> str:
        return reverse("incidents:agency", args=[self.on.pk])


class _AmendAgency(_OfAgency):
    """An administrator; until one has confirmed it, also who added it."""

    def get_object(self, **address: Any) -> Agency:
        found: Agency = super().get_object(**address)
        if why := authority.refusal(self.action, found, self.request.user, None):
            raise why
        return found


class _NameDeed(_OfAgency):
    """On one of the names of a body: the one that the address names, the last one where it names none."""

    @cached_property
    def name(self) -> AgencyName:
        sent = self.request.POST.get("row") if self.request.method == "POST" else self.request.GET.get("name")
        names = self.on.names.order_by("valid_from")
        if not sent:
            return get_object_or_404(names.order_by("-valid_from")[:1])
        if (found := names.filter(pk=number_of(sent)).first()) is None:
            raise overtaken.NameGone(self.on)
        return found

    def get_initial(self) -> dict[str, Any]:
        facts = {fact: getattr(self.name, fact) for fact in (*AgencyName.WORDS, "valid_from")}
        return super().get_initial() | facts | {"row": self.name.pk}

    def head(self) -> Head:
        words = gettext("%(name)s. Letters that went out keep the name under which they went.") % {"name": self.name}
        return Head(self.label(), self.label(), str(self.on), sentence=words)

    def perform(self, form: Guarded, **approved: str) -> Any:
        facts = untouched.changed(form) if self.amends else form.facts()
        return self.verb(self.on, by=self.request.user, **facts | {"row": self.name})


class _AmendContact(RegisterDeed):
    model = Contact
    only: Mapping[str, Any] = {"valid_to": None}
    back = "incidents:agencies"

    def get_initial(self) -> dict[str, Any]:
        facts = {name: getattr(self.on, name) for name in AmendContactForm.FACTS if name != "deputy_of"}
        shown = {"shown": last_version(self.on), "deputy_of": self.on.deputy_of_id}
        return super().get_initial() | facts | shown

    def perform(self, form: Guarded, **approved: str) -> Contact:
        facts = untouched.changed(form) | {"shown": form.cleaned_data["shown"]}
        return agency_corrections.amend_contact(self.on, by=self.request.user, **facts)

    def cancel_url(self) -> str:
        return reverse("incidents:agency", args=[self.on.agency_id])


class _UnmergeAgency(_OfAgency):
    """What goes back and what stays stands above, before anybody presses."""

    above = ("incidents/agencies/merge_reversal.html",)

    @cached_property
    def reversal_plan(self) -> agency_merge_reversal_plan.ReversalPlan | None:
        return agency_merge_reversal_plan.plan_of_reversal(self.on)

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"plan": self.reversal_plan.digest if self.reversal_plan else ""}

    def elsewhere(self) -> str:
        return super().elsewhere() if self.reversal_plan else self.get_success_url()


amend_agency = _AmendAgency.page(
    Action.AMEND_AGENCY, verbs.amend_agency, AmendAgencyForm, begins=AmendAgencyForm.of, amends=True
)
correct_name = _NameDeed.page(Action.CORRECT_NAME, agency_corrections.correct_name, CorrectNameForm, amends=True)
withdraw_name = _NameDeed.page(Action.WITHDRAW_NAME, agency_corrections.withdraw_name, OfName, weight=Weight.REVOKE)
amend_contact = _AmendContact.page(Action.AMEND_CONTACT, None, AmendContactForm, amends=True)
unmerge_agency = _UnmergeAgency.page(Action.UNMERGE_AGENCY, agency_merge_reversal.unmerge_agency, UnmergeAgencyForm)


class _Mistake(_OfAgency):
    """That a body was entered by mistake, or that it was not."""

    def elsewhere(self) -> str:
        """Back to the body, where it is so already: nobody fills in a form that cannot be sent."""
        possible_now = self.request.method == "POST" or possible(self.action, self.on.status)
        return "" if possible_now else self.get_success_url()

    def head(self) -> Head:
        return Head(self.label(), self.label(), str(self.on), sentence=self.sentence())


class _AnnulAgency(_Mistake):
    """What hangs on it stands on the page before anybody clicks: how much of each kind, for cases may be restricted."""

    above = ("incidents/agencies/mistaken_hangs.html",)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found = mistaken_bodies.hanging(self.on, timezone.now())
        hangs = [
            (gettext(mistaken_bodies.HANGS[name].words), n, gettext(mistaken_bodies.HANGS[name].instead))
            for name, n in found.items()
        ]
        return super().get_context_data(**context) | {"hangs": hangs}


annul_agency = _AnnulAgency.page(
    Action.ANNUL_AGENCY,
    mistaken_bodies.annul_agency,
    weight=Weight.REVOKE,
    lead=gettext_lazy(
        "For a body that should never have been entered: a test, or a name that is none. Its page stays to be read; no form offers it, and it "
        "stands in the directory only where that is asked for those entered by mistake. One that is another body twice is merged, "
        "one that exists no more is ended."
    ),
)
reinstate_agency = _Mistake.page(
    Action.REINSTATE_AGENCY,
    mistaken_bodies.reinstate_agency,
    lead=gettext_lazy("The body can be chosen again, as it was before; under which body it stands is entered anew."),
)
