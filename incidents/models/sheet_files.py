"""What somebody who complained sent of their own, a letter by post as a scan, a picture of a screen; and what the ministry wrote to them on
paper. It names them, so it lies with their sheet: its bytes locked, and locked as well what it was called and what it is."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..plain import spans
from ..plain.not_none import not_none
from ..workflow.of_sheets import KEPT, STRUCK
from .cases import Incident
from .complaints import ComplainantSheet, Complaint
from .files import StoredFile
from .record import as_told, precision, span_of, tracked

if TYPE_CHECKING:
    from .people import User


class SheetFile(models.Model):
    """One file of a complainant's sheet, by its number on it. `sealed` holds its own name and what it is, in words, and is opened by
    record.complainant_sheets alone; `came` is when it reached the ministry, or of its own paper left it; its StoredFile is locked, and
    called by the number of the complaint."""

    class Sender(models.TextChoices):
        COMPLAINANT = "complainant", _("The complainant")
        MINISTRY = "ministry", _("The ministry")

    sheet = models.ForeignKey(
        ComplainantSheet, models.PROTECT, related_name="files", verbose_name=_("Complainant's sheet")
    )
    number = models.PositiveIntegerField(_("Number"))
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="of_sheet", verbose_name=_("File"))
    sealed = models.TextField(_("What it is called and shows"))
    sender = models.CharField(_("From whom"), max_length=11, choices=Sender.choices, default=Sender.COMPLAINANT.value)
    way = models.CharField(_("By what way"), max_length=10, choices=Complaint.Way.choices)
    came_at = models.DateTimeField(_("Came in, or went out"))
    came_until = models.DateTimeField(_("Came in, or went out, until"))
    came_precision = precision(_("Came in, or went out, precision"))
    came_words = as_told()
    struck_at = models.DateTimeField(_("Struck out"), null=True)

    history = tracked()

    class Meta:
        verbose_name = _("File of a complainant's sheet")
        ordering = ["sheet", "number"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "number"], name="files_of_a_sheet_are_numbered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} ({self.number})"

    @property
    def came(self) -> spans.Span:
        return not_none(span_of(self, "came"))

    @property
    def status(self) -> str:
        return STRUCK if self.struck_at else KEPT

    @property
    def incident(self) -> Incident | None:
        return self.sheet.incident

    @property
    def incident_id(self) -> int | None:
        return self.sheet.incident_id

    def belongs_to(self, user: "User") -> bool:
        return self.sheet.belongs_to(user)
