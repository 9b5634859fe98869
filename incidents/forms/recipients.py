"""To which of its addresses each agency gets its letter: asked only where there is more than one to choose from."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models import Agency, Contact

PREFIX = "mail_to_"  # a field for each agency, by its key


def words_of(contact: Contact) -> str:
    """How an address stands among the choices: its office, and what it is for whoever chooses."""
    found = f"{contact.office}: {contact.email}"
    if contact.is_ppdp:
        found += " · " + gettext("PPDP")
    if contact.deputy_of:
        found += " · " + gettext("deputy of %(office)s") % {"office": contact.deputy_of.office}
    return found


class RecipientsField(forms.MultipleChoiceField):
    """The addresses of one body, none of which need be ticked."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, contacts: Iterable[Contact], *, tells_ppdp: bool, **kwargs: Any) -> None:
        told = _("None ticked: to every address on file. Where one chosen has ended, its deputy gets the mail.")
        if tells_ppdp and any(each.is_ppdp for each in contacts):
            told = _(
                "None ticked: to every address on file. The data protection officer (PPDP) is told in any case "
                "(Art. 54(1)d UU 27/2022). Where one chosen has ended, its deputy gets the mail."
            )
        choices = [(each.email, words_of(each)) for each in contacts]
        super().__init__(choices=choices, required=False, help_text=told, **kwargs)


class ChoosesRecipients(forms.BaseForm):
    """A form about letters to several agencies; `recipients()` is which addresses were chosen for each."""

    def offer_recipients(
        self, agencies: Iterable[Agency], *, tells_ppdp: bool, stands: Mapping[int, str] | None = None
    ) -> None:
        """A field for each of `agencies` with addresses to choose from; `stands`: {key of an agency: what was chosen}."""
        stands = stands or {}
        for agency in agencies:
            contacts = [each for each in agency.contacts.all() if each.valid_to is None]
            if len(contacts) < 2 and not stands.get(agency.pk):
                continue
            label = gettext("%(agency)s: mailed to") % {"agency": agency.short_name}
            self.fields[f"{PREFIX}{agency.pk}"] = RecipientsField(contacts, tells_ppdp=tells_ppdp, label=label)
            self.initial.setdefault(f"{PREFIX}{agency.pk}", stands.get(agency.pk, "").split())

    @property
    def recipient_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(PREFIX)]

    @property
    def chooses_recipients(self) -> bool:
        """Whether one of them is ticked, or wrong."""
        return any(field.value() or field.errors for field in self.recipient_fields)

    def recipients(self, *, but: Iterable[str] = ()) -> dict[int, str]:
        """{key of an agency: the addresses chosen, one a line}, of the fields not in `but`."""
        left = set(but)
        return {
            int(name.removeprefix(PREFIX)): "\n".join(self.cleaned_data[name])
            for name in self.fields
            if name.startswith(PREFIX) and name not in left and name in self.cleaned_data
        }
