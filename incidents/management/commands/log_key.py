"""Makes a key for the transparency log and prints the line by which others recognise what it signs. Keep that line outside. With --retire
makes none: it prints the line for LOG_RETIRED_KEYS of the key in FILE, which signs up to the newest head and no further."""

from dataclasses import replace
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from incidents.plain import signed_notes
from incidents.record import log_keys, restores, transparency


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="a new file, readable by the product alone; LOG_KEYS names it")

        parser.add_argument(
            "--retire", action="store_true", help="while another key signs already, print how this one is retired"
        )

    def handle(self, file, retire, **options):
        try:
            self.stdout.write(str(_retired(file) if retire else log_keys.make(file)))
        except log_keys.NoKey as fault:
            raise CommandError(str(fault)) from fault
        except OSError as fault:
            raise CommandError(f"{file}: {fault.strerror}") from fault


def _retired(file):
    """The key in the file, up to the newest head that it signed beside another one. Raises NoKey, CommandError."""
    key, head = log_keys.read(file), transparency.newest()
    if head is None:
        raise CommandError("nothing is sealed yet: there is nothing that this key is to be judged by")
    signed = signed_notes.read(head.checkpoint).signed_by([key, *log_keys.verifiers()], head.size)
    if not any(other.until is None and other.key_id != key.key_id for other in signed):
        raise CommandError(
            "no other key signs the newest head yet: name the new one first in LOG_KEYS, both for a while"
        )
    if (lost := restores.longest_lost()) > head.size:
        raise CommandError(
            f"a declared restore lost a tail up to head {lost}, which this key may have signed: retire it once the log is as long"
        )
    return replace(key, until=head.size)
