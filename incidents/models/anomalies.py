"""What an auditor asks of the record as long as a rule holds, and what they say of what it found. The auditor's own instrument:
nothing of a case stands here, and nothing of it changes a case."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..plain import dates
from ..plain.anomaly_kinds import KINDS, TABLE, AnomalyKind
from ..plain.clocks import Instant, day_begins
from .dated import DatedRule, RuleQuerySet, one_from_each_day
from .record import tracked

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def anomaly_choices() -> "list[tuple[str, StrPromise]]":
    """The kinds of anomaly as a column's choices, named by this function: a new kind is no migration."""
    return [(kind.code, _(kind.label)) for kind in TABLE]


class AnomalyRule(DatedRule):
    """One kind of anomaly, asked of what was recorded from one day up to another. `limits` is {parameter: number}, as the
    kind has them. It may begin in the past: it asks, and changes nothing that has passed."""

    code = models.CharField(_("Anomaly"), max_length=20, choices=anomaly_choices)
    limits = models.JSONField(_("Limits"), default=dict, blank=True)

    history = tracked()
    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("Rule for anomalies")
        ordering = ["code", "effective_from"]
        constraints = one_from_each_day("anomaly")

    def __str__(self) -> str:
        return dates.date_in_words(self.effective_from, "id")

    @property
    def kind(self) -> AnomalyKind:
        return KINDS[self.code]

    @property
    def begins_at(self) -> Instant:
        return day_begins(self.effective_from)

    @property
    def ends_at(self) -> Instant | None:
        return day_begins(self.effective_to) if self.effective_to else None


class AnomalyLook(models.Model):
    """That an auditor looked at what a rule found, with a word on it. What was found stays found. `finding` is the key of the
    act, or of the entry of the access log."""

    code = models.CharField(_("Anomaly"), max_length=20, choices=anomaly_choices)
    finding = models.CharField(_("Finding"), max_length=40)
    words = models.TextField(_("What was seen"))
    looked_at = models.DateTimeField(_("Looked at"))
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Looked at by")
    )

    history = tracked()

    class Meta:
        verbose_name = _("Look at an anomaly")
        ordering = ["looked_at", "pk"]
        indexes = (models.Index(fields=["code", "finding"], name="looks_at_a_finding"),)

    def __str__(self) -> str:
        return dates.instant_in_words(self.looked_at, "id")
