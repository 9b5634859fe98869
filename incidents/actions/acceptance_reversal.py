"""Taking back that an answer suffices, where somebody accepted the wrong one: it is judged anew. Nothing is asked by it, no clock begins,
and what came in time came in time. What is still missing is asked for by returning it. See docs/decisions/0080-decisions-taken-back.md.
"""

from django.db import transaction

from ..errors import NOT_NOW, DomainError
from ..models import CaseEvent, ClarificationRequest, Letter, Question, User
from ..plain import letter_kinds
from ..plain.clocks import Instant
from ..record import authority, deeds
from ..translatable import _
from ..workflow import Action, QuestionStatus, RequestStatus, permitted
from ..workflow.rows import ALIVE
from . import letter_decisions, letter_facts, overtaken, request_succession


class DecidedWithIt(DomainError):
    """How a case ended rests on what was decided on its letters."""

    status = NOT_NOW
    message = _(
        "%(case)s is no longer worked on, and how it ended rests on this. Reopen the case first, with a reason; then take this back."
    )


class SaidByLetter(DomainError):
    """What a letter says is not taken back without one."""

    status = NOT_NOW
    message = _("%(letter)s says that the answers are accepted. A supervisor of its unit takes that back, by a letter.")


class WaitsForSignature(DomainError):
    """What did not go out needs no letter that takes it back."""

    status = NOT_NOW
    message = _("%(letter)s, which says that the answers are accepted, waits for its signature: drop it first.")


def check_worked_on(on: ClarificationRequest) -> None:
    """Raises DecidedWithIt where the case of `on` has ended."""
    if on.incident.status not in ALIVE:
        raise DecidedWithIt(on, case=str(on.incident))


def unaccept_question(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    question: Question,
    reason: str,
    at: Instant | None = None,
) -> ClarificationRequest:
    """The answer to one question was accepted by mistake, and waits to be judged again: whoever accepted it, or a supervisor, says why.
    Raises DecidedWithIt, OfSomebodyElse; Conflict where it is accepted no longer."""
    with deeds.record(Action.UNACCEPT_QUESTION, on=clarification, by=by, seen=seen, reason=reason, at=at) as deed:
        check_worked_on(deed.on)
        row = deed.on.questions.get(pk=question.pk)
        if row.status != QuestionStatus.ACCEPTED:
            raise overtaken.NotAccepted(deed.on)
        if permitted(Action.UNACCEPT_QUESTION, by.roles, is_author=row.accepted_by_them(by)) is None:
            raise authority.OfSomebodyElse(f"{by} did not accept the answer to {row}")
        _to_be_judged(row)
        deed.on.save()
        deed.details = {"questions": [row.number]}
    return deed.on


def unaccept(
    clarification: ClarificationRequest, *, by: User, seen: int | None, reason: str, at: Instant | None = None
) -> ClarificationRequest:
    """The answers were accepted by mistake: all that was accepted by that act waits to be judged again, what was accepted before it
    stays so. Raises DecidedWithIt, SaidByLetter."""
    with transaction.atomic():
        how = request_succession.pass_on(clarification, at=at)
        with deeds.record(Action.UNACCEPT, on=clarification, by=by, seen=seen, reason=reason, **how) as deed:
            check_worked_on(deed.on)
            if letter := deed.on.acceptance_letter:
                raise (SaidByLetter if letter.issued_at else WaitsForSignature)(deed.on, letter=str(letter))
            _take_back(deed)
    return deed.on


def revoke_acceptance(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    reason: str,
    english: str = "",
    approved: str | None = None,
    at: Instant | None = None,
) -> ClarificationRequest:
    """The same where a letter said that the answers are accepted: another takes that back, and the first is in force no longer. Raises
    DecidedWithIt, WaitsForSignature, NobodyFollows; Conflict where no letter says so. `approved`: see letter_decisions.decide()."""
    with transaction.atomic():
        how = request_succession.pass_on(clarification, at=at)
        with deeds.record(Action.REVOKE_ACCEPTANCE, on=clarification, by=by, seen=seen, reason=reason, **how) as deed:
            check_worked_on(deed.on)
            letter = deed.on.acceptance_letter
            if letter is None:
                raise overtaken.NotAcceptedByLetter(deed.on)
            if letter.issued_at is None:
                raise WaitsForSignature(deed.on, letter=str(letter))
            _take_back(deed)
            kind, facts = letter_kinds.ACCEPTANCE_REVOKED, told_of(letter, deed.reason)
            letter_decisions.decide(
                deed,
                kind,
                by,
                approved=approved,
                due_at=None,
                about=letter,
                corrections=(),
                english=english,
                **facts,
            )
    return deed.on


def told_of(letter: Letter, reason: str) -> dict[str, letter_facts.Fact]:
    """What the letter that takes `letter` back says of it, and why."""
    return {"alasan": reason, "nomor_penerimaan": str(letter), "tanggal_penerimaan": letter.date}


def _take_back(deed: deeds.OnRequest) -> None:
    """Inside the open deed: answered it is, and no more."""
    on = deed.on
    accepted = CaseEvent.objects.of(on).filter(action=Action.ACCEPT).latest("recorded_at")
    back = [each for each in on.questions.all() if each.history.filter(event_id=accepted.pk).exists()]
    for question in back:
        _to_be_judged(question)
    on.status, on.accepted_at, on.accepted_by = RequestStatus.ANSWERED, None, None
    on.save()
    deed.details |= {"questions": [each.number for each in back]}


def _to_be_judged(question: Question) -> None:
    question.status = QuestionStatus.ANSWERED
    question.save()
