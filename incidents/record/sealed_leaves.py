"""The leaves of the log in their order, each beside what it is of, from one signed head to the next."""

from collections.abc import Callable, Generator
from contextlib import closing
from datetime import timedelta
from typing import Any, NamedTuple

from ..models import AccessEntry, HeadStamp, Leaf, LogDeclaration, TreeHead
from ..plain import merkle, signed_notes
from ..plain.clocks import Instant
from ..plain.merkle import Tree
from ..plain.signed_notes import Checkpoint, Unreadable, Verifier
from ..translatable import _
from . import discrepancies, explained_rows, log_keys, payloads_by_database, transparency
from .columns_in_words import NO_INSTANT, instant
from .discrepancies import Report, Said, says
from .explained_rows import EVENT, Told
from .held_heads import Heads, Held
from .payloads_by_database import Kept
from .removal.statements import ENTRY, Emptied
from .removal.statements import EVENT as EVENT_LINE

CHUNK = 2_000
SEALED_WITHIN = timedelta(hours=1)
"""What is recorded is sealed within a minute; no transaction is open, and no clock of ours is wrong unseen, so much longer."""

PEAKS = _("what the tree grows on from is not what it holds")
# what the log itself is made of: no law removes it, and nothing was done by it
UNRECORDED = TreeHead | HeadStamp | LogDeclaration
Progress = Callable[[str, int, int], None]
Thing = Told | Kept | AccessEntry | TreeHead | HeadStamp | LogDeclaration


class _Sealed(NamedTuple):
    """A leaf, and what it is of: one of the five. Nothing where that is gone, more than one where a hand was there."""

    place: int
    hash: str
    event: Told | Kept | None
    entry: AccessEntry | None
    head: TreeHead | None
    stamp: HeadStamp | None
    declaration: LogDeclaration | None


def _chunks(place: int, *, ahead: bool) -> Generator[list[tuple[Any, ...]], None, None]:
    """The leaves from a place on, in chunks; `ahead`: each is asked for while the one before is looked at."""
    if ahead:
        yield from payloads_by_database.leaves_ahead(place, CHUNK)
        return
    while found := _leaves(place):
        yield found
        place = found[-1][0] + 1


def _leaves(place: int) -> list[tuple[Any, ...]]:
    """The leaves of a chunk from a place on: place, hash, event, keys of the entry, head, time stamp or declaration that they are of."""
    if payloads_by_database.possible():
        return payloads_by_database.leaves(place, CHUNK)
    columns = (
        "place",
        "hash",
        "entry",
        "head",
        "stamp",
        "declaration",
        *EVENT.wanted(before="event__"),
        "event__payload",
    )
    found = Leaf.objects.filter(place__gte=place).order_by("place").values_list(*columns)[:CHUNK]
    return [
        (at, hash, Told.by(event) if event[0] else None, *others)
        for at, hash, entry, head, stamp, declaration, *event in found
        for others in [(entry, head, stamp, declaration)]
    ]


class Walk:
    """The leaves in their order, from one head to the next."""

    def __init__(self, report: Report, known: list[Verifier], held: Heads, explained: explained_rows.Explained) -> None:
        self.report, self.known, self.held, self.explained = report, known, held, explained
        self.heads: dict[int, TreeHead] = {}
        self.stamps: dict[int, HeadStamp] = {}
        self.declarations: dict[int, LogDeclaration] = {}
        self.agreeing: set[Held] = set()  # of the heads held outside, those whose root the leaves make
        self.altered = False  # whether the log does not fit together by itself
        self.since = 0
        self.tree, self.before = Tree(), 0
        self.emptied: Emptied
        self.sealed_up_to: Instant | None = None  # when a head was last made that left nothing waiting

    def through(self, since: int, progress: Progress, *, ahead: bool = False) -> None:
        """From the head of size `since` to the end; `ahead`: see `payloads_by_database.leaves_ahead`."""
        report, found = self.report, self.report.found
        self.since = since
        self.heads = {head.size: head for head in transparency.heads_of(TreeHead.objects.order_by("size"))}
        self.stamps = {stamp.pk: stamp for stamp in transparency.stamps_of(HeadStamp.objects.order_by("pk"))}
        self.declarations = {row.pk: row for row in transparency.declarations_of(LogDeclaration.objects.order_by("pk"))}
        report.size = max(self.heads, default=0)
        if since:
            self._begin_at(since)
        with closing(_chunks(since, ahead=ahead)) as chunks:
            for leaves in map(self._beside, chunks):
                for leaf in leaves:
                    self._leaf(leaf)
                self.explained.compare([leaf.event for leaf in leaves if isinstance(leaf.event, Told)])
                self.explained.compare_signs([leaf.event for leaf in leaves if isinstance(leaf.event, Kept)])
                progress("leaves", self.tree.size, report.size)
        if self.tree.size != report.size:
            counted = says(
                _("%(sealed)d leaves were sealed, %(there)d are there"), sealed=report.size, there=self.tree.size
            )
            report.find(counted, self._between(min(report.size, self.tree.size + 1)))
        self.altered = report.found > found

    def unmet(self) -> list[Held]:
        """The heads held outside that are not in the log, the smallest first; of before the head that the walk began at, none."""
        return [
            held
            for size in sorted(self.held)
            for held in self.held[size]
            if size >= self.since and not (held in self.agreeing and size in self.heads)
        ]

    def _begin_at(self, size: int) -> None:
        head = self.heads.get(size)
        if head is None:
            self.report.find(_("there is no such head"), discrepancies.of_head(size))
            return
        self._signed(head)
        self.before = size
        if grown := transparency.grown(head):
            self.tree = grown
        else:
            self.report.find(PEAKS, discrepancies.of_head(size))
            self.tree = transparency.skipped_to(size)
        self._held_here()

    def _beside(self, rows: list[tuple[Any, ...]]) -> list[_Sealed]:
        """The leaves of a chunk, each beside what it is of."""
        read = AccessEntry.objects.filter(
            pk__in=[entry for _at, _hash, _event, entry, *_others in rows if entry]
        ).order_by()
        entries = {entry.pk: entry for entry in transparency.entries_of(read)}
        return [
            _Sealed(
                at,
                hash,
                event,
                entries.get(entry),
                self.heads.get(head),
                self.stamps.get(stamp),
                self.declarations.get(declaration),
            )
            for at, hash, event, entry, head, stamp, declaration in rows
        ]

    def _leaf(self, leaf: _Sealed) -> None:
        report = self.report
        report.leaves += 1
        if leaf.place != self.tree.size:
            report.find(says(_("leaf %(leaf)d is missing"), leaf=self.tree.size), self._between(leaf.place))
            self.tree = transparency.skipped_to(leaf.place)
        things = [thing for thing in (leaf.event, leaf.entry, leaf.head, leaf.stamp, leaf.declaration) if thing]
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
        if size in self.held:
            self._held_here()
        if size in self.heads:
            self._head(self.heads[size])

    def _held_here(self) -> None:
        """Which of the heads held outside agree with the tree as it is now."""
        if at_this_size := self.held.get(self.tree.size):
            root = self.tree.root()
            self.agreeing |= {held for held in at_this_size if held.root == root}

    def _thing(self, thing: Thing, leaf: _Sealed) -> None:
        """What a leaf is of, beside the leaf."""
        text = thing.payload if isinstance(thing, Told | Kept) else transparency.sealed_text(thing)
        now = transparency.hash_of(text).hex()
        if now != leaf.hash and not self._was_emptied(thing, leaf.hash, now):
            self.report.find(_("is not what was sealed"), _named(thing))
        elif isinstance(thing, AccessEntry) and thing.at == NO_INSTANT:  # put in by a hand before the sealer came by
            self.report.find(discrepancies.NO_INSTANT_OF_OURS, _named(thing))
        elif self._too_late(thing):
            late = _("says that it was recorded well before head %(size)d, and was sealed after it")
            self.report.find(says(late, size=self.before), _named(thing))

    def _was_emptied(self, thing: Thing, sealed: str, now: str) -> bool:
        """Whether a removal under law made of it what it is now."""
        if isinstance(thing, UNRECORDED):
            return False
        kind, key = (ENTRY, thing.pk) if isinstance(thing, AccessEntry) else (EVENT_LINE, thing.key)
        return self.emptied.explains(kind, str(key), sealed, now)

    def _hash(self, leaf: _Sealed) -> merkle.Hash:
        """The leaf's hash; one that is none is found here, and the tree goes on from another."""
        found = transparency.hash_in(leaf.hash)
        if found is None:
            unread = says(_("the hash of leaf %(leaf)d cannot be read"), leaf=leaf.place)
            self.report.find(unread, self._between(leaf.place))
        return found or merkle.EMPTY

    def _too_late(self, thing: Thing) -> bool:
        """Whether it is sealed after a head that left nothing waiting, and says that it was recorded before that: somebody put
        it in afterwards. What a head left behind waited honestly, however long. A declared restore is sealed by the next head too."""
        if self.sealed_up_to is None or isinstance(thing, TreeHead | HeadStamp):
            return False
        if isinstance(thing, LogDeclaration):
            recorded: object = thing.declared_at
        else:
            recorded = thing.recorded_at if isinstance(thing, Told | Kept) else thing.at
        limit = self.sealed_up_to - SEALED_WITHIN
        if type(recorded) is str and recorded[:19] > str(limit)[:19]:  # most are, and need not be read
            return False
        return instant(recorded) < limit

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
        sealed = transparency.grown(head)
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
        if not note.signed_by(self.known, point.size) or note.forged_by(self.known):
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

    def around(self, size: int) -> Said:
        """The heads around a head of another log, once the walk is over."""
        before = max((other for other in self.heads if other < size), default=0)
        return discrepancies.between(before, min((other for other in self.heads if other >= size), default=None))

    def _between(self, place: int) -> Said:
        return discrepancies.between(self.before, min((size for size in self.heads if size >= place), default=None))


def _named(thing: Thing) -> Said:
    """How it is called where something is found."""
    if isinstance(thing, Kept):
        [thing] = explained_rows.read([thing.key])
    return discrepancies.of(thing.event if isinstance(thing, Told) else thing)
