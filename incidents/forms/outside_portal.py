"""Fields of what came outside the portal: when it came, by which channel, and the scan that shows it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Evidence, Incident, Response
from .assertions import evidence_words
from .fields import chosen, not_in_future, offer
from .moments import Moment

SCAN = "evidence"


def received_field() -> Moment:
    return Moment(
        label=_("Received"),
        validators=[not_in_future],
        help_text=_(
            "When it reached the ministry, day, month, year, hour.minute in WIB. When it is entered here is recorded by itself."
        ),
    )


def channel_field() -> forms.ChoiceField:
    channels = [choice for choice in Response.Channel.choices if choice[0] != Response.Channel.PORTAL]
    return forms.ChoiceField(label=_("Channel"), choices=chosen(channels))


def scan_field() -> "forms.ModelChoiceField[Evidence]":
    return forms.ModelChoiceField(
        label=_("Scan"),
        queryset=Evidence.objects.none(),
        required=False,
        help_text=_("Add it to the evidence of the case first."),
    )


def offer_scans(form: forms.Form, case: Incident) -> None:
    """Offer the files among the evidence of the case, to be chosen as the scan."""
    offer(form, SCAN, case.evidence.filter(file__isnull=False), evidence_words)
