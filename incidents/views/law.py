"""Pages of the legal side of a case, and of closing it."""

from typing import Any

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy

from ..actions import law as verbs
from ..actions import work
from ..forms import CategorizeForm, CloseForm, DutyForm, FindForm, RateForm, SanctionForm
from ..forms.law import CONTROLLERS
from ..models import Involvement, NotificationDuty
from ..plain import assertion_weighing, severity
from ..workflow import STAFF, Action, AssertionStatus, Role
from .base import require_role, visible_case
from .buttons import buttons_of
from .deed_page import CaseDeed


def law(request, reference):
    """Kinds of data, each controller's duty to notify, severity, findings, sanctions, outcome."""
    require_role(request, *STAFF, Role.AUDITOR)
    case = visible_case(request, reference)
    controllers = case.involvements.filter(role__in=CONTROLLERS).select_related(
        "agency", "duty__rule", "duty__incident"
    )
    day = verbs.day_of(case)
    context = {
        "incident": case,
        "tab": "law",
        "now": timezone.now(),
        "categories": case.categories.select_related("category"),
        "controllers": controllers.prefetch_related("agency__names"),
        "rule": verbs.duty_rule(day),
        "beside": verbs.rules_beside(day),
        "ratings": case.ratings.select_related("rated_by").order_by("-pk"),
        "findings": case.findings.with_recorded().select_related("evidence"),
        "sanctions": case.sanctions.select_related("agency", "regime").prefetch_related("agency__names"),
        "buttons": buttons_of(case, request.user),
    }
    return render(request, "incidents/law/show.html", context)


class _LawDeed(CaseDeed):
    back = "incidents:law"


class _TrackDuty(_LawDeed):
    """Begin to follow what one controller owes by statute. What is known of when it knew stands there to begin with."""

    def get_initial(self) -> dict[str, Any]:
        known = self.on.known
        start = known.start if known and known.precision == "minute" and not known.is_range else None
        return {"started_at": start, "start_source": self.on.known_source if start else ""}


class _AmendDuty(_LawDeed):
    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {name: getattr(self.on, name) for name in verbs.DUTY_FACTS}


class _Rate(_LawDeed):
    """The last rating stands there to begin with, else what the kinds of data suggest."""

    def get_initial(self) -> dict[str, Any]:
        last = self.on.ratings.last()
        if last:
            return {name: getattr(last, name) for name in (*RateForm.INPUTS, "many", "unintelligible")}
        return {"context": severity.context_of(self.on.categories.values_list("category__code", flat=True))}


class _Close(CaseDeed):
    """Close with an outcome. What is still open stands on the page before anybody clicks."""

    above = ("incidents/cases/close.html",)

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"outcome": self.on.outcome}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        standing = assertion_weighing.contradictions(self.on.assertions.all())
        shaken = [row for row, against in standing.items() if row.status == AssertionStatus.VERIFIED and against]
        return super().get_context_data(**context) | {"ends": work.open_ends(self.on), "shaken": shaken}


categorize = _LawDeed.as_view(action=Action.CATEGORIZE, form_class=CategorizeForm, verb=verbs.categorize)
track_duty = _TrackDuty.as_view(
    action=Action.TRACK_DUTY,
    model=Involvement,
    only={"role__in": CONTROLLERS, "duty__isnull": True},
    form_class=DutyForm,
    verb=verbs.track_duty,
    lead=lambda involvement: involvement.agency.short_name,
)
amend_duty = _AmendDuty.as_view(
    action=Action.AMEND_DUTY,
    model=NotificationDuty,
    form_class=DutyForm,
    verb=verbs.amend_duty,
    lead=lambda duty: duty.agency.short_name,
)
rate = _Rate.as_view(
    action=Action.RATE,
    form_class=RateForm,
    verb=verbs.rate,
    lead=gettext_lazy("A comparison method (ENISA 2013), not Indonesian law: SE = DPC × EI + circumstances."),
)
find = _LawDeed.as_view(action=Action.FIND, form_class=FindForm, verb=verbs.find)
sanction = _LawDeed.as_view(
    action=Action.SANCTION,
    form_class=SanctionForm,
    verb=verbs.sanction,
    lead=gettext_lazy("Each regime has its own measures. For public bodies no scheme of fines exists."),
)
close = _Close.as_view(action=Action.CLOSE, form_class=CloseForm, verb=work.close)
reopen = CaseDeed.as_view(action=Action.REOPEN, verb=work.reopen)
