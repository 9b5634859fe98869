"""Into which bodies one was split when it ended, beside the first of its successors."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .agencies import Agency
from .record import tracked


class FurtherSuccessor(models.Model):
    """One of several bodies into which a body was split, beside the first (`Agency.successor`)."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="further", verbose_name=_("Agency"))
    heir = models.ForeignKey(Agency, models.PROTECT, related_name="further_of", verbose_name=_("Further successor"))

    history = tracked()
    objects = models.Manager()

    class Meta:
        verbose_name = _("Further successor")
        verbose_name_plural = _("Further successors")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "heir"], name="a_body_follows_another_once"),
            models.CheckConstraint(condition=~Q(agency=models.F("heir")), name="no_body_follows_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.agency} → {self.heir}"
