"""What people hand to the post room."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.forms import Guarded, Moment

from .notices import Audience

MOST_BYTES = 5 * 1024 * 1024


class ReturnedMailForm(forms.Form):
    """A mail as a file. It is read and not kept: what it says becomes an event."""

    file = forms.FileField(
        label=_("The mail as .eml"), widget=forms.FileInput(attrs={"accept": ".eml,message/rfc822"}), max_length=200
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise ValidationError(_("This file is larger than 5 MB. Save the mail without its attachments."))
        return upload


MOST_HOURS = 30 * 24
BEFORE, AFTER = "before", "after"
LEGAL = {Audience.AGENCY, Audience.OFFICER}  # hear of a passed due whatever the policy says


class PolicyForm(Guarded):
    """From when a reminder policy holds. `latest` is the policy it follows, or None."""

    effective_from = Moment(
        label=_("In force from"), help_text=_("In WIB. Thresholds that fall earlier keep the present policy.")
    )
    note = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("Such as the minute or decision behind it. Kept in the history.")
    )

    def __init__(self, *args, latest=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.latest = latest

    def clean_effective_from(self):
        instant = self.cleaned_data["effective_from"]
        if instant <= timezone.now():
            raise ValidationError(_("A policy holds for what is still to come: choose a later moment."))
        if self.latest and instant <= self.latest.effective_from:
            raise ValidationError(_("Another policy begins then or later: choose a moment after it."))
        return instant


class ReminderForm(forms.Form):
    """One reminder. A line left empty is none."""

    when = forms.IntegerField(label=_("Hours"), min_value=0, max_value=MOST_HOURS, required=False)
    side = forms.ChoiceField(
        label=_("Before or after"), choices=[(BEFORE, _("before the due")), (AFTER, _("after the due"))], required=False
    )
    to = forms.MultipleChoiceField(
        label=_("To whom"),
        choices=[
            (Audience.AGENCY, _("the agency")),
            (Audience.OFFICER, _("the officer of the case")),
            (Audience.SUPERVISORS, _("the supervisors")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def clean(self):
        data = super().clean()
        if data.get("when") is None and data.get("to") and "when" not in self.errors:
            self.add_error("when", _("How many hours? Enter 0 for the due itself."))
        if data.get("when") is not None and not data.get("to") and "to" not in self.errors:
            self.add_error("to", _("To whom does it go?"))
        return data

    @property
    def hours(self):
        """Hours after the due, before it negative; None for an empty line."""
        when = self.cleaned_data.get("when")
        return when if when is None or self.cleaned_data.get("side") == AFTER else -when


class _ReminderFormSet(forms.BaseFormSet):
    def clean(self):
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

    def reminders(self):
        """As ReminderPolicy keeps them, the earliest first."""
        lines = [{"hours": f.hours, "to": f.cleaned_data["to"]} for f in self.forms if f.hours is not None]
        return sorted(lines, key=lambda line: line["hours"])


ReminderFormSet = forms.formset_factory(
    ReminderForm, formset=_ReminderFormSet, extra=3, max_num=12, absolute_max=12, validate_max=True
)
