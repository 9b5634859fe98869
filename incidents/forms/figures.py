"""A period, from one day to another."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..plain import clocks, spans
from .moments import Day


class PeriodForm(forms.Form):
    """Both days included, by the calendar of Asia/Jakarta."""

    first = Day(label=_("From"))
    last = Day(label=_("Up to"))
    past = forms.BooleanField(label=_("With letters entered from the record"), required=False)

    def clean(self):
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and (last < first or first.year < spans.EARLIEST or last.year > spans.LATEST):
            raise ValidationError(_("The last day lies before the first, or out of reach."))
        return cleaned


def period_of(asked: Mapping[str, str]) -> tuple[PeriodForm, date, date]:
    """(form, first day, last day): what an address asks for, where it asks for nothing this year up to today. What it asks
    for and is no period leaves the form with its faults: no figures are shown of another one."""
    today = clocks.day(timezone.now())
    year = {"first": date(today.year, 1, 1), "last": today}
    form = PeriodForm({name: asked.get(name) or day for name, day in year.items()} | {"past": asked.get("past", "")})
    days = form.cleaned_data if form.is_valid() else year
    return form, days["first"], days["last"]
