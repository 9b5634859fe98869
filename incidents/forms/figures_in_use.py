"""Which figure is used of what was said on a topic."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..actions.assertions import UNUSABLE
from ..models import Assertion
from ..models.assertions import BOUNDS
from ..plain import numbers
from ..plain.assertion_weighing import Bound
from ..plain.not_none import not_none
from .base import SuccessorForm
from .cases import STAFF_WAYS
from .fields import area, offer


class AdoptForm(SuccessorForm):
    """Which assertion's figure is used; none of them means not yet known."""

    ways = STAFF_WAYS

    assertion = forms.ModelChoiceField(
        label=_("Figure"),
        queryset=Assertion.objects.none(),
        required=False,
        empty_label=_("Not yet known"),
        widget=forms.RadioSelect,
    )
    bound = forms.ChoiceField(label=_("Reading"), choices=BOUNDS)
    reason = forms.CharField(label=_("Reason"), widget=area(3), max_length=2000)

    def __init__(self, *args: Any, topic: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usable = self.on.assertions.filter(topic=topic, amount__isnull=False)
        offer(self, "assertion", usable.exclude(status__in=UNUSABLE), figure_words)

    def clean(self):
        cleaned = super().clean()
        used = cleaned.get("assertion")
        if used and not used.amount:
            cleaned["bound"] = Bound.EXACTLY  # what is free is exactly so, whichever reading stood there
        return cleaned


def figure_words(a: Assertion) -> str:
    amount = numbers.counted(not_none(a.amount), a.unit, not_none(get_language()), up_to=a.amount_to, out_of=a.out_of)
    return f"{a.label} · {a.get_bound_display()} {amount} · {a.said_by} · {a.get_status_display()}"
