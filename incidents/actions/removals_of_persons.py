"""What a natural person on the register of bodies is still needed for, before a removal under law of who that is."""

from collections.abc import Callable

from django.utils import timezone

from ..models import Agency, Appointment, Incident
from ..record.removal import persons
from ..translatable import _


def needed(body: Agency, held: Callable[[Incident], str]) -> str:
    """Why the name stays for now; "" where nothing stands against its removal. `held` says so of a case."""
    if body.merged_into_id:
        return _("This body was found to be another, whose names go with its own: that one is put forward.")
    if any(held(case) for case in Incident.objects.filter(pk__in=persons.cases_of(body))):
        return _(
            "A case that names this person is worked on, or something in it is outstanding: the name is still needed."
        )
    if body.contacts.filter(valid_to__isnull=True).exists():
        return _("An address of this person is still written to: it is ended first.")
    if Appointment.objects.overlapping(timezone.now(), None).filter(agency=body).exists():
        return _("Somebody still answers for this person: the appointment is ended first.")
    return ""
