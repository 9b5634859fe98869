"""The fixed words of each kind of letter: which version holds on a day, and which placeholders its texts may use.

Shipped in data/letter_templates.csv as version 0, from the day of the law that each cites; what an administrator enacts comes after it. A letter freezes the
wording it was drawn with, so an enacted one changes no letter that is there.
"""

import csv
import functools
import re
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..models import LetterTemplate
from ..plain.letter_kinds import KINDS

SHIPPED = Path(__file__).parent.parent / "data" / "letter_templates.csv"
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
TEXTS = ("opening", "body", "closing")
DUTY = "kewajiban"  # the placeholder for the sentence that recalls the addressee's own duty, or for nothing


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


@functools.cache
def shipped() -> dict[str, list[tuple[date, Wording, str]]]:
    """{kind: [(first day, Wording, sentence on the addressee's duty), …]} as the product comes, the earliest first."""
    found: dict[str, list[tuple[date, Wording, str]]] = {}
    with open(SHIPPED, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kind, begins = row.pop("kind"), date.fromisoformat(row.pop("effective_from"))
            duty = row.pop("duty")
            found.setdefault(kind, []).append((begins, Wording(version=0, **row), duty))
    return {kind: sorted(rows, key=lambda row: row[0]) for kind, rows in found.items()}


def _shipped_row(kind: str, day: date) -> tuple[date, Wording, str]:
    """Before the first, the first: a letter is never without words."""
    rows = shipped()[kind]
    return next((row for row in reversed(rows) if row[0] <= day), rows[0])


def shipped_on(kind: str, day: date) -> Wording:
    """The shipped wording of `kind` on `day`."""
    return _shipped_row(kind, day)[1]


def duty_on(kind: str, day: date) -> str:
    """How a letter of `kind` recalls on `day` that a controller notifies subjects and the authority itself; "" for a kind
    that does not. It follows the law, not the ministry: an enacted wording says by its placeholder where it stands."""
    return _shipped_row(kind, day)[2]


def on(kind: str, day: date) -> Wording:
    """The wording of `kind` in force on `day` (a date in Asia/Jakarta): of several, the latest version."""
    row = LetterTemplate.objects.in_force(day, kind)
    if row is None:
        return shipped_on(kind, day)
    return Wording(row.version, row.subject, row.opening, row.body, row.closing)


def unknown(kind: str, text: str) -> list[str]:
    """What stands in braces in `text` and is no placeholder of `kind`, in order; "{" and "}" alone count as well."""
    rest = PLACEHOLDER.sub("", text)
    names = [name for name in PLACEHOLDER.findall(text) if name not in KINDS[kind].placeholders]
    return [f"{{{name}}}" for name in names] + [sign for sign in "{}" if sign in rest]


def missing(kind: str, *texts: str) -> list[str]:
    """The placeholders without which a letter of `kind` would not say what it is for."""
    used = {name for text in texts for name in PLACEHOLDER.findall(text)}
    return [f"{{{name}}}" for name in KINDS[kind].needed if name not in used]
