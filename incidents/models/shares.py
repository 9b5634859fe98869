"""What of a case is shared with a coordinating body, and which pieces of evidence with it."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..workflow import Role
from .agencies import Agency
from .cases import Incident
from .evidence import Evidence
from .record import tracked
from .visibility import READS_CASES, readable

if TYPE_CHECKING:
    from .people import User


class ShareQuerySet(QuerySet["Share"]):
    def visible_to(self, user: "User") -> Self:
        """Whoever may know of the case; and the agency it is shared with, while it lasts."""
        if user.roles & READS_CASES:
            return self.filter(readable(user, "incident__"))
        if Role.LIAISON in user.roles:
            return self.filter(agency__in=user.agency_ids, ended_at__isnull=True)
        return self.none()


class Share(models.Model):
    """What a coordinating body (BSSN, Polri) may know of a case: this text and these pieces, nothing else."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="shares", verbose_name=_("Incident"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("Agency"))
    text = models.TextField(_("What is shared"))
    tlp = models.CharField(_("TLP"), max_length=14, choices=Incident.Tlp.choices)
    shared_at = models.DateTimeField(_("Shared"))
    ended_at = models.DateTimeField(_("Ended"), null=True)

    history = tracked()
    objects = ShareQuerySet.as_manager()

    class Meta:
        verbose_name = _("Share")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.incident}: {self.agency}"


class SharedEvidence(models.Model):
    share = models.ForeignKey(Share, models.PROTECT, related_name="pieces", verbose_name=_("Share"))
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="+", verbose_name=_("Evidence"))

    history = tracked()

    class Meta:
        verbose_name = _("Shared evidence")
        constraints = [
            models.UniqueConstraint(fields=["share", "evidence"], name="a_piece_is_shared_once"),
        ]

    def __str__(self) -> str:
        return str(self.evidence)
