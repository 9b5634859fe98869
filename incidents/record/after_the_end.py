"""What of a case was entered or put right after it had ended: its page of a past instant and its chronology say so of each thing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.apps import apps
from django.db.models import Model, Value

from ..models import AffectedBody, ExposedCategory, Incident
from ..models.visibility import first_versions
from ..plain.clocks import Instant
from ..workflow import Action

ENDS = (Action.CLOSE, Action.DISMISS)
TURNS = (*ENDS, Action.REOPEN, Action.RECONSIDER)
CORRECTIONS = (
    Action.REVISE,
    Action.STRIKE,
    Action.AMEND_INVOLVEMENT,
    Action.AMEND_AFFECTED,
    Action.CORRECT_CUSTODY,
    Action.STRIKE_CUSTODY,
    Action.AMEND,
    Action.AMEND_DUTY,
    Action.STRIKE_DUTY,
)
# Rows that one act on their case writes, and the act.
TOGETHER: tuple[tuple[type[Model], Action], ...] = (
    (AffectedBody, Action.STRIKE_AFFECTED),  # several or a whole list
    (ExposedCategory, Action.CATEGORIZE),
)
Things = set[tuple[type[Model], int]]


@dataclass(frozen=True)
class Since:
    """The things of a case that were entered after it had ended, and those that were put right or struck since."""

    entered: Things
    corrected: Things


NOTHING = Since(set(), set())


def ended_by(case: Incident, at: Instant) -> Instant | None:
    """When the case had ended as it stood at `at`; None where it was worked on, and of a past case: all of it is entered long after."""
    turns = case.events.filter(action__in=TURNS, recorded_at__lte=at).order_by("-recorded_at")
    last = turns.values_list("action", "recorded_at").first()
    return last[1] if last and last[0] in ENDS and not case.past else None


def since(case: Incident, found: Mapping[type[Model], Iterable[Any]], at: Instant) -> Since:
    """What of the things in `found`, versions by their model as they stood at `at`, came or was put right after the case had ended."""
    ended = ended_by(case, at)
    if ended is None:
        return NOTHING
    entered = _entered_after(found, ended)
    return Since(entered, corrected_after(case, ended, at) | (_written_together(case, ended, at) - entered))


def _entered_after(found: Mapping[type[Model], Iterable[Any]], ended: Instant) -> Things:
    """Those that were born after `ended`, each by the first of the versions by which it came: one query."""
    models = [model for model, rows in found.items() if rows]
    asked = []
    for n, model in enumerate(models):
        rows = first_versions(model).filter(id__in=[row.id for row in found[model]]).order_by()
        asked.append(rows.annotate(of_table=Value(n)).values_list("of_table", "id", "history_date"))
    born: dict[tuple[type[Model], int], Instant] = {}
    for n, key, entered in asked[0].union(*asked[1:], all=True) if asked else ():
        thing = (models[n], key)
        born[thing] = min(entered, born.get(thing, entered))
    return {thing for thing, entered in born.items() if entered > ended}


def _written_together(case: Incident, ended: Instant, at: Instant) -> Things:
    """The rows of TOGETHER: their case is what it was done on."""
    found: Things = set()
    for model, action in TOGETHER:
        acts = case.events.filter(action=action, recorded_at__gt=ended, recorded_at__lte=at)
        written = cast(Any, model).history.filter(event_id__in=acts.order_by().values("pk"))
        found |= {(model, key) for key in written.values_list("id", flat=True)}
    return found


def corrected_after(case: Incident, ended: Instant, at: Instant | None = None) -> Things:
    """What was put right or struck in the case after `ended`, up to `at`: one query."""
    events = case.events.filter(action__in=CORRECTIONS, recorded_at__gt=ended)
    if at:
        events = events.filter(recorded_at__lte=at)
    put_right = events.order_by().values_list("subject_type", "subject_id").distinct()
    return {(apps.get_model("incidents", name), int(key)) for name, key in put_right}
