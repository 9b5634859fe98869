"""Instants as people know them: to the minute, a day, a month, a year, from one to another, or in words that leave them open
("awal 2021", "dini hari 3 Mei 2021"). Pure. What a span is: `span`; how one is read: `exact`, `approximate`; `reading` is the
one reader of what people type."""

from .reading import Unsaid, exactly, instant, parse
from .span import (
    ABOUT,
    COARSENESS,
    DAY,
    EARLIEST,
    LATEST,
    LONGEST,
    MINUTE,
    MONTH,
    YEAR,
    OutOfReach,
    Span,
    WrongWeekday,
    as_exact,
    at_minute,
    bounds_in_words,
    delay,
    in_words,
    is_open_before,
    last_part,
    within_reach,
)

__all__ = [
    "ABOUT",
    "COARSENESS",
    "DAY",
    "EARLIEST",
    "LATEST",
    "LONGEST",
    "MINUTE",
    "MONTH",
    "YEAR",
    "OutOfReach",
    "Span",
    "Unsaid",
    "WrongWeekday",
    "as_exact",
    "at_minute",
    "bounds_in_words",
    "delay",
    "exactly",
    "in_words",
    "instant",
    "is_open_before",
    "last_part",
    "parse",
    "within_reach",
]
