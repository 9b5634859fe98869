"""To whom a letter goes, as it names and addresses them on its day. What is not on file is left out."""

from collections.abc import Iterable
from datetime import date

from ..models import Agency
from ..plain.letter_kinds import LetterKind
from ..plain.not_none import not_none


def of(agency: Agency, day: date) -> dict[str, str]:
    """A letter to it alone: with the address to which it would be posted."""
    return among_others(agency, day) | ({"post_address": agency.post_address} if agency.post_address else {})


def among_others(agency: Agency, day: date) -> dict[str, str]:
    """One of those to whom a joint letter goes: where each of them is reached is not told to the others."""
    name = not_none(agency.name_on(day))
    named = {"office": name.head_office, "agency": name.name, "place": name.place}
    return named | ({"attention": name.attention} if name.attention else {})


def salutation(agencies: Iterable[Agency], day: date, kind: LetterKind) -> str:
    """How a letter of `kind` speaks to these: as each wishes; where nobody said, and to several in one, as such letters do."""
    wished = {not_none(agency.name_on(day)).salutation for agency in agencies}
    return (wished.pop() if len(wished) == 1 else "") or kind.salutation
