"""A list of past cases: what would become of each row.

The first row of an old file is its case, with the body it concerns, a letter, what came back, and how it ended; every further row
of the same file is one more letter, one more reply to a letter, or one more body of that case. What its columns are says
`past_case_columns`, what becomes of letters and replies `past_case_letters`, what stands of a case that is on record
`past_case_on_file`, which scans it lacks `past_case_missing_scans`; all of it is entered by `past_case_entering`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext

from ..models import Incident, Involvement, User
from ..models.evidence import ANNEXES
from ..plain import cited, letter_kinds
from ..plain.not_none import not_none
from ..translatable import _
from ..workflow import IncidentStatus
from . import past_case_missing_scans, past_cases
from .agency_list import Registry
from .lists import Fate, Plan, Planned, Row
from .past_case_columns import CASE, END, LABELS, NEEDED, OF
from .past_case_file import OldFile, OnFile, RefusedRow, named
from .past_case_letters import keep_letter, new_letter
from .past_case_on_file import otherwise

WHOLE = _("Line %(line)d of the same file is refused: a case comes in whole, or not at all.")


def plan(rows: Iterable[Row], *, by: User) -> Plan:
    """What would become of each of `rows` as the record stands, told to `by`. Nothing is written."""
    filed = Incident.objects.filter(past=True)
    told = filed.visible_to(by).prefetch_related(
        "involvements__agency",
        "past_letters__agency",
        "past_letters__follows",
        f"past_letters__{ANNEXES}",
        "past_letters__evidence__file",
        f"past_letters__replies__{ANNEXES}",
        "past_letters__replies__evidence__file",
    )
    taken = (cited.key(each) for names in filed.values_list("file_number", "reference") for each in names if each)
    readable = {cited.key(case.reference): case for case in told}
    readable |= {cited.key(case.file_number): case for case in sorted(told, key=_is_true) if case.file_number}
    on_file = OnFile(Registry(), frozenset(taken), readable, by)
    found = [_planned(row, on_file) for row in rows]
    for file in on_file.files.values():
        _whole_or_not_at_all(file)
    return Plan(found)


def _is_true(case: Incident) -> bool:
    """Of two of one file, the one that was entered by mistake and the one that took its place, the latter is compared with."""
    return case.status != IncidentStatus.MISTAKEN


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
            raise RefusedRow(" ".join(row.faults), alone=of_another)
        found = _of_case(row, file, on_file) if first else _further(row, file, on_file)
    except RefusedRow as refusal:
        file.refused = file.refused or (0 if refusal.alone else row.line)
        return Planned(row, Fate.REFUSED, refusal.words, file.on)
    file.rows.append(found)
    return found


def _whole_or_not_at_all(file: OldFile) -> None:
    """A case of which a row is refused would come in with a hole that no second list could fill."""
    for each in file.rows:
        if file.refused and each.fate == Fate.NEW:  # what a case on record lacks comes in row by row
            each.fate, each.words, each.changes = Fate.REFUSED, gettext(WHOLE) % {"line": file.refused}, {}


def _of_case(row: Row, file: OldFile, on_file: OnFile) -> Planned:
    """The first row of a file. What it leaves out and most mean: a controller was asked for clarification."""
    facts = dict(row.facts)
    if not file.on and (lacking := [gettext(LABELS[fact]) for fact in NEEDED if fact not in facts]):
        words = gettext("The first row of a file says “%(what)s”.")
        raise RefusedRow(words % {"what": ", ".join(lacking)})
    if file.hidden:
        raise RefusedRow(gettext(past_cases.FileTaken.message))
    if "agency" in facts:
        facts["agency"] = _body(facts["agency"], on_file)
    as_first = _as_first(facts)
    if file.on:
        return _compared(row, facts if otherwise(file.on, as_first) else as_first, file, on_file.by)
    facts = as_first
    if "agency" in facts:
        file.parts[facts["agency"], facts["role"]] = facts.get("known")
    keep_letter(row, facts, file, on_file.registry)
    return Planned(row, Fate.NEW, changes=facts)


def _as_first(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says, and what it leaves out and most mean."""
    left_out: dict[str, Any] = {"role": Involvement.AgencyRole.CONTROLLER} if "agency" in facts else {}
    if "letter_dated" in facts:
        left_out["letter_kind"] = letter_kinds.CLARIFICATION_REQUEST.code
    return {**left_out, **facts}


def _further(row: Row, file: OldFile, on_file: OnFile) -> Planned:
    """One more letter, reply or body of the case of a row before. To whom a letter goes has a part in the case where the row
    says which."""
    facts = {fact: value for fact, value in row.facts.items() if fact not in (*CASE, *END, "grounds")}
    if file.refused == file.line and not file.on:
        raise RefusedRow(gettext(WHOLE) % {"line": file.line})
    if said := _of_another_case(row.facts, file):
        words = gettext("Line %(line)d has the same file number, and says something else: %(what)s.")
        raise RefusedRow(words % {"line": file.line, "what": named(said)}, alone=True)
    if file.hidden:
        raise RefusedRow(gettext(past_cases.FileTaken.message))
    if "agency" in facts:
        facts["agency"] = _body(facts["agency"], on_file)
    if file.on:
        return _compared(row, facts, file, on_file.by)
    new = _new_part(facts, file)
    if "letter_dated" in facts:
        new = new_letter(row, facts, file, on_file.registry) or new
    if not new:
        words = gettext("Line %(line)d has the same file number, and this one brings nothing new.")
        raise RefusedRow(words % {"line": file.line}, alone=True)
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
        raise RefusedRow(words % {"name": name})
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
            raise RefusedRow(words % {"line": file.line, "what": named(["known"])})
        return False
    file.parts[part] = facts.get("known")
    return True


def _compared(row: Row, facts: Mapping[str, Any], file: OldFile, by: User) -> Planned:
    """A row of a case that is on record: the same, with scans that it lacks, or refused with what it says otherwise. What was entered
    by mistake is not entered again because its list is brought again."""
    case = not_none(file.on)
    if case.status == IncidentStatus.MISTAKEN:
        words = gettext(
            "%(case)s, entered by mistake, and left so. Where it is a case after all, a supervisor takes it up again."
        )
        return Planned(row, Fate.SAME, words % {"case": case}, case)
    if said := otherwise(case, facts):
        words = gettext(
            "On file as %(case)s, and otherwise there: %(what)s. A list changes no case: correct it on its page."
        )
        raise RefusedRow(words % {"case": case, "what": named(said)})
    return past_case_missing_scans.planned(row, facts, file, by) or Planned(row, Fate.SAME, str(case), case)
