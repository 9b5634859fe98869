"""What anybody may send without an account, how they ask how it stands, and whether the form is open."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..plain import guard
from ..plain.complainants import Person
from .base import Guarded
from .complaints import CONTACTS, LONG, AboutPerson, NamesNobody
from .fields import area


class SwitchFormForm(Guarded):
    opened = forms.TypedChoiceField(
        label=_("Public form"),
        choices=[("yes", _("Open to everybody")), ("no", _("Closed to everybody"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Reason"), max_length=500)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class PublicComplaintForm(NamesNobody, AboutPerson):
    """What anybody may send without an account."""

    kinds = guard.EVERY
    either = CONTACTS

    about = forms.CharField(label=_("Which body or service is it about?"), max_length=200)
    text = forms.CharField(label=_("What do you complain of?"), widget=area(6), max_length=LONG)
    happened = forms.CharField(label=_("What happened to you?"), widget=area(3), max_length=LONG, required=False)
    wanted = forms.CharField(label=_("What do you want?"), widget=area(2), max_length=LONG, required=False)
    website = forms.CharField(label=_("Leave this field empty"), max_length=200, required=False)

    field_order = ("about", "text", "happened", "wanted", "person_name", *CONTACTS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person_name"].required = True
        self.fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}
        for name, kind in (("person_name", "name"), ("person_email", "email"), ("person_phone", "tel")):
            self.fields[name].widget.attrs |= {"autocomplete": kind}

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:  # a field that no person sees
            raise ValidationError(_("Leave this field empty."))
        return ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not Person.of(cleaned).reachable and not self.errors.keys() & set(CONTACTS):
            self.add_error("person_email", _("Give one way to reach you: e-mail, telephone or postal address."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        said = {name: self.cleaned_data[name] for name in ("about", "text", "happened", "wanted")}
        return said | {"person": Person.of(self.cleaned_data)}


class CodeForm(Guarded):
    """The code with which somebody asks how their complaint stands."""

    unguarded = ("kode",)

    kode = forms.CharField(label=_("Your code"), max_length=30)
