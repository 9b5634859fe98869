"""The scans that a list of past cases names, in the ZIP that it came in: which row names which, and what speaks against that."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from .. import files
from ..files import zip_archives
from ..models import Evidence, Incident, User
from ..plain import cited, spans
from ..plain.not_none import not_none
from ..plain.spans import Span
from ..translatable import _
from ..workflow import EvidenceStatus
from . import evidence
from .lists import Row
from .past_case_columns import LABELS, SCANS

NO_ZIP = _("Bring the list in a ZIP together with “%(name)s”.")
MISSING = _("The ZIP holds no file called “%(name)s”.")
TWICE = _("Several files of the ZIP are called “%(name)s”.")
OF_ANOTHER = _("Line %(line)d, of another file, names “%(name)s” too: a scan belongs to one case.")
# Whose paper it is, by the column that names its scan: what it is called, its number, its day, its source.
SHOWS = {
    "letter_scan": (_("Letter from the record"), "letter_number", "letter_dated", "letter_source"),
    "reply_scan": (_("Reply from the record"), "reply_number", "reply_received", "reply_source"),
}


@dataclass(frozen=True)
class FileTold:
    """What becomes of a file, or of a name that no file bears: in words, and in which lines it is named."""

    name: str
    words: str
    lines: tuple[int, ...] = ()
    refused: bool = True


@dataclass(frozen=True)
class Scans:
    """The ZIP below FILES_ROOT at `path`, and each file of it that the list names as it was `looked` at, by its key. `twice` are the keys
    that several bear, `spare` the names that no row names."""

    path: str
    looked: Mapping[str, zip_archives.Looked]
    twice: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()

    def keep(self, sha256: str) -> files.Kept:
        """The bytes of a scan, laid on disk for the deed that names them. Raises ValidationError."""
        name = next(name for name, looked in self.looked.items() if looked.sha256 == sha256)
        with open(files.full_path(self.path), "rb") as file:
            archive = zip_archives.ListArchive(file)
            with archive.unpacked(archive.parts[name]) as upload:
                return files.keep(upload)


def names_in(rows: Iterable[Row]) -> set[str]:
    """The keys of the files that rows name."""
    return {zip_archives.key(name) for row in rows for column in SCANS for name in row.facts.get(column, ())}


def resolved(rows: Iterable[Row], scans: Scans | None) -> list[Row]:
    """The rows, where each scan that one names stands for its bytes, by their SHA-256; a row of which a scan cannot come in says why."""
    found, named = [], dict[str, tuple[str, int]]()
    for row in rows:
        facts, faults = dict(row.facts), list(row.faults)
        for column in SCANS:
            if column not in facts:
                continue
            found_in: dict[str, None] = {}  # each once, in their order
            for name in facts[column]:
                of = cited.key(facts.get("file_number", ""))
                owner, line = named.setdefault(zip_archives.key(name), (of, row.line))
                words = _objection(name, scans) or (gettext(OF_ANOTHER) if owner != of else "")
                if words:
                    faults.append(f"{gettext(LABELS[column])}: {words % {'name': name, 'line': line}}")
                elif scans:
                    found_in[scans.looked[zip_archives.key(name)].sha256] = None
            facts[column] = tuple(found_in)
        found.append(Row(row.line, facts, tuple(faults)))
    return found


def _objection(name: str, scans: Scans | None) -> str:
    if scans is None:
        return gettext(NO_ZIP)
    if zip_archives.key(name) in scans.twice:
        return gettext(TWICE)
    looked = scans.looked.get(zip_archives.key(name))
    if looked is None:
        return gettext(MISSING)
    return looked.fault.replace("%", "%%")


def told(rows: Iterable[Row], scans: Scans | None) -> list[FileTold]:
    """What becomes of every file, and of every name that none bears; what needs a look first. `rows` as they were read."""
    lines: dict[str, tuple[str, list[int]]] = {}
    for row in rows:
        for name in (name for column in SCANS for name in row.facts.get(column, ())):
            lines.setdefault(zip_archives.key(name), (name, []))[1].append(row.line)
    named = []
    for name, where in lines.values():
        words = _objection(name, scans) % {"name": name}
        named.append(FileTold(name, words or gettext("comes in with its row"), tuple(where), bool(words)))
    spare = [FileTold(name, gettext("named by no row: stays out")) for name in (scans.spare if scans else ())]
    return sorted([*named, *spare], key=lambda each: (not each.refused, each.name))


@dataclass
class Pieces:
    """The pieces of evidence that came in with a list, by case, bytes and the piece they are laid to: a scan that shows two papers of a
    case is one piece."""

    scans: Scans | None
    by: User
    act: Any  # the id of the one act
    kept: list[files.Kept] = field(default_factory=list)
    made: dict[tuple[int, str, int | None], Evidence] = field(default_factory=dict)

    def of(
        self, case: Incident, column: str, said: Mapping[str, Any], letter: Evidence | None = None
    ) -> Evidence | None:
        """The piece that the paper of a row is known by, None where the row names no scan: `letter`, or the first that it names. What it
        names besides is laid to that."""
        for sha256 in said.get(column, ()):
            key = (case.pk, sha256, letter.pk if letter else None)
            if key not in self.made:
                lies = None if letter else _lies_there(case, sha256)
                self.made[key] = lies or self._attached(case, sha256, letter, _shows(column, said))
            letter = letter or self.made[key]
        return letter

    def _attached(self, case: Incident, sha256: str, letter: Evidence | None, shows: dict[str, Any]) -> Evidence:
        file = not_none(self.scans).keep(sha256)
        self.kept.append(file)
        return evidence.attach(case, by=self.by, kept=file, annex_of=letter, with_paper=True, act_id=self.act, **shows)


def _lies_there(case: Incident, sha256: str) -> Evidence | None:
    """The piece of the case that has these bytes, and is laid to no other."""
    same = case.evidence.filter(sha256=sha256, file__isnull=False, annex_of=None)
    return same.exclude(status=EvidenceStatus.DESTROYED).first()


def _shows(column: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """As what a scan is taken in, as the form of its paper says it."""
    paper, number, day, source = SHOWS[column]
    came: Span = said[day]
    return {
        "description": f"{gettext(paper)} {said.get(number, '')}".strip()[:200],
        "origin": said.get(source, "")[:300],
        "collected": spans.at_minute(came.start) if came.is_exact and not came.words else came,
    }


@contextmanager
def taken_in(scans: Scans | None, by: User, act: Any) -> Iterator[Pieces]:
    """Around the act that takes a list in: of what is refused no byte stays, of what came in the ZIP goes."""
    pieces = Pieces(scans, by, act)
    try:
        yield pieces
    except BaseException:
        for each in pieces.kept:
            files.discard(each.path)
        raise
    if pieces.kept and scans:
        files.discard(scans.path)
