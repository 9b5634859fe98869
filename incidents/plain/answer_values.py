"""Answers with a structure beside their words: a number, an instant, yes or no, kinds of data. Pure.

A value is what JSON keeps: a whole number; {"at", "until", "precision"} of a span, instants in UTC, with its
"words" where it is known in them alone; "yes" or "no"; a
list of {"code", "name"}. The words beside it say on what it rests, or why it is not known yet.
"""

from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from . import spans

Value = int | str | dict[str, str] | list[dict[str, str]] | None


class Kind(StrEnum):
    """What a question wants to be answered with."""

    TEXT = "text"
    NUMBER = "number"
    INSTANT = "instant"
    YES_NO = "yes_no"
    CATEGORIES = "categories"


class Asked(NamedTuple):
    """One question as it is drafted. `section` is the part of the answer it belongs to (A to L), "" for none; `key` is
    that of the question which it rewords, None for one that is asked for the first time."""

    heading: str
    text: str
    kind: str = Kind.TEXT
    section: str = ""
    key: int | None = None


def is_complete(kind: str, value: Value, text: str, has_files: bool = False) -> bool:
    """True when this can be sent: yes or no with its reason; a value, or words in its place; words or a file."""
    if kind == Kind.YES_NO:
        return bool(value and text.strip())
    return bool(value not in (None, [], "") or text.strip() or has_files)


def keep_span(span: spans.Span | None) -> dict[str, str] | None:
    """A span as JSON keeps it; None stays None."""
    if span is None:
        return None
    at, until = (instant.astimezone(UTC).isoformat() for instant in (span.start, span.end))
    return {"at": at, "until": until, "precision": span.precision} | ({"words": span.words} if span.words else {})


def read_span(value: dict[str, str] | None) -> spans.Span | None:
    """The span that keep_span() kept; None stays None."""
    if not value:
        return None
    start, end = (datetime.fromisoformat(value[name]) for name in ("at", "until"))
    return spans.Span(start, end, value["precision"], value.get("words", ""))
