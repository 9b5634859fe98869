"""What a letter freezes of the unit that writes it: its head, the emblem, whom to turn to. What a unit does not say is left out."""

from collections.abc import Mapping
from typing import Any

from ..models import Appointment, Unit, User
from ..plain.clocks import Instant
from . import emblems

REACHED = ("phone", "email", "site")
CONTACT = ("name", "phone", "email")
NAMES = ("ministry", "name", "address", "place", *REACHED, *(f"contact_{part}" for part in CONTACT))


def of(unit: Unit, contact: User | None = None) -> dict[str, Any]:
    """`contact`: whom to turn to in place of the one that the letterhead names."""
    own = {"contact": {"name": contact.name, "email": contact.email}} if contact else {}
    return said({name: getattr(unit, name) for name in NAMES}) | emblems.of(unit) | own


def contact_of(matter: Any, at: Instant) -> User | None:
    """Whom an officer chose for the letters of `matter`, as long as they serve in its unit; nobody turns to who has left it."""
    chosen: User | None = getattr(matter, "contact_person", None)
    if chosen is None or not chosen.is_active:
        return None
    serves = Appointment.objects.on(at).filter(user=chosen, unit__code=matter.unit.code).exists()
    return chosen if serves else None


def said(facts: Mapping[str, Any]) -> dict[str, Any]:
    """`facts` of a unit, by its columns, as the content of a letter has them."""
    head = {"ministry": facts["ministry"], "unit": facts["name"], "address": facts["address"]}
    head |= {name: facts[name] for name in REACHED if facts[name]}
    contact = {part: facts[f"contact_{part}"] for part in CONTACT if facts[f"contact_{part}"]}
    return {"letterhead": head, "place": facts["place"], **({"contact": contact} if contact else {})}
