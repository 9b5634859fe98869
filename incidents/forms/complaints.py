"""What is asked about a complaint, and, apart from it, about whoever complained."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .. import files
from ..models import Agency, Complaint, Incident, User
from ..models.complaint_answers import ComplaintAnswer
from ..models.complaints import ComplainantSheet
from ..plain import guard
from ..plain.complainants import Person, covered
from ..plain.form_fields import holds_identity
from ..record import cited_numbers, complainant_sheets
from ..workflow import STAFF, ComplaintStatus, IncidentStatus
from .addresses import Email
from .base import Guarded, ReasonForm, SeenForm
from .cases import STAFF_WAYS
from .fields import Uploads, When, area, chosen, offer
from .unlisted_bodies import picked_as

CONTACTS = ("person_email", "person_phone", "person_post")
LONG = 5000
LONGEST_ADDRESS = 254  # signs (RFC 5321, 4.5.3.1.3)
WAYS = [choice for choice in Complaint.Way.choices if choice[0] != Complaint.Way.FORM]
OF_A_FILE = [choice for choice in WAYS if choice[0] != Complaint.Way.PHONE]  # nobody sends one by speaking


NAMED = _("This names who complains. Leave out the name, address and number: they have fields of their own.")


class NamesNobody(Guarded):
    """A form whose words are read by many: none of them names the person who complained."""

    def people(self, cleaned: dict[str, Any]) -> list[Person]:
        """Whom the words must not name: what is typed beside them, and what stands on the sheet."""
        complaint = self.on.complaint if isinstance(self.on, ComplainantSheet | ComplaintAnswer) else self.on
        kept = [complainant_sheets.read(complaint.sheet)] if isinstance(complaint, Complaint) else []
        return [Person.of(cleaned), *kept]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        people = self.people(cleaned)
        for name, value in list(cleaned.items()):
            if isinstance(value, str) and not holds_identity(name) and any(each.named_in(value) for each in people):
                self.add_error(name, NAMED)
        if any(each.named_in(self.way_reason) for each in people):  # the event keeps why a number is none
            self.add_error(None, NAMED)
        return cleaned


class AboutPerson(Guarded):
    """What stands on the sheet alone. Telephone numbers are not held here, this is their place; identity and card numbers are,
    whatever else the form looks for."""

    kinds: tuple[str, ...] = (guard.IDENTITY, guard.CARD)

    def kinds_in(self, name: str) -> tuple[str, ...]:
        return (guard.IDENTITY, guard.CARD) if name in CONTACTS else super().kinds_in(name)

    person_name = forms.CharField(label=_("Name"), max_length=200, required=False)
    person_email = Email(label=_("E-mail"), max_length=LONGEST_ADDRESS, required=False)
    person_phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    person_post = forms.CharField(label=_("Postal address"), widget=area(3), max_length=500, required=False)


class IdentityFields(AboutPerson):
    unguarded: tuple[str, ...] = ("person_identity",)

    person_identity = forms.CharField(
        label=_("Identity number, only if needed"),
        max_length=40,
        required=False,
        help_text=_("It is covered before it is kept: only its ends stay readable."),
    )
    person_identity_why = forms.CharField(label=_("What the number is needed for"), max_length=200, required=False)

    def clean_person_identity(self) -> str:
        return covered(self.cleaned_data["person_identity"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("person_identity") and not cleaned.get("person_identity_why"):
            self.add_error("person_identity_why", _("Say what the number is needed for, or leave it out."))
        return cleaned


class WhatIsSaid(NamesNobody):
    """The complaint itself."""

    agency = forms.ModelChoiceField(label=_("About which body"), queryset=Agency.objects.none(), required=False)
    about = forms.CharField(
        label=_("The body as the complainant names it"),
        max_length=200,
        required=False,
        help_text=_("Where it is not in the list above."),
    )
    text = forms.CharField(label=_("What is complained of"), widget=area(5), max_length=LONG)
    happened = forms.CharField(
        label=_("What happened to the complainant"), widget=area(3), max_length=LONG, required=False
    )
    wanted = forms.CharField(label=_("What the complainant wants"), widget=area(2), max_length=LONG, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", Agency.objects.to_pick(), picked_as)


# Locked with the sheet, so that numbers in it are no reason to refuse it: a letter by post bears whose it is.
OF_ITS_OWN = format_lazy(
    _(
        "A letter as a scan, a picture of a screen. Kept locked on the complainant's sheet as it is, whatever numbers it bears. {help}"
    ),
    help=files.HELP,
)


class EnterComplaintForm(WhatIsSaid, IdentityFields):
    """What somebody of the ministry was told, and by whom."""

    ways = STAFF_WAYS
    kinds = guard.EVERY
    unguarded = (*IdentityFields.unguarded, "person_files")

    person_files = Uploads(
        label=_("What the complainant sent"), required=False, limit=files.PER_SHEET, help_text=OF_ITS_OWN
    )

    way = forms.ChoiceField(label=_("By what way"), choices=chosen(WAYS))
    received = When(
        label=_("When it came"), required=False, help_text=_("Empty means now. 27-11-2023 22.10, or a day.")
    )
    case = forms.CharField(  # type: ignore[assignment]  # a field, which Django takes off the class
        label=_("Behind which case"),
        max_length=cited_numbers.LONGEST,
        required=False,
        help_text=_("For example INS-2026-0001. Empty: it waits, or stands alone."),
    )

    field_order = ("way", "received", "case", "agency", "about", "text", "happened", "wanted")

    def clean_case(self) -> Incident | None:
        return _case(self.user, self.cleaned_data["case"]) if self.cleaned_data["case"] else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("person_files") and cleaned.get("way") == Complaint.Way.PHONE:
            words = _(
                "No file comes by telephone. Save the complaint without it, and lay it to the sheet by the way it came."
            )
            self.add_error("person_files", words)
        return cleaned

    def facts(self) -> dict[str, Any]:
        facts = {name: value for name, value in super().facts().items() if not holds_identity(name)}
        case = facts.pop("case")
        person, uploads = Person.of(self.cleaned_data), self.cleaned_data["person_files"]
        return facts | {"person": person, "incident": case, "uploads": uploads}


class AmendComplaintForm(WhatIsSaid, SeenForm):
    ways = STAFF_WAYS

    way = forms.ChoiceField(label=_("By what way"), choices=Complaint.Way.choices)
    received = When(label=_("When it came"), help_text=_("What was written to the complainant keeps what it says."))
    reason = forms.CharField(label=_("Why is this changed?"), max_length=500)

    field_order = ("way", "received", "agency", "about", "text", "happened", "wanted", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.on.by_form:  # the product itself took it down
            del self.fields["received"]


class LinkForm(NamesNobody, SeenForm):
    case = forms.CharField(  # type: ignore[assignment]  # a field, which Django takes off the class
        label=_("Case number"), max_length=cited_numbers.LONGEST, help_text=_("For example INS-2026-0001.")
    )
    reason = forms.CharField(
        label=_("Why"), max_length=500, required=False, help_text=_("Needed where it moves from another case.")
    )

    def clean_case(self) -> Incident:
        found = _case(self.user, self.cleaned_data["case"])
        if found.pk == self.on.incident_id:
            raise ValidationError(_("It stands behind this case already."))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.on.incident_id and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why it moves from the other case."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        case = facts.pop("case")
        return facts | {"incident": case}


class OpenReportForm(NamesNobody, SeenForm):
    """What the report says that is referred: read by many, so it names nobody."""

    ways = STAFF_WAYS

    title = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("Short and neutral: who and what is suspected.")
    )
    summary = forms.CharField(
        label=_("What is referred"),
        widget=area(6),
        max_length=LONG,
        help_text=_("Stands in the report and begins the letter. Without whoever complained."),
    )


def _case(user: User | None, number: str) -> Incident:
    """The case of this number, ended or not; a merged one is named by that in which it lives on. Raises ValidationError."""
    found = cited_numbers.the_case(user, number)
    if found is None:
        raise ValidationError(_("No case has this number."))
    if found.status == IncidentStatus.MERGED:
        raise ValidationError(_("That case was merged into another one: name that."))
    if found.status == IncidentStatus.MISTAKEN:
        raise ValidationError(_("That case was entered by mistake: nothing stands behind it."))
    return found


class ComplaintReasonForm(NamesNobody, ReasonForm):
    pass


class AssignComplaintForm(ComplaintReasonForm):
    to = forms.ModelChoiceField(label=_("To whom"), queryset=User.objects.none())

    field_order = ("to", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.now()
        serving = [User.objects.appointed(role, now).values("pk") for role in sorted(STAFF)]
        people = User.objects.filter(pk__in=serving[0].union(*serving[1:])).exclude(pk=self.on.owner_id)
        if self.on.incident and self.on.incident.restricted:  # who may not know of it could not see to it
            known = [each.pk for each in people if Complaint.objects.visible_to(each).filter(pk=self.on.pk).exists()]
            people = User.objects.filter(pk__in=known)
        offer(self, "to", people.order_by("name"))


class _OfTwo(ComplaintReasonForm):
    """Why two complaints are one, or are not: it names neither person. Whom a sheet names that the writer may not open is not looked
    for, or whoever guesses a name would be told that it is the one."""

    def other(self, cleaned: dict[str, Any]) -> Complaint | None:
        raise NotImplementedError

    def people(self, cleaned: dict[str, Any]) -> list[Person]:
        other = self.other(cleaned)
        opens = other is not None and self.user is not None and other.opens_to(self.user)
        return super().people(cleaned) + ([complainant_sheets.read(other.sheet)] if other and opens else [])


class UnmergeComplaintForm(_OfTwo):
    def other(self, cleaned: dict[str, Any]) -> Complaint | None:
        return cast(Complaint, self.on).merged_into


class MergeComplaintForm(_OfTwo):
    into = forms.CharField(label=_("Complaint number"), max_length=20, help_text=_("For example ADU-2026-0001."))

    field_order = ("into", "reason")

    def other(self, cleaned: dict[str, Any]) -> Complaint | None:
        return cleaned.get("into")

    def clean_into(self) -> Complaint:
        number = self.cleaned_data["into"].strip().upper()
        found = Complaint.objects.visible_to(self.user).filter(reference=number).first() if self.user else None
        if found is None:
            raise ValidationError(_("No complaint has this number."))
        if found.pk == self.on.pk:
            raise ValidationError(_("This is the complaint itself. Name the other one."))
        if found.status == ComplaintStatus.MISTAKEN:
            raise ValidationError(_("This complaint was entered by mistake. Name one that counts."))
        if found.merged_into is None:
            return found
        if self.user and Complaint.objects.visible_to(self.user).filter(doubles=found).exists():
            return found.merged_into
        raise ValidationError(_("This complaint is merged itself. Name one that counts."))
