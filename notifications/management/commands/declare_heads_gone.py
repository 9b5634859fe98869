"""Declares that heads of the log which others held are gone for good, as with a machine that is lost, so that an alarm that was raised with
them need not stand for ever. What LOG_HEADS and `--head` still hold is not gone. It writes a statement, signed with the log's key, into the
log: it cannot be taken back, and every verification, first page of an auditor, nightly mail and bundle lists it from then on. See
docs/restore.md."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from incidents.record import declarations, heads_gone, held_heads
from incidents.reports import seal_state
from notifications.postroom import heads_from_outside, heads_in


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--by", required=True, help="who declares it: a name and an office")
        parser.add_argument("--reason", required=True, help="where they were kept, and why they are gone")
        parser.add_argument(
            "--head",
            type=Path,
            action="append",
            default=[],
            help="a file with a head that is still held outside, or a folder of such (*.txt), beside those of LOG_HEADS",
        )

    def handle(self, *, by: str, reason: str, head: list[Path], **options: Any) -> None:
        now = timezone.now()
        try:
            notes, unread = heads_from_outside()
            if lost := [str(said) for said in unread if said.words == held_heads.UNREAD]:
                raise declarations.CannotDeclare(
                    f"{'; '.join(lost)}: a place that is lost is taken out of LOG_HEADS first"
                )
            last = seal_state.watched(now).last
            alarms = seal_state.alarms_standing(last) if last else []
            row = heads_gone.declare([*notes, *heads_in(head)], alarms, by=by, reason=reason, at=now)
        except declarations.REFUSED as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(row.statement)
