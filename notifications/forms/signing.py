"""What brings a person's signature: the signed file of another system, or what BSrE asks the signer for."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from incidents import files


class SignedFileForm(forms.Form):
    """The letter as it came back signed from another system: compared with what was given out, so not guarded again."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("The signed PDF"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        max_length=200,
        help_text=_(
            "As the other system gave it back. It is compared with what was given out: only the signature may be added, unseen, or seen in the "
            "box under the office or beside it where nothing is printed, at most 90 × 50 mm."
        ),
    )

    def clean_file(self) -> "UploadedFile[Any]":
        upload: UploadedFile[Any] = self.cleaned_data["file"]
        if (upload.size or 0) > files.MAX_BYTES:
            raise ValidationError(_("This file is larger than any letter."))
        files.refuse_malware(upload)
        if getattr(upload, "unscanned", False):  # held it would be issued, and could not be mailed
            raise ValidationError(_("It could not be scanned for malware. Try again in a while."))
        return upload


class PassphraseForm(forms.Form):
    """What BSrE asks the signer for. Typed for one letter, never shown again, kept nowhere."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    passphrase = forms.CharField(
        label=_("Passphrase of your BSrE certificate"),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        strip=False,
        required=False,
        max_length=200,
    )
    totp = forms.CharField(
        label=_("Or the one-time code (TOTP)"),
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        required=False,
        max_length=12,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("passphrase") and not data.get("totp"):
            raise ValidationError(_("Type the passphrase, or the one-time code."))
        return data
