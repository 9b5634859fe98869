"""What things were called at an instant, by what was recorded by then: for the page of a case as it stood."""

from collections import defaultdict
from typing import Any, cast

from ..models import Agency, AgencyName, CaseEvent, Involvement, Share, User
from ..models.record import HistoryRow
from ..plain import clocks
from ..plain.clocks import Instant
from .names import BY_THEMSELVES, PLAIN, Model, Names, label, name_at

Bodies = dict[int, str]
"""{key of a body: what it was called at an instant}"""


class NamesThen(Names):
    """What things were called at an instant by what was recorded by then; `bodies` as `bodies_at` has them. Of what has no history
    (accounts, events) the names of today stand: they do not change."""

    def __init__(self, reader: User, at: Instant, bodies: Bodies) -> None:
        super().__init__(reader)
        self._at, self._bodies = at, bodies
        self._then: dict[tuple[Model, object], str] = {}
        self._at_hand: dict[tuple[Model, object], HistoryRow] = {}

    def stood(self, model: Model, row: HistoryRow) -> None:
        """This version was in force then: what is at hand is not read once more to be named."""
        self._at_hand[model, cast(Any, row).id] = row

    def fetch(self) -> None:
        """One query for each kind of thing that is named and not at hand."""
        self._find_known()
        for model, wanted in self._wanted.items():
            if model is Agency:
                continue
            keys = {key for key in wanted if (model, key) not in self._at_hand}
            self._then |= {(model, key): self._called(model, self._at_hand[model, key]) for key in wanted - keys}
            if not keys:
                continue
            history: Any = getattr(model, "history", None)
            if history is None:
                rows = model._base_manager.filter(pk__in=keys).defer(*(["payload"] if model is CaseEvent else []))
                self._then |= {(model, row.pk): name_at(row, self._at) for row in rows}
                continue
            for row in _recorded(history.filter(id__in=keys), self._at):
                self._then[model, row.id] = self._called(model, row)

    def _called(self, model: Model, row: HistoryRow) -> str:
        if model is Involvement:
            part = cast(Any, row)
            return f"{self._bodies.get(part.agency_id, '')}: {part.get_role_display()}"
        if model in BY_THEMSELVES:
            return BY_THEMSELVES[model](row.instance)
        if model is Share:
            return self._bodies.get(cast(Any, row).agency_id, "")
        return label(model, row) or PLAIN.words(row.instance, self._at)

    def of(self, model: Model, key: object, at: Instant) -> str:
        if unknown := self.unknown(model, key):
            return unknown
        if model is Agency:
            return self._bodies.get(cast(int, key), str(key))
        return self._then.get((model, key), str(key))


def _recorded(versions: Any, at: Instant) -> list[Any]:
    """Of each thing the version in force at `at`; of what was recorded later, as everything that a past case names may
    be, the first."""
    found: dict[int, Any] = {}
    for row in versions.order_by("history_id"):
        if row.id not in found or row.history_date <= at:
            found[row.id] = row
    return list(found.values())


def bodies_at(at: Instant) -> Bodies:
    """{key of a body: its short name on the day of `at`, by the names that were recorded by then}."""
    recorded: dict[int, list[Any]] = defaultdict(list)
    for row in AgencyName.history.order_by("history_id"):
        recorded[row.agency_id].append(row)
    of_body, day = {}, clocks.day(at)
    for body, versions in recorded.items():
        by_then = [row for row in versions if row.history_date <= at]
        names = {row.id: row for row in by_then or versions[:1]}  # of a past that was entered later, the first there is
        rows = [row for row in names.values() if row.history_type != "-"] or versions[:1]
        of_body[body] = sorted(rows, key=lambda row: row.valid_from)
    return {
        body: ([row for row in rows if row.valid_from <= day] or rows[:1])[-1].short_name
        for body, rows in of_body.items()
    }
