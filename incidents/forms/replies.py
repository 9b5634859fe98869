"""What is asked about replies: answers to questions, replies without answers or from outside, returning, wrong addressee."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import files
from ..actions import completeness
from ..actions.replies import Reply, Said
from ..models import DataCategory, Evidence, Question, Response
from ..models.request_queries import Wrong
from ..plain import answer_values, clocks, guard, numbers, units
from ..plain.answer_values import Kind
from ..plain.known import known
from ..workflow import QuestionStatus
from .assertions import evidence_words
from .base import (
    LONG_TEXT,
    FromAgency,
    Guarded,
    SeenForm,
    SeveralRows,
    Uploads,
    Way,
    When,
    area,
    chosen,
    not_before,
    not_before_issue,
    not_in_future,
    offer,
)
from .cases import STAFF_WAYS
from .moments import Moment, ReadsBack, in_words
from .on_paper import OnPaper

# What an answer says that is in the document itself; Indonesian, as all that the body reads of its own answers.
WHOLE = "Dijawab oleh dokumen secara keseluruhan"


def _ground() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Declined because of"),
        choices=chosen(Response.Ground.choices),
        required=False,
        help_text=_(
            "Only where the reply declines to answer; the text says on which provision or proceeding it rests."
        ),
    )


def _clean_ground(form: forms.Form, cleaned: dict[str, Any]) -> dict[str, Any]:
    """Who declines says on which ground, and nobody else does."""
    declines = cleaned.get("kind") == Response.Kind.DECLINED
    if declines and not cleaned.get("ground"):
        form.add_error("ground", _("Say on which ground the body declines."))
    if not declines and cleaned.get("ground") and "kind" in cleaned:
        form.add_error("ground", _("A ground belongs to a reply that declines to answer."))
    return cleaned


class ReplyForm(OnPaper, FromAgency):
    unguarded = ("files",)  # what an agency proves with may hold numbers
    printed = ("name", "office")  # on the receipt

    kind = forms.ChoiceField(
        label=_("Kind of reply"),
        choices=[
            (Response.Kind.INTERIM, _("Interim: we are working on it. The clock runs on.")),
            (Response.Kind.DENIAL, _("Denial: nothing leaked from us. This answers every question.")),
            (Response.Kind.NOT_HELD, _("We do not hold these data. This answers every question.")),
            (Response.Kind.DECLINED, _("We decline to answer. This answers no question, and the clock runs on.")),
        ],
        widget=forms.RadioSelect,
    )
    ground = _ground()
    text = forms.CharField(
        label=_("Text"), widget=area(6), max_length=LONG_TEXT, help_text=_("On what it rests, and what was done.")
    )
    files = Uploads(  # type: ignore[assignment]  # a field, which Django takes off the class
        label=_("Files"),
        required=False,
        help_text=files.HELP,
    )
    name = forms.CharField(label=_("Name of the person who answers"), max_length=200)
    office = forms.CharField(label=_("Position"), max_length=200)
    declaration = forms.BooleanField(
        label=_("I declare that this answer is true to the agency's present knowledge and that I may give it."),
        error_messages={"required": _("Tick the declaration to send.")},
    )

    def clean(self):
        return _clean_ground(self, super().clean())

    def facts(self) -> dict[str, Any]:
        names = ("seen", "kind", "ground", "text", "name", "office")
        return {name: self.cleaned_data[name] for name in names} | {"uploads": self.cleaned_data["files"]}


class RedirectForm(FromAgency):
    what = forms.ChoiceField(
        label=_("What is wrong"),
        choices=Wrong.choices,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label=_("Whom to ask, or the right address"), widget=area(3), max_length=2000)

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("seen", "what", "text")}


class RecordReplyForm(ReadsBack, OnPaper, SeenForm):
    """A written reply from outside the portal: where it comes from, when it came, what it answers."""

    ways = STAFF_WAYS
    reads_back = ("received_at",)
    printed = ("document", "name", "office")  # on the receipt

    received_at = Moment(
        label=_("Received"),
        validators=[not_in_future],
        help_text=_(
            "When it reached the ministry, day, month, year, hour.minute in WIB. When it is entered here is recorded by itself."
        ),
    )
    channel = forms.ChoiceField(
        label=_("Channel"), choices=chosen([c for c in Response.Channel.choices if c[0] != "portal"])
    )
    document = forms.CharField(label=_("Number and date of the document"), max_length=300)
    name = forms.CharField(label=_("Signed by"), max_length=200)
    office = forms.CharField(label=_("Position"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind of reply"),
        choices=chosen(
            [
                (Response.Kind.INTERIM, _("Interim")),
                (Response.Kind.DENIAL, _("Denial")),
                (Response.Kind.NOT_HELD, _("Data not held")),
                (Response.Kind.DECLINED, _("Declines to answer")),
            ]
        ),
        required=False,
        help_text=_("Empty when it answers the questions below."),
    )
    ground = _ground()
    text = forms.CharField(label=_("Text"), widget=area(4), max_length=LONG_TEXT, required=False)
    evidence = forms.ModelChoiceField(
        label=_("Scan"),
        queryset=Evidence.objects.none(),
        required=False,
        help_text=_("Add it to the evidence of the case first."),
    )

    whole = forms.BooleanField(
        label=_("The document as a whole answers every open question"),
        required=False,
        help_text=_("For those to which nothing is written below; each then points to the document."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "evidence", self.on.incident.evidence.filter(file__isnull=False), evidence_words)
        self.asked = list(self.on.questions.all())
        self.open = [question for question in self.asked if question.status == QuestionStatus.OPEN]
        if not self.open:
            del self.fields["whole"]
        for question in self.asked:
            answered = known(question.first_answered_at) if question.first_answered_at else None
            told = gettext("Answered %(at)s. Only for what had come before, with its scan.")
            self.fields[f"q{question.pk}"] = forms.CharField(
                label=f"{question.number}. {question.heading}",
                help_text=told % {"at": in_words(answered)} if answered else "",
                widget=area(2),
                max_length=LONG_TEXT,
                required=False,
            )

    def clean_received_at(self) -> datetime:
        words = _("A reply cannot have come before the letter was issued.")
        received = not_before_issue(self.cleaned_data["received_at"], self.on, words)
        if not completeness.asked_when(self.on, received):
            raise ValidationError(completeness.AskedNoMore.message)
        return received

    def clean(self):
        cleaned = super().clean()
        if not self.errors and bool(cleaned.get("kind")) == bool(self.answers()):
            raise ValidationError(_("Choose a kind of reply, or fill in what it answers: one of the two."))
        _clean_ground(self, cleaned)
        if cleaned.get("kind") and not cleaned.get("text"):
            self.add_error("text", _("Say what the reply says."))
        if cleaned.get("received_at") and (last := completeness.asked_last(self.answered_by(cleaned))):
            words = _("Question %(number)d was returned after this came: it cannot complete it.")
            try:
                cleaned["received_at"] = not_before(cleaned["received_at"], known(last.asked_at), words)
            except ValidationError as refusal:
                self.add_error("received_at", ValidationError(refusal.message, params={"number": last.number}))
        return cleaned

    def answered_by(self, cleaned: dict[str, Any]) -> list[Question]:
        """The open questions that the reply answers; not those whose first answer it comes before."""
        meant = [said.question for said in self.answers()]
        meant = self.asked if cleaned.get("kind") in Response.ANSWERS_ALL else meant
        earlier = completeness.came_before(meant, cleaned["received_at"])
        return [question for question in meant if question in self.open and question not in earlier]

    def answers(self) -> list[Said]:
        typed = {question: self.cleaned_data.get(f"q{question.pk}") for question in self.asked}
        if self.cleaned_data.get("whole"):
            of_all = f"{WHOLE}: {self.cleaned_data.get('document')}"
            typed |= {question: typed[question] or of_all for question in self.open}
        return [Said(question, text) for question, text in typed.items() if text]

    def facts(self) -> dict[str, Any]:
        names = ("received_at", "channel", "document", "name", "office", "kind", "ground", "text", "evidence")
        reply = Reply(answers=self.answers(), **{name: self.cleaned_data[name] for name in names})
        return {"reply": reply, "seen": self.cleaned_data["seen"]}


YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class WholeNumber(forms.CharField):
    """A count typed as people write it: 204.807.203 or 204,8 juta. Cleans to an int, or None when left empty."""

    def prepare_value(self, value):
        return numbers.exact(value) if isinstance(value, int) else value

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            written = numbers.read(text)
        except ValueError:
            written = numbers.Written(Decimal("NaN"))
        amount, people = written.amount, written.unit and units.unit_of(written.unit) == units.unit_of("orang")
        # The answer keeps a bare count: what it counts, or that it is about right, would be lost.
        if amount != amount.to_integral_value() or written.about or (written.unit and not people):
            raise ValidationError(
                _("“%(text)s” is no number. Write 252, 204.807.203 or 204,8 juta."), params={"text": text[:40]}
            )
        return int(amount)


class AnswerForm(Guarded):
    """An agency names its contact person, telephone included: only identity and card numbers are held.

    `stands` identifies the draft that was read, so that a colleague's later words are not written over.
    """

    ways = (Way.MASK,)
    kinds = (guard.IDENTITY, guard.CARD)
    unguarded = ReplyForm.unguarded

    stands = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    text = forms.CharField(label=_("Answer"), widget=area(8), required=False, max_length=LONG_TEXT)
    files = Uploads(label=_("Files"), required=False, id="files")  # type: ignore[assignment]  # a field, which Django takes off the class

    def __init__(self, *args, question, **kwargs):
        super().__init__(*args, **kwargs)
        self.question = question
        field = self._value_field()
        if field:
            self.fields["value"] = field
            self.order_fields(["stands", "value", "text"])
            self.fields["text"].label = _("Reason") if question.kind == Kind.YES_NO else _("Explanation")
            self.fields["text"].widget.attrs["rows"] = 5

    def _value_field(self):
        if self.question.kind == Kind.NUMBER:
            return WholeNumber(
                label=_("How many"), required=False, max_length=40, help_text=_("Empty while not known.")
            )
        if self.question.kind == Kind.INSTANT:
            return When(label=_("When"), required=False)
        if self.question.kind == Kind.YES_NO:
            return forms.ChoiceField(label=_("Yes or no"), choices=YES_NO, widget=forms.RadioSelect, required=False)
        if self.question.kind == Kind.CATEGORIES:
            day = clocks.day(self.question.request.issued_at)
            rows = DataCategory.objects.on(day).order_by("pk")
            return SeveralRows(label=_("Kinds of data"), queryset=rows, required=False)
        return None

    @staticmethod
    def initial_of(question, draft):
        """What the form begins with: the draft as it stands, or nothing."""
        if draft is None:
            return {"stands": ""}
        value = draft.value
        if question.kind == Kind.INSTANT:
            value = answer_values.read_span(value)
        if question.kind == Kind.CATEGORIES:
            value = list(DataCategory.objects.filter(code__in=[v["code"] for v in value or []]))
        return {"stands": draft.words, "text": draft.text, "value": value}

    def answered(self):
        """What was answered beside the words, as JSON keeps it; None when nothing was."""
        value = self.cleaned_data.get("value")
        if self.question.kind == Kind.INSTANT:
            return answer_values.keep_span(value)
        if self.question.kind == Kind.CATEGORIES:
            return [{"code": row.code, "name": row.name} for row in value or []] or None
        return None if value == "" else value


class SendForm(OnPaper, SeenForm):
    """Who answers for the agency; `drafts` identifies what they checked."""

    printed = ("name", "office")  # on the receipt

    drafts = forms.CharField(widget=forms.HiddenInput, max_length=64)
    name = forms.CharField(label=_("Name of the person who answers"), max_length=200)
    office = forms.CharField(label=_("Position"), max_length=200)
    declaration = forms.BooleanField(
        label=_("I declare that this answer is true to the agency's present knowledge and that I may give it."),
        error_messages={"required": _("Tick the declaration to send.")},
    )

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"seen": data["seen"], "seen_drafts": data["drafts"], "name": data["name"], "office": data["office"]}
