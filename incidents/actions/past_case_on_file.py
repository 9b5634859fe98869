"""What a row of a list of past cases says otherwise than the case on record, or than the rows before it."""

from collections.abc import Mapping
from typing import Any

from ..models import Incident, PastLetter
from ..plain import cited
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
    if FOLLOWS in facts:
        said[FOLLOWS] = named[FOLLOWS] = cited.key(facts[FOLLOWS])
    every = list(case.past_letters.all())
    same = [letter for letter in every if named.items() <= _as_told(letter).items()]
    found = [] if same else list(said)
    reply = reply_of(facts)
    came = [each for letter in same or every for each in letter.replies.all()]
    as_told = ({column: getattr(each, fact) for column, fact in REPLY.items()} for each in came)
    return found + ([] if any(reply.items() <= each.items() for each in as_told) or not reply else list(reply))


def _as_told(letter: PastLetter) -> dict[str, Any]:
    before = letter.follows.number if letter.follows else ""
    found = {column: getattr(letter, fact) for column, fact in LETTER.items()}
    return found | {"agency": letter.agency.code, FOLLOWS: cited.key(before)}
