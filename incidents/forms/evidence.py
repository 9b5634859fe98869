"""Forms of evidence: taking in, handing over, changing its TLP."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .. import files
from ..models import Evidence, Incident
from .assertions import evidence_words
from .base import Guarded, ReasonForm
from .cases import STAFF_WAYS
from .fields import Upload, When, area, offer


class DescribeForm(Guarded):
    """What is said of a piece; the piece itself never changes."""

    ways = STAFF_WAYS

    description = forms.CharField(label=_("What it shows"), max_length=200, required=False)
    origin = forms.CharField(
        label=_("Origin"), max_length=300, required=False, help_text=_("Who handed it over, or where it was taken.")
    )
    collected = When(label=_("Collected"), required=False)
    annex_of = forms.ModelChoiceField(
        label=_("Annex to"),
        queryset=Evidence.objects.none(),
        required=False,
        help_text=_("The letter that it came with. Whoever reads of that is shown it as well."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.on.pk if isinstance(self.on, Evidence) else 0
        offer(self, "annex_of", self.case.evidence.exclude(pk=own), evidence_words)


class AttachForm(DescribeForm):
    """A file, or an address, or a quoted text: one of them."""

    file = Upload(
        label=_("File"),
        required=False,
        help_text=format_lazy(
            _(
                "{kinds}; at most {limit} MB. Numbers inside pictures are not read by the machine: look yourself and "
                "cover them first."
            ),
            kinds=files.WORDS,
            limit=files.MAX_MB,
        ),
    )
    text = forms.CharField(label=_("Or an address or quoted text"), widget=area(3), required=False, max_length=8000)
    tlp = forms.ChoiceField(label=_("TLP"), choices=Incident.Tlp.choices, initial=Incident.Tlp.AMBER)
    field_order = ("file", "text", "description", "origin", "collected", "annex_of", "tlp")

    def clean(self):
        cleaned = super().clean()
        if not self.errors and bool(cleaned.get("file")) == bool(cleaned.get("text")):
            raise ValidationError(_("Choose a file, or write an address or text: one of the two."))
        return cleaned

    def facts(self):
        """What is taken in; of which kind it is, its own words decide."""
        facts = dict(self.cleaned_data)
        upload = facts.pop("file")
        return facts | {"upload": upload, "kind": self._kind(upload, facts["text"])}

    @staticmethod
    def _kind(upload, text):
        if upload:
            return Evidence.Kind.CAPTURE if files.is_picture(upload.name) else Evidence.Kind.FILE
        one_word = len(text.split()) == 1
        return Evidence.Kind.ADDRESS if one_word and "/" in text else Evidence.Kind.TEXT


class HandOverForm(ReasonForm):
    ways = STAFF_WAYS

    holder = forms.CharField(label=_("To whom"), max_length=200, help_text=_("Office and person."))
    gone = When(label=_("When it was handed over"))
    field_order = ("holder", "gone", "reason")


class CorrectCustodyForm(HandOverForm):
    """One that is on record: of one from before nobody may know the day any more."""

    gone = When(label=_("When it was handed over"), required=False)


class ReclassifyForm(ReasonForm):
    tlp = forms.ChoiceField(label=_("TLP"), choices=Incident.Tlp.choices)
    field_order = ("tlp", "reason")
