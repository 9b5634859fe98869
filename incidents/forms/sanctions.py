"""The form of a measure that was imposed: by a regime whose measures are known here, or by another authority and a law of its own."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..actions.sanctions import regimes_for
from ..models import Agency, Sanction
from .base import Guarded
from .cases import STAFF_WAYS, involved_in
from .fields import When, area, choice_field, chosen, offer
from .typed_figures import Figure
from .unlisted_bodies import picked_as


class SanctionForm(Guarded):
    """Regime and measure in one choice: what one regime allows, another does not know. What another authority imposed by a law of its
    own is written in words, with that law; put right it stays what it is, of ours or of another."""

    OTHER = "other"
    OF_OTHERS = ("other_measure", "basis")

    ways = STAFF_WAYS

    agency = forms.ModelChoiceField(label=_("Agency"), queryset=Agency.objects.none())
    measure = forms.ChoiceField(label=_("Measure"), choices=())
    other_measure = forms.CharField(
        label=_("Measure of another authority"),
        max_length=160,
        required=False,
        help_text=_("Only of one that acts by a law of its own: of another country, of ethics, of a sector."),
    )
    basis = forms.CharField(
        label=_("By which law of its own"), max_length=200, required=False, help_text=_("Of such a measure alone.")
    )
    amount = Figure(label=_("Amount"), places=2, max_length=40, required=False, help_text=_("Of a fine."))
    currency = forms.RegexField(
        r"^[A-Z]{3}$",
        label=_("Currency"),
        required=False,
        strip=True,
        help_text=_("Three letters: IDR, SGD, EUR."),
        error_messages={"invalid": _("Three letters: IDR, SGD, EUR.")},
    )
    decided_by = forms.CharField(label=_("Decided by"), max_length=200)
    decided = When(label=_("Decided"))
    document = forms.CharField(label=_("Document"), max_length=300, required=False)
    note = forms.CharField(label=_("Note"), widget=area(2), max_length=2000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regimes = {regime.pk: regime for regime in regimes_for(self.case)}
        offer(self, "agency", involved_in(self.case), picked_as)
        choice_field(self, "measure").choices = [*chosen([]), *self._by_law(), self._of_others()]
        if isinstance(self.on, Sanction):
            self._begin_with(self.on)

    def _by_law(self) -> list[Any]:
        return [
            (regime.name, [(f"{regime.pk}:{n}", measure) for n, measure in enumerate(regime.measures)])
            for regime in self.regimes.values()
        ]

    def _of_others(self) -> tuple[str, Any]:
        return self.OTHER, _("Measure of another authority")

    def _begin_with(self, sanction: Sanction) -> None:
        """The measure that stands, though its regime may be in force no more."""
        involved = Q(pk__in=involved_in(self.case).values("pk")) | Q(pk=sanction.agency_id)
        offer(self, "agency", Agency.objects.to_pick().filter(involved), picked_as)
        if sanction.regime is None:
            choice_field(self, "measure").choices = [self._of_others()]
            self.initial["measure"], self.initial["other_measure"] = self.OTHER, sanction.measure
            return
        for name in self.OF_OTHERS:
            del self.fields[name]
        regime = self.regimes.setdefault(sanction.regime.pk, sanction.regime)
        choice_field(self, "measure").choices = [*chosen([]), *self._by_law()]
        if sanction.measure in regime.measures:
            self.initial["measure"] = f"{regime.pk}:{regime.measures.index(sanction.measure)}"

    def clean(self):
        cleaned = super().clean()
        words, law = (cleaned.pop(name, "") for name in self.OF_OTHERS)
        if cleaned.get("measure") == self.OTHER:
            for name, said in zip(self.OF_OTHERS, (words, law), strict=True):
                if not said and name not in self.errors:
                    self.add_error(name, _("Say what it imposed, and by which law of its own."))
            cleaned |= {"regime": None, "measure": words, "basis": law}
        elif cleaned.get("measure"):
            regime, _colon, number = cleaned["measure"].partition(":")
            cleaned["regime"] = self.regimes[int(regime)]
            cleaned["measure"] = cleaned["regime"].measures[int(number)]
            if words or law:
                self.add_error("measure", _("This is a measure by a regime here: choose that of another authority."))
        if written := cleaned.get("amount"):
            cleaned["amount"] = written.amount
        if "amount" in cleaned and bool(written) != bool(cleaned.get("currency")) and "currency" not in self.errors:
            self.add_error("currency", _("An amount and its currency are told together."))
        agency, regime = cleaned.get("agency"), cleaned.get("regime")
        if regime and cleaned.get("amount") and cleaned.get("measure") not in regime.fines:
            self.add_error("amount", _("This measure is no fine by its regime, and has no amount."))
        if agency and regime and cleaned.get("measure") in regime.fines and agency.kind in agency.PUBLIC:
            if not cleaned.get("note"):
                self.add_error(
                    "note",
                    _("No scheme of fines exists for public bodies. Say in the note on what this fine rests."),
                )
        return cleaned
