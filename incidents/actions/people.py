"""Deeds on bodies and people: agencies and their names, contacts, units, clock rules, appointments."""

from django.db import transaction
from django.utils import timezone

from .. import clocks, deeds
from ..models import Agency, AgencyName, Appointment, ClockRule, Contact, Unit, User
from ..workflow import Action


def register_agency(*, by, code, names, zone="Asia/Jakarta", kind=Agency.Kind.CENTRAL):
    """Register an agency with its dated names, each a dict of AgencyName's fields."""
    agency = Agency(code=code, zone=zone, kind=kind)
    with deeds.record(Action.REGISTER_AGENCY, on=agency, by=by):
        agency.save()
        for name in names:
            AgencyName.objects.create(agency=agency, **name)
    return agency


def register_contact(agency, *, by, **fields):
    """Register where an agency's letters are mailed to."""
    contact = Contact(agency=agency, **fields)
    with deeds.record(Action.REGISTER_CONTACT, on=contact, by=by):
        contact.save()
    return contact


def end_contact(contact, *, by, reason):
    """From today on nothing is mailed to this address."""
    with deeds.record(Action.END_CONTACT, on=contact, by=by, reason=reason) as deed:
        deed.on.valid_to = deed.at.astimezone(clocks.WIB).date()
        deed.on.save()
    return deed.on


def register_unit(*, by, **fields):
    unit = Unit(**fields)
    with deeds.record(Action.REGISTER_UNIT, on=unit, by=by):
        unit.save()
    return unit


def enact_rule(*, by, **fields):
    """Add a dated rule. Running clocks keep the rule they started with."""
    rule = ClockRule(**fields)
    with deeds.record(Action.ENACT_RULE, on=rule, by=by):
        rule.save()
    return rule


def appoint(*, by, email, name, role, agency=None, unit=None, valid_from=None, password=None):
    """Appoint a person to a role; the account is created when the address is new. Without `password` nobody can
    log in to it until its owner sets one through an invitation."""
    with transaction.atomic():
        user = User.objects.filter(email=email.lower()).first() or User.objects.create_user(email, name, password)
        appointment = Appointment(
            user=user, role=role, agency=agency, unit=unit, valid_from=valid_from or timezone.now()
        )
        with deeds.record(Action.APPOINT, on=appointment, by=by) as deed:
            appointment.save()
            deed.details = {"person": user.name, "role": str(role)}
    return appointment


def end_appointment(appointment, *, by, reason):
    """End an appointment now; it counts from the person's next click on."""
    with deeds.record(Action.END_APPOINTMENT, on=appointment, by=by, reason=reason) as deed:
        deed.on.valid_to = deed.at
        deed.on.save()
    return deed.on
