"""What is asked about who complained, and about what they sent or got on paper: it stands locked on their sheet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .. import files
from ..models import ComplainantSheet, SheetFile
from ..plain import guard
from ..plain.complainants import Person
from ..record import complainant_sheets
from .base import Guarded, ReasonForm, SeenForm
from .cases import STAFF_WAYS
from .complaints import NAMED, OF_A_FILE, OF_ITS_OWN, IdentityFields, NamesNobody
from .fields import Uploads, When, area, chosen

CAME = _("When it came, or went out")


class SheetForm(IdentityFields, SeenForm):
    """The sheet of a complainant. What the complaint says names nobody who comes to stand on it, nor does the reason, which many read."""

    reason = forms.CharField(
        label=_("Why is this changed?"), max_length=500, help_text=_("Read by many: it names nobody and no address.")
    )

    def kinds_in(self, name: str) -> tuple[str, ...]:
        return guard.EVERY if name == "reason" else super().kinds_in(name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not isinstance(self.on, ComplainantSheet):
            return cleaned
        before, after = complainant_sheets.read(self.on), Person.of(cleaned)
        if any(each.named_in(cleaned.get("reason", "")) for each in (before, after)):
            self.add_error("reason", NAMED)
        said = [getattr(self.on.complaint, name) for name in ("text", "about", "happened", "wanted")]
        said += [answer.text for answer in self.on.complaint.answers.all()]
        if any(after.named_in(text) and not before.named_in(text) for text in said):
            self.add_error(
                None, _("The words of the complaint or of an answer name this person. Take that out of them first.")
            )
        return cleaned


class LookForm(Guarded):
    """Why somebody opens a sheet who does not see to the complaint."""

    reason = forms.CharField(label=_("Why is this sheet opened?"), widget=area(2), max_length=500)


class _SaidOfFile(NamesNobody):
    ways = STAFF_WAYS

    sender = forms.ChoiceField(
        label=_("From whom"),
        choices=chosen(SheetFile.Sender.choices),
        initial=SheetFile.Sender.COMPLAINANT,
        help_text=_("The ministry: the paper by which it confirmed the complaint, or answered it."),
    )
    way = forms.ChoiceField(label=_("By what way"), choices=chosen(OF_A_FILE))
    person_about = forms.CharField(
        label=_("What it shows"), max_length=200, required=False, help_text=_("Stands locked beside the file.")
    )

    def kinds_in(self, name: str) -> tuple[str, ...]:
        return (guard.IDENTITY, guard.CARD) if name == "person_about" else super().kinds_in(name)


class SheetFilesForm(_SaidOfFile, SeenForm):
    unguarded = ("person_files",)

    person_files = Uploads(label=_("Files"), limit=files.PER_SHEET, help_text=OF_ITS_OWN)
    came = When(label=CAME, required=False, help_text=_("Empty means now. 27-11-2023 22.10, or a day."))

    field_order = ("person_files", "sender", "person_about", "way", "came")

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        return facts | {"uploads": facts.pop("person_files"), "about": facts.pop("person_about")}


class AmendSheetFileForm(_SaidOfFile, ReasonForm):
    came = When(label=CAME)

    field_order = ("sender", "person_about", "way", "came", "reason")


class StrikeSheetFileForm(NamesNobody, ReasonForm):
    pass
