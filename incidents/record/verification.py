"""Holds the record against the transparency log: payload ↔ leaf ↔ tree ↔ signed head ↔ heads held outside, every column that a
payload names ↔ the row today, files ↔ their hashes, and rows that no event explains. It says what is wrong, and where.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from ..files import digest_of
from ..models import (
    AccessEntry,
    CaseEvent,
    DraftFile,
    Evidence,
    HeadStamp,
    IntakeFile,
    Leaf,
    LogDeclaration,
    Pending,
    StoredFile,
    TreeHead,
    Verification,
)
from ..plain.clocks import Instant, day
from ..translatable import _
from ..workflow import EvidenceStatus
from . import (
    discrepancies,
    explained_rows,
    heads_gone,
    held_heads,
    log_keys,
    lost_tails,
    restores,
    stamps_of_heads,
    transparency,
    unnamed_files,
)
from .discrepancies import SENTENCES as SENTENCES  # also of what is kept
from .discrepancies import Discrepancy as Discrepancy  # what a report holds
from .discrepancies import Report, says
from .explained_rows import EVENT, Told
from .removal.statements import Emptied
from .sealed_leaves import SEALED_WITHIN, Walk
from .trail import history_models

CHUNK = 2_000
LAST = datetime(9999, 1, 1, tzinfo=UTC)
"""No clock of ours says so: an instant after it was made by a hand, such as `infinity`."""

FIRST = datetime.min.replace(tzinfo=UTC)
AGAINST = _("held against heads from outside: %(n)d, the newest of %(size)d leaves, sealed %(at)s")
AGAINST_NONE = _("held against no head from outside: whoever cut the end of the log would not be seen")
NAMED_BY_NONE = _("files that no row names: %(n)d, the oldest of %(at)s (%(paths)s)")
UNNAMED = 5  # of those that are named by their paths
BEFORE = _("not looked at, of before head %(size)d: heads from outside, %(n)d")

logger = logging.getLogger(__name__)
Progress = Callable[[str, int, int], None]
Check = Callable[[Report, Progress], None]
_others: list[Check] = []


def verifies_too(check: Check) -> Check:
    """Decorator: this function is called at each verification of everything, and holds against the record what its own app keeps."""
    _others.append(check)
    return check


def verify(outside: Iterable[str] = (), *, since: int = 0, progress: Progress = lambda part, done, of: None) -> Report:
    """Verify everything, or what was sealed after the head of size `since`, which is taken for true. `outside` are
    checkpoints that somebody else holds, as signed notes. Raises NoKey, Unreadable for a note that is none. That it cannot be
    carried to its end for another reason is a discrepancy: whoever alters the record must not silence what looks at it."""
    report = Report(since=since)
    known = log_keys.verifiers()
    held = held_heads.of(outside, known, report)
    explained = explained_rows.Explained(report.find, today=not since)
    walk = Walk(report, known, held, explained)
    try:
        with _as_of_one_instant() as ahead:
            emptied = walk.emptied = Emptied(report, known)
            walk.through(since, progress, ahead=ahead)
            lost_tails.judge(report, walk, restores.judge(report, walk.heads, known))
            heads_gone.judge(report, walk.heads, known)
            stamps_of_heads.judge(report, walk.heads, walk.stamps.values(), since)
            _unsealed(report, explained, walk.sealed_up_to)
            if not since:
                explained.look_for_others(progress)
                _files(report, emptied.files, progress)
                for check in _others:
                    check(report, progress)
                emptied.tell()
        if not since:
            _files_beside(report)
    except Exception as fault:
        logger.exception("the record could not be verified")
        report.find(
            says(discrepancies.BROKEN_OFF, fault=type(fault).__name__), discrepancies.after_leaf(walk.tree.size)
        )
        _find_missing_columns(report)
    report.rows += explained.rows
    report.outside += _held_against(held, since, found=not report.well)
    return report


def _held_against(held: held_heads.Heads, since: int, *, found: bool) -> Iterator[discrepancies.Said]:
    """Which heads from outside the log was held against, and which not; where something was found, each of them, to be known again."""
    heads = [head for size in held if size >= since for head in held[size]]
    if not heads:
        yield says(AGAINST_NONE)
    else:
        newest = max(heads, key=lambda head: (head.sealed_at or FIRST, head.size))
        at = newest.sealed_at.isoformat(timespec="seconds") if newest.sealed_at else "?"
        each = {"heads": [held_heads.named(head) for head in heads]} if found else {}
        yield says(AGAINST, n=len(heads), size=newest.size, at=at, **each)
    if before := sum(len(held[size]) for size in held if size < since):
        yield says(BEFORE, n=before, size=since)


def not_begun(why: str) -> Report:
    """The report of a verification that nothing came of: that too is found, kept and told."""
    report = Report()
    report.find(says(discrepancies.BROKEN_OFF, fault=why), discrepancies.after_leaf(0))
    return report


def overdue(last: Instant | None, bound: Instant, at: Instant) -> Report:
    """The report of a night that nobody verified anything in, which somebody else noticed."""
    report, hours = Report(), int((at - (last or bound)).total_seconds() // 3600)
    never = says(discrepancies.NEVER, bound=bound.isoformat(timespec="minutes"), hours=hours)
    told = {"at": last.isoformat(timespec="minutes"), "bound": bound.isoformat(timespec="minutes")} if last else {}
    report.find(
        says(discrepancies.OVERDUE, hours=hours, **told) if last else never, says(_("the verification of the night"))
    )
    return report


def keep(report: Report, began_at: Instant, ended_at: Instant, *, lesser: bool = False) -> Verification:
    """Write down that the record was verified, and what was found; `lesser`: by one that looked at less than the last that counts."""
    return Verification.objects.create(**_kept(report, began_at, ended_at), lesser=lesser)


def keep_missed(report: Report, at: Instant) -> Verification | None:
    """Write down that nothing was verified, once a day; None where that was said today."""
    facts = _kept(report, at, at)
    row, written = Verification.objects.get_or_create(missed_on=day(at), defaults=facts)
    return row if written else None


def _kept(report: Report, began_at: Instant, ended_at: Instant) -> dict[str, Any]:
    return dict(
        began_at=began_at,
        ended_at=ended_at,
        size=report.size,
        leaves=report.leaves,
        rows=report.rows,
        files=report.files,
        tail_since=report.tail_since,
        unreached=[said.given["place"] for said in report.outside if said.words == held_heads.UNREAD],
        discrepancies=[asdict(discrepancy) for discrepancy in report.told],
        **{name: [asdict(said) for said in getattr(report, name)] for name in SENTENCES},
    )


@contextmanager
def _as_of_one_instant() -> Iterator[bool]:
    """People go on working meanwhile: everything is read as it stood when the first row was. Gives whether another connection may
    read beside: what a transaction around this one has written is seen by no other."""
    alone = not connection.in_atomic_block and connection.vendor == "postgresql"
    with transaction.atomic():
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield alone


def _unsealed(report: Report, explained: explained_rows.Explained, sealed_up_to: Instant | None) -> None:
    """What no leaf holds must wait for its seal: what does neither came in past the door, or lost its leaf. What an event
    that waits tells of its rows is compared all the same, though nothing proves it yet. A read waits while it was recorded
    after the last head that left nothing waiting."""
    waiting = CaseEvent.objects.filter(pk__in=Pending.objects.filter(job=Pending.Job.SEAL).values("event"))
    told = [Told.by(event) for event in waiting.order_by().values_list(*EVENT.wanted(), "payload")]
    report.unsealed = len(told)
    explained.compare(told)
    lost = _("is in no leaf and does not wait for its seal")
    missing = CaseEvent.objects.filter(leaf__isnull=True).exclude(pk__in=waiting.values("pk"))
    again = waiting.filter(leaf__isnull=False)
    for found, what in ((missing, lost), (again, _("waits for its seal, though a leaf holds it"))):
        for values in found.order_by().values_list(*EVENT.wanted(), "payload").iterator(CHUNK):
            report.find(what, discrepancies.of_event(Told.by(values).event))
    unsealed = AccessEntry.objects.filter(leaf__isnull=True)
    if sealed_up_to:
        for entry in transparency.entries_of(unsealed.filter(at__lt=sealed_up_to - SEALED_WITHIN)):
            report.find(lost, discrepancies.of_access_entry(entry))
    for entry in transparency.entries_of(unsealed.filter(at__gt=LAST)):
        report.find(discrepancies.NO_INSTANT_OF_OURS, discrepancies.of_access_entry(entry))


def _find_missing_columns(report: Report) -> None:
    """Which tables and columns are gone of those that are verified: without one of them nothing can be read to its end."""
    looked_at: list[type[Model]] = [CaseEvent, AccessEntry, TreeHead, HeadStamp, LogDeclaration, Leaf, Pending]
    looked_at += [model for pair in history_models() for model in pair]
    with connection.cursor() as cursor:
        tables = {*connection.introspection.table_names(cursor)}
        for model in looked_at:
            name = model._meta.db_table
            if name not in tables:
                report.find(_("this table is gone"), discrepancies.of_table(name))
                continue
            there = {column.name for column in connection.introspection.get_table_description(cursor, name)}
            for column in sorted({str(field.column) for field in model._meta.concrete_fields} - there):
                report.find(says(_("column %(column)s is gone"), column=column), discrepancies.of_table(name))


def _files(report: Report, emptied: set[str], progress: Progress) -> None:
    """The bytes of every file, but of evidence that was destroyed and of what was removed under law: a deed says so, and who did it."""
    destroyed = {*Evidence.everything.filter(status=EvidenceStatus.DESTROYED).values_list("file", flat=True)}
    files = StoredFile.objects.order_by("pk").only("pk", "name", "path", "sha256")
    count = files.count()
    for stored in files.iterator(chunk_size=CHUNK):
        report.files += 1
        try:
            if digest_of(stored) != stored.sha256:
                report.find(discrepancies.BYTES_ALTERED, discrepancies.of_file(stored))
            elif str(stored.pk) in emptied:
                report.find(_("was removed under law, and its bytes are there"), discrepancies.of_file(stored))
        except FileNotFoundError:
            if stored.pk not in destroyed and str(stored.pk) not in emptied:
                report.find(discrepancies.BYTES_MISSING, discrepancies.of_file(stored))
        except (OSError, ValueError):  # another path than ours, a folder, another's file
            report.find(discrepancies.BYTES_UNREADABLE, discrepancies.of_file(stored))
        progress("files", report.files, count)


def _files_beside(report: Report) -> None:
    """The bytes of what waits in drafts, and files that no row names. People go on: one that is gone is asked for once more, since
    somebody may have taken it back just now."""
    for model in (DraftFile, IntakeFile):
        for waiting in model.objects.order_by("pk").only("pk", "path", "sha256").iterator(chunk_size=CHUNK):
            report.files += 1
            try:
                if digest_of(waiting) != waiting.sha256:
                    report.find(discrepancies.BYTES_ALTERED, discrepancies.of_draft_file(waiting.pk))
            except FileNotFoundError:
                if model.objects.filter(pk=waiting.pk).exists():
                    report.find(discrepancies.BYTES_MISSING, discrepancies.of_draft_file(waiting.pk))
            except (OSError, ValueError):  # as in _files
                report.find(discrepancies.BYTES_UNREADABLE, discrepancies.of_draft_file(waiting.pk))
    if unnamed := unnamed_files.found(timezone.now()):
        shown = ", ".join(each.shown for each in unnamed[:UNNAMED])
        report.unnamed.append(says(NAMED_BY_NONE, n=len(unnamed), at=unnamed[0].at.isoformat(), paths=shown))
