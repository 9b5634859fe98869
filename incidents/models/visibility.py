"""The one rule of who may know of a case. `visible_to` ends in `none()`: the default is nothing."""

from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar, cast

from django.db.models import Manager, Model, OuterRef, Q, QuerySet, Subquery

from ..workflow import STAFF, Role

if TYPE_CHECKING:
    from .people import User

M = TypeVar("M", bound=Model)
READS_CASES = STAFF | {Role.AUDITOR}


class Tracked(Protocol):
    """A model with a history."""

    history: "Manager[Any]"  # each history table has the columns of its own model


def first_versions(model: Any) -> "QuerySet[Any]":
    """The versions by which rows of `model` came on record, the first of each before any other: what a merge of bodies took away and its
    undoing brought back has two, and was entered by the first."""
    tracked = cast(Tracked, model)
    versions: QuerySet[Any] = tracked.history.model._default_manager.filter(history_type="+").order_by("history_id")
    return versions


def last_version(row: Model) -> int:
    """By which a page that showed `row` says which version it showed, where that has no number of its own."""
    tracked = cast(Tracked, type(row))
    key: int = tracked.history.filter(id=row.pk).order_by("-history_id").values_list("history_id", flat=True)[0]
    return key


def readable(user: "User", case: str = "") -> Q:
    """The one rule of who may know of a case, as a condition; `case` is the path to it from the row asked for.

    Staff: every case that is not restricted, and restricted ones they own or are named for under an
    appointment that still holds: who left comes back as anybody else. Auditors: every case.
    """
    if Role.AUDITOR in user.roles:
        return Q()
    if user.roles & STAFF:
        named = user.admissions.filter(ended_at__isnull=True, since__gte=user.serves_since).values("incident")
        restricted, owner, key = f"{case}restricted", f"{case}owner", f"{case}pk__in"
        return Q(**{restricted: False}) | Q(**{owner: user}) | Q(**{key: named})
    return Q(pk__in=[])


def written_to(user: "User", letter: str = "") -> Q:
    """Who may know of what the ministry writes to one agency, as a condition; `letter` is the path to it. Staff and auditors know of every
    one; a liaison of those issued to their own agencies, of nothing else."""
    if user.roles & READS_CASES:
        return readable(user, f"{letter}incident__")
    if Role.LIAISON in user.roles:
        return Q(**{f"{letter}agency__in": user.agency_ids, f"{letter}issued_at__isnull": False})
    return Q(pk__in=[])


class ToAgencyQuerySet(QuerySet[M]):
    """What the ministry writes to one agency in one case: requests, letters of the case, the letters that went out."""

    def visible_to(self, user: "User") -> Self:
        return self.filter(written_to(user))


class OfIncidentQuerySet(QuerySet[M]):
    """Rows of a case that only people of the ministry and auditors read: notes, evidence, assertions, involvements."""

    def visible_to(self, user: "User") -> Self:
        return self.filter(readable(user, "incident__"))

    def with_recorded(self) -> Self:
        """Adds `recorded_at` and `recorded_by_id`: when and by whom the row was entered, from its own history."""
        born = first_versions(self.model).filter(id=OuterRef("pk"))
        return self.annotate(
            recorded_at=Subquery(born.values("history_date")[:1]),
            recorded_by_id=Subquery(born.values("history_user")[:1]),
        )
