"""Random lives of a request and of the letters after it: issued, answered in parts entered in any order, returned, given more
time, accepted, withdrawn, issued anew; its case handed over with what is drafted, merged with another and taken out again; its body
ended with a successor or without one, back again, or one with another. Whatever is done, nothing that was so becomes less so.

Each move is tried through the real action; what is refused changes nothing. After each the due has not moved earlier,
lateness not shrunk, no answer is older than its question, and the figures are no better than the history, which is
computed here from the moves alone, each letter under the body that owed its answer; lists, the letter and the public check page say
the same of it.
"""

from collections import Counter, defaultdict
from contextlib import contextmanager
from datetime import date, timedelta
from types import SimpleNamespace
from unittest.mock import patch

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import strategies as st

from incidents.actions import (
    agencies,
    clarifications,
    completeness,
    deadlines,
    dissolution,
    doubles,
    handover,
    letter_decisions,
    merging,
    next_letter,
    people,
    replies,
    revival,
    stopped_waiting,
)
from incidents.models import Agency, Appointment, CaseEvent, ClarificationRequest, Incident, Letter, User
from incidents.plain import clocks
from incidents.record import deeds
from incidents.reports import figures
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
    agencies.BodyEnded,
    dissolution.NoSuccessor,
    doubles.NotItself,
    doubles.BothNotified,
    stopped_waiting.StillRuns,
    stopped_waiting.Suffices,
    stopped_waiting.WaitsForUs,
)
OF_LETTERS = (
    "portal portal paper paper back back extend extend accept next withdraw stop stop draft issue reissue".split()
)
OF_CASES = "over merge merge".split()
OF_BODIES = "end end end revive revive double".split()


@contextmanager
def at_the_door(instant):
    """What has no other way to be done at an instant of before is done at it: a body ends and comes back by the door's own clock."""
    held = list(Appointment.objects.select_related("agency", "unit"))
    with patch.object(timezone, "now", return_value=instant):
        with patch.object(
            User, "current_appointments", property(lambda user: [a for a in held if a.user_id == user.pk])
        ):
            yield


def moves(*kinds):
    return st.lists(_move(kinds), min_size=3, max_size=12)


def _move(kinds):
    return st.tuples(st.sampled_from([each for kind in kinds for each in kind]), *HOW)


HOW = (
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
        self.world = world = self._with_bodies_of_long_ago(world, long_ago)
        self.passes = defaultdict(list)  # of each letter: [(when it passed on, from which body)]
        self.other = make_incident(world, title="Kasus lain", at=long_ago, seen_at=long_ago)
        mail_left(make_request(world, "open", issued_at=self.start), at=self.start + timedelta(seconds=20))
        self.dues, self.lateness, self.judged = {}, {}, {}
        self.history = {}  # the due of each letter: the first, or one granted before that had passed

    @staticmethod
    def _with_bodies_of_long_ago(world, at):
        """Bodies of this life, each with an address and whoever answers for it, and there before it begins."""
        bodies = {}
        with at_the_door(at):
            for code in ("a", "b", "c"):
                named = {"name": f"Badan {code}", "short_name": f"Bd {code}", "head_office": "Kepala"}
                names = [named | {"valid_from": date(2020, 1, 1)}]
                body = agencies.register_agency(by=deeds.SYSTEM, code=f"bd-{code}", zone="Asia/Jakarta", names=names)
                reached = dict(office="Sekretariat", email=f"surat@bd-{code}.example", valid_from=date(2020, 1, 1))
                agencies.register_contact(body, by=deeds.SYSTEM, **reached)
                who = dict(email=f"narahubung@bd-{code}.example", name=f"Narahubung {code}")
                people.appoint(people.Post("liaison", agency=body), by=deeds.SYSTEM, **who)
                bodies[f"agency_{code}"] = body
        return SimpleNamespace(**vars(world) | bodies)

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
        serving = Appointment.objects.on(timezone.now()).filter(agency=clarification.agency, role="liaison").first()
        if serving and clarification.questions.filter(number__in=numbers, status="open").exists():
            by = User.objects.get(pk=serving.user_id)
            answer_request(self.world, clarification, numbers=numbers, by=by, at=self.at)

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

    def stop(self, clarification, numbers, hours):
        facts = dict(seen=clarification.version, reason="x", at=self.at)
        stopped_waiting.stop_waiting(clarification, by=self.world.supervisor, **facts)

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

    def reissue(self, clarification, numbers, hours):
        """To its body, or to another one."""
        agency = Agency.objects.get(pk=self.world.agency_c.pk) if numbers == {2} else None
        self._issue(next_letter.reissue(clarification, by=self.officer, agency=agency, at=self.at))

    def end(self, clarification, numbers, hours):
        """Its last day is today or some days ago; another takes its place, or nobody does."""
        body, ended_on = clarification.agency, clocks.day(self.at - (hours // 2) * HOUR)
        heir = (
            None
            if numbers == {2}
            else Agency.objects.filter(ended_on=None, merged_into=None).exclude(pk=body.pk).first()
        )
        before = self._whose()
        with at_the_door(self.at):
            how = dict(by=self.world.administrator, ended_on=ended_on, reason="Perpres")
            dissolution.end_agency(body, successor=heir, **how)
        for key, agency in self._whose().items():
            if agency != before[key]:
                self.passes[key].append((self._passed_at(key), before[key]))

    def revive(self, clarification, numbers, hours):
        gone = Agency.objects.exclude(ended_on=None).order_by("pk")
        body = gone[hours % len(gone)] if gone else None
        with at_the_door(self.at):
            plan = revival.plan_of_revival(body) if body else None
            if plan is None:
                return
            how = dict(by=self.world.administrator, reason="Keliru", plan=plan.digest)
            before = self._whose()
            revival.revive_agency(body, **how)
        for key, agency in self._whose().items():
            if agency != before[key] and self.passes[key]:
                self.passes[key].pop()  # what was passed on by mistake never was anybody else's

    def double(self, clarification, numbers, hours):
        into = Agency.objects.filter(ended_on=None, merged_into=None).exclude(pk=clarification.agency_id).last()
        if into:
            with at_the_door(self.at):
                doubles.merge_agency(clarification.agency, by=self.world.administrator, into=into, reason="Sama")

    def _whose(self):
        return dict(ClarificationRequest.objects.exclude(issued_at=None).values_list("pk", "agency"))

    def _passed_at(self, key):
        of_it = CaseEvent.objects.filter(subject_type="clarificationrequest", subject_id=str(key), action="hand_on")
        return of_it.latest("recorded_at").recorded_at

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
        for name in (
            "first_reply_at",
            "completed_at",
            "answered_at",
            "accepted_at",
            "withdrawn_at",
            "broken_off_at",
            "stopped_at",
        ):
            instant = getattr(clarification, name)
            assert instant is None or instant >= issued, name
        for response in clarification.responses.all():
            assert response.received_at >= response.asked_at >= issued and response.lateness >= timedelta(0)

    def figures_are_no_better_than_the_history(self):
        day = self.start.date()
        bodies, everybody = figures.by_agency(
            self.world.officer, day - timedelta(days=2), day + timedelta(days=60), self.at
        )
        missed, kept = Counter(), Counter()
        for clarification in self.letters():
            body, how = self.owed(clarification)
            missed[body] += how == "missed"
            kept[body] += how == "kept"
        for found in bodies:
            body = found.agency.pk
            assert found.late + found.silent + found.declined == missed[body], (found.agency, missed)
            assert found.in_time <= kept[body] <= found.in_time + found.extended
        assert everybody.late + everybody.silent + everybody.declined == missed.total()
        assert everybody.in_time <= kept.total() <= everybody.in_time + everybody.extended
        assert all(length >= timedelta(0) for length in everybody.answers + everybody.replies)

    def owed(self, clarification):
        """(key of the body that owed the answer when its due passed, or last, what it did): as the moves say, by no report."""
        due = self.history[clarification.pk]
        answers = [question.first_answered_at for question in clarification.questions.all()]
        complete = max(answers) if all(answers) else None
        whose, until = clarification.agency, None
        if complete == clarification.issued_at and not clarification.responses.exists():
            return whose.pk, "needless"  # answered through the letter before
        for at, body in self.passes[clarification.pk]:
            answered = complete and complete < at
            if answered or at.replace(microsecond=0) > due:
                whose = Agency.objects.get(pk=body)
                until = None if answered else min(at, self.gone_since(whose) or at)
                break
        whose = whose.merged_into or whose
        # nobody is silent for a body that was over
        if until is None and clarification.broken_off_at and whose.ended_on:
            until = min(clarification.broken_off_at, clocks.day_begins(whose.ended_on + timedelta(days=1)))
        gone = clarification.withdrawn_at or clarification.replaced_at or clarification.broken_off_at or self.at
        if complete and until and complete > until:
            complete = None
        end = complete or until or gone
        if max(end, clarification.issued_at).replace(microsecond=0) > due:
            return whose.pk, "missed"
        return whose.pk, "kept" if complete else ""

    @staticmethod
    def gone_since(body):
        """When its last day was over; None while it is there, also after an end that was undone."""
        return clocks.day_begins(body.ended_on + timedelta(days=1)) if body.ended_on else None

    def stands(self, clarification):
        return next((how for how in ("withdrawn", "replaced", "broken_off") if self.ended(clarification, how)), "valid")

    @staticmethod
    def ended(clarification, how):
        return getattr(clarification, f"{how}_at")

    def lists_and_letters_say_the_same_of_what_stands(self):
        for clarification in self.letters():
            letter, stands = clarification.letter, self.stands(clarification)
            assert letter.standing == stands
            for each in ("valid", "withdrawn", "replaced", "broken_off"):
                assert Letter.objects.standing(each).filter(pk=letter.pk).exists() == (each == stands)

    def whoever_holds_a_letter_reads_what_it_is_worth_and_nothing_of_the_case(self):
        for clarification in self.letters():
            cache.clear()  # so many checks of one address are too many
            answer = Client().get(f"/v/{clarification.letter.check_code}/")
            stands = self.stands(clarification)
            assert answer.context["standing"] == stands
            assert answer.context.get("ended_at") == (None if stands == "valid" else self.ended(clarification, stands))
            page = answer.content.decode()
            assert str(clarification.letter) in page
            for hidden in (self.case.title, self.case.reference, self.other.reference):
                assert hidden not in page
