"""The letters whose clock runs, of cases that the reader of a preview may know of: the one that is due first comes first."""

from django.db.models import QuerySet

from ..models import ClarificationRequest, User


def of(user: User) -> QuerySet[ClarificationRequest]:
    """With their clocks, bodies and the bodies' names."""
    rows = ClarificationRequest.objects.unanswered().visible_to(user).with_clock()
    rows = rows.select_related("agency").prefetch_related("agency__names")
    return rows.order_by("due_at", "pk")  # type: ignore[misc]  # given by with_clock()


def named(letter: ClarificationRequest) -> str:
    return f"{letter} · {letter.agency}"
