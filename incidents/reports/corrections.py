"""What was put right or struck out, beside the entries themselves: who, when, why, and how it stood before."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Q

from ..models import (
    CaseEvent,
    ClarificationRequest,
    CounterQuestion,
    Incident,
    NotificationDuty,
    OutsideWord,
    Response,
    Translation,
    User,
)
from ..models.corrections import Entry
from ..models.evidence import ANNEXES
from ..record import trail
from ..workflow import Action, Thing

E = TypeVar("E", bound=Entry)
AFFECTED = Thing.AFFECTED.value


def told_on(case: Incident, rows: Iterable[E]) -> list[E]:
    """`rows` of one case, each with its `corrections`, oldest first. The queries do not grow with the rows."""
    rows = list(rows)
    for row in rows:
        row.incident = case  # type: ignore[attr-defined]  # every entry stands in one
    # Both move the version: of what stands as it was entered nobody asks, which is most.
    kinds = {row._meta.model_name for row in rows if row.version > 1}
    of_rows = Q(action__in=(Action.REVISE, Action.STRIKE), subject_type__in=kinds)
    if AFFECTED in kinds:
        of_rows |= Q(action=Action.STRIKE_AFFECTED)
    events = CaseEvent.objects.filter(of_rows, incident=case).defer("payload")
    told = defaultdict(list)
    for entry in trail.entries(events.order_by("recorded_at")) if kinds else []:
        told[entry.event.subject_type, entry.event.subject_id].append(entry)
        for each in entry.objects if entry.event.action == Action.STRIKE_AFFECTED else ():
            written: Any = each.row
            if written.struck_at:  # what a list had only changed stands
                told[AFFECTED, str(written.id)].append(entry)
    for row in rows:
        row.corrections = told[row._meta.model_name or "", str(row.pk)]
    return rows


# What is no entry of its own: the facts of the case, what was judged of it, the duties to notify.
FACTS_OF_A_CASE = (Action.AMEND, Action.CATEGORIZE, Action.RATE, Action.AMEND_DUTY, Action.STRIKE_DUTY)


def put_right_after_its_end(case: Incident) -> list[trail.TrailEntry]:
    """What of the facts of a case, which are no entries, was put right since it ended, oldest first."""
    since = case.over_since
    if since is None:
        return []
    events = CaseEvent.objects.filter(incident=case, action__in=FACTS_OF_A_CASE, recorded_at__gt=since)
    return trail.entries(events.defer("payload").order_by("recorded_at"))


def struck_duties(case: Incident) -> list[tuple[NotificationDuty, trail.TrailEntry]]:
    """The duties to notify of one case that were followed by mistake, each with the deed that struck it last."""
    rows = case.duties.filter(struck_at__isnull=False).select_related("involvement__agency")
    struck = {str(row.pk): row for row in rows.prefetch_related("involvement__agency__names")}
    events = CaseEvent.objects.filter(incident=case, action=Action.STRIKE_DUTY, subject_id__in=struck).defer("payload")
    told = {entry.event.subject_id: entry for entry in trail.entries(events.order_by("recorded_at"))} if struck else {}
    return [(row, told[key]) for key, row in struck.items() if key in told]


def replies_to(clarification: ClarificationRequest, reader: User) -> list[Response]:
    """Every reply, with what was put right or struck of it, and of its translations (`translated`)."""
    rows = Response.everything.with_recorded().visible_to(reader).filter(request=clarification)
    rows = rows.select_related("request__incident", "evidence__file")
    found = told_on(clarification.incident, rows.prefetch_related("files__file", ANNEXES))
    made = Translation.everything.with_recorded().visible_to(reader).filter(response__in=found)
    translated = defaultdict(list)
    for each in told_on(clarification.incident, made.select_related("response__request__incident", "file")):
        translated[each.response_id].append(each)
    for row in found:
        row.translated = translated[row.pk]
    return found


def questions_about(clarification: ClarificationRequest, reader: User) -> list[CounterQuestion]:
    """Every question that its body asked about it, with what was put right or struck of it."""
    rows = CounterQuestion.everything.with_recorded().visible_to(reader).filter(request=clarification)
    rows = rows.select_related("request__incident", "evidence__file", "about")
    rows = rows.prefetch_related("files__file", "proposals", ANNEXES)
    return told_on(clarification.incident, rows)


def words_on(clarification: ClarificationRequest, reader: User) -> list[OutsideWord]:
    """Every word on it that came outside the portal and answered nothing, with what was put right or struck of it."""
    rows = OutsideWord.everything.with_recorded().visible_to(reader).filter(request=clarification)
    return told_on(
        clarification.incident, rows.select_related("request__incident", "evidence__file").prefetch_related(ANNEXES)
    )
