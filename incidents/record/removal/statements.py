"""What says that something was emptied under law: a note, signed with the log's key, in the details of the event of the removal.

It names each entry of the log that was emptied, by the hash under which it was sealed and the hash of what stands there now, and each
file whose bytes are gone. So emptying more, less or something else than it names is found; and whoever holds the database
alone can sign none.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from ...models import CaseEvent
from ...plain import signed_notes
from ...plain.signed_notes import Verifier
from ...translatable import _
from ...workflow import Action
from .. import discrepancies, log_keys
from ..columns_in_words import Columns
from ..discrepancies import Report, Said, says

FORM = "tanggap/penghapusan/1"  # the first line: no name of a log, so it is never taken for a checkpoint
EVENT, ENTRY, FILE = "event", "entry", "file"
NOTE = "emptied"  # where it stands in the details of the event
UNSEALED = 2**63  # after every leaf there is


class Line(NamedTuple):
    """One entry of the log: what it is, its key, its hash (hex) before and after."""

    kind: str
    key: str
    was: str
    now: str


def write(event: str, removal: str, lines: Iterable[Line], files: Iterable[str]) -> str:
    """The signed note of the event of this key and the removal of this number. Raises NoKey."""
    told = [" ".join(line) for line in lines] + [f"{FILE} {key}" for key in files]
    return signed_notes.sign("\n".join([FORM, log_keys.origin(), event, removal, *told, ""]), log_keys.signers())


@dataclass
class Claim:
    """One removal, as its event states it: which event, its number, and what it named that was not met yet."""

    event: str
    removal: str
    note: str
    lines: dict[tuple[str, str], Line] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    met: int = 0

    @property
    def where(self) -> Said:
        return says(_("event %(event)s (%(told)s)"), event=self.event, told=f"{Action.REMOVE} {self.removal}")


def read(event: str, details: Columns, known: list[Verifier], place: int | None) -> Claim | None:
    """What the event of a removal states; None where no key of this log signed it, or it is another's. `place` is that of its leaf; what
    has none yet was signed by a key that signs still."""
    try:
        note = signed_notes.read(details[NOTE])
    except (KeyError, TypeError, AttributeError, signed_notes.Unreadable):
        return None
    form, origin, stated, removal, *lines = [*note.text.rstrip("\n").split("\n"), "", "", "", ""]
    sealed = UNSEALED if place is None else place
    if (
        not note.signed_by(known, sealed)
        or note.forged_by(known)
        or (form, origin, stated) != (FORM, log_keys.origin(), event)
    ):
        return None
    claim = Claim(event, removal, details[NOTE])
    for line in filter(None, lines):
        parts = line.split(" ")
        if parts[0] == FILE:
            claim.files.add(parts[-1])
        else:
            told = Line(*parts)
            claim.lines[told.kind, told.key] = told
    return claim


class Emptied:
    """All removals of a record, for a verification that meets what they emptied."""

    def __init__(self, report: Report, known: list[Verifier]) -> None:
        self.report, self.claims = report, list[Claim]()
        self.files: set[str] = set()
        self._of: defaultdict[tuple[str, str], list[tuple[Claim, Line]]] = defaultdict(list)
        removals = CaseEvent.objects.filter(action=Action.REMOVE).order_by("recorded_at", "pk")
        for key, details, place in removals.values_list("pk", "details", "leaf__place"):
            claim = read(str(key), details, known, place)
            if claim is None:
                unsigned = _("says that something was emptied under law, and no key of this log signed that")
                report.find(unsigned, says(_("event %(event)s (%(told)s)"), event=str(key), told=str(Action.REMOVE)))
                continue
            self.claims.append(claim)
            self.files |= claim.files
            for name, line in claim.lines.items():
                self._of[name].append((claim, line))

    def of(self, kind: str, key: str, sealed: str, now: str) -> list[Claim]:
        """The removals that lead from the hash that was sealed to that of what stands there now, in order; [] where none do."""
        chain, reached = self._of.get((kind, key), []), sealed
        for _claim, line in chain:
            if line.was != reached:
                return []
            reached = line.now
        return [claim for claim, _line in chain] if reached == now else []

    def explains(self, kind: str, key: str, sealed: str, now: str) -> bool:
        """Whether removals did so; they are met then."""
        found = self.of(kind, key, sealed, now)
        for claim in found:
            claim.met += 1
        if found:
            del self._of[kind, key]
        return bool(found)

    def tell(self) -> None:
        """What each removal emptied, for the report; what it names and nobody met is found."""
        for chain in self._of.values():
            for claim, line in chain:
                self.report.find(says(NOT_THERE, kind=line.kind, key=line.key), claim.where)
        for claim in self.claims:
            self.report.emptied.append(
                says(discrepancies.EMPTIED, n=claim.met, removal=claim.removal, event=claim.event)
            )


NOT_THERE = _("says that %(kind)s %(key)s was emptied under law, and that is not so")
