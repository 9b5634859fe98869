"""Pages of the assertion ledger: all of a case's assertions, one topic side by side, recording, assessing, choosing."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from ..actions import assertions as verbs
from ..forms import AdoptForm, AssessForm, ClaimForm, Guarded
from ..models import Assertion, Assessment, Figure, Incident
from ..models.assertions import still_said
from ..plain import assertion_weighing, units
from ..plain.assertion_weighing import COUNTED, TOPIC_LABELS
from ..record import recognised_actors
from ..reports import actors, corrections
from ..reports.case_file import figures, figures_so_far
from ..workflow import STAFF, Action, Role, Thing
from .base import SignedIn, require_role, visible_case
from .buttons import Topic, buttons_of, each_with_buttons
from .deed_page import CaseDeed


def _rows(case: Incident) -> list[Assertion]:
    """All that was recorded, what was struck out too; it contradicts nothing."""
    assessed = Assessment.everything.with_recorded().select_related("evidence", "assessed_by")
    found = (
        Assertion.everything.with_recorded()
        .filter(incident=case)
        .select_related("agency", "evidence__file")
        .select_related("corrects")
        .prefetch_related("agency__names", Prefetch("assessments", assessed), "corrected_by")
    )
    rows = corrections.told_on(case, found)
    judged = corrections.told_on(case, [each for row in rows for each in row.assessments.all()])
    shown = (each.evidence for each in judged if each.evidence)
    corrections.told_on(case, {piece.pk: piece for piece in shown if piece.struck_at}.values())
    against = assertion_weighing.contradictions(still_said(standing(rows)))
    for row in rows:
        row.against = against.get(row, [])
    return rows


def standing(rows: Iterable[Assertion]) -> list[Assertion]:
    return [row for row in rows if not row.struck_at]


def assertions(request: SignedIn, reference: str) -> HttpResponse:
    """The ledger: who says what, how far it is borne out, grouped by what it is about."""
    require_role(request, *STAFF, Role.AUDITOR)
    case = visible_case(request, reference)
    rows = _rows(case)
    groups = [(topic, label, [r for r in rows if r.topic == topic]) for topic, label in TOPIC_LABELS.items()]
    context = {
        "incident": case,
        "tab": "assertions",
        "groups": [(str(topic), label, found) for topic, label, found in groups if found],
        "count": len(standing(rows)),
        "recognised": each_with_buttons(
            recognised_actors.recognised(case, request.user), request.user, on=Thing.RECOGNISED
        ),
        "dismissed": actors.dismissed(case, request.user),
        "buttons": buttons_of(case, request.user),
    }
    return render(request, "incidents/assertions/list.html", context)


def topic(request: SignedIn, reference: str, topic: str) -> HttpResponse:
    """One topic: the figure in use and why, the range of what is claimed, the assertions side by side."""
    require_role(request, *STAFF, Role.AUDITOR)
    case = visible_case(request, reference)
    if topic not in TOPIC_LABELS:
        raise Http404("no such topic")
    everything = _rows(case)
    rows = [row for row in everything if row.topic == topic]
    figure = next((f for f in figures(case, standing(everything)) if f["topic"] == topic), None)
    # A denial of what is counted here belongs beside it, without a point on the scale: it is no zero.
    beside = [
        row
        for row in everything
        if row.topic == assertion_weighing.Topic.DENIAL and any(r in row.against for r in rows)
    ]
    similar = (
        [row for row in standing(everything) if row.topic == assertion_weighing.Topic.SIMILARITY]
        if topic in COUNTED
        else []
    )
    columns = rows + [row for row in [*similar, *beside] if row not in rows]
    context = {
        "incident": case,
        "tab": "assertions",
        "topic": topic,
        "label": TOPIC_LABELS[assertion_weighing.Topic(topic)],
        "rows": columns,
        "silent": [row for row in still_said(standing(columns)) if row.amount is None],
        "free": [row for row in still_said(standing(rows)) if row.amount == 0],
        "scales": [_scale(alike) for alike in assertion_weighing.by_unit(still_said(standing(rows)))],
        "figure": figure,
        "figures": figures_so_far(case, topic),
        "buttons": buttons_of(Topic(case, topic), request.user),
        "now": timezone.now(),
    }
    return render(request, "incidents/assertions/topic.html", context)


def _scale(rows: list[Assertion]) -> list[dict[str, Any]]:
    """Figures of one unit on a line of powers of ten, those of bytes in bytes; of a range both its ends."""
    ends = [(row, amount) for row in rows for amount in (row.amount, row.amount_to) if amount is not None]
    return [
        {"assertion": row, "amount": n, "x": assertion_weighing.scale(n * units.unit_of(row.unit).factor)}
        for row, n in ends
    ]


class _AssertionDeed(CaseDeed):
    back = "incidents:assertions"


class _Adopt(_AssertionDeed):
    """Choose the figure the ministry uses for one topic."""

    def get_object(self, **address: Any) -> Incident:
        if address["topic"] not in COUNTED:
            raise Http404("no such topic")
        return super().get_object(**address)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"topic": self.kwargs["topic"]}

    def get_initial(self) -> dict[str, Any]:
        last = self.on.figures.filter(topic=self.kwargs["topic"]).last()
        return {
            "seen": last.pk if last else 0,
            "assertion": last and last.assertion_id,
            "bound": last.bound if last else assertion_weighing.Bound.AT_LEAST,
        }

    def sentence(self) -> str:
        return _(TOPIC_LABELS[self.kwargs["topic"]])

    def perform(self, form: Guarded, **approved: str) -> Figure:
        return verbs.adopt(self.on, by=self.request.user, topic=self.kwargs["topic"], **form.facts())


claim = _AssertionDeed.page(Action.CLAIM, verbs.claim, ClaimForm, prefilled={"topic": None})
assess = _AssertionDeed.page(
    Action.ASSESS,
    verbs.assess,
    AssessForm,
    model=Assertion,
    begins=lambda assertion: {"status": assertion.status},
    lead=lambda assertion: f"{assertion.label}: {assertion.statement}",
)
adopt = _Adopt.page(Action.ADOPT, None, AdoptForm)
