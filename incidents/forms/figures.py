"""A period, from one day to another."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .base import EARLIEST_YEAR


def _day(label):
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class PeriodForm(forms.Form):
    """Both days included, by the calendar of Asia/Jakarta."""

    first = _day(_("From"))
    last = _day(_("Up to"))

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and (last < first or first.year < EARLIEST_YEAR or last.year > 9000):
            raise ValidationError(_("The last day lies before the first, or out of reach."))
        return cleaned
