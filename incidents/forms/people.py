"""The administrator's forms: appointments and contacts."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import Agency, Appointment, Contact, Unit
from ..workflow import Role
from .base import Guarded


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
        return cleaned


class ContactForm(Guarded):
    agency = forms.ModelChoiceField(label=_("Agency"), queryset=Agency.objects.none())
    office = forms.CharField(
        label=_("Office"), max_length=200, help_text=_("The desk that reads the agency's letters.")
    )
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail"))
    is_ppdp = forms.BooleanField(label=_("Data protection officer (PPDP)"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.prefetch_related("names")

    def clean(self):
        cleaned = super().clean()
        present = Contact.objects.filter(agency=cleaned.get("agency"), valid_to__isnull=True)
        if cleaned.get("email") and present.filter(email__iexact=cleaned["email"]).exists():
            self.add_error("email", _("This address is already on file for this agency."))
        return cleaned


class EndForm(Guarded):
    reason = forms.CharField(label=_("Reason"), max_length=500)
