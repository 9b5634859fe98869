"""Prepares an empty database for work: clock rules, units, agencies, the first administrator. No demo rows. Run again after
an upgrade, it brings what that ships into force from its true day, builds the search afresh where it finds more than
before, and says what an administrator is to look at."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from incidents import setup_data
from incidents.actions import people, reindexing
from incidents.models import Appointment, User
from incidents.plain import mail_addresses
from incidents.record import deeds
from incidents.workflow import Role


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--letter-code", required=True, help="the unit's code in letter numbers, such as DJPRD")
        parser.add_argument("--classification", required=True, help="archive classification, such as PDP.01")
        parser.add_argument("--admin-email", required=True, help="office e-mail of the first administrator")
        parser.add_argument("--admin-name", required=True)
        parser.add_argument("--agencies", default=str(setup_data.DATA / "agencies.csv"), help="CSV of agencies")

        parser.add_argument("--contacts", help="CSV of contacts: code, office, name, email, ppdp")

    def handle(self, *, letter_code, classification, admin_email, admin_name, agencies, contacts, **options):
        if settings.DEMO:
            raise CommandError("setup prepares a production database; the demo loads its own data")
        try:
            validate_email(admin_email)
            mail_addresses.of_somebody(admin_email)
        except (ValidationError, mail_addresses.Unsendable, mail_addresses.Doubtful) as fault:
            raise CommandError(f"{admin_email!r} is no e-mail address") from fault
        try:
            said = setup_data.load_law(deeds.SYSTEM)
            said += setup_data.load_units(deeds.SYSTEM, letter_code=letter_code, classification=classification)
            said += setup_data.load_agencies(deeds.SYSTEM, agencies)
            if contacts:
                setup_data.load_contacts(deeds.SYSTEM, contacts)
        except (setup_data.BadRow, OSError) as fault:
            raise CommandError(str(fault)) from fault
        if not Appointment.objects.filter(role=Role.ADMINISTRATOR, valid_to__isnull=True).exists():
            people.appoint(people.Post(Role.ADMINISTRATOR), by=deeds.SYSTEM, email=admin_email, name=admin_name)
        user = User.objects.filter(email=admin_email.lower()).first()
        if user and not user.has_usable_password():
            self.stdout.write(f"Invitation for {user.name}, three days, once:\n{people.invitation(user)}")
        if entries := reindexing.renew():
            self.stdout.write(f"The search was built afresh: {entries} entries.")
        for sentence in said:
            self.stdout.write(f"Note: {sentence}")
        self.stdout.write("Ready.")
