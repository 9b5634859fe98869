"""A mail that came back, handed in as a file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 5 * 1024 * 1024


class ReturnedMailForm(forms.Form):
    """A mail as a file. It is read and not kept: what it says becomes an event."""

    file = forms.FileField(
        label=_("The mail as .eml"), widget=forms.FileInput(attrs={"accept": ".eml,message/rfc822"}), max_length=200
    )

    def clean_file(self) -> "UploadedFile[Any]":
        upload: UploadedFile[Any] = self.cleaned_data["file"]
        if (upload.size or 0) > MOST_BYTES:
            raise ValidationError(_("This file is larger than 5 MB. Save the mail without its attachments."))
        return upload
