"""Forms of a clarification request on the ministry's side: the letter's words, its questions, its issue."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..actions.same_questions import earliest_meeting
from ..letters import courtesy
from ..models import Agency, ClarificationRequest, Question
from ..plain.answer_values import Asked, Kind
from ..plain.dates import instant_in_words
from .base import SeenForm
from .cases import involved_in
from .fields import area, offer
from .in_english import InEnglish
from .letter_contacts import NamesContact
from .moments import Moment, ReadsBack
from .on_paper import OnPaper
from .recipients import RecipientsField
from .unlisted_bodies import picked_as, refuse_ended

MAX_QUESTIONS = 40


class LetterForm(NamesContact):
    """The words of a letter, whoever it goes to."""

    printed = ("subject", "opening", "basis", "copies", "meeting_place")

    subject = forms.CharField(label=_("Subject of the letter"), max_length=200)
    opening = forms.CharField(
        label=_("Opening paragraph"),
        widget=area(4),
        max_length=4000,
        help_text=_("Why this letter: what was seen, where and when. No personal data."),
    )
    basis = forms.CharField(
        label=_("Legal basis"),
        widget=area(4),
        max_length=4000,
        help_text=_(
            "One provision a line, each after the full title of what it stands in. The letter adds what binds the addressee "
            "by its part in the case."
        ),
    )
    security = forms.ChoiceField(label=_("Security"), choices=ClarificationRequest.Security.choices)
    urgency = forms.ChoiceField(label=_("Urgency"), choices=ClarificationRequest.Urgency.choices)

    FACTS: tuple[str, ...] = ("subject", "opening", "basis", "copies", "security", "urgency", "contact_person")

    def facts(self):
        return {name: self.cleaned_data[name] for name in self.FACTS}


class RequestForm(ReadsBack, InEnglish, LetterForm):
    """One request that is there already."""

    reads_back = ("meeting_at",)

    agency = forms.ModelChoiceField(
        label=_("Agency"), queryset=Agency.objects.none(), help_text=_("Only agencies involved in this case.")
    )
    meeting_at = Moment(
        label=_("Meeting"), required=False, help_text=_("Day, month, year, hour.minute in WIB: 29 November 2026 14.28.")
    )
    meeting_place = forms.CharField(label=_("Place of the meeting"), max_length=300, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    FACTS: tuple[str, ...] = ("agency", *LetterForm.FACTS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = involved_in(self.on.incident)
        if self.on.bound_to_its_body:
            offered = offered.filter(pk=self.on.agency_id)
            self.fields["agency"].help_text = _("Of the letter before. Another body gets a letter of its own.")
        offer(self, "agency", offered, picked_as)
        present = self.on.agency.contacts.filter(valid_to__isnull=True).select_related("deputy_of")
        if len(present) > 1 or self.on.mail_to:
            self.fields["mail_to"] = RecipientsField(present, tells_ppdp=self.on.tells_ppdp, label=_("Mailed to"))
            self.FACTS = (*self.FACTS, "mail_to")
        if self.on.rung is None or not self.on.rung.meets:
            del self.fields["meeting_at"], self.fields["meeting_place"]
        else:
            self.FACTS = (*self.FACTS, "meeting_at", "meeting_place")
        if courtesy.wanted_by([self.on.agency]):
            names = (("subject", self.fields["subject"]), ("opening", self.fields["opening"]))
            self.ask_in_english([*((name, str(field.label)) for name, field in names), ("questions", _("Questions"))])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        refuse_ended(self, "agency")
        return cleaned

    def facts(self) -> dict[str, Any]:
        found = super().facts()
        if self.english_names and (english := self.in_english()) != self.on.english:
            found["english"] = english
        return found | {"mail_to": "\n".join(found["mail_to"])} if "mail_to" in found else found

    def clean_meeting_at(self):
        """A summons leaves room for its notice: the letter must still be approved and issued in between."""
        meeting_at = self.cleaned_data["meeting_at"]
        rung = self.on.rung
        earliest = earliest_meeting(rung, timezone.now())
        if meeting_at and meeting_at <= earliest:
            raise ValidationError(
                _("The meeting must begin after %(earliest)s (%(basis)s)."),
                params={"earliest": instant_in_words(earliest, get_language() or "id"), "basis": rung.legal_basis},
            )
        return meeting_at


class QuestionForm(OnPaper):
    printed = ("heading", "text")

    heading = forms.CharField(label=_("Heading"), max_length=120)
    text = forms.CharField(label=_("Question"), widget=area(3), max_length=5000)
    kind = forms.ChoiceField(label=_("Answered with"), choices=Question.Kind.choices, initial=Kind.TEXT)
    section = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1)
    key = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def kind_in_words(self) -> str:
        return str(dict(Question.Kind.choices).get(self["kind"].value() or "", ""))

    @property
    def is_open(self) -> bool:
        """Whether it stands unfolded: something is wrong with it, or nothing is written yet."""
        return bool((self.is_bound and self.errors) or not self["text"].value())

    @property
    def is_left_out(self) -> bool:
        return "DELETE" in self.fields and bool(self["DELETE"].value())


class WrittenQuestions(forms.BaseFormSet):
    def clean(self):
        if not any(self.errors) and not self.questions():
            raise ValidationError(_("Ask at least one question."))

    def questions(self):
        """What is asked, in order; rows left empty or marked for removal are not questions."""
        rows = [f.cleaned_data for f in self.forms if f.cleaned_data and f.cleaned_data.get("text")]
        return [
            Asked(row["heading"], row["text"], row["kind"], row["section"], row["key"])
            for row in rows
            if not row.get("DELETE")
        ]


def question_forms(formset: type[WrittenQuestions]) -> Any:
    """The class of the rows in which the questions of a letter are written."""
    return forms.formset_factory(
        QuestionForm, formset=formset, extra=0, can_delete=True, max_num=MAX_QUESTIONS, validate_max=True
    )


QuestionFormSet = question_forms(WrittenQuestions)


class ReissueForm(SeenForm):
    """To whom the letter goes anew: the same agency at its right address, or the body that is to be asked instead."""

    agency = forms.ModelChoiceField(
        label=_("Agency"), queryset=Agency.objects.none(), help_text=_("Only agencies involved in this case.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", involved_in(self.on.incident), picked_as)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        refuse_ended(self, "agency")
        return cleaned

    def facts(self) -> dict[str, Any]:
        return {"agency": self.cleaned_data["agency"]}
