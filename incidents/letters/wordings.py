"""The fixed words of each kind of letter: which version holds on a day, and which placeholders its texts may use.

Shipped in data/letter_templates.csv as version 0; what an administrator enacts comes after it. What differs by addressee is a clause
(data/letter_clauses.csv), from the day of the law that each cites. A letter freezes the words it was drawn with, so an enacted one
changes no letter that is there.
"""

import csv
import functools
import re
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from ..models import LetterTemplate
from ..plain.letter_kinds import KINDS, Clause

DATA = Path(__file__).parent.parent / "data"
SHIPPED, SHIPPED_CLAUSES = DATA / "letter_templates.csv", DATA / "letter_clauses.csv"
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
TEXTS = ("opening", "body", "closing")
T = TypeVar("T")


@dataclass(frozen=True)
class Wording:
    """Version 0 is as shipped. `opening` and `subject` are empty where the officer writes them."""

    version: int
    subject: str
    opening: str
    body: str
    closing: str

    def frozen(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Said:
    """What a clause says on a day: its sentence, and what is cited with it, one provision each; `note`, how sure what is shipped is."""

    version: int
    sentence: str
    basis: tuple[str, ...]
    note: str = ""


@functools.cache
def shipped() -> dict[str, list[tuple[date, Wording]]]:
    """{kind: [(first day, Wording), …]} as the product comes, the earliest first."""
    found: dict[str, list[tuple[date, Wording]]] = {}
    for kind, begins, row in dated(SHIPPED, "kind"):
        found.setdefault(kind, []).append((begins, Wording(version=0, **row)))
    return found


@functools.cache
def shipped_clauses() -> dict[str, list[tuple[date, Said]]]:
    """{clause: [(first day, Said), …]} as the product comes, the earliest first."""
    found: dict[str, list[tuple[date, Said]]] = {}
    for clause, begins, row in dated(SHIPPED_CLAUSES, "clause"):
        basis = tuple(filter(None, (line.strip() for line in row["basis"].split(";"))))
        found.setdefault(clause, []).append((begins, Said(0, row["sentence"], basis, row["note"])))
    return found


def dated(path: Path, name: str) -> list[tuple[str, date, dict[str, str]]]:
    """The rows of a file of shipped words as (`name`, first day, its other columns), the earliest first."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = [(row.pop(name), date.fromisoformat(row.pop("effective_from")), row) for row in csv.DictReader(file)]
    return sorted(rows, key=lambda row: row[1])


def _edition(rows: list[tuple[date, T]], day: date) -> tuple[date, T]:
    """Before the first, the first: a letter is never without words."""
    return next((each for each in reversed(rows) if each[0] <= day), rows[0])


def _on(rows: list[tuple[date, T]], day: date) -> T:
    return _edition(rows, day)[1]


def edition_on(code: str, day: date) -> date | None:
    """The first day of the shipped edition of a wording or clause that is in force on `day`; None where an administrator's is."""
    rows: list[tuple[date, Any]] = shipped().get(code) or shipped_clauses()[code]
    return None if LetterTemplate.objects.in_force(day, code) else _edition(rows, day)[0]


def shipped_on(kind: str, day: date) -> Wording:
    """The shipped wording of `kind` on `day`."""
    return _on(shipped()[kind], day)


def on(kind: str, day: date) -> Wording:
    """The wording of `kind` in force on `day` (a date in Asia/Jakarta): of several, the latest version."""
    row = LetterTemplate.objects.in_force(day, kind)
    if row is None:
        return shipped_on(kind, day)
    return Wording(row.version, row.subject, row.opening, row.body, row.closing)


def clause_on(clause: Clause, day: date) -> Said:
    """What `clause` says on `day`: of several, the latest version."""
    row = LetterTemplate.objects.in_force(day, clause.code)
    if row is None:
        return _on(shipped_clauses()[clause.code], day)
    return Said(row.version, row.body, tuple(filter(None, (line.strip() for line in row.basis.splitlines()))))


def filled(text: str, facts: dict[str, Any]) -> str:
    """A line in which the placeholders stand for `facts`, such as the subject of a letter."""
    return PLACEHOLDER.sub(lambda found: str(facts.get(found[1], found[0])), text)


def unknown(kind: str, text: str) -> list[str]:
    """What stands in braces in `text` and is no placeholder of `kind`, in order; "{" and "}" alone count as well."""
    rest = PLACEHOLDER.sub("", text)
    names = [name for name in PLACEHOLDER.findall(text) if name not in KINDS[kind].placeholders]
    return [f"{{{name}}}" for name in names] + [sign for sign in "{}" if sign in rest]


def missing(kind: str, *texts: str) -> list[str]:
    """The placeholders without which a letter of `kind` would not say what it is for."""
    used = {name for text in texts for name in PLACEHOLDER.findall(text)}
    return [f"{{{name}}}" for name in KINDS[kind].needed if name not in used]
