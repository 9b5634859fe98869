"""The chronology of one case, read: which lines fit what was asked, in which order, and each in words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, cast

from django.db.models import Model, OuterRef, Q, QuerySet, Subquery, prefetch_related_objects

from ...models import Assertion, Incident, NotificationDuty
from ...models.assertions import still_said
from ...models.visibility import first_versions
from ...plain import assertion_weighing, chronology, spans
from ...plain.chronology import Place, Window
from ...plain.spans import Span
from ...record.after_the_end import Things, corrected_after
from . import in_json, of_actors, of_case, of_letters, of_past_letters, of_sendings, of_words
from .bodies_then import BodiesThen
from .in_json import InJson
from .source import ALWAYS, KINDS, RESTS_ON, Source, Telling

SOURCES: dict[str, Source | InJson] = {
    source.name: source
    for table in (
        of_case.SOURCES,
        of_words.SOURCES,
        of_actors.SOURCES,
        of_letters.SOURCES,
        of_sendings.SOURCES,
        of_past_letters.SOURCES,
        in_json.SOURCES,
    )
    for source in table
}
# Each stands behind several lines: put right is the one that tells otherwise than when the case ended.
OF_SEVERAL = (Incident, NotificationDuty)


@dataclass(frozen=True)
class Asked:
    """What was asked of the chronology; what is empty narrows nothing. `body` is the code of one; `period` when it may have been."""

    kind: str = ""
    body: str = ""
    established: bool = False
    period: Span | None = None
    text: str = ""

    def fits(self, span: Span | None) -> bool:
        """Whether it may have been in the period; what nobody dated is in none."""
        if self.period is None:
            return True
        return span is not None and span.start < self.period.end and self.period.start < span.end


@dataclass
class Line:
    """One thing that happened: `span` as it is known, or the `instant` that was taken down; neither where nobody tells when. `against`
    are the words that cannot stand beside it. `afterwards`: it was entered after the case had ended, whenever it was; `corrected`: it was
    put right since."""

    kind: str
    telling: Telling
    span: Span | None
    instant: datetime | None
    against: list[Assertion] = field(default_factory=list)
    afterwards: bool = False
    corrected: bool = False

    def when(self, language: str) -> str:
        """As exactly as it is known; "" where nobody tells."""
        return spans.in_words(self.told, language) if self.told else ""

    @property
    def told(self) -> Span | None:
        """The span, or the minute of the instant: both are said in the same words."""
        return self.span or (spans.at_minute(self.instant) if self.instant else None)

    def allows(self, language: str) -> str:
        """The earliest and latest that the words allow, where they bound it."""
        return spans.bounds_in_words(self.span, language) if self.span else ""

    @property
    def kind_words(self) -> str:
        return str(KINDS[self.kind])

    @property
    def rests_on_words(self) -> str:
        return str(RESTS_ON[self.telling.rests_on])


def places_of(case: Incident, asked: Asked) -> list[Place]:
    """Where everything stands that fits, not yet in its order: one query for what columns hold, and one for each kind that stands in JSON."""
    then = BodiesThen(case) if asked.body else None
    fitting = [(source, _fitting(source, case, asked, then)) for source in SOURCES.values()]
    wanted = [(source, rows) for source, rows in fitting if rows is not None]
    columns = [index for source, rows in wanted if (index := source.index(rows)) is not None]
    found = [Place(*row[:2], _span(*row[2:])) for row in (columns[0].union(*columns[1:], all=True) if columns else ())]
    found += [Place(source.name, key, when) for source, rows in wanted for key, when in source.spans(rows)]
    return [place for place in found if asked.fits(place.span)]


def _span(start: datetime | None, end: datetime, precision: str) -> Span | None:
    """As its columns keep it; an instant that was taken down lasts no minute."""
    return Span(start, max(end, start + chronology.MICROSECOND), precision) if start else None


def _fitting(source: Source | InJson, case: Incident, asked: Asked, then: BodiesThen | None) -> QuerySet[Any] | None:
    """The rows of one kind that fit but for the period; None where none can."""
    if asked.kind and asked.kind != source.kind or asked.established and source.established is None:
        return None
    if asked.body and not source.bodies:
        return None
    rows = source.rows(case)
    if asked.established and source.established != ALWAYS:
        rows = rows.filter(source.established)
    if asked.body and then:
        rows = rows.filter(_whose(source, rows, asked.body, then))
    if asked.text:
        rows = rows.filter(_any(source.texts, "icontains", asked.text))
    return rows.distinct() if asked.body or asked.text else rows


def _whose(source: Source | InJson, rows: QuerySet[Any], code: str, then: BodiesThen) -> Q:
    """What concerns the body of this code: of what passed to another one since, what was its own when it was."""
    today = _any(source.bodies, "code", code)
    if source.passes is None or not any(then.passed.values()):
        return today
    passed, own = [], []
    for row in rows.select_related(*source.joins):
        if body := then.of(_thing(source, row), source.told_at(row)):
            passed.append(row.pk)
            own += [row.pk] if body.code == code else []
    return today & ~Q(pk__in=passed) | Q(pk__in=own)


def _thing(source: Source | InJson, row: Any) -> Any:
    """What may have passed to another body since."""
    for part in (source.passes or "").split("__"):
        row = getattr(row, part) if part else row
    return row


def _as_then(source: Source | InJson, row: Any, then: BodiesThen) -> Any:
    """The row, telling of the body whose it was at the time; nothing of it is saved."""
    if source.passes is not None:
        then.put(_thing(source, row), source.told_at(row))
    return row


def _any(paths: Iterable[str], how: str, wanted: str) -> Q:
    """One of `paths` at least; none where there is none."""
    return reduce(or_, (Q(**{f"{path}__{how}": wanted}) for path in paths), Q(pk__in=[]))


def page(case: Incident, asked: Asked, size: int, *, after: str = "", before: str = "") -> tuple[Window, list[Line]]:
    """One page of the chronology and its lines, in as many queries as kinds stand on it, however long the case is."""
    window = chronology.window(places_of(case, asked), size, after=after, before=before)
    return window, lines_of(case, window.places)


def lines_of(case: Incident, places: Sequence[Place]) -> list[Line]:
    """The lines that stand at `places`. What was struck since its place was read has none."""
    keys: dict[str, list[int]] = defaultdict(list)
    for place in places:
        keys[place.source].append(place.key)
    then = BodiesThen(case)
    ended = None if case.past else case.over_since  # all of a past case is entered long after
    rows = {name: _rows(SOURCES[name], wanted, then, ended) for name, wanted in keys.items()}
    put_right: Things = corrected_after(case, ended) if ended else set()
    stood = {(model, key): _stood_at(model, key, ended) for model, key in put_right if ended and model in OF_SEVERAL}
    lines = [
        _line(SOURCES[place.source], rows[place.source][place.key], ended, put_right, stood)
        for place in places
        if place.key in rows[place.source]
    ]
    prefetch_related_objects(
        [line.telling.evidence for line in lines if line.telling.evidence], "file", "annexes__file"
    )
    if any(line.telling.weighed for line in lines):
        standing = still_said(case.assertions.all())
        for line in lines:
            line.against = _against(line.telling.weighed, standing)
    return lines


def _rows(source: Source | InJson, keys: Iterable[int], then: BodiesThen, ended: datetime | None) -> dict[int, Any]:
    rows = source.model._default_manager.filter(pk__in=keys).select_related(*source.joins)
    if ended and hasattr(source.model, "history"):
        born = first_versions(source.model).filter(id=OuterRef("pk"))
        rows = rows.annotate(line_entered_at=Subquery(born.values("history_date")[:1]))
    standing = source.standing(rows.prefetch_related(*source.fetches))
    return {in_json.key_of(row): _as_then(source, row, then) for row in standing}


def _line(
    source: Source | InJson, row: Any, ended: datetime | None, put_right: Things, stood: Mapping[Any, Any]
) -> Line:
    entered_at, thing = getattr(row, "line_entered_at", None), (source.model, row.pk)
    afterwards, corrected = bool(ended and entered_at and entered_at > ended), thing in put_right
    told, when = source.tell(row), source.stood(row)
    if thing in stood:
        before = stood[thing]
        corrected = (source.stood(before), source.tell(before)) != (when, told)
    return Line(source.kind, told, *when, afterwards=afterwards, corrected=corrected)


def _stood_at(model: type[Model], key: int, ended: datetime) -> Any:
    """The thing as it was when its case ended."""
    versions = cast(Any, model).history.filter(id=key, history_date__lte=ended)
    return versions.order_by("-history_id").first().instance


def _against(assertion: Assertion | None, standing: Iterable[Assertion]) -> list[Assertion]:
    """What contradicts it, where it still stands itself: both stay, beside each other."""
    standing = list(standing)
    if assertion not in standing:
        return []
    return [each for each in standing if each != assertion and assertion_weighing.contradict(assertion, each)]
