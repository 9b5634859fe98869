"""A case as it stood at an instant, rebuilt from its history alone: what was not recorded by then is in none of it.

Each thing of the case is its last version written up to the instant. Whatever it names is called as it was called then, by
what was recorded by then: a body that was renamed since, an assertion put right since, keep what they were.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, cast

from ..models import (
    Activity,
    ActorContact,
    ActorDismissal,
    ActorPart,
    Admission,
    AffectedBody,
    Agency,
    AgencyName,
    Answer,
    Assertion,
    Assessment,
    CaseEvent,
    CaseLetter,
    ClarificationRequest,
    Commitment,
    CounterQuestion,
    Deadline,
    Evidence,
    ExposedCategory,
    ExtensionRequest,
    Figure,
    Finding,
    FollowUp,
    Incident,
    Involvement,
    Letter,
    NotificationDuty,
    Participation,
    PastLetter,
    PastReply,
    Question,
    Relation,
    Response,
    Sanction,
    Sending,
    SeverityRating,
    Share,
    Translation,
    User,
)
from ..models.record import HistoryRow
from ..plain import clocks
from ..plain.clocks import Instant
from ..plain.known import known
from ..translatable import _
from .names import PLAIN, Model, Names, label, name_at
from .trail import QUIET, called, kept, said, shown_columns

# What the page of a past instant shows, under which heading, and by which column each thing hangs on the case or on a thing
# that stands before it.
PARTS: tuple[tuple[str, tuple[tuple[Model, str], ...]], ...] = (
    (
        _("Facts"),
        (
            (Incident, "id"),
            (SeverityRating, "incident"),
            (ExposedCategory, "incident"),
            (Figure, "incident"),
            (Relation, "incident"),
            (Admission, "incident"),
        ),
    ),
    (
        _("Parties"),
        (
            (Involvement, "incident"),
            (NotificationDuty, "incident"),
            (AffectedBody, "incident"),
            (ActorPart, "incident"),
            (ActorContact, "incident"),
            (ActorDismissal, "incident"),
            (Sanction, "incident"),
            (Share, "incident"),
        ),
    ),
    (
        _("Requests and deadlines"),
        (
            (ClarificationRequest, "incident"),
            (Deadline, "request"),
            (Question, "request"),
            (ExtensionRequest, "request"),
            (CounterQuestion, "request"),
            (Response, "request"),
            (Answer, "response"),
            (Translation, "response"),
        ),
    ),
    (
        _("Letters"),
        (
            (Letter, "incident"),
            (Sending, "incident"),
            (CaseLetter, "incident"),
            (FollowUp, "incident"),
            (PastLetter, "incident"),
            (PastReply, "incident"),
        ),
    ),
    (
        _("What was said and found"),
        ((Assertion, "incident"), (Assessment, "assertion"), (Evidence, "incident"), (Finding, "incident")),
    ),
    (
        _("Activities and commitments"),
        ((Activity, "incident"), (Participation, "incident"), (Commitment, "incident")),
    ),
)
# Of things of a case: what the product only proposes, what has pages and a lock of its own, files of what is shown.
LEFT_OUT = {"likeness", "complaint", "complainantsheet", "complaintanswer"}
LEFT_OUT |= {"responsefile", "answerfile", "followupfile", "counterquestionfile", "sharedevidence"}
LEFT_OUT |= {"removal"}  # what was emptied says so in its own place
# Columns that lead to what a thing stands in that is no case.
HANGS_ON = {"request", "response", "assertion", "letter"}
UNSAID = QUIET | {"search_entries"}

State = dict[Model, list[HistoryRow]]


def state(case: Incident, at: Instant) -> State:
    """The versions in force at `at` of everything in the case that has a history, oldest first. One query for each table."""
    found: State = {}
    for _heading, parts in PARTS:
        for model, column in parts:
            found[model] = _in_force(model, _hangs_on(case, model, column, found), at)
    return found


def owner_of(model: Model, column: str) -> Model | None:
    """What a thing of `model` stands in by this column; None for the case, and for itself."""
    return cast(Any, model._meta.get_field(column)).related_model if column in HANGS_ON else None


def _hangs_on(case: Incident, model: Model, column: str, found: State) -> tuple[str, set[int]]:
    """(column, keys) of the rows that belong to the case by this column."""
    if column in ("id", "incident"):
        return ("id" if column == "id" else "incident_id"), {case.pk}
    return f"{column}_id", {row.instance.pk for row in found[known(owner_of(model, column))]}


def _in_force(model: Model, belongs: tuple[str, set[int]], at: Instant) -> list[HistoryRow]:
    """What was written up to `at` of rows that belonged to these keys then, each by its last version; what was removed by then
    is none of it."""
    column, keys = belongs
    history: Any = cast(Any, model).history
    ever = history.filter(**{f"{column}__in": keys}).order_by().values("id")
    last = {row.id: row for row in history.filter(id__in=ever, history_date__lte=at).order_by("history_id")}
    return [row for _pk, row in sorted(last.items()) if row.history_type != "-" and getattr(row, column) in keys]


class NamesThen(Names):
    """What things were called at an instant by what was recorded by then. Of what has no history (accounts, events) the
    names of today stand: they do not change."""

    def __init__(self, reader: User, at: Instant) -> None:
        super().__init__(reader)
        self._at = at
        self._then: dict[tuple[Model, object], str] = {}
        self._bodies: dict[int, str] = {}

    def fetch(self) -> None:
        """One query for each kind of thing that is named."""
        self._find_known()
        self._bodies = bodies_at(self._at)
        for model, keys in self._wanted.items():
            if model is Agency:
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
        if model is Deadline:
            return name_at(row.instance, self._at)
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


def bodies_at(at: Instant) -> dict[int, str]:
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


@dataclass(frozen=True)
class Piece:
    """One thing as it stood: what it is, what it is called, on what it hangs, its fields in words."""

    table: str
    name: str
    hangs_on: str
    facts: list[tuple[str, str]]
    struck: bool


@dataclass(frozen=True)
class Section:
    heading: str
    pieces: list[Piece] = field(default_factory=list)


def in_words(found: State, at: Instant, reader: User) -> list[Section]:
    """A state as a page shows it, in the reader's language; a heading under which nothing stood is left out."""
    names = NamesThen(reader, at)
    for model, rows in found.items():
        for row in rows:
            names.want(model, row, UNSAID - {"request"})
    names.fetch()
    sections = [
        Section(heading, [_piece(m, column, row, at, names) for m, column in parts for row in found[m]])
        for heading, parts in PARTS
    ]
    return [section for section in sections if section.pieces]


def _piece(model: Model, column: str, row: HistoryRow, at: Instant, names: NamesThen) -> Piece:
    facts = [
        (called(model, each, row), said(model, each, row, at, names))
        for each in shown_columns(model)
        if each.name not in (column, "struck_at") and kept(model, each, row) is not None
    ]
    owner = owner_of(model, column)
    hangs_on = names.of(owner, getattr(row, f"{column}_id"), at) if owner else ""
    struck = bool(getattr(row, "struck_at", None))
    return Piece(str(model._meta.verbose_name), label(model, row), hangs_on, facts, struck)
