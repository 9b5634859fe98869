"""What is asked about a mail that came in: which of its files are taken in with what it turns out to be, to which letter it belongs."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from incidents import files
from incidents.forms.base import SaysWhy
from incidents.forms.complaints import NamesNobody
from incidents.forms.outside_portal import SCAN, WithScan
from incidents.models import CaseLetter, ClarificationRequest, Complaint
from incidents.plain.complainants import Person
from incidents.plain.not_none import not_none
from incidents.record import complainant_sheets
from incidents.workflow import IncidentStatus

PARTS = "parts"


class FromMail(WithScan):
    """Mixed in before the form of whatever came outside the portal: the mail, or files of it, are its scan: `uploads`, by
    their number, files before the mail itself. Each passes the same doors as a file that somebody chooses; what is not of a kind that comes in is not offered."""

    uploads: dict[str, SimpleUploadedFile]
    letter = forms.CharField(widget=forms.HiddenInput)  # the one that the page was of

    def __init__(self, *args: Any, uploads: dict[str, SimpleUploadedFile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.uploads = uploads
        self.fields[PARTS] = forms.MultipleChoiceField(
            label=_("From the mail into the evidence"),
            choices=[(key, f"{each.name} ({_kilobytes(each)} KB)") for key, each in uploads.items()],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            initial=list(uploads),
            help_text=format_lazy(
                "{first} {others}",
                first=_("The first that is ticked stands for the reply, the others are its annexes."),
                others=_("A file that may not come in as it is, is left out here, and a covered copy is chosen below."),
            ),
        )
        self.order_fields(
            [*(name for name in self.fields if name not in (SCAN, "evidence", PARTS)), PARTS, SCAN, "evidence"]
        )

    def clean(self) -> dict[str, Any]:
        taken = [each for key, each in self.uploads.items() if key in self.cleaned_data.get(PARTS, ())]
        for upload in taken:
            try:
                files.check(upload)
            except ValidationError as refusal:
                self.add_error(PARTS, refusal)
        if PARTS not in self.errors and SCAN not in self.errors:
            self.cleaned_data[SCAN] = [*taken, *(self.cleaned_data.get(SCAN) or [])]
        return super().clean()


def _kilobytes(upload: SimpleUploadedFile) -> int:
    return -(-(upload.size or 0) // 1024)


class AssignMailForm(SaysWhy):
    """The number of the letter that a mail belongs to, of a request or of the case, among those whose cases the person may know of."""

    number = forms.CharField(
        label=_("Number of the letter in Tanggap"),
        max_length=40,
        help_text=_(
            "As its page has it: INS-2026-0001/K1 for a request, INS-2026-0001/S1 for another letter of the case."
        ),
    )

    def clean_number(self) -> ClarificationRequest | CaseLetter:
        number = self.cleaned_data["number"].strip().upper()
        mistaken = Q(incident__status=IncidentStatus.MISTAKEN)
        out = Q(issued_at__isnull=False, incident__past=False, reference=number) & ~mistaken
        reader = not_none(self.user)
        found = ClarificationRequest.objects.visible_to(reader).filter(out).first()
        letter = found or CaseLetter.objects.visible_to(reader).filter(out).first()
        if letter:
            return letter
        raise ValidationError(_("No letter that went out has this number."))

    def facts(self) -> dict[str, Any]:
        return {"to": self.cleaned_data["number"], "reason": self.cleaned_data["reason"]}


class MailWhy(NamesNobody, SaysWhy):
    """Why something is decided of a mail. Many read it: where the mail is of somebody who complained, it names nobody."""

    def people(self, cleaned: dict[str, Any]) -> list[Person]:
        complaint = self.of_whom(cleaned)
        return super().people(cleaned) + ([complainant_sheets.read(complaint.sheet)] if complaint else [])

    def of_whom(self, cleaned: dict[str, Any]) -> Complaint | None:
        found: Complaint | None = self.on.complaint
        return found


class LayToSheetForm(MailWhy):
    """The complaint to whose sheet a mail is laid, among those whose sheets open to the person."""

    number = forms.CharField(label=_("Complaint number"), max_length=20, help_text=_("For example ADU-2026-0001."))

    def of_whom(self, cleaned: dict[str, Any]) -> Complaint | None:
        return cleaned.get("number")

    def people(self, cleaned: dict[str, Any]) -> list[Person]:
        return [*super().people(cleaned), Person(email=self.on.sender)]

    def clean_number(self) -> Complaint:
        number = self.cleaned_data["number"].strip().upper()
        rows = Complaint.objects.visible_to(not_none(self.user)).filter(reference=number)
        found = rows.select_related("sheet", "owner", "incident__owner").first()
        if found is None:
            raise ValidationError(_("No complaint has this number."))
        if not found.opens_to(not_none(self.user)):
            raise ValidationError(_("Only those who see to this complaint open the complainant's sheet."))
        return found

    def facts(self) -> dict[str, Any]:
        return {"to": self.cleaned_data["number"], "reason": self.cleaned_data["reason"]}
