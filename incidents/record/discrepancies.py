"""What a verification finds, in words that a page translates and a command prints in English."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import get_language, gettext

from ..models import AccessEntry, CaseEvent, HeadStamp, LogDeclaration, StoredFile, TreeHead
from ..plain import dates
from ..translatable import _

MOST = 1_000
"""Discrepancies that are written down, each by itself; of more, how many."""

INSTANTS = ("alarm", "at", "backup", "bound")  # what a sentence is given under these names is an instant, in ISO 8601
SENTENCES = ("emptied", "outside", "missing", "restores", "gone", "unnamed")
"""What a report holds in sentences, and a kept verification under the same names."""

NO_INSTANT_OF_OURS = _("its instant is none that a clock says")
EMPTIED = _("%(n)d entries emptied under law by event %(event)s (%(removal)s)")
RESTORED = _(
    "restore of the backup of %(backup)s declared %(at)s by %(by)s (%(reason)s): the log goes on from head %(size)d, and heads signed "
    "after it are of a lost tail: %(lost)s"
)
UNSIGNED_RESTORE = _("restore %(key)d is declared, and no key of this log signed that")
BYTES_ALTERED = _("its bytes are not those that came in")
BYTES_MISSING = _("its bytes are missing")
BYTES_UNREADABLE = _("its bytes cannot be read")
OF_FILES = (BYTES_ALTERED, BYTES_MISSING, BYTES_UNREADABLE)
OVERDUE = _("last verified %(at)s, %(hours)d hours ago: overdue since %(bound)s")
NEVER = _("never verified: overdue since %(bound)s, %(hours)d hours ago")
BROKEN_OFF = _("the verification was not carried to its end: %(fault)s")


@dataclass(frozen=True)
class Said:
    """A sentence for the catalogue, and what is to be put into it."""

    words: str
    given: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.words % self.given if self.given else self.words

    def in_language(self) -> str:
        """In the language of the page, instants as people read them."""
        return str(Said(gettext(self.words), {name: _read(name, value) for name, value in self.given.items()}))


def _read(name: str, value: Any) -> Any:
    if name not in INSTANTS:
        return value
    try:
        return dates.instant_short(datetime.fromisoformat(value), get_language() or "id", seconds=True)
    except (TypeError, ValueError):
        return value


def says(words: str, **given: Any) -> Said:
    return Said(words, given)


@dataclass(frozen=True)
class Discrepancy:
    """One thing that is not as it was sealed. `where` names the event, the row, the file, or the heads around it."""

    what: Said
    where: Said

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"

    @property
    def broken_off(self) -> bool:
        """Whether it says that nobody looked any further, and so nothing of what was altered or not."""
        return self.what.words in (BROKEN_OFF, OVERDUE, NEVER)

    @classmethod
    def read(cls, kept: dict[str, Any]) -> "Discrepancy":
        """The discrepancy that a kept verification holds as JSON."""
        return cls(Said(**kept["what"]), Said(**kept["where"]))


@dataclass
class Report:
    """What a verification looked at and found. `tail_since` is the size of the head since which what others hold the seal of is missing,
    as after the restore of a backup that nobody declared; `missing` says so of each head held outside, of declared restores too. `more`
    were found beside the `discrepancies`."""

    since: int = 0  # the size of the head that the verification began after
    size: int = 0
    leaves: int = 0
    rows: int = 0
    files: int = 0
    unsealed: int = 0
    stamps: int = 0  # time stamps that were judged
    stamps_untrusted: int = 0  # of them, those by nobody's certificate, as none is configured
    tail_since: int | None = None
    discrepancies: list[Discrepancy] = field(default_factory=list)
    more: int = 0
    emptied: list[Said] = field(default_factory=list)  # under law, a sentence a removal
    outside: list[Said] = field(default_factory=list)  # which heads from outside it was held against
    missing: list[Said] = field(default_factory=list)  # a sentence for each of them that is not in the log
    restores: list[Said] = field(default_factory=list)  # a sentence for each that is declared
    gone: list[Said] = field(default_factory=list)  # a sentence for each declaration that heads from outside are gone

    unnamed: list[Said] = field(default_factory=list)  # a sentence on the files that no row names

    @property
    def well(self) -> bool:
        return not self.discrepancies and self.tail_since is None

    @property
    def found(self) -> int:
        return len(self.discrepancies) + self.more

    def find(self, what: Said | str, where: Said) -> None:
        if len(self.discrepancies) < MOST:
            self.discrepancies.append(Discrepancy(what if isinstance(what, Said) else Said(what), where))
        else:
            self.more += 1

    @property
    def told(self) -> list[Discrepancy]:
        """The discrepancies as they are kept and handed on; the last says how many more there were."""
        return [*self.discrepancies, left_out(self.more)] if self.more else self.discrepancies

    def as_json(self) -> dict[str, Any]:
        return {
            **asdict(self),
            "well": self.well,
            "discrepancies": [str(discrepancy) for discrepancy in self.told],
            **{name: [*map(str, getattr(self, name))] for name in SENTENCES},
        }


MORE = _("%(more)d more were found")


def left_out(number: int) -> Discrepancy:
    """Beside a list that is cut: how many it leaves out."""
    return Discrepancy(says(MORE, more=number), says(_("not named here")))


def first(kept: list[dict[str, Any]], most: int) -> list[tuple[str, str]]:
    """(where, what) for each of the first `most` that a verification kept, and how many more there are, in the language of the page."""
    found = [Discrepancy.read(each) for each in kept]
    named = [each for each in found if each.what.words != MORE]
    more = sum(each.what.given["more"] for each in found if each.what.words == MORE) + len(named[most:])
    shown = named[:most] + ([left_out(more)] if more else [])
    return [(each.where.in_language(), each.what.in_language()) for each in shown]


def counted(kept: list[dict[str, Any]]) -> int:
    """How many a verification found that kept these."""
    found = [Discrepancy.read(each).what for each in kept]
    return sum(said.given["more"] if said.words == MORE else 1 for said in found)


def of_files(kept: list[dict[str, Any]]) -> bool:
    """Whether a verification that kept these found a file altered, missing or not to be read."""
    return any(Discrepancy.read(each).what.words in OF_FILES for each in kept)


def sentences(kept: list[dict[str, Any]]) -> list[str]:
    """What a verification kept in sentences, in the language of the page."""
    return [Said(**each).in_language() for each in kept]


def broke_off(kept: list[dict[str, Any]]) -> bool:
    """Whether a verification kept nothing else than that it broke off."""
    return all(Discrepancy.read(each).broken_off for each in kept)


def of_event(event: CaseEvent) -> Said:
    """An event: its key, what it is, of what, when."""
    told = f"{event.action} {event.subject_label}, {event.recorded_at.isoformat()}"
    return says(_("event %(event)s (%(told)s)"), event=str(event.pk), told=told)


def of_head(size: int) -> Said:
    return says(_("head %(size)d"), size=size)


def of_stamp(size: int) -> Said:
    return says(_("time stamp of head %(size)d"), size=size)


def of_declaration(row: LogDeclaration) -> Said:
    words = _("declared loss of heads %(key)d") if row.of_heads_gone else _("declared restore %(key)d")
    return says(words, key=row.pk)


def of_outside(size: int) -> Said:
    return says(_("head %(size)d held outside"), size=size)


def after_leaf(count: int) -> Said:
    """How far a verification came."""
    return says(_("after %(count)d leaves"), count=count)


def between(before: int, after: int | None) -> Said:
    """The heads around a place; without a later one, the end."""
    if after is None:
        return says(_("between head %(before)d and the end"), before=before)
    return says(_("between head %(before)d and head %(after)d"), before=before, after=after)


def of_access_entry(entry: AccessEntry) -> Said:
    return says(_("access entry %(entry)d of %(at)s"), entry=entry.pk, at=entry.at.isoformat())


def of_file(file: StoredFile) -> Said:
    return says(_("file %(file)s (%(name)s)"), file=str(file.pk), name=file.name)


def of_draft_file(key: object) -> Said:
    return says(_("file %(file)s of what is not sent yet"), file=str(key))


def of_table(table: str) -> Said:
    return says(_("table %(table)s"), table=table)


def of_row(table: str, key: object) -> Said:
    return says(_("%(table)s %(key)s"), table=table, key=str(key))


def of_history_row(table: str, key: object, event: CaseEvent) -> Said:
    return says(_("%(table)s %(key)s of event %(event)s"), table=table, key=str(key), event=str(event.pk))


def of_row_told(table: str, key: object, event: object) -> Said:
    return says(_("%(table)s %(key)s, last told by event %(event)s"), table=table, key=str(key), event=str(event))


def of(thing: CaseEvent | AccessEntry | TreeHead | HeadStamp | LogDeclaration) -> Said:
    """What a leaf is of."""
    if isinstance(thing, CaseEvent):
        return of_event(thing)
    if isinstance(thing, HeadStamp):
        return of_stamp(thing.head_id)
    if isinstance(thing, LogDeclaration):
        return of_declaration(thing)
    return of_head(thing.size) if isinstance(thing, TreeHead) else of_access_entry(thing)
