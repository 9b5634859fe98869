"""Verifies the record against the transparency log and against heads held outside, those of LOG_HEADS and of `--head`. Ends with 0 when all is
as it was sealed, 1 when something is not, 3 when the record merely lacks what a head held outside is the seal of and nothing declares a
restore, 4 when a declared restore lost that (`declare_restore`). As JSON `lesser` says whether it looked at less than the last that counts."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from incidents.plain.signed_notes import Unreadable
from incidents.record import lesser_runs, log_keys, verification
from incidents.record.discrepancies import Report
from notifications import watch
from notifications.postroom import heads_from_outside, heads_in

NOT_LOOKED_AT = (
    "Not looked at: the leaves up to head {since}, which is taken for true; the rows as they stand today; rows that no event explains; files; "
    "time stamps of heads up to it; whether each removal under law was met."
)

LESSER = "It looked at less than the last verification that counts, which stands until one looks at as much: the night's, or one by hand."

ALTERED, CUT, LOST = 1, 3, 4


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--head",
            type=Path,
            action="append",
            default=[],
            help="a file with a head held outside, or a folder of such (*.txt), beside those of LOG_HEADS",
        )
        parser.add_argument("--since", type=int, default=0, help="the size of a head; what it covers is taken for true")
        parser.add_argument("--json", action="store_true", help="the report as JSON")

    def handle(self, *, head: list[Path], since: int, json: bool, **options: Any) -> None:
        began = timezone.now()
        try:
            notes, untold = heads_from_outside()
            notes += [text for text in heads_in(head) if text not in notes]
            report = verification.verify(notes, since=since, progress=self._tell)
        except (log_keys.NoKey, Unreadable, OSError, UnicodeError) as fault:
            raise CommandError(str(fault), returncode=2) from fault
        report.outside += untold
        lesser = lesser_runs.lesser(report)
        if not since:
            kept = verification.keep(report, began, timezone.now(), lesser=lesser)
            watch.note_files(kept)
        self.stdout.write(_as_json(report, lesser=lesser) if json else _in_words(report))
        if lesser and not json:
            self.stdout.write(LESSER)
        if report.discrepancies:
            raise SystemExit(ALTERED)
        if report.tail_since is not None:
            raise SystemExit(CUT)
        if report.missing:
            raise SystemExit(LOST)

    def _tell(self, part: str, done: int, of: int) -> None:
        """How far it is, for whoever waits at a terminal; it goes beside the report, also beside one as JSON."""
        if self.stderr.isatty():
            self.stderr.write(f"{part}: {done} of {of}", ending="\r")


def _as_json(report: Report, *, lesser: bool) -> str:
    return json.dumps(report.as_json() | {"lesser": lesser}, indent=2)


def _in_words(report: Report) -> str:
    lines = [f"{report.leaves} leaves up to head {report.size}, {report.rows} rows, {report.files} files looked at."]
    if report.stamps:
        trusted = report.stamps - report.stamps_untrusted
        lines.append(f"{report.stamps} time stamps judged, {trusted} of them by an authority of TSA_CERTIFICATES.")
    if report.unsealed:
        lines.append(f"{report.unsealed} events wait for their seal: nothing is proved of them yet.")
    if report.since:
        lines.append(NOT_LOOKED_AT.format(since=report.since))
    for told in (
        report.outside,
        report.restores,
        report.gone,
        report.missing,
        report.unnamed,
        report.emptied,
        report.told,
    ):
        lines += map(str, told)
    if report.well:
        lines.append(_of_what(report))
    return "\n".join(lines)


def _of_what(report: Report) -> str:
    """What is as it was sealed: no more than was looked at."""
    if report.since:
        return (
            f"What was sealed after head {report.since} is as it was sealed; of what that head covers nothing is said."
        )
    if report.missing:
        return "Everything that is there is as it was sealed; what a declared restore lost is not."
    return "Everything is as it was sealed."
