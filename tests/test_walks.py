"""Random walks of everybody over several requests, time moving on: after each step the record must explain itself.

What is expected is computed here from the events alone, never with the product's own functions of time.
"""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.models import Answer, CaseEvent, ClarificationRequest, Letter, RegisterEntry
from incidents.workflow import STOPPED, TRANSITIONS, Action, RequestStatus
from notifications import notices
from tests.honest import altered
from tests.moves import BY_PEOPLE, PEOPLE
from tests.states import ON_POSTGRES
from tests.walk import Walk

SETS_DUE = ("issue", "extend", "return")
OFFSETS = {"before_48": -48, "before_24": -24, "before_6": -6, "due": 0, "after_24": 24}
STEPS = st.one_of(
    st.tuples(st.sampled_from(BY_PEOPLE), st.integers(0, 4), st.sampled_from([None, None, None, *PEOPLE])),
    st.tuples(
        st.sampled_from(["write", "next", "reissue", "onwards", "onwards", "signing"]),
        st.integers(0, 4),
        st.integers(1, 2),
    ),
    st.tuples(st.just("wait"), st.integers(1, 60), st.none()),
)


def check(walk):
    """Everything that must be true of the record at any moment."""
    events = defaultdict(list)
    for event in CaseEvent.objects.filter(subject_type="clarificationrequest").order_by("recorded_at"):
        events[int(event.subject_id)].append(event)
    for clarification in ClarificationRequest.objects.prefetch_related("deadlines__event", "questions", "responses"):
        mine = events[clarification.pk]
        statuses_have_events(clarification, mine)
        due_is_explained(clarification, mine)
        reminders_match(clarification, mine, walk.now)
        lateness_is_exact(clarification, mine)
        open_questions = [q for q in clarification.questions.all() if q.status == "open"]
        if clarification.status in (RequestStatus.ANSWERED, RequestStatus.CLOSED):
            assert not open_questions and clarification.answered_at
        if clarification.status == RequestStatus.OPEN:
            assert open_questions and clarification.answered_at is None
        asking = clarification.letters.filter(about__isnull=True, response__isnull=True, voided_at__isnull=True)
        numbered = clarification.issued_at or clarification.status == RequestStatus.AWAITING_SIGNATURE
        assert asking.count() == (1 if numbered else 0)
        for letter in clarification.letters.all():
            told = letter.signing in Letter.BY_HAND and letter.file is None
            assert (letter.issued_at is None) == told, "a letter a person signs is issued with its signed bytes"
            assert bool(letter.voided_at) == bool(letter.register_entry and letter.register_entry.void_reason)
        assert clarification.letters.filter(response__isnull=False).count() == clarification.responses.count()
    numbers = list(RegisterEntry.objects.order_by("sequence").values_list("sequence", flat=True))
    assert numbers == list(range(1, len(numbers) + 1)), "a gap or a double on the register"
    assert set(walk.sent) <= set(Answer.objects.values_list("question_id", "text")), "an answer was lost"


def statuses_have_events(clarification, events):
    assert events[0].action == "draft" and events[0].status_from == ""
    for before, after in zip(events, events[1:], strict=False):
        assert after.status_from == before.status_to, (before.action, after.action)
        assert after.status_to in {str(t) for t in TRANSITIONS[Action(after.action)].ends(after.status_from)}
    assert events[-1].status_to == clarification.status


def dues_of(events):
    """[(instant of the deed, due)] as the events tell it."""
    return [(e.recorded_at, datetime.fromisoformat(e.details["due_at"])) for e in events if str(e.action) in SETS_DUE]


def due_is_explained(clarification, events):
    rows, told = sorted(clarification.deadlines.all(), key=lambda row: row.pk), dues_of(events)
    assert [row.due_at for row in rows] == [due for _, due in told]
    assert [row.event.recorded_at for row in rows] == [row.set_at for row in rows] == [at for at, _ in told]
    if rows:
        first = rows[0]
        assert (first.kind, first.due_at) == ("first", first.started_at + timedelta(hours=72))
        assert first.started_at == clarification.issued_at.replace(microsecond=0)
    for row in rows[1:]:
        assert row.reason and row.decided_by and row.due_at >= row.due_before
    for question in clarification.questions.all():
        due, in_time_until = dues_of_question(question, events)
        assert (question.deadline and question.deadline.due_at, question.in_time_until) == (due, in_time_until)
    reading = clarification.clock(timezone.now())
    if reading is None:
        assert not rows or clarification.status in ("withdrawn", "replaced", "broken_off", *STOPPED)
    elif reading.running:
        waiting = [q for q in clarification.questions.all() if q.status == "open"]
        present = min(q.deadline.due_at for q in waiting)
        assert reading.due_at in (present, min(q.in_time_until for q in waiting))
    else:
        assert (reading.due_at, reading.answered_at) == (clarification.completed_due_at, clarification.completed_at)


def dues_of_question(question, events):
    """(present due, due by which it is judged) of a question, as the events tell it: what it was issued or returned
    with, and each extension that lay after that; judged by those that were granted in time."""
    due = in_time_until = open_ = None
    for event in events:
        if event.action == "issue" or (event.action == "return" and question.number in event.details["questions"]):
            due = in_time_until = datetime.fromisoformat(event.details["due_at"])
            open_ = True
        elif question.number in event.details.get("answered", ()):
            open_ = False
        elif event.action == "extend" and open_:
            longer = datetime.fromisoformat(event.details["due_at"])
            if longer > due:
                due = longer
                if event.recorded_at.replace(microsecond=0) <= in_time_until:
                    in_time_until = longer
    return due, in_time_until


def reminders_match(clarification, events, now):
    expected = set()
    if clarification.status == "open":
        dues = {dues_of_question(q, events)[0] for q in clarification.questions.all() if q.status == "open"}
        hours = {(due + timedelta(hours=h), kind) for due in dues for kind, h in OFFSETS.items()}
        expected = {(at, kind) for at, kind in hours if at > now}
    assert {(at, str(n.kind)) for at, n in notices.upcoming(clarification, now)} == expected


def lateness_is_exact(clarification, events):
    for response in clarification.responses.all():
        over = int((response.received_at.replace(microsecond=0) - response.due_at).total_seconds())
        assert response.lateness == timedelta(seconds=max(0, over))
        before = [event for event in events if event.recorded_at <= response.received_at]
        judged = {dues_of_question(q, before)[1] for q in clarification.questions.all()}
        answered = {dues_of_question(a.question, before)[1] for a in response.answers.all()}
        assert response.due_at == min(answered) if answered else response.due_at in judged


@settings(max_examples=8 if ON_POSTGRES else 25)
@given(steps=st.lists(STEPS, min_size=8, max_size=28))
def test_after_every_step_of_everybody_the_record_explains_itself(world, the_ladder, steps):
    """Present due, statuses, reminders and lateness follow from the events alone; nothing refused leaves a trace."""
    with transaction.atomic():
        walk = Walk(world)
        # Most walks should get somewhere: the first two letters go out.
        for number in (0, 0, 1, 1):
            walk.do("onwards", number, 1)
        for step in steps:
            walk.do(*step)
            check(walk)
        assert altered() == []
        transaction.set_rollback(True)
