"""Under which numbers a body is called: its own, and those of its contacts."""

from dataclasses import dataclass
from datetime import datetime

from ..models import Agency
from ..plain import clocks


@dataclass(frozen=True)
class Number:
    """`whose` is the contact, "" for the body's own."""

    phone: str
    whose: str = ""


def of(agency: Agency, at: datetime) -> list[Number]:
    """The body's own first, then those of its present contacts; each number once."""
    rows = agency.contacts.on(clocks.day(at)).exclude(phone="").order_by("pk")
    every = [Number(agency.phone)] if agency.phone else []
    every += [Number(row.phone, ", ".join(filter(None, (row.name, row.office)))) for row in rows]
    return list({each.phone: each for each in reversed(every)}.values())[::-1]
