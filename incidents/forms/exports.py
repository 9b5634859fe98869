"""What is asked of whoever takes many rows out as a file: why; and of whoever shows such a file: the file, or its hash."""

import hashlib
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from .base import Guarded
from .fields import area

# What exports are most often for. The record has them in Indonesian, whoever chose them.
READY = {
    "leadership": _("Report to the leadership of the ministry"),
    "parliament": _("Answer to Parliament or another state body"),
    "audit": _("Audit or inspection"),
    "court": _("Law enforcement or a court"),
    "planning": _("Statistics and planning"),
    "case": _("Work on the case outside the product"),
}
OTHER = ("", _("Another reason, in your own words"))
HEX = re.compile(r"[0-9a-f]{64}")


class ExportForm(Guarded):
    """Why something is taken out: one of the ready reasons, in own words, or both."""

    either: tuple[str, ...] = ("ready", "words")

    ready = forms.ChoiceField(
        label=_("What for"),
        choices=[OTHER, *READY.items()],
        required=False,
        help_text=_("One of these or your own words. Recorded with the export."),
    )
    words = forms.CharField(label=_("In your own words"), widget=area(2), max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not cleaned.get("ready") and not cleaned.get("words"):
            self.add_error(
                "words", ValidationError(_("Say what it is for: choose one of the reasons, or write your own."))
            )
        return cleaned

    @property
    def reason(self) -> str:
        """What was chosen and written, as it is recorded."""
        with override("id"):
            ready = str(READY.get(self.cleaned_data["ready"], ""))
        return ": ".join(filter(None, (ready, self.cleaned_data["words"])))


class ShownFileForm(Guarded):
    """A file that somebody shows, or its SHA-256. The file is read and not kept."""

    unguarded = ("sha256", "file")  # only their hash is looked for
    either = ("file", "sha256")

    sha256 = forms.CharField(
        label=_("Or the SHA-256 of the file"), max_length=200, required=False, help_text=_("As sha256sum prints it.")
    )
    file = forms.FileField(label=_("The file itself"), required=False, allow_empty_file=True, max_length=300)

    def clean_sha256(self) -> str:
        typed = re.sub(r"\s", "", self.cleaned_data["sha256"]).lower()
        if typed and not HEX.fullmatch(typed):
            raise ValidationError(_("This is no SHA-256. Copy it whole, as sha256sum prints it."))
        return typed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and bool(cleaned.get("sha256")) == bool(cleaned.get("file")):
            raise ValidationError(_("Choose the file, or write its hash."))
        return cleaned

    @property
    def digest(self) -> str:
        """The SHA-256 (hex) of what was shown."""
        upload = self.cleaned_data.get("file")
        if not upload:
            return str(self.cleaned_data["sha256"])
        upload.file.seek(0)
        return hashlib.file_digest(upload.file, "sha256").hexdigest()
