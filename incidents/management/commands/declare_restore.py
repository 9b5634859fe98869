"""Declares that this record was restored from a backup, so that heads of the tail that was lost are known for what they are. It writes a
statement, signed with the log's key, into the log: it cannot be taken back, and every verification, first page of an auditor, nightly
mail and bundle lists it from then on. See docs/restore.md."""

from datetime import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from incidents.record import declarations, restores


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument(
            "--backup", required=True, help="the instant of the backup with its zone, 2026-11-27T02:00+07:00"
        )
        parser.add_argument("--by", required=True, help="who restored it: a name and an office")
        parser.add_argument("--reason", required=True, help="why")
        parser.add_argument(
            "--lost",
            type=Path,
            action="append",
            default=[],
            help="a file with a head that was signed after the backup, as it was mailed",
        )

    def handle(self, backup, by, reason, lost, **options):
        try:
            notes = [file.read_text() for file in lost]
            row = restores.declare(notes, by=by, reason=reason, backup_at=_instant(backup), at=timezone.now())
        except declarations.REFUSED as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(row.statement)
        if not notes:
            self.stdout.write(
                "No head was named as lost: one that turns up outside will be said to be of a tail that nothing declares."
            )


def _instant(text):
    try:
        found = datetime.fromisoformat(text)
    except ValueError as fault:
        raise CommandError(f"{text} is no instant: 2026-11-27T02:00+07:00") from fault
    if found.tzinfo is None:
        raise CommandError(f"{text} does not say its zone: 2026-11-27T02:00+07:00")
    return found
