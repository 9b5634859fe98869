"""Severity of a breach by ENISA's formula (v1.0, December 2013): SE = DPC x EI + CB. A comparison method, not Indonesian law.

DPC is the context of the data (1 simple, 2 behavioural, 3 financial, 4 sensitive, adjusted within 1 to 4), EI the ease of
identification, CB the circumstances of the breach. Pure.
"""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from ..translatable import _


class Level(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very_high"


CONTEXT = {
    "1": _("1: names and contact data"),
    "2": _("2: behaviour, or simple data of very many people"),
    "3": _("3: financial data"),
    "4": _("4: sensitive data (health, biometric, criminal record)"),
}
IDENTIFICATION = {
    "0.25": _("0.25: negligible"),
    "0.5": _("0.5: limited"),
    "0.75": _("0.75: significant"),
    "1": _("1: maximum, for example by NIK"),
}
CONFIDENTIALITY = {
    "0": _("0: not lost"),
    "0.25": _("0.25: to known recipients"),
    "0.5": _("0.5: to an unknown number of recipients"),
}
INTEGRITY = {
    "0": _("0: unchanged"),
    "0.25": _("0.25: altered, can be restored"),
    "0.5": _("0.5: altered, cannot be restored"),
}
AVAILABILITY = {
    "0": _("0: available"),
    "0.25": _("0.25: lost for a time"),
    "0.5": _("0.5: lost for good"),
}
MALICE = Decimal("0.5")
# What a category of Art. 4 weighs at least: general 1, financial 3, the other specific ones 4.
WEIGHT_OF = {"S-f": 3, "S-a": 4, "S-b": 4, "S-c": 4, "S-d": 4}
CHILDREN = "S-e"


def score(
    *,
    context: int,
    identification: Decimal,
    confidentiality: Decimal,
    integrity: Decimal,
    availability: Decimal,
    malicious: bool,
) -> Decimal:
    """SE, between 0.25 and 6."""
    circumstances = confidentiality + integrity + availability + (MALICE if malicious else 0)
    return Decimal(context) * identification + circumstances


def level(value: Decimal) -> Level:
    """Below 2 low, below 3 medium, below 4 high, from 4 on very high."""
    if value < 2:
        return Level.LOW
    if value < 3:
        return Level.MEDIUM
    return Level.HIGH if value < 4 else Level.VERY_HIGH


def context_of(codes: Iterable[str]) -> int:
    """The least DPC that the categories call for: the highest counts; children raise it by one step."""
    codes = set(codes)
    base = max((WEIGHT_OF.get(code.split(".")[0], 1) for code in codes), default=1)
    return min(4, base + (1 if CHILDREN in {code.split(".")[0] for code in codes} else 0))
