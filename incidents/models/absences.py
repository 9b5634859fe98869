"""Who stands in for whom, from when to when: a deputy for the cases of an officer who is away."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..workflow import Role
from .dated import DatedQuerySet
from .people import User
from .record import tracked


class AbsenceQuerySet(DatedQuerySet["Absence"]):
    def overlapping(self, start: datetime, end: datetime) -> Self:
        return self.filter(valid_from__lt=end, valid_to__gt=start)

    def to_come(self, at: datetime) -> Self:
        """Those that last at `at` or begin later."""
        return self.filter(valid_to__gt=at).order_by("valid_from", "pk")

    def seen_to(self, at: datetime) -> Self:
        """Those that last at `at` and whose deputy still works on cases; of the others nobody sees to the cases."""
        return self.on(at).filter(deputy__in=User.objects.appointed(Role.OFFICER, at))


class Absence(models.Model):
    """That a person is away from one instant up to another, and who sees to their cases meanwhile.

    The deputy is told what the owner would be told and finds the cases among the own ones. The cases stay the owner's; a
    restricted one stays closed to a deputy who was not named for it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="absences", verbose_name=_("Person")
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="stands_in", verbose_name=_("Deputy")
    )
    why = models.CharField(_("Why"), max_length=300)
    valid_from = models.DateTimeField(_("Away from"))
    valid_to = models.DateTimeField(_("Away until"))

    deputy_serves: bool  # whether the deputy works on cases now: given by the list that shows it

    history = tracked()
    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("Absence")
        ordering = ["valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=models.F("valid_from")), name="an_absence_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(user=models.F("deputy")), name="nobody_stands_in_for_oneself"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.deputy}"

    @property
    def status(self) -> str:
        return "ended" if self.valid_to <= timezone.now() else "current"

    def belongs_to(self, user: User) -> bool:
        return self.user_id == user.pk


def standing_in(owner: User, at: datetime) -> User | None:
    """Who sees to the cases of `owner` at `at`, or None."""
    row = Absence.objects.seen_to(at).filter(user=owner).select_related("deputy").last()
    return row.deputy if row else None


def stood_in_for(deputy: User, at: datetime) -> "models.QuerySet[User]":
    """Those whose cases `deputy` sees to at `at`."""
    return User.objects.get_queryset().filter(absences__in=Absence.objects.seen_to(at).filter(deputy=deputy))
