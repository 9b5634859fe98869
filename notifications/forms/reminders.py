"""A reminder policy: from when it holds, and its reminders, a line each."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.forms import Moment
from incidents.forms.base import SuccessorForm
from incidents.forms.previewed import Previewed
from incidents.models import ReminderPolicy
from incidents.rule_previews.shape import Preview

from ..notices import Audience, preview

MOST_HOURS = 30 * 24
BEFORE, AFTER = "before", "after"
LEGAL = {Audience.AGENCY, Audience.OFFICER}  # hear of a passed due whatever the policy says


class PolicyForm(Previewed, SuccessorForm):
    """From when a reminder policy holds. `lines` are its reminders, typed on the same page."""

    reads_back = ("effective_from",)

    effective_from = Moment(
        label=_("In force from"), help_text=_("In WIB. Thresholds that fall earlier keep the present policy.")
    )

    def __init__(self, *args: Any, lines: "_ReminderFormSet", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines

    def typed_beside(self) -> list[dict[str, Any]]:
        return self.lines.reminders() if self.lines.is_valid() else []

    def shown(self) -> Preview:
        return preview.of(self.typed_beside(), self.cleaned_data["effective_from"])

    def clean_effective_from(self) -> datetime:
        instant: datetime = self.cleaned_data["effective_from"]
        if instant <= timezone.now():
            raise ValidationError(_("A policy holds for what is still to come: choose a later moment."))
        if ReminderPolicy.objects.filter(effective_from=instant).exists():
            raise ValidationError(_("Another policy begins then: choose another moment."))
        return instant


class ReminderForm(forms.Form):
    """One reminder. A line left empty is none."""

    when = forms.IntegerField(label=_("Hours"), min_value=0, max_value=MOST_HOURS, required=False)
    side = forms.ChoiceField(
        label=_("Before or after"), choices=[(BEFORE, _("before the due")), (AFTER, _("after the due"))], required=False
    )
    to = forms.MultipleChoiceField(
        label=_("To whom"),
        choices=ReminderPolicy.Audience.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("when") is None and data.get("to") and "when" not in self.errors:
            self.add_error("when", _("How many hours? Enter 0 for the due itself."))
        if data.get("when") is not None and not data.get("to") and "to" not in self.errors:
            self.add_error("to", _("To whom does it go?"))
        return data

    @property
    def hours(self) -> int | None:
        """Hours after the due, before it negative; None for an empty line."""
        when = self.cleaned_data.get("when")
        return when if when is None or self.cleaned_data.get("side") == AFTER else -when


if TYPE_CHECKING:
    _Lines = forms.BaseFormSet[ReminderForm]
else:
    _Lines = forms.BaseFormSet


class _ReminderFormSet(_Lines):
    def clean(self) -> None:
        if any(self.errors):
            return
        lines = {line.hours: set(line.cleaned_data["to"]) for line in self.forms if line.hours is not None}
        if len(lines) < sum(line.hours is not None for line in self.forms):
            raise ValidationError(_("Two lines name the same hour. Put them into one."))
        if not any(hours < 0 and Audience.AGENCY in to for hours, to in lines.items()):
            raise ValidationError(_("The agency is owed at least one reminder before the due."))
        if not lines.get(0, set()) >= LEGAL:
            raise ValidationError(
                _("At the due (0 hours) the agency and the officer are told; that cannot be left out.")
            )

    def reminders(self) -> list[dict[str, Any]]:
        """As ReminderPolicy keeps them, the earliest first."""
        lines = [{"hours": f.hours, "to": f.cleaned_data["to"]} for f in self.forms if f.hours is not None]
        return sorted(lines, key=lambda line: line["hours"])


ReminderFormSet = cast(
    type[_ReminderFormSet],
    forms.formset_factory(
        ReminderForm, formset=_ReminderFormSet, extra=3, max_num=12, absolute_max=12, validate_max=True
    ),
)
