"""What of an issued sheet reads otherwise today: every number and measure that it prints, and equal numbers of other cases."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext

from . import words
from .marks import People
from .sheet import Content
from .words import Line

KNOWN = f"people:{People.KNOWN}"  # the figure that the sentence on the people belongs to


@dataclass(frozen=True)
class Difference:
    """A figure that does not stand as it was issued: its line then and today, and what no line shows."""

    key: str
    issued: Line
    today: Line
    note: str = ""


def differing(issued: Content, today: Content) -> list[Difference]:
    """Every figure of which the two print another number or measure, or behind which other cases stand, in order."""
    one, other = _lines(issued), _lines(today)
    found = []
    for key in sorted(one.keys() | other.keys()):
        then, now = (each.get(key) or Line(key, "", 0) for each in (one, other))
        same = (then.cases, then.said) == (now.cases, now.said)
        note = _behind(key, issued, today) if same else ""
        if note or not same:
            found.append(Difference(key, then, now, note))
    return found


def _lines(of: Content) -> dict[str, Line]:
    """Each line as it is printed, by its key; the sentence on the people beside the number of cases it is made of."""
    lines = {line.key: line for table in words.tables(of) for line in table.lines}
    if line := lines.get(KNOWN):
        lines[KNOWN] = replace(line, value=words.people_words(of))
    return lines


def _behind(key: str, issued: Content, today: Content) -> str:
    """That an equal number is not one of the same cases. A case that only one of the two may name proves nothing: it may have been
    restricted since. So each must name one that the other does not."""
    then, now = _named(key, issued), _named(key, today)
    if not (then - now and now - then):
        return ""
    return gettext("Not the same numbers behind it") if key == KNOWN else gettext("Not the same cases behind it")


def _named(key: str, of: Content) -> set[tuple[str, tuple[str | None, ...]]]:
    """The cases behind a figure that the sheet names; where it is one of people, each with its own number."""
    return {
        (case["reference"], tuple(case["people"] or ()) if key == KNOWN else ())
        for case in of["cases"]
        if key in case["marks"]
    }
