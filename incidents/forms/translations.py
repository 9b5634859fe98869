"""What is asked about the language of an answer, and about the ministry's translation of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import files
from ..actions import translations
from ..models import Response
from ..models.languages import Language
from .base import SeenForm
from .cases import STAFF_WAYS
from .fields import LONG_TEXT, Upload, area, chosen, offer


def language_field() -> forms.ChoiceField:
    """The language of an answer; nothing to choose where it is the one that everybody writes."""
    return forms.ChoiceField(
        label=_("Language of the answer"),
        choices=chosen(Language.choices, _("Indonesian")),
        required=False,
        help_text=_("Of words and files alike; they stay as they came."),
    )


class TranslateForm(SeenForm):
    ways = STAFF_WAYS
    either = ("text", "file")

    response = forms.ModelChoiceField(label=_("Answer"), queryset=Response.objects.none())
    language = forms.ChoiceField(label=_("Translated from"), choices=chosen(Language.choices))
    all_the_same = forms.BooleanField(
        label=_("It is written in this language, whatever the answer says of itself"), required=False
    )
    text = forms.CharField(
        label=_("Translation of the ministry"),
        widget=area(8),
        max_length=LONG_TEXT,
        required=False,
        help_text=_("Here, or as a file below."),
    )
    file = Upload(label=_("Translation as a file"), required=False, help_text=files.HELP)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = self.on.responses.order_by("phase")
        offer(
            self, "response", parts, lambda part: " · ".join(filter(None, (part.receipt, part.get_language_display())))
        )
        if told := parts.exclude(language="").last():
            self.initial.setdefault("response", told)
            self.initial.setdefault("language", told.language)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not cleaned.get("text") and not cleaned.get("file"):
            self.add_error("text", _("Write the translation, or attach it."))
        part, language = cleaned.get("response"), cleaned.get("language")
        if part and language:
            try:
                translations.check_language(part, language, all_the_same=cleaned.get("all_the_same", False))
            except translations.FromAnother as refusal:
                self.add_error("language", gettext(refusal.message) % refusal.facts)
        return cleaned

    def facts(self) -> dict[str, Any]:
        names = ("seen", "response", "language", "all_the_same", "text")
        return {name: self.cleaned_data[name] for name in names} | {"upload": self.cleaned_data["file"]}
