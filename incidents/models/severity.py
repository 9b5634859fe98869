"""How grave a case is, as it was rated: each rating a row, with what it was reckoned from."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..plain import severity
from .cases import Incident
from .corrections import Entry
from .record import tracked


class SeverityRating(Entry):
    """One rating with its inputs. `level` is the formula's, `level_set` the officer's, with the reason when they differ. One that was a
    mistake is struck: the case is as grave as the last that stands says."""

    LEVELS = [c for c in Incident.Severity.choices if c[0] != Incident.Severity.UNKNOWN]

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="ratings", verbose_name=_("Incident"))
    context = models.PositiveSmallIntegerField(_("Data context (DPC)"))
    identification = models.DecimalField(_("Ease of identification (EI)"), max_digits=3, decimal_places=2)
    confidentiality = models.DecimalField(_("Confidentiality"), max_digits=3, decimal_places=2)
    integrity = models.DecimalField(_("Integrity"), max_digits=3, decimal_places=2)
    availability = models.DecimalField(_("Availability"), max_digits=3, decimal_places=2)
    malicious = models.BooleanField(_("Malicious intent"))
    many = models.BooleanField(_("More than 100 people"), null=True)
    unintelligible = models.BooleanField(_("Data cannot be read (encrypted, key safe)"), null=True)
    score = models.DecimalField(_("SE"), max_digits=4, decimal_places=2)
    level = models.CharField(_("Level by the formula"), max_length=12, choices=LEVELS)
    level_set = models.CharField(_("Level set"), max_length=12, choices=LEVELS)
    reason = models.TextField(_("Reason"), blank=True)
    rated_at = models.DateTimeField(_("Rated"))
    rated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Rated by"))

    history = tracked()

    class Meta:
        verbose_name = _("Severity rating")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level=models.F("level_set")) | ~models.Q(reason=""),
                name="another_level_needs_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score} {self.level_set}"

    @property
    def judged_or_counted(self) -> bool:
        return True

    @staticmethod
    def compute(inputs: Mapping[str, Any]) -> tuple[Decimal, severity.Level]:
        """(SE, level) of the formula for the inputs of a rating."""
        value = severity.score(
            **{
                k: inputs[k]
                for k in ("context", "identification", "confidentiality", "integrity", "availability", "malicious")
            }
        )
        return value, severity.level(value)
