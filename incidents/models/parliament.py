"""The sheets for Parliament that were issued: exact bytes and figures, whatever is corrected later."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .files import StoredFile
from .record import tracked

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def _kept(label: "StrPromise") -> "models.OneToOneField[StoredFile, StoredFile]":
    return models.OneToOneField(StoredFile, models.PROTECT, related_name="+", verbose_name=label)


class ParliamentSheet(models.Model):
    """The figures of the days from `first` to `last`, both included, as they stood at `as_of`, and the files that say them; `past`:
    cases entered from the record are counted with the others.

    `content` is what reports.parliament.sheet draws up, `digest` its SHA-256 (hex); `leaves` is the size of the newest head of
    the log at that instant, 0 before the first. `supersedes` is an earlier sheet of the same days, counted alike, that this one takes the place of, and
    `superseding_why` says why: that one stays as it was handed on.
    """

    FILES = ("pdf", "xlsx", "csv")

    first = models.DateField(_("From"))
    last = models.DateField(_("Up to"))
    past = models.BooleanField(_("With cases entered from the record"), default=False)
    as_of = models.DateTimeField(_("As of"))
    purpose = models.CharField(_("For what"), max_length=200)
    content = models.JSONField(_("Figures"))
    digest = models.CharField(_("SHA-256 of the figures"), max_length=64)
    leaves = models.PositiveBigIntegerField(_("Head of the log"))
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by", verbose_name=_("Supersedes")
    )
    superseding_why = models.CharField(_("Why it supersedes that one"), max_length=300, blank=True)
    pdf = _kept(_("PDF"))
    xlsx = _kept(_("XLSX"))
    csv = _kept(_("CSV"))
    issued_at = models.DateTimeField(_("Issued"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Issued by")
    )

    history = tracked()

    class Meta:
        verbose_name = _("Sheet for Parliament")
        verbose_name_plural = _("Sheets for Parliament")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["first", "last", "as_of", "past"], name="a_sheet_of_an_instant_is_issued_once"
            ),
            models.CheckConstraint(
                condition=models.Q(supersedes__isnull=True, superseding_why="")
                | models.Q(supersedes__isnull=False) & ~models.Q(superseding_why=""),
                name="a_sheet_says_why_it_supersedes_another",
            ),
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")), name="a_sheet_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first.isoformat()} – {self.last.isoformat()}"

    def get_absolute_url(self) -> str:
        return reverse("incidents:issued_sheet", args=[self.pk])

    @property
    def superseding(self) -> "ParliamentSheet | None":
        """The sheet that took its place."""
        return getattr(self, "superseded_by", None)

    def file(self, extension: str) -> StoredFile:
        """Its file of this kind, one of FILES."""
        kept: StoredFile = getattr(self, extension)
        return kept
