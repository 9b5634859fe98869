"""Random lives of a request and of the letter after it: issued, answered in parts entered in any order, returned, given more
time, accepted, withdrawn. Whatever is done, nothing that was so becomes less so.

Each move is tried through the real action; what is refused changes nothing. After each the due has not moved earlier,
lateness not shrunk, no answer is older than its question, and the figures are no better than the history, which is
computed here from the moves alone.
"""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.actions import clarifications, completeness, deadlines, letter_decisions, next_letter, replies
from incidents.models import ClarificationRequest
from incidents.record import deeds
from incidents.reports import figures
from tests.states import ON_POSTGRES
from tests.world import answer_request, issue_request, mail_left, make_request

HOUR = timedelta(hours=1)
REFUSED = (
    deeds.Conflict,
    PermissionDenied,
    deadlines.NotLater,
    deadlines.TooFar,
    completeness.OlderThanTheQuestion,
    completeness.AskedNoMore,
    completeness.NoProof,
    clarifications.MeetingMissing,
)
MOVES = st.tuples(
    st.sampled_from("portal portal paper paper back back extend extend accept next withdraw".split()),
    st.integers(0, 1),  # the first or the latest letter
    st.sets(st.integers(1, 2), min_size=1),  # of these questions
    st.integers(0, 40),  # hours later
    st.integers(1, 110),  # hours given, or how long ago the paper came
)


class Life:
    """What is done to the letters of one agency, an hour or more apart, all in the past; and what may not shrink."""

    def __init__(self, world):
        self.world = world
        self.start = self.at = (timezone.now() - timedelta(days=40)).replace(microsecond=0)
        mail_left(make_request(world, "open", issued_at=self.start), at=self.start + timedelta(seconds=20))
        self.dues, self.lateness, self.judged = {}, {}, {}
        self.history = {}  # the due of each letter: the first, or one granted before that had passed

    def letters(self):
        found = list(ClarificationRequest.objects.exclude(issued_at=None).order_by("pk"))
        for clarification in found:
            self.history.setdefault(clarification.pk, clarification.issued_at.replace(microsecond=0) + 72 * HOUR)
        return found

    def do(self, move, letter, numbers, later, hours):
        self.at += timedelta(hours=later, minutes=7)
        clarification = self.letters()[-letter]
        try:
            with transaction.atomic():
                getattr(self, move)(clarification, numbers, hours)
        except REFUSED:
            pass
        self.at = max(self.at, self.latest())

    def latest(self):
        return ClarificationRequest.objects.first().incident.events.latest("recorded_at").recorded_at + timedelta(
            minutes=1
        )

    def portal(self, clarification, numbers, hours):
        if clarification.questions.filter(number__in=numbers, status="open").exists():
            answer_request(self.world, clarification, numbers=numbers, at=self.at)

    def paper(self, clarification, numbers, hours):
        """It came so many hours ago, before or after what stands here already."""
        waiting = clarification.questions.filter(number__in=numbers, status="open")
        came = max(self.at - hours * HOUR, clarification.issued_at)
        if waiting:
            said = [replies.Said(question, "x") for question in waiting]
            reply = replies.Reply("N", "J", answers=said, received_at=came, channel="letter", document="B-7")
            replies.record_reply(clarification, reply, by=self.world.officer, seen=clarification.version, at=self.at)

    def back(self, clarification, numbers, hours):
        questions = {question: "Kurang" for question in clarification.questions.filter(number__in=numbers)}
        facts = dict(seen=clarification.version, questions=questions, reason="x", due_at=self.at + hours * HOUR)
        replies.send_again(clarification, by=self.world.officer, at=self.at, **facts)

    def extend(self, clarification, numbers, hours):
        due, before = self.at + hours * HOUR, self.history[clarification.pk]
        facts = dict(seen=clarification.version, due_at=due, reason="x", at=self.at)
        waits = clarification.questions.filter(answers=None, status="open", first_answered_at=None).exists()
        deadlines.extend(clarification, by=self.world.supervisor, **facts)
        if waits and self.at <= before:
            self.history[clarification.pk] = max(due, before)

    def accept(self, clarification, numbers, hours):
        clarifications.accept(clarification, by=self.world.officer, seen=clarification.version, at=self.at)

    def withdraw(self, clarification, numbers, hours):
        facts = dict(seen=clarification.version, reason="x", at=self.at)
        letter_decisions.withdraw(clarification, by=self.world.supervisor, **facts)

    def next(self, clarification, numbers, hours):
        second = next_letter.draft_next(clarification, by=self.world.officer, at=self.at)
        at = self.at + timedelta(minutes=1)
        second = clarifications.submit(second, by=self.world.officer, seen=second.version, at=at)
        second = issue_request(self.world, second, at=at + timedelta(minutes=1))
        mail_left(second, at=at + timedelta(minutes=1, seconds=20))

    # --- what holds after every move ---------------------------------------------------------------------------------

    def check(self):
        for clarification in self.letters():
            key, now = clarification.pk, self.at
            self.no_due_moved_earlier(clarification)
            self.no_answer_is_older_than_its_question(clarification)
            if clarification.completed_at:
                fact = (clarification.completed_at, clarification.completed_due_at, clarification.lateness(now))
                assert self.judged.setdefault(key, fact) == fact, "frozen at the first complete answer"
            elif not self.papers_are_missing(clarification):
                late = clarification.lateness(now)
                assert late >= self.lateness.get(key, late)
                self.lateness[key] = late
            reading = clarification.clock(now)
            assert reading is None or reading.span >= timedelta(0)
        self.figures_are_no_better_than_the_history()

    def papers_are_missing(self, clarification):
        """A paper of before that is found later makes what was silent answered: that is no grant."""
        return clarification.responses.filter(channel="letter").exists()

    def no_due_moved_earlier(self, clarification):
        for question in clarification.questions.select_related("deadline"):
            due, asked = question.deadline.due_at, question.asked_at
            before = self.dues.get(question.pk, due)
            assert due >= before, "a due moved earlier"
            self.dues[question.pk] = due
            assert asked < due and question.in_time_until <= due

    def no_answer_is_older_than_its_question(self, clarification):
        issued = clarification.issued_at
        for question in clarification.questions.all():
            if question.status != "open":
                assert question.answered_at >= question.asked_at >= issued
            assert question.first_answered_at is None or question.first_answered_at >= issued
        for name in ("first_reply_at", "completed_at", "answered_at", "accepted_at", "withdrawn_at", "broken_off_at"):
            instant = getattr(clarification, name)
            assert instant is None or instant >= issued, name
        for response in clarification.responses.all():
            assert response.received_at >= response.asked_at >= issued and response.lateness >= timedelta(0)

    def figures_are_no_better_than_the_history(self):
        day = self.start.date()
        _, everybody = figures.by_agency(self.world.officer, day - timedelta(days=2), day + timedelta(days=60), self.at)
        found = {name: getattr(everybody, name) for name in ("in_time", "late", "silent", "needless", "ended")}
        missed = kept = 0
        for clarification in self.letters():
            due = self.history[clarification.pk]
            answers = [question.first_answered_at for question in clarification.questions.all()]
            end = clarification.withdrawn_at or clarification.broken_off_at or self.at
            complete = all(answers) and max(answers)
            if complete == clarification.issued_at and not clarification.responses.exists():
                continue  # answered through the letter before
            if max(complete or end, clarification.issued_at).replace(microsecond=0) > due:
                missed += 1
            elif complete:
                kept += 1
        assert found["late"] + found["silent"] == missed and found["in_time"] + everybody.extended >= kept
        assert found["in_time"] <= kept
        assert all(length >= timedelta(0) for length in everybody.answers + everybody.replies)


@settings(max_examples=5 if ON_POSTGRES else 15)
@given(moves=st.lists(MOVES, min_size=3, max_size=12))
def test_whatever_is_done_no_due_moves_earlier_and_no_lateness_shrinks(world, the_ladder, moves):
    with transaction.atomic():
        life = Life(world)
        for move in moves:
            life.do(*move)
            life.check()
        transaction.set_rollback(True)
