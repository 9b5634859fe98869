"""Rows in force from one day up to another, and rules that follow each other: one question, one answer."""

from datetime import date, datetime
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from .visibility import M


def during(at: date, start: str = "valid_from", end: str = "valid_to") -> Q:
    """Rows valid at `at`: from the start, up to but not including the end."""
    return Q(**{f"{start}__lte": at}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": at}))


class DatedQuerySet(QuerySet[M]):
    def on(self, day: date) -> Self:
        """Rows in force on `day` (a date in Asia/Jakarta, or an instant where the model keeps instants)."""
        return self.filter(during(day))

    def in_force(self, code: str, day: date) -> M | None:
        """The row of this code in force on `day`; of several the one that came last."""
        return self.on(day).filter(code=code).order_by("valid_from", "pk").last()


class DatedRule(models.Model):
    """What law or practice says from one day on, until another row of the same name says otherwise.

    Two rows of one name never hold on one day: the database refuses, see record.triggers.overlapping_rules.
    """

    named_by: ClassVar[str] = "code"

    effective_from = models.DateField(_("In force from"))
    effective_to = models.DateField(_("In force until"), null=True, blank=True)

    class Meta:
        abstract = True

    def state_on(self, day: date) -> str:
        """ "in_force", "coming" or "past": a question put to the day, never stored."""
        if self.effective_from > day:
            return "coming"
        return "past" if self.effective_to and self.effective_to <= day else "in_force"


class Successor(models.Model):
    """What holds until the next row of its name begins, so it carries its first day or instant alone."""

    named_by: ClassVar[str] = ""  # the column that tells several kinds in one table apart, if there are several

    class Meta:
        abstract = True


D = TypeVar("D", bound=DatedRule)
S = TypeVar("S", bound=Successor)


class RuleQuerySet(QuerySet[D]):
    """Rules that carry the day from which they hold, and the day from which they hold no more."""

    def on(self, day: date) -> Self:
        """Every rule in force on `day`, a date in Asia/Jakarta."""
        return self.filter(during(day, "effective_from", "effective_to"))

    def in_force(self, code: str | int, day: date) -> D | None:
        """THE rule of this name on `day`, or None: of several the one that came last. `code` is what `named_by` says."""
        return self.on(day).filter(**{self.model.named_by: code}).order_by("effective_from", "pk").last()


class SuccessionQuerySet(QuerySet[S]):
    def in_force(self, at: date | datetime, code: str | int = "") -> S | None:
        """THE rule at `at`, or None: the one that came last. `code` where several kinds stand in one table."""
        named = {self.model.named_by: code} if self.model.named_by else {}
        return self.filter(effective_from__lte=at, **named).order_by("effective_from", "pk").last()


def one_from_each_day(name: str, named_by: str = "code") -> list[models.BaseConstraint]:
    """The constraints of a DatedRule, named after `name`: it ends after it begins, and one of a name is the last."""
    return [
        models.UniqueConstraint(fields=[named_by, "effective_from"], name=f"one_{name}_from_each_day"),
        models.UniqueConstraint(
            fields=[named_by], condition=Q(effective_to__isnull=True), name=f"one_{name}_without_an_end"
        ),
        models.CheckConstraint(
            condition=Q(effective_to__isnull=True) | Q(effective_to__gt=models.F("effective_from")),
            name=f"{name}_ends_after_it_begins",
        ),
    ]


def valid_in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")), name=name
    )
