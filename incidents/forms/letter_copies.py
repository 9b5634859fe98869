"""Who gets a copy of a letter: offices typed one a line, each with the address of its copy or without, and contacts on file."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from ..models import Contact
from ..plain import letter_copies
from .cases import involved_in
from .fields import SeveralRows, area, offer
from .on_paper import OnPaper


class TakesCopies(OnPaper):
    """A letter's form; whoever is ticked among the contacts becomes a line of `copies`."""

    copies = forms.CharField(
        label=_("Copies to"),
        widget=area(2),
        required=False,
        max_length=2000,
        help_text=_(
            "One office a line, with the address of its copy where it is mailed: Kepala BSSN <surat@bssn.example>."
        ),
    )
    copies_known = SeveralRows(
        label=_("Copies to contacts on file"),
        queryset=Contact.objects.none(),
        required=False,
        help_text=_("Each gets a line above, with its address."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Contact.objects.filter(valid_to__isnull=True, agency__in=involved_in(self.case)).select_related("agency")
        if rows.exists():
            offer(self, "copies_known", rows.order_by("agency", "pk"), _contact_words)
        else:
            del self.fields["copies_known"]

    def clean_copies(self) -> str:
        for each in letter_copies.read(self.cleaned_data["copies"]):
            try:
                if each.address:
                    validate_email(each.address)
                if {"<", ">", "@"} & set(each.office) or len(each.address) > 254:
                    raise ValidationError("")
            except ValidationError:
                words = _("This is no office with an address behind it in angle brackets: %(line)s")
                raise ValidationError(words, params={"line": each.line}) from None
        return str(self.cleaned_data["copies"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        ticked = cleaned.pop("copies_known", None) or ()
        if "copies" in cleaned:
            cleaned["copies"] = _with_ticked(cleaned["copies"], ticked)
        return cleaned

    def copies_as_typed(self) -> str:
        """What `copies` would become, before anything is judged."""
        typed = self["copies"].value() or ""
        if "copies_known" not in self.fields:
            return typed
        try:
            ticked = self.fields["copies_known"].clean(self["copies_known"].value())
        except ValidationError:
            return typed
        return _with_ticked(typed, ticked)


def _with_ticked(typed: str, ticked: Iterable[Contact]) -> str:
    there = {each.address.lower() for each in letter_copies.read(typed)}
    new = [letter_copies.Copy(each.office, each.email) for each in ticked if each.email.lower() not in there]
    return "\n".join([typed.rstrip(), *(each.line for each in new)]).strip() if new else typed


def _contact_words(contact: Contact) -> str:
    return f"{contact.agency.short_name}: {contact}"
