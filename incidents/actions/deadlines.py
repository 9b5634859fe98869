"""Deeds on time: an agency asks for more, the ministry moves the due or does not."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from ..errors import DomainError
from ..models import ClarificationRequest, CounterQuestion, Deadline, ExtensionRequest, Question, User
from ..models.work_calendar import years_off
from ..plain import clocks, letter_kinds, periods
from ..plain.clocks import Instant
from ..plain.dates import instant_in_words
from ..plain.not_none import not_none
from ..record import deeds
from ..record.deeds import OnRequest
from ..translatable import _
from ..workflow import Action, QuestionStatus
from . import extension_wishes, letter_decisions, letter_facts, overtaken


class NotLater(DomainError):
    """The new due does not lie after the present one, or not in the future."""

    message = _("This does not lie after the present due and after now.")


class TooEarly(NotLater):
    """Time for what is returned is shorter than what the agency had been given."""

    message = _("What was given is not taken back: the due of what is returned lies after now, and not before %(due)s.")


class TooFar(DomainError):
    """More time than may be given so."""

    message = _("This lies after %(latest)s, the latest that may be given so. More time is a supervisor's to grant.")


class Beyond(TooFar):
    """Beyond it a new request is the honest way."""

    message = _("More than %(days)d days: withdraw the request and ask anew.")


LONGEST_EXTENSION = timedelta(days=60)


def check_extension(clarification: ClarificationRequest, due_at: Instant, at: Instant) -> Instant:
    """The latest instant to which the present due may be moved at `at`. Raises NotLater, Beyond when `due_at` is none
    to move it to."""
    since = max(clarification.present_due or at, at)
    if due_at <= since:
        raise NotLater(clarification)
    if due_at > since + LONGEST_EXTENSION:
        raise Beyond(clarification, days=LONGEST_EXTENSION.days)
    return since + LONGEST_EXTENSION


def check_return(
    clarification: ClarificationRequest, questions: Iterable[Question], due_at: Instant, at: Instant
) -> Instant:
    """The latest due that an officer may give at `at` to `questions` that are returned: as much time as the letter gave,
    or what they have already if that is more. Raises TooEarly, TooFar when `due_at` is none."""
    given = max((not_none(each.deadline).due_at for each in questions), default=at)
    latest = last_return(clarification, given, at)
    if due_at < given or due_at <= at:
        raise TooEarly(clarification, due=instant_in_words(given, "id", seconds=True))
    if due_at > latest:
        raise TooFar(clarification, latest=instant_in_words(latest, "id", seconds=True))
    return latest


def last_return(clarification: ClarificationRequest, given: Instant, at: Instant) -> Instant:
    """See check_return(); `given` is the due that the questions have."""
    first = not_none(clarification.deadlines.order_by("pk").first())
    return max(given, periods.count(at, not_none(first.length), first.unit, years_off(at)).due_at)


def ask_extension(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    reason: str,
    wished_at: Instant,
    at: Instant | None = None,
) -> ExtensionRequest:
    """The agency asks for more time. The due stays what it is until somebody decides. What an officer proposed and nobody decided
    gives way: it is no answer to what the agency itself asks. Raises NotLater, Beyond."""
    with deeds.record(Action.ASK_EXTENSION, on=clarification, by=by, seen=seen, reason=reason, at=at) as deed:
        extension_wishes.lapse_proposal(deed)
        return wish(deed, wished_at, by)


def propose_extension(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    reason: str,
    wished_at: Instant,
    answered: CounterQuestion | None,
    at: Instant | None = None,
    act_id: uuid.UUID | None = None,
) -> ExtensionRequest:
    """An officer puts more time before a supervisor, together with the answer to the agency's question `answered`. The due stays
    what it is until somebody decides. Raises NotLater, Beyond; Conflict where nothing was answered, or a wish waits."""
    with deeds.record(
        Action.PROPOSE_EXTENSION, on=clarification, by=by, seen=seen, reason=reason, at=at, act_id=act_id
    ) as deed:
        if answered is None:
            raise overtaken.NoQuestionWaits(deed.on)
        return wish(deed, wished_at, by, answered)


def wish(
    deed: OnRequest, wished_at: Instant, by: User, answered: CounterQuestion | None = None, **paper: Any
) -> ExtensionRequest:
    """What waits for a decision from now on, inside the open deed; `paper` are the columns of one that came outside the portal."""
    check_extension(deed.on, wished_at, deed.door)
    deed.details = {"wished_at": wished_at.isoformat()}
    facts = {"wished_at": wished_at, "asked_at": deed.door, "asked_by": by, "proposed_with": answered, **paper}
    return ExtensionRequest.objects.create(request=deed.on, reason=deed.reason, **facts)


def extend(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    due_at: Instant,
    reason: str,
    english: str = "",
    approved: str | None = None,
    at: Instant | None = None,
) -> ClarificationRequest:
    """Move the due, as a new row: the first one stays; a letter says so. Decides the agency's wish if there is one.

    Granted after the due had passed, it gives time to answer, and makes nobody punctual. Raises NotLater, Beyond.
    `approved`: see letter_decisions.decide().
    """
    with deeds.record(Action.EXTEND, on=clarification, by=by, seen=seen, reason=reason, at=at) as deed:
        decided = _decide(deed, ExtensionRequest.Decision.GRANTED, by)
        deed.on.save()
        due_at, before = due_at.replace(microsecond=0), letter_facts.told(deed.on, not_none(deed.on.present_due))
        waiting = deed.on.questions.filter(status=QuestionStatus.OPEN)
        moved = list(waiting.filter(deadline__due_at__lt=due_at).select_related("deadline"))
        asked_by = decided.asker if decided else ""
        set_due(deed, Deadline.Kind.EXTENSION, moved, due_at, by=by, asked_by=asked_by)
        letter_decisions.decide(
            deed,
            letter_kinds.EXTENSION,
            by,
            approved=approved,
            due_at=due_at,
            tenggat_lama=before,
            tenggat_baru=letter_facts.told(deed.on, due_at),
            english=english,
            alasan=deed.reason,
        )
    return deed.on


def refuse_extension(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    reason: str,
    english: str = "",
    approved: str | None = None,
    at: Instant | None = None,
) -> ClarificationRequest:
    """The due stays, and a letter says why, and that it has passed where it has; what an officer proposed asked for no letter and
    gets none. Raises Conflict when no wish waits. `approved`: see letter_decisions.decide()."""
    with deeds.record(Action.REFUSE_EXTENSION, on=clarification, by=by, seen=seen, reason=reason, at=at) as deed:
        decided = _decide(deed, ExtensionRequest.Decision.REFUSED, by)
        if decided is None:
            raise overtaken.NoWishWaits(deed.on)
        deed.on.save()
        if not decided.is_proposal:
            letter_decisions.decide(
                deed, letter_kinds.REFUSAL, by, approved=approved, english=english, alasan=deed.reason
            )
    return deed.on


def take_back_wish(
    clarification: ClarificationRequest, *, by: User, seen: int | None, at: Instant | None = None
) -> ExtensionRequest:
    """The agency does not ask for it any more, and may ask anew. Raises Conflict where no wish of its own waits."""
    with deeds.record(Action.TAKE_BACK_WISH, on=clarification, by=by, seen=seen, at=at) as deed:
        wish = deed.on.waiting_wish
        if wish is None or wish.is_proposal:
            raise overtaken.NoWishWaits(deed.on)
        wish.decision, wish.decided_at = ExtensionRequest.Decision.WITHDRAWN, max(deed.at, wish.asked_at)
        wish.save()
        deed.on.save()  # whoever decides on an older page is told
        deed.details = {"asked_at": wish.asked_at.isoformat(), "wished_at": wish.wished_at.isoformat()}
    return wish


def _decide(deed: OnRequest, decision: str, by: User) -> ExtensionRequest | None:
    wish = deed.on.waiting_wish
    if wish:
        wish.decision, wish.decision_reason = decision, deed.reason
        wish.decided_at, wish.decided_by = deed.at, by
        wish.save()
    return wish


def set_due(
    deed: OnRequest, kind: str, questions: Sequence[Question], due_at: Instant, *, by: User, asked_by: str = ""
) -> None:
    """One more row of the clock, on which `questions` hang from now on. Rule and basis are those it began with.

    Raises what check_extension() and check_return() do.
    """
    due_at, extends = due_at.replace(microsecond=0), kind != Deadline.Kind.RETURN
    latest = check_extension(deed.on, due_at, deed.at) if extends else check_return(deed.on, questions, due_at, deed.at)
    first = not_none(deed.on.deadlines.order_by("pk").first())
    started_at = first.started_at if kind == Deadline.Kind.EXTENSION else deed.at.replace(microsecond=0)
    before = max(not_none(each.deadline).due_at for each in questions)
    row = Deadline.objects.create(
        request=deed.on,
        event_id=deed.event_id,
        kind=kind,
        rule=first.rule,
        basis=first.basis,
        start_event=first.start_event,
        started_at=started_at,
        hours=-(-(due_at - started_at) // timedelta(hours=1)),
        due_at=due_at,
        set_at=deed.at,
        due_before=before,
        latest_at=latest,
        reason=deed.reason,
        asked_by=asked_by,
        decided_by=str(by),
    )
    for question in questions:
        if not extends:
            question.asked_at = deed.at
        if not extends or not clocks.passed(not_none(question.in_time_until), deed.at):
            question.in_time_until = due_at
        question.deadline = row
        question.save()
    deed.details = {"due_at": due_at.isoformat(), "due_before": clocks.local(before).isoformat()}
