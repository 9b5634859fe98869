"""What whoever runs the log has declared of it: rows of `LogDeclaration`, each a note of one of two forms that the log's key signed, and a leaf."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

from ..models import LogDeclaration
from ..plain import signed_notes
from ..plain.signed_notes import Unreadable, Verifier
from ..translatable import _
from . import held_heads, log_keys, transparency

COPIED = _("declares again, in the same words, what was declared already: somebody copied it")
UNSEALED = 2**63  # after every leaf there is
T = TypeVar("T")


class CannotDeclare(ValueError):
    """What was said is contradicted by the record, by the heads that it is said of, or by what was verified."""


# Why nothing is declared: the words are for whoever asked for it.
REFUSED = (log_keys.NoKey, CannotDeclare, held_heads.Foreign, Unreadable, OSError, UnicodeError)


class Row(NamedTuple):
    """A declaration, and the place of its leaf; None where it waits for its seal."""

    of: LogDeclaration
    place: int | None


def rows(below: int = UNSEALED) -> list[Row]:
    """Every declaration, or those that are sealed below a place."""
    found = LogDeclaration.objects.order_by("pk")
    places = dict(found.values_list("pk", "leaf__place"))
    told = [Row(row, places.get(row.pk)) for row in transparency.declarations_of(found)]
    return [row for row in told if below == UNSEALED or (row.place is not None and row.place < below)]


def read(
    rows: list[Row], by: Callable[[str], T], known: list[Verifier] | None = None, *, heads_gone: bool = False
) -> Iterator[tuple[Row, T | None]]:
    """Those of one form with what they declare; None where no key of this log signed that. Raises NoKey."""
    known = log_keys.verifiers() if known is None else known
    for row in rows:
        if row.of.of_heads_gone == heads_gone:
            try:
                yield row, by(_signed(row, known))
            except Unreadable:
                yield row, None


def _signed(row: Row, known: list[Verifier]) -> str:
    """The lines that were signed. Raises Unreadable where no key of this log did."""
    note = signed_notes.read(row.of.statement)
    if not note.signed_by(known, UNSEALED if row.place is None else row.place) or note.forged_by(known):
        raise Unreadable(held_heads.NOT_OURS)
    return note.text
