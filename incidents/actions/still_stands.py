"""What was true when a letter was drafted is asked again when it is issued: a next letter goes
out to the same body after a due has passed without an answer, or asks on after a reply in part; a summons leaves its notice, a reissue takes the place of a letter that is open."""

from collections.abc import Iterator

from django.db.models import Max

from ..models import CaseEvent, ClarificationRequest, ExtensionRequest
from ..plain import clocks
from ..plain.clocks import Instant
from ..record import deeds
from ..translatable import _
from ..workflow import Action, RequestStatus, Subject
from . import same_questions


class NotAnyMore(deeds.Conflict):
    """What the letter says was so when it was drafted."""


class DueRuns(NotAnyMore):
    message = _("The due of the letter before has not passed: this one may go out after it.")


class WishWaits(NotAnyMore):
    message = _("The agency asked for more time, and nobody has decided: this letter may go out after that.")


class DueMoved(NotAnyMore):
    message = _("The due of the letter before was moved since this was written: send it back, it names another.")


class NotOpen(NotAnyMore):
    message = _("The letter before waits for no answer any more: this one may not go out.")


class OfAnotherBody(NotAnyMore):
    message = _("The letter before went to another body: this one may not go out.")


class AnsweredMeanwhile(NotAnyMore):
    message = _("Questions of this letter were answered meanwhile: send it back.")


class MeetingTooNear(NotAnyMore):
    message = _("The meeting is too near or past; send the letter back for another day.")


def check(on: ClarificationRequest, at: Instant) -> None:
    """Raises the first of what speaks against issuing `on` at `at`."""
    for found in objections(on, at):
        raise found


def objections(on: ClarificationRequest, at: Instant) -> Iterator[NotAnyMore]:
    """What speaks against issuing `on` at `at`."""
    if same_questions.calls_too_late(on, at):
        yield MeetingTooNear(on)
    if same_questions.answered_meanwhile(on).exists():
        yield AnsweredMeanwhile(on)
    if on.follows and on.follows.agency_id != on.agency_id:
        yield OfAnotherBody(on)
    elif on.follows:
        yield from _about_the_letter_before(on, _in_force(on.follows), at)


def _in_force(before: ClarificationRequest) -> ClarificationRequest:
    """The letter that took the place of `before`, if one did."""
    while before.status == RequestStatus.REPLACED and before.reissue and before.reissue.issued_at:
        before = before.reissue
    return before


def _about_the_letter_before(
    on: ClarificationRequest, before: ClarificationRequest, at: Instant
) -> Iterator[NotAnyMore]:
    if before.status != RequestStatus.OPEN and on.replaces:
        return  # takes the place of a next letter that is out already
    if before.status != RequestStatus.OPEN:
        yield NotOpen(on)
        return
    if before.present_due and not clocks.lateness(before.present_due, at) and not _asks_more(on, before):
        yield DueRuns(on)
    if before.extension_requests.filter(decision=ExtensionRequest.Decision.PENDING).exists():
        yield WishWaits(on)
    if due_moved(on, before):
        yield DueMoved(on)


def _asks_more(on: ClarificationRequest, before: ClarificationRequest) -> bool:
    """True when somebody asks on after a reply in part, and nobody gave the agency more time for the rest."""
    return bool(on.drafted_by_id and before.first_reply_at) and before.deadlines.count() == 1


def due_moved(on: ClarificationRequest, before: ClarificationRequest) -> bool:
    """True when the due of the letter before was set anew after the words of `on` were last written."""
    written = CaseEvent.objects.filter(
        subject_type=Subject.REQUEST, subject_id=str(on.pk), action__in=[Action.DRAFT, Action.EDIT, Action.REDRAFT]
    ).aggregate(last=Max("recorded_at"))["last"]
    return bool(written) and before.deadlines.filter(set_at__gt=written).exists()
