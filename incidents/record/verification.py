"""Holds the record against the transparency log: payload ↔ leaf ↔ tree ↔ signed head ↔ heads held outside, every column that a
payload names ↔ the row today, files ↔ their hashes, and rows that no event explains. It says what is wrong, and where.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from typing import NamedTuple

from django.db import connection, transaction

from ..files import digest_of
from ..models import AccessEntry, CaseEvent, Leaf, Pending, StoredFile, TreeHead, Verification
from ..plain import merkle, signed_notes
from ..plain.clocks import Instant
from ..plain.merkle import Tree
from ..plain.signed_notes import Checkpoint, Unreadable, Verifier
from ..translatable import _
from . import discrepancies, explained_rows, log_keys, transparency
from .discrepancies import Discrepancy as Discrepancy  # what a report holds
from .discrepancies import Report, Said, says
from .explained_rows import COLUMNS_OF_TOLD, Told

CHUNK = 2_000
SEALED_WITHIN = timedelta(hours=1)
"""What is recorded is sealed within a minute; no transaction is open, and no clock of ours is wrong unseen, so much longer."""

logger = logging.getLogger(__name__)
PEAKS = _("what the tree grows on from is not what it holds")
Progress = Callable[[str, int, int], None]


def verify(outside: Iterable[str] = (), *, since: int = 0, progress: Progress = lambda part, done, of: None) -> Report:
    """Verify everything, or what was sealed after the head of size `since`, which is taken for true. `outside` are
    checkpoints that somebody else holds, as signed notes. Raises NoKey, Unreadable for a note that is none. That it cannot be
    carried to its end for another reason is a discrepancy: whoever alters the record must not silence what looks at it."""
    report = Report()
    known = log_keys.verifiers()
    held = _held(outside, known, report)
    explained = explained_rows.Explained(report.find)
    walk = _Walk(report, known, held, explained)
    try:
        with _as_of_one_instant():
            walk.through(since, progress)
            _unsealed(report, explained, walk.sealed_up_to)
            if not since:
                explained.look_for_others(progress)
                _files(report, progress)
    except Exception as fault:
        logger.exception("the record could not be verified")
        report.find(
            says(discrepancies.BROKEN_OFF, fault=type(fault).__name__), discrepancies.after_leaf(walk.tree.size)
        )
    report.rows = explained.rows
    return report


def not_begun(why: str) -> Report:
    """The report of a verification that nothing came of: that too is found, kept and told."""
    report = Report()
    report.find(says(discrepancies.BROKEN_OFF, fault=why), discrepancies.after_leaf(0))
    return report


def keep(report: Report, began_at: Instant, ended_at: Instant) -> Verification:
    """Write down that the record was verified, and what was found."""
    return Verification.objects.create(
        began_at=began_at,
        ended_at=ended_at,
        size=report.size,
        leaves=report.leaves,
        rows=report.rows,
        files=report.files,
        tail_since=report.tail_since,
        discrepancies=[asdict(discrepancy) for discrepancy in report.told],
    )


@contextmanager
def _as_of_one_instant() -> Iterator[None]:
    """People go on working meanwhile: everything is read as it stood when the first row was."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _held(outside: Iterable[str], known: list[Verifier], report: Report) -> dict[int, bytes]:
    """{size: root} of the heads held outside; two that disagree, or one that nobody of ours signed, are found."""
    held: dict[int, bytes] = {}
    for text in outside:
        note = signed_notes.read(text)
        point = Checkpoint.read(note.text)
        if point.origin != log_keys.origin() or not note.signed_by(known):
            report.find(_("is not signed by a key of this log"), discrepancies.of_outside(point.size))
        elif held.setdefault(point.size, point.root) != point.root:
            report.find(_("two heads of one size differ"), discrepancies.of_outside(point.size))
    return held


class _Sealed(NamedTuple):
    """A leaf, and what it is of: one of the three. Nothing where that is gone, more than one where a hand was there."""

    place: int
    hash: str
    event: Told | None
    entry: AccessEntry | None
    head: TreeHead | None


class _Walk:
    """The leaves in their order, from one head to the next."""

    def __init__(
        self, report: Report, known: list[Verifier], held: dict[int, bytes], explained: explained_rows.Explained
    ) -> None:
        self.report, self.known, self.held, self.explained = report, known, held, explained
        self.heads = {head.size: head for head in TreeHead.objects.all()}
        self.tree, self.before = Tree(), 0
        self.sealed_up_to: Instant | None = None  # when a head was last made that left nothing waiting

    def through(self, since: int, progress: Progress) -> None:
        report = self.report
        report.size = max(self.heads, default=0)
        if since:
            self._begin_at(since)
        for leaves in self._chunks(since):
            for leaf in leaves:
                self._leaf(leaf)
            self.explained.compare([leaf.event for leaf in leaves if leaf.event])
            progress("leaves", self.tree.size, report.size)
        if self.tree.size != report.size:
            counted = says(
                _("%(sealed)d leaves were sealed, %(there)d are there"), sealed=report.size, there=self.tree.size
            )
            report.find(counted, self._between(min(report.size, self.tree.size + 1)))
        if any(size > report.size for size in self.held):
            report.tail_since = report.size

    def _begin_at(self, size: int) -> None:
        head = self.heads.get(size)
        if head is None:
            self.report.find(_("there is no such head"), discrepancies.of_head(size))
            return
        self._signed(head)
        self.before = size
        if grown := _grown(head):
            self.tree = grown
        else:
            self.report.find(PEAKS, discrepancies.of_head(size))
            self._skip_to(size)

    def _chunks(self, place: int) -> Iterator[list[_Sealed]]:
        columns = ("place", "hash", "entry", "head", *(f"event__{name}" for name in COLUMNS_OF_TOLD))
        while True:
            rows = list(Leaf.objects.filter(place__gte=place).order_by("place").values_list(*columns)[:CHUNK])
            if not rows:
                return
            entries = AccessEntry.objects.in_bulk([entry for _place, _hash, entry, *_rest in rows if entry])
            yield [
                _Sealed(at, hash, Told.by(event) if event[0] else None, entries.get(entry), self.heads.get(head))
                for at, hash, entry, head, *event in rows
            ]
            place = rows[-1][0] + 1

    def _leaf(self, leaf: _Sealed) -> None:
        report = self.report
        report.leaves += 1
        if leaf.place != self.tree.size:
            report.find(says(_("leaf %(leaf)d is missing"), leaf=self.tree.size), self._between(leaf.place))
            self._skip_to(leaf.place)
        things = [thing for thing in (leaf.event, leaf.entry, leaf.head) if thing]
        if not things:
            report.find(says(_("leaf %(leaf)d is of nothing"), leaf=leaf.place), self._between(leaf.place))
        elif len(things) > 1:
            report.find(says(_("leaf %(leaf)d is of more than one thing"), leaf=leaf.place), self._between(leaf.place))
        for thing in things:
            self._thing(thing, leaf)
        head = self.heads.get(self.tree.size)
        if head and leaf.head != head:
            report.find(_("is not the first leaf after itself"), discrepancies.of_head(self.tree.size))
        self.tree.append(self._hash(leaf))
        size = self.tree.size
        if size in self.held and self.held[size] != self.tree.root():
            report.find(_("the tree differs from the head held outside"), self._between(size))
        if size in self.heads:
            self._head(self.heads[size])

    def _thing(self, thing: Told | AccessEntry | TreeHead, leaf: _Sealed) -> None:
        """What a leaf is of, beside the leaf."""
        text = thing.payload if isinstance(thing, Told) else transparency.sealed_text(thing)
        if transparency.hash_of(text).hex() != leaf.hash:
            self.report.find(_("is not what was sealed"), _named(thing))
        elif self._too_late(thing):
            late = _("says that it was recorded well before head %(size)d, and was sealed after it")
            self.report.find(says(late, size=self.before), _named(thing))

    def _hash(self, leaf: _Sealed) -> merkle.Hash:
        """The leaf's hash; one that is none is found here, and the tree goes on from another."""
        try:
            return bytes.fromhex(leaf.hash)
        except ValueError:
            unread = says(_("the hash of leaf %(leaf)d cannot be read"), leaf=leaf.place)
            self.report.find(unread, self._between(leaf.place))
            return merkle.EMPTY

    def _skip_to(self, place: int) -> None:
        """Go on as if something stood where leaves are missing, however many: what comes after can still be judged by itself."""
        self.tree = Tree(place, [merkle.EMPTY] * place.bit_count())

    def _too_late(self, thing: Told | AccessEntry | TreeHead) -> bool:
        """Whether it is sealed after a head that left nothing waiting, and says that it was recorded before that: somebody put
        it in afterwards. What a head left behind waited honestly, however long."""
        if self.sealed_up_to is None or isinstance(thing, TreeHead):
            return False
        recorded = thing.recorded_at if isinstance(thing, Told) else thing.at
        return recorded < self.sealed_up_to - SEALED_WITHIN

    def _head(self, head: TreeHead) -> None:
        signed = self._signed(head)
        if signed != self.tree.root() or head.root != self.tree.root().hex():
            self.report.find(_("the leaves do not make the root that was signed"), self._between(head.size))
        if head.peaks != [peak.hex() for peak in self.tree.peaks]:
            self.report.find(PEAKS, discrepancies.of_head(head.size))
            self._trust(head, signed)
        self.before = head.size

    def _trust(self, head: TreeHead, signed: bytes | None) -> None:
        """What was altered before a head is found once: from it on, the tree is the one that was signed."""
        sealed = _grown(head)
        if sealed and sealed.root() == signed:
            self.tree = sealed

    def _signed(self, head: TreeHead) -> bytes | None:
        """The root that the head's checkpoint states; None where it states none, or for nobody of this log."""
        where = discrepancies.of_head(head.size)
        try:
            note = signed_notes.read(head.checkpoint)
            point = Checkpoint.read(note.text)
        except Unreadable as fault:
            self.report.find(says(_("cannot be read: %(fault)s"), fault=str(fault)), where)
            return None
        if not note.signed_by(self.known) or note.forged_by(self.known):
            self.report.find(_("is not signed by a key of this log"), where)
            return None
        if (point.origin, point.size) != (log_keys.origin(), head.size):
            self.report.find(_("states another log or another size"), where)
        if batch := transparency.Batch.read(note.text):
            if batch.sealed_at != head.sealed_at:
                self.report.find(says(explained_rows.CHANGED, column="sealed_at"), where)
            if not batch.left:
                self.sealed_up_to = batch.sealed_at
        return point.root

    def _between(self, place: int) -> Said:
        return discrepancies.between(self.before, min((size for size in self.heads if size >= place), default=None))


def _grown(head: TreeHead) -> Tree | None:
    """The tree that a head says it ends; None where what it says makes none."""
    try:
        return Tree(head.size, map(bytes.fromhex, head.peaks))
    except (TypeError, ValueError):
        return None


def _named(thing: Told | AccessEntry | TreeHead) -> Said:
    """How it is called where something is found."""
    return discrepancies.of(thing.event if isinstance(thing, Told) else thing)


def _unsealed(report: Report, explained: explained_rows.Explained, sealed_up_to: Instant | None) -> None:
    """What no leaf holds must wait for its seal: what does neither came in past the door, or lost its leaf. What an event
    that waits tells of its rows is compared all the same, though nothing proves it yet. A read waits while it was recorded
    after the last head that left nothing waiting."""
    waiting = CaseEvent.objects.filter(pk__in=Pending.objects.filter(job=Pending.Job.SEAL).values("event"))
    told = [Told.by(event) for event in waiting.order_by().values_list(*COLUMNS_OF_TOLD)]
    report.unsealed = len(told)
    explained.compare(told)
    lost = _("is in no leaf and does not wait for its seal")
    for event in CaseEvent.objects.filter(leaf__isnull=True).exclude(pk__in=waiting.values("pk")).iterator(CHUNK):
        report.find(lost, discrepancies.of_event(event))
    if sealed_up_to:
        unsealed = AccessEntry.objects.filter(leaf__isnull=True, at__lt=sealed_up_to - SEALED_WITHIN)
        for entry in unsealed.iterator(CHUNK):
            report.find(lost, discrepancies.of_access_entry(entry))


def _files(report: Report, progress: Progress) -> None:
    count = StoredFile.objects.count()
    for stored in StoredFile.objects.order_by("pk").iterator(chunk_size=CHUNK):
        report.files += 1
        try:
            if digest_of(stored) != stored.sha256:
                report.find(_("its bytes are not those that came in"), discrepancies.of_file(stored))
        except FileNotFoundError:
            report.find(_("its bytes are missing"), discrepancies.of_file(stored))
        except (OSError, ValueError):  # another path than ours, a folder, another's file
            report.find(_("its bytes cannot be read"), discrepancies.of_file(stored))
        progress("files", report.files, count)
