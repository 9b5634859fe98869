"""Exports: what somebody took out of the product as a file, why, and the manifest by which a copy is known again. Not part of the
record: it says nothing new.
"""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ..workflow import Role
from .access_log import AccessEntry

if TYPE_CHECKING:
    from .people import User


class ExportQuerySet(QuerySet["Export"]):
    def visible_to(self, user: "User") -> Self:
        """An auditor sees every one, nobody else any: who took it has the file."""
        return self.all() if Role.AUDITOR in user.roles else self.none()

    def to_make(self, at: datetime) -> Self:
        """Those that nobody makes at `at`: not begun, or begun by a worker that is gone."""
        left = Q(state=Export.State.MAKING, claimed_until__lte=at)
        return self.filter(Q(state=Export.State.WAITING) | left).order_by("asked_at")

    def over(self, at: datetime) -> Self:
        """Those whose files are kept no longer at `at`."""
        return self.filter(state=Export.State.READY, expires_at__lte=at)


class Export(models.Model):
    """What was taken out: of which `kind`, `label` of what, by which filters (`asked`, as the address has them). `manifest` is the text
    whose SHA-256 the entry of the access log holds; `entry` is the first by which it left. What the engine makes has a `state` and, as
    long as it is kept, a `path` below FILES_ROOT; what left at once has neither."""

    class Kind(models.TextChoices):
        REGISTER = "register", _("Outgoing letters")
        PAST_LETTERS = "past_letters", _("Letters from the record")
        CHRONOLOGY = "chronology", _("Chronology")
        FIGURES = "figures", _("How agencies answered")
        PARLIAMENT = "parliament", _("Sheet for Parliament")
        ISSUED_SHEET = "issued_sheet", _("Issued sheet for Parliament")
        TRAIL = "trail", _("Audit trail")
        READS = "reads", _("Who looked")
        ANOMALIES = "anomalies", _("Anomalies")
        DUES = "dues", _("Dues of a period")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        MAKING = "making", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("could not be made")
        EXPIRED = "expired", _("no longer kept")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    label = models.CharField(max_length=200, blank=True)
    drill = models.BooleanField(default=False)  # of a drill, or of something in one
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="exports")
    asked_at = models.DateTimeField()
    reason = models.TextField()
    asked = models.JSONField(default=dict)
    manifest = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, blank=True)
    claimed_until = models.DateTimeField(null=True)
    done = models.PositiveBigIntegerField(default=0)
    path = models.CharField(max_length=80, blank=True)
    expires_at = models.DateTimeField(null=True)
    fault = models.TextField(blank=True)
    entry = models.OneToOneField(AccessEntry, models.PROTECT, null=True, related_name="export")

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["-asked_at"], name="latest_exports_first")]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="nothing_is_exported_without_a_reason")]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.get_kind_display(), self.label)))


class ExportFile(models.Model):
    """One file of an export, or its manifest, as its hash: by it a copy is known again."""

    export = models.ForeignKey(Export, models.CASCADE, related_name="files")
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    rows = models.PositiveBigIntegerField(null=True)  # lines of what was asked; None where none are counted

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
