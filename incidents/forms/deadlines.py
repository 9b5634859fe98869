"""What is asked about time: more of it, and what is decided on that."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import FromAgency, Moment, SeenForm, area
from .cases import STAFF_WAYS

LONGEST_EXTENSION = timedelta(days=60)  # beyond that a new request is the honest way


def later_than(instant, due_at):
    if instant <= max(due_at, timezone.now()):
        raise ValidationError(_("This does not lie after the present due and after now."))
    if instant > due_at + LONGEST_EXTENSION:
        raise ValidationError(
            _("More than %(days)d days: withdraw the request and ask anew."), params={"days": LONGEST_EXTENSION.days}
        )


class AskExtensionForm(FromAgency):
    wished_at = Moment(label=_("Until when"), help_text=_("Day and hour in WIB."))
    reason = forms.CharField(label=_("Reason"), widget=area(4), max_length=4000)

    def __init__(self, *args, due_at, **kwargs):
        super().__init__(*args, **kwargs)
        self.due_at = due_at

    def clean_wished_at(self):
        wished = self.cleaned_data["wished_at"]
        later_than(wished, self.due_at)
        return wished


class ExtendForm(SeenForm):
    ways = STAFF_WAYS

    due_at = Moment(label=_("New due"), help_text=_("Day and hour in WIB."))
    reason = forms.CharField(label=_("Reason"), widget=area(3), max_length=4000)

    def __init__(self, *args, due_at, **kwargs):
        super().__init__(*args, **kwargs)
        self.present = due_at

    def clean_due_at(self):
        later_than(self.cleaned_data["due_at"], self.present)
        return self.cleaned_data["due_at"]
