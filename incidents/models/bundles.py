"""Proof bundles: what an auditor asked to be proved, and the file that was made of it. Not part of the record: it says nothing new."""

import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ..workflow import Role
from .transparency import TreeHead

if TYPE_CHECKING:
    from .people import User


class ProofBundleQuerySet(QuerySet["ProofBundle"]):
    def visible_to(self, user: "User") -> Self:
        """Whoever asked for it, as long as they audit."""
        return self.filter(asked_by=user) if Role.AUDITOR in user.roles else self.none()

    def to_make(self, at: datetime) -> Self:
        """Those that nobody makes at `at`: not begun, or begun by a worker that is gone."""
        left = Q(state=ProofBundle.State.MAKING, claimed_until__lte=at)
        return self.filter(Q(state=ProofBundle.State.WAITING) | left).order_by("asked_at")

    def over(self, at: datetime) -> Self:
        """Those whose file is kept no longer at `at`."""
        return self.filter(state=ProofBundle.State.READY, expires_at__lte=at)


class ProofBundle(models.Model):
    """One bundle that somebody asked for: of what (`kind`, `key`, or the days of a period), in which language its report is.
    The key of a thing, whether it is proved or who looked at it, is written `type:key`.

    It is made for `head`, the newest of the log when it was begun: the same things under the same head make the same bytes.
    `held` is the size of a head that the reader keeps outside and wants to be led from. `path` is relative to FILES_ROOT.
    """

    class Kind(models.TextChoices):
        EVENT = "event", _("One event")
        LOOK = "look", _("One look")
        LOOKS = "looks", _("Who looked at one thing")
        MATTER = "matter", _("A request or a letter of the case")
        CASE = "case", _("A case")
        PERIOD = "period", _("A period")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        MAKING = "making", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("could not be made")
        EXPIRED = "expired", _("no longer kept")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="bundles")
    asked_at = models.DateTimeField()
    reason = models.TextField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=100, blank=True)
    label = models.CharField(max_length=100)
    drill = models.BooleanField(default=False)  # of a drill, or of something in one
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    held = models.PositiveBigIntegerField(null=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    claimed_until = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    head = models.ForeignKey(TreeHead, models.PROTECT, null=True, related_name="bundles")
    events = models.PositiveIntegerField(default=0)
    hidden = models.PositiveIntegerField(default=0)  # of which the bundle holds the hash alone
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    path = models.CharField(max_length=80, blank=True)
    expires_at = models.DateTimeField(null=True)
    fault = models.TextField(blank=True)

    objects = ProofBundleQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="period", first__isnull=False, last__isnull=False)
                | ~Q(kind="period") & Q(first__isnull=True, last__isnull=True) & ~Q(key=""),
                name="a_bundle_is_of_a_thing_or_of_days",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="nothing_is_proved_without_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.sha256}".strip()

    @property
    def of_looks(self) -> bool:
        """Whether it proves entries of the access log, and no events."""
        return self.kind in (self.Kind.LOOK, self.Kind.LOOKS)

    @property
    def days(self) -> tuple[date, date] | None:
        return (self.first, self.last) if self.first and self.last else None
