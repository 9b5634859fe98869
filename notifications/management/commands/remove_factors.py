"""`manage.py remove_factors`: somebody lost phone and recovery codes, and may set up a second factor anew."""

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from incidents.models import AccessEntry, User
from incidents.record import access_log, sessions

from ...models import AccountMail


class Command(BaseCommand):
    help = (
        "Remove every second factor of a person and end their sessions: at the next log-in they set one up. For whoever made sure who "
        "asks; the person is told by mail, and the access log says why."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--reason", required=True, help="how it was made sure who asks")

    @transaction.atomic
    def handle(self, *args: object, email: str, reason: str, **options: object) -> None:
        person = User.objects.filter(email=email.lower()).first()
        if person is None:
            raise CommandError(f"nobody logs in by {email}")
        Authenticator.objects.filter(user=person).delete()
        ended = sessions.end(person)
        access_log.log(AccessEntry.Kind.FACTOR_REMOVED, None, person, actor_name="manage.py", reason=reason)
        AccountMail.write(AccountMail.Kind.FACTORS_REMOVED, person)
        self.stdout.write(f"{person.name}: no second factor any more, {ended} sessions ended")
