"""To whom a letter goes, as it names and addresses them on its day. What is not on file is left out."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from ..models import Agency, CaseLetter, ClarificationRequest, ComplaintAnswer
from ..plain.letter_kinds import LetterKind
from ..plain.not_none import not_none


def of(matter: ClarificationRequest | CaseLetter | ComplaintAnswer, day: date, kind: LetterKind) -> dict[str, Any]:
    """Whom a letter to one calls its addressee, with the address to which it would be posted, and how it speaks to them; who complained by
    the number of the complaint alone."""
    if isinstance(matter, ComplaintAnswer):
        number = {"office": f"Pengadu {matter.reference}", "agency": "", "place": ""}
        return {"addressee": number, "salutation": kind.salutation}
    posted = {"post_address": matter.agency.post_address} if matter.agency.post_address else {}
    return {
        "addressee": among_others(matter.agency, day) | posted,
        "salutation": salutation([matter.agency], day, kind),
    }


def among_others(agency: Agency, day: date) -> dict[str, str]:
    """One of those to whom a joint letter goes: where each of them is reached is not told to the others."""
    name = not_none(agency.name_on(day))
    named = {"office": name.head_office, "agency": name.name, "place": name.place}
    more = {"institution": name.institution, "attention": name.attention}
    return named | {part: words for part, words in more.items() if words}


def salutation(agencies: Iterable[Agency], day: date, kind: LetterKind) -> str:
    """How a letter of `kind` speaks to these: as each wishes; where nobody said, and to several in one, as such letters do."""
    wished = {not_none(agency.name_on(day)).salutation for agency in agencies}
    return (wished.pop() if len(wished) == 1 else "") or kind.salutation
