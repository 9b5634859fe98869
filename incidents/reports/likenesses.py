"""Which cases were told apart from a case that looks like them, beside either of the two: by whom, when, why; and when that was taken
back."""

from dataclasses import dataclass

from django.db.models import Q

from ..models import CaseEvent, Incident, Likeness, User
from ..record import likeness_acts


@dataclass(frozen=True)
class ToldApart:
    """`away` is the other case as it stands now, from where this one is; `said` told them apart, `back` asked again, None while it holds."""

    likeness: Likeness
    away: Incident
    said: CaseEvent
    back: CaseEvent | None


def told_apart(case: Incident, reader: User) -> list[ToldApart]:
    """Of the questions of `case` those that were ever answered with no, and of which `reader` may know."""
    rows = Likeness.objects.visible_to(reader).filter(Q(incident=case) | Q(other=case))
    found = {row.pk: row for row in rows.select_related("incident__merged_into", "other__merged_into").order_by("pk")}
    return [_told(found[key], acts, case) for key, acts in sorted(likeness_acts.acts(found).items())]


def _told(row: Likeness, acts: list[CaseEvent], case: Incident) -> ToldApart:
    """By the last answer; one that was taken back since comes with what took it back."""
    away = row.stands if row.incident_id == case.pk else row.incident.stands
    said, back = (acts[-1], None) if row.told_apart_at else (acts[-2], acts[-1])
    return ToldApart(row, away, said, back)
