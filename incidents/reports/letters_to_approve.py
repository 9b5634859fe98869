"""The letters that wait for one supervisor, in the order in which they are gone through."""

from django.db.models import QuerySet

from ..models import CaseLetter, ClarificationRequest, User
from ..models.request_queries import RequestQuerySet
from ..record import authority
from ..workflow import Action


def requests(user: User) -> RequestQuerySet:
    """Letters that ask and wait for a supervisor, those of replays last, then the oldest first."""
    rows = ClarificationRequest.objects.visible_to(user).awaiting_approval().signed_by(user).with_own_hand(user)
    return rows.order_by("incident__replay", "submitted_at", "pk")


def of_cases(user: User) -> QuerySet[CaseLetter]:
    """Letters of cases that wait for a supervisor, oldest first."""
    rows = CaseLetter.objects.visible_to(user).awaiting_approval().signed_by(user).with_own_hand(user)
    rows = rows.select_related("agency", "incident", "drafted_by", "takes_back", "corrects")
    return rows.prefetch_related("agency__names").order_by("pk")


def after(user: User, clarification: ClarificationRequest) -> list[ClarificationRequest]:
    """The other letters that wait for this very supervisor, from the one behind `clarification` on and round to it."""
    rows = requests(user).filter(incident__replay=clarification.incident.replay).exclude(pk=clarification.pk)
    rows = rows.select_related("incident", "agency", "unit")
    waiting = [row for row in rows if not row.own_hand and authority.may(Action.ISSUE, row, user, row.incident)]
    here = clarification.submitted_at
    behind = [row for row in waiting if here is None or row.submitted_at is None or row.submitted_at >= here]
    return behind + [row for row in waiting if row not in behind]
