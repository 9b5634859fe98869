"""Verifies the record against the transparency log and against heads held outside. Ends with 0 when all is as it was sealed, 1 when
something is not, 3 when the record merely ends before a head held outside: as after the restore of an older backup."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from incidents.plain.signed_notes import Unreadable
from incidents.record import log_keys, verification

ALTERED, CUT = 1, 3


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--head", type=Path, action="append", default=[], help="a file with a head held outside")
        parser.add_argument("--since", type=int, default=0, help="the size of a head; what it covers is taken for true")
        parser.add_argument("--json", action="store_true", help="the report as JSON")

    def handle(self, head, since, json: bool, **options):
        began = timezone.now()
        try:
            report = verification.verify(_texts(head), since=since, progress=self._tell)
        except (log_keys.NoKey, Unreadable, OSError) as fault:
            raise CommandError(str(fault), returncode=2) from fault
        if not since:
            verification.keep(report, began, timezone.now())
        self.stdout.write(_as_json(report) if json else _in_words(report))
        if report.discrepancies:
            raise SystemExit(ALTERED)
        if report.tail_since is not None:
            raise SystemExit(CUT)

    def _tell(self, part, done, of):
        """How far it is, for whoever waits at a terminal; it goes beside the report, also beside one as JSON."""
        if self.stderr.isatty():
            self.stderr.write(f"{part}: {done} of {of}", ending="\r")


def _texts(files):
    """The heads in the files: one a file, as it was mailed or fetched."""
    return [file.read_text() for file in files]


def _as_json(report):
    return json.dumps(report.as_json(), indent=2)


def _in_words(report):
    lines = [f"{report.leaves} leaves up to head {report.size}, {report.rows} rows, {report.files} files looked at."]
    if report.stamps:
        trusted = report.stamps - report.stamps_untrusted
        lines.append(f"{report.stamps} time stamps judged, {trusted} of them by an authority of TSA_CERTIFICATES.")
    if report.unsealed:
        lines.append(f"{report.unsealed} events wait for their seal: nothing is proved of them yet.")
    if report.tail_since is not None:
        lines.append(f"The tail since head {report.tail_since} is missing: a later head is held outside.")
    lines += map(str, report.emptied)
    lines += [str(discrepancy) for discrepancy in report.told]
    if report.well:
        lines.append("Everything is as it was sealed.")
    return "\n".join(lines)
