"""While a complaint was merged with another one: since when and until when, and what was answered under the other meanwhile.

Read from its history, so that it is told after the merge was undone as well.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from ..models import CaseEvent, Complaint, ComplaintAnswer, User
from ..plain import clocks
from ..workflow import Action, ComplaintAnswerStatus


@dataclass(frozen=True)
class Meanwhile:
    """The last time. `until` is None while it is merged; `other` with which it counted at the end, None to whoever may not know of
    that; `answers` those of the other that were issued or given otherwise meanwhile: whoever complained here got none of them."""

    since: datetime
    until: datetime | None
    other: Complaint | None
    answers: list[ComplaintAnswer]
    why: str = ""  # it was taken out again


def of(complaint: Complaint, reader: User) -> Meanwhile | None:
    """None of a complaint that was never merged."""
    stretches, until, undone = _last(complaint)
    if not stretches:
        return None
    seen = Complaint.objects.visible_to(reader)
    other = seen.filter(pk=stretches[-1][0]).first()
    said = Q(pk__in=[])
    for (head, begun), ended in zip(stretches, [*(since for _head, since in stretches[1:]), until], strict=True):
        within = Q(complaint=head, sent_at__gte=begun)
        told = Q(complaint=head, status=ComplaintAnswerStatus.TOLD, handed_on__gte=clocks.day(begun))
        if ended:
            within &= Q(sent_at__lt=ended)
            told &= Q(handed_on__lte=clocks.day(ended))
        said |= within | told
    answers = ComplaintAnswer.objects.filter(said, complaint__in=seen).prefetch_related("letters")
    why = CaseEvent.objects.filter(pk=undone, action=Action.UNMERGE_COMPLAINT).values_list("reason", flat=True).first()
    return Meanwhile(
        stretches[0][1], until, other, list(answers.order_by("sent_at", "handed_on")), (why if other else "") or ""
    )


def _last(complaint: Complaint) -> tuple[list[tuple[int, datetime]], datetime | None, Any]:
    """[(with which it counted, since when)] of the last time that it was merged; when that ended, by which event."""
    found: list[tuple[int, datetime]] = []
    until, undone = None, None
    rows = complaint.history.order_by("history_id").values_list("merged_into", "history_date", "event_id")
    for head, since, event in rows:
        if head is None:
            if found and until is None:
                until, undone = since, event
        elif until is not None or not found:
            found, until, undone = [(head, since)], None, None
        elif head != found[-1][0]:
            found.append((head, since))
    return found, until, undone


def told_otherwise_until(complaint: Complaint) -> datetime | None:
    """Until when its code told how another complaint stood, which was not the same after all; None where it never did."""
    undone = CaseEvent.objects.filter(action=Action.UNMERGE_COMPLAINT, pk__in=complaint.history.values("event_id"))
    return undone.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
