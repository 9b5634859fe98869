"""What one kind of line of the chronology is: which rows, when each was, on what it rests, and how it reads."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Model, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from ...models import Evidence, Incident
from ...models.record import span_names, span_of
from ...plain import spans
from ...plain.chronology import RestsOn
from ...plain.clocks import Instant

KINDS = {
    "breach": _("The failure itself"),
    "words": _("Assertions"),
    "work": _("Activities and meetings"),
    "parts": _("Parts of bodies"),
    "letters": _("Letters"),
    "answers": _("Answers"),
    "statute": _("Statutory duty to notify"),
    "dues": _("Dues and commitments"),
    "evidence": _("Evidence"),
    "findings": _("Findings and assessments"),
    "outcome": _("Severity and outcome"),
}
RESTS_ON = {
    RestsOn.SAID: _("said"),
    RestsOn.VERIFIED: _("borne out"),
    RestsOn.OURS: _("our own"),
}
RULE = _(
    "Each thing stands at the earliest instant that its words allow, what is over first comes first; what happened before something, no "
    "more is known, stands where that begins. What nobody dated comes last. Words such as “early 2021” stand as they were told."
)
BODY = ("agency__names__name", "agency__names__short_name")  # by which a body is looked for
ALWAYS = Q()  # as what makes a line established: its kind alone


@dataclass(frozen=True)
class Telling:
    """How one line reads. `who` says it, `source` is where it stands; `badge` is a row whose status is shown, `weighed` the assertion whose
    contradictions are, `repeats` the letter or reply whose words stand in it: whoever reads the line reads those."""

    title: str
    url: str
    text: str = ""
    who: str = ""
    source: str = ""
    rests_on: RestsOn = RestsOn.OURS
    evidence: Evidence | None = None
    badge: Any = None
    weighed: Any = None
    repeats: Any = None


@dataclass(frozen=True)
class Source:
    """One dated thing of a model. `when` is the span or the instant; `case` leads to its case, `bodies` to the bodies that it concerns,
    `texts` to what is looked for in it; `only` leaves rows out.

    `passes` leads to the thing that may have passed to another body since, "" for the row itself: the line tells of whose it was.

    `established` says which rows rest on more than somebody's word: ALWAYS, some, or None for none. `undated`: a row nobody dated is
    a line too, the last. `joins` and `fetches` are what its words need.
    """

    name: str
    kind: str
    model: type[Model]
    when: str
    tell: Callable[[Any], Telling]
    case: str = "incident"
    bodies: tuple[str, ...] = ()
    passes: str | None = None
    texts: tuple[str, ...] = ()
    only: Q = field(default_factory=Q)
    established: Q | None = None
    undated: bool = False
    joins: tuple[str, ...] = ()
    fetches: tuple[str, ...] = ()

    @property
    def is_span(self) -> bool:
        return self.when in span_names(self.model)

    @property
    def column(self) -> str:
        return f"{self.when}_at" if self.is_span else self.when

    def told_at(self, row: Any) -> Instant | None:
        """When it was, as far as it decides whose the thing was."""
        at: Instant | None = getattr(row, self.column)
        return at

    def rows(self, case: Incident) -> QuerySet[Any]:
        rows = self.model._default_manager.filter(self.only, **{self.case: case.pk})
        return rows if self.undated else rows.filter(**{f"{self.column}__isnull": False})

    def stood(self, row: Any) -> tuple[spans.Span | None, Instant | None]:
        """When it was: the span as it is known, or the instant that was taken down."""
        return (span_of(row, self.when), None) if self.is_span else (None, getattr(row, self.when))

    def spans(self, rows: QuerySet[Any]) -> Iterable[tuple[int, spans.Span]]:
        """Where its rows stand that the index cannot tell: none."""
        return ()

    def standing(self, rows: Iterable[Any]) -> Iterable[Any]:
        """Those of `rows`, read for their words, that stand, each with what no query of the rows fetches."""
        return rows

    def index(self, rows: QuerySet[Any]) -> QuerySet[Any, tuple[str, int, Any, Any, str]] | None:
        """(name, key, from, up to, precision) of `rows`, as a part of one union."""
        until = Coalesce(f"{self.when}_until", self.column) if self.is_span else F(self.column)
        known = F(f"{self.when}_precision") if self.is_span else Value(spans.MINUTE)
        named = rows.order_by().annotate(line_of=Value(self.name), line_until=until, line_known=known)
        return named.values_list("line_of", "pk", self.column, "line_until", "line_known")


@dataclass(frozen=True)
class Due(Source):
    """By when something is owed, as it was told: whose it is then, its end decides."""

    def told_at(self, row: Any) -> Instant | None:
        told = span_of(row, self.when)
        return spans.last_second(told) if told else None
