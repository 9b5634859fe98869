"""A case as it stood at an instant, rebuilt from its history alone: what was not recorded by then is in none of it.

Each thing of the case is its last version written up to the instant. Whatever it names is called as it was called then, by
what was recorded by then: a body that was renamed since, an assertion put right since, keep what they were.
"""

from dataclasses import dataclass, field
from functools import cache
from typing import Any, cast

from django.db import connection
from django.db.models import OuterRef, Q, Subquery

from ..models import Incident, Likeness, User
from ..models.record import HistoryRow
from ..plain.clocks import Instant
from ..workflow import Role
from . import after_the_end, event_titles, keyset, likeness_acts
from .names import Model, label
from .names_then import Bodies, NamesThen
from .parts_of_a_case import BETWEEN_TWO, GUARDED, PARTS, SECOND_WAY, SHOWN, owner_of
from .trail import QUIET, called, kept, said, shown_columns

UNSAID = QUIET | {"search_entries"}

SIZE = 150  # things of a page: an ordinary case stands on one

OWN = OuterRef("id")

State = dict[Model, list[HistoryRow]]


@dataclass(frozen=True)
class Mark:
    """A thing behind which a page ends, or before which it begins: its place in the order of SHOWN, its key."""

    turn: int
    key: int

    def __str__(self) -> str:
        return f"{SHOWN[self.turn][0]._meta.model_name}:{self.key}"

    @classmethod
    def read(cls, text: str) -> "Mark | None":
        """The thing that a page wrote into its address; None for anything else."""
        name, _between, key = text.partition(":")
        turn = next((n for n, (model, _column) in enumerate(SHOWN) if model._meta.model_name == name), None)
        number = keyset.number_of(key)
        return None if turn is None or number is None else cls(turn, number)


@dataclass(frozen=True)
class Page:
    """Some of what stood, and what leads to the pages beside it; None where nothing stood there."""

    state: State
    before: Mark | None
    after: Mark | None

    def whole(self, model: Model) -> bool:
        """Whether all of this kind that stood then is on it: it begins before their turn and ends after it."""
        turn = next(n for n, (each, _column) in enumerate(SHOWN) if each is model)
        return (not self.before or self.before.turn < turn) and (not self.after or turn < self.after.turn)


def page(
    case: Incident, at: Instant, *, before: Mark | None = None, after: Mark | None = None, size: int = SIZE
) -> Page:
    """The versions in force at `at` of `size` things of the case, in the order of SHOWN: those before a thing, after one, or the first.
    One query for each table that holds anything of the case, at most, and no more rows than the page has."""
    back = before is not None and after is None
    mark, held = before if back else after, _held_tables(case)
    found: list[tuple[int, HistoryRow]] = []
    for turn in range(len(SHOWN))[:: -1 if back else 1]:
        model, column = SHOWN[turn]
        beyond = mark and (turn > mark.turn if back else turn < mark.turn)
        if beyond or model not in held:
            continue
        rows = standing(model, column, case, at).order_by("-id" if back else "id")
        if mark and turn == mark.turn:
            rows = rows.filter(**{"id__lt" if back else "id__gt": mark.key})
        found += [(turn, row) for row in rows[: size + 1 - len(found)]]
        if len(found) > size:
            break
    if mark and not found:  # nothing stands beyond it: whoever wrote this address begins at the beginning
        return page(case, at, size=size)
    goes_on, shown = len(found) > size, found[:size]
    if back:
        shown.reverse()
    state: State = {model: [] for model, _column in SHOWN}
    for turn, row in shown:
        state[SHOWN[turn][0]].append(row)
    if not shown:
        return Page(state, None, None)
    first, last = (Mark(turn, row.instance.pk) for turn, row in (shown[0], shown[-1]))
    something_before, something_after = (goes_on, True) if back else (mark is not None, goes_on)
    return Page(state, first if something_before else None, last if something_after else None)


def _held_tables(case: Incident) -> set[Model]:
    """The models of which the case ever had something that hangs on itself: one query, asked as `trail` asks which tables some events
    wrote. What stands in such a thing is not asked for by itself."""
    own = [(turn, model, column) for turn, (model, column) in enumerate(SHOWN) if owner_of(model, column) is None]
    own += [(turn, model, BETWEEN_TWO[model]) for turn, (model, _column) in enumerate(SHOWN) if model in BETWEEN_TWO]
    asked = " UNION ALL ".join(_holds(turn, model, column) for turn, model, column in own)
    with connection.cursor() as cursor:
        cursor.execute(asked, [case.pk] * len(own))
        held = {SHOWN[turn][0] for (turn,) in cursor.fetchall()}
    for model, column in SHOWN:  # owners stand before what stands in them
        held |= {model} if owner_of(model, column) in held else set()
    return held | {model for model, (_column, owner) in SECOND_WAY.items() if owner in held}


@cache
def _holds(turn: int, model: Model, column: str) -> str:
    history = _history(model).model._meta
    names = (history.db_table, str(history.get_field(column).column))
    table, key = map(connection.ops.quote_name, names)
    return f"SELECT {turn} WHERE EXISTS (SELECT 1 FROM {table} WHERE {key} = %s)"  # noqa: S608  (names of our tables)


def standing(model: Model, column: str, case: Incident, at: Instant) -> Any:
    """The versions in force at `at` of the things of this model that hung on the case by this column then, as a query."""
    if owner := owner_of(model, column):
        owners = standing(owner, dict(SHOWN)[owner], case, at).values("id")
        return in_force(model, Q(**{f"{column}__in": owners}), at)
    own = Q(**{column: case.pk})
    if model in BETWEEN_TWO:
        own |= Q(**{BETWEEN_TWO[model]: case.pk})
    if model in SECOND_WAY:
        way, of = SECOND_WAY[model]
        own |= Q(**{f"{way}__in": standing(of, dict(SHOWN)[of], case, at).values("id")})
    return in_force(model, own, at, key=case.pk if model is Incident else OWN)


def in_force(model: Model, belongs: Q, at: Instant, key: Any = OWN) -> Any:
    """What belonged so at `at`, each thing by its last version up to then; what was removed by then is none of it. The last is asked for
    by the key of the thing: joined to all of them, it would cost what PostgreSQL guesses of their number. One `key` is asked for once."""
    last = _history(model).filter(id=key, history_date__lte=at).order_by("-history_id").values("history_id")
    return _history(model).filter(belongs, history_id=Subquery(last[:1])).exclude(history_type="-")


def _history(model: Model) -> Any:
    return cast(Any, model).history.order_by()


def known_of(found: State, reader: User) -> State:
    """What the reader may know of today: a complaint that is behind another case by now is told to whoever may know of that one."""
    if Role.AUDITOR in reader.roles:
        return found
    shown = dict(found)
    for model, (column, of) in GUARDED.items():
        keys = {key for row in found.get(model, ()) if (key := getattr(row, column)) is not None}
        if keys:
            seen = set(of.objects.visible_to(reader).filter(pk__in=keys).values_list("pk", flat=True))
            shown[model] = [row for row in found[model] if getattr(row, column) not in keys - seen]
    return shown


@dataclass(frozen=True)
class Piece:
    """One thing as it stood: what it is, what it is called, on what it hangs, its fields in words."""

    table: str
    name: str
    hangs_on: str
    facts: list[tuple[str, str]]
    struck: bool
    afterwards: bool = False  # entered after the case had ended
    corrected: bool = False  # put right or struck after that


@dataclass(frozen=True)
class Section:
    heading: str
    pieces: list[Piece] = field(default_factory=list)


def in_words(
    found: State, at: Instant, reader: User, bodies: Bodies, since: after_the_end.Since = after_the_end.NOTHING
) -> list[Section]:
    """A state as a page shows it, in the reader's language; a heading under which nothing stood is left out. `bodies` as they were called
    then; `since`: what came or was put right after the case had ended."""
    found, names = known_of(found, reader), NamesThen(reader, at, bodies)
    answers = likeness_acts.acts([cast(Any, row).id for row in found.get(Likeness, ())], at)
    for model, rows in found.items():
        for row in rows:
            names.stood(model, row)
            names.want(model, row, UNSAID - hung_on(model))
    names.fetch()
    sections = [
        Section(
            heading,
            [_piece(m, column, row, at, names, since, answers) for m, column in parts for row in found[m]],
        )
        for heading, parts in PARTS
    ]
    return [section for section in sections if section.pieces]


def hung_on(model: Model) -> set[str]:
    """The columns by which a thing is said to hang on another, and that are told nowhere else."""
    return {"request", "incident"} if model in BETWEEN_TWO else {"request"}


def _piece(
    model: Model,
    column: str,
    row: HistoryRow,
    at: Instant,
    names: NamesThen,
    since: after_the_end.Since,
    answers: likeness_acts.Acts,
) -> Piece:
    facts = [
        (called(model, each, row), said(model, each, row, at, names))
        for each in shown_columns(model)
        if each.name not in (column, "struck_at") and kept(model, each, row) is not None
    ]
    if model is Likeness:  # each answer so far, and why it was given or taken back
        acts = answers.get(cast(Any, row).id, ())
        facts += [(event_titles.title(event), f"{event.reason} ({event.actor_name})") for event in acts]
    owner = Incident if model in BETWEEN_TWO else owner_of(model, column)
    hangs_on = names.of(owner, getattr(row, f"{column}_id"), at) if owner else ""
    struck = bool(getattr(row, "struck_at", None))
    table, key = str(model._meta.verbose_name), cast(Any, row).id
    name = label(model, row) or f"#{key}"  # without a name of its own: no two of a kind are to be called alike
    entered, corrected = (model, key) in since.entered, (model, key) in since.corrected
    return Piece(table, name, hangs_on, facts, struck, entered, corrected)
