"""The queue of restricted cases that nobody may know of any more, for superiors: each waits for a new owner since its own left."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from ...models import Incident, User, still_open
from ...models.work import known_to_nobody
from ...record import authority
from ...translatable import _
from ...workflow import Action, Role
from ...workflow.rows import ALIVE
from .. import unknown_cases
from .queue import Key, Queue


def _unknown(user: User, at: datetime) -> Iterable[Key]:
    """Those that are worked on or followed up; the others stand under the workload alone."""
    if Role.SUPERVISOR not in user.roles:
        return
    rows = known_to_nobody(at).filter(Q(status__in=map(str, ALIVE)) | still_open.followed_up())
    for case in rows.select_related("owner").prefetch_related("owner__appointments__unit"):
        if authority.may(Action.ASSIGN, case, user, case):  # not for whoever was on the other side of it
            post = unknown_cases.last_post(case.owner)
            yield case.pk, min(post.valid_to or at, at) if post else at, case.replay


QUEUES_OF_UNKNOWN_CASES = (
    Queue(
        _("Known to nobody who works on cases"),
        "person-lock",
        Action.ASSIGN,
        _unknown,
        lambda: Incident.objects.select_related("owner"),
        unknown_cases.said_of,
        lambda case: reverse("incidents:assign_unseen", args=[case.reference]),
        _("Hand it over"),
        told_by=lambda _case: (),
    ),
)
