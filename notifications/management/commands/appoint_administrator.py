"""`manage.py appoint_administrator`: a second administrator, where one alone could confirm nobody's proposal."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from incidents.actions import people
from incidents.errors import DomainError
from incidents.models import Appointment, CaseEvent
from incidents.plain import mail_addresses
from incidents.record import deeds
from incidents.workflow import Role

from ...postroom.account_mails import write_account_mails

ENOUGH = 2


class Command(BaseCommand):
    help = (
        "Appoint an administrator while there are fewer than two: nobody else could confirm it. For whoever runs the server and made sure who "
        "asks. The invitation goes by mail, and auditors and the other administrator are told."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True)

    @transaction.atomic
    def handle(self, *args: object, email: str, name: str, **options: object) -> None:
        try:
            validate_email(email)
            mail_addresses.of_somebody(email)
        except (ValidationError, mail_addresses.Unsendable, mail_addresses.Doubtful) as fault:
            raise CommandError(f"{email!r} is no e-mail address") from fault
        lasting = Appointment.objects.lasting(Role.ADMINISTRATOR, timezone.now()).exclude(user__email=email.lower())
        if lasting.values("user").distinct().count() >= ENOUGH:
            raise CommandError("there are two administrators: one proposes another under People, the other confirms")
        try:
            post = people.appoint(people.Post(Role.ADMINISTRATOR), by=deeds.SYSTEM, email=email, name=name)
        except DomainError as fault:
            raise CommandError(str(fault)) from fault
        write_account_mails(CaseEvent.objects.of(post).latest("recorded_at"))
        self.stdout.write(f"{post.user.name}: administrator; the invitation goes to {post.user.email}")
