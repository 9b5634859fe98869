"""What is asked about bodies: addresses, names, domains."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import Agency, Contact
from ..models.agencies import ZONES
from .addresses import Email
from .base import Guarded, SeenForm, area, offer
from .moments import Day
from .on_paper import OnPaper


class ContactForm(Guarded):
    agency = forms.ModelChoiceField(label=_("Agency"), queryset=Agency.objects.none())
    office = forms.CharField(
        label=_("Office"), max_length=200, help_text=_("The desk that reads the agency's letters.")
    )
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    email = Email(label=_("E-mail"))
    is_ppdp = forms.BooleanField(label=_("Data protection officer (PPDP)"), required=False)
    exercise = forms.BooleanField(
        label=_("Takes part in drills"),
        required=False,
        help_text=_("Mail of a drill goes only to contacts that take part, or to addresses confirmed for one letter."),
    )
    deputy_of = forms.ModelChoiceField(
        label=_("Deputy of"),
        queryset=Contact.objects.none(),
        required=False,
        help_text=_("Whom this contact stands in for."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "agency", Agency.objects.prefetch_related("names"))
        current = Contact.objects.filter(valid_to__isnull=True).select_related("agency")
        offer(
            self,
            "deputy_of",
            current.prefetch_related("agency__names"),
            lambda c: f"{c.agency.short_name}: {c.office} <{c.email}>",
        )

    def clean(self):
        cleaned = super().clean()
        present = Contact.objects.filter(agency=cleaned.get("agency"), valid_to__isnull=True)
        if cleaned.get("deputy_of") and cleaned["deputy_of"].agency != cleaned.get("agency"):
            self.add_error("deputy_of", _("A deputy belongs to the same agency."))
        if cleaned.get("email") and present.filter(email__iexact=cleaned["email"]).exists():
            self.add_error("email", _("This address is already on file for this agency."))
        return cleaned


DOMAIN = re.compile(r"(?=.{4,120}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}")


class AmendAgencyForm(SeenForm):
    zone = forms.ChoiceField(label=_("Time zone"), choices=ZONES)
    kind = forms.ChoiceField(label=_("Kind of body"), choices=Agency.Kind.choices)
    mail_domains = forms.CharField(
        label=_("Mail domains, one per line"),
        widget=area(3),
        required=False,
        max_length=1000,
        help_text=_("Its liaisons may bring in colleagues with an address of these domains."),
    )

    def clean_mail_domains(self):
        lines = [line.strip().lower() for line in self.cleaned_data["mail_domains"].splitlines() if line.strip()]
        for line in lines:
            if not DOMAIN.fullmatch(line):
                raise ValidationError(_("“%(line)s” is not a domain such as kpu.go.id."), params={"line": line[:60]})
        return "\n".join(dict.fromkeys(lines))


class RenameAgencyForm(SeenForm, OnPaper):
    """A new name from a day on. Letters issued before keep the name of their day."""

    printed = ("name", "short_name", "head_office", "place")

    name = forms.CharField(label=_("Name"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=60)
    head_office = forms.CharField(label=_("Office addressed"), max_length=200)
    place = forms.CharField(label=_("Place"), max_length=80)
    valid_from = Day(label=_("Valid from"))
