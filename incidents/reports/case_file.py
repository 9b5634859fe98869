"""What several pages of a case show: the figure in use for each topic, and the cases it belongs together with."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from ..models import Activity, Assertion, Figure, Incident, Participation, Relation, User
from ..models.assertions import still_said
from ..plain import assertion_weighing
from ..workflow import AssertionStatus
from . import corrections

SHAKEN = (AssertionStatus.DENIED, AssertionStatus.WITHDRAWN, AssertionStatus.UNESTABLISHED)


def relations(case: Incident, user: User) -> list[tuple[Relation, str, Incident]]:
    """(relation, in words, the other case) both ways, of cases `user` may know of."""
    seen = Incident.objects.visible_to(user)
    own = case.relations.filter(other__in=seen).select_related("other")
    back = case.related_from.filter(incident__in=seen).select_related("incident")
    return [(row, row.get_kind_display(), row.other) for row in own] + [
        (row, _("Named by (%(kind)s)") % {"kind": row.get_kind_display().lower()}, row.incident) for row in back
    ]


def _fell(assertion: Assertion, said: Iterable[Assertion]) -> bool:
    return assertion.status in SHAKEN or assertion not in said


def activities(case: Incident) -> QuerySet[Activity]:
    """What happened in the case, latest first, what was struck out too; with each the bodies that took part."""
    parts = Participation.everything.with_recorded().select_related("incident").prefetch_related("agency__names")
    found = (
        Activity.everything.with_recorded()
        .filter(incident=case)
        .select_related("assertion", "request", "summons", "actor")
    )
    return found.prefetch_related(Prefetch("parts", parts)).order_by("-happened_at", "-pk")


def told(case: Incident, shown: Iterable[Activity]) -> list[Activity]:
    """Some of them, and the bodies that took part, each with what was put right in it."""
    rows = corrections.told_on(case, shown)
    corrections.told_on(case, [part for row in rows for part in row.parts.all()])
    return rows


def figures_so_far(case: Incident, topic: str) -> list[Figure]:
    """Every figure that was ever in use for `topic`, oldest first, what was struck out too; `said` is the assertion as it stood when it was chosen."""
    found = Figure.everything.with_recorded().filter(incident=case, topic=topic)
    rows = corrections.told_on(case, found.select_related("assertion", "adopted_by").order_by("pk"))
    for row in rows:
        then = row.assertion and row.assertion.history.filter(history_date__lte=row.adopted_at).latest(
            "history_date", "history_id"
        )
        row.said = then.instance if then else row.assertion
    return rows


def figures(case: Incident, assertions: Iterable[Assertion]) -> list[dict[str, Any]]:
    """For each counted topic: the figure in use (the last row), the range of what is claimed in each unit, and what is said of whether
    it was paid. Of a topic that not every case has, only where somebody said something."""
    said = still_said(assertions)
    in_use = {figure.topic: figure for figure in case.figures.select_related("assertion").order_by("pk")}
    found = []
    for topic in assertion_weighing.COUNTED:
        rows = [a for a in said if a.topic == topic]
        figure = in_use.get(topic)
        if not rows and not figure and topic not in assertion_weighing.EVERYWHERE:
            continue
        found.append(
            {
                "topic": str(topic),
                "label": assertion_weighing.TOPIC_LABELS[topic],
                "figure": figure,
                "ranges": assertion_weighing.claimed_ranges(rows),
                "payments": list(dict.fromkeys(row.get_payment_display() for row in rows if row.payment)),
                "count": len(rows),
                "shaken": bool(figure and figure.assertion and _fell(figure.assertion, said)),
            }
        )
    return found
