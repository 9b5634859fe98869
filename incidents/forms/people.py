"""The administrator's forms: appointments, agencies, contacts."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import Agency, Appointment, Contact, Unit
from ..models.people import ZONES
from ..workflow import Role
from .base import Guarded, Moment, area


class AppointForm(Guarded):
    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"))
    role = forms.ChoiceField(label=_("Role"), choices=Appointment._meta.get_field("role").choices)
    agency = forms.ModelChoiceField(
        label=_("Agency"), queryset=Agency.objects.none(), required=False, help_text=_("For a liaison.")
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), required=False, help_text=_("For officers and supervisors.")
    )

    mode = forms.ChoiceField(
        label=_("Mode"),
        choices=Appointment.Mode.choices,
        initial=Appointment.Mode.DEFINITIVE,
        help_text=_(
            "How this supervisor signs letters: in own right, as a deputy (plh., plt.), or in another's name (a.n., u.b.). The letter says so."
        ),
        required=False,
    )
    office = forms.CharField(
        label=_("Own office"),
        max_length=200,
        required=False,
        help_text=_("For a.n. and u.b.: what stands under the office in whose name is signed."),
    )
    through_office = forms.CharField(
        label=_("Office in between"), max_length=200, required=False, help_text=_("For u.b.: who signs on behalf.")
    )
    valid_to = Moment(label=_("Until"), required=False, help_text=_("A deputy's appointment names its end, in WIB."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.prefetch_related("names")
        self.fields["unit"].queryset = Unit.objects.on(timezone.localdate())

    def clean(self):
        cleaned = super().clean()
        role = cleaned.get("role")
        wants_agency, wants_unit = role == Role.LIAISON, role in (Role.OFFICER, Role.SUPERVISOR)
        for field, wanted in (("agency", wants_agency), ("unit", wants_unit)):
            if wanted and not cleaned.get(field):
                self.add_error(field, _("This role needs it."))
            if not wanted:
                cleaned[field] = None
        cleaned["mode"] = cleaned.get("mode") or Appointment.Mode.DEFINITIVE
        mode, deputy = cleaned["mode"], cleaned["mode"] in Appointment.DEPUTIES
        if mode != Appointment.Mode.DEFINITIVE and role != Role.SUPERVISOR:
            self.add_error("mode", _("Only a supervisor signs letters."))
        behalf = mode in (Appointment.Mode.ON_BEHALF, Appointment.Mode.FOR_THE_DELEGATE)
        for name, wanted in (("office", behalf), ("through_office", mode == Appointment.Mode.FOR_THE_DELEGATE)):
            if wanted and not cleaned.get(name):
                self.add_error(name, _("This way of signing names it."))
            if not wanted:
                cleaned[name] = ""
        if deputy and not cleaned.get("valid_to") and "valid_to" not in self.errors:
            self.add_error("valid_to", _("Say until when the deputy serves."))
        if cleaned.get("valid_to") and cleaned["valid_to"] <= timezone.now():
            self.add_error("valid_to", _("This lies in the past."))
        return cleaned


class ContactForm(Guarded):
    agency = forms.ModelChoiceField(label=_("Agency"), queryset=Agency.objects.none())
    office = forms.CharField(
        label=_("Office"), max_length=200, help_text=_("The desk that reads the agency's letters.")
    )
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail"))
    is_ppdp = forms.BooleanField(label=_("Data protection officer (PPDP)"), required=False)
    deputy_of = forms.ModelChoiceField(
        label=_("Deputy of"), queryset=None, required=False, help_text=_("Whom this contact stands in for.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.prefetch_related("names")
        current = Contact.objects.filter(valid_to__isnull=True).select_related("agency")
        self.fields["deputy_of"].queryset = current.prefetch_related("agency__names")
        self.fields["deputy_of"].label_from_instance = lambda c: f"{c.agency.short_name}: {c.office} <{c.email}>"

    def clean(self):
        cleaned = super().clean()
        present = Contact.objects.filter(agency=cleaned.get("agency"), valid_to__isnull=True)
        if cleaned.get("deputy_of") and cleaned["deputy_of"].agency != cleaned.get("agency"):
            self.add_error("deputy_of", _("A deputy belongs to the same agency."))
        if cleaned.get("email") and present.filter(email__iexact=cleaned["email"]).exists():
            self.add_error("email", _("This address is already on file for this agency."))
        return cleaned


DOMAIN = re.compile(r"(?=.{4,120}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}")


class AmendAgencyForm(Guarded):
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
                raise ValidationError(_("“%(line)s” is no domain such as kpu.go.id."), params={"line": line[:60]})
        return "\n".join(dict.fromkeys(lines))


class RenameAgencyForm(Guarded):
    """A new name from a day on. Letters issued before keep the name of their day."""

    name = forms.CharField(label=_("Name"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=60)
    head_office = forms.CharField(label=_("Office addressed"), max_length=200)
    place = forms.CharField(label=_("Place"), max_length=80)
    valid_from = forms.DateField(
        label=_("Valid from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class EndForm(Guarded):
    reason = forms.CharField(label=_("Reason"), max_length=500)
