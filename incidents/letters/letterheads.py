"""What a letter freezes of the unit that writes it: its head, the emblem, whom to turn to. What a unit does not say is left out."""

from collections.abc import Mapping
from typing import Any

from ..models import Unit
from . import emblems

REACHED = ("phone", "email", "site")
CONTACT = ("name", "phone", "email")
NAMES = ("ministry", "name", "address", "place", *REACHED, *(f"contact_{part}" for part in CONTACT))


def of(unit: Unit) -> dict[str, Any]:
    return said({name: getattr(unit, name) for name in NAMES}) | emblems.of(unit)


def said(facts: Mapping[str, Any]) -> dict[str, Any]:
    """`facts` of a unit, by its columns, as the content of a letter has them."""
    head = {"ministry": facts["ministry"], "unit": facts["name"], "address": facts["address"]}
    head |= {name: facts[name] for name in REACHED if facts[name]}
    contact = {part: facts[f"contact_{part}"] for part in CONTACT if facts[f"contact_{part}"]}
    return {"letterhead": head, "place": facts["place"], **({"contact": contact} if contact else {})}
