"""The transparency log after RFC 9162: what happened and what was read becomes leaves of one tree, in batches, beside the
deeds that wrote it and never in their way. Each batch ends with a head, signed by a key that is not in the database.

A leaf proves that something stood in the record no later than its head; between commit and seal, at most a minute, nothing
is proved yet.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Max
from django.db.models.functions import Coalesce

from ..models import AccessEntry, CaseEvent, HeadStamp, Leaf, LogDeclaration, Pending, TreeHead
from ..plain import merkle, signed_notes
from ..plain.clocks import Instant
from ..plain.merkle import Tree
from ..plain.signed_notes import Checkpoint
from . import log_keys
from .canonical import canonical_json
from .columns_in_words import Words
from .sealed_batches import Batch as Batch  # what a head says of its batch

BATCH = 5_000
LATE = 10_000
"""Entries of the access log are numbered before they are stored: one may appear after as many others."""

Sealed = CaseEvent | AccessEntry | TreeHead | HeadStamp | LogDeclaration
ENTRY, HEAD, STAMP, DECLARATION = Words(AccessEntry), Words(TreeHead), Words(HeadStamp), Words(LogDeclaration)
_LOCK = 0x74616E67676170  # "tanggap": the advisory lock of the one sealer


def sealed_text(thing: Sealed) -> str:
    """The text a leaf is the hash of: of an event its payload, of all else every column."""
    if isinstance(thing, CaseEvent):
        return thing.payload
    columns = {field.attname: getattr(thing, field.attname) for field in thing._meta.concrete_fields}
    return canonical_json({thing._meta.model_name: columns})


def hash_of(text: str) -> bytes:
    return merkle.leaf_hash(text.encode())


def heads_of(rows: "models.QuerySet[TreeHead]") -> Iterator[TreeHead]:
    """The heads among the rows. One whose instant was made unreadable is given too: it must stop nobody who looks at it."""
    return (TreeHead(**HEAD.object(values)) for values in rows.values_list(*HEAD.wanted()).iterator())


def entries_of(rows: "models.QuerySet[AccessEntry]") -> Iterator[AccessEntry]:
    """The entries among the rows, an unreadable instant or not."""
    return (AccessEntry(**ENTRY.object(values)) for values in rows.values_list(*ENTRY.wanted()).iterator())


def stamps_of(rows: "models.QuerySet[HeadStamp]") -> Iterator[HeadStamp]:
    """The time stamps among the rows, an unreadable instant or not."""
    return (HeadStamp(**STAMP.object(values)) for values in rows.values_list(*STAMP.wanted()).iterator())


def declarations_of(rows: "models.QuerySet[LogDeclaration]") -> Iterator[LogDeclaration]:
    """What is declared of the log among the rows, an unreadable instant or not."""
    return (
        LogDeclaration(**DECLARATION.object(values)) for values in rows.values_list(*DECLARATION.wanted()).iterator()
    )


def newest() -> TreeHead | None:
    return next(heads_of(TreeHead.objects.order_by("-size")[:1]), None)


def newest_stamp() -> HeadStamp | None:
    return next(stamps_of(HeadStamp.objects.order_by("-pk")[:1]), None)


def anchor(at: Instant) -> dict[str, Any]:
    """What a letter of `at` says of the newest head of then, so that whoever holds it can prove what stood before it: {} when there was
    none. Of a past that is entered later no head speaks."""
    head = next(heads_of(TreeHead.objects.filter(sealed_at__lte=at).order_by("-size")[:1]), None)
    return {"log": {"size": head.size, "root": head.root}} if head else {}


def unsealed_events() -> "models.QuerySet[Pending]":
    """What the log still waits for, in the order in which it was recorded."""
    return Pending.objects.filter(job=Pending.Job.SEAL).order_by("id")


def unsealed_entries() -> "models.QuerySet[AccessEntry]":
    """The reads and log-ins without a leaf. The search begins a little before the last one sealed, among the leaves too: joined
    with all of them, each batch and each page that counts what waits looked at every leaf there is."""
    begin = _begin_of_entries()
    sealed = Leaf.objects.filter(entry__gt=begin).values("entry")
    return AccessEntry.objects.filter(pk__gt=begin).exclude(pk__in=sealed).order_by("pk")


def _begin_of_entries() -> int:
    return (Leaf.objects.aggregate(last=Max("entry"))["last"] or 0) - LATE


def unsealed() -> int:
    """How many events, reads and log-ins wait for their seal. Each leaf of a read is of one, so those without are counted from two
    indexes: told apart one by one, the LATE that are looked at took the most of the page that says it."""
    begin = _begin_of_entries()
    entries = AccessEntry.objects.filter(pk__gt=begin).count() - Leaf.objects.filter(entry__gt=begin).count()
    return unsealed_events().count() + entries


def unsealed_stamps() -> "models.QuerySet[HeadStamp]":
    """The time stamps without a leaf, looked for as the reads are."""
    begin = (Leaf.objects.aggregate(last=Max("stamp"))["last"] or 0) - LATE
    sealed = Leaf.objects.filter(stamp__gt=begin).values("stamp")
    return HeadStamp.objects.filter(pk__gt=begin).exclude(pk__in=sealed).order_by("pk")


def waits_since(at: Instant) -> bool:
    """Whether something that was recorded before `at` still waits for its seal."""
    recorded = Coalesce("event__loaded_at", "event__recorded_at")
    return unsealed_events().annotate(recorded=recorded).filter(recorded__lt=at).exists()


COLUMNS = tuple(field.attname for field in Leaf._meta.concrete_fields)


@dataclass
class _Growing:
    """The tree while leaves are added to it, and the rows of those leaves, in COLUMNS."""

    tree: Tree
    leaves: list[tuple[object, ...]]

    def add(self, text: str, **of: object) -> None:
        """The leaf of a text; `of` is the key of what it is of: event_id, entry_id, head_id, stamp_id or declaration_id."""
        hashed = hash_of(text)
        row = {"place": self.tree.size, "hash": hashed.hex(), **of}
        self.leaves.append(tuple(map(row.get, COLUMNS)))
        self.tree.append(hashed)


def _add(leaves: list[tuple[object, ...]]) -> None:
    """Store the leaves. PostgreSQL takes them as they come: to make a statement of so many values costs more than all else of a seal."""
    if connection.vendor != "postgresql":
        Leaf.objects.bulk_create(Leaf(**dict(zip(COLUMNS, row, strict=True))) for row in leaves)
        return
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {Leaf._meta.db_table} ({', '.join(COLUMNS)}) FROM STDIN") as copy,
    ):
        for row in leaves:
            copy.write_row(row)


def is_sound() -> bool:
    """Whether the log goes on from its newest head. Where somebody altered that head, or took it away from over its leaves,
    the sealer goes on from the leaves, so that what is recorded afterwards is proved all the same; a verification says what
    was altered. Raises NoKey."""
    return _end()[1]


def _end() -> tuple[Tree, bool]:
    """The tree that the log goes on from, and whether it is the one that its newest head says."""
    last, signed = next(_signed(heads_of(TreeHead.objects.order_by("-size"))), (None, merkle.EMPTY))
    size = last.size if last else 0
    tree = grown(last) if last else Tree()
    if tree is None or tree.root() != signed:
        tree = Tree()
        _append_leaves(tree)
        return (tree if tree.size >= size else skipped_to(size)), False
    return tree, _append_leaves(tree) == 0 and last == newest()


def _signed(heads: Iterator[TreeHead]) -> Iterator[tuple[TreeHead, bytes]]:
    """Those of the heads that a key of this log signed, with the root that each states."""
    known = log_keys.verifiers()
    for head in heads:
        try:
            note = signed_notes.read(head.checkpoint)
            point = Checkpoint.read(note.text)
        except signed_notes.Unreadable:
            continue
        if (point.origin, point.size) == (log_keys.origin(), head.size) and note.signed_by(known, head.size):
            yield head, point.root


def _append_leaves(tree: Tree) -> int:
    """Let the tree grow by the leaves that stand where it ends, without a gap; by how many."""
    began = tree.size
    for place, hashed in (
        Leaf.objects.filter(place__gte=began).order_by("place").values_list("place", "hash").iterator()
    ):
        if place != tree.size:
            break
        tree.append(hash_in(hashed) or merkle.EMPTY)
    return tree.size - began


def grown(head: TreeHead) -> Tree | None:
    """The tree that a head says it ends; None where what it says makes none."""
    try:
        return Tree(head.size, map(bytes.fromhex, head.peaks))
    except (TypeError, ValueError):
        return None


def skipped_to(size: int) -> Tree:
    """A tree of which nothing is known but its size: what comes after can still be judged by itself."""
    return Tree(size, [merkle.EMPTY] * size.bit_count())


def hash_in(text: str) -> merkle.Hash | None:
    """The hash that a leaf holds in hex; None where it is none."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return None


def seal(at: Instant) -> int:
    """Seal what waits, at most BATCH of it, under a new head; how many leaves that were: 0 when nothing waits, or when
    somebody else is sealing. Of a log whose end was broken the end is sealed, whatever waits: see `is_sound`. Raises NoKey."""
    signers = log_keys.signers()
    with transaction.atomic():
        if not _alone():
            return 0
        waiting = _waiting(BATCH + 1)
        entries = list(entries_of(unsealed_entries()[: BATCH + 1 - len(waiting)]))
        left = len(waiting) + len(entries) > BATCH
        waiting = waiting[:BATCH]
        entries = entries[: BATCH - len(waiting)]
        tree, sound = _end()
        stamps = list(stamps_of(unsealed_stamps()))
        declared = list(declarations_of(LogDeclaration.objects.filter(leaf__isnull=True).order_by("pk")))
        if not waiting and not entries and not stamps and not declared and sound:
            return 0
        growing, begun = _Growing(tree, []), tree.size
        alone = TreeHead.objects.filter(size__lte=tree.size, leaf__isnull=True).order_by("-size")
        for last in heads_of(alone[:1]):
            growing.add(sealed_text(last), head_id=last.pk)
        for stamp in stamps:
            growing.add(sealed_text(stamp), stamp_id=stamp.pk)
        for each in declared:
            growing.add(sealed_text(each), declaration_id=each.pk)
        for event, payload in waiting:
            growing.add(payload, event_id=event)
        for entry in entries:
            growing.add(sealed_text(entry), entry_id=entry.pk)
        _store(growing, signers, Batch(at, left))
        unsealed_events().filter(event__leaf__place__gte=begun).delete()
        return len(growing.leaves)


def _waiting(most: int) -> list[tuple[uuid.UUID, str]]:
    """The events that wait and have no leaf, each with its payload, the first that wait. Asked for in pieces, each between two keys, and
    those with a leaf left out here: for events without one a database looks through all there are, to leave out all but these."""
    found: list[tuple[uuid.UUID, str]] = []
    waiting, last = unsealed_events(), 0
    while len(found) < most and (keys := list(waiting.filter(pk__gt=last).values_list("pk", flat=True)[:most])):
        piece = waiting.filter(pk__gte=keys[0], pk__lte=keys[-1])
        rows = piece.values_list("event_id", "event__payload", "event__leaf")
        found += [(event, payload) for event, payload, leaf in rows if leaf is None]
        last = keys[-1]
    return found[:most]


def seal_all(at: Instant, batches: int = 20) -> int:
    """Seal until nothing waits or so many batches are done; how many leaves. Raises NoKey."""
    total = 0
    for _ in range(batches):
        done = seal(at)
        total += done
        if done < BATCH:
            break
    return total


def _store(growing: _Growing, signers: list[signed_notes.Signer], batch: Batch) -> None:
    tree = growing.tree
    checkpoint = Checkpoint(log_keys.origin(), tree.size, tree.root())
    _add(growing.leaves)
    TreeHead.objects.create(
        size=tree.size,
        root=tree.root().hex(),
        peaks=[peak.hex() for peak in tree.peaks],
        sealed_at=batch.sealed_at,
        checkpoint=signed_notes.sign(checkpoint.text + batch.text, signers),
    )


def _alone() -> bool:
    """Whether nobody else is sealing; on SQLite one transaction writes at a time. Whoever seals looks up each row by its key: among some
    hundred thousand leaves PostgreSQL would rather read all of them for each batch, in several processes, beside the deeds."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        for setting in ("enable_hashjoin = off", "enable_mergejoin = off", "max_parallel_workers_per_gather = 0"):
            cursor.execute(f"SET LOCAL {setting}")
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])
