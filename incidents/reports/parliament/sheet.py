"""The sheet as data: what is kept when it is issued, and from which alone page, CSV, XLSX and PDF are drawn."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from statistics import median
from typing import Any
from urllib.parse import urlencode

from ...models import Incident
from ...plain import spans
from ...plain.clocks import Instant
from ...record import transparency
from ...record.canonical import digest as digest  # by which the figures of a sheet are known
from . import as_of, marks
from .marks import Became, Imposed, Measured, State, Time

Content = dict[str, Any]
FORM = 1  # of the content: a later reader tells by it what stands where
BETWEEN = "~"  # what parts the words of a figure's address
PAST = "past"  # with which such an address begins where cases from the record are counted


@dataclass(frozen=True)
class Period:
    """The days of a sheet, both included, and the instant as of which it is drawn up; `past`: what was entered from the record is
    counted with the other cases, not apart."""

    first: date
    last: date
    at: Instant
    past: bool = False

    def query(self, key: str) -> str:
        """How the register is asked for the cases behind the figure `key`."""
        words = (self.first.isoformat(), self.last.isoformat(), self.stamp, key)
        return BETWEEN.join((PAST, *words) if self.past else words)

    @property
    def in_address(self) -> str:
        """How the pages of the sheet are asked for it."""
        asked = {"first": self.first.isoformat(), "last": self.last.isoformat(), "at": self.stamp}
        return urlencode(asked | ({"past": "on"} if self.past else {}))

    @property
    def stamp(self) -> str:
        return self.at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def figure_of(query: str) -> tuple[Period, str] | None:
    """(period, key of the figure) of an address that Period.query() wrote; None for anything else."""
    asked = query.removeprefix(PAST + BETWEEN)
    try:
        first, last, stamp, key = asked.split(BETWEEN, 3)
        days = date.fromisoformat(first), date.fromisoformat(last)
        period = Period(*days, datetime.fromisoformat(stamp), past=asked != query)
    except ValueError:
        return None
    in_reach = spans.EARLIEST <= period.first.year and period.last.year <= spans.LATEST
    exact = period.at.tzinfo is not None and spans.within_reach(period.at)
    return (period, key) if in_reach and exact and period.first <= period.last else None


def behind(period: Period, key: str) -> list[int]:
    """The keys of the cases that are counted in the figure `key`."""
    cases = as_of.cases(period.first, period.last, period.at)
    return [case.row["id"] for case in cases if key in marks.of_case(case, past=period.past).marks]


def content(period: Period) -> Content:
    """Every figure of the period, and of each case the number and the marks it bears; of one that was restricted then or is today
    no number: who may know of it is asked of today."""
    hidden = set(Incident.objects.filter(restricted=True).values_list("pk", flat=True))
    found = as_of.cases(period.first, period.last, period.at)
    measured = [(case, marks.of_case(case, past=period.past)) for case in found]
    log = transparency.anchor(period.at).get("log", {"size": 0, "root": ""})
    return {
        "form": FORM,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "as_of": period.stamp,
        **({"past": True} if period.past else {}),
        "leaves": log["size"],
        "root": log["root"],
        "figures": dict(sorted(Counter(mark for _case, found in measured for mark in found.marks).items())),
        "times": {str(time): _durations(time, [found for _case, found in measured]) for time in Time},
        "people": _people([found for _case, found in measured if found.people]),
        **_measures([each for _case, found in measured for each in found.imposed]),
        "cases": [
            {"reference": case.row["reference"], "marks": sorted(found.marks), "people": _words(found.people)}
            for case, found in measured
            if not case.row["restricted"] and case.row["id"] not in hidden
        ],
    }


def period_of(of: Content) -> Period:
    days = date.fromisoformat(of["first"]), date.fromisoformat(of["last"])
    return Period(*days, datetime.fromisoformat(of["as_of"]), past=of.get("past", False))


def _durations(time: Time, found: list[Measured]) -> dict[str, Any]:
    """How many of the time there are in each state; of those measured the median and the longest, from the lowest to the
    highest that is known, in seconds."""
    own = [(state, length) for each in found for name, state, length in each.times if name == time]
    numbers = Counter(str(state) for state, _length in own)
    out: dict[str, Any] = {str(state): numbers[state] for state in State}
    if lengths := [length for _state, length in own if length]:
        lows, highs = [low for low, _high in lengths], [high for _low, high in lengths]
        out |= {"median": [int(median(lows)), int(median(highs))], "longest": [max(lows), max(highs)]}
    return out


def _people(found: list[Measured]) -> dict[str, Any]:
    """The people of all cases of which a number is in use, added up; a highest that one leaves open is open for all."""
    lows = [low or Decimal(0) for low, _high in (each.people or (None, None) for each in found)]
    highs = [each.people[1] for each in found if each.people]
    high = None if None in highs else sum((each for each in highs if each is not None), Decimal(0))
    return {"low": _plain(sum(lows, Decimal(0))), "high": _plain(high), "about": sum(each.about for each in found)}


def _measures(imposed: list[Imposed]) -> Content:
    """Of each kind of measure of which more is known than that it was imposed: how many there are, what became of them, with which
    amounts they were imposed and what was paid of these. Nothing where there is none: a sheet without one has no other byte."""
    told: dict[str, Any] = {}
    for mark in sorted({each.mark for each in imposed if each.befell or each.amount is not None}):
        own = [each for each in imposed if each.mark == mark]
        told[mark] = {
            "imposed": len(own),
            **{str(became): n for became in Became if (n := sum(became in each.became for each in own))},
            "amounts": _amounts((each.currency, each.amount) for each in own),
            "paid_amounts": _amounts((each.currency, each.standing.paid) for each in own),
            "without_amount": sum(each.amount is None for each in own),
        }
    became = Counter(str(each) for one in imposed if one.ours for each in one.became)
    return {"measures": told, "became": dict(sorted(became.items()))} if told else {}


def _amounts(found: Iterable[tuple[str, Decimal | None]]) -> dict[str, str | None]:
    """The amounts of each currency added up: none is turned into another."""
    sums: dict[str, Decimal] = {}
    for currency, amount in found:
        if amount:
            sums[currency] = sums.get(currency, Decimal(0)) + amount
    return {currency: _plain(sums[currency]) for currency in sorted(sums)}


def _words(people: tuple[Decimal | None, Decimal | None] | None) -> list[str | None] | None:
    return [_plain(end) for end in people] if people else None


def _plain(number: Decimal | None) -> str | None:
    if number is None:
        return None
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
