"""Validates what people type. Saves nothing. Every text passes the do-not-store guard."""

from datetime import UTC

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import files, guard
from .actions import letters
from .models import Activity, Agency, Appointment, ClarificationRequest, ClockRule, Contact, Incident, Involvement, Unit
from .workflow import Role

MAX_QUESTIONS = 40
LONG_TEXT = 20_000
EARLIEST_YEAR = 1990


class Guarded(forms.Form):
    """A form none of whose texts may hold a number shaped like a NIK or NKK."""

    def clean(self):
        cleaned = super().clean()
        for name, value in list(cleaned.items()):
            if isinstance(value, str) and (found := guard.identity_numbers(value)):
                self.add_error(name, held_number(found))
        return cleaned


def held_number(found):
    """The message names where the number stands without repeating it."""
    return ValidationError(
        _(
            "This text holds %(count)d number(s) shaped like a NIK or NKK (ending in %(tail)s). Nothing was stored. "
            "Leave the number out; describe which columns leaked and how many."
        ),
        code="identity_number",
        params={"count": len(found), "tail": ", ".join("…" + number[-3:] for number in found)},
    )


class Moment(forms.DateTimeField):
    """A day and hour typed in WIB."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    input_formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d-%m-%Y %H.%M", "%d-%m-%Y %H:%M"]

    def __init__(self, **kwargs):
        super().__init__(input_formats=self.input_formats, **kwargs)
        self.widget.format = "%Y-%m-%dT%H:%M"

    def to_python(self, value):
        try:
            instant = super().to_python(value)
            plausible = instant is None or instant.astimezone(UTC).year >= EARLIEST_YEAR
        except OverflowError:
            plausible = False
        if not plausible:
            raise ValidationError(
                _("This year is too early. Enter a day since %(year)d."), params={"year": EARLIEST_YEAR}
            )
        return instant


def _not_in_future(instant):
    if instant and instant > timezone.now():
        raise ValidationError(_("This instant lies in the future. Enter when it happened, in WIB."))


def _area(rows):
    return forms.Textarea(attrs={"rows": rows})


class IncidentForm(Guarded):
    title = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("Short and neutral: who and what is suspected.")
    )
    seen_at = Moment(label=_("Seen by the ministry"), validators=[_not_in_future], help_text=_("Day and hour in WIB."))
    source = forms.ChoiceField(label=_("Source"), choices=Incident.Source.choices)
    source_note = forms.CharField(
        label=_("Where it was seen"), max_length=300, required=False, help_text=_("Address, account or document.")
    )
    happened_at = Moment(
        label=_("Happened"), required=False, validators=[_not_in_future], help_text=_("Leave empty when not known.")
    )
    severity = forms.ChoiceField(label=_("Severity"), choices=Incident.Severity.choices)
    tlp = forms.ChoiceField(label=_("TLP"), choices=Incident.Tlp.choices)
    summary = forms.CharField(
        label=_("What is known"),
        widget=_area(6),
        required=False,
        max_length=LONG_TEXT,
        help_text=_("Facts about the data, never the leaked data itself."),
    )


class AmendForm(IncidentForm):
    reason = forms.CharField(label=_("Why is this changed?"), max_length=500)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    FACTS = ("title", "seen_at", "source", "source_note", "happened_at", "severity", "tlp", "summary")

    def facts(self):
        return {name: self.cleaned_data[name] for name in self.FACTS}


class InvolveForm(Guarded):
    agency = forms.ModelChoiceField(label=_("Agency"), queryset=Agency.objects.none())
    role = forms.ChoiceField(label=_("Role in the case"), choices=Involvement.AgencyRole.choices)
    why = forms.CharField(label=_("Why"), max_length=300, required=False)

    def __init__(self, *args, incident, **kwargs):
        super().__init__(*args, **kwargs)
        self.incident = incident
        self.fields["agency"].queryset = Agency.objects.prefetch_related("names")

    def clean(self):
        cleaned = super().clean()
        if self.incident.involvements.filter(agency=cleaned.get("agency"), role=cleaned.get("role")).exists():
            self.add_error("role", _("This agency already has this role in the case."))
        return cleaned


class NoteForm(Guarded):
    kind = forms.ChoiceField(label=_("Kind"), choices=Activity.Kind.choices)
    happened_at = Moment(
        label=_("Happened"), required=False, validators=[_not_in_future], help_text=_("Empty means now.")
    )
    text = forms.CharField(label=_("Text"), widget=_area(4), max_length=LONG_TEXT)
    source = forms.CharField(label=_("Source"), max_length=300, required=False)


class Upload(forms.FileField):
    def __init__(self, **kwargs):
        super().__init__(widget=forms.FileInput(attrs={"accept": files.ACCEPT}), allow_empty_file=True, **kwargs)

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if upload:
            files.check(upload)
        return upload


class AttachForm(Guarded):
    file = Upload(label=_("File"), help_text=_("PDF, PNG, JPG, DOCX, XLSX, CSV, TXT or EML, at most 25 MB."))
    description = forms.CharField(label=_("What it shows"), max_length=200, required=False)


class RequestForm(Guarded):
    agency = forms.ModelChoiceField(
        label=_("Agency"), queryset=Agency.objects.none(), help_text=_("Only agencies involved in this case.")
    )
    subject = forms.CharField(label=_("Subject of the letter"), max_length=200)
    opening = forms.CharField(
        label=_("Opening paragraph"),
        widget=_area(4),
        max_length=4000,
        help_text=_("Why this letter: what was seen, where and when. No personal data."),
    )
    basis = forms.CharField(label=_("Legal basis, one per line"), widget=_area(4), max_length=4000)
    copies = forms.CharField(
        label=_("Copies to, one office per line"), widget=_area(2), required=False, max_length=2000
    )
    security = forms.ChoiceField(label=_("Security"), choices=ClarificationRequest.Security.choices)
    urgency = forms.ChoiceField(label=_("Urgency"), choices=ClarificationRequest.Urgency.choices)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    FACTS = ("agency", "subject", "opening", "basis", "copies", "security", "urgency")

    def __init__(self, *args, incident, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = (
            Agency.objects.filter(involvements__incident=incident).distinct().prefetch_related("names")
        )

    def facts(self):
        return {name: self.cleaned_data[name] for name in self.FACTS}


class QuestionForm(Guarded):
    heading = forms.CharField(label=_("Heading"), max_length=120)
    text = forms.CharField(label=_("Question"), widget=_area(3), max_length=5000)


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


class SeenForm(Guarded):
    """A button with the version its page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(SeenForm):
    reason = forms.CharField(label=_("Reason"), widget=_area(3), max_length=2000)


class IssueForm(SeenForm):
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)


class AnswerForm(Guarded):
    text = forms.CharField(label=_("Answer"), widget=_area(8), required=False, max_length=LONG_TEXT)


class SendForm(SeenForm):
    drafts = forms.CharField(widget=forms.HiddenInput, max_length=64)
    name = forms.CharField(label=_("Name of the person who answers"), max_length=200)
    office = forms.CharField(label=_("Position"), max_length=200)
    declaration = forms.BooleanField(
        label=_("I declare that this answer is true to the agency's present knowledge and that I may give it."),
        error_messages={"required": _("Tick the declaration to send.")},
    )


class AppointForm(Guarded):
    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"))
    role = forms.ChoiceField(label=_("Role"), choices=Appointment._meta.get_field("role").choices)
    agency = forms.ModelChoiceField(
        label=_("Agency"), queryset=Agency.objects.none(), required=False, help_text=_("For a liaison.")
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), required=False, help_text=_("For officers and supervisors.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.prefetch_related("names")
        self.fields["unit"].queryset = Unit.objects.on(timezone.localdate())

    def clean(self):
        cleaned = super().clean()
        role = cleaned.get("role")
        wants_agency, wants_unit = role == Role.LIAISON, role in (Role.OFFICER, Role.SUPERVISOR)
        for field, wanted in (("agency", wants_agency), ("unit", wants_unit)):
            if wanted and not cleaned.get(field):
                self.add_error(field, _("This role needs it."))
            if not wanted:
                cleaned[field] = None
        return cleaned


class ContactForm(Guarded):
    agency = forms.ModelChoiceField(label=_("Agency"), queryset=Agency.objects.none())
    office = forms.CharField(
        label=_("Office"), max_length=200, help_text=_("The desk that reads the agency's letters.")
    )
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail"))
    is_ppdp = forms.BooleanField(label=_("Data protection officer (PPDP)"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.prefetch_related("names")

    def clean(self):
        cleaned = super().clean()
        present = Contact.objects.filter(agency=cleaned.get("agency"), valid_to__isnull=True)
        if cleaned.get("email") and present.filter(email__iexact=cleaned["email"]).exists():
            self.add_error("email", _("This address is already on file for this agency."))
        return cleaned


class EndForm(Guarded):
    reason = forms.CharField(label=_("Reason"), max_length=500)
