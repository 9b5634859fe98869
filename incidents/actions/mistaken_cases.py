"""Deeds that declare a case to be entered by mistake, and that take this back: it keeps its number and its history, counts in no figure,
and nothing waits in it for anybody. Whatever left the house on it, or belongs to others, is settled first."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from ..errors import NOT_NOW, DomainError
from ..models import (
    CaseLetter,
    ClarificationRequest,
    Complaint,
    Evidence,
    Incident,
    PastLetter,
    Question,
    Relation,
    Response,
    User,
    still_open,
)
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..record import deeds
from ..translatable import _
from ..workflow import (
    ENDED_EARLY,
    LETTERS_NOT_OUT,
    STOPPED,
    Action,
    CaseLetterStatus,
    ComplaintStatus,
    EvidenceStatus,
    IncidentStatus,
    QuestionStatus,
)
from . import case_letter_conditions, past_cases
from .agencies import stands_for

# What stands in a case that is no mistake, by kind: what is done with it instead, or first.
INSTEAD: Mapping[str, str] = {
    "requests": _("A letter that went out is withdrawn first, and so is a draft."),
    "answered": _(
        "A body answered: that is nobody's mistake. The case is closed with its outcome, or merged into the one of which it is a double."
    ),
    "stopped": _(
        "A letter that was closed without an answer is told in the outcome of its case. Where the letter was a mistake as well, its "
        "answer is waited for again first, and then it is withdrawn."
    ),
    "letters": _(
        "A letter that went out is taken back by another letter first, and revoked without one where its bodies exist no more; one "
        "that has not gone out is dropped."
    ),
    "met": _(
        "The meeting to which it calls has begun, and nothing takes that back any more. The case is closed with its outcome, or merged "
        "into the one of which it is a double."
    ),
    "unsigned": _("What waits for its signature is signed or dropped first."),
    "from_record": _("A letter from the record is struck out first, where it was entered by mistake as well."),
    "sanctions": _("A sanction is struck out first, where it was entered by mistake as well."),
    "shares": _("Sharing with a body is ended first: it reads what was shared."),
    "evidence": _("Evidence that was released has left the house: that is struck out first, where it did not happen."),
    "commitments": _("A commitment is kept, released or struck out first."),
    "complaints": _(
        "People complained: each complaint is put behind the case to which it belongs, or taken from this one, first; one that was "
        "concluded is reopened for that. One that was entered by mistake as well is declared so."
    ),
    "republished": _(
        "Another case is recorded as another publication of the data of this one, and counted so: that relation is undone first."
    ),
    "merged": _("Another case goes on in this one: it is separated first."),
}


class StillStands(DomainError):
    """The case holds what is nobody's mistake: `stands` says what, by kind."""

    status = NOT_NOW
    message = _("This case cannot be declared to be entered by mistake while what stands above is in it.")

    def __init__(self, on: Incident, stands: dict[str, list[Any]]) -> None:
        super().__init__(on)
        self.stands = stands


def standing(incident: Incident, at: Instant) -> dict[str, list[Any]]:
    """What speaks at `at` against declaring `incident` entered by mistake, by kind; empty where nothing does."""
    unfinished, complained = still_open.unfinished(), Complaint.objects.filter(incident=incident)
    # A letter that took another one back, or corrected it, says nothing by itself.
    in_force = CaseLetter.objects.in_force().filter(takes_back__isnull=True, corrects__isnull=True)
    found: dict[str, QuerySet[Any]] = {
        "requests": _unanswered().exclude(status__in=(*ENDED_EARLY, *STOPPED)),
        "answered": ClarificationRequest.objects.exclude(pk__in=_unanswered().values("pk")),
        "stopped": _unanswered().filter(status__in=STOPPED),
        "letters": in_force | CaseLetter.objects.filter(status__in=LETTERS_NOT_OUT),
        "unsigned": unfinished["unsigned"],
        "from_record": PastLetter.objects.all(),
        "evidence": Evidence.objects.filter(status=EvidenceStatus.RELEASED),
        "commitments": unfinished["commitments"],
    }
    rows = {name: list(each.filter(incident=incident).distinct()) for name, each in found.items()}
    # Of one that nobody is left to be told of, nothing is waited for again and nothing withdrawn: as of one that was broken off.
    rows["stopped"] = [each for each in rows["stopped"] if stands_for(each.agency)]
    rows["met"] = [each for each in rows["letters"] if _has_met(each, at)]
    rows["letters"] = [each for each in rows["letters"] if each not in rows["met"]]
    rows["sanctions"] = list(incident.sanctions.filter(struck_at__isnull=True))
    rows["shares"] = list(incident.shares.filter(ended_at__isnull=True))
    rows["complaints"] = list(complained.exclude(status__in=(ComplaintStatus.MERGED, ComplaintStatus.MISTAKEN)))
    others = Incident.objects.filter(relations__other=incident, relations__kind=Relation.Kind.REPUBLICATION)
    # in no figure as what they are: nothing is counted by them
    nowhere = (IncidentStatus.MISTAKEN, IncidentStatus.MERGED)
    rows["republished"] = list(others.exclude(status__in=nowhere).order_by("pk"))
    rows["merged"] = list(incident.merged.order_by("pk"))
    return {name: rows[name] for name in INSTEAD if rows[name]}


def _unanswered() -> QuerySet[ClarificationRequest]:
    """Letters to which no body said anything: what it said, to this letter or through another, is nobody's mistake, whatever became of
    the letter since."""
    said = Response.objects.filter(request=OuterRef("pk"))
    settled = Question.objects.filter(request=OuterRef("pk")).exclude(status=QuestionStatus.OPEN)
    return ClarificationRequest.objects.filter(~Exists(said), ~Exists(settled))


def _has_met(letter: CaseLetter, at: Instant) -> bool:
    """Whether it went out and called to a meeting that has begun at `at`: what takes it back would come too late."""
    return letter.status == CaseLetterStatus.ISSUED and case_letter_conditions.calls_too_late(letter, at)


def annul(incident: Incident, *, by: User, seen: int | None, reason: str, at: Instant | None = None) -> Incident:
    """Declare that the case was entered by mistake. Raises StillStands."""
    with deeds.record(Action.ANNUL, on=incident, by=by, seen=seen, reason=reason, at=at) as deed:
        if found := standing(deed.on, deed.at):
            raise StillStands(deed.on, found)
        if deed.on.outcome:
            deed.details = {"outcome": deed.on.outcome}
        deed.on.status, deed.on.outcome, deed.on.closed_at = IncidentStatus.MISTAKEN, "", None
        deed.on.save()
    return deed.on


def reinstate(incident: Incident, *, by: User, seen: int | None, reason: str, at: Instant | None = None) -> Incident:
    """It was no mistake: the case is what it was before, under its number. Raises past_cases.FileTaken where its old file was entered
    again meanwhile."""
    with deeds.record(Action.REINSTATE, on=incident, by=by, seen=seen, reason=reason, at=at) as deed:
        past_cases.check_file(deed.on.file_number, deed.on)
        rows = deed.on.history.exclude(status=IncidentStatus.MISTAKEN)
        before = not_none(rows.order_by("-history_id").first())
        deed.on.status, deed.on.outcome = IncidentStatus(before.status), before.outcome
        deed.on.closed_at = before.closed_at
        deed.on.save()
        if before.outcome:
            deed.details = {"outcome": before.outcome}
    return deed.on
