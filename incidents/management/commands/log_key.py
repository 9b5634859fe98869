"""Makes a key for the transparency log and prints the line by which others recognise what it signs. Keep that line outside."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from incidents.record import log_keys


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="a new file, readable by the product alone; LOG_KEYS names it")

    def handle(self, file, **options):
        try:
            self.stdout.write(str(log_keys.make(file)))
        except OSError as fault:
            raise CommandError(f"{file}: {fault.strerror}") from fault
