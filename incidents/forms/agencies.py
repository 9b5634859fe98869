"""What is asked about bodies: addresses, names, domains."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import Agency, AgencyName, Contact
from ..models.zones import HOME, ZONES, zone_fits, zones_abroad
from ..plain import clocks
from .addresses import Email, MailDomains
from .base import Guarded, SaysWhy, SeenForm
from .fields import Offered, OfficeHours, area, chosen, offer
from .moments import Day, ReadsBack
from .on_paper import OnPaper
from .unlisted_bodies import BringsSimilar, picked_as


class ContactForm(Guarded):
    unguarded = ("phone",)

    agency = forms.ModelChoiceField(label=_("Agency"), queryset=Agency.objects.none())
    office = forms.CharField(
        label=_("Office"), max_length=200, help_text=_("The desk that reads the agency's letters.")
    )
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    email = Email(label=_("E-mail"))
    phone = forms.CharField(label=_("Telephone"), max_length=60, required=False)
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
        offer(self, "agency", Agency.objects.present().with_names(), picked_as)
        current = Contact.objects.filter(valid_to__isnull=True).select_related("agency")
        offer(
            self,
            "deputy_of",
            current.prefetch_related("agency__names"),
            lambda c: f"{c.agency.short_name}: {c.office} <{c.email}>",
        )

    def clean(self):
        cleaned = super().clean()
        body = (
            cleaned["agency"] if "agency" in self.fields and "agency" in cleaned else getattr(self.on, "agency", None)
        )
        present = Contact.objects.filter(agency=body, valid_to__isnull=True)
        if isinstance(self.on, Contact):
            present = present.exclude(pk=self.on.pk)
        if cleaned.get("deputy_of") and cleaned["deputy_of"].agency != body:
            self.add_error("deputy_of", _("A deputy belongs to the same agency."))
        if cleaned.get("email") and present.filter(email__iexact=cleaned["email"]).exists():
            self.add_error("email", _("This address is already on file for this agency."))
        return cleaned


class AmendContactForm(SaysWhy, ContactForm):
    """What is on file of an address, put right; which version of it was shown goes along."""

    FACTS = ("office", "name", "email", "phone", "is_ppdp", "exercise", "deputy_of")

    shown = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["agency"]
        deputy_of: Any = self.fields["deputy_of"]
        deputy_of.queryset = deputy_of.queryset.filter(agency=self.on.agency_id).exclude(pk=self.on.pk)


class Addressed(OnPaper):
    """How letters name whom they go to, and speak to them."""

    institution = forms.CharField(
        label=_("Institution under the office"),
        max_length=200,
        required=False,
        help_text=_(
            "Printed there in place of the name, of which the office says part already: Kementerian Dalam Negeri. "
            "Empty: the name, unless the office says it."
        ),
    )
    salutation = forms.CharField(
        label=_("Salutation"),
        max_length=40,
        required=False,
        widget=Offered(AgencyName.SALUTATIONS),
        help_text=_("How letters speak to that office. Empty: as letters of their kind do, Saudara or Bapak/Ibu."),
    )
    attention = forms.CharField(
        label=_("For the attention of (u.p.)"),
        max_length=200,
        required=False,
        help_text=_("The desk there that takes the letter, under the office addressed. Empty: the line is left out."),
    )


def zones_by_country() -> list[tuple[Any, Any]]:
    return [*ZONES, (_("Abroad"), zones_abroad())]


OUTSIDE_ITS_COUNTRY = _("A body in Indonesia has WIB, WITA or WIT. Name the country, or choose one of these.")


class BodyForm(SeenForm, Addressed):
    """A body by what is known of it: its name as it is today, what it is, to whom its letters go."""

    printed = (*AgencyName.WORDS, "post_address")

    name = forms.CharField(label=_("Name"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=60)
    head_office = forms.CharField(
        label=_("Office addressed"),
        max_length=200,
        help_text=_("To whom its letters are addressed: Ketua, Direktur Utama."),
    )
    place = forms.CharField(label=_("Place"), max_length=80)
    kind = forms.ChoiceField(label=_("Kind of body"), choices=Agency.Kind.choices)
    sector = forms.ChoiceField(
        label=_("Sector"), choices=chosen(Agency.Sector.choices, _("Not yet known")), required=False
    )
    parent = forms.ModelChoiceField(label=_("Parent body"), queryset=Agency.objects.none(), required=False)
    country = forms.CharField(label=_("Country"), max_length=60, initial=HOME)
    zone = forms.ChoiceField(label=_("Time zone"), choices=zones_by_country)
    mail_domains = MailDomains(
        help_text=_("One domain a line. Its liaisons may bring in colleagues with an address of these.")
    )

    phone = forms.CharField(label=_("Telephone"), max_length=60, required=False)
    post_address = forms.CharField(
        label=_("Postal address"),
        max_length=300,
        required=False,
        help_text=_("Printed under the addressee of its letters; they go there while no e-mail address is on file."),
    )
    office_hours = OfficeHours(
        label=_("Office hours"),
        help_text=_("Senin–Jumat 08.00–16.00 WIB. Told beside the due of each letter to it; they move no clock."),
    )

    columns = True
    field_order = AgencyName.WORDS
    unguarded = ("phone",)  # of an office, to be called when a letter gets no answer

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Agency.objects.present().with_names()
        offer(self, "parent", others.exclude(pk=self.on.pk) if self.on else others, picked_as)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "zone" in cleaned and not zone_fits(cleaned.get("country", ""), cleaned["zone"]):
            self.add_error("zone", OUTSIDE_ITS_COUNTRY)
        return cleaned

    @classmethod
    def of(cls, agency: Agency) -> dict[str, Any]:
        """What stands of a body, its name as of today."""
        name = agency.name_on(clocks.day(timezone.now()))
        own = ("kind", "sector", "country", "zone", "mail_domains", "phone", "post_address", "office_hours")
        found = {fact: getattr(agency, fact) for fact in own}
        return found | {"parent": agency.parent_id} | {part: getattr(name, part, "") for part in AgencyName.WORDS}


class GivenAddressForm(BodyForm):
    """A body that waits to be confirmed, with the address that somebody gave of it."""

    email = Email(label=_("E-mail"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.on.confirmed_at:
            del self.fields["email"]

    @classmethod
    def of(cls, agency: Agency) -> dict[str, Any]:
        present = agency.contacts.filter(valid_to__isnull=True, confirmed_at__isnull=True).order_by("pk").first()
        return super().of(agency) | {"email": present.email if present else ""}


class ConfirmAgencyForm(GivenAddressForm):
    """What was added in haste, completed. The address that stands here when it is confirmed is confirmed with it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "email" in self.fields:
            self.fields["email"].help_text = _(
                "Where its letters are mailed: confirmed with the body. Empty: it has none."
            )


class AmendAgencyForm(SaysWhy, GivenAddressForm):
    """Slips are put right here; what a body is called from a day on is RenameAgencyForm's."""


class RegisterAgencyForm(BringsSimilar, BodyForm):
    """A new body, confirmed by whoever enters it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["seen"]


class MergeAgencyForm(SeenForm):
    """Which body a double is."""

    into = forms.ModelChoiceField(label=_("It is the same as"), queryset=Agency.objects.none())
    reason = forms.CharField(label=_("Why is it the same?"), widget=area(3), max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "into", Agency.objects.present().with_names().exclude(pk=self.on.pk), picked_as)


class TellApartForm(SeenForm):
    """From which other body that looks like it a body is told apart, and how somebody knows."""

    other = forms.ModelChoiceField(label=_("It is not"), queryset=Agency.objects.none())
    reason = forms.CharField(label=_("How is that known?"), widget=area(3), max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "other", Agency.objects.present().with_names().exclude(pk=self.on.pk), picked_as)


class ReviveAgencyForm(SeenForm):
    """Why the end of a body was a mistake; what was shown of what comes back goes along."""

    plan = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why had it not ended?"), widget=area(3), max_length=500)


class UnmergeAgencyForm(ReviveAgencyForm):
    """Why two bodies are not one; what was shown of what goes back goes along."""

    reason = forms.CharField(label=_("Why are they not one?"), widget=area(3), max_length=500)


class RenameAgencyForm(ReadsBack, SeenForm, Addressed):
    """A new name from a day on. Letters issued before keep the name of their day."""

    reads_back = ("valid_from",)
    printed = AgencyName.WORDS
    field_order = AgencyName.WORDS

    name = forms.CharField(label=_("Name"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=60)
    head_office = forms.CharField(label=_("Office addressed"), max_length=200)
    place = forms.CharField(label=_("Place"), max_length=80)
    valid_from = Day(label=_("Valid from"))


class OfName(SaysWhy, SeenForm):
    """Which name of a body is meant, and why it was wrong."""

    row = forms.IntegerField(widget=forms.HiddenInput)


class CorrectNameForm(OfName, RenameAgencyForm):
    """A name as it should have been entered, and the day from which the body had it."""
