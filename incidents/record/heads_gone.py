"""Heads of the log that others held and that are gone for good, declared so by whoever runs the log: a machine that kept them is lost, or
somebody pruned them. An alarm that a verification with them raised would else stand for ever, for none looks as far again.

As a declared restore it is a note that the log's key signs, a leaf, and listed for ever. It makes no head agree: one that is there and
contradicts the record is found as before, also one that it names.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ..models import LogDeclaration, TreeHead, Verification
from ..plain import signed_notes
from ..plain.clocks import Instant
from ..plain.signed_notes import Unreadable, Verifier
from ..translatable import _
from . import declarations, discrepancies, explained_rows, held_heads, log_keys
from .declarations import CannotDeclare, Row
from .discrepancies import Report, Said, says

DECLARED_AT, BY, REASON, HOLDS, ALARM, GONE = (
    "declared at ",
    "by ",
    "reason ",
    "still holds ",
    "verification ",
    "gone ",
)
NONE = "-"
SAID = _(
    "heads held outside declared gone %(at)s by %(by)s (%(reason)s): %(n)d, of %(first)d to %(last)d leaves; the last that still holds is head "
    "%(size)d. With them the verification of %(alarm)s had found discrepancies: %(found)d; without them nobody looks as far again"
)
SAID_OF_TAIL = _(
    "heads held outside declared gone %(at)s by %(by)s (%(reason)s): %(n)d, of %(first)d to %(last)d leaves; the last that still holds is head "
    "%(size)d. With them the verification of %(alarm)s had found that the tail since head %(tail)d is missing, and discrepancies: %(found)d; "
    "without them nobody looks as far again"
)
UNSIGNED = _("declaration %(key)d says that heads held outside are gone, and no key of this log signed that")


@dataclass(frozen=True)
class Alarm:
    """A verification that ended at `ended_at` and had found `found` discrepancies, and the tail missing since head `tail`; None where
    none was."""

    ended_at: Instant
    found: int
    tail: int | None

    @classmethod
    def of(cls, raised: Verification) -> "Alarm":
        return cls(raised.ended_at, discrepancies.counted(raised.discrepancies), raised.tail_since)

    @property
    def text(self) -> str:
        return f"{self.ended_at.isoformat()} {self.found} {NONE if self.tail is None else self.tail}"

    @classmethod
    def read(cls, text: str) -> "Alarm":
        """Raises ValueError."""
        ended_at, found, tail = text.split(" ")
        return cls(datetime.fromisoformat(ended_at), int(found), None if tail == NONE else int(tail))


@dataclass(frozen=True)
class Gone:
    """What a declaration states: the heads `gone` (each `size root`) are held outside no more, and of those that are, head `size` of this
    root, sealed at `sealed_at`, is the last; `alarms` are all that were raised with them and stand."""

    declared_at: Instant
    by: str
    reason: str
    size: int
    root: str
    sealed_at: Instant
    alarms: tuple[Alarm, ...]
    gone: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines that are signed."""
        lines = [LogDeclaration.HEADS_GONE, log_keys.origin(), f"{DECLARED_AT}{self.declared_at.isoformat()}"]
        lines += [f"{BY}{self.by}", f"{REASON}{self.reason}"]
        lines += [f"{HOLDS}{self.size} {self.root} {self.sealed_at.isoformat()}"]
        lines += [f"{ALARM}{alarm.text}" for alarm in self.alarms]
        return "\n".join([*lines, *(f"{GONE}{head}" for head in self.gone), ""])

    @classmethod
    def read(cls, text: str) -> "Gone":
        """What the lines state. Raises Unreadable."""
        form, origin, *lines = text.removesuffix("\n").split("\n")
        if (form, origin) != (LogDeclaration.HEADS_GONE, log_keys.origin()):
            raise Unreadable("no heads of this log are declared gone by it")
        begins, rest = (DECLARED_AT, BY, REASON, HOLDS), lines[4:]
        alarms = [line for line in rest if line.startswith(ALARM)]
        gone = rest[len(alarms) :]
        try:
            declared_at, by, reason, holds = map(_after, begins, lines)
            size, root, sealed_at = holds.split(" ")
            if not alarms or not gone:
                raise ValueError("it names no alarm, or no head")
            return cls(
                datetime.fromisoformat(declared_at),
                by,
                reason,
                int(size),
                root,
                datetime.fromisoformat(sealed_at),
                tuple(Alarm.read(_after(ALARM, line)) for line in alarms),
                tuple(_after(GONE, line) for line in gone),
            )
        except ValueError as fault:
            raise Unreadable(f"no declaration of heads that are gone: {fault}") from fault

    @property
    def said(self) -> Said:
        """In one sentence, as every page, mail and report lists it: of the gravest of its alarms."""
        sizes = [int(head.partition(" ")[0]) for head in self.gone]
        gravest = max(self.alarms, key=lambda alarm: (alarm.tail is not None, alarm.found, alarm.ended_at))
        told = {} if gravest.tail is None else {"tail": gravest.tail}
        return says(
            SAID if gravest.tail is None else SAID_OF_TAIL,
            at=self.declared_at.isoformat(timespec="seconds"),
            by=self.by,
            reason=self.reason,
            n=len(self.gone),
            first=min(sizes),
            last=max(sizes),
            size=self.size,
            alarm=gravest.ended_at.isoformat(timespec="seconds"),
            found=gravest.found,
            **told,
        )


def _after(begin: str, line: str) -> str:
    """What the line says after its beginning. Raises ValueError for one that begins otherwise."""
    if not line.startswith(begin):
        raise ValueError(f"a line does not begin with {begin!r}")
    return line.removeprefix(begin)


def declare(
    outside: Iterable[str], alarms: Iterable[Verification], *, by: str, reason: str, at: Instant
) -> LogDeclaration:
    """Write down that of the heads with which `alarms` were raised (the newest first) all are gone but those of the notes `outside`.
    Raises CannotDeclare, Unreadable for a note that is none, Foreign for one that is not of this log, NoKey."""
    known, by, reason = log_keys.verifiers(), " ".join(by.split()), " ".join(reason.split())
    heads, alarms = [held_heads.read(note, known) for note in outside], list(alarms)
    if not by or not reason:
        raise CannotDeclare("who declares it, and why?")
    if not alarms:
        raise CannotDeclare(
            "no alarm of before stands beside a last verification that found nothing: what that found itself is looked into first"
        )
    left = [head for head in heads if TreeHead.objects.filter(pk=head.size, root=head.root.hex()).exists()]
    if not left:
        raise CannotDeclare("no head of this record is left outside: keep one outside first, such as the newest")
    gone = set[str]().union(*map(held_with, alarms)) - set(map(held_heads.named, heads))
    if not gone:
        raise CannotDeclare("of the heads that the verification which stands was held against none is gone")
    last = TreeHead.objects.get(pk=max(head.size for head in left))
    told = Gone(
        at,
        by,
        reason,
        last.size,
        last.root,
        last.sealed_at,
        tuple(Alarm.of(each) for each in alarms),
        tuple(sorted(gone, key=lambda head: (int(head.partition(" ")[0]), head))),
    )
    return LogDeclaration.objects.create(
        declared_at=at, statement=signed_notes.sign(told.text, log_keys.signers()), lost=[]
    )


def held_with(verification: Verification) -> set[str]:
    """Which heads from outside a verification that found something was held against, each `size root`."""
    return {head for said in verification.outside for head in said["given"].get("heads", [])}


def declared() -> list[Gone]:
    """Each declaration that a key of this log signed. Raises NoKey."""
    return [told for _row, told in _read(declarations.rows()) if told]


def listed(rows: list[Row]) -> list[Said]:
    """A sentence for each of these declarations, for pages, mails and reports. What no key of this log signed is said to be that.
    Raises NoKey."""
    return [told.said if told else says(UNSIGNED, key=row.of.pk) for row, told in _read(rows)]


def statements(rows: list[Row]) -> list[str]:
    """Their statements, as a bundle carries them. Raises NoKey."""
    return [row.of.statement for row, told in _read(rows) if told]


def _read(rows: list[Row], known: list[Verifier] | None = None) -> Iterable[tuple[Row, Gone | None]]:
    return declarations.read(rows, Gone.read, known, heads_gone=True)


def judge(report: Report, heads: dict[int, TreeHead], known: list[Verifier]) -> None:
    """All that nothing contradicts are listed in the report; what contradicts one is found."""
    sound: list[Gone] = []
    for row, told in _read(declarations.rows(), known):
        where = discrepancies.of_declaration(row.of)
        if told is None:
            report.find(_("says that heads held outside are gone, and no key of this log signed that"), where)
            continue
        if told in sound:
            report.find(declarations.COPIED, where)
            continue
        sound.append(told)
        report.gone.append(told.said)
        for column, kept, stated in (("declared_at", row.of.declared_at, told.declared_at), ("lost", row.of.lost, [])):
            if kept != stated:
                report.find(says(explained_rows.CHANGED, column=column), where)
        base = heads.get(told.size)
        if base is None or base.root != told.root:
            report.find(says(_("the log does not have head %(size)d, which is said to hold"), size=told.size), where)
