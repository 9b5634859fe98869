"""Deeds on bodies: agencies with their dated names, and where their mail goes."""

from collections.abc import Iterable, Mapping
from typing import Any

from ..models import (
    Agency,
    AgencyName,
    Contact,
)
from ..plain import clocks
from ..record import deeds
from ..workflow import Action, Actor


def register_agency(*, by: Actor, code: str, names: Iterable[Mapping[str, Any]], **fields: str) -> Agency:
    """Register an agency with its dated names, each a dict of AgencyName's fields."""
    agency = Agency(code=code, **fields)
    with deeds.record(Action.REGISTER_AGENCY, on=agency, by=by):
        agency.save()
        for name in names:
            AgencyName.objects.create(agency=agency, **name)
    return agency


def amend_agency(agency: Agency, *, by: Actor, **fields: str) -> Agency:
    """Change an agency's zone, kind or mail domains."""
    with deeds.record(Action.AMEND_AGENCY, on=agency, by=by) as deed:
        for name, value in fields.items():
            setattr(deed.on, name, value)
        deed.on.save()
    return deed.on


def rename_agency(agency: Agency, *, by: Actor, **fields: Any) -> Agency:
    """From `valid_from` on the agency has another name; the one before ends that day. Issued letters keep the old one.

    Raises Conflict when a name begins on or after that day.
    """
    with deeds.record(Action.RENAME_AGENCY, on=agency, by=by) as deed:
        if agency.names.filter(valid_from__gte=fields["valid_from"]).exists():
            raise deeds.Conflict(agency)
        before = agency.names.filter(valid_to__isnull=True).order_by("valid_from").last()
        if before:
            before.valid_to = fields["valid_from"]
            before.save()
        AgencyName.objects.create(agency=agency, **fields)
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
