"""The ending of a request whose answer did not come, or was too little: by decision, without a letter, and with nothing made up.

It is neither withdrawn (it was owed) nor accepted (it does not suffice). Every due had passed by then, so that no figure changes: what was
late or unanswered stays so, and what its body sends afterwards is kept with its own instant. See docs/decisions/0064-nothing-untrue.md.
"""

from django.db import transaction

from ..errors import NOT_NOW, DomainError
from ..models import ClarificationRequest, User
from ..plain import clocks
from ..plain.clocks import Instant
from ..record import deeds, sent_forms
from ..record.deeds import OnRequest
from ..translatable import _
from ..workflow import Action, QuestionStatus, RequestStatus
from . import dependent_drafts, extension_wishes, unsigned_letters

WAITED_FOR = (RequestStatus.OPEN, RequestStatus.ANSWERED)


class StillRuns(DomainError):
    """Whoever has time yet is not silent."""

    status = NOT_NOW
    message = _(
        "The due of %(letter)s has not passed: its body may still answer. A request that need not be answered is withdrawn."
    )


class WaitsForUs(DomainError):
    """The body asked for something and waits: its silence would be ours."""

    status = NOT_NOW
    message = _(
        "About %(letter)s its body waits for a decision: on more time, on what it asked, or on whether it is the one to ask. Decide that first."
    )


class Suffices(DomainError):
    """Whose every answer was accepted is not called insufficient."""

    status = NOT_NOW
    message = _("Every answer to %(letter)s was accepted: it suffices, and is accepted as a whole.")


def objection(on: ClarificationRequest, at: Instant) -> DomainError | None:
    """What speaks at `at` against waiting for the answer to `on` no longer, or to another letter of its chain; None where nothing does."""
    return next((found for each in chain(on) if (found := _objection(each, at))), None)


def _objection(on: ClarificationRequest, at: Instant) -> DomainError | None:
    if all(question.status == QuestionStatus.ACCEPTED for question in on.questions.all()):
        return Suffices(on, letter=str(on.letter or on))
    if on.status != RequestStatus.OPEN:
        return None
    if not all(clocks.passed(row.due_at, at) for row in on.waiting_rows):
        return StillRuns(on, letter=str(on.letter or on))
    disputed = ClarificationRequest.objects.misaddressed().filter(pk=on.pk).exists()
    if on.waiting_wish or disputed or on.counter_questions.pending().exists():
        return WaitsForUs(on, letter=str(on.letter or on))
    return None


def chain(on: ClarificationRequest) -> list[ClarificationRequest]:
    """The letters of the ladder to the same body whose answer is waited for, `on` first: they ask the same, and one answer is the answer
    to all of them."""
    found = [on.first_of_chain]
    for each in found:  # which grows by what follows each
        found += [*each.followers.order_by("pk"), *each.reissues.order_by("pk")]
    others = (each for each in found if each.pk != on.pk and each.agency_id == on.agency_id)
    return [on, *(each for each in others if each.status in WAITED_FOR)]


def stop_waiting(
    clarification: ClarificationRequest, *, by: User, seen: int | None, reason: str, at: Instant | None = None
) -> ClarificationRequest:
    """Wait for its answer no longer, nor for that to the other letters of its chain: one act. No letter says so, nobody is mailed; letters
    that were drafted because of it lapse. Raises StillRuns, WaitsForUs, Suffices, Conflict when an answer came meanwhile."""
    with transaction.atomic():
        act_id = sent_forms.new_act()
        with deeds.record(
            Action.STOP_WAITING, on=clarification, by=by, seen=seen, reason=reason, at=at, act_id=act_id
        ) as deed:
            _stop(deed, by)
        stopped = [deed.on]
        for step, other in enumerate(chain(deed.on)[1:], start=2):
            then = deed.after(step)
            with deeds.record(Action.STOP_WAITING, on=other, by=by, reason=reason, at=then, act_id=act_id) as also:
                _stop(also, by)
            stopped.append(also.on)
        dependent_drafts.end(deed, stopped)
    return deed.on


def _stop(deed: OnRequest, by: User) -> None:
    on = deed.on
    if found := _objection(on, deed.at):
        raise found
    on.status = RequestStatus.INSUFFICIENT if on.answered_in_part else RequestStatus.NOT_ANSWERED
    on.stopped_at, on.stopped_by = deed.at, by
    on.save()
    extension_wishes.lapse(deed)
    unsigned_letters.end(deed)
    deed.details = {"answer": on.status}
