"""Prints one log-in for each role of the demo."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from incidents import demo


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("only the demo has known passwords")
        for role, email, name, _ in demo.LOGINS:
            self.stdout.write(f"  {role:<14} {email:<32} {demo.PASSWORD}   ({name})")
