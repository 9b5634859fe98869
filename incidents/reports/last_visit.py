"""When somebody was here last, by what the access log has of them, and what people have done since."""

from dataclasses import dataclass

from django.db.models import Count, Max

from ..models import AccessEntry, CaseEvent, Incident, User
from ..plain.clocks import Instant
from ..workflow import Role

CASES = 12  # of those touched since; the others are found in the list of cases


@dataclass(frozen=True)
class Since:
    """What was done since `at` (None: ever): how often each act, and in which cases, the latest first."""

    at: Instant | None
    acts: list[tuple[str, int]]
    cases: list[Incident]


def last_visit(user: User) -> Instant | None:
    """The last trace of `user` before they logged in now; None for whoever is here for the first time."""
    own = AccessEntry.objects.by(user)
    log_in = own.filter(kind=AccessEntry.Kind.LOG_IN).values_list("at", flat=True).first()
    return own.filter(at__lt=log_in).values_list("at", flat=True).first() if log_in else None


def since(user: User, at: Instant | None) -> Since:
    """What people did after `at` that `user` may know of, the most frequent act first."""
    events = CaseEvent.objects.visible_to(user).exclude(actor_role=Role.SYSTEM).order_by()
    events = events.filter(recorded_at__gt=at) if at else events
    acts = events.values_list("action").annotate(n=Count("pk")).order_by("-n", "action")
    latest = events.filter(incident__isnull=False).values("incident").annotate(touched=Max("recorded_at"))
    keys = list(latest.order_by("-touched", "-incident").values_list("incident", flat=True)[:CASES])
    # By their keys: a subquery would be joined with every case there is.
    cases = Incident.objects.visible_to(user).in_bulk(keys)
    return Since(at, list(acts), [cases[key] for key in keys if key in cases])
