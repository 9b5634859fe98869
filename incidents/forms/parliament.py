"""Of which days, and as of which instant, the sheet for Parliament is asked for; and for what it is issued."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..models import ParliamentSheet
from ..plain import clocks
from ..plain.dates import instant_in_words
from ..plain.not_none import not_none
from ..reports.parliament.sheet import Period, figure_of
from .base import Guarded
from .fields import offer
from .figures import PeriodForm
from .moments import Moment


class SheetForm(PeriodForm):
    """The days in which the ministry saw the cases, and the instant as of which they are looked at: now, if none is named."""

    past = forms.BooleanField(
        label=_("With cases entered from the record"),
        required=False,
        help_text=_("By when the ministry took them up, as their file says. They stay marked as such."),
    )
    at = Moment(
        label=_("As of"),
        required=False,
        help_text=_("Empty: now. Else a day and hour of before: what was recorded later is left out."),
    )

    def clean_at(self) -> Any:
        at, now = self.cleaned_data["at"], timezone.now()
        if at and at > now:
            raise ValidationError(_("This instant has not come yet."))
        return at or now


def period_asked(asked: Mapping[str, str]) -> tuple[SheetForm, Period | None]:
    """(form, what it asks for): this year where an address asks for nothing; None where what it asks for is no period."""
    year = clocks.day(timezone.now()).year
    whole = {"first": date(year, 1, 1), "last": date(year, 12, 31)}
    further = {name: asked.get(name, "") for name in ("at", "past")}
    form = SheetForm({name: asked.get(name) or day for name, day in whole.items()} | further)
    if not form.is_valid():
        return form, None
    return form, Period(**form.cleaned_data)


def _stands(period: Period) -> QuerySet[ParliamentSheet]:
    """The sheets of the same days, counted alike, that no other takes the place of."""
    alike = ParliamentSheet.objects.filter(first=period.first, last=period.last, past=period.past)
    return alike.filter(superseded_by__isnull=True).defer("content")


def _issued(sheet: ParliamentSheet) -> str:
    return f"{instant_in_words(sheet.issued_at, not_none(get_language()))} · {sheet.purpose}"


class IssueSheetForm(Guarded):
    """The sheet that was seen is the one that is issued: `period` is the address of its figures."""

    unguarded = ("period",)

    period = forms.CharField(widget=forms.HiddenInput, max_length=100)
    purpose = forms.CharField(
        label=_("For what"),
        max_length=200,
        help_text=_("The meeting, or the letter that asks for it. It stands on the sheet."),
    )
    supersedes = forms.ModelChoiceField(
        label=_("Supersedes"),
        queryset=ParliamentSheet.objects.none(),
        required=False,
        help_text=_(
            "An earlier sheet of the same days, counted alike. It stays as it was handed on, and its page names this one."
        ),
    )
    superseding_why = forms.CharField(
        label=_("Why it supersedes that one"),
        max_length=300,
        required=False,
        help_text=_("What was put right since. It stands on the sheet."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = figure_of(str(self["period"].value() or ""))
        earlier = _stands(asked[0]) if asked else ParliamentSheet.objects.none()
        offer(self, "supersedes", earlier, _issued)
        if not earlier.exists():
            del self.fields["supersedes"], self.fields["superseding_why"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("supersedes") and not cleaned.get("superseding_why"):
            self.add_error("superseding_why", _("Say why it takes the place of that one."))
        if cleaned.get("superseding_why") and not cleaned.get("supersedes") and "supersedes" not in self.errors:
            self.add_error("supersedes", _("Choose the sheet whose place it takes."))
        return cleaned

    def clean_period(self) -> Period:
        found = figure_of(self.cleaned_data["period"])
        if found is None:
            raise ValidationError(
                _("These figures are of no period. Choose one on the page of the sheet, and press its button.")
            )
        return found[0]
