"""Fields of what came outside the portal: when it came, by which channel, and the scan that shows it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Evidence, Incident, Response
from .assertions import evidence_words
from .fields import Came, chosen, offer

SCAN = "evidence"


def received_field() -> Came:
    return Came(
        label=_("Received"),
        help_text=_(
            "When it reached the ministry: a day where no hour is known, else with the hour in WIB: 29 November 2026 14.28. "
            "When it is entered here is recorded by itself."
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
