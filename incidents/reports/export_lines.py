"""The lines of an export of the record, which `export_files` writes: the stream of acts, the access log, what anomalies
found; each line as its page shows it, latest first. They are read in pieces: however many there are, few are in memory.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext

from ..models import AccessEntry, AnomalyRule, CaseEvent, User
from ..plain import clocks
from ..plain.anomaly_kinds import TABLE
from ..record import event_titles, keyset, stream
from ..record.keyset import Place
from ..record.subject_words import subject_words
from ..translatable import _
from . import anomalies, reads

PIECE = 1_000  # lines that are in memory at once
Line = Sequence[str | int]

# The columns of each: their names in a JSON, their heads in a sheet.
TRAIL = {
    "event": _("Act"),
    "at": _("When"),
    "action": _("Kind"),
    "done": _("What was done"),
    "about": _("To what"),
    "case": _("Case"),
    "from": _("Status before"),
    "to": _("Status after"),
    "by": _("By whom"),
    "role": _("Role"),
    "agency": _("Agency"),
    "reason": _("Reason"),
    "changed": _("Changed field"),
    "mails_sent": _("Mails sent"),
    "mails_skipped": _("Mails not needed"),
    "mails_waiting": _("Mails tried again"),
    "mails_failed": _("Mails given up"),
    "mails_came_back": _("Mails that came back"),
}
READS = {
    "entry": _("Entry"),
    "at": _("When"),
    "kind": _("Kind"),
    "done": _("What was done"),
    "by": _("By whom"),
    "address": _("Address"),
    "type": _("Type"),
    "key": _("Key"),
    "about": _("To what"),
    "case": _("Case"),
    "reason": _("Reason"),
    "path": _("Page"),
}
ANOMALIES = {
    "kind": _("Kind"),
    "asks": _("Question"),
    "found": _("Act or entry"),
    "at": _("When"),
    "done": _("What was done"),
    "about": _("To what"),
    "by": _("By whom"),
    "reason": _("Reason"),
}


def trail(question: stream.Question, reader: User) -> Iterator[Line]:
    """Every line of the stream that answers the question, its mails counted in it."""

    def piece(before: Place | None) -> stream.Page:
        return stream.page(question, reader, before=before, size=PIECE)

    for page in _pieces(piece):
        for line in page.lines:
            yield _act(line)


def _act(line: stream.Line) -> Line:
    event = line.event
    changes = [(each.table, each.label, change) for each in line.changes for change in each.changes]
    mails = dict(line.mails.counts) if line.mails else {}
    return (
        str(event.pk),
        instant(event.recorded_at),
        event.action,
        event_titles.title(event),
        subject_words(event),
        event.incident.reference if event.incident else "",
        event_titles.status_words(event, event.status_from),
        event_titles.status_words(event, event.status_to),
        event.actor_name,
        event.actor_role,
        event.actor_agency,
        event.reason,
        "\n".join(f"{table} {label} · {change.label}: {change.old} → {change.new}" for table, label, change in changes),
        *(mails.get(column.removeprefix("mails_"), 0) for column in TRAIL if column.startswith("mails_")),
    )


def looks(question: reads.Question, reader: User) -> Iterator[Line]:
    """Every entry of the access log that answers the question."""
    rows = question.entries(reader)
    for page in _pieces(lambda before: keyset.page(rows, before=before, size=PIECE)):
        cases = reads.cases_of(page.rows, reader)
        for entry in page.rows:
            case = cases.get(entry.pk)
            yield (
                entry.pk,
                instant(entry.at),
                entry.kind,
                gettext(reads.KINDS[AccessEntry.Kind(entry.kind)]),
                entry.actor_name,
                entry.address or "",
                entry.subject_type,
                entry.subject_id,
                subject_words(entry),
                case.reference if case else "",
                entry.reason,
                entry.path,
            )


def findings(reader: User, at: clocks.Instant) -> Iterator[Line]:
    """What every rule for anomalies finds at `at`, kind by kind."""
    for kind in TABLE:
        rows = anomalies.found_by(list(AnomalyRule.objects.filter(code=kind.code)), reader, at)
        if rows is None:
            continue
        rows = rows.defer("payload") if rows.model is CaseEvent else rows
        for page in _pieces(partial(_piece_of, rows)):
            for row in page.rows:
                yield kind.code, gettext(kind.asks), *_found(row)


def _piece_of(rows: Any, before: Place | None) -> keyset.Page[Any]:
    return keyset.page(rows, before=before, size=PIECE)


def _found(row: CaseEvent | AccessEntry) -> Line:
    if isinstance(row, CaseEvent):
        done, at = event_titles.title(row), row.recorded_at
    else:
        done, at = gettext(reads.KINDS[AccessEntry.Kind(row.kind)]), row.at
    return str(row.pk), instant(at), done, subject_words(row), row.actor_name, row.reason


def _pieces(piece: Callable[[Place | None], Any]) -> Iterator[Any]:
    """Page after page to the older, as long as there are any."""
    before: Place | None = None
    while True:
        page = piece(before)
        yield page
        if page.older is None:
            return
        before = page.older


def instant(at: clocks.Instant) -> str:
    """In WIB, to the second, with its distance from UTC (RFC 3339)."""
    return clocks.local(at).isoformat(timespec="seconds")
