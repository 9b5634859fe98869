"""What of an issued sheet reads otherwise today: every number and measure that it prints, and equal numbers of other cases."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext

from . import words
from .marks import Part, People
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
    told = _counted_in(issued)
    for key in sorted(one.keys() | other.keys()):
        if not told(key):
            continue
        then, now = (each.get(key) or Line(key, "", 0) for each in (one, other))
        same = (then.cases, then.value) == (now.cases, now.value)
        note = _behind(key, issued, today) if same else ""
        if note or not same:
            found.append(Difference(key, then, now, note))
    return found


def _counted_in(issued: Content) -> Callable[[str], bool]:
    """Of the key of a figure whether the sheet counted by such: what was harmed was told by none of before, and is no difference."""
    before = any(key.startswith(f"{words.HARMED}:") for key in issued["figures"])
    counted = issued["figures"].get(f"part:{Part.COUNTED}")
    return lambda key: before or not counted or not key.startswith(f"{words.HARMED}:")


def _lines(of: Content) -> dict[str, Line]:
    """Each line as it is printed, by its key; the sentence on the people beside the number of cases it is made of."""
    lines = {line.key: line for table in words.tables(of) for line in table.lines}
    if line := lines.get(KNOWN):
        lines[KNOWN] = Line(line.key, line.label, line.cases, words.people_words(of))
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
