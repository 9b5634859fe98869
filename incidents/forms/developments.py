"""What is asked about something that befell a sanction after it was decided."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Development
from ..plain.measures import DECIDES, PAYMENTS, Turn
from .base import Guarded
from .fields import When, area, chosen
from .typed_figures import Figure


class DevelopmentForm(Guarded):
    """What befell it, when, by whom, by which document, and why. Each kind asks for what it needs and takes nothing else."""

    kind = forms.ChoiceField(label=_("What befell it"), choices=chosen(Development.Kind.choices))
    befell = When(label=_("When it befell"))
    decided_by = forms.CharField(
        label=_("By whom"),
        max_length=200,
        required=False,
        help_text=_("The authority or court that decided; of an objection or appeal, whoever filed it."),
    )
    document = forms.CharField(
        label=_("Document or source"), max_length=300, help_text=_("With its number, as far as it is told.")
    )
    amount = Figure(
        label=_("Amount"),
        places=2,
        max_length=40,
        required=False,
        help_text=_("Of a payment what was paid by it, of a fine that was reduced what it is now; in its currency."),
    )
    became = forms.CharField(
        label=_("Reduced to"), max_length=160, required=False, help_text=_("Of a measure that is no fine.")
    )
    grounds = forms.CharField(label=_("Why, as it says"), widget=area(3), max_length=2000, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if written := cleaned.get("amount"):
            cleaned["amount"] = written.amount
        kind = cleaned.get("kind")
        if kind:
            self._ask_for(kind, cleaned)
        return cleaned

    def _ask_for(self, kind: str, cleaned: dict[str, Any]) -> None:
        needed = {
            "decided_by": (kind in DECIDES or kind == Turn.OBJECTED, _("Say who decided, or who filed it.")),
            "grounds": (kind in DECIDES, _("Say why, as the decision says.")),
            "amount": (kind in PAYMENTS, _("Say how much was paid by this.")),
        }
        for name, (is_needed, words) in needed.items():
            if is_needed and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, words)
        told = [name for name in ("amount", "became") if cleaned.get(name)]
        if kind == Turn.REDUCED and len(told) != 1 and "amount" not in self.errors:
            self.add_error(
                "became", _("Say to what it was reduced: the amount of a fine, or of another measure what it is now.")
            )
        if kind != Turn.REDUCED and cleaned.get("became"):
            self.add_error("became", _("Only of a measure that was reduced."))
        if kind not in {*PAYMENTS, Turn.REDUCED} and cleaned.get("amount"):
            self.add_error("amount", _("Only of a payment, or of a fine that was reduced."))
