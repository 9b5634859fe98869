"""What a row of a list of past cases says otherwise than the case on record, or than the rows before it."""

from collections.abc import Mapping
from typing import Any

from ..models import Incident, PastLetter
from ..plain import cited, spans
from ..plain.known import known
from ..plain.spans import Span
from .past_case_columns import CASE, END, FOLLOWS, LETTER, PART, REPLY


def reply_of(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says of a reply; nothing where it tells none."""
    return {column: facts[column] for column in REPLY if column in facts} if "reply_received" in facts else {}


def otherwise(case: Incident, facts: Mapping[str, Any]) -> list[str]:
    """The columns in which a row says something else than its case; what it leaves empty says nothing."""
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
    said = {column: facts[column] for column in LETTER if column in facts}
    named = said | {"agency": facts["agency"]}
    every = list(case.past_letters.all())
    same = [
        letter for letter in every if named.items() <= _as_told(letter).items() and _follows(letter, facts.get(FOLLOWS))
    ]
    found = [] if same else [*said, *([FOLLOWS] if FOLLOWS in facts else [])]
    reply = reply_of(facts)
    came = [each for letter in same or every for each in letter.replies.all()]
    as_told = ({column: getattr(each, fact) for column, fact in REPLY.items()} for each in came)
    return found + ([] if any(reply.items() <= each.items() for each in as_told) or not reply else list(reply))


def _as_told(letter: PastLetter) -> dict[str, Any]:
    found = {column: getattr(letter, fact) for column, fact in LETTER.items()}
    asked = "\n".join(question for _number, question in letter.questions)
    return found | {"agency": letter.agency.code, "letter_asked": asked}


def _follows(letter: PastLetter, told: str | None) -> bool:
    """Whether it follows the letter that a row names so; a row that names none says nothing of that."""
    before = letter.follows
    return told is None or (before is not None and is_named(told, before.number, known(before.dated)))


def is_named(told: str, number: str, dated: Span) -> bool:
    """Whether `told` is the number of a letter, or its day."""
    if number and cited.key(told) == cited.key(number):
        return True
    try:
        day = spans.parse(told)
    except ValueError:
        return False
    return day.start <= dated.start and dated.end <= day.end
