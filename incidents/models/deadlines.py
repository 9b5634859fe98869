"""The rows that make up a clock: the deadlines set by rules or people, and more time asked for."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .record import CaseEvent, tracked
from .rules import ClockRule


class Deadline(models.Model):
    """One row of a request's clock. The present due is the last row; the first is never changed.

    Rule, basis and start event are copied in when the clock starts: changing a rule never moves a running clock.
    """

    class Kind(models.TextChoices):
        FIRST = "first", _("First due")
        EXTENSION = "extension", _("Extension")
        RETURN = "return", _("Returned to be completed")

    request = models.ForeignKey(
        "incidents.ClarificationRequest", models.PROTECT, related_name="deadlines", verbose_name=_("Request")
    )
    event = models.ForeignKey(CaseEvent, models.PROTECT, related_name="+", verbose_name=_("Event"))
    kind = models.CharField(_("Kind"), max_length=12, choices=Kind.choices)
    rule = models.ForeignKey(ClockRule, models.PROTECT, related_name="+", verbose_name=_("Clock rule"))
    basis = models.CharField(_("Legal basis"), max_length=300)
    start_event = models.CharField(_("Starts with"), max_length=12, choices=ClockRule.Start.choices)
    started_at = models.DateTimeField(_("Start"))
    # What the rule gave, copied; a due that people set has no length of its own. Hours from start to due, rounded up.
    length = models.PositiveIntegerField(_("Length"), null=True)
    unit = models.CharField(_("Unit of length"), max_length=14, choices=ClockRule.Unit.choices, blank=True)
    hours = models.PositiveIntegerField(_("Length in hours"))
    days_off = models.TextField(_("Holidays and joint leave passed over"), blank=True)
    unconfirmed = models.CharField(_("Years counted by a calendar nobody had confirmed"), max_length=100, blank=True)
    due_at = models.DateTimeField(_("Due"))
    reason = models.TextField(_("Reason"), blank=True)
    asked_by = models.CharField(_("Asked by"), max_length=200, blank=True)
    decided_by = models.CharField(_("Decided by"), max_length=200, blank=True)

    history = tracked()

    class Meta:
        verbose_name = _("Deadline")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_at__gt=models.F("started_at")), name="due_lies_after_the_start"
            ),
            models.UniqueConstraint(fields=["request"], condition=models.Q(kind="first"), name="a_clock_starts_once"),
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.due_at.isoformat()}"


class ExtensionRequest(models.Model):
    """More time, asked for by the agency and decided by the ministry. Nothing moves before the decision."""

    class Decision(models.TextChoices):
        PENDING = "pending", _("Not yet decided")
        GRANTED = "granted", _("Granted")
        REFUSED = "refused", _("Refused")

    request = models.ForeignKey(
        "incidents.ClarificationRequest", models.PROTECT, related_name="extension_requests", verbose_name=_("Request")
    )
    reason = models.TextField(_("Reason"))
    wished_at = models.DateTimeField(_("Wished until"))
    asked_at = models.DateTimeField(_("Asked"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Asked by"))
    decision = models.CharField(_("Decision"), max_length=8, choices=Decision.choices, default=Decision.PENDING)
    decision_reason = models.TextField(_("Reason of the decision"), blank=True)
    decided_at = models.DateTimeField(_("Decided"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Decided by")
    )

    history = tracked()

    class Meta:
        verbose_name = _("Request for more time")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=models.Q(decision="pending"), name="one_wish_for_more_time_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.decision}"
