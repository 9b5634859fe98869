"""Deeds that declare a complaint to be entered by mistake, and that take this back: its number stays, and nobody works under it. What
somebody sent, and what was answered, is nobody's mistake."""

from ..errors import NOT_NOW, DomainError
from ..models import Complaint, User
from ..plain.not_none import not_none
from ..record import deeds
from ..translatable import _
from ..workflow import ANSWERS_NOT_OUT, Action, ComplaintAnswerStatus, ComplaintStatus, IncidentStatus
from . import past_cases
from .complaints import AnswerWaits
from .handover import may_know


class SentByItsForm(DomainError):
    message = _(
        "This came by the public form: somebody sent it. It is concluded with what became of it, or merged with the other complaint "
        "where the same was said twice; one that was concluded is reopened for that."
    )


class WasAnswered(DomainError):
    status = NOT_NOW
    message = _(
        "Letter %(letter)s answered whoever complained: that went out. Conclude the complaint, or merge it with the other one where "
        "the same was said twice; one that was concluded is reopened for that."
    )


class WasToldOtherwise(DomainError):
    status = NOT_NOW
    message = _("An answer that was given otherwise is recorded. Where nobody was answered, strike it out first.")


class CountsWithIt(DomainError):
    status = NOT_NOW
    message = _("Another complaint counts with this one. Undo that merge first.")


class ItsCaseIsAMistake(DomainError):
    status = NOT_NOW
    message = _(
        "%(case)s, behind which it stands, was entered by mistake. Where that is not so either, take that back first."
    )


def annul(complaint: Complaint, *, by: User, seen: int, reason: str) -> Complaint:
    """Declare that it was entered by mistake. Raises SentByItsForm, AnswerWaits, WasAnswered, WasToldOtherwise,
    CountsWithIt."""
    with deeds.record(Action.ANNUL_COMPLAINT, on=complaint, by=by, seen=seen, reason=reason) as deed:
        _check_nobodys(deed.on)
        if deed.on.outcome:
            deed.details = {"outcome": deed.on.outcome}
        deed.on.status, deed.on.outcome, deed.on.concluded_at = ComplaintStatus.MISTAKEN, "", None
        deed.on.save()
    return deed.on


def _check_nobodys(complaint: Complaint) -> None:
    if complaint.by_form:
        raise SentByItsForm(complaint)
    if complaint.answers.filter(status__in=ANSWERS_NOT_OUT).exists():
        raise AnswerWaits(complaint)
    if answered := complaint.answers.filter(status=ComplaintAnswerStatus.SENT).order_by("pk").last():
        raise WasAnswered(complaint, letter=answered.letter)
    if complaint.answers.filter(status=ComplaintAnswerStatus.TOLD).exists():
        raise WasToldOtherwise(complaint)
    if complaint.doubles.exists():
        raise CountsWithIt(complaint)


def its_case_is_lost(complaint: Complaint) -> bool:
    """Whether the case behind which it stands was entered by mistake, and cannot come back: its file has been entered anew."""
    case = complaint.incident
    if case is None or case.status != IncidentStatus.MISTAKEN:
        return False
    return past_cases.is_file_taken(case.file_number, case)


def leave_its_case(complaint: Complaint) -> str:
    """Nothing comes back to life behind a case that was none. Where that one cannot come back, its file having been entered anew, the
    complaint stands behind no case from now on: the number of that one, "" where it stays behind its own. Raises ItsCaseIsAMistake."""
    case = complaint.incident
    if case is None or case.status != IncidentStatus.MISTAKEN:
        return ""
    if not its_case_is_lost(complaint):
        raise ItsCaseIsAMistake(complaint, case=case.reference)
    complaint.incident = None
    return case.reference


def reinstate(complaint: Complaint, *, by: User, seen: int, reason: str) -> Complaint:
    """It was no mistake: it is what it was before, and whoever saw to it sees to it, `by` where they may not know of its case any
    more. Of one that comes back behind no case it is not said that a case deals with it: it is in hand again. Raises
    ItsCaseIsAMistake."""
    with deeds.record(Action.REINSTATE_COMPLAINT, on=complaint, by=by, seen=seen, reason=reason) as deed:
        left = leave_its_case(deed.on)
        rows = deed.on.history.exclude(status=ComplaintStatus.MISTAKEN)
        before = not_none(rows.order_by("-history_id").first())
        deed.on.status, deed.on.outcome = ComplaintStatus(before.status), before.outcome
        deed.on.concluded_at = before.concluded_at
        if left:
            deed.details = {"case": left}
            if before.outcome == Complaint.Outcome.IN_CASE:
                deed.on.status, deed.on.outcome, deed.on.concluded_at = ComplaintStatus.IN_HAND, "", None
        if not may_know(deed.on.incident, deed.on.owner):
            deed.on.owner, deed.details = by, deed.details | {"to": by.name}
        deed.on.save()
    return deed.on
