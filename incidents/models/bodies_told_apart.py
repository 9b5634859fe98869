"""Which bodies on file look like one and are not: somebody who knows them said so."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from .agencies import Agency
from .record import tracked


class ToldApartQuerySet(QuerySet["ToldApart"]):
    def standing(self) -> Self:
        """What nobody took back, of bodies that are both there."""
        there = {
            f"{each}__{fact}__isnull": True for each in ("agency", "other") for fact in ("merged_into", "ended_on")
        }
        return self.filter(revoked_at__isnull=True, **there)


class ToldApart(models.Model):
    """That two bodies are not one, and why; `agency` is the one that was on file first. Taken back it stays on record."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("Agency"))
    other = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("The other body"))
    why = models.CharField(_("Why"), max_length=500)
    told_at = models.DateTimeField(_("Told apart"))
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Told apart by")
    )
    revoked_at = models.DateTimeField(_("Taken back"), null=True)

    history = tracked()
    objects = ToldApartQuerySet.as_manager()

    class Meta:
        verbose_name = _("Bodies told apart")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "other"], condition=Q(revoked_at__isnull=True), name="two_bodies_are_told_apart_once"
            ),
            models.CheckConstraint(
                condition=Q(agency__lt=models.F("other")), name="the_first_of_two_bodies_stands_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} ≠ {self.other}"
