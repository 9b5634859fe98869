"""What is asked before a letter goes out, and for one about another letter."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from ..actions import slips
from ..models import ClarificationRequest
from .base import SeenForm
from .cases import STAFF_WAYS
from .fields import area
from .on_paper import OnPaper

AS_PRINTED = _("Word for word as the letter prints it.")


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
                help_text=_("Such as “Lampiran nomor 2”."),
                max_length=120,
                required=first,
            )
            self.fields[f"reads_{n}"] = forms.CharField(
                label=_("Reads"), help_text=AS_PRINTED if first else "", widget=area(2), max_length=1000, required=first
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
        if not self.errors and isinstance(self.on, ClarificationRequest) and self.on.letter:
            places = [n for n in self.PLACES if cleaned.get(f"where_{n}")]
            refuse_slips(self, slips.of_a_request(self.on, self._slips()), places, ("reads", "should_read"))
        return cleaned

    def _slips(self) -> list[slips.Slip]:
        parts = ("where", "reads", "should_read")
        data = self.cleaned_data
        return [{part: data[f"{part}_{n}"] for part in parts} for n in self.PLACES if data.get(f"where_{n}")]

    def facts(self) -> dict[str, Any]:
        return {"seen": self.cleaned_data["seen"], "corrections": self._slips()}


def refuse_slips(form: forms.Form, faults: slips.Faults, places: Sequence[int], names: tuple[str, str]) -> None:
    """What an erratum cannot put right stands at its field, of two: how it reads, how it should. `places` are the numbers of those that
    were filled in."""
    for n, why in faults:
        name = names[0] if isinstance(why, slips.NotPrinted) else names[1]
        form.add_error(f"{name}_{places[n]}", ValidationError(translated(why.message), params=why.facts))


class IssueForm(SeenForm):
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def facts(self) -> dict[str, Any]:
        return {"seen": self.cleaned_data["seen"], "approved_digest": self.cleaned_data["digest"]}
