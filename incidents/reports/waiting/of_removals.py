"""The queue of removals under law: each that is proposed, since then. Whoever proposed one does not decide on it."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models.functions import Coalesce

from ...models import Removal, User
from ...translatable import _
from ...workflow import Action, RemovalStatus
from .queue import Key, Queue


def _proposed(user: User, at: datetime) -> Iterable[Key]:
    proposed = Removal.objects.filter(status=RemovalStatus.PROPOSED)
    # mostly there are none, and of which somebody may know is long to put together
    rows = proposed.visible_to(user) if proposed.exists() else proposed.none()
    return rows.values_list("pk", "proposed_at", Coalesce("incident__replay", False))


QUEUES_OF_REMOVALS = (
    Queue(
        _("Removal under law proposed"),
        "slash-circle",
        Action.REMOVE,
        _proposed,
        lambda: Removal.objects.select_related("incident__owner", "proposed_by"),
        lambda removal: removal.what,
        lambda removal: removal.get_absolute_url(),
        _("Decide"),
    ),
)
