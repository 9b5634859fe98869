"""What is asked about the answer to a complainant, and about how a complaint ends with it or without."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..actions.complaints import NotReached
from ..models import Complaint
from ..models.complaint_answers import ComplaintAnswer
from ..record import complaint_answers_out
from ..workflow import ComplaintAnswerStatus
from .base import SeenForm
from .cases import STAFF_WAYS
from .complaints import LONG, WAYS, ComplaintReasonForm, NamesNobody
from .fields import When, area, choice_field, chosen
from .moments import Day

Handed = ComplaintAnswer.Handed
GIVEN_OTHERWISE = [
    (Handed.COUNTER, Handed.COUNTER.label),
    (Handed.PHONE, Handed.PHONE.label),
    (Handed.POST, _("By a letter in the post")),
    (Handed.HAND, _("By a letter handed over")),
    (Handed.MAIL, Handed.MAIL.label),
]

IN_ITS_WORDS = _("In its own words, or their sense. Read by many: it names nobody and no address.")


class AnswerComplainantForm(NamesNobody):
    ways = STAFF_WAYS

    text = forms.CharField(
        label=_("Answer"),
        widget=area(8),
        max_length=LONG,
        help_text=_("Goes out as it is typed, without a salutation by name and without facts of the case."),
    )


class ConcludeComplaintForm(ComplaintReasonForm):
    """How it ends; asked once more where it is to end as answered, and nothing that was answered has reached the complainant."""

    outcome = forms.ChoiceField(
        label=_("How it ends"),
        choices=chosen(Complaint.Outcome.choices),
        help_text=_(
            "Dealt with in the case: where it stands behind one. Answered: once an answer went out, or was given otherwise."
        ),
    )
    despite = forms.BooleanField(
        label=_("It ends although no answer has reached the complainant yet"), required=False, widget=forms.HiddenInput
    )

    field_order = ("outcome", "despite", "reason")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        said = ComplaintAnswer.objects.filter(Q(complaint=self.on) | Q(complaint__merged_into=self.on))
        out = complaint_answers_out.of(said.select_related("complaint__incident", "complaint__sheet"))
        unreached = out and not any(each.stage in complaint_answers_out.REACHED for each in out)
        if unreached and cleaned.get("outcome") == Complaint.Outcome.ANSWERED:
            self.fields["despite"].widget = forms.CheckboxInput()
            if not cleaned.get("despite"):
                self.add_error("despite", gettext(NotReached.message))
        return cleaned


class NoteConfirmationForm(NamesNobody, SeenForm):
    """How the receipt of a complaint was confirmed by people, and when."""

    ways = STAFF_WAYS

    way = forms.ChoiceField(label=_("How"), choices=chosen(WAYS))
    confirmed = When(
        label=_("When it was confirmed"), required=False, help_text=_("Empty means now. 27-11-2023 22.10, or a day.")
    )
    reason = forms.CharField(label=_("Why it is put right"), max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.on.confirmed_way:
            del self.fields["reason"]


class TellAnswerForm(NamesNobody):
    """What a complainant was answered otherwise than by a letter of the product."""

    ways = STAFF_WAYS

    way = forms.ChoiceField(label=_("How"), choices=chosen(GIVEN_OTHERWISE))
    on_day = Day(label=_("On which day"))
    who = forms.CharField(label=_("By whom"), max_length=200, help_text=_("Who of us answered."))
    text = forms.CharField(label=_("What was answered"), widget=area(6), max_length=LONG, help_text=IN_ITS_WORDS)

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        return facts | {"on": facts.pop("on_day")}


class HandOverAnswerForm(NamesNobody, SeenForm):
    """How an answer reached the complainant, when and through whom, and where it was given otherwise in what words: none of it says
    who that is."""

    ways = STAFF_WAYS

    way = forms.ChoiceField(label=_("How"), choices=chosen(ComplaintAnswer.Handed.choices))
    on_day = Day(label=_("On which day"))
    who = forms.CharField(
        label=_("By whom"), max_length=200, help_text=_("Who of us posted it, handed it over or telephoned.")
    )
    text = forms.CharField(label=_("What was answered"), widget=area(6), max_length=LONG, help_text=IN_ITS_WORDS)
    reason = forms.CharField(label=_("Why it is put right"), max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.on.handed_way:
            del self.fields["reason"]
        if self.on.status == ComplaintAnswerStatus.TOLD:
            choice_field(self, "way").choices = chosen(GIVEN_OTHERWISE)
        else:
            del self.fields["text"]

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        return facts | {"on": facts.pop("on_day")}
