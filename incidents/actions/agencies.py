"""Deeds on bodies: agencies with their dated names, and where their mail goes."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Q

from ..models import (
    Agency,
    AgencyName,
    Contact,
    Incident,
)
from ..plain import clocks
from ..record import deeds
from ..workflow import Action, Actor
from . import duplicates


@contextmanager
def _named_anew(agency: Agency, names: Iterable[str]) -> Iterator[None]:
    """Around a deed that gives `agency` other names: cases that write them are found by them from then on.

    The cases are locked before the agency, as everywhere: nobody indexes one of them meanwhile by the old names.
    """
    with transaction.atomic():
        written = duplicates.naming(names).values("pk")
        part = Q(pk__in=written)
        if agency.pk:
            part |= Q(involvements__agency=agency) | Q(requests__agency=agency) | Q(case_letters__agency=agency)
        keys = Incident.objects.filter(part).values("pk")
        list(Incident.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
        yield
        for case in Incident.objects.filter(pk__in=written).order_by("pk"):
            duplicates.refresh(case)


def register_agency(*, by: Actor, code: str, names: Iterable[Mapping[str, Any]], **fields: str) -> Agency:
    """Register an agency with its dated names, each a dict of AgencyName's fields."""
    agency, names = Agency(code=code, **fields), list(names)
    called = [name[part] for name in names for part in ("name", "short_name")]
    with _named_anew(agency, called), deeds.record(Action.REGISTER_AGENCY, on=agency, by=by):
        agency.save()
        for name in names:
            AgencyName.objects.create(agency=agency, **name)
    return agency


def amend_agency(agency: Agency, *, by: Actor, seen: int | None = None, **fields: str) -> Agency:
    """Change an agency's zone, kind or mail domains. Raises Conflict when it is not as it was `seen` any more."""
    with deeds.record(Action.AMEND_AGENCY, on=agency, by=by, seen=seen) as deed:
        for name, value in fields.items():
            setattr(deed.on, name, value)
        deed.on.save()
    return deed.on


def rename_agency(agency: Agency, *, by: Actor, seen: int | None = None, **fields: Any) -> Agency:
    """From `valid_from` on the agency has another name; the one before ends that day. Issued letters keep the old one.

    Raises Conflict when a name begins on or after that day, or the agency is not as it was `seen` any more.
    """
    called = [fields["name"], fields["short_name"]]
    with _named_anew(agency, called), deeds.record(Action.RENAME_AGENCY, on=agency, by=by, seen=seen) as deed:
        if agency.names.filter(valid_from__gte=fields["valid_from"]).exists():
            raise deeds.Conflict(agency)
        before = agency.names.order_by("valid_from").last()
        if before and (before.valid_to is None or before.valid_to > fields["valid_from"]):
            before.valid_to = fields["valid_from"]
            before.save()
        AgencyName.objects.create(agency=agency, **fields)
        deed.on.save()
        deed.details = {"name": fields["name"]}
    return deed.on


def register_contact(agency: Agency, *, by: Actor, **fields: Any) -> Contact:
    """Register where an agency's letters are mailed to."""
    contact = Contact(agency=agency, **fields)
    with deeds.record(Action.REGISTER_CONTACT, on=contact, by=by):
        contact.save()
    return contact


def confirm_contact(contact: Contact, *, by: Actor) -> Contact:
    """Somebody who knows says that this address is still right."""
    with deeds.record(Action.CONFIRM_CONTACT, on=contact, by=by) as deed:
        deed.on.confirmed_at = deed.at
        deed.on.save()
    return deed.on


def end_contact(contact: Contact, *, by: Actor, reason: str) -> Contact:
    """From today on nothing is mailed to this address."""
    with deeds.record(Action.END_CONTACT, on=contact, by=by, reason=reason) as deed:
        deed.on.valid_to = deed.at.astimezone(clocks.WIB).date()
        deed.on.save()
    return deed.on
