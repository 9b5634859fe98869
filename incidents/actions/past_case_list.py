"""A list of past cases: what would become of each row.

The first row of an old file is its case, with the body it concerns, a letter, what came back, and how it ended; every further row
of the same file is one more letter, one more reply to a letter, or one more body of that case. What its columns are says
`past_case_columns`, what stands of a case that is on record `past_case_on_file`; all of it is entered by `past_case_entering`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from ..models import Incident, Involvement, User
from ..plain import cited, letter_kinds
from ..translatable import _
from . import past_cases
from .agency_list import Registry
from .lists import Fate, Plan, Planned, Row
from .past_case_columns import (
    AFTER,
    ANSWERS,
    BEFORE_THE_ROW,
    CASE,
    END,
    FOLLOWS,
    LABELS,
    LETTER,
    NEEDED,
    OF,
    before_the_end,
)
from .past_case_on_file import otherwise, reply_of

WHOLE = _("Line %(line)d of the same file is refused: a case comes in whole, or not at all.")


@dataclass
class OldFile:
    """One old file as the rows before this one tell it: `case` are the cells of its first row, `on` its case where that is on
    record, `letters` those of its rows, by their line. `refused` is the line of a row that keeps the whole case out."""

    line: int
    case: Mapping[str, Any]
    on: Incident | None = None
    hidden: bool = False
    refused: int = 0
    rows: list[Planned] = field(default_factory=list)
    parts: dict[tuple[str, str], Any] = field(default_factory=dict)  # since when each body knew in each part, or None
    letters: dict[int, dict[str, Any]] = field(default_factory=dict)
    replies: list[tuple[int, dict[str, Any]]] = field(default_factory=list)


@dataclass
class OnFile:
    """What a list is compared with: the bodies, the files that are entered, and the rows before. `readable` are the cases
    that whoever brings the list may know of: of any other it is said that its file is on record, and nothing of it."""

    registry: Registry
    taken: frozenset[str]
    readable: Mapping[str, Incident]
    files: dict[str, OldFile] = field(default_factory=dict)


class _RefusedRow(Exception):
    """Why a row is not taken in. `alone`: the rest of its file may come in without it."""

    def __init__(self, words: str, *, alone: bool = False) -> None:
        super().__init__(words)
        self.words, self.alone = words, alone


def plan(rows: Iterable[Row], *, by: User) -> Plan:
    """What would become of each of `rows` as the record stands, told to `by`. Nothing is written."""
    filed = Incident.objects.exclude(file_number="")
    told = filed.visible_to(by).prefetch_related(
        "involvements__agency", "past_letters__agency", "past_letters__follows", "past_letters__replies"
    )
    on_file = OnFile(
        Registry(),
        frozenset(map(cited.key, filed.values_list("file_number", flat=True))),
        {cited.key(case.file_number): case for case in told},
    )
    found = [_planned(row, on_file) for row in rows]
    for file in on_file.files.values():
        _whole_or_not_at_all(file)
    return Plan(found)


def files_of(plan: Plan) -> list[list[Planned]]:
    """The rows that are taken in, those of one file together, its case first."""
    found: dict[int, list[Planned]] = {}
    for each in plan.rows:
        if each.fate == Fate.NEW:
            found.setdefault(each.changes.get(OF, each.row.line), []).append(each)
    return list(found.values())


def _planned(row: Row, on_file: OnFile) -> Planned:
    number = cited.key(row.facts.get("file_number") or "")
    file = on_file.files.get(number)
    first = file is None
    if file is None:
        file = OldFile(row.line, row.facts, on_file.readable.get(number))
        file.hidden = number in on_file.taken and file.on is None
        if number:
            on_file.files[number] = file
    try:
        if row.faults:
            of_another = row.facts.get("title", "") not in ("", file.case.get("title"))
            raise _RefusedRow(" ".join(row.faults), alone=of_another)
        found = _of_case(row, file, on_file) if first else _further(row, file, on_file)
    except _RefusedRow as refusal:
        file.refused = file.refused or (0 if refusal.alone else row.line)
        return Planned(row, Fate.REFUSED, refusal.words, file.on)
    file.rows.append(found)
    return found


def _whole_or_not_at_all(file: OldFile) -> None:
    """A case of which a row is refused would come in with a hole that no second list could fill."""
    for each in file.rows:
        if file.refused and each.fate == Fate.NEW:
            each.fate, each.words, each.changes = Fate.REFUSED, gettext(WHOLE) % {"line": file.refused}, {}


def _of_case(row: Row, file: OldFile, on_file: OnFile) -> Planned:
    """The first row of a file. What it leaves out and most mean: a controller was asked for clarification."""
    facts = dict(row.facts)
    if lacking := [gettext(LABELS[fact]) for fact in NEEDED if fact not in facts]:
        words = gettext("The first row of a file says “%(what)s”.")
        raise _RefusedRow(words % {"what": ", ".join(lacking)})
    if file.hidden:
        raise _RefusedRow(gettext(past_cases.FileTaken.message))
    if "agency" in facts:
        facts["agency"] = _body(facts["agency"], on_file)
        facts.setdefault("role", Involvement.AgencyRole.CONTROLLER)
        file.parts[facts["agency"], facts["role"]] = facts.get("known")
    if "letter_dated" in facts:
        facts.setdefault("letter_kind", letter_kinds.CLARIFICATION_REQUEST.code)
    if file.on:
        return _compared(row, facts, file.on)
    _keep_letter(row, facts, file)
    return Planned(row, Fate.NEW, changes=facts)


def _further(row: Row, file: OldFile, on_file: OnFile) -> Planned:
    """One more letter, reply or body of the case of a row before. To whom a letter goes has a part in the case where the row
    says which."""
    facts = {fact: value for fact, value in row.facts.items() if fact not in (*CASE, *END, "grounds")}
    if file.refused == file.line:
        raise _RefusedRow(gettext(WHOLE) % {"line": file.line})
    if said := _of_another_case(row.facts, file):
        words = gettext("Line %(line)d has the same file number, and says something else: %(what)s.")
        raise _RefusedRow(words % {"line": file.line, "what": _named(said)}, alone=True)
    if file.hidden:
        raise _RefusedRow(gettext(past_cases.FileTaken.message))
    if "agency" in facts:
        facts["agency"] = _body(facts["agency"], on_file)
    if file.on:
        return _compared(row, facts, file.on)
    new = _new_part(facts, file)
    if "letter_dated" in facts:
        new = _new_letter(row, facts, file) or new
    if not new:
        words = gettext("Line %(line)d has the same file number, and this one brings nothing new.")
        raise _RefusedRow(words % {"line": file.line}, alone=True)
    words = gettext("Of the case in line %(line)d") % {"line": file.line}
    return Planned(row, Fate.NEW, words, changes=facts | {OF: file.line})


def _of_another_case(facts: Mapping[str, Any], file: OldFile) -> list[str]:
    """What a further row says of its case otherwise than the first: then it is of another one, under a wrong number."""
    return [fact for fact in (*CASE, *END, "grounds") if facts.get(fact, "") not in ("", file.case.get(fact))]


def _body(name: str, on_file: OnFile) -> str:
    body = on_file.registry.called(name)
    if body is None:
        words = gettext(
            "No agency is called “%(name)s”, or several are. Add it to the agencies first, or write its code."
        )
        raise _RefusedRow(words % {"name": name})
    return body.code


def _new_part(facts: dict[str, Any], file: OldFile) -> bool:
    """Whether the row gives its body a part that it has not; a part told before is not entered again. What it says of one otherwise
    would be lost."""
    part = (facts.get("agency", ""), facts.get("role", ""))
    if not all(part) or part in file.parts:
        facts.pop("role", None)
        told = [since for (body, role), since in file.parts.items() if body == part[0] and part[1] in ("", role)]
        if "known" in facts and facts.pop("known") not in told:
            words = gettext("Line %(line)d has the same file number, and says something else: %(what)s.")
            raise _RefusedRow(words % {"line": file.line, "what": _named(["known"])})
        return False
    file.parts[part] = facts.get("known")
    return True


def _new_letter(row: Row, facts: dict[str, Any], file: OldFile) -> bool:
    """Whether the row tells a letter, or a reply to one of a row before, that is not told yet."""
    same = [line for line, letter in file.letters.items() if _is_same(facts, letter)]
    if not same:
        number = cited.key(facts.get("letter_number", ""))
        for line, letter in file.letters.items():
            if number and (number, facts["agency"]) == (cited.key(letter.get("letter_number", "")), letter["agency"]):
                words = gettext("Line %(line)d says something else of this letter.")
                raise _RefusedRow(words % {"line": line})
        facts.setdefault("letter_kind", letter_kinds.CLARIFICATION_REQUEST.code)
        _check_end(facts, file, facts["letter_kind"])
        _keep_letter(row, facts, file)
        return True
    facts[ANSWERS] = same[0]
    _check_end(facts, file, file.letters[same[0]]["letter_kind"])
    reply = reply_of(facts)
    if not reply or (same[0], reply) in file.replies:
        return False
    file.replies.append((same[0], reply))
    return True


def _is_same(facts: Mapping[str, Any], letter: Mapping[str, Any]) -> bool:
    return _told_of_letter(facts).items() <= letter.items()


def _told_of_letter(facts: Mapping[str, Any]) -> dict[str, Any]:
    said = {column: facts[column] for column in ("agency", *LETTER) if column in facts}
    return said | ({FOLLOWS: cited.key(facts[FOLLOWS])} if FOLLOWS in facts else {})


def _keep_letter(row: Row, facts: dict[str, Any], file: OldFile) -> None:
    """The letter of a row, and the reply to it, for the rows after it; it follows one of those before."""
    if "letter_dated" not in facts:
        return
    if FOLLOWS in facts:
        facts[AFTER] = _letter_before(facts, file)
    file.letters[row.line] = _told_of_letter(facts)
    if reply := reply_of(facts):
        file.replies.append((row.line, reply))


def _letter_before(facts: Mapping[str, Any], file: OldFile) -> int:
    """The line of the letter to the same body that this one follows."""
    number = cited.key(facts[FOLLOWS])
    for line, letter in file.letters.items():
        named = cited.key(letter.get("letter_number", "")) == number and letter["agency"] == facts["agency"]
        if named and facts["letter_dated"].end > letter["letter_dated"].start:
            return line
    words = gettext("No row before tells of a letter “%(number)s” to this body, of this day or earlier.")
    raise _RefusedRow(words % {"number": facts[FOLLOWS]})


def _check_end(facts: Mapping[str, Any], file: OldFile, kind: str) -> None:
    ended = file.case.get("ended")
    if ended and any(column in facts and ended.end <= facts[column].start for column in before_the_end(kind)):
        raise _RefusedRow(f"{gettext(LABELS['ended'])}: {gettext(BEFORE_THE_ROW)}")


def _named(columns: Iterable[str]) -> str:
    return ", ".join(gettext(LABELS[column]) for column in columns)


def _compared(row: Row, facts: Mapping[str, Any], case: Incident) -> Planned:
    """A row of a case that is on record: the same, or refused with what it says otherwise."""
    if said := otherwise(case, facts):
        words = gettext(
            "On file as %(case)s, and otherwise there: %(what)s. A list changes no case: correct it on its page."
        )
        raise _RefusedRow(words % {"case": case, "what": _named(said)})
    return Planned(row, Fate.SAME, str(case), case)
