"""What is asked before a letter goes out, and for one about another letter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .base import SeenForm
from .cases import STAFF_WAYS
from .fields import area
from .on_paper import OnPaper


class AcceptanceForm(SeenForm):
    """Nothing to fill in: the letter says it all."""


class CorrectForm(OnPaper, SeenForm):
    """Where a letter has a slip, how it reads, how it should read: up to five places."""

    ways = STAFF_WAYS
    PLACES = range(1, 6)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.printed = tuple(f"{part}_{n}" for n in self.PLACES for part in ("where", "reads", "should_read"))
        for n in self.PLACES:
            first = n == 1
            self.fields[f"where_{n}"] = forms.CharField(
                label=_("Place %(n)d") % {"n": n},
                help_text=_("Such as “Lampiran I nomor 2”."),
                max_length=120,
                required=first,
            )
            self.fields[f"reads_{n}"] = forms.CharField(
                label=_("Reads"), widget=area(2), max_length=1000, required=first
            )
            self.fields[f"should_read_{n}"] = forms.CharField(
                label=_("Should read"), widget=area(2), max_length=1000, required=first
            )

    def clean(self):
        cleaned = super().clean()
        for n in self.PLACES:
            names = [f"{part}_{n}" for part in ("where", "reads", "should_read")]
            given = [name for name in names if cleaned.get(name) or name in self.errors]
            for name in names if given else ():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("A correction names the place, how it reads and how it should read."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        corrections = [
            {"where": data[f"where_{n}"], "reads": data[f"reads_{n}"], "should_read": data[f"should_read_{n}"]}
            for n in self.PLACES
            if data.get(f"where_{n}")
        ]
        return {"seen": data["seen"], "corrections": corrections}


class IssueForm(SeenForm):
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def facts(self) -> dict[str, Any]:
        return {"seen": self.cleaned_data["seen"], "approved_digest": self.cleaned_data["digest"]}
