"""Forms of the legal side: kinds of data, the duty to notify, severity, findings, sanctions, closing."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..actions import law, outcomes
from ..actions.statute import categories_offered, day_of
from ..models import (
    DataCategory,
    Evidence,
    Finding,
    Incident,
    NotificationDuty,
    SeverityRating,
)
from ..plain import severity
from ..workflow.rows import ALIVE
from . import untouched
from .assertions import evidence_words
from .base import Guarded, SeenForm
from .cases import STAFF_WAYS
from .fields import LONG_TEXT, When, area, choice_field, chosen, offer
from .moments import ReadsBack

UNKNOWN_YES_NO = [("", _("Not yet known")), ("True", _("yes")), ("False", _("no"))]


def yes_no(label):
    """Yes, no, or not yet known: three answers, never two."""
    return forms.TypedChoiceField(
        label=label,
        choices=UNKNOWN_YES_NO,
        required=False,
        coerce=lambda value: value == "True",
        empty_value=None,
    )


def _ask_why_after_the_end(form: Guarded) -> None:
    """In a case that has ended nothing is put right without a reason."""
    if form.case.status not in ALIVE:
        form.fields["reason"].required = True
        form.fields["reason"].label, form.fields["reason"].help_text = _("Why is this changed?"), ""


class CategorizeForm(Guarded):
    """One choice for each category: not named, claimed, confirmed."""

    ways = STAFF_WAYS
    columns = True
    CHOICES = [("", _("not named")), ("claimed", _("claimed")), ("confirmed", _("confirmed"))]

    basis = forms.CharField(label=_("Basis"), max_length=300, required=False, help_text=_("Who or what says so."))
    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4000)
    reason = forms.CharField(
        label=_("Why it is put otherwise"),
        max_length=500,
        required=False,
        help_text=_("Where a kind that is named is taken off or put otherwise."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = {row.category_id: row.state for row in self.on.categories.all()}
        offered = categories_offered(day_of(self.on))
        named = list(DataCategory.objects.filter(pk__in=present))  # in the version in which they were named
        codes = {category.code for category in named}
        self.categories = sorted(
            [*named, *(each for each in offered if each.code not in codes)], key=lambda each: each.code
        )
        for category in self.categories:
            self.fields[f"c{category.pk}"] = forms.ChoiceField(
                label=category.name,
                help_text=category.article,
                choices=self.CHOICES,
                required=False,
                initial=present.get(category.pk, ""),
            )
        if present:
            self.order_fields([name for name in self.fields if name != "reason"])
        elif self.case.status in ALIVE:
            del self.fields["reason"]
        _ask_why_after_the_end(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        wanted = {c: cleaned.get(f"c{c.pk}", "") for c in self.categories}
        asked = "reason" in self.fields and not cleaned.get("reason") and "reason" not in self.errors
        if asked and cleaned.get("shown") == law.named_in(self.case):  # else somebody was quicker, as the verb says
            if law.puts_otherwise(self.on.categories.select_related("category"), wanted):
                self.add_error("reason", _(law.KindsOtherwise.message))
        return cleaned

    def facts(self) -> dict[str, Any]:
        chosen = {
            state: [c for c in self.categories if self.cleaned_data.get(f"c{c.pk}") == state]
            for state in ("claimed", "confirmed")
        }
        return chosen | {name: self.cleaned_data.get(name, "") for name in ("basis", "shown", "reason")}


class DutyForm(ReadsBack, Guarded):
    """What the controller has done, as exactly as anybody knows when. Everything may stay not yet known."""

    ways = STAFF_WAYS
    reads_back = ("started", "authority", "subjects", "public")
    QUESTIONS = ("names_data", "names_course", "names_response", "names_contact")

    started = When(label=_("The controller knew, for certain, since"), required=False)
    start_source = forms.CharField(label=_("Who says so"), max_length=300, required=False)
    authority = When(label=_("Authority notified"), required=False)
    subjects = When(label=_("Subjects notified"), required=False)
    subjects_how = forms.CharField(label=_("How subjects were notified"), max_length=300, required=False)
    names_data = yes_no(_("a. names the data exposed"))
    names_course = yes_no(_("b. says when and how"))
    names_response = yes_no(_("c. says how it is handled and put right"))
    names_contact = yes_no(_("names a contact person"))
    exception = forms.ChoiceField(
        label=_("Exception claimed (Art. 50)"), choices=NotificationDuty.Exception50.choices, required=False
    )
    exception_statute = forms.CharField(
        label=_("Statute the exception rests on"),
        max_length=300,
        required=False,
        help_text=_("Art. 50 excuses only from telling the subjects, and only while a statute is being carried out."),
    )
    public_notice = forms.ChoiceField(
        label=_("Notice to the public (Art. 46(3))"), choices=NotificationDuty.PublicNotice.choices
    )
    public_grounds = forms.CharField(label=_("Grounds"), max_length=300, required=False)
    public = When(label=_("Public notified"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=_("Why it is put otherwise"),
        max_length=500,
        required=False,
        help_text=_("Where a start, a notice or an exception stands already. What was late by it stays late."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.on, NotificationDuty):
            _ask_why_after_the_end(self)
        else:
            del self.fields["reason"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("exception") and not cleaned.get("exception_statute"):
            self.add_error("exception_statute", _("Name the statute: without one no exception applies."))
        if cleaned.get("public_notice") == NotificationDuty.PublicNotice.GIVEN and not cleaned.get("public"):
            self.add_error("public", _("Say when the public was notified."))
        start = cleaned.get("started")
        for name in ("authority", "subjects", "public"):
            if start and cleaned.get(name) and cleaned[name].end <= start.start:
                self.add_error(name, _("This lies before the controller knew."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        seen = facts.pop("seen")
        return facts | ({"seen": seen or 0} if isinstance(self.on, NotificationDuty) else {})


class RateForm(SeenForm):
    """The inputs of the formula, and the level the officer sets."""

    ways = STAFF_WAYS

    context = forms.TypedChoiceField(
        label=_("Data context (DPC)"), choices=chosen(severity.CONTEXT.items()), coerce=int
    )
    identification = forms.TypedChoiceField(
        label=_("Ease of identification (EI)"), choices=chosen(severity.IDENTIFICATION.items()), coerce=Decimal
    )
    confidentiality = forms.TypedChoiceField(
        label=_("Confidentiality"), choices=chosen(severity.CONFIDENTIALITY.items()), coerce=Decimal
    )
    integrity = forms.TypedChoiceField(label=_("Integrity"), choices=chosen(severity.INTEGRITY.items()), coerce=Decimal)
    availability = forms.TypedChoiceField(
        label=_("Availability"), choices=chosen(severity.AVAILABILITY.items()), coerce=Decimal
    )
    malicious = forms.BooleanField(label=_("Malicious intent (+0.5)"), required=False)
    many = yes_no(_("More than 100 people"))
    unintelligible = yes_no(_("Data cannot be read (encrypted, key safe)"))
    level_set = forms.ChoiceField(
        label=_("Level"),
        choices=[("", _("as the formula says")), *SeverityRating.LEVELS],
        required=False,
        help_text=_("Another level than the formula's needs a reason."),
    )
    reason = forms.CharField(label=_("Reason"), widget=area(2), max_length=2000, required=False)

    INPUTS = ("context", "identification", "confidentiality", "integrity", "availability", "malicious")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, words in (
            ("context", severity.CONTEXT),
            ("identification", severity.IDENTIFICATION),
            ("confidentiality", severity.CONFIDENTIALITY),
            ("integrity", severity.INTEGRITY),
            ("availability", severity.AVAILABILITY),
        ):
            choice_field(self, name).choices = chosen((value, _(label)) for value, label in words.items())
        _ask_why_after_the_end(self)

    def clean(self):
        cleaned = super().clean()
        if all(name in cleaned for name in self.INPUTS) and not cleaned.get("reason"):
            _score, level = SeverityRating.compute(cleaned)
            chosen_level = cleaned.get("level_set") or level
            if chosen_level != level:
                self.add_error("reason", _("Another level than the formula's needs a reason."))
            elif law.moves_severity(self.case, chosen_level):
                self.add_error("reason", _(law.SeverityMoved.message))
            elif self.case.ratings.exists() and not untouched.nothing_touched(self):
                self.add_error("reason", _(law.RatedOtherwise.message))
        return cleaned


class FindForm(Guarded):
    ways = STAFF_WAYS

    text = forms.CharField(label=_("Finding"), widget=area(3), max_length=LONG_TEXT)
    confidence = forms.ChoiceField(label=_("Confidence"), choices=chosen(Finding.Confidence.choices))
    found = When(label=_("Found"))
    method = forms.CharField(label=_("How it was found"), max_length=300, required=False)
    said_by = forms.CharField(
        label=_("Who says so"), max_length=200, required=False, help_text=_("Who made it known for the ministry.")
    )
    place = forms.CharField(label=_("Place"), max_length=200, required=False, help_text=_("Where it was said."))
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    evidence = forms.ModelChoiceField(label=_("Evidence"), queryset=Evidence.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "evidence", self.case.evidence.all(), evidence_words)


class CloseForm(SeenForm):
    ways = STAFF_WAYS

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=chosen([each for each in Incident.Outcome.choices if each[0] not in outcomes.OF_A_FILE]),
        help_text=_(
            "What it says is on record first: of a proven breach its kind of failure, kinds of data and severity; the "
            "recommendation, the reprimand, the sanction, the referral, the report, and the measure or the examination of another authority that it names."
        ),
    )
    reason = forms.CharField(label=_("Grounds of the outcome"), widget=area(4), max_length=LONG_TEXT)
