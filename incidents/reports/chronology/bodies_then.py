"""Whose a thing of the case was on the day of which a line tells: what a body was asked, shown and has to notify passes to its
successor with its row, and what it did before stays its own."""

from collections import defaultdict
from typing import Any

from django.db.models import Model

from ...models import (
    Agency,
    CaseEvent,
    ClarificationRequest,
    Commitment,
    Incident,
    Involvement,
    NotificationDuty,
    Share,
)
from ...models.succession import in_turn
from ...plain.clocks import Instant
from ...workflow import Action

PASSING = (Action.HAND_ON, Action.EXCHANGE_BODY)
Since = list[tuple[Instant, Agency]]


class BodiesThen:
    """Of each thing that passed to another body: from when it was whose, the first first. Nothing is asked of a case in which
    nothing passed."""

    def __init__(self, case: Incident) -> None:
        self.passed: dict[type[Model], dict[int, Since]] = {}
        if not CaseEvent.objects.filter(incident=case, action__in=PASSING).exists():
            return
        keys: dict[type[Model], dict[int, list[tuple[Instant, int]]]] = {}
        for model in (ClarificationRequest, Share, Commitment):
            keys[model] = _told(model.history.filter(incident=case), "agency_id")
        whose = dict(Involvement.everything.filter(incident=case).values_list("pk", "agency_id"))
        duties = _told(NotificationDuty.history.filter(incident=case), "involvement_id")
        keys[NotificationDuty] = {key: [(at, whose[part]) for at, part in told] for key, told in duties.items()}
        wanted = {agency for things in keys.values() for told in things.values() for _at, agency in told}
        bodies = Agency.objects.select_related("merged_into").prefetch_related("names", "merged_into__names")
        found = {body.pk: body.merged_into or body for body in bodies.filter(pk__in=wanted)}
        for of, things in keys.items():
            named = {key: in_turn((at, found[agency]) for at, agency in told) for key, told in things.items()}
            self.passed[of] = {key: told for key, told in named.items() if len(told) > 1}

    def of(self, thing: Any, at: Instant | None) -> Agency | None:
        """Whose `thing` was at `at`, at the very first for None; None where it never passed to anybody."""
        since = self.passed.get(type(thing), {}).get(thing.pk)
        if not since:
            return None
        return [since[0][1], *(body for begins, body in since if at and begins <= at)][-1]

    def put(self, thing: Any, at: Instant | None) -> None:
        """`thing`, as it is in hand, is of the body whose it was at `at`; nothing of it is saved."""
        if body := self.of(thing, at):
            (thing.involvement if isinstance(thing, NotificationDuty) else thing).agency = body


def _told(history: Any, column: str) -> dict[int, list[tuple[Instant, int]]]:
    told: dict[int, list[tuple[Instant, int]]] = defaultdict(list)
    for key, at, value in (
        history.exclude(**{column: None}).order_by("history_id").values_list("id", "history_date", column)
    ):
        told[key].append((at, value))
    return told
