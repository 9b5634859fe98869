"""Pages of the assertion ledger: all of a case's assertions, one topic side by side, recording, assessing, choosing."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from ..actions import assertions as verbs
from ..forms import AdoptForm, AssessForm, ClaimForm
from ..models import Assertion
from ..plain import weighing
from ..plain.weighing import COUNTED, TOPIC_LABELS
from ..workflow import STAFF, Action, Role
from .base import case_form, require, require_role
from .base import visible_case as visible
from .buttons import Topic, buttons_of
from .cases import figures


def _rows(case):
    rows = (
        case.assertions.with_recorded()
        .select_related("agency", "evidence__file")
        .prefetch_related("agency__names", "assessments__evidence", "assessments__assessed_by")
    )
    rows = list(rows)
    against = weighing.contradictions(rows)
    for row in rows:
        row.against = against[row]
    return rows


def assertions(request, reference):
    """The ledger: who says what, how far it is borne out, grouped by what it is about."""
    require_role(request, *STAFF, Role.AUDITOR)
    case = visible(request, reference)
    rows = _rows(case)
    groups = [(topic, label, [r for r in rows if r.topic == topic]) for topic, label in TOPIC_LABELS.items()]
    context = {
        "incident": case,
        "tab": "assertions",
        "groups": [(str(topic), label, found) for topic, label, found in groups if found],
        "count": len(rows),
        "buttons": buttons_of(case, request.user),
    }
    return render(request, "incidents/assertions/list.html", context)


def topic(request, reference, topic):
    """One topic: the figure in use and why, the range of what is claimed, the assertions side by side."""
    require_role(request, *STAFF, Role.AUDITOR)
    case = visible(request, reference)
    if topic not in TOPIC_LABELS:
        raise Http404("no such topic")
    everything = _rows(case)
    rows = [row for row in everything if row.topic == topic]
    figure = next((f for f in figures(case, everything) if f["topic"] == topic), None)
    # A denial of what is counted here belongs beside it, without a point on the scale: it is no zero.
    beside = [row for row in everything if row.topic == weighing.Topic.DENIAL and any(r in row.against for r in rows)]
    similar = [row for row in everything if row.topic == weighing.Topic.SIMILARITY] if topic in COUNTED else []
    columns = rows + [row for row in [*similar, *beside] if row not in rows]
    context = {
        "incident": case,
        "tab": "assertions",
        "topic": topic,
        "label": TOPIC_LABELS[topic],
        "rows": columns,
        "silent": [row for row in columns if row.amount is None],
        "points": [{"row": row, "x": weighing.scale(row.amount)} for row in rows if row.amount is not None],
        "figure": figure,
        "figures": case.figures.filter(topic=topic).select_related("assertion", "adopted_by").order_by("pk"),
        "buttons": buttons_of(Topic(case, topic), request.user),
        "now": timezone.now(),
    }
    return render(request, "incidents/assertions/topic.html", context)


def claim(request, reference):
    require(request, Action.CLAIM)
    case = visible(request, reference)
    form = ClaimForm(request.POST or None, incident=case, initial={"topic": request.GET.get("topic")})

    def act(data):
        verbs.claim(case, by=request.user, **data)

    return case_form(request, case, Action.CLAIM, form, act, back="incidents:assertions")


def assess(request, pk):
    require(request, Action.ASSESS)
    row = get_object_or_404(Assertion.objects.visible_to(request.user).select_related("incident"), pk=pk)
    form = AssessForm(request.POST or None, incident=row.incident, initial={"seen": row.version, "status": row.status})

    def act(data):
        verbs.assess(row, by=request.user, **data)

    lead = f"{row.label}: {row.statement}"
    return case_form(request, row.incident, Action.ASSESS, form, act, back="incidents:assertions", lead=lead)


def adopt(request, reference, topic):
    """Choose the figure the ministry uses for one topic."""
    require(request, Action.ADOPT)
    case = visible(request, reference)
    if topic not in COUNTED:
        raise Http404("no such topic")
    last = case.figures.filter(topic=topic).last()
    initial = {"assertion": last and last.assertion_id, "bound": last.bound if last else weighing.Bound.AT_LEAST}
    form = AdoptForm(request.POST or None, incident=case, topic=topic, initial=initial)

    def act(data):
        verbs.adopt(case, by=request.user, topic=topic, **data)

    return case_form(request, case, Action.ADOPT, form, act, back="incidents:assertions", lead=TOPIC_LABELS[topic])
