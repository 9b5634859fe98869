"""Deeds on bodies, people and dated rules: agencies and their names, contacts, units, clock rules, appointments."""

from django.db import transaction
from django.utils import timezone

from ..models import (
    Agency,
    AgencyName,
    Appointment,
    ClockRule,
    Contact,
    LadderRung,
    LetterTemplate,
    QuestionSet,
    ReminderPolicy,
    SigningPolicy,
    Unit,
    User,
)
from ..plain import clocks
from ..record import deeds
from ..workflow import Action


def register_agency(*, by, code, names, **fields):
    """Register an agency with its dated names, each a dict of AgencyName's fields."""
    agency = Agency(code=code, **fields)
    with deeds.record(Action.REGISTER_AGENCY, on=agency, by=by):
        agency.save()
        for name in names:
            AgencyName.objects.create(agency=agency, **name)
    return agency


def amend_agency(agency, *, by, **fields):
    """Change an agency's zone, kind or mail domains."""
    with deeds.record(Action.AMEND_AGENCY, on=agency, by=by) as deed:
        for name, value in fields.items():
            setattr(deed.on, name, value)
        deed.on.save()
    return deed.on


def rename_agency(agency, *, by, **fields):
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


def register_contact(agency, *, by, **fields):
    """Register where an agency's letters are mailed to."""
    contact = Contact(agency=agency, **fields)
    with deeds.record(Action.REGISTER_CONTACT, on=contact, by=by):
        contact.save()
    return contact


def confirm_contact(contact, *, by):
    """Somebody who knows says that this address is still right."""
    with deeds.record(Action.CONFIRM_CONTACT, on=contact, by=by) as deed:
        deed.on.confirmed_at = deed.at
        deed.on.save()
    return deed.on


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


def enact_rung(*, by, **fields):
    """Add a dated step of the ladder. Letters drafted before keep the step they were drafted with."""
    rung = LadderRung(**fields)
    with deeds.record(Action.ENACT_RUNG, on=rung, by=by):
        rung.save()
    return rung


def enact_reminders(*, by, effective_from, reminders, note=""):
    """From `effective_from` on reminders go out so. Raises ValueError for one that would change what has passed."""
    latest = ReminderPolicy.objects.last()
    if latest and effective_from <= max(latest.effective_from, timezone.now()):
        raise ValueError("a policy holds for what is still to come")
    policy = ReminderPolicy(effective_from=effective_from, reminders=reminders, note=note)
    with deeds.record(Action.ENACT_REMINDERS, on=policy, by=by):
        policy.save()
    return policy


def enact_signing(*, by, mode, reason, at=None):
    """From now on letters are signed so. What is approved already keeps what it says."""
    policy = SigningPolicy(mode=mode)
    with deeds.record(Action.ENACT_SIGNING, on=policy, by=by, reason=reason, at=at) as deed:
        policy.effective_from = deed.at
        policy.save()
        deed.details = {"mode": str(mode)}
    return policy


def enact_template(*, by, kind, effective_from, reason, **texts):
    """The next version of the wording of `kind`, in force from the day `effective_from` (Asia/Jakarta)."""
    row = LetterTemplate(kind=kind, effective_from=effective_from, **texts)
    with deeds.record(Action.ENACT_TEMPLATE, on=row, by=by, reason=reason) as deed:
        row.version = LetterTemplate.objects.filter(kind=kind).count() + 1
        row.save()
        deed.details = {"kind": str(kind), "version": row.version}
    return row


def enact_questions(*, by, **fields):
    """Add a dated question set. Requests keep the set they began with."""
    questions = QuestionSet(**fields)
    with deeds.record(Action.ENACT_QUESTIONS, on=questions, by=by):
        questions.save()
    return questions


def appoint(
    *,
    by,
    email,
    name,
    role,
    agency=None,
    unit=None,
    mode=Appointment.Mode.DEFINITIVE,
    office="",
    through_office="",
    valid_from=None,
    valid_to=None,
    password=None,
    deed=None,
):
    """Appoint a person to a role; the account is created when the address is new. Without `password` nobody can
    log in to it until its owner sets one through an invitation. A deputy's appointment (plh., plt.) names its end."""
    with transaction.atomic():
        user = User.objects.filter(email=email.lower()).first() or User.objects.create_user(email, name, password)
        appointment = Appointment(
            user=user,
            role=role,
            agency=agency,
            unit=unit,
            mode=mode,
            office=office,
            through_office=through_office,
            valid_from=valid_from or timezone.now(),
            valid_to=valid_to,
        )
        with deeds.record(Action.APPOINT, on=appointment, by=by, deed=deed) as deed:
            appointment.save()
            deed.details = {"person": user.name, "role": str(role)}
    return appointment


def end_appointment(appointment, *, by, reason):
    """End an appointment now; it counts from the person's next click on."""
    with deeds.record(Action.END_APPOINTMENT, on=appointment, by=by, reason=reason) as deed:
        deed.on.valid_to = deed.at
        deed.on.save()
    return deed.on
