"""Pages by which cases pass from one officer to another, and the page that shows who works on how much."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, ngettext

from ..actions import handover as verbs
from ..actions import restricted_cases
from ..forms import EndForm, Guarded
from ..forms.handover import AssignForm, AssignUnseenForm, DeputizeForm
from ..forms.restricted import OpenRestrictedForm
from ..models import Absence, Complaint, Incident, User
from ..models.work import known_to_nobody
from ..record import authority
from ..reports import unknown_cases
from ..reports.workload import UNTOUCHED_DAYS
from ..reports.workload import workload as loads_of
from ..workflow import STAFF, Action, ComplaintStatus, Role, Weight, permitted
from .base import SignedIn, page_of, require_role
from .deed_page import CaseDeed, DeedPage, Head

PERSONS = 50  # on one page


def workload(request: SignedIn) -> HttpResponse:
    """Who works on how much, who is away and who stands in."""
    require_role(request, *STAFF, Role.AUDITOR)
    now = timezone.now()
    page = page_of(request, loads_of(request.user, now), PERSONS)
    context = {"page": page, "days": UNTOUCHED_DAYS, "unknown": unknown_cases.told_to(request.user, now)}
    return render(request, "incidents/handover/workload.html", context)


class _Assign(CaseDeed):
    """One's own case, or as a superior anybody's. Whoever gives a restricted case away may not know of it any more."""

    def get_object(self, **address: Any) -> Incident:
        case: Incident = super().get_object(**address)
        _only_own(self.request, self.action, case.belongs_to(self.request.user))
        return case

    def get_success_url(self) -> str:
        seen = Incident.objects.visible_to(self.request.user).filter(pk=self.case.pk).exists()
        return super().get_success_url() if seen else reverse("incidents:home")


class _AssignUnseen(DeedPage):
    """A restricted case that nobody may know of any more: whoever hands it over is shown its number, that it is restricted, and the
    unit of its last owner. To whoever presses when somebody was quicker every number is one under which nothing waits."""

    back = "incidents:approvals"
    case = None

    def get_object(self, **address: Any) -> Incident:
        _only_own(self.request, self.action, own=False)
        rows = known_to_nobody(timezone.now()).by_reference(address["reference"])
        if self.request.method == "POST" and not rows.exists():
            raise verbs.WaitsUnseenNoMore(None)
        found: Incident = get_object_or_404(rows)
        return found

    def head(self) -> Head:
        note = f"{self.on} · {unknown_cases.said_of(self.on)}"
        return Head(f"{self.label()} {self.on}", self.label(), note, sentence=self.sentence())


class _OfPerson(DeedPage):
    """A deed on a person who works on cases: by themselves, or by a superior."""

    model = User
    back = "incidents:workload"

    def get_queryset(self) -> QuerySet[User]:
        return User.objects.get_queryset()

    def get_object(self, **address: Any) -> User:
        person: User = super().get_object(**address)
        _only_own(self.request, self.action, person == self.request.user)
        return person


class _AssignAll(_OfPerson):
    def elsewhere(self) -> str:
        if self.request.method == "POST" or any(verbs.held_by(self.on, by=self.request.user)):
            return ""
        messages.warning(self.request, gettext(verbs.NothingToHandOver.message) % {"person": self.on.name})
        return self.cancel_url()

    def perform(self, form: Guarded, **approved: str) -> verbs.Held:
        passed = verbs.assign_all(self.on, by=self.request.user, **form.facts())
        cases, complaints = len(passed.cases), len(passed.complaints)
        if cases:
            said = ngettext("%(n)d case was handed over.", "%(n)d cases were handed over.", cases)
            messages.info(self.request, said % {"n": cases})
        if complaints:
            said = ngettext("%(n)d complaint was handed over.", "%(n)d complaints were handed over.", complaints)
            messages.info(self.request, said % {"n": complaints})
        if left := Complaint.objects.visible_to(self.request.user).filter(
            owner=self.on, status=ComplaintStatus.IN_HAND
        ):
            messages.warning(
                self.request,
                gettext("Complaints that you may not hand over stay: %(numbers)s.")
                % {"numbers": ", ".join(map(str, left))},
            )
        return passed


class _ReturnEarly(DeedPage):
    model = Absence
    back = "incidents:workload"

    def get_queryset(self) -> QuerySet[Absence]:
        return Absence.objects.to_come(timezone.now()).select_related("user", "deputy")

    def get_object(self, **address: Any) -> Absence:
        absence: Absence = super().get_object(**address)
        _only_own(self.request, self.action, absence.belongs_to(self.request.user))
        return absence


def _only_own(request: SignedIn, action: Action, own: bool) -> None:
    """403 where the roles of the reader may do this to nothing but their own."""
    if permitted(action, request.user.roles, is_author=own) is None:
        raise authority.OfSomebodyElse(f"{action} is not for {request.user}")


class _OpenRestricted(DeedPage):
    """Whoever opens it was shown nothing of it before; from then on it is theirs to read, and auditors know."""

    back = "incidents:workload"

    def perform(self, form: Guarded, **approved: str) -> Incident:
        return restricted_cases.open_restricted(by=self.request.user, **form.facts())

    def onwards(self) -> HttpResponse:
        messages.warning(
            self.request, gettext("Every auditor is told that you opened it, and why stands in its history.")
        )
        return redirect(self.result.get_absolute_url())


open_restricted = _OpenRestricted.page(
    Action.OPEN_RESTRICTED,
    None,
    OpenRestrictedForm,
    weight=Weight.REVOKE,
    lead=gettext_lazy(
        "For a restricted case that cannot wait and whose people cannot be reached. You are named for it from then on; every auditor is told "
        "by mail at once, and the reason stands in its history."
    ),
)
assign = _Assign.page(
    Action.ASSIGN,
    verbs.assign,
    AssignForm,
    lead=gettext_lazy("The case goes to this person and the unit they serve in. Its letters stay those of their unit."),
)
assign_unseen = _AssignUnseen.page(
    Action.ASSIGN,
    verbs.assign_unseen,
    AssignUnseenForm,
    lead=gettext_lazy(
        "Its owner serves no more, and nobody who works on cases may know of it. It is not shown to you: choose an officer of whom you know "
        "no reason why they should not read it. They own it from then on, and name others who may see it. Auditors see who handed it over, "
        "to whom and why."
    ),
)
assign_all = _AssignAll.page(
    Action.ASSIGN,
    None,
    AssignForm,
    lead=gettext_lazy(
        "Every case, report and complaint this person works on and that you may know of, and every closed case in which "
        "something is still owed, at once. Restricted cases you were "
        "not named for stay; their owner hands those over."
    ),
)
deputize = _OfPerson.page(
    Action.DEPUTIZE,
    verbs.deputize,
    DeputizeForm,
    lead=gettext_lazy(
        "The deputy is told what this person would be told, and finds the cases on the desk. The cases stay this person's; "
        "to a restricted one the deputy must be named."
    ),
)
return_early = _ReturnEarly.page(Action.RETURN_EARLY, verbs.return_early, EndForm)
