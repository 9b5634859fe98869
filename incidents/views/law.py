"""Pages of the legal side of a case, and of closing it."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ..actions import law as verbs
from ..actions import work
from ..forms import CategorizeForm, CloseForm, DutyForm, FindForm, RateForm, ReasonForm, SanctionForm
from ..forms.law import CONTROLLERS
from ..models import Involvement, NotificationDuty
from ..plain import severity, weighing
from ..workflow import STAFF, Action, Role
from .base import case_form, require, require_role
from .base import visible_case as visible
from .buttons import buttons_of

BACK = "incidents:law"


def law(request, reference):
    """Kinds of data, each controller's duty to notify, severity, findings, sanctions, outcome."""
    require_role(request, *STAFF, Role.AUDITOR)
    case = visible(request, reference)
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


def categorize(request, reference):
    require(request, Action.CATEGORIZE)
    case = visible(request, reference)
    form = CategorizeForm(request.POST or None, incident=case, day=verbs.day_of(case))

    def act(data):
        claimed, confirmed = form.chosen("claimed"), form.chosen("confirmed")
        verbs.categorize(case, by=request.user, claimed=claimed, confirmed=confirmed, basis=data["basis"])

    return case_form(request, case, Action.CATEGORIZE, form, act, back=BACK)


def track_duty(request, pk):
    """Begin to follow what one controller owes by statute."""
    require(request, Action.TRACK_DUTY)
    rows = Involvement.objects.visible_to(request.user).filter(role__in=CONTROLLERS, duty__isnull=True)
    involvement = get_object_or_404(rows.select_related("incident", "agency"), pk=pk)
    known = involvement.known
    start = known.start if known and known.precision == "minute" and not known.is_range else None
    initial = {"started_at": start, "start_source": involvement.known_source if start else ""}
    form = DutyForm(request.POST or None, initial=initial)

    def act(data):
        verbs.track_duty(involvement, by=request.user, **form.facts())

    lead = involvement.agency.short_name
    return case_form(request, involvement.incident, Action.TRACK_DUTY, form, act, back=BACK, lead=lead)


def amend_duty(request, pk):
    require(request, Action.AMEND_DUTY)
    rows = NotificationDuty.objects.visible_to(request.user).select_related("incident", "involvement__agency")
    duty = get_object_or_404(rows, pk=pk)
    initial = {name: getattr(duty, name) for name in verbs.DUTY_FACTS} | {"seen": duty.version}
    form = DutyForm(request.POST or None, initial=initial)

    def act(data):
        verbs.amend_duty(duty, by=request.user, seen=data["seen"] or 0, **form.facts())

    return case_form(request, duty.incident, Action.AMEND_DUTY, form, act, back=BACK, lead=duty.agency.short_name)


def rate(request, reference):
    require(request, Action.RATE)
    case = visible(request, reference)
    codes = case.categories.values_list("category__code", flat=True)
    last = case.ratings.last()
    initial = {name: getattr(last, name) for name in (*RateForm.INPUTS, "many", "unintelligible")} if last else {}
    form = RateForm(request.POST or None, initial=initial or {"context": severity.context_of(codes)})

    def act(data):
        verbs.rate(case, by=request.user, **data)

    lead = _("A comparison method (ENISA 2013), not Indonesian law: SE = DPC × EI + circumstances.")
    return case_form(request, case, Action.RATE, form, act, back=BACK, lead=lead)


def find(request, reference):
    require(request, Action.FIND)
    case = visible(request, reference)
    form = FindForm(request.POST or None, incident=case)

    def act(data):
        verbs.find(case, by=request.user, **data)

    return case_form(request, case, Action.FIND, form, act, back=BACK)


def sanction(request, reference):
    require(request, Action.SANCTION)
    case = visible(request, reference)
    form = SanctionForm(request.POST or None, incident=case, day=timezone.localdate())

    def act(data):
        verbs.sanction(case, by=request.user, **data)

    lead = _("Each regime has its own measures. For public bodies no scheme of fines exists.")
    return case_form(request, case, Action.SANCTION, form, act, back=BACK, lead=lead)


def close(request, reference):
    """Close with an outcome. What is still open stands on the page before anybody clicks."""
    require(request, Action.CLOSE)
    case = visible(request, reference)
    form = CloseForm(request.POST or None, initial={"seen": case.version, "outcome": case.outcome})

    def act(data):
        work.close(case, by=request.user, **data)

    ends = work.open_ends(case)
    template = "incidents/cases/close.html"
    standing = weighing.contradictions(case.assertions.all())
    shaken = [row for row, against in standing.items() if row.status == "verified" and against]
    return case_form(request, case, Action.CLOSE, form, act, ends=ends, shaken=shaken, template=template)


def reopen(request, reference):
    require(request, Action.REOPEN)
    case = visible(request, reference)
    form = ReasonForm(request.POST or None, initial={"seen": case.version})

    def act(data):
        work.reopen(case, by=request.user, **data)

    return case_form(request, case, Action.REOPEN, form, act)
