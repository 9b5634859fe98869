"""An engine that was silent shows in what it did late, and in what it never did: a letter is made and mailed within a minute of the act
that issued it, a reminder leaves when the policy of the day says. What became of a mail is an event, so of a mail without one nothing
became: it was never written, or it waits. Without a policy on record no reminder is asked for."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Case, DateTimeField, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce

from ...models import CaseEvent, Deadline, Pending, Question
from ...models.record import EventQuerySet
from ...plain.clocks import Instant
from ...plain.reminder_kinds import kind
from ...workflow import Action, Role, Subject
from .evaluation import Evaluation

# A mail of which one of these is on record waits no longer.
SETTLED = (Action.SEND_MESSAGE, Action.SKIP_MESSAGE, Action.CANCEL_MESSAGE, Action.GIVE_UP_MESSAGE)
OF_A_LETTER = Q(details__timed=False, details__kind="letter")
# Whoever they are done to is told of them by mail each time, or the record says why not (`notifications.notices`).
ALWAYS_TOLD = (
    Action.ISSUE,
    Action.ISSUE_LETTER,
    Action.EXTEND,
    Action.RETURN,
    Action.ACCEPT,
    Action.ANSWER_BACK,
    Action.CORRECT,
    Action.CONFIRM_ACCEPTANCE,
    Action.REVOKE_ACCEPTANCE,
)
# Acts on these alone are told of; of any other the engine only sees that nobody is to be told.
TOLD_OF = (
    Subject.REQUEST,
    Subject.CASE_LETTER,
    Subject.COMMITMENT,
    Subject.COMPLAINT,
    Subject.COMPLAINT_ANSWER,
    Subject.REMOVAL,
    Subject.INCOMING_MAIL,
)
WAITS = (Pending.Job.TELL, Pending.Job.LETTER)


def rows(limits: Mapping[str, int], start: Instant, evaluation: Evaluation) -> EventQuerySet:
    """What the engine did more than so many hours after it should have; and of what it has not done by then, though it is as late, the
    act that it should have told of or that set the due. Late since `start` or a later instant."""
    wait = timedelta(hours=limits["hours"])
    at, offsets = evaluation.at, {each["hours"] for policy in evaluation.policies for each in policy.reminders}
    late = [_late(start, wait), _never_mailed(start, at, wait), _untold(start, at, wait), _tried(start, at, wait)]
    if offsets:
        late += [_reminders_late(start, wait, offsets), _reminders_missing(start, evaluation, wait)]
    first, *others = (found.order_by().values("pk") for found in late)
    return CaseEvent.objects.filter(pk__in=first.union(*others))


def _late(start: Instant, wait: timedelta) -> EventQuerySet:
    """The letters made, and the mails that carried a request out."""
    done = CaseEvent.objects.filter(replay=False, recorded_at__gte=start).alias(late=F("recorded_at") - wait)
    issued = CaseEvent.objects.filter(act_id=OuterRef("act_id"), replay=False, recorded_at__lt=OuterRef("late"))
    made = Q(Exists(issued), action=Action.STORE_LETTER)
    mailed = Q(OF_A_LETTER, action=Action.SEND_MESSAGE, cause__replay=False, cause__recorded_at__lt=F("late"))
    mailed &= Q(details__later__isnull=True)  # nobody was silent towards who was no contact yet
    return done.filter(made | mailed)


def _acts(start: Instant, at: Instant, wait: timedelta) -> EventQuerySet:
    """The acts of which something should have been done between `start` and `at`; what is loaded is told of from then on."""
    acts = CaseEvent.objects.filter(replay=False).alias(known=Coalesce("loaded_at", "recorded_at"))
    return acts.filter(recorded_at__gte=start - wait, known__lt=at - wait)


def _never_mailed(start: Instant, at: Instant, wait: timedelta) -> EventQuerySet:
    """The letters and other acts of whose mails nothing is on record."""
    settled = CaseEvent.objects.filter(cause=OuterRef("pk"), action__in=SETTLED, details__timed=False)
    return _acts(start, at, wait).filter(~Exists(settled), action__in=ALWAYS_TOLD)


def _untold(start: Instant, at: Instant, wait: timedelta) -> EventQuerySet:
    """Of which no letter was made yet, or nobody was written down to be told."""
    waiting = Pending.objects.filter(job__in=WAITS).values("event")
    return _acts(start, at, wait).filter(pk__in=waiting, subject_type__in=TOLD_OF)


def _tried(start: Instant, at: Instant, wait: timedelta) -> EventQuerySet:
    """The first try of each mail that failed and that nothing became of since."""
    of_one = CaseEvent.objects.filter(cause=OuterRef("cause"), details__message_id=OuterRef("details__message_id"))
    settled = of_one.filter(action__in=SETTLED)
    before = of_one.filter(action=Action.FAIL_MESSAGE, recorded_at__lt=OuterRef("recorded_at"))
    tried = CaseEvent.objects.filter(action=Action.FAIL_MESSAGE, actor_role=Role.SYSTEM)
    return tried.filter(~Exists(settled), ~Exists(before), recorded_at__gte=start - wait, recorded_at__lt=at - wait)


def _reminders_late(start: Instant, wait: timedelta, offsets: set[int]) -> EventQuerySet:
    """The mails of a reminder, by when they left. `since`: a due before it should have been told of by then."""
    whens = [When(details__kind=kind(n), then=F("happened_at") - wait - timedelta(hours=n)) for n in sorted(offsets)]
    sent = CaseEvent.objects.filter(action=Action.SEND_MESSAGE, details__timed=True, recorded_at__gte=start)
    sent = sent.alias(since=Case(*whens, default=None, output_field=DateTimeField()))
    return sent.filter(Exists(Deadline.objects.filter(event=OuterRef("cause"), due_at__lt=OuterRef("since"))))


def _reminders_missing(start: Instant, evaluation: Evaluation, wait: timedelta) -> EventQuerySet:
    """The acts that set a due of which a reminder should have left by the policy of that instant, while a question hung on it, and of
    which nothing is on record."""
    ends = [policy.effective_from for policy in evaluation.policies[1:]] + [evaluation.at]
    missing = Q(pk__in=[])
    for policy, end in zip(evaluation.policies, ends, strict=True):
        for each in policy.reminders:
            missing |= _missing(
                each["hours"], max(policy.effective_from, start - wait), min(end, evaluation.at - wait), wait
            )
    dues = Deadline.objects.filter(missing, request__incident__replay=False)
    return CaseEvent.objects.filter(pk__in=dues.order_by().values("event"))


def _missing(hours: int, since: Instant, until: Instant, wait: timedelta) -> Q:
    """Dues of which this reminder fell between these instants, and nothing is on record though there was time for it."""
    offset = timedelta(hours=hours)
    told = CaseEvent.objects.filter(
        cause=OuterRef("event"), action__in=SETTLED, details__timed=True, details__kind=kind(hours)
    )
    fell = Q(due_at__gte=since - offset, due_at__lt=until - offset, set_at__lte=F("due_at") + offset)
    loaded = Q(event__loaded_at__isnull=True) | Q(event__loaded_at__lte=F("due_at") + offset)
    return fell & loaded & Q(Exists(_hung(offset + wait))) & ~Q(Exists(told))


def _hung(offset: timedelta) -> QuerySet[Any]:
    """The questions that still hung on a due so long after it, or before it: until then it was not moved."""
    was = Question.history.filter(deadline=OuterRef("pk"), history_date__lte=OuterRef("due_at") + offset)
    since = Question.history.filter(id=OuterRef("id"), history_date__lte=OuterRef(OuterRef("due_at")) + offset)
    later = Q(history_date__gt=OuterRef("history_date")) | Q(
        history_date=OuterRef("history_date"), history_id__gt=OuterRef("history_id")
    )
    return was.filter(~Exists(since.filter(later).exclude(deadline=OuterRef("deadline"))))
