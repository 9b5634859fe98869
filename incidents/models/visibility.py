"""The one rule of who may know of a case. `visible_to` ends in `none()`: the default is nothing."""

from django.db.models import OuterRef, Q, QuerySet, Subquery

from ..workflow import STAFF, Role

READS_CASES = STAFF | {Role.AUDITOR}


def readable(user, case=""):
    """The one rule of who may know of a case, as a condition; `case` is the path to it from the row asked for.

    Staff: every case that is not restricted, and restricted ones they own or are named for. Auditors: every case.
    """
    if Role.AUDITOR in user.roles:
        return Q()
    if user.roles & STAFF:
        named = user.admissions.filter(ended_at__isnull=True).values("incident")
        restricted, owner, key = f"{case}restricted", f"{case}owner", f"{case}pk__in"
        return Q(**{restricted: False}) | Q(**{owner: user}) | Q(**{key: named})
    return Q(pk__in=[])


class OfIncidentQuerySet(QuerySet):
    """Rows of a case that only people of the ministry and auditors read: notes, evidence, assertions, involvements."""

    def visible_to(self, user):
        return self.filter(readable(user, "incident__"))

    def with_recorded(self):
        """Adds `recorded_at` and `recorded_by_id`: when and by whom the row was entered, from its own history."""
        born = self.model.history.model.objects.filter(id=OuterRef("pk"), history_type="+")
        return self.annotate(
            recorded_at=Subquery(born.values("history_date")[:1]),
            recorded_by_id=Subquery(born.values("history_user")[:1]),
        )
