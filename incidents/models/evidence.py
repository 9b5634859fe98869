"""Evidence: what was found, as it was found. Who held, read or exported it stands in its events and access entries."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..plain import spans
from ..plain.not_none import not_none
from ..workflow import EvidenceStatus
from . import custody
from .cases import Incident
from .corrections import Entry
from .files import StoredFile
from .record import as_told, choices, precision, span_of, tracked

if TYPE_CHECKING:
    from .people import User

ANNEXES = "evidence__annexes__file"  # what is fetched along of what names a paper


class Evidence(Entry):
    """A file, a capture of a screen, an address or a quoted text. The original never changes.

    `sha256` is the hash of the file's bytes, or of `text` in UTF-8. `holder` names who has the original now, `held` since
    when, where its last handing over tells that. A destroyed file keeps its row, its hash and its history; only the bytes go. A paper that came with several files has
    its letter as one piece and each annex as another, `annex_of` that one: whoever names the letter names all of it.
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
    collected_precision = precision(_("Collected, precision"))
    collected_words = as_told()
    annex_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="annexes", verbose_name=_("Annex to"))
    holder = models.CharField(_("Held by"), max_length=200, blank=True)
    held_at = models.DateTimeField(_("Held since"), null=True, editable=False)
    held_until = models.DateTimeField(_("Held since, until"), null=True, editable=False)
    held_precision = precision(_("Held since, precision"))
    held_words = as_told()
    status = models.CharField(
        _("Status"), max_length=12, choices=choices(EvidenceStatus), default=EvidenceStatus.HELD.value
    )

    history = tracked()

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

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return f"B-{self.number or 0:02d}"

    @property
    def with_annexes(self) -> "list[Evidence]":
        """The piece, and those laid to it that stand."""
        return [self, *self.annexes.all()]

    @property
    def called(self) -> str:
        """Its number, and the name of its file where it is one."""
        return f"{self.label} {self.file.name}" if self.file else self.label

    def handed_by_them(self, user: "User") -> bool:
        """Whether `user` entered a handing over that stands; of which one, the deed on it asks."""
        return custody.any_by(self, user)

    @property
    def in_lists(self) -> str:
        """What stands for it where it is one of many: whoever reads the words of a quoted text does so on its own page, where each look is
        recorded."""
        if self.description or self.file:
            return self.description or not_none(self.file).name
        return self.text if self.kind == self.Kind.ADDRESS else str(self.Kind.TEXT.label)

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs of its words, so that a place in it can be named: "alinea 8" is the eighth."""
        return [line for line in self.text.splitlines() if line.strip()]

    @property
    def collected(self) -> spans.Span | None:
        return span_of(self, "collected")

    @property
    def held(self) -> spans.Span | None:
        return span_of(self, "held")
