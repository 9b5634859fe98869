"""Heads of the log that somebody else holds, read from the notes in which they hold them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from ..plain import signed_notes
from ..plain.clocks import Instant
from ..plain.signed_notes import Checkpoint, Verifier
from ..translatable import _
from . import discrepancies, log_keys
from .discrepancies import Report
from .transparency import Batch

NOT_OURS = _("is not signed by a key of this log")
UNREAD = _("could not be read: %(place)s (%(why)s)")


class Held(NamedTuple):
    """A head as its note states it: how many leaves, their root, and when it was made, where it says so."""

    size: int
    root: bytes
    sealed_at: Instant | None


def named(head: Held) -> str:
    """By what it is known again, where it is told by itself no more."""
    return f"{head.size} {head.root.hex()}"


Heads = dict[int, list[Held]]
"""By size: after a restore there are two of one size."""


class Foreign(ValueError):
    """A head of another log, or one that no key of this log signed."""

    def __init__(self, size: int) -> None:
        super().__init__(f"head {size}: {NOT_OURS}")
        self.size = size


def read(text: str, known: list[Verifier]) -> Held:
    """The head in a note. Raises Unreadable for what is none, Foreign."""
    note = signed_notes.read(text)
    point = Checkpoint.read(note.text)
    signed = note.signed_by(known, point.size) and not note.forged_by(known)
    if point.origin != log_keys.origin() or not signed:
        raise Foreign(point.size)
    batch = Batch.read(note.text)
    return Held(point.size, point.root, batch.sealed_at if batch else None)


def of(outside: Iterable[str], known: list[Verifier], report: Report) -> Heads:
    """The heads in these notes; one that nobody of ours signed is found. Raises Unreadable."""
    held: Heads = defaultdict(list)
    for text in outside:
        try:
            head = read(text, known)
        except Foreign as foreign:
            report.find(NOT_OURS, discrepancies.of_outside(foreign.size))
            continue
        if head not in held[head.size]:
            held[head.size].append(head)
    return dict(held)
