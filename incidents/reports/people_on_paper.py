"""People without an account of whom somebody wrote down that they came by a letter, or answered it: whom it was handed to, to whom it went
outside the product, who answered on paper. Each since the record has it; what was struck, or put right since, is not said of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Q
from django.utils.translation import get_language

from ..models import CaseEvent, Response, Sending, User, handings_over
from ..models.record import span_of
from ..plain import spans
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..workflow import Subject
from .ways_of_knowing import ANSWERED_OUTSIDE, HANDED, SENT_OUTSIDE

Key = tuple[str, str]
REPLY = str(Response._meta.model_name)


@dataclass(frozen=True)
class OnPaper:
    """`at` is since when the record has it, `when` in words when it was."""

    name: str
    fact: Key
    at: Instant
    way: str
    when: str


def of(asked: list[str], alone: list[str], replied: list[str], reader: User) -> Iterator[OnPaper]:
    """Of these requests, letters of the case and replies, by their keys: four queries."""
    yield from _handed_over(Subject.REQUEST, asked, reader)
    yield from _handed_over(Subject.CASE_LETTER, alone, reader)
    yield from _sent_outside(asked, alone)
    yield from _answered(asked, replied)


def named(kind: str, row: Any, words: str) -> Q:
    """Whether somebody so called was written down of a letter or reply, for `row` outside; of what was handed over the events are asked."""
    sent, said = (
        Sending.objects.filter(recipient__icontains=words),
        Response.objects.filter(declared_name__icontains=words),
    )
    said = said.exclude(channel=Response.Channel.PORTAL)
    found: dict[str, Q] = {
        Subject.REQUEST: Q(Exists(sent.filter(letter__request=row))) | Q(Exists(said.filter(request=row))),
        Subject.CASE_LETTER: Q(Exists(sent.filter(letter__case_letter=row))),
        REPLY: Q(Exists(said.filter(pk=row))),
    }
    return found.get(kind, Q(pk__in=[]))


def _handed_over(kind: Subject, letters: list[str], reader: User) -> Iterator[OnPaper]:
    acts = CaseEvent.objects.visible_to(reader)
    for key, found in handings_over.standing_of(kind, letters, acts).items():
        for act in found:
            name, when = act.details.get("received_by", ""), handings_over.handed_over(act)
            yield from _told(name, [(kind, key)], act.recorded_at, HANDED, when)


def _sent_outside(asked: list[str], alone: list[str]) -> Iterator[OnPaper]:
    of = Q(letter__request__in=asked) | Q(letter__case_letter__in=alone)
    history = Sending.history.filter(of, letter__response=None).select_related("letter")
    for at, row in _standing(history, "recipient"):
        letter = row.letter
        fact = (
            (Subject.REQUEST, str(letter.request_id))
            if letter.request_id
            else (Subject.CASE_LETTER, str(letter.case_letter_id))
        )
        yield from _told(row.recipient, [fact], at, SENT_OUTSIDE, span_of(row, "sent"))


def _answered(asked: list[str], replied: list[str]) -> Iterator[OnPaper]:
    history = Response.history.filter(Q(request__in=asked) | Q(id__in=replied)).exclude(channel=Response.Channel.PORTAL)
    for at, row in _standing(history, "declared_name"):
        name = (
            f"{row.declared_name} ({row.declared_office})"
            if row.declared_name and row.declared_office
            else row.declared_name
        )
        facts = [(Subject.REQUEST, str(row.request_id)), (REPLY, str(row.id))]
        yield from _told(name, facts, at, ANSWERED_OUTSIDE, span_of(row, "received"))


def _standing(history: Any, column: str) -> Iterator[tuple[Instant, Any]]:
    """(since when it says so, as it says now) of each row that stands, by what it says in `column`."""
    versions: dict[int, list[Any]] = defaultdict(list)
    for version in history.order_by("history_date", "history_id"):
        versions[version.id].append(version)
    for found in versions.values():
        last = found[-1]
        if last.struck_at is None and last.history_type != "-":
            same = (each for each in found if getattr(each, column) == getattr(last, column))
            yield next(same).history_date, last


def _told(
    name: str, facts: Iterable[tuple[str, str]], at: Instant, way: str, when: spans.Span | None
) -> Iterator[OnPaper]:
    words = spans.in_words(when, not_none(get_language())) if when else ""
    if name:
        yield from (OnPaper(name, (str(kind), key), at, way, words) for kind, key in facts)
