"""A joint letter: one text of one number to several bodies, each of which is named in it and gets it as its own copy."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from ..letters import addressing
from ..models import CaseLetter, Letter
from ..models.record import WITH_FIRST
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from . import letter_content

ON_FIRST_PAGE = 4  # addressees; more stand in an annex, as official letters have it: "Yth. (daftar alamat terlampir)"


def said(copies: Sequence[CaseLetter], day: date) -> dict[str, Any]:
    """What the letter says differently when it goes to more than one body: every addressee, and one reference for all of
    them, that of the first; nothing for a letter to one."""
    if len(copies) < 2:
        return {}
    named = [addressing.among_others(each.agency, day) for each in copies]
    return {
        "addressee": {"office": "; ".join(each["office"] for each in named), "agency": "", "place": ""},
        "addressees": named,
        "salutation": addressing.salutation([each.agency for each in copies], day, copies[0].kind_row),
        "addressees_annexed": len(named) > ON_FIRST_PAGE,
        "reference": copies[0].reference,
    }


def told(rows: Sequence[CaseLetter], n: int, at: Instant) -> dict[str, Any]:
    """What the event of the n-th of `rows`, letters of one act, says: to whom, a letter of which kind. Of the copies of a joint one
    the first names every body and stands for all of them where acts are listed, each later one its own."""
    row, to = rows[n], [each.agency.short_name_at(at) for each in rows]
    said: dict[str, Any] = {"agency": ", ".join(to) if row.joint and not n else to[n], "kind_of_letter": row.kind}
    return said | ({WITH_FIRST: True} if row.joint and n else {})


def zones(copies: Sequence[CaseLetter]) -> list[str]:
    """Where its addressees are, each zone once."""
    return list(dict.fromkeys(each.agency.zone for each in copies))


def passed_on(copies: Sequence[CaseLetter]) -> str:
    """Of what takes a letter back, or corrects it: which bodies that got it have another in their place by now, to whom this goes instead."""
    pairs = [(each, not_none(not_none(each.earlier).letter)) for each in copies]
    if len(copies) == 1:
        return letter_content.whose_before(pairs[0][1], copies[0].agency)
    words = [_passed(first, each) for each, first in pairs if first.agency_id != each.agency_id]
    return f"({'; '.join(words)})" if words else ""


def _passed(first: Letter, now: CaseLetter) -> str:
    how = "digantikan" if not_none(first.agency).becomes(now.agency) else "ditangani"
    return f"kepada {first.own_addressee['office']}, yang kini {how} {now.agency.name}"
