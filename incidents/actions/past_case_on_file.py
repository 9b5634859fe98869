"""What a row of a list of past cases says otherwise than the case on record, or than the rows before it."""

from collections.abc import Iterable, Mapping
from typing import Any

from ..models import Incident, PastLetter, PastReply
from ..plain import cited, spans
from ..plain.not_none import not_none
from ..plain.spans import Span
from .past_case_columns import CASE, END, FOLLOWS, LETTER, PART, REPLY, SCANS


def reply_of(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says of a reply; nothing where it tells none."""
    return {column: facts[column] for column in REPLY if column in facts} if "reply_received" in facts else {}


def otherwise(case: Incident, facts: Mapping[str, Any]) -> list[str]:
    """The columns in which a row says something else than its case; what it leaves empty says nothing. Of scans `past_case_missing_scans`
    speaks: a paper may lack them."""
    stands = {fact: getattr(case, fact) for fact in (*CASE, *END)}
    found = [fact for fact, value in stands.items() if fact in facts and facts[fact] != value]
    part = {column: facts[column] for column in ("agency", *PART) if column in facts}
    if "role" in part or (part and "letter_dated" not in facts):
        parts = (
            {"agency": each.agency.code, "role": each.role, "known": each.known} for each in case.involvements.all()
        )
        found += [] if any(part.items() <= each.items() for each in parts) else list(part)
    if "letter_dated" in facts:
        found += _letter_otherwise(case, facts)
    return found


def _letter_otherwise(case: Incident, facts: Mapping[str, Any]) -> list[str]:
    same = letters_told(case, facts)
    found = [] if same else [*_said(facts, LETTER), *([FOLLOWS] if FOLLOWS in facts else [])]
    reply = _without_scan(reply_of(facts))
    return found + ([] if not reply or replies_told(same or case.past_letters.all(), facts) else list(reply))


def letters_told(case: Incident, facts: Mapping[str, Any]) -> list[PastLetter]:
    """The letters of a case that a row may tell of: all that it says of one, each says."""
    said = _said(facts, LETTER) | {"agency": facts["agency"]}
    return [
        letter
        for letter in case.past_letters.all()
        if said.items() <= _as_told(letter).items() and _follows(letter, facts.get(FOLLOWS))
    ]


def replies_told(letters: Iterable[PastLetter], facts: Mapping[str, Any]) -> list[PastReply]:
    """The replies to `letters` that a row may tell of."""
    reply = _without_scan(reply_of(facts))
    came = (each for letter in letters for each in letter.replies.all())
    return [each for each in came if all(getattr(each, REPLY[column]) == value for column, value in reply.items())]


def _said(facts: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    return _without_scan({column: facts[column] for column in columns if column in facts})


def _without_scan(said: Mapping[str, Any]) -> dict[str, Any]:
    return {column: value for column, value in said.items() if column not in SCANS}


def _as_told(letter: PastLetter) -> dict[str, Any]:
    found = {column: getattr(letter, fact) for column, fact in _without_scan(LETTER).items()}
    asked = "\n".join(question for _number, question in letter.questions)
    return found | {"agency": letter.agency.code, "letter_asked": asked}


def _follows(letter: PastLetter, told: str | None) -> bool:
    """Whether it follows the letter that a row names so; a row that names none says nothing of that."""
    before = letter.follows
    return told is None or (before is not None and is_named(told, before.number, not_none(before.dated)))


def is_named(told: str, number: str, dated: Span) -> bool:
    """Whether `told` is the number of a letter, or its day."""
    if number and cited.key(told) == cited.key(number):
        return True
    try:
        day = spans.parse(told)
    except ValueError:
        return False
    return day.start <= dated.start and dated.end <= day.end
