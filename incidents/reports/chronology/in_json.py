"""Lines whose day stands in JSON, which no column holds: a day that an answer names, a meeting to which a letter of the case calls, the
handing over of a piece of evidence, or of a letter of the case."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from ...models import Answer, CaseEvent, CaseLetter, Evidence, Incident, Question, custody, handings_over
from ...plain import answer_values, spans
from ...plain.chronology import RestsOn
from ...plain.clocks import Instant
from ...plain.not_none import not_none
from ...plain.spans import Span
from ...workflow import CaseLetterStatus, Subject
from .source import Telling


def key_of(row: Model) -> int:
    """By which the chronology calls it: its key, as a number."""
    return int(getattr(row.pk, "int", row.pk))


class InJson:
    """As a Source, but read row by row: there are as few of them as questions and letters."""

    name: str
    kind: str
    bodies: tuple[str, ...] = ()
    passes: str | None = None
    texts: tuple[str, ...] = ()
    established: Q | None = None
    model: type[Model]
    joins: tuple[str, ...] = ()
    fetches: tuple[str, ...] = ()

    def rows(self, case: Incident) -> QuerySet[Any]:
        raise NotImplementedError

    def when(self, row: Any) -> Span | None:
        raise NotImplementedError

    def told_at(self, row: Any) -> Instant | None:
        raise NotImplementedError

    def tell(self, row: Any) -> Telling:
        raise NotImplementedError

    def stood(self, row: Any) -> tuple[Span | None, Instant | None]:
        return self.when(row), None

    def standing(self, rows: Iterable[Any]) -> Iterable[Any]:
        return rows

    def index(self, rows: QuerySet[Any]) -> None:
        """No column holds it: see spans()."""

    def spans(self, rows: QuerySet[Any]) -> Iterator[tuple[int, Span]]:
        """(key, when) of those that name a day."""
        for row in rows:
            if (when := self.when(row)) is not None:
                yield key_of(row), when


class Answered(InJson):
    name, kind, model = "answered", "answers", Answer
    bodies = ("question__request__agency",)
    passes = "question__request"
    texts = (
        "text",
        "question__heading",
        "question__request__reference",
        "question__request__agency__names__short_name",
    )
    joins = ("question__request__incident", "question__request__agency", "response")
    fetches = ("question__request__agency__names",)

    def rows(self, case: Incident) -> QuerySet[Any]:
        standing = Answer.objects.filter(response__struck_at=None)
        dated = standing.filter(question__request__incident=case, question__kind=Question.Kind.INSTANT)
        return dated.exclude(value=None)

    def when(self, row: Answer) -> Span | None:
        return answer_values.read_span(row.value)

    def told_at(self, row: Answer) -> Instant:
        return row.response.received_at

    def tell(self, row: Answer) -> Telling:
        request = row.question.request
        facts = {"agency": request.agency.short_name_at(row.response.received_at), "heading": row.question.heading}
        return Telling(
            _("%(agency)s answers: %(heading)s") % facts,
            request.get_absolute_url(),
            text=row.text,
            repeats=row.response,
            who=", ".join(filter(None, (row.response.declared_name, row.response.declared_office))),
            source=f"{request.reference}, {row.response.receipt}",
            rests_on=RestsOn.SAID,
        )


class Called(InJson):
    name, kind, model = "called", "work", CaseLetter
    bodies = ("agency",)
    texts = ("subject", "reference", "agency__names__short_name")
    established = Q()
    joins = ("agency",)
    fetches = ("agency__names", "takers")

    def rows(self, case: Incident) -> QuerySet[Any]:
        return CaseLetter.objects.filter(incident=case, status=CaseLetterStatus.ISSUED, takes_back=None)

    def when(self, row: CaseLetter) -> Span | None:
        meeting = row.facts.get("meeting")
        return spans.at_minute(datetime.fromisoformat(meeting["at"])) if meeting else None

    def told_at(self, row: CaseLetter) -> Instant | None:
        return row.issued_at

    def tell(self, row: CaseLetter) -> Telling:
        facts = {"request": row.reference, "agency": row.agency.short_name_at(row.issued_at or row.drafted_at)}
        title = _("Meeting to which %(request)s calls %(agency)s") % facts
        if row.ended_at:
            title += " · " + _("cancelled before it")
        return Telling(title, row.get_absolute_url(), text=row.facts["meeting"].get("place", ""))


class LetterHandedOver(InJson):
    """A letter of the case that was handed over by hand."""

    name, kind, model = "handed_over", "letters", CaseLetter
    bodies = ("agency",)
    texts = ("subject", "reference", "agency__names__short_name")
    established = Q()
    joins = ("agency",)
    fetches = ("agency__names",)

    def rows(self, case: Incident) -> QuerySet[Any]:
        return CaseLetter.objects.filter(incident=case, status=CaseLetterStatus.ISSUED)

    def when(self, row: CaseLetter) -> Span | None:
        handed: Span | None = row.handed  # type: ignore[attr-defined]  # put there by standing()
        return handed

    def spans(self, rows: QuerySet[Any]) -> Iterator[tuple[int, Span]]:
        yield from ((row.pk, row.handed) for row in self.standing(rows))

    def standing(self, rows: Iterable[Any]) -> Iterator[Any]:
        of = {str(row.pk): row for row in rows}
        for key, acts in handings_over.standing_of(Subject.CASE_LETTER, of, CaseEvent.objects.all()).items():
            if acts:
                of[key].handed = handings_over.handed_over(acts[-1])
                yield of[key]

    def told_at(self, row: CaseLetter) -> Instant | None:
        return not_none(self.when(row)).start

    def tell(self, row: CaseLetter) -> Telling:
        facts = {"request": row.reference, "agency": row.agency.short_name_at(not_none(self.when(row)).start)}
        return Telling(_("%(request)s arrived at %(agency)s") % facts, row.get_absolute_url())


class PieceHandedOver(InJson):
    """A piece of evidence that went from one to the next, as its chain of custody stands today."""

    name, kind, model = "handed", "evidence", CaseEvent
    established = Q()
    texts = ("details__to", "details__from")

    def rows(self, case: Incident) -> QuerySet[Any]:
        return CaseEvent.objects.filter(incident=case, action__in=custody.GIVEN).defer("payload")

    def when(self, row: CaseEvent) -> Span | None:
        given: custody.Given = row.given  # type: ignore[attr-defined]  # put there by standing()
        return given.gone

    def spans(self, rows: QuerySet[Any]) -> Iterator[tuple[int, Span]]:
        wanted = {str(row.pk): key_of(row) for row in rows}
        pieces = Evidence.objects.filter(incident__in=rows.order_by().values("incident")) if wanted else ()
        yield from ((wanted[given.key], gone) for given, gone, _piece in _handed(pieces) if given.key in wanted)

    def standing(self, rows: Iterable[CaseEvent]) -> Iterator[CaseEvent]:
        rows = list(rows)
        found = {each[0].key: each for each in _handed(Evidence.objects.filter(pk__in={r.subject_id for r in rows}))}
        for row in rows:
            if stands := found.get(str(row.pk)):
                row.given, _gone, row.piece = stands  # type: ignore[attr-defined]  # for when() and tell()
                yield row

    def told_at(self, row: CaseEvent) -> Instant | None:
        return not_none(self.when(row)).start

    def tell(self, row: CaseEvent) -> Telling:
        given, piece = row.given, row.piece  # type: ignore[attr-defined]  # put there by standing()
        facts = {"evidence": piece.label, "from": given.source or "–", "to": given.holder}
        title = _("%(evidence)s is handed over: %(from)s → %(to)s") % facts
        return Telling(title, reverse("incidents:piece", args=[piece.pk]), text=row.reason)


def _handed(pieces: Iterable[Evidence]) -> Iterator[tuple[custody.Given, Span, Evidence]]:
    """What of the chains of these pieces stands and has a day: read at once, however many there are."""
    by_key = {str(piece.pk): piece for piece in pieces}
    acts = CaseEvent.objects.filter(subject_type=Evidence._meta.model_name, subject_id__in=list(by_key))
    of: dict[str, list[CaseEvent]] = defaultdict(list)
    for act in acts.filter(action__in=(*custody.GIVEN, *custody.MENDED)).defer("payload").order_by("recorded_at"):
        of[act.subject_id].append(act)
    for key, chain in of.items():
        for given in custody.chain(chain):
            if given.gone and not given.struck:
                yield given, given.gone, by_key[key]


SOURCES = (Answered(), Called(), LetterHandedOver(), PieceHandedOver())
