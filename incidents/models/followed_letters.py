"""What followed a letter from the record that asks, as the record has it: more time, its withdrawal, letters that ask again. Without a
clock of its own it stands by these."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from django.db.models import Exists, OuterRef, QuerySet

from ..plain import letter_kinds, spans
from ..plain.not_none import not_none
from ..plain.punctuality import later_due
from ..workflow import GIVEN_UP
from .cases import Incident
from .past_letters import PastLetter, PastReply

Later: TypeAlias = defaultdict[int | None, list[PastLetter]]  # next letters, by the key of the one they follow


@dataclass
class Followed:
    """A letter that asks, and what followed it, in the order of their days: more time granted and, `withdrawn`, since when nobody owes it an
    answer; `asking` are those that ask again and were not taken back themselves.

    Whatever follows a letter that asks nothing follows the one before that as well, for a chain is often entered by its days alone. Time
    and withdrawal of a next letter that asks are that one's.
    """

    letter: PastLetter
    extensions: list[PastLetter]
    asking: list[PastLetter]
    withdrawn: spans.Span | None = None

    @property
    def due(self) -> spans.Span | None:
        """The last due that it had: more time never moves one earlier. None where none is on record, nor until when it was given."""
        due = self.letter.due
        for each in self.extensions:
            due = later_due(due, each.due)
        return due

    @property
    def more_time(self) -> list[tuple[spans.Span, spans.Span | None]]:
        """(when it was granted, until when) of each."""
        return [(not_none(each.dated), each.due) for each in self.extensions]

    @property
    def waits(self) -> bool:
        """Whether nothing that the ministry sent afterwards ended the waiting for an answer to it."""
        return not (self.withdrawn or self.asking)


def later_in(cases: Iterable[int]) -> Later:
    """The next letters of these cases."""
    found: Later = defaultdict(list)
    for letter in PastLetter.objects.filter(incident__in=cases, follows__isnull=False).order_by("dated_at", "pk"):
        found[letter.follows_id].append(letter)
    return found


def chain(letter: PastLetter, later: Later, *, to_the_next: bool = False) -> list[PastLetter]:
    """The letters that came after it; `to_the_next`: up to the next ones that ask."""
    found: list[PastLetter] = []
    waiting = [letter]
    while waiting:
        last = waiting.pop()
        if to_the_next and last != letter and last.kind in PastLetter.ASKING:
            continue
        fresh = [each for each in later[last.pk] if each not in found]
        found += fresh
        waiting += fresh
    return sorted(found, key=lambda each: (each.dated_at, each.pk))


def of(letter: PastLetter, later: Later | None = None) -> Followed:
    """What followed `letter`; `later`: the next letters of its case, where they are known already."""
    later = later_in([letter.incident_id]) if later is None else later
    asking = [each for each in chain(letter, later) if each.kind in PastLetter.ASKING]
    return Followed(
        letter,
        [each for each in chain(letter, later, to_the_next=True) if each.kind == letter_kinds.EXTENSION.code],
        [each for each in asking if _withdrawn(each, later) is None],
        _withdrawn(letter, later),
    )


def _withdrawn(letter: PastLetter, later: Later) -> spans.Span | None:
    came = chain(letter, later, to_the_next=True)
    return next((each.dated for each in came if each.kind == letter_kinds.WITHDRAWAL.code), None)


def with_what_is_about_it(letter: PastLetter, later: Later) -> list[PastLetter]:
    """The letter, and those after it up to the next one that asks: whoever answers may cite the last that they got, more time say, and
    answers the question all the same."""
    return [
        letter,
        *(each for each in chain(letter, later, to_the_next=True) if each.kind not in PastLetter.ASKING),
    ]


def came_to(letter: PastLetter) -> list[PastReply]:
    """What came back to it, or to a letter that is about it."""
    later = later_in([letter.incident_id])
    return list(PastReply.objects.filter(letter__in=with_what_is_about_it(letter, later)))


def answered_in_full(letter: PastLetter) -> bool:
    """Whether what came back to it, or to a letter after it, answers all that one of them asked: one reply as a whole, or several
    question by question."""
    asked = [letter, *chain(letter, later_in([letter.incident_id]))]
    replies = list(PastReply.objects.filter(letter__in=asked))
    return any(_complete(each, [reply for reply in replies if reply.letter_id == each.pk]) for each in asked)


def _complete(letter: PastLetter, replies: list[PastReply]) -> bool:
    left = {number for number, _question in letter.questions} - {n for reply in replies for n, _said in reply.answered}
    return any(reply.kind in PastReply.ANSWERS for reply in replies) or bool(letter.questions and not left)


def unanswered(incident: Incident) -> list[PastLetter]:
    """The letters entered in the case that asked, with nothing that answers any of it, to them or to one after them, that were not taken
    back, and after which none went out that asks again. Whose body said last that they are wrongly addressed has said something: the
    ministry asks another, or anew."""
    answers = PastReply.objects.filter(incident=incident, kind__in=(*PastReply.ANSWERS, PastReply.Kind.PART))
    here = incident.requests.filter(follows_outside__isnull=False, issued_at__isnull=False).exclude(status__in=GIVEN_UP)
    rows = PastLetter.objects.filter(incident=incident, kind__in=PastLetter.ASKING)
    rows = rows.exclude(pk__in=_elsewhere(incident).values("letter"))
    rows = rows.exclude(pk__in=here.values("follows_outside"))
    later, answered = later_in([incident.pk]), set(answers.values_list("letter", flat=True))
    still = [letter for letter in rows if not answered & {each.pk for each in (letter, *chain(letter, later))}]
    return [letter for letter in still if of(letter, later).waits]


def _elsewhere(incident: Incident) -> QuerySet[PastReply]:
    """The words that a letter is wrongly addressed, after which nothing came by which its body is the one to ask."""
    own = {"letter": OuterRef("letter"), "received_until__gt": OuterRef("received_until")}
    owned = PastReply.objects.filter(kind__in=PastReply.OWNS, **own)
    return PastReply.objects.filter(~Exists(owned), incident=incident, kind__in=PastReply.OF_ANOTHER)
