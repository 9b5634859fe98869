"""A year of sweeps: once a minute with jitter, some left out, an hour and a day without engine; against an oracle.

Sweeps of minutes in which nothing can be due are not executed: a sweep is a question to the database, and asked twice
it answers the same (that is tested elsewhere). The oracle knows every minute of the year.
"""

import bisect
import random
from datetime import timedelta

from django.utils import timezone

from incidents.actions import clarifications, deadlines, letter_decisions, replies
from incidents.models import ClarificationRequest
from notifications import postroom
from notifications.models import Message
from tests.states import ON_POSTGRES
from tests.world import answer_request, draft_request, issue_request, make_incident

HOUR = timedelta(hours=1)
BEFORE = {"before_48": 48 * HOUR, "before_24": 24 * HOUR, "before_6": 6 * HOUR}
OFFSETS = {**{kind: -span for kind, span in BEFORE.items()}, "due": 0 * HOUR, "after_24": 24 * HOUR}
AGENCY, OFFICER = "surat@a.example", "officer@uji.example"
SUPERVISORS = ("supervisor@uji.example", "other.supervisor@uji.example")
TOLD = {
    **{kind: (AGENCY,) for kind in BEFORE},
    "due": (AGENCY, OFFICER),
    "after_24": (OFFICER, *SUPERVISORS),
}
# The domain's own run has the full year; on PostgreSQL, where each deed costs more, every fate once.
REQUESTS = 9 if ON_POSTGRES else 24
FATES = ["silent"] * 3 + ["answered", "late", "extended", "extended_late", "returned", "withdrawn"]


class Story:
    """What happens to one request and when: [(instant, act)], as the dice fall."""

    def __init__(self, dice, world, begins_at, fate):
        self.world, self.row, self.dues, self.ends, self.returned_at = world, None, [], [], None
        issued = begins_at + dice.random() * 360 * 24 * HOUR
        self.plan = [(issued, self.issue)]
        at = issued
        if fate.startswith("extended"):
            at += dice.uniform(1, 71) * HOUR
            self.longer = dice.uniform(5, 90) * HOUR
            self.plan.append((at, self.extend))
        if fate in ("answered", "returned", "extended"):
            at += dice.uniform(0.2, 60) * HOUR
            self.plan.append((at, self.answer))
        if fate in ("late", "extended_late"):
            at = issued + dice.uniform(73, 300) * HOUR
            self.plan.append((at, self.answer))
        if fate == "returned":
            at += dice.uniform(1, 40) * HOUR
            self.again = dice.uniform(3, 80) * HOUR
            self.plan.append((at, self.send_back))
            if dice.random() < 0.6:
                self.plan.append((at + dice.uniform(0.5, 100) * HOUR, self.answer))
        if fate == "withdrawn":
            self.plan.append((at + dice.uniform(1, 100) * HOUR, self.withdraw))
        self.issued = issued

    def fresh(self):
        return ClarificationRequest.objects.get(pk=self.row.pk)

    def issue(self, at):
        start = at - 3 * HOUR
        case = make_incident(self.world, at=start, seen_at=start)
        clarification = draft_request(self.world, case, at=start + HOUR)
        clarification = clarifications.submit(
            clarification, by=self.world.officer, seen=clarification.version, at=start + 2 * HOUR
        )
        self.row = issue_request(self.world, clarification, at=at)
        self.dues.append((at, at.replace(microsecond=0) + 72 * HOUR))

    def answer(self, at):
        answer_request(self.world, self.fresh(), at=at)
        self.ends.append((at, "answered"))

    def extend(self, at):
        due = (self.dues[-1][1] + self.longer).replace(microsecond=0)
        clarification = self.fresh()
        deadlines.extend(
            clarification, by=self.world.supervisor, seen=clarification.version, due_at=due, reason="x", at=at
        )
        self.dues.append((at, due))

    def send_back(self, at):
        clarification, first = self.fresh(), self.dues[0][1]
        # Never before what was given, and never longer than the letter gave.
        due = min(max(at + self.again, first + HOUR / 60), at + 72 * HOUR).replace(microsecond=0)
        questions = {clarification.questions.first(): "Kurang"}
        replies.send_again(
            clarification,
            by=self.world.officer,
            seen=clarification.version,
            questions=questions,
            reason="x",
            due_at=due,
            at=at,
        )
        self.dues.append((at, due))
        self.ends.append((at, ""))
        self.returned_at = at

    def withdraw(self, at):
        clarification = self.fresh()
        letter_decisions.withdraw(
            clarification, by=self.world.supervisor, seen=clarification.version, reason="x", at=at
        )
        self.ends.append((at, "withdrawn"))


def expected_of(story, sweeps, until):
    """{(due, kind, recipient): state or reason}: what the receipts of one request must be at the end of the year."""
    found = {}
    for n, (set_at, due) in enumerate(story.dues):
        # What is returned leaves the other questions on the due that they had.
        extended = n + 1 < len(story.dues) and story.returned_at is None
        replaced_at = story.dues[n + 1][0] if extended else None
        ends = story.ends[:1] if n == 0 and story.returned_at else story.ends
        for kind, offset in OFFSETS.items():
            first = bisect.bisect_left(sweeps, max(due + offset, set_at))
            if first == len(sweeps) or sweeps[first] > until:
                continue
            seen = sweeps[first]
            if replaced_at and replaced_at <= seen:
                continue
            passed = kind in BEFORE and due + offset < set_at  # the due was set when that had passed
            for recipient in TOLD[kind]:
                found[due, kind, recipient] = "due_set_later" if passed else verdict(ends, kind, due, seen)
    return found


def verdict(ends, kind, due, seen):
    ended = [how for at, how in ends if at <= seen]
    if ended and ended[-1]:
        return ended[-1]
    if kind in BEFORE:
        if seen >= due:
            return "due_passed"
        if any(span < BEFORE[kind] and seen >= due - span for span in BEFORE.values()):
            return "overtaken"
    return "sent"


def minutes_of_a_year(dice, begins_at, outages):
    sweeps, at = [], begins_at
    while at < begins_at + 366 * 24 * HOUR:
        at += timedelta(seconds=60)
        moment = at + timedelta(seconds=dice.uniform(-20, 20))
        if dice.random() > 0.02 and not any(start < moment < end for start, end in outages):
            sweeps.append(moment)
    return sweeps


def test_a_year_of_sweeps_brings_exactly_the_right_messages(world):
    dice = random.Random(20261120)
    begins_at = timezone.now() + HOUR
    fates = FATES + dice.choices(FATES, k=REQUESTS - len(FATES))
    stories = [Story(dice, world, begins_at, fate) for fate in fates]
    # The engine stands still for an hour around a threshold of one request, and for a day before and over other dues.
    hour_at = stories[0].issued + 72 * HOUR - 6 * HOUR - timedelta(minutes=20)
    day_at, over_at = (stories[n].issued + 72 * HOUR - 25 * HOUR for n in (1, 2))
    outages = [(hour_at, hour_at + HOUR), (day_at, day_at + 24 * HOUR), (over_at, over_at + 26 * HOUR)]
    sweeps = minutes_of_a_year(dice, begins_at, outages)
    until = sweeps[-1]
    acts = sorted(((at, act) for story in stories for at, act in story.plan), key=lambda pair: pair[0])
    wanted, done = set(), 0
    for at, act in acts:
        done += run_sweeps(sweeps, wanted, before=at)
        act(at)
        story = act.__self__
        wanted.add(at)
        for offset in OFFSETS.values():
            wanted.add(max(story.dues[-1][1] + offset, at))
    done += run_sweeps(sweeps, wanted, before=until + HOUR)
    expected = {}
    for story in stories:
        for (due, kind, to), state in expected_of(story, sweeps, until).items():
            expected[story.row.pk, due, kind, to] = state
    found = {}
    rows = Message.objects.filter(kind__in=OFFSETS).select_related("event")
    for m in rows:
        due = m.planned_for - OFFSETS[m.kind]
        found[m.request_id, due, m.kind, m.recipient] = m.skip_reason or m.state
    assert found == expected
    states = set(found.values())
    # Whether a due is moved so near that a reminder of it has passed lies with the hour at which this year begins.
    assert states - {"due_set_later"} == {"sent", "answered", "withdrawn", "overtaken", "due_passed"}, states
    assert len(found) > 7 * REQUESTS
    print(f"{len(found)} messages of {REQUESTS} requests, {done} sweeps of {len(sweeps)} minutes executed")


def run_sweeps(sweeps, wanted, *, before):
    """Execute the first sweep after each wanted instant, as far as it lies before `before`."""
    chosen = set()
    for at in list(wanted):
        first = bisect.bisect_left(sweeps, at)
        if first < len(sweeps) and sweeps[first] < before:
            chosen.add(sweeps[first])
            wanted.discard(at)
    for at in sorted(chosen):
        postroom.write_receipts(at)
        postroom.deliver_messages(at)
    return len(chosen)
