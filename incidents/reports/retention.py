"""What has passed its retention: closed cases and concluded complaints whose years are over by a rule of today, and of which nobody has
removed that content yet. It removes nothing and proposes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, QuerySet

from ..models import CaseEvent, Complaint, Incident, Removal, RetentionRule, User
from ..plain import clocks
from ..plain.clocks import Instant
from ..plain.known import known
from ..workflow import ComplaintStatus, IncidentStatus

MOST = 50  # of each rule, the oldest first


@dataclass(frozen=True)
class Past:
    """One thing, the rule by which its years are over, and since which day."""

    thing: Incident | Complaint
    rule: RetentionRule
    since: date

    @property
    def case(self) -> Incident | None:
        return self.thing if isinstance(self.thing, Incident) else self.thing.incident


def past(user: User, at: Instant) -> list[Past]:
    """As far as the reader may know of them, those over longest first."""
    today = clocks.day(at)
    found = [each for rule in RetentionRule.objects.on(today) for each in _past(rule, user, today)]
    return sorted(found, key=lambda each: each.since)


def _past(rule: RetentionRule, user: User, today: date) -> Iterator[Past]:
    ended = clocks.day_begins(_years_before(today, rule.years))
    if rule.content == RetentionRule.Content.CASE:
        cases = Incident.objects.visible_to(user).filter(status=IncidentStatus.CLOSED, closed_at__lt=ended)
        for case in cases.exclude(pk__in=_emptied()).order_by("closed_at")[:MOST]:
            yield Past(case, rule, _years_after(clocks.day(known(case.closed_at)), rule.years))
    else:
        for complaint in _complaints(user, ended)[:MOST]:
            yield Past(complaint, rule, _years_after(clocks.day(known(complaint.concluded_at)), rule.years))


def _emptied() -> list[int]:
    """The keys of the cases of which all content was removed and into which nothing came since."""
    done = Removal.objects.done().filter(kind=Removal.Kind.CASE).order_by("decided_at")
    removed = {removal.incident_id: known(removal.decided_at) for removal in done if removal.incident_id}
    came = CaseEvent.objects.filter(incident__in=removed).come_in_after_the_end().order_by()
    last = dict(came.values_list("incident").annotate(last=Max("recorded_at")))
    return [key for key, at in removed.items() if key not in last or last[key] <= at]


def _complaints(user: User, ended: Instant) -> "QuerySet[Complaint]":
    """Concluded before then, with somebody still on their sheet."""
    concluded = Complaint.objects.visible_to(user).filter(status=ComplaintStatus.CONCLUDED, concluded_at__lt=ended)
    return concluded.exclude(sheet__sealed="").select_related("incident").order_by("concluded_at")


def _years_before(day: date, years: int) -> date:
    """Of what ended before this day the years were over before `day`: on 29 February also of what ended on the 28th."""
    found = _in_year(day, day.year - years)
    return found if found.day == day.day else found + timedelta(days=1)


def _years_after(day: date, years: int) -> date:
    return _in_year(day, day.year + years)


def _in_year(day: date, year: int) -> date:
    """The same day of another year; 29 February in one without is the last of the month."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
