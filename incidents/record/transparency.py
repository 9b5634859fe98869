"""The transparency log after RFC 9162: what happened and what was read becomes leaves of one tree, in batches, beside the
deeds that wrote it and never in their way. Each batch ends with a head, signed by a key that is not in the database.

A leaf proves that something stood in the record no later than its head; between commit and seal, at most a minute, nothing
is proved yet.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from django.db import connection, models, transaction
from django.db.models.functions import Coalesce

from ..models import AccessEntry, CaseEvent, Leaf, Pending, TreeHead
from ..plain import merkle, signed_notes
from ..plain.clocks import Instant
from ..plain.merkle import Tree
from ..plain.signed_notes import Checkpoint
from . import log_keys
from .canonical import canonical_json

BATCH = 5_000
LATE = 10_000
"""Entries of the access log are numbered before they are stored: one may appear after as many others."""

Sealed = CaseEvent | AccessEntry | TreeHead
_LOCK = 0x74616E67676170  # "tanggap": the advisory lock of the one sealer


class Batch(NamedTuple):
    """What a head says of the batch that it ends, in two lines after its checkpoint, signed with it: when it was made, and
    whether something waited that the batch had no place for."""

    sealed_at: Instant
    left: bool

    @property
    def text(self) -> str:
        return f"sealed at {self.sealed_at.astimezone(UTC).isoformat()}\n{_LEFT[self.left]}\n"

    @classmethod
    def read(cls, text: str) -> "Batch | None":
        """What the text of a head says; None of a head that says nothing of its batch."""
        told, left = [*text.split("\n")[3:], "", ""][:2]
        if left not in _LEFT.values() or not told.startswith("sealed at "):
            return None
        return cls(datetime.fromisoformat(told.removeprefix("sealed at ")), left == _LEFT[True])


_LEFT = {True: "more waited", False: "nothing else waited"}


def sealed_text(thing: Sealed) -> str:
    """The text a leaf is the hash of: of an event its payload, of an entry or a head every column."""
    if isinstance(thing, CaseEvent):
        return thing.payload
    columns = {field.attname: getattr(thing, field.attname) for field in thing._meta.concrete_fields}
    return canonical_json({thing._meta.model_name: columns})


def hash_of(text: str) -> bytes:
    return merkle.leaf_hash(text.encode())


def newest() -> TreeHead | None:
    return TreeHead.objects.order_by("-size").first()


def anchor() -> dict[str, object]:
    """What a receipt says of the newest head, so that whoever holds it can prove what stood before it: {} when there is none."""
    head = newest()
    return {"log": {"size": head.size, "root": head.root}} if head else {}


def unsealed_events() -> "models.QuerySet[Pending]":
    """What the log still waits for, in the order in which it was recorded."""
    return Pending.objects.filter(job=Pending.Job.SEAL).order_by("id")


def unsealed_entries() -> "models.QuerySet[AccessEntry]":
    """The reads and log-ins without a leaf. The search begins a little before the last one sealed."""
    last = Leaf.objects.filter(entry__isnull=False).order_by("-place").values_list("entry", flat=True).first() or 0
    return AccessEntry.objects.filter(pk__gt=last - LATE, leaf__isnull=True).order_by("pk")


def waits_since(at: Instant) -> bool:
    """Whether something that was recorded before `at` still waits for its seal."""
    recorded = Coalesce("event__loaded_at", "event__recorded_at")
    first = unsealed_events().values_list(recorded, flat=True).first()
    return first is not None and first < at


@dataclass
class _Growing:
    """The tree while leaves are added to it, and the rows of those leaves."""

    tree: Tree
    leaves: list[Leaf]

    def add(self, text: str, **of: object) -> None:
        """The leaf of a text; `of` is the key of what it is of: event_id, entry_id or head_id."""
        hashed = hash_of(text)
        self.leaves.append(Leaf(place=self.tree.size, hash=hashed.hex(), **of))
        self.tree.append(hashed)


def seal(at: Instant) -> int:
    """Seal what waits, at most BATCH of it, under a new head; how many leaves that were: 0 when nothing waits, or when
    somebody else is sealing. Raises NoKey."""
    signers = log_keys.signers()
    with transaction.atomic():
        if not _alone():
            return 0
        waiting = list(unsealed_events().values_list("pk", "event_id", "event__payload")[: BATCH + 1])
        entries = list(unsealed_entries()[: BATCH + 1 - len(waiting)])
        left = len(waiting) + len(entries) > BATCH
        waiting, entries = waiting[:BATCH], entries[: BATCH - len(waiting[:BATCH])]
        if not waiting and not entries:
            return 0
        last = newest()
        growing = _Growing(Tree(last.size, map(bytes.fromhex, last.peaks)) if last else Tree(), [])
        if last:
            growing.add(sealed_text(last), head_id=last.pk)
        for _pk, event, payload in waiting:
            growing.add(payload, event_id=event)
        for entry in entries:
            growing.add(sealed_text(entry), entry_id=entry.pk)
        _store(growing, signers, Batch(at, left))
        Pending.objects.filter(pk__in=[pk for pk, _event, _payload in waiting]).delete()
        return len(growing.leaves)


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
    Leaf.objects.bulk_create(growing.leaves)
    TreeHead.objects.create(
        size=tree.size,
        root=tree.root().hex(),
        peaks=[peak.hex() for peak in tree.peaks],
        sealed_at=batch.sealed_at,
        checkpoint=signed_notes.sign(checkpoint.text + batch.text, signers),
    )


def _alone() -> bool:
    """Whether nobody else is sealing. On SQLite one transaction writes at a time; nobody else can be."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])
