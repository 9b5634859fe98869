"""Fair figures: how each agency answered in a period. What an agency could not help is taken out and said.

Counted are letters issued in the period, by the calendar of Asia/Jakarta. Drills and replays are left out, and so are
withdrawn and replaced letters: they ask nothing. From the on-time share are taken out letters that failed to arrive,
letters whose due was moved by a granted extension, and letters whose due still runs; each is counted by itself.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from statistics import median

from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast

from ..models import Agency, CaseEvent, ClarificationRequest, Incident
from ..plain.clocks import WIB, lateness
from ..plain.known import known
from ..workflow import ENDED_EARLY, Action, Subject

LOST = (Action.BOUNCE_MESSAGE, Action.GIVE_UP_MESSAGE)
OUTCOMES = dict(Incident.Outcome.choices)


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
    arrivals: list = field(default_factory=list)
    replies: list = field(default_factory=list)
    answers: list = field(default_factory=list)
    outcomes: Counter = field(default_factory=Counter)

    @property
    def counted(self):
        """Letters in the on-time share: due, arrived, never extended."""
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
    def ended(self):
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
        .exclude(status__in=ENDED_EARLY)
        .annotate(mail_lost=Exists(lost))
        .select_related("agency", "incident")
        .prefetch_related("agency__names", "deadlines")
    )
    found: dict[int, Figures] = {}
    everybody = Figures()
    for row in rows.order_by("pk"):
        each = found.setdefault(row.agency_id, Figures(row.agency))
        for figures in (each, everybody):
            _count(figures, row, now)
    return sorted(found.values(), key=lambda f: known(f.agency).short_name.lower()), everybody


def _count(figures, row, now):
    figures.letters += 1
    if row.incident_id not in figures.cases:
        figures.cases.add(row.incident_id)
        if row.incident.outcome:
            figures.outcomes[row.incident.outcome] += 1
    for durations, at in (
        (figures.arrivals, row.delivered_at),
        (figures.replies, row.first_reply_at),
        (figures.answers, row.answered_at),
    ):
        if at:
            durations.append(at - row.issued_at)
    deadlines = row.deadline_rows
    due_at = deadlines[-1].due_at
    if row.mail_lost and not row.delivered_at and not row.first_reply_at:
        figures.not_arrived += 1
    elif any(d.kind == "extension" for d in deadlines):
        figures.extended += 1
    elif row.answered_at:
        if lateness(due_at, row.answered_at):
            figures.late += 1
        else:
            figures.in_time += 1
    elif now <= due_at:
        figures.running += 1
    elif row.first_reply_at is None:
        figures.silent += 1
    else:
        figures.late += 1
