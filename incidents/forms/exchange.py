"""Forms of the exchange: replies without answers, replies from outside, returning, more time, wrong addressee."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import Response
from ..plain import guard
from ..workflow import QuestionStatus
from .assertions import evidence_words
from .base import LONG_TEXT, Moment, SeenForm, Uploads, Way, area, chosen, not_in_future
from .cases import STAFF_WAYS

Kind = Response.Kind
LONGEST_EXTENSION = timedelta(days=60)  # beyond that a new request is the honest way


class FromAgency(SeenForm):
    """An agency names its people, telephone included: only identity and card numbers are held."""

    ways = (Way.MASK,)
    kinds = (guard.IDENTITY, guard.CARD)


class ReplyForm(FromAgency):
    unguarded = ("files",)  # what an agency proves with may hold numbers; as with the files of its answers

    kind = forms.ChoiceField(
        label=_("Kind of reply"),
        choices=[
            (Kind.INTERIM, _("Interim: we are working on it. The clock runs on.")),
            (Kind.DENIAL, _("Denial: nothing leaked from us. This answers every question.")),
            (Kind.NOT_HELD, _("We do not hold these data. This answers every question.")),
        ],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Text"), widget=area(6), max_length=LONG_TEXT, help_text=_("On what it rests, and what was done.")
    )
    files = Uploads(
        label=_("Files"),
        required=False,
        help_text=_("PDF, PNG, JPG, DOCX, XLSX, CSV, TXT or EML, at most 25 MB each."),
    )
    name = forms.CharField(label=_("Name of the person who answers"), max_length=200)
    office = forms.CharField(label=_("Position"), max_length=200)
    declaration = forms.BooleanField(
        label=_("I declare that this answer is true to the agency's present knowledge and that I may give it."),
        error_messages={"required": _("Tick the declaration to send.")},
    )


class RedirectForm(FromAgency):
    what = forms.ChoiceField(
        label=_("What is wrong"),
        choices=[
            ("addressee", _("Another body is to be asked")),
            ("address", _("Only our address is wrong")),
        ],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label=_("Whom to ask, or the right address"), widget=area(3), max_length=2000)


class AskExtensionForm(FromAgency):
    wished_at = Moment(label=_("Until when"), help_text=_("Day and hour in WIB."))
    reason = forms.CharField(label=_("Reason"), widget=area(4), max_length=4000)

    def __init__(self, *args, due_at, **kwargs):
        super().__init__(*args, **kwargs)
        self.due_at = due_at

    def clean_wished_at(self):
        wished = self.cleaned_data["wished_at"]
        later_than(wished, self.due_at)
        return wished


def later_than(instant, due_at):
    if instant <= max(due_at, timezone.now()):
        raise ValidationError(_("This does not lie after the present due and after now."))
    if instant > due_at + LONGEST_EXTENSION:
        raise ValidationError(
            _("More than %(days)d days: withdraw the request and ask anew."), params={"days": LONGEST_EXTENSION.days}
        )


class ExtendForm(SeenForm):
    ways = STAFF_WAYS

    due_at = Moment(label=_("New due"), help_text=_("Day and hour in WIB."))
    reason = forms.CharField(label=_("Reason"), widget=area(3), max_length=4000)

    def __init__(self, *args, due_at, **kwargs):
        super().__init__(*args, **kwargs)
        self.present = due_at

    def clean_due_at(self):
        later_than(self.cleaned_data["due_at"], self.present)
        return self.cleaned_data["due_at"]


class AcceptanceForm(SeenForm):
    """Nothing to fill in: the letter says it all."""


class CorrectForm(SeenForm):
    """Where a letter has a slip, how it reads, how it should read: up to five places."""

    ways = STAFF_WAYS
    PLACES = range(1, 6)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for n in self.PLACES:
            first = n == 1
            self.fields[f"where_{n}"] = forms.CharField(
                label=_("Place %(n)d") % {"n": n},
                help_text=_("Such as “Lampiran I nomor 2”."),
                max_length=120,
                required=first,
            )
            self.fields[f"reads_{n}"] = forms.CharField(
                label=_("Reads"), widget=area(2), max_length=1000, required=first
            )
            self.fields[f"should_read_{n}"] = forms.CharField(
                label=_("Should read"), widget=area(2), max_length=1000, required=first
            )

    def clean(self):
        cleaned = super().clean()
        for n in self.PLACES:
            names = [f"{part}_{n}" for part in ("where", "reads", "should_read")]
            given = [name for name in names if cleaned.get(name) or name in self.errors]
            for name in names if given else ():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("A correction names the place, how it reads and how it should read."))
        return cleaned

    def corrections(self):
        data = self.cleaned_data
        return [
            {"where": data[f"where_{n}"], "reads": data[f"reads_{n}"], "should_read": data[f"should_read_{n}"]}
            for n in self.PLACES
            if data.get(f"where_{n}")
        ]


class ReturnForm(SeenForm):
    """What is missing, question by question; an empty field leaves the question as it is."""

    ways = STAFF_WAYS

    due_at = Moment(label=_("New due"), help_text=_("Day and hour in WIB."))
    reason = forms.CharField(label=_("Why it is returned"), widget=area(2), max_length=4000)

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.answered = list(request.questions.filter(status=QuestionStatus.ANSWERED))
        for question in self.answered:
            self.fields[f"q{question.pk}"] = forms.CharField(
                label=f"{question.number}. {question.heading}",
                help_text=_("What is missing?"),
                widget=area(2),
                max_length=2000,
                required=False,
            )

    def clean_due_at(self):
        if self.cleaned_data["due_at"] <= timezone.now():
            raise ValidationError(_("The new due lies in the past."))
        return self.cleaned_data["due_at"]

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.questions():
            raise ValidationError(_("Say for at least one question what is missing."))
        return cleaned

    def questions(self):
        return {q: self.cleaned_data[f"q{q.pk}"] for q in self.answered if self.cleaned_data.get(f"q{q.pk}")}


class RecordReplyForm(SeenForm):
    """A written reply from outside the portal: where it comes from, when it came, what it answers."""

    ways = STAFF_WAYS

    received_at = Moment(
        label=_("Received"),
        validators=[not_in_future],
        help_text=_("When it reached the ministry. When it is entered here is recorded by itself."),
    )
    channel = forms.ChoiceField(
        label=_("Channel"), choices=chosen([c for c in Response.Channel.choices if c[0] != "portal"])
    )
    document = forms.CharField(label=_("Number and date of the document"), max_length=300)
    name = forms.CharField(label=_("Signed by"), max_length=200)
    office = forms.CharField(label=_("Position"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind of reply"),
        choices=chosen([(Kind.INTERIM, _("Interim")), (Kind.DENIAL, _("Denial")), (Kind.NOT_HELD, _("Data not held"))]),
        required=False,
        help_text=_("Empty when it answers the questions below."),
    )
    text = forms.CharField(label=_("Text"), widget=area(4), max_length=LONG_TEXT, required=False)
    evidence = forms.ModelChoiceField(
        label=_("Scan"), queryset=None, required=False, help_text=_("Add it to the evidence of the case first.")
    )

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.row = request
        self.fields["evidence"].queryset = request.incident.evidence.filter(file__isnull=False)
        self.fields["evidence"].label_from_instance = evidence_words
        self.open = list(request.questions.filter(status=QuestionStatus.OPEN))
        for question in self.open:
            self.fields[f"q{question.pk}"] = forms.CharField(
                label=f"{question.number}. {question.heading}", widget=area(2), max_length=LONG_TEXT, required=False
            )

    def clean_received_at(self):
        received = self.cleaned_data["received_at"]
        # People type minutes; the letter was issued at a second of one.
        if received < self.row.issued_at.replace(second=0, microsecond=0):
            raise ValidationError(_("A reply cannot have come before the letter was issued."))
        return max(received, self.row.issued_at)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and bool(cleaned.get("kind")) == bool(self.answers()):
            raise ValidationError(_("Choose a kind of reply, or fill in what it answers: one of the two."))
        if cleaned.get("kind") and not cleaned.get("text"):
            self.add_error("text", _("Say what the reply says."))
        return cleaned

    def answers(self):
        return [(q, self.cleaned_data[f"q{q.pk}"]) for q in self.open if self.cleaned_data.get(f"q{q.pk}")]

    def facts(self):
        names = ("received_at", "channel", "document", "name", "office", "kind", "text", "evidence", "seen")
        return {name: self.cleaned_data[name] for name in names} | {"answers": self.answers()}
