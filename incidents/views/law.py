"""Pages of the legal side of a case, and of closing it."""

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext, gettext_lazy

from ..actions import developments, sanctions, statute, work
from ..actions import law as verbs
from ..forms import (
    CategorizeForm,
    CloseForm,
    DevelopmentForm,
    DutyForm,
    FindForm,
    Guarded,
    RateForm,
    SanctionForm,
    untouched,
)
from ..models import Finding, Incident, Involvement, NotificationDuty, Sanction, SeverityRating, reprimands
from ..models.assertions import still_said
from ..plain import assertion_weighing, severity, spans
from ..plain.not_none import not_none
from ..reports import corrections, imposed, notification_duties
from ..workflow import STAFF, Action, AssertionStatus, Role, Weight
from .base import SignedIn, require_role, visible_case
from .buttons import buttons_of
from .deed_page import AfterTheEnd, CaseDeed


def law(request: SignedIn, reference: str) -> HttpResponse:
    """Kinds of data, each controller's duty to notify, severity, findings, sanctions, outcome."""
    require_role(request, *STAFF, Role.AUDITOR)
    case = visible_case(request, reference)
    controllers = (
        case.involvements.with_recorded()
        .filter(role__in=Involvement.CONTROLLERS)
        .select_related("agency")
        .prefetch_related("duties__rule", "duties__incident")
    )
    day = statute.day_of(case)
    findings = Finding.everything.with_recorded().filter(incident=case).select_related("evidence")
    ratings = SeverityRating.everything.with_recorded().filter(incident=case)
    context = {
        "incident": case,
        "tab": "law",
        "now": timezone.now(),
        "categories": case.categories.select_related("category"),
        "controllers": list(notification_duties.of(case, controllers.prefetch_related("agency__names")).values()),
        "struck_duties": corrections.struck_duties(case),
        "put_right": corrections.put_right_after_its_end(case),
        "rule": statute.duty_rule(day),
        "beside": statute.rules_beside(day),
        "regimes": sanctions.regimes_for(case),
        "ratings": corrections.told_on(case, ratings.select_related("rated_by").order_by("-pk")),
        "rating": case.ratings.last(),
        "findings": corrections.told_on(case, findings),
        "sanctions": imposed.in_case(case),
        "reprimands": reprimands.by_letter_alone(case),
        "buttons": buttons_of(case, request.user),
    }
    return render(request, "incidents/law/show.html", context)


class _LawDeed(CaseDeed):
    back = "incidents:law"


class _PutRight(AfterTheEnd):
    back = "incidents:law"


class _Close(CaseDeed):
    """Close with an outcome. What is still open stands on the page before anybody clicks."""

    above = ("incidents/cases/close.html",)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        standing = assertion_weighing.contradictions(still_said(self.on.assertions.all()))
        shaken = [row for row, against in standing.items() if row.status == AssertionStatus.VERIFIED and against]
        return super().get_context_data(**context) | {
            "ends": work.open_ends(self.on),
            "shaken": shaken,
            "owed": [row for row in work.still_owed(self.on) if row.due or row.case_letter_id],
            "now": timezone.now(),
            "unmet": self.on.duties.running(),
        }


def _agency_of(row: Involvement | NotificationDuty) -> str:
    return row.agency.short_name


def _imposed_on(sanction: Sanction) -> str:
    decided = spans.in_words(not_none(sanction.decided), not_none(get_language()))
    return f"{sanction.agency.short_name}: {sanction.told} · {sanction.decided_by}, {decided}"


def _agency_and_when(involvement: Involvement) -> str:
    """The body, and since when it knew as its part in the case says."""
    if involvement.known is None:
        return involvement.agency.short_name
    told = gettext("known to it: %(when)s") % {"when": spans.in_words(involvement.known, not_none(get_language()))}
    return " · ".join(filter(None, (involvement.agency.short_name, told, involvement.known_source)))


def _struck_so(duty: NotificationDuty) -> str:
    said = gettext(
        "For a duty that was followed by mistake. It stays to be read and counts nowhere: no clock, no chronology, no figure. Where "
        "it is followed anew, what was late by it stays late."
    )
    return f"{duty.agency.short_name}. {said}"


class _TrackDuty(_LawDeed):
    """Of a controller whose duty nobody follows: none yet, or one that was struck."""

    def get_queryset(self) -> QuerySet[Any]:
        followed = NotificationDuty.objects.filter(struck_at__isnull=True)
        return super().get_queryset().exclude(pk__in=followed.values("involvement"))


def _since(involvement: Involvement) -> dict[str, Any]:
    """Since when a controller knew, as exactly as that is known: there its duty begins."""
    told = involvement.known
    return {"started": told, "start_source": involvement.known_source} if told else {}


class _Rate(_PutRight):
    """Rate; the first rating may be what the kinds of data suggest, a later one says something else than the last."""

    def changes_nothing(self, form: Guarded) -> bool:
        return self.on.ratings.exists() and untouched.nothing_touched(form)


def _as_offered(value: Any) -> Any:
    """A column keeps 0.50 where the form offers 0.5: without this the page would show another choice than stands."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def _rated(case: Incident) -> dict[str, Any]:
    """The last rating, else what the kinds of data suggest."""
    last = case.ratings.last()
    if last:
        stands = {name: getattr(last, name) for name in (*RateForm.INPUTS, "many", "unintelligible")}
        return {name: _as_offered(value) for name, value in stands.items()}
    return {"context": severity.context_of(case.categories.values_list("category__code", flat=True))}


categorize = _PutRight.page(
    Action.CATEGORIZE,
    verbs.categorize,
    CategorizeForm,
    begins=lambda case: {"shown": verbs.named_in(case)},
    renews=True,
)
# Begin to follow what one controller owes by statute.
track_duty = _TrackDuty.page(
    Action.TRACK_DUTY,
    verbs.track_duty,
    DutyForm,
    model=Involvement,
    only={"role__in": Involvement.CONTROLLERS},
    begins=_since,
    lead=_agency_and_when,
)
amend_duty = _PutRight.page(
    Action.AMEND_DUTY,
    verbs.amend_duty,
    DutyForm,
    model=NotificationDuty,
    only={"struck_at__isnull": True},
    begins=lambda duty: {name: getattr(duty, name) for name in verbs.DUTY_FACTS},
    amends=True,
    lead=_agency_of,
)
strike_duty = _PutRight.page(
    Action.STRIKE_DUTY,
    verbs.strike_duty,
    model=NotificationDuty,
    only={"struck_at__isnull": True},
    weight=Weight.REVOKE,
    lead=_struck_so,
)
rate = _Rate.page(
    Action.RATE,
    verbs.rate,
    RateForm,
    begins=_rated,
    lead=gettext_lazy("A comparison method (ENISA 2013), not Indonesian law: SE = DPC × EI + circumstances."),
)
find = _LawDeed.page(Action.FIND, verbs.find, FindForm)
sanction = _LawDeed.page(
    Action.SANCTION,
    sanctions.sanction,
    SanctionForm,
    lead=gettext_lazy("Each regime has its own measures. For public bodies no scheme of fines exists."),
)
# What befell a measure after it was decided: also one of another authority, and long after the case has ended.
record_development = _LawDeed.page(
    Action.RECORD_DEVELOPMENT,
    developments.record_development,
    DevelopmentForm,
    model=Sanction,
    lead=_imposed_on,
)
close = _Close.page(Action.CLOSE, work.close, CloseForm, begins=lambda case: {"outcome": case.outcome})


def _what_reopening_does(case: Incident) -> str:
    if case.past:
        return gettext(
            "What its file told of its end stays in the history and is offered again when it is closed. Letters, replies, scans and "
            "activities are entered without reopening it."
        )
    return gettext(
        "Requests that were closed without a sufficient answer stay so: no clock begins again. What is still wanted is asked by a new letter; what was closed by mistake is waited for again, request by request."
    )


reopen = CaseDeed.page(Action.REOPEN, work.reopen, lead=_what_reopening_does)
