"""Any two versions of a thing of the record against each other: what differs, in words, and which act last touched it in between.

A version is what stood after an act. A thing is compared with what stands in it: a letter with its questions, a body with its
names, a case with everything that the page of a past instant shows.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any, cast
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, Q, Value
from django.db.models.lookups import IsNull

from ..models import CaseEvent, Incident, User
from ..models.record import HistoryRow
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..workflow import Role
from . import as_of
from .names import Model, Names, label
from .parts_of_a_case import BETWEEN_TWO, SECOND_WAY, owner_of
from .parts_of_things import IN_CASES, PARTS
from .trail import QUIET, Change, TrailEntry, change_of, history_models, kept, shown_columns

Versions = dict[Model, list[HistoryRow]]


@dataclass(frozen=True)
class Thing:
    """A row of the record by its table and key; `last` is its last version, `case` where it stands, as far as the reader may know."""

    model: Model
    key: int
    last: HistoryRow
    case: Incident | None

    @property
    def name(self) -> str:
        return f"{self.model._meta.verbose_name} {label(self.model, self.last)}".strip()

    def parts(self) -> tuple[tuple[Model, str], ...]:
        """What is compared, it first, and by which column each hangs on it or on a part before."""
        return ((self.model, "id"), *PARTS.get(self.model, ()))

    def events(self, reader: User) -> "models.QuerySet[CaseEvent]":
        """The acts, as far as the reader may know of them, of which each left a version."""
        seen = CaseEvent.objects.visible_to(reader).defer("payload")
        if self.model is Incident:
            return seen.filter(incident=self.key)
        wrote = Q()
        for versions in _ever(self).values():
            wrote |= Q(pk__in=versions.values("event_id"))
        return seen.filter(wrote)


def find(kind: str, key: int, reader: User) -> Thing | None:
    """The thing of this table and key, None for what there is not or the reader may not know of."""
    model = next((tracked for tracked, _h in history_models() if tracked._meta.model_name == kind), None)
    if model is None or not _comparable(model, reader):
        return None
    versions = _history(model).filter(id=key).order_by("history_id")
    seen = CaseEvent.objects.visible_to(reader).filter(pk__in=versions.order_by().values("event_id"))
    seen = seen.order_by(IsNull(F("incident"), True), "-recorded_at")  # in a case first
    event = seen.defer("payload").select_related("incident").first()
    last = versions.last()
    if event is None or not as_of.known_of({model: [last]}, reader)[model]:
        return None
    return Thing(model, key, last, event.incident)


def _comparable(model: Model, reader: User) -> bool:
    """An auditor compares whatever has a history; others what the page of a case's past shows, in cases that they may know of."""
    numbered = isinstance(model._meta.pk, models.AutoField)  # files stay what they are, and their keys are none to type
    return numbered and (Role.AUDITOR in reader.roles or model in IN_CASES)


def lead(entries: Iterable[TrailEntry], reader: User) -> None:
    """Let each thing that these entries changed lead to all of its versions, where the reader may see them."""
    for entry in entries:
        for each in entry.objects:
            row: Any = each.row  # of a table of history: it has the columns of what it is of
            model = row and type(row).instance_type
            if model and _comparable(model, reader):
                each.leads_to = (not_none(model._meta.model_name), row.id)


@dataclass(frozen=True)
class Difference:
    """One field that is not what it was; `event` is the last act in between that touched it, None where the reader may not know it."""

    change: Change
    event: CaseEvent | None


@dataclass(frozen=True)
class Compared:
    """What became of one thing from one version to the other: "+" it came, "-" it went, "~" it changed. `event`: by which act it
    came or went. `hangs_on`: on which thing of the case, where it is not the one that is compared."""

    kind: str
    table: str
    name: str
    hangs_on: str
    differences: list[Difference]
    event: CaseEvent | None


@dataclass(frozen=True)
class Pair:
    """A row that is not the same at two instants: its versions up to the later one, that in force at the earlier, at the later."""

    model: Model
    column: str
    chain: list[HistoryRow]
    old: HistoryRow | None
    new: HistoryRow | None

    @property
    def shown(self) -> HistoryRow:
        return cast(HistoryRow, self.new or self.old)


def compare(thing: Thing, before: Instant, after: Instant, reader: User) -> list[Compared]:
    """What differs between the version in force at `before` and that at `after`: one query a kind of thing written on in between or named."""
    pairs = _known(_pairs(thing, before, after, reader), reader)
    names = Names(reader)
    for pair in pairs:
        for row in filter(None, (pair.old, pair.new)):
            names.want(pair.model, row, QUIET - as_of.hung_on(pair.model))
    names.fetch()
    keys = {row.event_id for pair in pairs for row in pair.chain if row.history_date > before}
    events = CaseEvent.objects.visible_to(reader).defer("payload").in_bulk(list(keys))
    told = [_compared(thing, pair, before, after, names, events) for pair in pairs]
    return [each for each in told if each.kind != "~" or each.differences]


def _known(pairs: list[Pair], reader: User) -> list[Pair]:
    """Those of which the reader may know: one query at most for each kind of thing."""
    shown: as_of.State = defaultdict(list)
    for pair in pairs:
        shown[pair.model].append(pair.shown)
    seen = {(model, row.pk) for model, rows in as_of.known_of(shown, reader).items() for row in rows}
    return [pair for pair in pairs if (pair.model, pair.shown.pk) in seen]


def _history(model: Model) -> Any:
    return cast(Any, model).history


def _pairs(thing: Thing, before: Instant, after: Instant, reader: User) -> list[Pair]:
    """Asked of those kinds alone of which something was written in between, and there of those rows. Which kinds that are is one
    query, hung on the row of the reader."""
    ever = _ever(thing)
    between = Q(history_date__gt=before, history_date__lte=after)
    touched = {each: _history(each).filter(between, id__in=hung.values("id")).order_by() for each, hung in ever.items()}
    flags = User.objects.filter(pk=reader.pk).values_list(*(Exists(rows) for rows in touched.values())).get()
    found: list[Pair] = []
    parts = [part for part, is_touched in zip(thing.parts(), flags, strict=True) if is_touched]
    owners = _keys(ever, {owner for part in parts for _column, owner in _ways(*part) if owner and owner in ever})
    for model, column in parts:
        ways = [(_name(each), owners.get(owner, {thing.key})) for each, owner in _ways(model, column)]
        rows = _history(model).filter(id__in=touched[model].values("id"), history_date__lte=after)
        for _key, versions in groupby(rows.order_by("id", "history_id"), attrgetter("id")):
            chain = list(versions)
            old = _in_force([row for row in chain if row.history_date <= before], ways)
            new = _in_force(chain, ways)
            if old is not new:
                found.append(Pair(model, column, chain, old, new))
    return found


def _keys(ever: dict[Model, Any], owners: set[Model]) -> dict[Model | None, set[int]]:
    """{kind of which parts hang on some thing: the keys of all those}: one query, however many kinds."""
    kinds = list(owners)
    found: dict[Model | None, set[int]] = {owner: set() for owner in kinds}
    asked = [ever[owner].annotate(of_table=Value(n)).values_list("of_table", "id") for n, owner in enumerate(kinds)]
    for n, key in asked[0].union(*asked[1:]) if asked else ():
        found[kinds[n]].add(key)
    return found


def _ever(thing: Thing) -> dict[Model, Any]:
    """{kind: the versions in which one is the thing, or hung on it or on a part of it, as a query}."""
    ever: dict[Model, Any] = {}
    for model, column in thing.parts():
        ever[model] = _hung(ever, thing, model, [(column, owner_of(model, column))])
    for model, column in thing.parts():
        if len(ways := _ways(model, column)) > 1:
            ever[model] = _hung(ever, thing, model, ways)
    return ever


def _hung(ever: dict[Model, Any], thing: Thing, model: Model, ways: list[tuple[str, Model | None]]) -> Any:
    """The versions of this kind in which one hung on the thing, or on one of these parts."""
    hung = Q()
    for column, owner in ways:
        hung |= Q(**{f"{_name(column)}__in": ever[owner].values("id") if owner and owner in ever else [thing.key]})
    return _history(model).filter(hung).order_by()


def _ways(model: Model, column: str) -> list[tuple[str, Model | None]]:
    """By which columns one may hang on the thing or a part of it, and on which kind: None for the thing."""
    further: list[tuple[str, Model | None]] = []
    if column == "incident" and model in SECOND_WAY:
        further.append(SECOND_WAY[model])
    if column == "incident" and model in BETWEEN_TWO:
        further.append((BETWEEN_TWO[model], None))
    return [(column, owner_of(model, column)), *further]


def _name(column: str) -> str:
    return "id" if column == "id" else f"{column}_id"


def _in_force(chain: list[HistoryRow], ways: list[tuple[str, set[int]]]) -> HistoryRow | None:
    """The last of some versions; None where there is none, it was removed, or hung on something else by then."""
    if not chain or chain[-1].history_type == "-":
        return None
    return chain[-1] if any(getattr(chain[-1], name) in keys for name, keys in ways) else None


def _compared(
    thing: Thing, pair: Pair, before: Instant, after: Instant, names: Names, events: dict[UUID, CaseEvent]
) -> Compared:
    model, chain = pair.model, pair.chain
    between = [n for n, row in enumerate(chain) if row.history_date > before]
    differences = []
    for column in shown_columns(model):
        if column.name in (pair.column, "struck_at") or kept(model, column, pair.old) == kept(model, column, pair.new):
            continue
        touched = [n for n in between if not n or kept(model, column, chain[n]) != kept(model, column, chain[n - 1])]
        change = change_of(model, column, (pair.old, before), (pair.new, after), names)
        differences.append(Difference(change, events.get(chain[touched[-1]].event_id) if touched else None))
    kind = "~" if pair.old and pair.new else "+" if pair.new else "-"
    whole = None if kind == "~" else events.get(chain[between[0 if kind == "+" else -1]].event_id)
    owner = owner_of(model, pair.column)
    elsewhere = Incident if model in BETWEEN_TWO else owner if owner is not thing.model else None
    hangs_on = names.of(elsewhere, getattr(pair.shown, f"{pair.column}_id"), after) if elsewhere else ""
    return Compared(kind, str(model._meta.verbose_name), label(model, pair.shown), hangs_on, differences, whole)
