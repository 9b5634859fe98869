"""The scans that a list brings for a case on record: which letter or reply lacks them, what keeps one out, and how they come in.

What a paper shows already stays as it is: a row that brings more names that as well, and the rest is laid to it as annexes.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext

from ..models import Incident, PastLetter, PastReply, User
from ..models.past_letters import scans_of
from ..plain.not_none import not_none
from ..record import authority
from ..translatable import _
from ..workflow import Action
from . import corrections
from .lists import Fate, Planned, Row
from .past_case_columns import LABELS
from .past_case_file import OldFile, RefusedRow
from .past_case_on_file import letters_told, replies_told
from .past_case_scans import Pieces

Paper = PastLetter | PastReply
PAPERS: Mapping[str, type[Paper]] = {"letter_scan": PastLetter, "reply_scan": PastReply}
ADDED = _("%(case)s, scans are added: %(what)s")
ANOTHER = _(
    "%(column)s: %(case)s has another one of “%(paper)s”. A list takes the place of no scan: name that one as well, and this comes "
    "in as its annex; or correct it on its page."
)
SEVERAL = _("%(column)s: several papers of %(case)s may be meant. Say of it what tells them apart.")
REASON = _("The scan was missing, and came with a list.")


def planned(row: Row, facts: Mapping[str, Any], file: OldFile, by: User) -> Planned | None:
    """What becomes of a row that says the same as its case, where it brings scans that are missing there; None where it brings none.
    Raises RefusedRow."""
    case, words = not_none(file.on), []
    found = Planned(row, Fate.CHANGED, on=case)
    for column, papers in _papers(case, facts):
        paper = _meant(papers, facts[column], file, column)
        there = file.scans.setdefault(paper, scans_of(paper.evidence))
        lacking = tuple(each for each in facts[column] if each not in there)
        if not lacking:
            continue
        told = {"column": gettext(LABELS[column]), "case": case, "paper": paper}
        if there and there[0] not in facts[column]:
            raise RefusedRow(gettext(ANOTHER) % told)
        _check_may(paper, by, case)
        found.changes[column] = lacking
        found.stands[column] = (paper.pk, paper.version, *there)
        there.extend(lacking)
        words.append(f"{paper} ({len(lacking)})")
    found.words = gettext(ADDED) % {"case": case, "what": ", ".join(words)}
    return found if found.changes else None


def lay(row: Planned, pieces: Pieces) -> None:
    """Take in what `planned` says, each file as a piece of its own; a paper that showed none names the first of them from now on."""
    for column in row.changes:
        pk, version, *_there = row.stands[column]
        paper = PAPERS[column].everything.select_related("incident", "evidence").get(pk=pk)
        piece = pieces.of(paper.incident, column, {**row.row.facts, **row.changes}, paper.evidence)
        if paper.evidence is None:
            corrections.revise(
                paper, by=pieces.by, seen=version, act_id=pieces.act, reason=gettext(REASON), evidence=piece
            )


def _papers(case: Incident, facts: Mapping[str, Any]) -> Iterable[tuple[str, list[Any]]]:
    letters = letters_told(case, facts) if "letter_dated" in facts else []
    if "letter_scan" in facts:
        yield "letter_scan", letters
    if "reply_scan" in facts:
        yield "reply_scan", replies_told(letters, facts)


def _meant(papers: list[Any], named: tuple[str, ...], file: OldFile, column: str) -> Paper:
    """The one that a row means: of several, one that shows all that it names. Raises RefusedRow where nobody can say which."""
    showing = [each for each in papers if {*named} <= {*file.scans.get(each, scans_of(each.evidence))}]
    if len(papers) > 1 and not showing:
        raise RefusedRow(gettext(SEVERAL) % {"column": gettext(LABELS[column]), "case": file.on})
    found: Paper = next(iter(showing or papers))
    return found


def _check_may(paper: Paper, by: User, case: Incident) -> None:
    """Raises RefusedRow: the first scan puts the entry right, which whoever typed it does, or a superior."""
    action, on = (Action.ATTACH, None) if paper.evidence_id else (Action.REVISE, paper)
    if why := authority.refusal(action, on, by, case):
        raise RefusedRow(gettext(why.message))
