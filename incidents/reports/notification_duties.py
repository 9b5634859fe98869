"""Who knew of a failure, and who has to notify of it by now, where the duty of a controller passed to whoever took its place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ..models import Agency, Incident, Involvement, NotificationDuty
from ..plain import clocks, spans
from ..plain.clocks import Instant
from .chronology import BodiesThen


@dataclass(frozen=True)
class Passing:
    """That a duty passed between a body and the one before or after it, and on which day: that of the end."""

    body: Agency
    day: date


@dataclass
class DutyOfPart:
    """What stands of one part in a case: `knew` is the duty whose clock began when this body knew, whoever has it by now; `duty` the
    one that it has now, which came `came_from` another; `passed_to`: who has what it had to notify."""

    part: Involvement
    knew: NotificationDuty | None = None
    duty: NotificationDuty | None = None
    came_from: Passing | None = None
    passed_to: Passing | None = None
    knew_first: Involvement | None = None  # the part of the body with which the clock of `duty` began

    @property
    def earlier(self) -> spans.Span | None:
        """Since when the body with which the clock began knew, where that stands on record as earlier than the clock's start."""
        told = self.knew_first.known if self.knew_first else None
        start = self.duty.started_at if self.duty else None
        return told if told and start and told.end <= start else None


def of(case: Incident, parts: Iterable[Involvement]) -> dict[int, DutyOfPart]:
    """{key of a part: who knew and who owes}; needs agency and duty of each. Nothing more is asked of a case whose bodies all exist."""
    rows = list(parts)
    found = {part.pk: DutyOfPart(part) for part in rows}
    duties = [(part, part.standing_duty) for part in rows if part.standing_duty]
    then = BodiesThen(case) if any(part.agency.ended_on for part in rows) else None
    for part, duty in duties:
        own = found[part.pk]
        own.duty = duty
        told = then.passed.get(NotificationDuty, {}).get(duty.pk) if then else None
        if not told or then is None:
            own.knew, own.knew_first = duty, part
            continue
        held = set(duty.history.values_list("involvement", flat=True))
        by_body = {each.agency_id: found[each.pk] for each in rows if each.pk in held}
        began = then.of(duty, duty.started_at)
        if began and (first := by_body.get(began.pk)):
            first.knew = duty if duty.started_at else None
            own.knew_first = first.part
        for (_since, before), (at, after) in pairwise(told):
            day = _day(before, at)
            if before.pk in by_body:
                by_body[before.pk].passed_to = Passing(after, day)
            if after.pk in by_body:
                by_body[after.pk].came_from = Passing(before, day)
    return found


def _day(body: Agency, at: Instant) -> date:
    return body.ended_on or clocks.day(at)
