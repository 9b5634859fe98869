"""Evidence: what was found, as it was found. Who held, read or exported it stands in its events and access entries."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import OfIncidentQuerySet
from ..workflow import EvidenceStatus
from .cases import Incident
from .letters import StoredFile
from .record import choices, precision, span_of, tracked


class Evidence(models.Model):
    """A file, a capture of a screen, an address or a quoted text. The original never changes.

    `sha256` is the hash of the file's bytes, or of `text` in UTF-8. `holder` names who has the original now. A
    destroyed file keeps its row, its hash and its history; only the bytes go.
    """

    class Kind(models.TextChoices):
        FILE = "file", _("File")
        CAPTURE = "capture", _("Screen capture")
        ADDRESS = "address", _("Address")
        TEXT = "text", _("Quoted text")

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="evidence", verbose_name=_("Incident"))
    number = models.PositiveIntegerField(_("Number in the case"))
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind.choices, default=Kind.FILE)
    file = models.OneToOneField(StoredFile, models.PROTECT, null=True, verbose_name=_("File"))
    text = models.TextField(_("Text"), blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    description = models.CharField(_("What it shows"), max_length=200, blank=True)
    origin = models.CharField(_("Origin"), max_length=300, blank=True)
    tlp = models.CharField(_("TLP"), max_length=14, choices=Incident.Tlp.choices, default=Incident.Tlp.AMBER)
    collected_at = models.DateTimeField(_("Collected"), null=True)
    collected_until = models.DateTimeField(_("Collected until"), null=True)
    collected_precision = precision(_("Collected, known to the"))
    holder = models.CharField(_("Held by"), max_length=200, blank=True)
    status = models.CharField(
        _("Status"), max_length=12, choices=choices(EvidenceStatus), default=EvidenceStatus.HELD.value
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    history = tracked()
    objects = OfIncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Evidence")
        verbose_name_plural = _("Evidence")
        ordering = ["incident", "number"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="evidence_numbers_are_unique_in_a_case"),
            models.CheckConstraint(
                condition=models.Q(status__in=[str(s) for s in EvidenceStatus]), name="evidence_status_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(file__isnull=False) | ~models.Q(text=""), name="evidence_is_a_file_or_a_text"
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def label(self):
        return f"B-{self.number or 0:02d}"

    @property
    def collected(self):
        return span_of(self, "collected")


class IntakeDraft(models.Model):
    """What an officer is typing before it is saved: their own, nobody's record yet. One for each person."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="intake_draft")
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    def __str__(self):
        return f"{self.user} {self.saved_at}"


class IntakeFile(models.Model):
    """A file pasted or chosen at intake, stamped the moment it came in."""

    draft = models.ForeignKey(IntakeDraft, models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=80, unique=True)
    added_at = models.DateTimeField()

    def __str__(self):
        return self.name


class Mark(models.Model):
    """What a case or report names: an address, an account, a seller, a price, an agency. Derived from its texts, so
    that likely duplicates are found by an index; not part of the record."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=10)
    value = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "kind", "value"], name="a_case_has_each_mark_once"),
        ]
        indexes = [models.Index(fields=["kind", "value"], name="cases_by_mark")]

    def __str__(self):
        return f"{self.kind} {self.value}"
