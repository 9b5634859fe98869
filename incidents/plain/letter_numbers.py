"""How the letters of a unit are numbered: a template of names in braces, filled in by plain replacement. Pure."""

import re
from collections.abc import Mapping
from datetime import date

NAMES = ("security", "n", "unit", "classification", "MM", "YYYY")
NEEDED = ("n", "YYYY")  # without them two letters of one unit would bear one number
_BRACES = re.compile(r"\{([^{}]*)\}")


def odd(template: str) -> list[str]:
    """What stands in braces, or half in them, and is none of NAMES, in order."""
    unknown = [f"{{{name}}}" for name in _BRACES.findall(template) if name not in NAMES]
    return unknown + [sign for sign in "{}" if sign in _BRACES.sub("", template)]


def missing(template: str) -> list[str]:
    """Which of NEEDED the template does not name."""
    named = set(_BRACES.findall(template))
    return [f"{{{name}}}" for name in NEEDED if name not in named]


def number(template: str, *, security: str, n: int, day: date, parts: Mapping[str, str]) -> str:
    """The number that a letter of `day` (Asia/Jakarta) bears; `n` counts the unit's letters of that year, `parts` are the
    unit's own code ("unit") and its archive classification ("classification")."""
    facts = {**parts, "security": security, "n": str(n), "MM": f"{day.month:02d}", "YYYY": str(day.year)}
    return _BRACES.sub(lambda found: facts.get(found[1], found[0]), template)
