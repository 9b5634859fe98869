"""What is asked about time: more of it, and what is decided on that."""

from datetime import datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import ClarificationRequest
from .base import FromAgency, Moment, SeenForm, area
from .cases import STAFF_WAYS

LONGEST_EXTENSION = timedelta(days=60)  # beyond that a new request is the honest way


def later_than_due(instant: datetime, clarification: ClarificationRequest) -> datetime:
    """`instant`, when it lies after the present due and not too far. Raises ValidationError."""
    due_at = clarification.present_due or timezone.now()
    if instant <= max(due_at, timezone.now()):
        raise ValidationError(_("This does not lie after the present due and after now."))
    if instant > due_at + LONGEST_EXTENSION:
        raise ValidationError(
            _("More than %(days)d days: withdraw the request and ask anew."), params={"days": LONGEST_EXTENSION.days}
        )
    return instant


class AskExtensionForm(FromAgency):
    wished_at = Moment(label=_("Until when"), help_text=_("Day and hour in WIB."))
    reason = forms.CharField(label=_("Reason"), widget=area(4), max_length=4000)

    def clean_wished_at(self) -> datetime:
        return later_than_due(self.cleaned_data["wished_at"], self.on)


class ExtendForm(SeenForm):
    ways = STAFF_WAYS

    due_at = Moment(label=_("New due"), help_text=_("Day and hour in WIB."))
    reason = forms.CharField(label=_("Reason"), widget=area(3), max_length=4000)

    def clean_due_at(self) -> datetime:
        return later_than_due(self.cleaned_data["due_at"], self.on).replace(microsecond=0)
