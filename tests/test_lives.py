"""Random lives of a request and of the letter after it: issued, answered in parts entered in any order, returned, given more
time, accepted, withdrawn; its case handed over with what is drafted, merged with another and taken out again. Whatever is done,
nothing that was so becomes less so.

Each move is tried through the real action; what is refused changes nothing. After each the due has not moved earlier,
lateness not shrunk, no answer is older than its question, and the figures are no better than the history, which is
computed here from the moves alone; lists, the letter and the public check page say the same of it.
"""

from datetime import timedelta

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.actions import (
    clarifications,
    completeness,
    deadlines,
    handover,
    letter_decisions,
    merging,
    next_letter,
    people,
    replies,
)
from incidents.models import CaseEvent, ClarificationRequest, Incident, Letter, User
from incidents.record import deeds
from incidents.reports import figures
from tests.states import ON_POSTGRES
from tests.world import answer_request, issue_request, mail_left, make_incident, make_request

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
    merging.Unfinished,
)
MOVES = st.tuples(
    st.sampled_from(
        "portal portal paper paper back back extend extend accept next withdraw draft issue over merge merge".split()
    ),
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
        post = people.Post("officer", unit=world.unit)
        people.appoint(post, by=world.administrator, email="kedua@uji.example", name="Petugas Kedua")
        self.officers = [world.officer, User.objects.get(email="kedua@uji.example")]
        long_ago = self.start - timedelta(days=1)
        self.other = make_incident(world, title="Kasus lain", at=long_ago, seen_at=long_ago)
        mail_left(make_request(world, "open", issued_at=self.start), at=self.start + timedelta(seconds=20))
        self.dues, self.lateness, self.judged = {}, {}, {}
        self.history = {}  # the due of each letter: the first, or one granted before that had passed

    @property
    def case(self):
        return Incident.objects.get(pk=ClarificationRequest.objects.first().incident_id)

    @property
    def officer(self):
        """Who owns the case by now works on it."""
        return self.case.owner

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
        of_both = CaseEvent.objects.filter(incident__in=[self.case, self.other])
        return of_both.latest("recorded_at").recorded_at + timedelta(minutes=1)

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
            replies.record_reply(clarification, reply, by=self.officer, seen=clarification.version, at=self.at)

    def back(self, clarification, numbers, hours):
        questions = {question: "Kurang" for question in clarification.questions.filter(number__in=numbers)}
        facts = dict(seen=clarification.version, questions=questions, reason="x", due_at=self.at + hours * HOUR)
        replies.send_again(clarification, by=self.officer, at=self.at, **facts)

    def extend(self, clarification, numbers, hours):
        due, before = self.at + hours * HOUR, self.history[clarification.pk]
        facts = dict(seen=clarification.version, due_at=due, reason="x", at=self.at)
        waits = clarification.questions.filter(answers=None, status="open", first_answered_at=None).exists()
        deadlines.extend(clarification, by=self.world.supervisor, **facts)
        if waits and self.at <= before:
            self.history[clarification.pk] = max(due, before)

    def accept(self, clarification, numbers, hours):
        clarifications.accept(clarification, by=self.officer, seen=clarification.version, at=self.at)

    def withdraw(self, clarification, numbers, hours):
        facts = dict(seen=clarification.version, reason="x", at=self.at)
        letter_decisions.withdraw(clarification, by=self.world.supervisor, **facts)

    def next(self, clarification, numbers, hours):
        self._issue(next_letter.draft_next(clarification, by=self.officer, at=self.at))

    def draft(self, clarification, numbers, hours):
        """The next letter is drafted and waits; whoever has the case by then submits it, or it is ended meanwhile."""
        next_letter.draft_next(clarification, by=self.officer, at=self.at)

    def issue(self, clarification, numbers, hours):
        if waiting := ClarificationRequest.objects.filter(status="draft").last():
            self._issue(waiting)

    def _issue(self, second):
        at = self.at + timedelta(minutes=1)
        second = clarifications.submit(second, by=self.officer, seen=second.version, at=at)
        second = issue_request(self.world, second, at=at + timedelta(minutes=1))
        mail_left(second, at=at + timedelta(minutes=1, seconds=20))

    def over(self, clarification, numbers, hours):
        case, [to] = self.case, [each for each in self.officers if each != self.officer]
        handover.assign(case, by=self.officer, seen=case.version, to=to, reason="Cuti", at=self.at)

    def merge(self, clarification, numbers, hours):
        case, how = self.case, dict(by=self.officer, reason="Sama", at=self.at)
        if case.merged_into:
            merging.separate(case, seen=case.version, **how)
        else:
            merging.merge(case, self.other, seen=case.version, **how)

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
        self.lists_and_letters_say_the_same_of_what_stands()

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

    def stands(self, clarification):
        return "withdrawn" if clarification.withdrawn_at else "valid"

    def lists_and_letters_say_the_same_of_what_stands(self):
        for clarification in self.letters():
            letter, stands = clarification.letter, self.stands(clarification)
            assert letter.standing == stands
            for each in ("valid", "withdrawn"):
                assert Letter.objects.standing(each).filter(pk=letter.pk).exists() == (each == stands)

    def whoever_holds_a_letter_reads_what_it_is_worth_and_nothing_of_the_case(self):
        for clarification in self.letters():
            cache.clear()  # so many checks of one address are too many
            answer = Client().get(f"/v/{clarification.letter.check_code}/")
            assert answer.context["standing"] == self.stands(clarification)
            assert answer.context.get("ended_at") == clarification.withdrawn_at
            page = answer.content.decode()
            assert str(clarification.letter) in page
            for hidden in (self.case.title, self.case.reference, self.other.reference):
                assert hidden not in page


@settings(max_examples=5 if ON_POSTGRES else 15)
@given(moves=st.lists(MOVES, min_size=3, max_size=12))
def test_whatever_is_done_no_due_moves_earlier_and_no_lateness_shrinks(world, the_ladder, moves):
    with transaction.atomic():
        life = Life(world)
        for move in moves:
            life.do(*move)
            life.check()
        life.whoever_holds_a_letter_reads_what_it_is_worth_and_nothing_of_the_case()
        transaction.set_rollback(True)
