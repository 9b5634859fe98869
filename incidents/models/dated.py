"""Rows in force from one day up to another."""

from django.db import models
from django.db.models import Q, QuerySet


def during(at, start="valid_from", end="valid_to"):
    """Rows valid at `at`: from the start, up to but not including the end."""
    return Q(**{f"{start}__lte": at}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": at}))


class DatedQuerySet(QuerySet):
    def on(self, day):
        """Rows in force on `day` (a date in Asia/Jakarta, or an instant where the model keeps instants)."""
        return self.filter(during(day))


class RuleQuerySet(QuerySet):
    def on(self, day):
        return self.filter(during(day, "effective_from", "effective_to"))


def valid_in_order(name):
    return models.CheckConstraint(
        condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")), name=name
    )
