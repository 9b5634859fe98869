"""Fair figures: how each agency answered in a period. What an agency could not help is taken out and said.

Counted are letters issued in the period, by the calendar of Asia/Jakarta. Drills, replays and, unless asked for, what was entered
from the record (past_figures) are left out. A letter is judged by its first complete answer and the due that counted then: what is
returned, granted or corrected later changes no figure, nor does withdrawing or replacing a letter whose due has passed, or breaking
it off. An answer in part that is not complete by the due is late, no answer at all is silence: word that one will come is none. Who
declined to answer with a reason is neither: counted apart, within the on-time share.
From the on-time share are taken out letters that failed to arrive by their due (sent again after it, they reached nobody in time),
letters whose body said by the due that it is not the one to ask and neither answered nor was held to it, letters with more time,
granted before the due had passed and kept, letters whose due still runs, letters withdrawn, replaced or broken off (because their
body existed no more) before their due, and letters whose answer had come before they left; each is counted by itself, the letters
that ended so in time among no others. Cases that were merged are one. A letter is counted by whoever owed its answer when its due
passed (see late_bodies).
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..models import Agency, CaseEvent, ClarificationRequest, Incident, Response
from ..models.outside_words import Wrong
from ..models.request_queries import SETTLES_THE_ADDRESSEE
from ..plain import clocks
from ..plain.clocks import Instant, passed
from ..plain.not_none import not_none
from ..workflow import Action, IncidentStatus, Subject
from . import late_bodies

LOST = (Action.BOUNCE_MESSAGE, Action.GIVE_UP_MESSAGE, Action.SKIP_MESSAGE)
LEFT = (Action.SEND_MESSAGE,)
WHOSE = (Action.REDIRECT, *SETTLES_THE_ADDRESSEE)
OUTCOMES = dict(Incident.Outcome.choices)
# What page, sheet and PDF say of themselves: the same figures, the same words.
WHICH = _(
    "Letters issued in the period that whoever draws this up may know of, without drills, replays and cases entered by mistake."
)
LEFT_OUT = _("Letters of restricted cases, which whoever draws this up may not know of, are left out.")
HOW_COUNTED = _(
    "On time: the first complete answer came by the due that counted; what is returned, granted or corrected after that changes nothing, nor does withdrawing a letter whose due has passed, or breaking it off because its body exists no more. Taken out: letters with more time that was granted before the due had passed and is kept, that failed to arrive by their due, whose due still runs, whose body said by the due that it is not the one to ask, that were withdrawn, replaced or broken off before their due, or whose answer had come before they left. A body that declined to answer has not answered, and was not silent: with no answer by the due its letter stands in a column of its own, counted in the on-time share. Times are medians from the issue. Of the outcomes, what another authority decided, what others took to law enforcement and what a file does not tell are lines of their own: none of it did the ministry decide."
)


@dataclass
class Figures:
    """One agency, or all together. Durations are timedeltas, None when nothing of the kind happened."""

    agency: Agency | None = None
    cases: set = field(default_factory=set)
    letters: int = 0
    in_time: int = 0
    late: int = 0
    silent: int = 0
    declined: int = 0
    running: int = 0
    extended: int = 0
    not_arrived: int = 0
    ended: int = 0
    needless: int = 0
    not_theirs: int = 0
    from_record: int = 0  # of the letters; see past_figures
    untold: int = 0  # of the letters from the record alone, as the next
    no_due: int = 0
    arrivals: list = field(default_factory=list)
    replies: list = field(default_factory=list)
    answers: list = field(default_factory=list)
    outcomes: Counter = field(default_factory=Counter)

    @property
    def counted(self):
        """Letters in the on-time share: due, arrived, without more time."""
        return self.in_time + self.late + self.silent + self.declined

    @property
    def share(self):
        """Per cent answered in full by the due; None when nothing can be counted. 100 are all, 0 none: never rounded to."""
        if not self.counted or self.in_time in (0, self.counted):
            return 100 * bool(self.in_time) if self.counted else None
        return min(max(round(100 * self.in_time / self.counted), 1), 99)

    @property
    def to_arrival(self):
        return _middle(self.arrivals)

    @property
    def to_reply(self):
        return _middle(self.replies)

    @property
    def to_answer(self):
        return _middle(self.answers)

    @property
    def endings(self):
        """[(outcome in words, cases)], the most frequent first."""
        return [(OUTCOMES[code], n) for code, n in self.outcomes.most_common()]


def _middle(durations):
    return median(durations) if durations else None


def between(first_day, last_day):
    """The instants from the first day's beginning up to the last day's end, in Asia/Jakarta."""
    return clocks.day_begins(first_day), clocks.day_begins(last_day + timedelta(days=1))


def issued_between(first_day, last_day):
    """The letters of which figures speak: of no drill, no replay, and no case that was entered by mistake."""
    start, end = between(first_day, last_day)
    rows = ClarificationRequest.objects.exclude(incident__status=IncidentStatus.MISTAKEN)
    return rows.filter(issued_at__gte=start, issued_at__lt=end, incident__drill=False, incident__replay=False)


def which(user, first_day, last_day):
    """What the figures are of, in words: whether letters are missing that `user` may not know of."""
    letters = issued_between(first_day, last_day)
    hidden = letters.count() - letters.visible_to(user).count()
    return f"{WHICH} {LEFT_OUT}" if hidden else str(WHICH)


def by_agency(user, first_day, last_day, now):
    """(figures of each agency by name, figures of all) over the letters that `user` may know of."""
    found: dict[int, Figures] = {}
    everybody = Figures()
    for row in _letters(user, first_day, last_day):
        each = found.setdefault(row.owed.by.pk, Figures(row.owed.by))
        for figures in (each, everybody):
            _count(figures, row, now)
    return sorted(found.values(), key=lambda f: not_none(f.agency).short_name.lower()), everybody


def standings(user, first_day, last_day, now):
    """(letter, the name of the figure that it is counted in) of each of the same letters, as they came."""
    return [(row, _standing(row, now)) for row in _letters(user, first_day, last_day)]


def _letters(user, first_day, last_day):
    """The letters with what they are judged by: their events, their case, who owed the answer."""
    rows = (
        issued_between(first_day, last_day)
        .visible_to(user)
        .select_related("agency", "incident__merged_into")
        .prefetch_related(
            "agency__names", "deadlines", "questions__reply", "responses", "extension_requests", "outside_words"
        )
        .order_by("pk")
    )
    events, owed = _events_of(rows), late_bodies.of(rows)
    for row in rows:
        row.told, row.case, row.owed = events.get(str(row.pk), []), case_of(row.incident, user), owed[row.pk]
    return rows


def case_of(incident, user):
    """The case that stands for `incident`: the one that it was merged into, as far as `user` may know of that."""
    while incident.merged_into and Incident.objects.visible_to(user).filter(pk=incident.merged_into_id).exists():
        incident = incident.merged_into
    return incident


def _events_of(rows):
    """{key of a letter: its events that say whether its mail left and whose it is, as they happened}."""
    found: dict[str, list[CaseEvent]] = {}
    events = CaseEvent.objects.filter(subject_type=Subject.REQUEST, subject_id__in=[str(row.pk) for row in rows])
    mails = Q(action__in=[*LOST, *LEFT, Action.RETRY_MESSAGE], details__kind="letter")
    for event in events.filter(mails | Q(action__in=WHOSE)).order_by("happened_at", "recorded_at"):
        found.setdefault(event.subject_id, []).append(event)
    return found


def _mail_lost(clarification, until):
    """Whether its due passed and no mail with it had left by then, tried or not, as its page says: what was sent again counts as it
    stands, and what left only after the due reached nobody by then. While the due runs it is under way: by post, or to be sent again."""
    mails = [event for event in clarification.told if event.action in (*LOST, *LEFT)]
    left_at: dict[str, clocks.Instant] = {}
    for event in mails:
        address = event.details.get("recipient")
        if event.action in LEFT:
            left_at.setdefault(address, event.happened_at)
        else:
            left_at.pop(address, None)
    due_at = not_none(clarification.counted_due)
    return passed(due_at, clarification.completed_at or until) and all(passed(due_at, at) for at in left_at.values())


def _not_theirs(clarification):
    """Whether the last word on whose the letter is says, by its due, that the body is not the one to ask. What takes a
    letter from the desk of those that are said to be wrongly addressed takes it from here as well. What the body before it said of
    itself, whoever follows it has not said."""
    said = [each for each in _said_whose(clarification) if _in_its_turn(clarification, each.earliest)]
    if not said or said[-1].wrong != Wrong.ADDRESSEE:
        return False  # whoever says only that its address is wrong says that the letter is its own
    last = said[-1]
    wishes = [wish.asked_at for wish in clarification.extension_requests.all() if wish.of_the_one_to_ask]
    if any(asked_at > last.latest and _in_its_turn(clarification, asked_at) for asked_at in wishes):
        return False
    return not passed(not_none(clarification.counted_due), last.earliest)


class _Said(NamedTuple):
    """A word on whose a letter is: when at the latest, and at the earliest, and what is wrong with the letter, empty: that it is theirs."""

    latest: Instant
    earliest: Instant
    wrong: str


def _said_whose(clarification):
    """Each word on whose it is, as they came: in the portal or outside."""
    told = [event for event in clarification.told if event.action in WHOSE]
    found = [
        _Said(event.happened_at, event.happened_at, event.details.get("wrong", Wrong.ADDRESSEE) if said else "")
        for event, said in ((each, each.action == Action.REDIRECT) for each in told)
    ]
    words = [word for word in clarification.outside_words.all() if word.kind in word.OF_ANOTHER]
    from_outside = (_Said(word.latest_at, word.received_at, word.kind) for word in words)
    return sorted([*found, *from_outside], key=attrgetter("latest"))


def _carried(clarification):
    """Whether any of it was answered by a reply to another letter, that may have come before this one left."""
    return any(q.reply and q.reply.request_id != clarification.pk for q in clarification.questions.all())


def _count(figures, clarification, now):
    standing = _standing(clarification, now)
    setattr(figures, standing, getattr(figures, standing) + 1)
    if standing == "ended":
        return
    figures.letters += 1
    if clarification.case not in figures.cases:
        figures.cases.add(clarification.case)
        if clarification.case.outcome:
            figures.outcomes[clarification.case.outcome] += 1
    issued_at = clarification.issued_at
    if arrived_at := _by_then(clarification, clarification.delivered_at):
        figures.arrivals.append(arrived_at - issued_at)
    for durations, instant in (
        (figures.replies, _by_then(clarification, clarification.owed.turn.first_reply_at)),
        (figures.answers, _by_then(clarification, clarification.completed_at)),
    ):
        if instant and (instant > issued_at or not _carried(clarification)):  # else it had come before the letter left
            durations.append(instant - issued_at)


def _declined(clarification, now):
    """Whether the body declined to answer while the answer was its to give."""
    said = (each.received_at for each in clarification.owed.turn.said if each.kind == Response.Kind.DECLINED)
    return any(at <= now and _by_then(clarification, at) for at in said)


def _in_its_turn(clarification, instant):
    """Whether `instant` lies in the turn of the body that owed the answer."""
    since = clarification.owed.turn.since
    return (since is None or instant >= since) and _by_then(clarification, instant)


def _by_then(clarification, instant):
    """`instant`, unless it came when the answer was owed by another body already."""
    until = clarification.owed.until
    return None if until and instant and instant > until else instant


def _standing(clarification, now):
    """The one of the figures in which this letter is counted at `now`."""
    if clarification.completed_at == clarification.issued_at and _carried(clarification):
        return "needless"  # an answer to the letter before had come already
    came = (clarification.surely_arrived_at, clarification.first_reply_at)
    reached_at = min(filter(None, (_by_then(clarification, at) for at in came)), default=None)
    ended_at = clarification.owed.until or clarification.ended_at
    completed_at = _by_then(clarification, clarification.completed_at)
    if _mail_lost(clarification, ended_at or now) and (
        reached_at is None or passed(not_none(clarification.counted_due), reached_at)
    ):
        return "not_arrived"  # nobody answers in time what reaches them after the due
    if passed(not_none(clarification.counted_due), completed_at or ended_at or now):
        if _by_then(clarification, clarification.owed.turn.first_answer_at):
            return "late"  # what the body before it answered, it has not answered
        if _not_theirs(clarification):
            return "not_theirs"
        return "declined" if _declined(clarification, now) else "silent"
    if ended_at and not completed_at:
        return "ended"
    if not_none(clarification.counted_due) > clarification.deadline_rows[0].due_at:
        return "extended"
    return "in_time" if completed_at else "running"
