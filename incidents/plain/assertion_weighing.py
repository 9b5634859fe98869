"""Assertions weighed against each other: which figures overlap, which cannot both be true, where a denial stands.

Pure: works on anything with the columns of `Said`. Unknown is None, never zero.
"""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, TypeVar

from ..translatable import _
from ..workflow import AssertionStatus
from . import units


class Topic(StrEnum):
    SUBJECTS = "subjects"
    RECORDS = "records"
    SERVICES = "services"
    BODIES = "bodies"
    DOCUMENTS = "documents"
    LINKS = "links"
    VOLUME = "volume"
    DOWNTIME = "downtime"
    PRICE = "price"
    ACCESS = "access"
    RANSOM = "ransom"
    RATE = "rate"
    SIZE = "size"
    FIELDS = "fields"
    WHOSE = "whose"
    SYSTEM = "system"
    DENIAL = "denial"
    SIMILARITY = "similarity"
    AGE = "age"
    ORIGIN = "origin"
    HOLDER = "holder"
    COURSE = "course"
    OTHER = "other"


ELSEWHERE = frozenset({Topic.HOLDER, Topic.ORIGIN})  # that another holds the data, or they come from there
TOPIC_LABELS = {
    Topic.SUBJECTS: _("Number of people affected"),
    Topic.RECORDS: _("Number of records"),
    Topic.SERVICES: _("Number of services affected"),
    Topic.BODIES: _("Number of bodies affected"),
    Topic.DOCUMENTS: _("Number of documents"),
    Topic.LINKS: _("Links or accounts cut off"),
    Topic.VOLUME: _("Volume of the data"),
    Topic.DOWNTIME: _("Time out of service"),
    Topic.PRICE: _("Price asked"),
    Topic.ACCESS: _("Price asked for access"),
    Topic.RANSOM: _("Ransom demanded"),
    Topic.RATE: _("Exchange rate"),
    Topic.SIZE: _("Size of a list or data set"),
    Topic.FIELDS: _("Kinds of data"),
    Topic.WHOSE: _("Whose data they are"),
    Topic.SYSTEM: _("Affected system or domain"),
    Topic.DENIAL: _("Denial"),
    Topic.SIMILARITY: _("Similarity with known data"),
    Topic.AGE: _("Age of the data"),
    Topic.ORIGIN: _("Where the data come from"),
    Topic.HOLDER: _("Who holds the data"),
    Topic.COURSE: _("How it happened"),
    Topic.OTHER: _("Something else"),
}
EVERYWHERE = (Topic.SUBJECTS, Topic.RECORDS, Topic.PRICE)  # asked of every case: not yet known is said
COUNTED = (
    *EVERYWHERE,
    Topic.SERVICES,
    Topic.BODIES,
    Topic.DOCUMENTS,
    Topic.LINKS,
    Topic.VOLUME,
    Topic.DOWNTIME,
    Topic.ACCESS,
    Topic.RANSOM,
)
FIGURED = (*COUNTED, Topic.RATE, Topic.SIZE)  # a figure is the point of them; only the counted ones are adopted
PRICED = (Topic.PRICE, Topic.ACCESS, Topic.RANSOM)  # data set, access and ransom are three things, each with its price
PAID = (*PRICED, Topic.RATE)  # a figure of money says nothing without its currency; a rate is no price
# of a whole that may be named too: two links of three
COUNTS = tuple(topic for topic in COUNTED if topic not in PRICED)
# What a body's "nothing leaked from us" speaks against.
DENIABLE = frozenset({Topic.SUBJECTS, Topic.RECORDS, Topic.SIMILARITY, Topic.ORIGIN, Topic.COURSE})


class Bound(StrEnum):
    EXACTLY = "exactly"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


BOUND_LABELS = {
    Bound.EXACTLY: _("exactly"),
    Bound.ABOUT: _("about"),
    Bound.AT_LEAST: _("at least"),
    Bound.AT_MOST: _("at most"),
}


class Payment(StrEnum):
    """Whether what was demanded or asked was paid, as the speaker says."""

    PAID = "paid"
    PART = "part"
    UNPAID = "unpaid"
    REFUSED = "refused"
    UNKNOWN = "unknown"


PAYMENT_LABELS = {
    Payment.PAID: _("Paid"),
    Payment.PART: _("Paid in part"),
    Payment.UNPAID: _("Not paid"),
    Payment.REFUSED: _("Refused: it will not be paid"),
    Payment.UNKNOWN: _("Not known whether it was paid"),
}
# Of two that differ both may stand: what was refused was not paid, and what nobody knows excludes nothing.
AGREES = frozenset({Payment.UNPAID, Payment.REFUSED})
FREE_UNPAID = (Payment.UNPAID, Payment.REFUSED, Payment.UNKNOWN)  # what may be said besides of what was given away


class Said(Protocol):
    """One assertion, as far as it is weighed. An amount of zero is a price of nothing: given away."""

    topic: str
    amount: Decimal | None
    amount_to: Decimal | None
    out_of: Decimal | None
    payment: str
    bound: str
    unit: str
    status: str
    said_by: str


S = TypeVar("S", bound=Said)
UNSAID = (AssertionStatus.WITHDRAWN, AssertionStatus.DENIED)  # nobody stands by the figure any more
TOLERANCE = Decimal("0.1")  # "about" reaches a tenth to either side


def _reach(row: Said, amount: Decimal) -> tuple[Decimal | None, Decimal | None]:
    """(lowest, highest) of one word, in the smallest unit of its kind."""
    factor = units.unit_of(row.unit).factor
    if row.amount_to is not None:
        return amount * factor, row.amount_to * factor
    return reach(amount * factor, row.bound)


def reach(amount: Decimal, bound: str) -> tuple[Decimal | None, Decimal | None]:
    """(lowest, highest) the words allow; None where they are open."""
    if bound == Bound.AT_LEAST:
        return amount, None
    if bound == Bound.AT_MOST:
        return None, amount
    slack = amount * TOLERANCE if bound == Bound.ABOUT else 0
    return amount - slack, amount + slack


def compatible(one: Said, other: Said) -> bool:
    """True when both figures can be true at once."""
    if one.amount is None or other.amount is None:
        return True  # what nobody named excludes nothing
    low1, high1 = _reach(one, one.amount)
    low2, high2 = _reach(other, other.amount)
    return not (
        (high1 is not None and low2 is not None and high1 < low2)
        or (high2 is not None and low1 is not None and high2 < low1)
    )


def contradict(one: Said, other: Said) -> bool:
    """True when not both can stand: figures that exclude each other, or a denial against what it denies."""
    if AssertionStatus.WITHDRAWN in (one.status, other.status):
        return False
    if one.topic == other.topic:
        return _figures_apart(one, other) or _payments_apart(one, other)
    denial, claim = (one, other) if one.topic == Topic.DENIAL else (other, one)
    return denial.topic == Topic.DENIAL and claim.topic in DENIABLE and denial.said_by != claim.said_by


def _figures_apart(one: Said, other: Said) -> bool:
    """Whether both name a figure in one unit, and not both can be true: also where each speaks of another whole. What is free is so in
    every currency."""
    if one.amount is None or other.amount is None or one.topic not in FIGURED:
        return False
    if one.amount and other.amount and units.unit_of(one.unit).key != units.unit_of(other.unit).key:
        return False
    wholes = {one.out_of, other.out_of} - {None}
    return len(wholes) > 1 or not compatible(one, other)


def _payments_apart(one: Said, other: Said) -> bool:
    """Whether one says that it was paid and the other that it was not, or only in part."""
    told = {one.payment, other.payment} - {"", Payment.UNKNOWN}
    return len(told) > 1 and told != AGREES


def contradictions(rows: Iterable[S]) -> dict[S, list[S]]:
    """{row: [the rows it cannot stand beside]} for all of a case's assertions, both ways."""
    rows = list(rows)
    return {row: [other for other in rows if other is not row and contradict(row, other)] for row in rows}


def claimed_ranges(rows: Iterable[Said]) -> list[units.Range]:
    """From the lowest to the highest amount anybody still says, for each unit. A denial has no amount and is no zero."""
    said = [r for r in rows if r.status not in UNSAID]
    ends = [(amount, r.unit) for r in said for amount in (r.amount, r.amount_to) if amount is not None]
    return units.ranges(units.Figure(amount, unit) for amount, unit in ends)


def by_unit(rows: Iterable[S]) -> list[list[S]]:
    """The rows that name an amount, those of one unit together: what can stand on one scale. What is free stands on none."""
    found: dict[str, list[S]] = {}
    for row in rows:
        if row.amount:
            found.setdefault(units.unit_of(row.unit).key, []).append(row)
    return list(found.values())


def scale(amount: Decimal, top: Decimal = Decimal(10) ** 9) -> float:
    """Where `amount` lies between 1 and a milliard on a line of powers of ten, 0 to 100."""
    if amount <= 1:
        return 0.0
    return round(min(100.0, float(amount.log10() / top.log10()) * 100), 2)
