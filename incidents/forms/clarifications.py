"""Forms of a clarification request, on the ministry's side and the agency's."""

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from .. import guard
from ..actions import letters
from ..models import Agency, ClarificationRequest, ClockRule
from ..workflow import RequestStatus
from .base import LONG_TEXT, Guarded, SeenForm, SeveralRows, Way, area

MAX_QUESTIONS = 40


def involved_in(incident):
    return Agency.objects.filter(involvements__incident=incident).distinct().prefetch_related("names")


class LetterForm(Guarded):
    """The words of a letter, whoever it goes to."""

    subject = forms.CharField(label=_("Subject of the letter"), max_length=200)
    opening = forms.CharField(
        label=_("Opening paragraph"),
        widget=area(4),
        max_length=4000,
        help_text=_("Why this letter: what was seen, where and when. No personal data."),
    )
    basis = forms.CharField(label=_("Legal basis, one per line"), widget=area(4), max_length=4000)
    copies = forms.CharField(label=_("Copies to, one office per line"), widget=area(2), required=False, max_length=2000)
    security = forms.ChoiceField(label=_("Security"), choices=ClarificationRequest.Security.choices)
    urgency = forms.ChoiceField(label=_("Urgency"), choices=ClarificationRequest.Urgency.choices)

    FACTS = ("subject", "opening", "basis", "copies", "security", "urgency")

    def facts(self):
        return {name: self.cleaned_data[name] for name in self.FACTS}


class RequestForm(LetterForm):
    """One request that is there already."""

    agency = forms.ModelChoiceField(
        label=_("Agency"), queryset=None, help_text=_("Only agencies involved in this case.")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    FACTS = ("agency", *LetterForm.FACTS)

    def __init__(self, *args, incident, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = involved_in(incident)


class FanOutForm(LetterForm):
    """New requests: one for each agency chosen, with the same words and questions to begin with."""

    agencies = SeveralRows(label=_("Agencies"), queryset=None, help_text=_("Only agencies involved in this case."))

    FACTS = ("agencies", *LetterForm.FACTS)

    def __init__(self, *args, incident, **kwargs):
        super().__init__(*args, **kwargs)
        asked = set(incident.requests.exclude(status=RequestStatus.WITHDRAWN).values_list("agency", flat=True))
        self.fields["agencies"].queryset = involved_in(incident)
        self.fields["agencies"].label_from_instance = lambda agency: " · ".join(
            [agency.short_name] + ([str(_("asked already"))] if agency.pk in asked else [])
        )


class QuestionForm(Guarded):
    heading = forms.CharField(label=_("Heading"), max_length=120)
    text = forms.CharField(label=_("Question"), widget=area(3), max_length=5000)


class _QuestionFormSet(forms.BaseFormSet):
    def clean(self):
        if not any(self.errors) and not self.questions():
            raise ValidationError(_("Ask at least one question."))

    def questions(self):
        """(heading, text) in order; rows left empty or marked for removal are not questions."""
        rows = [f.cleaned_data for f in self.forms if f.cleaned_data and f.cleaned_data.get("text")]
        return [(row["heading"], row["text"]) for row in rows if not row.get("DELETE")]


QuestionFormSet = forms.formset_factory(
    QuestionForm, formset=_QuestionFormSet, extra=0, can_delete=True, max_num=MAX_QUESTIONS, validate_max=True
)


def default_questions():
    """The questions that follow from Art. 46(2) a–c, as a starting point: [(heading, text), …]."""
    blocks = render_to_string("incidents/requests/default_questions.txt").strip().split("\n\n")
    return [tuple(part.strip() for part in block.split("\n", 1)) for block in blocks]


def new_request(incident, day):
    """Initial values of a new request: the basis is that of the clock rule in force on `day`."""
    rule = ClockRule.objects.on(day).filter(code=letters.RULE).first()
    return {
        "subject": "Permintaan Klarifikasi atas Dugaan Kegagalan Pelindungan Data Pribadi",
        "basis": "\n".join(part.strip() for part in rule.legal_basis.split(";")) if rule else "",
        "security": ClarificationRequest.Security.ORDINARY,
        "urgency": ClarificationRequest.Urgency.URGENT,
    }


class IssueForm(SeenForm):
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)


class AnswerForm(Guarded):
    """An agency names its contact person, telephone included: only identity and card numbers are held."""

    ways = (Way.MASK,)
    kinds = (guard.IDENTITY, guard.CARD)

    text = forms.CharField(label=_("Answer"), widget=area(8), required=False, max_length=LONG_TEXT)


class SendForm(SeenForm):
    drafts = forms.CharField(widget=forms.HiddenInput, max_length=64)
    name = forms.CharField(label=_("Name of the person who answers"), max_length=200)
    office = forms.CharField(label=_("Position"), max_length=200)
    declaration = forms.BooleanField(
        label=_("I declare that this answer is true to the agency's present knowledge and that I may give it."),
        error_messages={"required": _("Tick the declaration to send.")},
    )
