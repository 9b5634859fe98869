"""Heads held outside that are not in the log: of a tail that a declared restore lost, or that nothing declares, or of a log that was
altered."""

from collections.abc import Iterable

from ..models import TreeHead
from ..translatable import _
from . import discrepancies, restores
from .discrepancies import Report, says
from .held_heads import Held
from .restores import Declared
from .sealed_leaves import Walk

DECLARED = _(
    "the tail since head %(size)d, up to head %(held)d held outside, is missing: restore declared %(at)s by %(by)s. "
    "That head %(held)d began as the record does cannot be checked any more"
)
UNDECLARED = _(
    "the tail since head %(size)d, up to head %(held)d held outside, is missing, as after the restore of a backup, or something else was "
    "put in its place: nothing declares a restore"
)
AGREES = _(
    "head %(held)d held outside agrees with the leaves that are there, and is not among the heads: it was taken away, or a backup of before "
    "it was restored, which nothing declares"
)


def judge(report: Report, walk: Walk, declared: Iterable[Declared]) -> None:
    """What is said of each head held outside that the log does not have."""
    by_head = {(head.size, head.root): told for told in declared for head in told.lost}
    for held in walk.unmet():
        if told := by_head.get((held.size, held.root)):
            at = told.declared_at.isoformat(timespec="seconds")
            report.missing.append(says(DECLARED, size=told.size, held=held.size, at=at, by=told.by))
        elif walk.altered and held.size <= report.size:
            differs, not_there = _("the tree differs from the head held outside"), _("is not in the log")
            there = held in walk.agreeing
            report.find(not_there if there else differs, _of(held) if there else walk.around(held.size))
        else:
            _undeclared(report, walk, held)


def _of(held: Held) -> discrepancies.Said:
    return discrepancies.of_outside(held.size)


def _undeclared(report: Report, walk: Walk, held: Held) -> None:
    """The record fits together and differs from a head that its own key signed. It ends, or parts from that, after the last head that
    was sealed before. What was recorded meanwhile no restore leaves: then something else was put in the place of the tail."""
    base = _parted(walk.heads.values(), held)
    size = base.size if base else 0
    report.tail_since = size if report.tail_since is None else min(size, report.tail_since)
    report.missing.append(says(AGREES if held in walk.agreeing else UNDECLARED, size=size, held=held.size))
    if base and held.sealed_at and (thing := restores.recorded_between(base.sealed_at, held.sealed_at, size)):
        within = _(
            "says that it was recorded before head %(held)d held outside, which does not hold it: no restore leaves that"
        )
        report.find(says(within, held=held.size), thing)


def _parted(heads: Iterable[TreeHead], held: Held) -> TreeHead | None:
    """The last head from before the one held outside was sealed."""
    before = [
        head for head in heads if head.size < held.size and (not held.sealed_at or head.sealed_at <= held.sealed_at)
    ]
    return max(before, key=lambda head: head.size, default=None)
