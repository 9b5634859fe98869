"""What an auditor types of rules for anomalies, and of what those found."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import AnomalyRule
from ..plain import clocks
from ..plain.anomaly_kinds import AnomalyKind
from .base import Guarded, SaysWhy, SuccessorForm
from .fields import area
from .moments import Day


class AnomalyForm(SuccessorForm):
    """The limits of one kind of anomaly, `on`, and from which day on the record is asked so. A day that has passed is one too."""

    effective_from = Day(
        label=_("In force from"), help_text=_("A day, past or to come: what was recorded from then on is asked.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in self.kind.parameters:
            self.fields[each.name] = forms.IntegerField(
                label=_(each.label), help_text=_(each.unit), min_value=each.lowest, max_value=each.highest
            )
        self.order_fields(["seen", *self._limits, "effective_from", "reason"])

    @property
    def kind(self) -> AnomalyKind:
        kind: AnomalyKind = self.on
        return kind

    @property
    def _limits(self) -> list[str]:
        return [each.name for each in self.kind.parameters]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins is not None and begins == ends:
            self.add_error("ends", _("A night that ends when it begins has no hours."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        return {"code": self.kind.code, "limits": {name: facts.pop(name) for name in self._limits}} | facts

    @classmethod
    def opening(cls, kind: AnomalyKind) -> dict[str, Any]:
        """What it begins with: the limits of the last rule of this kind, else those the product proposes; from today on."""
        last = AnomalyRule.objects.filter(code=kind.code).order_by("effective_from").last()
        limits = {each.name: each.default for each in kind.parameters} | (last.limits if last else {})
        return limits | {"effective_from": clocks.day(timezone.now())}


class EndAnomalyForm(SaysWhy):
    """From which day on nothing is asked by a rule any more."""

    effective_to = Day(label=_("In force until before"), help_text=_("What is recorded from that day on is not asked."))

    @classmethod
    def opening(cls, rule: AnomalyRule) -> dict[str, Any]:
        """Today, or the day after a rule begins that no day before it could end."""
        return {"effective_to": max(clocks.day(timezone.now()), rule.effective_from + timedelta(days=1))}


class LookForm(Guarded):
    """A word on what was seen."""

    words = forms.CharField(
        label=_("What was seen"),
        widget=area(3),
        max_length=2000,
        help_text=_("Kept with your name and the instant. What was found stays in the list."),
    )
