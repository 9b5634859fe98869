"""Rows in force from one day up to another."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q, QuerySet

from .visibility import M


def during(at: date, start: str = "valid_from", end: str = "valid_to") -> Q:
    """Rows valid at `at`: from the start, up to but not including the end."""
    return Q(**{f"{start}__lte": at}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": at}))


class DatedQuerySet(QuerySet[M]):
    def on(self, day: date) -> Self:
        """Rows in force on `day` (a date in Asia/Jakarta, or an instant where the model keeps instants)."""
        return self.filter(during(day))


class RuleQuerySet(QuerySet[M]):
    def on(self, day: date) -> Self:
        return self.filter(during(day, "effective_from", "effective_to"))


def valid_in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")), name=name
    )
