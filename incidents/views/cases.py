"""Pages of a case: list, page, amend, promote, dismiss, merge, involve."""

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from ..actions import cases, merging
from ..forms import (
    AmendForm,
    AmendInvolvementForm,
    InvolveForm,
    MergeForm,
    ReasonForm,
    SeenForm,
)
from ..models import CaseEvent, ClarificationRequest, Incident, Involvement
from ..plain import holders, weighing
from ..workflow import STAFF, Action, CommitmentStatus, IncidentStatus, RequestStatus, Role
from .base import case_form, done, page_of, require, require_role
from .base import visible_case as visible
from .buttons import buttons_of

TIMELINE = 30
SHELVES = {
    "": (),
    "reports": (IncidentStatus.REPORT,),
    "open": (IncidentStatus.OPEN,),
    "closed": (IncidentStatus.CLOSED,),
    "aside": (IncidentStatus.DISMISSED, IncidentStatus.MERGED),
}
SHELF_LABELS = {
    "": gettext_noop("All"),
    "reports": gettext_noop("Reports"),
    "open": gettext_noop("Open cases"),
    "closed": gettext_noop("Closed"),
    "aside": gettext_noop("Dismissed or merged"),
}


def case_list(request):
    """All cases and reports the reader may know of, latest first; the shelf is the address."""
    require_role(request, *STAFF, Role.AUDITOR)
    shelf = request.GET.get("shelf", "")
    seen = Incident.objects.visible_to(request.user)
    rows = seen.filter(status__in=SHELVES[shelf]) if SHELVES.get(shelf) else seen
    rows = (
        rows.select_related("owner", "merged_into")
        .annotate(
            open_requests=Count("requests", filter=Q(requests__status=RequestStatus.OPEN), distinct=True),
            requests_count=Count("requests", distinct=True),
        )
        .order_by("-pk")
    )
    shelves = [
        (key, label, seen.filter(status__in=SHELVES[key]).count() if key else seen.count())
        for key, label in SHELF_LABELS.items()
    ]
    context = {"rows": page_of(request, rows), "shelf": shelf, "shelves": shelves, "query": f"shelf={shelf}"}
    return render(request, "incidents/cases/list.html", context)


def incident(request, reference):
    """The case: clocks, figures, who holds the data and what they said, and what happened in order."""
    case = visible(request, reference)
    if case.reference != reference:
        return redirect("incidents:incident", reference=case.reference)
    requests = (
        ClarificationRequest.objects.visible_to(request.user)
        .filter(incident=case)
        .select_related("incident", "agency")
        .prefetch_related("agency__names", "deadlines", "letters__register_entry")
    )
    involvements = case.involvements.select_related("agency", "duty").prefetch_related("agency__names")
    assertions = list(case.assertions.with_recorded().select_related("agency", "evidence"))
    events = CaseEvent.objects.visible_to(request.user).filter(incident=case).order_by("-recorded_at")
    context = {
        "incident": case,
        "tab": "summary",
        "now": timezone.now(),
        "requests": requests,
        "running": [r for r in requests if r.status in (RequestStatus.OPEN, RequestStatus.ANSWERED)],
        "involvements": involvements,
        "holders": holders.holders(involvements, requests, assertions),
        "assertions": assertions,
        "figures": figures(case, assertions),
        "activities": case.activities.with_recorded().select_related("assertion").order_by("-happened_at"),
        "events": events[:TIMELINE],
        "more_events": max(0, events.count() - TIMELINE),
        "buttons": buttons_of(case, request.user),
        "first_event": events.last(),
        "duties": case.duties.select_related("involvement__agency").prefetch_related("involvement__agency__names"),
        "categories": case.categories.select_related("category"),
        "relations": relations(case, request.user),
        "owed": case.commitments.filter(status=CommitmentStatus.OPEN).order_by("due_at"),
        "merged": Incident.objects.visible_to(request.user).filter(merged_into=case),
    }
    return render(request, "incidents/cases/show.html", context)


def relations(case, user):
    """[(words, the other case)] both ways, of cases the reader may know of."""
    seen = Incident.objects.visible_to(user)
    own = case.relations.filter(other__in=seen).select_related("other")
    back = case.related_from.filter(incident__in=seen).select_related("incident")
    return [(row, row.get_kind_display(), row.other) for row in own] + [
        (row, _("Named by (%(kind)s)") % {"kind": row.get_kind_display().lower()}, row.incident) for row in back
    ]


def figures(case, assertions):
    """For each counted topic: the figure in use (the last row), and the range of what is claimed."""
    in_use = {figure.topic: figure for figure in case.figures.select_related("assertion").order_by("pk")}
    found = []
    for topic in weighing.COUNTED:
        rows = [a for a in assertions if a.topic == topic]
        figure = in_use.get(topic)
        found.append(
            {
                "topic": str(topic),
                "label": weighing.TOPIC_LABELS[topic],
                "figure": figure,
                "range": weighing.claimed_range(rows),
                "unit": next((a.unit for a in rows if a.unit), ""),
                "count": len(rows),
                "shaken": bool(figure and figure.assertion and figure.assertion.status in ("denied", "withdrawn")),
            }
        )
    return found


def amend(request, reference):
    require(request, Action.AMEND)
    case = visible(request, reference)
    initial = {name: getattr(case, name) for name in AmendForm.FACTS} | {"seen": case.version}
    form = AmendForm(request.POST or None, initial=initial)

    def act(data):
        cases.amend(case, by=request.user, seen=data["seen"], reason=data["reason"], **form.facts())

    return case_form(request, case, Action.AMEND, form, act)


@require_POST
def promote(request, reference):
    """Make a report an incident: one click, with the version its page showed."""
    require(request, Action.PROMOTE)
    case = visible(request, reference)
    form = SeenForm(request.POST)
    case = cases.promote(case, by=request.user, seen=form.cleaned_data["seen"] if form.is_valid() else 0)
    done(request, Action.PROMOTE)
    return redirect("incidents:incident", reference=case.reference)


def _with_reason(request, reference, action, verb):
    require(request, action)
    case = visible(request, reference)
    form = ReasonForm(request.POST or None, initial={"seen": case.version})

    def act(data):
        verb(case, by=request.user, **data)

    return case_form(request, case, action, form, act)


def dismiss(request, reference):
    return _with_reason(request, reference, Action.DISMISS, cases.dismiss)


def reconsider(request, reference):
    return _with_reason(request, reference, Action.RECONSIDER, cases.reconsider)


def separate(request, reference):
    return _with_reason(request, reference, Action.SEPARATE, merging.separate)


def merge(request, reference):
    require(request, Action.MERGE)
    case = visible(request, reference)
    form = MergeForm(request.POST or None, user=request.user, incident=case, initial={"seen": case.version})

    def act(data):
        merging.merge(case, data["into"], by=request.user, seen=data["seen"], reason=data["reason"])

    return case_form(request, case, Action.MERGE, form, act)


def involve(request, reference):
    require(request, Action.INVOLVE)
    case = visible(request, reference)
    form = InvolveForm(request.POST or None, incident=case)
    return case_form(request, case, Action.INVOLVE, form, lambda data: cases.involve(case, by=request.user, **data))


def amend_involvement(request, pk):
    require(request, Action.AMEND_INVOLVEMENT)
    row = get_object_or_404(Involvement.objects.visible_to(request.user).select_related("incident", "agency"), pk=pk)
    initial = {name: getattr(row, name) for name in AmendInvolvementForm.FACTS} | {"seen": row.version}
    form = AmendInvolvementForm(request.POST or None, row=row, initial=initial)

    def act(data):
        cases.amend_involvement(row, by=request.user, seen=data["seen"], reason=data["reason"], **form.facts())

    return case_form(request, row.incident, Action.AMEND_INVOLVEMENT, form, act, lead=row.agency.short_name)
