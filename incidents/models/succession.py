"""Whose a request, or a letter of a case, was at an instant: of the body that was asked, until it passed to a successor (actions/dissolution.py). What was
passed on by mistake and given back (actions/revival.py) was never anybody else's."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, Exists, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast

from ..plain import clocks
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..workflow import GIVEN_UP, Action, Subject
from .agencies import Agency
from .case_letters import CaseLetter
from .clarifications import ClarificationRequest
from .involvements import Involvement
from .law import NotificationDuty
from .outside_words import SaidOfAnother
from .record import CaseEvent
from .request_queries import RequestQuerySet


class Passed(NamedTuple):
    """A request passed on at `at` by `body`, which had it until then."""

    at: Instant
    body: Agency


Matter = ClarificationRequest | CaseLetter
HANDED_ON = (Action.HAND_ON, Action.HAND_ON_LETTER)
GIVEN_BACK = (Action.GIVE_BACK, Action.GIVE_BACK_LETTER)


def passed_on(rows: Iterable[Matter]) -> dict[int, list[Passed]]:
    """{key of a request, or of a letter of a case (of one kind): how it passed on, the first time first}; those that stayed where they were are left out."""
    asked = {row.pk: row for row in rows}
    events = _moves(list(asked.values()))
    stands: dict[int, list[Instant]] = defaultdict(list)
    for key, action, at in events.order_by("recorded_at").values_list("subject_id", "action", "recorded_at"):
        if action in HANDED_ON:
            stands[int(key)].append(at)
        elif stands[int(key)]:
            stands[int(key)].pop()
    return {key: [Passed(at, _before(asked[key], at)) for at in passed] for key, passed in stands.items() if passed}


def _moves(rows: list[Matter]) -> QuerySet[CaseEvent]:
    kind = Subject.CASE_LETTER if rows and isinstance(rows[0], CaseLetter) else Subject.REQUEST
    of_them = CaseEvent.objects.filter(subject_type=kind, subject_id__in=[str(row.pk) for row in rows])
    return of_them.filter(action__in=(*HANDED_ON, *GIVEN_BACK))


def moved_since(clarification: Matter, event_id: UUID) -> bool:
    """Whether it passed to another body, or back, after the act `event_id`, by which it had done so."""
    moves = _moves([clarification])
    at = moves.values_list("recorded_at", flat=True).get(pk=event_id)
    return moves.filter(recorded_at__gt=at).exists()


def moves_until(clarification: Matter, at: Instant) -> int:
    """How many times it had passed to another body, or back, by `at`."""
    return _moves([clarification]).filter(recorded_at__lte=at).count()


def held_by(clarification: Matter, at: Instant, passed: list[Passed] | None = None) -> Agency:
    """The body whose request, or letter of a case, it was at `at`; `passed`: how it passed on, where that is known already."""
    if passed is None:
        passed = passed_on([clarification]).get(clarification.pk, [])
    return next((each.body for each in passed if at < each.at), clarification.agency)


def own_word_of_another(clarification: ClarificationRequest) -> SaidOfAnother | None:
    """What the body that has the request says itself of being the wrong one to ask; None where it says no such thing, or somebody
    decided on it."""
    said = clarification.said_of_another
    return said if said and held_by(clarification, said.said_at) == clarification.agency else None


def left_with_others(bodies: Iterable[Agency]) -> list[tuple[ClarificationRequest, Passed]]:
    """Requests that went out to one of `bodies`, passed to another because of an end that was undone, and stayed there: each as it passed
    on from it. One question where no end was undone."""
    there = {body.pk for body in bodies if body.ended_on is None}
    undone = CaseEvent.objects.filter(action=Action.REVIVE_AGENCY, subject_type=Subject.AGENCY)
    revived = set(undone.filter(subject_id__in=map(str, there)).values_list("subject_id", flat=True))
    if not revived:
        return []
    written = ClarificationRequest.history.filter(agency__in=revived, issued_at__isnull=False).values("id")
    rows = (
        ClarificationRequest.objects.filter(pk__in=written)
        .exclude(agency__in=there)
        .select_related("agency", "incident")
    )
    found = {
        row.pk: row for row in rows.prefetch_related("agency__names", "letters__register_entry").order_by("-issued_at")
    }
    passed = passed_on(found.values())
    own = {key: [each for each in of_one if each.body.pk in there] for key, of_one in passed.items()}
    return [(row, own[key][-1]) for key, row in found.items() if own.get(key)]


def stayed_with_another(asked: RequestQuerySet) -> list[int]:
    """Keys of the open ones among `asked` that passed on from a body whose end was undone, and stayed where something had been done
    to them: until they go out anew to the one that was asked, or somebody decides since that they stay."""
    of_it = CaseEvent.objects.filter(subject_type=Subject.REQUEST, subject_id=Cast(OuterRef("pk"), CharField()))
    anew = ClarificationRequest.objects.filter(replaces=OuterRef("pk")).exclude(status__in=GIVEN_UP)
    moved = asked.unanswered().filter(Exists(of_it.filter(action=Action.HAND_ON)), ~Exists(anew))
    upheld = of_it.filter(action=Action.UPHOLD).order_by("-recorded_at").values("recorded_at")
    rows = moved.annotate(upheld_at=Subquery(upheld[:1]))
    found = {row.pk: row for row in rows}
    return [key for key, passed in passed_on(found.values()).items() if _by_mistake(found[key], passed)]


def _by_mistake(asked: Any, passed: list[Passed]) -> bool:
    there = [each.body.pk for each in passed if each.body.ended_on is None and each.body.pk != asked.agency_id]
    undone = CaseEvent.objects.filter(action=Action.REVIVE_AGENCY, subject_id__in=map(str, there))
    last = undone.filter(subject_type=Subject.AGENCY).aggregate(last=Max("recorded_at"))["last"]
    return last is not None and (asked.upheld_at is None or asked.upheld_at < last)


def overdue_with(
    clarification: ClarificationRequest, due_at: Instant, at: Instant, passed: list[Passed] | None = None
) -> Passed | None:
    """How it passed on from the body with which `due_at` went by, where it was another's at `at`; else None: the lateness of
    before is not the successor's. `passed`: how it passed on, where that is known already."""
    if passed is None:
        passed = passed_on([clarification]).get(clarification.pk, [])
    return next((each for each in passed if each.at <= at and clocks.passed(due_at, each.at)), None)


def duty_passed_on(duty: NotificationDuty) -> Passed | None:
    """How a duty whose due went by with a body passed on to the one that has it; None where it did not, or later than that."""
    return next((each for each in _duty_passed(duty) if clocks.passed(not_none(duty.counted_due), each.at)), None)


def duty_left(part: Involvement) -> bool:
    """Whether the duty that hung on this part has passed with it to whoever took the body's place."""
    hung = NotificationDuty.history.filter(involvement=part).values("id")
    elsewhere = NotificationDuty.objects.filter(pk__in=hung).exclude(involvement=part)
    return any(each.body == part.agency for duty in elsewhere for each in _duty_passed(duty))


def _duty_passed(duty: NotificationDuty) -> list[Passed]:
    rows = list(duty.history.order_by("history_id").values_list("history_date", "involvement"))
    if len({part for _at, part in rows}) < 2:
        return []
    parts = Involvement.everything.select_related("agency__merged_into").in_bulk([part for _at, part in rows])
    bodies = {key: part.agency.merged_into or part.agency for key, part in parts.items()}
    since = in_turn((at, bodies[part]) for at, part in rows)
    return [Passed(at, body) for (_at, body), (at, _next) in pairwise(since)]


def in_turn(told: Iterable[tuple[Instant, Agency]]) -> list[tuple[Instant, Agency]]:
    """Each body once, from when it was whose; what was given back, passed on by mistake, was never anybody else's."""
    since: list[tuple[Instant, Agency]] = []
    for at, body in told:
        if len(since) > 1 and since[-2][1] == body:
            since.pop()
        elif not since or since[-1][1] != body:
            since.append((at, body))
    return since


def _before(clarification: Matter, at: Instant) -> Agency:
    """The body that had it before `at`; of a double, the body that it is."""
    before = clarification.history.filter(history_date__lt=at).order_by("-history_date", "-history_id").first()
    body = Agency.objects.select_related("merged_into").get(pk=not_none(before).agency_id)
    return body.merged_into or body
