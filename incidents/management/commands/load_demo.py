"""Loads the demo's data once, says when the living cases have gone stale, and prints one log-in for each role."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from incidents import demo


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("demo data and its known passwords are for DEMO=1 alone")
        now = timezone.now()
        if demo.load(now):
            self.stdout.write("Demo data loaded.")
        elif demo.stale(now):
            self.stdout.write("Living cases have gone stale; `make fresh` starts over.")
        for role, email, name, _ in demo.LOGINS:
            self.stdout.write(f"  {role:<14} {email:<32} {demo.PASSWORD}   ({name})")
