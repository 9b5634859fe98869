"""What keeps a drill apart from real work: it stays a drill, and its mail reaches nobody who was not meant.

Its letters are marked, unsigned and on a register of their own; see `letter_content`.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from ..errors import NOT_NOW, DomainError
from ..models import CaseLetter, ClarificationRequest, Contact, Incident, Letter
from ..plain import clocks
from ..plain.clocks import Instant
from ..translatable import _


class DrillFixed(DomainError):
    """A letter of the case has a number already: on the official register, or on that of drills."""

    status = NOT_NOW
    message = _("A letter of this case has been numbered; it cannot become a drill or stop being one.")


class NotAcross(DomainError):
    """A drill and a real case are never one, and neither says anything of the other."""

    status = NOT_NOW
    message = _("A drill and a real case are neither merged nor related.")


class HeldToIt(NotAcross):
    """Something joins the case to others that are what it is. Which of them is not said: whoever amends may not know of each."""

    message = _(
        "A case that is merged with another or related to it, behind which a complaint stands, or in which an actor has a part, cannot become a drill or stop being one."
    )


class OfNoDrill(DomainError):
    """Who complains is a person: no mail to them says that it is part of a drill."""

    status = NOT_NOW
    message = _("%(case)s is a drill, and a complaint stands behind a real case or alone.")


def hear_nobody(incident: Incident) -> None:
    """Raises OfNoDrill where a complaint would stand behind a drill."""
    if incident.drill:
        raise OfNoDrill(incident, case=incident)


def stays_what_it_is(incident: Incident, drill: bool) -> None:
    """Raises why_fixed() when `drill` would make a drill of a real case, or the other way round."""
    if drill != incident.drill and (why := why_fixed(incident)):
        raise why


def why_fixed(incident: Incident) -> DomainError | None:
    """DrillFixed where the letters of the case already say what it is, HeldToIt where it would be parted from one that it is merged
    with or related to, from a complaint or from an actor; None where what it is may be put right. Its number stays in any case."""
    if Letter.objects.filter(incident=incident).exists():
        return DrillFixed(incident)
    joined = (incident.merged, incident.relations, incident.related_from, incident.complaints, incident.actor_parts)
    return HeldToIt(incident) if any(rows.exists() for rows in joined) else None


def stay_apart(one: Incident, other: Incident) -> None:
    """Raises NotAcross when one of the two is a drill and the other is not."""
    if one.drill != other.drill:
        raise NotAcross(one)


def real_contacts(matter: ClarificationRequest | CaseLetter, at: Instant) -> QuerySet[Contact]:
    """The addresses of the agency that take no part in drills: a drill mails them only once they are confirmed. None for
    a real case."""
    rows = Contact.objects.on(clocks.day(at)).filter(agency=matter.agency_id, exercise=False)
    return rows.order_by("pk") if matter.incident.drill else rows.none()


def confirm(matter: ClarificationRequest | CaseLetter, mail_to: Collection[str], at: Instant) -> dict[str, Any]:
    """Keep those of `mail_to` that are real addresses of the agency: the drill may mail these. Returns what the event
    says of it; the caller saves the row."""
    wanted = {address.strip().lower() for address in mail_to}
    found = [contact.email for contact in real_contacts(matter, at) if contact.email.lower() in wanted]
    matter.drill_addresses = "\n".join(found)
    return {"drill_addresses": found} if found else {}
