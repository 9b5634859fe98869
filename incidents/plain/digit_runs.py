"""Runs of digits in a text, and whether some of them stand together as one number. Pure.

People group a long number to be read: 3171 0112 0385 0001, 317101-120385-0001, one digit in each box of a form, quoted
over two lines. They also write amounts, dates and hours side by side. A stretch of digits is one number when it is not
cut out of a longer one, its groups are those of such a number or are all parted alike, and it is not simply a list of
amounts, dates, hours or telephone numbers.
"""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cached_property

Stretch = tuple[int, int]  # of a text: from where, up to where

_GAP = r"[\W_]{0,120}"  # between two digits: as much as "\r\n>> ", or as an empty half of a line
_MEASURES = re.compile(r"[%$€£¥]")  # says what the digits count or cost
_DIGITS = frozenset("0123456789")
_AROUND = 24  # signs beside a stretch in which the amount or date may begin that reaches into it

MONEY_BEFORE = re.compile(r"(?:rp|idr|usd|us\$|\$|btc)\.?\s*$", re.IGNORECASE)
# What has a reading of its own: an amount with its thousands, a decimal, an hour, a date, a letter's number, a telephone
# number.
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d{2}"
_READABLE = re.compile(
    rf"(?<![\d.\-/])(?:{_DAY}([-/.]){_MONTH}\1{_YEAR}|{_YEAR}([-/.]){_MONTH}\2{_DAY})(?![\d]|[-/.]\d)"
    r"|(?<![\d.])[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{1,2})?(?!\d|\.\d)"
    r"|(?<![\d,])[1-9]\d{0,2}(?:,\d{3})+(?:\.\d{1,2})?(?!\d|,\d)"
    r"|(?<![\d.:])(?:[01]?\d|2[0-4])[.:][0-5]\d(?:[.:][0-5]\d)?(?!\d|[.:]\d)"
    r"|(?<![\d,])\d{1,3},\d{1,2}(?!\d|,\d)|(?<![\d.])\d{1,3}\.\d{1,2}(?!\d|\.\d)"
    r"|(?<![\d/.-])\d{1,5}(?:/\d{1,5}){1,3}/(?:19|20)\d{2}(?![\d/])"
    r"|(?<![\d.-])(?:\+?62|0)[ -]?8\d{2}[ -]?\d{3,4}[ -]?\d{3,5}(?!\d|[.-]\d)"
)


@dataclass(frozen=True)
class Run:
    """Digits with nothing but separators between them. `text` is the whole of it, every digit one of 0 to 9."""

    text: str
    start: int
    end: int

    @cached_property
    def places(self) -> list[int]:
        """Where in the text each digit stands."""
        return [place for place, sign in enumerate(self.text[self.start : self.end], self.start) if sign in _DIGITS]

    @cached_property
    def digits(self) -> str:
        return re.sub(r"\D+", "", self.text[self.start : self.end])

    @cached_property
    def unbroken(self) -> bool:
        return len(self.digits) == self.end - self.start

    def stretch(self, first: int, size: int) -> Stretch:
        """Where the `size` digits from the one numbered `first` stand in the text."""
        return self.places[first], self.places[first + size - 1] + 1

    def is_one_number(self, first: int, size: int, parts: Set[int]) -> bool:
        """True when these digits stand together as one number; `parts` are the places at which its parts end."""
        if not self.stands_alone(first, size):
            return False
        gaps = {place - first: self._gap(place) for place in range(first + 1, first + size) if self._gap(place)}
        if not gaps:
            return True
        if any(_MEASURES.search(gap) for gap in gaps.values()) or self._is_a_list(first, size):
            return False
        usual = gaps.keys() <= parts or _is_even(set(gaps), size)
        broken = [gap for gap in gaps.values() if "\n" in gap]
        # One group a line may be one number, or a column of a table; a row of such groups is a list of numbers.
        strict = not usual or len(broken) == len(gaps)
        return (usual or not broken) and self._is_apart(first, size, gaps, strict=strict)

    def _gap(self, place: int) -> str:
        """What stands between a digit and the one before it."""
        return self.text[self.places[place - 1] + 1 : self.places[place]]

    def stands_alone(self, first: int, size: int) -> bool:
        """True when the digits are no piece cut out of a longer unbroken row, but for rows of several such numbers."""
        places, behind = self.places, first + size
        joined = (first and places[first] - places[first - 1] == 1) or (
            behind < len(places) and places[behind] - places[behind - 1] == 1
        )
        return not joined or (self.unbroken and len(places) % size == 0 and first % size == 0)

    def _is_apart(self, first: int, size: int, gaps: dict[int, str], *, strict: bool) -> bool:
        """True when these digits are set off from those beside them: not parted from them as they are from each other,
        or, unless `strict`, by groups of another size. Numbers of this size in a row are set off as a row."""
        beside = [place for place in (first, first + size) if 0 < place < len(self.digits)]
        kinds = {_kind(gap) for gap in gaps.values()}
        if not beside or (first % size == 0 and len(self.digits) % size == 0):
            return True
        if strict and len(kinds) > 1:
            return False
        ends = sorted(gaps) + [size]
        sizes = {end - start for start, end in zip([0, *ends], ends, strict=False)}
        for place in beside:
            if _kind(self._gap(place)) in kinds and (strict or len(kinds) > 1 or self._beside(place, first) in sizes):
                return False
        return True

    def _beside(self, place: int, first: int) -> int:
        """The size of the group that ends before `place` when `first` is there, else of the one that begins at it."""
        start, step, size = (place - 1, -1, 1) if place == first else (place, 1, 1)
        while 0 <= start + step < len(self.digits) and size < _AROUND:
            if self._gap(max(start, start + step)):
                break
            start, size = start + step, size + 1
        return size

    def _is_a_list(self, first: int, size: int) -> bool:
        """True when each of these digits belongs to something that reads otherwise (_READABLE), beside another such."""
        start, end = self.stretch(first, size)
        read = [found.span() for found in _READABLE.finditer(self.text, max(0, start - _AROUND), end + _AROUND)]
        touching = [span for span in read if span[0] < end and span[1] > start]
        if len(touching) < 2 and not (touching and MONEY_BEFORE.search(self.text[max(0, start - 8) : start])):
            return False
        places = self.places[first : first + size]
        return all(any(begins <= place < ends for begins, ends in touching) for place in places)


def runs(text: str, least: int) -> Iterator[Run]:
    """Every run of at least `least` digits, in order."""
    for found in re.finditer(rf"\d(?:{_GAP}\d){{{least - 1},}}", text):
        yield Run(text, *found.span())


def _kind(gap: str) -> str:
    """What parts two groups, however many spaces stand around it."""
    return gap.strip() or ("\n" if "\n" in gap else " ")


def _is_even(ends: set[int], size: int) -> bool:
    """True when all groups are of one size, the last perhaps smaller."""
    return ends == set(range(min(ends), size, min(ends)))
