"""What an erratum may put right: words that stand in the letter, as it went out. What that asks, until when and where to come is put right
in its spelling alone; whatever changes it is another deed."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..errors import DomainError
from ..letters.printed import printed
from ..models import CaseLetter, ClarificationRequest, Incident, Letter
from ..plain import clocks, letter_kinds, numbers, periods
from ..plain.dates import date_in_words, instant_in_words
from ..plain.not_none import not_none
from ..plain.slips import Part, Printed, as_read, is_of_the_pen
from ..translatable import _
from . import case_letter_content, outcomes

Slip = Mapping[str, str]  # "where", "reads", "should_read"
Further = Callable[[Slip], DomainError | None]
Faults = list[tuple[int, DomainError]]
# Day, month and year; day and month; hour: a slip may name any of them.
PARTS_OF_A_DUE = (r"\d{1,2} [^\W\d]+ \d{4}", r"\d{1,2} [^\W\d]+(?= \d{4})", r"\d{1,2}\.\d{2}")


# What names a provision or a finding.
GROUNDS = re.compile(r"Pasal \d+\w*|\(\d+\w?\)|huruf [a-z]\b|angka \d+|(?:Nomor|Tahun) \d+|T-\d+", re.I)


class NotPrinted(DomainError):
    message = _(
        "These words do not stand in the letter as it went out; the nearest to them are “%(nearest)s”. Write what is printed there."
    )


class NowhereNear(NotPrinted):
    message = _(
        "These words do not stand in the letter as it went out, nor any that are like them. Open the letter, and copy from it what is wrong."
    )


class ReadsSo(DomainError):
    message = _("So it reads already: say how it should read instead.")


class AsksOtherwise(DomainError):
    message = _(
        "This stands in what the letter asks, and there an erratum puts the spelling right alone: no other word, no other number. "
        "For other questions withdraw the letter, or issue it anew. If another place is meant, quote more of the words around it."
    )


class DemandsOtherwise(AsksOtherwise):
    message = _(
        "This stands in what the letter asks to be done, and there an erratum puts the spelling right alone: no other word, no other "
        "number. For another point take the letter back and send another. If another place is meant, quote more of the words around it."
    )


class CallsOtherwise(DomainError):
    message = _(
        "This stands in when and where the letter calls to come: an erratum puts its spelling right alone. For another meeting withdraw the "
        "letter, or issue it anew."
    )


class AnotherDue(DomainError):
    message = _(
        "An erratum gives no other time than the letter named. Give more time, or take the letter back and send another."
    )


class AnotherPeriod(AnotherDue):
    """A correction would tell the agency another time than the clock gives it."""

    message = _(
        "A correction moves no clock: the letter gave %(period)s, until %(due)s. For another time, issue the letter anew or grant more."
    )


class SanctionsOtherwise(DomainError):
    message = _(
        "A sanction and what it rests on stay as they were issued: an erratum names no other measure, article, regulation or finding. Take the "
        "letter back, and issue another."
    )


class TellsAnotherOutcome(DomainError):
    message = _("An erratum tells no other outcome than the letter did. For another, send a further notice.")


def of_a_request(clarification: ClarificationRequest, slips: Sequence[Slip]) -> Faults:
    """(place among `slips` counted from 0, why it cannot be put right so) for each that cannot, in the letter that asks. What stood of its
    own period or due stands in the correction as well, and no other period comes in."""
    first = not_none(clarification.deadlines.order_by("pk").first())
    own, day = {(not_none(first.length), first.unit)}, date_in_words(clocks.day(first.due_at), "id")
    period, due = numbers.period(not_none(first.length), first.unit), instant_in_words(first.due_at, "id")
    another = AnotherPeriod(clarification, period=period, due=due)

    def further(slip: Slip) -> DomainError | None:
        read, says = (periods.named_in(slip[side]) for side in ("reads", "should_read"))
        loses = bool(read & own) and not says & own
        brings = bool(says - own) and (not read or bool(read & own))
        moves = day in slip["reads"] and day not in slip["should_read"]
        return another if loses or brings or moves else None

    found = _faults(not_none(clarification.letter), slips, further)
    return [(n, another if isinstance(why, AnotherDue) else why) for n, why in found]


def of_a_case_letter(wrong: CaseLetter, facts: dict[str, Any]) -> Faults:
    """The same of the places that `facts` name in a letter of the case: its day and its hour stay wherever they are printed, and so do
    the outcome that it tells and what a sanction rests on."""
    letter = not_none(wrong.letter)
    due = letter.content["facts"].get(letter_kinds.DONE_BY, "")
    parts = [part for form in PARTS_OF_A_DUE for part in re.findall(form, due)]
    patterns = [re.compile(rf"(?<![\d.]){re.escape(part)}(?!\d)") for part in parts]
    measure = letter.content["facts"].get(letter_kinds.MEASURE, "")
    tells = wrong.kind == letter_kinds.OUTCOME_NOTICE.code
    outcomes_in_words = [outcomes.named(each) for each in Incident.Outcome.values] if tells else []

    def further(slip: Slip) -> DomainError | None:
        reads, should_read = slip["reads"], slip["should_read"]
        if any(part.search(reads) and not part.search(should_read) for part in patterns):
            return AnotherDue(wrong)
        grounds = [(GROUNDS.findall(text), bool(measure) and measure in text) for text in (reads, should_read)]
        if wrong.kind_row.sanction and grounds[0] != grounds[1]:
            return SanctionsOtherwise(wrong)
        told = [[words for words in outcomes_in_words if words in text] for text in (reads, should_read)]
        return TellsAnotherOutcome(wrong) if told[0] != told[1] else None

    return list(_faults(letter, case_letter_content.slips(facts), further))


def _faults(letter: Letter, slips: Iterable[Slip], further: Further) -> Iterator[tuple[int, DomainError]]:
    stands = printed(letter.content)
    for n, slip in enumerate(slips):
        if found := _fault(letter, stands, slip) or further(slip):
            yield n, found


def _fault(letter: Letter, stands: Printed, slip: Slip) -> DomainError | None:
    reads, should_read = slip["reads"], slip["should_read"]
    parts = stands.parts_of(reads)
    if not parts:
        nearest = stands.nearest(reads)
        return NotPrinted(letter, nearest=nearest) if nearest else NowhereNear(letter)
    if as_read(reads) == as_read(should_read):
        return ReadsSo(letter)
    if parts == {Part.WORDS} or is_of_the_pen(reads, should_read):
        return None
    if Part.ASKED in parts:
        return DemandsOtherwise(letter) if letter.case_letter_id else AsksOtherwise(letter)
    return AnotherDue(letter) if Part.DUE in parts else CallsOtherwise(letter)
