"""Fair figures: how each agency answered in a period. What an agency could not help is taken out and said.

Counted are letters issued in the period, by the calendar of Asia/Jakarta. Drills and replays are left out. A letter is
judged by its first complete answer and the due that counted then: what is returned, granted or corrected later changes
no figure, nor does withdrawing or replacing a letter whose due has passed. From the on-time share are taken out letters
that failed to arrive, letters with more time, granted before the due had passed and kept, letters whose due still runs, letters withdrawn or replaced before their due, and letters whose answer had come before they left;
each is counted by itself, the letters withdrawn or replaced in time among no others.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from statistics import median

from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from ..models import Agency, CaseEvent, ClarificationRequest, Incident
from ..plain.clocks import WIB
from ..plain.known import known
from ..workflow import Action, Subject

LOST = (Action.BOUNCE_MESSAGE, Action.GIVE_UP_MESSAGE)
OUTCOMES = dict(Incident.Outcome.choices)
# What page, sheet and PDF say of themselves: the same figures, the same words.
WHICH = _("Letters issued in the period that whoever draws this up may know of, without drills and replays.")
HOW_COUNTED = _(
    "On time: the first complete answer came by the due that counted; what is returned, granted or corrected after that changes nothing, nor does withdrawing a letter whose due has passed. Taken out: letters with more time that was granted before the due had passed and is kept, that failed to arrive, whose due still runs, that were withdrawn or replaced before their due, or whose answer had come before they left. Times are medians from the issue."
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
    running: int = 0
    extended: int = 0
    not_arrived: int = 0
    ended: int = 0
    needless: int = 0
    arrivals: list = field(default_factory=list)
    replies: list = field(default_factory=list)
    answers: list = field(default_factory=list)
    outcomes: Counter = field(default_factory=Counter)

    @property
    def counted(self):
        """Letters in the on-time share: due, arrived, without more time."""
        return self.in_time + self.late + self.silent

    @property
    def share(self):
        """Per cent answered in full by the due; None when nothing can be counted."""
        return round(100 * self.in_time / self.counted) if self.counted else None

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
    start = datetime.combine(first_day, time(), tzinfo=WIB)
    return start, datetime.combine(last_day + timedelta(days=1), time(), tzinfo=WIB)


def by_agency(user, first_day, last_day, now):
    """(figures of each agency by name, figures of all) over the letters that `user` may know of."""
    start, end = between(first_day, last_day)
    lost = CaseEvent.objects.filter(
        subject_type=Subject.REQUEST,
        subject_id=Cast(OuterRef("pk"), CharField()),
        action__in=LOST,
        details__kind="letter",
    )
    rows = (
        ClarificationRequest.objects.visible_to(user)
        .filter(issued_at__gte=start, issued_at__lt=end, incident__drill=False, incident__replay=False)
        .annotate(mail_lost=Exists(lost))
        .select_related("agency", "incident")
        .prefetch_related("agency__names", "deadlines", "questions")
    )
    found: dict[int, Figures] = {}
    everybody = Figures()
    for row in rows.order_by("pk"):
        each = found.setdefault(row.agency_id, Figures(row.agency))
        for figures in (each, everybody):
            _count(figures, row, now)
    return sorted(found.values(), key=lambda f: known(f.agency).short_name.lower()), everybody


def _count(figures, clarification, now):
    standing = _standing(clarification, now)
    setattr(figures, standing, getattr(figures, standing) + 1)
    if standing == "ended":
        return
    figures.letters += 1
    if clarification.incident_id not in figures.cases:
        figures.cases.add(clarification.incident_id)
        if clarification.incident.outcome:
            figures.outcomes[clarification.incident.outcome] += 1
    issued_at = clarification.issued_at
    if clarification.delivered_at:
        figures.arrivals.append(clarification.delivered_at - issued_at)
    for durations, instant in (
        (figures.replies, clarification.first_reply_at),
        (figures.answers, clarification.completed_at),
    ):
        if instant and instant > issued_at:  # else it had come before the letter left
            durations.append(instant - issued_at)


def _standing(clarification, now):
    """The one of the figures in which this letter is counted at `now`."""
    if clarification.completed_at == clarification.issued_at:
        return "needless"  # an answer to the letter before had come already
    if clarification.mail_lost and not clarification.delivered_at and not clarification.first_reply_at:
        return "not_arrived"
    ended_at = clarification.withdrawn_at or clarification.replaced_at
    if clarification.lateness(ended_at or now):
        return "late" if clarification.first_reply_at else "silent"
    if ended_at and not clarification.completed_at:
        return "ended"
    if known(clarification.counted_due) > clarification.deadline_rows[0].due_at:
        return "extended"
    return "in_time" if clarification.completed_at else "running"
