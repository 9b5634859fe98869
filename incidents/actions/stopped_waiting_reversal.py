"""Taking back that an answer is waited for no longer, where the wrong request was closed: what has no answer is asked by a new due. What
was late stays so, and what came meanwhile counts with its time. See docs/decisions/0080-decisions-taken-back.md.
"""

from django.db import transaction

from ..errors import DomainError
from ..models import CaseEvent, ClarificationRequest, Deadline, User
from ..models.record import put_span
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..record import deeds
from ..record.deeds import OnRequest
from ..translatable import _
from ..workflow import STOPPED, Action, QuestionStatus, RequestStatus, Subject
from . import acceptance_reversal, completeness, deadlines, request_succession


class NoDueToAskBy(DomainError):
    """What is asked again has a due, which somebody sets."""

    message = _("Question %(number)d of %(letter)s has no answer: say until when it is waited for.")


def wait_again(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    reason: str,
    due_at: Instant | None = None,
    at: Instant | None = None,
) -> ClarificationRequest:
    """It was decided by mistake: its answer is waited for again, and that to the letters that were closed by the same act. What has no
    answer is asked by `due_at`; every due had passed before, so it makes nobody punctual, and what came meanwhile counts with its time.

    Letters that lapsed or were dropped by the mistake stay so. Raises acceptance_reversal.DecidedWithIt, NoDueToAskBy, NobodyFollows, and
    what deadlines.set_due() does.
    """
    with transaction.atomic():
        how = request_succession.pass_on(clarification, at=at)
        with deeds.record(Action.WAIT_AGAIN, on=clarification, by=by, seen=seen, reason=reason, **how) as deed:
            acceptance_reversal.check_worked_on(deed.on)
            others = closed_with(deed.on)
            _wait_for(deed, due_at, by)
        for step, other in enumerate(others, start=1):
            how = request_succession.pass_on(other, at=deed.after(2 * step), act_id=how["act_id"])
            with deeds.record(Action.WAIT_AGAIN, on=other, by=by, reason=reason, **how) as also:
                _wait_for(also, due_at, by)
    return deed.on


def closed_with(on: ClarificationRequest) -> list[ClarificationRequest]:
    """The other letters that the act closed by which `on` is closed now, and that are so still."""
    acts = CaseEvent.objects.filter(action=Action.STOP_WAITING, subject_type=Subject.REQUEST)
    act = acts.of(on).latest("recorded_at")
    keys = {int(key) for key in acts.filter(act_id=act.act_id).values_list("subject_id", flat=True)}
    return list(ClarificationRequest.objects.filter(pk__in=keys - {on.pk}, status__in=STOPPED).order_by("pk"))


def _wait_for(deed: OnRequest, due_at: Instant | None, by: User) -> None:
    on = deed.on
    on.stopped_at = on.stopped_by = None
    rows = list(on.questions.select_related("deadline"))
    asked = [each for each in rows if each.status == QuestionStatus.OPEN]
    if asked:
        request_succession.check_reader(on, deed.at)
        if due_at is None:
            raise NoDueToAskBy(on, number=asked[0].number, letter=str(on.letter or on))
        on.status = RequestStatus.OPEN
        put_span(on, "answered", None)
        deadlines.set_due(deed, Deadline.Kind.RESUMED, asked, due_at, by=by)
    else:
        on.status = RequestStatus.ANSWERED
        put_span(on, "answered", completeness.last_of(not_none(each.answered) for each in rows))
    on.save()
    deed.details |= {"questions": [each.number for each in asked]}
