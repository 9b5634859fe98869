"""Restores of a backup, declared by whoever ran one: a note, signed with the log's key, that says from which head the log goes on and
which heads that others hold are of the tail that is lost.

A log signs one history alone (C2SP tlog-checkpoint). After a restore it has signed two, and to who holds a head of the first that looks
as if the tail had been cut. A declaration is a leaf and listed for ever, and it explains none but the very heads that it names.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..models import AccessEntry, CaseEvent, LogDeclaration, TreeHead
from ..plain import signed_notes
from ..plain.clocks import Instant
from ..plain.signed_notes import Unreadable, Verifier
from ..translatable import _
from . import declarations, discrepancies, explained_rows, held_heads, log_keys, transparency
from .declarations import CannotDeclare, Row
from .discrepancies import Report, Said, says
from .held_heads import Held
from .sealed_leaves import SEALED_WITHIN

FORM = "tanggap/pemulihan/1"  # the first line: no name of a log, so it is never taken for a checkpoint
DECLARED_AT, BACKUP_OF, FROM, BY, REASON, LOST = (
    "declared at ",
    "backup of ",
    "goes on from ",
    "by ",
    "reason ",
    "lost ",
)
AHEAD = timedelta(minutes=5)


@dataclass(frozen=True)
class Declared:
    """What a declaration states: the log goes on from head `size` of this root, restored from the backup of `backup_at`."""

    declared_at: Instant
    backup_at: Instant
    size: int
    root: bytes
    by: str
    reason: str
    lost: tuple[Held, ...]

    @property
    def text(self) -> str:
        """The lines that are signed."""
        lines = [FORM, log_keys.origin(), f"{DECLARED_AT}{self.declared_at.isoformat()}"]
        lines += [f"{BACKUP_OF}{self.backup_at.isoformat()}", f"{FROM}{self.size} {self.root.hex()}"]
        lines += [f"{BY}{self.by}", f"{REASON}{self.reason}"]
        for head in self.lost:
            lines.append(f"{LOST}{head.size} {head.root.hex()} {head.sealed_at.isoformat() if head.sealed_at else ''}")
        return "\n".join([*lines, ""])

    @classmethod
    def read(cls, text: str) -> "Declared":
        """What the lines state. Raises Unreadable."""
        form, origin, *lines = text.removesuffix("\n").split("\n")
        try:
            told = [
                line.removeprefix(begin)
                for line, begin in zip(lines, (DECLARED_AT, BACKUP_OF, FROM, BY, REASON), strict=False)
                if line.startswith(begin)
            ]
            declared_at, backup_at, base, by, reason = told
            size, root = base.split(" ")
            lost = tuple(_lost(line) for line in lines[5:])
            found = cls(_at(declared_at), _at(backup_at), int(size), bytes.fromhex(root), by, reason, lost)
        except ValueError as fault:
            raise Unreadable(f"not a declared restore: {fault}") from fault
        if (form, origin) != (FORM, log_keys.origin()):
            raise Unreadable("not a declared restore of this log")
        return found

    @property
    def said(self) -> Said:
        """In one sentence, as every page, mail and report lists it."""
        heads = ", ".join(str(head.size) for head in self.lost) or "-"
        return says(
            discrepancies.RESTORED,
            at=self.declared_at.isoformat(timespec="seconds"),
            backup=self.backup_at.isoformat(timespec="seconds"),
            by=self.by,
            reason=self.reason,
            size=self.size,
            lost=heads,
        )


def _at(text: str) -> Instant:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise Unreadable(f"{text} has no zone")
    return found


def _lost(line: str) -> Held:
    size, root, sealed_at = line.removeprefix(LOST).split(" ")
    return Held(int(size), bytes.fromhex(root), _at(sealed_at))


def declare(lost: Iterable[str], *, by: str, reason: str, backup_at: Instant, at: Instant) -> LogDeclaration:
    """Write down that the record was restored from the backup of an instant; `lost` are the notes of heads that were signed after it.
    Raises CannotDeclare, Unreadable for a note that is none, Foreign for one that is not of this log, NoKey."""
    notes, known, by, reason = list(lost), log_keys.verifiers(), " ".join(by.split()), " ".join(reason.split())
    heads = [held_heads.read(note, known) for note in notes]
    base = next(transparency.heads_of(TreeHead.objects.filter(sealed_at__lte=backup_at).order_by("-size")[:1]), None)
    if not by or not reason:
        raise CannotDeclare("who declares it, and why?")
    if backup_at > at or base is None:
        raise CannotDeclare("no head of this record was sealed by the instant of that backup")
    for head in heads:
        _is_lost(head, base, backup_at, at)
    told = Declared(at, backup_at, base.size, bytes.fromhex(base.root), by, reason, tuple(heads))
    if (contradiction := next(_contradictions(told, TreeHead.objects.all()), None)) is not None:
        raise CannotDeclare(": ".join(map(str, reversed(contradiction))))
    statement = signed_notes.sign(told.text, log_keys.signers())
    return LogDeclaration.objects.create(declared_at=at, statement=statement, lost=notes)


def _is_lost(head: Held, base: TreeHead, backup_at: Instant, at: Instant) -> None:
    """Raises CannotDeclare where the backup should hold the head, or the record does."""
    if head.sealed_at is None:
        raise CannotDeclare(f"head {head.size} does not say when it was sealed")
    if head.size <= base.size or head.sealed_at <= backup_at:
        raise CannotDeclare(f"head {head.size} was sealed {head.sealed_at.isoformat()}: that backup should hold it")
    if head.sealed_at > at + AHEAD:
        raise CannotDeclare(f"head {head.size} was sealed {head.sealed_at.isoformat()}: that is to come")
    if TreeHead.objects.filter(pk=head.size, root=head.root.hex()).exists():
        raise CannotDeclare(f"head {head.size} is in the record: nothing of it is lost")


def listed(rows: list[Row]) -> list[Said]:
    """A sentence for each restore among these declarations, for pages, mails and reports. What no key of this log signed is said to be
    that. Raises NoKey."""
    found = declarations.read(rows, Declared.read)
    return [told.said if told else says(discrepancies.UNSIGNED_RESTORE, key=row.of.pk) for row, told in found]


def statements(rows: list[Row]) -> list[str]:
    """Their statements, as a bundle carries them. Raises NoKey."""
    return [row.of.statement for row, told in declarations.read(rows, Declared.read) if told]


def longest_lost() -> int:
    """The size of the longest head that a declared restore lost; 0 where none did. Raises NoKey."""
    found = declarations.read(declarations.rows(), Declared.read)
    return max((head.size for _row, told in found if told for head in told.lost), default=0)


def judge(report: Report, heads: Mapping[int, TreeHead], known: list[Verifier]) -> list[Declared]:
    """Those of the declared restores that nothing contradicts. All are listed in the report; what contradicts one is found."""
    sound: list[Declared] = []
    for (row, _place), told in declarations.read(declarations.rows(), Declared.read, known):
        where, lost = discrepancies.of_declaration(row), _heads_of(row, known)
        if told is None or lost is None:
            report.find(_("says that a restore was declared, and no key of this log signed that"), where)
            continue
        if told in sound:
            report.find(declarations.COPIED, where)
            continue
        report.restores.append(told.said)
        found = list(_contradictions(told, heads.values()))
        for column, kept, stated in (("declared_at", row.declared_at, told.declared_at), ("lost", lost, told.lost)):
            if kept != stated:
                found.append((says(explained_rows.CHANGED, column=column), where))
        base = heads.get(told.size)
        if base is None or base.root != told.root.hex():
            found.append((says(_("the log did not go on from its head %(size)d"), size=told.size), where))
        for what, of in found:
            report.find(what, of)
        if not found:
            sound.append(told)
    return sound


def _heads_of(row: LogDeclaration, known: list[Verifier]) -> tuple[Held, ...] | None:
    """The heads that lie beside a declaration; None where a hand made of them what is none of ours."""
    try:
        return tuple(held_heads.read(note, known) for note in row.lost)
    except (Unreadable, held_heads.Foreign, TypeError, AttributeError):
        return None


def _contradictions(told: Declared, heads: Iterable[TreeHead]) -> Iterator[tuple[Said, Said]]:
    """What cannot be in a record that was restored so: whatever is in it is of before the backup, or of after the last head that was
    lost."""
    ends = max((head.sealed_at for head in told.lost if head.sealed_at), default=told.backup_at)
    for head in heads:
        if head.size > told.size and told.backup_at < head.sealed_at < ends:
            between = _("was sealed between the backup of a declared restore and a head that is said to be lost")
            yield says(between), discrepancies.of_head(head.size)
    if thing := recorded_between(told.backup_at, ends, told.size):
        between = _(
            "says that it was recorded between the backup of a declared restore and a head that is said to be lost"
        )
        yield says(between), thing


def recorded_between(begin: Instant, end: Instant, place: int) -> Said | None:
    """The first of what was sealed from this place on and says that it was recorded between the instants. As elsewhere an hour is left
    on both sides: what waited for its seal when the backup was made was sealed after it."""
    span = (begin + SEALED_WITHIN, end - SEALED_WITHIN)
    if span[0] >= span[1]:
        return None
    events = CaseEvent.objects.filter(recorded_at__range=span, loaded_at__isnull=True, leaf__place__gte=place)
    for event in events.defer("payload", "details").order_by("recorded_at")[:1]:
        return discrepancies.of_event(event)
    entries = AccessEntry.objects.filter(at__range=span, leaf__place__gte=place).order_by("at")[:1]
    return next(map(discrepancies.of_access_entry, entries), None)
