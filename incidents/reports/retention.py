"""What has passed its retention: cases and complaints that ended, in whatever way, whose years are over by a rule of today, and of which
nobody has removed that content yet. It removes nothing and proposes nothing. What is listed here and what is not, and why: docs/retention.md."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Cast
from django.utils.translation import gettext

from ..models import CaseEvent, Complaint, Incident, Removal, RetentionRule, SheetFile, User
from ..plain import chains, clocks
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..translatable import _
from ..workflow import Action, ComplaintStatus, IncidentStatus

MOST = 50  # of each rule, the oldest first
# From when the years are counted, by how a thing ended.
COUNTED_FROM: dict[str, str] = {
    IncidentStatus.CLOSED: _("since it was closed"),
    IncidentStatus.DISMISSED: _("since it was dismissed"),
    IncidentStatus.MISTAKEN: _("since it was declared to be entered by mistake"),
    IncidentStatus.MERGED: _("since the one into which it was merged ended"),
    ComplaintStatus.CONCLUDED: _("since it was concluded"),
}


@dataclass(frozen=True)
class Past:
    """One thing, the rule by which its years are over, when it ended, and since which day they are over."""

    thing: Incident | Complaint
    rule: RetentionRule
    ended: Instant

    @property
    def since(self) -> date:
        return _years_after(clocks.day(self.ended), self.rule.years)

    @property
    def counted_from(self) -> str:
        return gettext(COUNTED_FROM[self.thing.status])

    @property
    def case(self) -> Incident | None:
        return self.thing if isinstance(self.thing, Incident) else self.thing.incident


def past(user: User, at: Instant) -> list[Past]:
    """As far as the reader may know of them, those over longest first."""
    today = clocks.day(at)
    found = [each for rule in RetentionRule.objects.on(today) for each in _past(rule, user, today)]
    return sorted(found, key=lambda each: each.since)


def _past(rule: RetentionRule, user: User, today: date) -> Iterator[Past]:
    before = clocks.day_begins(_years_before(today, rule.years))
    cases = rule.content == RetentionRule.Content.CASE
    rows: QuerySet[Any] = _cases(user) if cases else _complaints(user)
    over = rows.annotate(last_ended=CASE_ENDED if cases else COMPLAINT_ENDED)
    found = [(row.last_ended, row) for row in over.filter(last_ended__lt=before).order_by("last_ended")[:MOST]]
    found += [(end, row) for row, end in _merged(rows) if end < before]
    for end, row in sorted(found, key=lambda each: (each[0], each[1].pk))[:MOST]:
        yield Past(row, rule, end)


def _last(action: Action, kind: str) -> Subquery:
    """When this was done to a thing last."""
    of = CaseEvent.objects.filter(action=action, subject_type=kind, subject_id=Cast(OuterRef("pk"), models.CharField()))
    return Subquery(of.order_by("-recorded_at").values("recorded_at")[:1])


CASE_ENDED = Case(
    When(status=IncidentStatus.CLOSED, then=F("closed_at")),
    When(status=IncidentStatus.DISMISSED, then=_last(Action.DISMISS, "incident")),
    When(status=IncidentStatus.MISTAKEN, then=_last(Action.ANNUL, "incident")),
)
COMPLAINT_ENDED = Case(
    When(status=ComplaintStatus.CONCLUDED, then=F("concluded_at")),
    When(status=ComplaintStatus.MISTAKEN, then=_last(Action.ANNUL_COMPLAINT, "complaint")),
)


def _cases(user: User) -> QuerySet[Incident]:
    return Incident.objects.visible_to(user).exclude(pk__in=_emptied())


def _emptied() -> list[int]:
    """The keys of the cases of which all content was removed and into which nothing came since."""
    done = Removal.objects.done().filter(kind=Removal.Kind.CASE).order_by("decided_at")
    removed = {removal.incident_id: not_none(removal.decided_at) for removal in done if removal.incident_id}
    came = CaseEvent.objects.filter(incident__in=removed).come_in_after_the_end().order_by()
    last = dict(came.values_list("incident").annotate(last=Max("recorded_at")))
    return [key for key, at in removed.items() if key not in last or last[key] <= at]


def _complaints(user: User) -> QuerySet[Complaint]:
    """With somebody still on their sheet, or something that they sent."""
    kept = SheetFile.objects.filter(sheet=OuterRef("sheet")).exclude(sealed="")
    found = Complaint.objects.visible_to(user).filter(~Q(sheet__sealed="") | Exists(kept))
    return found.select_related("incident")


def _merged(rows: QuerySet[Any]) -> list[tuple[Any, Instant]]:
    """Those that were merged into another, with when the one ended in which they go on; without those that go on in one that runs."""
    merged = list(rows.filter(merged_into__isnull=False).select_related("merged_into__merged_into"))
    heads = {row: chains.walked(row, lambda each: each.merged_into)[-1].pk for row in merged}
    ended = CASE_ENDED if rows.model is Incident else COMPLAINT_ENDED
    ends = (
        rows.model._base_manager.filter(pk__in={*heads.values()})
        .annotate(last_ended=ended)
        .values_list("pk", "last_ended")
    )
    instants = {pk: end for pk, end in ends if end}
    return [(row, instants[head]) for row, head in heads.items() if head in instants]


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
