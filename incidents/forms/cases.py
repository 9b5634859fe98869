"""Forms of the case: intake, amending, involvement, notes, evidence, merging."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..actions import cases as verbs
from ..actions import drills
from ..files import PER_REPORT
from ..models import Agency, Incident, Involvement
from ..plain.not_none import not_none
from ..record import cited_numbers
from ..workflow.rows import ALIVE
from .base import Guarded, SeenForm, Way
from .fields import LONG_TEXT, Came, Several, Uploads, When, area, chosen, offer
from .unlisted_bodies import BringsBody, picked_as

STAFF_WAYS = (Way.MASK, Way.HASH, Way.KEEP)
SEEN = 8000


def agencies():
    return Agency.objects.to_pick()


def involved_in(incident: Incident, *roles: str) -> QuerySet[Agency]:
    """The bodies that play a part in the case, or one of `roles`; not those whose part was struck out."""
    parts = incident.involvements.filter(role__in=roles) if roles else incident.involvements.all()
    return agencies().filter(involvements__in=parts).distinct()


def another_case(user, incident, reference):
    """The case of this number, if `user` may know of it and it is not `incident` itself. Raises ValidationError."""
    found = cited_numbers.the_case(user, reference)
    if found is None:
        raise ValidationError(_("No case has this number."))
    if found.pk == incident.pk:
        raise ValidationError(_("This is the case itself. Name the other one."))
    return found


class IntakeForm(BringsBody):
    """What was seen; everything else may follow. Unknown stays empty."""

    ways = STAFF_WAYS

    summary = forms.CharField(
        label=_("What was seen?"),
        widget=forms.Textarea(attrs={"rows": 5, "autofocus": True}),
        max_length=SEEN,
        error_messages={"required": _("Say in a few words what was seen. Everything else may follow.")},
    )
    files = Uploads(label=_("Captures and files"), required=False, limit=PER_REPORT)  # type: ignore[assignment]  # a field, which Django takes off the class
    title = forms.CharField(label=_("Title"), max_length=200, required=False, help_text=_("Short and neutral."))
    agency = forms.ModelChoiceField(
        label=_("Agency thought to hold the data"), queryset=Agency.objects.none(), required=False
    )
    source = forms.ChoiceField(
        label=_("Source"), choices=Incident.Source.choices, initial=Incident.Source.UNKNOWN, required=False
    )
    source_note = forms.CharField(label=_("Where it was seen"), max_length=300, required=False)
    seen_at = Came(label=_("Seen by the ministry"), required=False)
    happened = When(label=_("Happened"), required=False)
    known = When(label=_("Known to the controller"), required=False)
    tlp = forms.ChoiceField(label=_("TLP"), choices=Incident.Tlp.choices, required=False, initial=Incident.Tlp.AMBER)
    drill = forms.BooleanField(label=_("Drill"), required=False)

    FACTS: tuple[str, ...] = ("summary", "title", "source", "source_note", "seen_at", "happened", "tlp", "drill")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "agency", agencies(), picked_as)

    def clean_seen_at(self):
        return self.cleaned_data["seen_at"] or timezone.now()

    def clean_source(self):
        return self.cleaned_data["source"] or Incident.Source.UNKNOWN

    def clean_tlp(self):
        return self.cleaned_data["tlp"] or Incident.Tlp.AMBER

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("known") and not cleaned.get("agency") and not cleaned.get("body_name"):
            self.add_error("agency", _("Choose the body that knew of it."))
        return cleaned

    def facts(self):
        return {name: self.cleaned_data[name] for name in self.FACTS}


class AmendForm(Guarded):
    ways = STAFF_WAYS

    title = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("Short and neutral: who and what is suspected.")
    )
    seen_at = Came(label=_("Seen by the ministry"))
    happened = When(label=_("Happened"), required=False)
    source = forms.ChoiceField(label=_("Source"), choices=Incident.Source.choices)
    source_note = forms.CharField(
        label=_("Where it was seen"), max_length=300, required=False, help_text=_("Address, account or document.")
    )
    failures = Several(label=_("Kind of failure"), choices=Incident.Failure.choices)
    harmed = Several(label=_("What was harmed"), choices=Incident.Harm.choices)
    attacks = Several(label=_("Kind of attack"), choices=Incident.Attack.choices)
    tlp = forms.ChoiceField(label=_("TLP"), choices=Incident.Tlp.choices)
    drill = forms.BooleanField(
        label=_("Drill"), required=False, help_text=_("The number that the case has now stays as it was given.")
    )
    summary = forms.CharField(
        label=_("What is known"),
        widget=area(6),
        required=False,
        max_length=LONG_TEXT,
        help_text=_("Facts about the data, never the leaked data itself."),
    )
    reason = forms.CharField(label=_("Why is this changed?"), max_length=500)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not verbs.counts_by(self.on, not_none(self.user)):
            for name in verbs.COUNTED & self.fields.keys():
                del self.fields[name]
        if "drill" in self.fields and (why := drills.why_fixed(self.on)):
            self.fields["drill"].disabled, self.fields["drill"].help_text = True, gettext(why.message) % why.facts


def _in_order(form: Guarded, cleaned: dict[str, Any]) -> None:
    """A part ends after it begins."""
    since, until = cleaned.get("since"), cleaned.get("until")
    if since and until and until.end <= since.start:
        form.add_error("until", _("This lies before it began."))


class InvolveForm(BringsBody):
    ways = STAFF_WAYS

    agency = forms.ModelChoiceField(label=_("Agency"), queryset=Agency.objects.none())
    role = forms.ChoiceField(label=_("Role in the case"), choices=chosen(Involvement.AgencyRole.choices))
    holds = forms.CharField(
        label=_("Holds"), max_length=200, required=False, help_text=_("Which copy of the data, as far as known.")
    )
    according_to = forms.CharField(
        label=_("According to"), max_length=200, required=False, help_text=_("Who says that it holds them.")
    )
    on_behalf_of = forms.ModelChoiceField(
        label=_("On whose behalf"),
        queryset=Agency.objects.none(),
        required=False,
        help_text=_("A processor: the body it works for."),
    )
    since = When(
        label=_("Since"), required=False, help_text=_("Since when it plays this part. Empty: since it is on record.")
    )
    until = When(label=_("Played until"), required=False, help_text=_("Empty: it still does."))
    known = When(label=_("Known to it"), required=False)
    known_source = forms.CharField(label=_("Who says since when"), max_length=300, required=False)
    why = forms.CharField(label=_("Why"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", agencies(), picked_as)
        offer(self, "on_behalf_of", agencies(), picked_as)

    def clean(self):
        cleaned = super().clean()
        _in_order(self, cleaned)
        agency = cleaned.get("agency")
        if agency and self.on.involvements.filter(agency=agency, role=cleaned.get("role")).exists():
            self.add_error("role", _("This agency already has this role in the case."))
        return cleaned


class AmendInvolvementForm(SeenForm):
    ways = STAFF_WAYS

    role = forms.ChoiceField(label=_("Role in the case"), choices=Involvement.AgencyRole.choices)
    on_behalf_of = forms.ModelChoiceField(
        label=_("On whose behalf"),
        queryset=Agency.objects.none(),
        required=False,
        help_text=_("A processor: the body it works for."),
    )
    since = When(label=_("Since"), required=False)
    until = When(label=_("Played until"), required=False, help_text=_("Empty: it still does."))
    holds = forms.CharField(label=_("Holds"), max_length=200, required=False)
    according_to = forms.CharField(label=_("According to"), max_length=200, required=False)
    known = When(label=_("Known to it"), required=False)
    known_source = forms.CharField(label=_("Who says since when"), max_length=300, required=False)
    why = forms.CharField(label=_("Why"), max_length=300, required=False)
    reason = forms.CharField(label=_("Why is this changed?"), max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "on_behalf_of", agencies(), picked_as)

    def clean_since(self):
        return self.cleaned_data["since"] or self.on.since

    def clean(self):
        cleaned = super().clean()
        _in_order(self, cleaned)
        others = self.on.incident.involvements.filter(agency=self.on.agency_id).exclude(pk=self.on.pk)
        if others.filter(role=cleaned.get("role")).exists():
            self.add_error("role", _("This agency already has this role in the case."))
        return cleaned


class MergeForm(SeenForm):
    into = forms.CharField(
        label=_("Case number"),
        max_length=cited_numbers.LONGEST,
        help_text=_("For example INS-2026-0001 or LAP-2026-0004."),
    )
    reason = forms.CharField(label=_("Why is it the same?"), max_length=500)

    def clean_into(self) -> Incident:
        found = another_case(self.user, self.on, self.cleaned_data["into"])
        if found.status not in ALIVE:
            raise ValidationError(_("That case is closed, dismissed, merged itself, or was entered by mistake."))
        return found
