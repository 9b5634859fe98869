"""What is asked when an agency asks about the letter: its question, one that came on paper, the ministry's answer and its effect on the due."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .. import files
from ..actions.counter_questions import AnsweredThen
from ..actions.counter_questions import MoreTime as Proposed
from ..actions.counter_questions import OnPaper as Outside
from ..models import CounterQuestion, Question
from ..plain.spans import Span
from ..workflow import RequestStatus
from .base import FromAgency, SeenForm
from .cases import STAFF_WAYS
from .deadlines import MoreTime
from .fields import LONG_TEXT, Came, Uploads, area, not_before, offer
from .moments import Moment, ReadsBack
from .outside_portal import WithScan, came_while_asked, channel_field, received_field


def _about() -> "forms.ModelChoiceField[Question]":
    return forms.ModelChoiceField(
        label=_("About"), queryset=Question.objects.none(), required=False, empty_label=_("The letter as a whole")
    )


def _offer_questions(form: forms.Form, asked: Any) -> None:
    offer(form, "about", asked, lambda question: f"{question.number}. {question.heading}")


class AskBackForm(FromAgency):
    unguarded = ("files",)  # what an agency sends along may hold numbers

    about = _about()
    text = forms.CharField(label=_("Your question"), widget=area(5), max_length=LONG_TEXT)
    files = Uploads(  # type: ignore[assignment]  # a field, which Django takes off the class
        label=_("Files"), required=False, help_text=files.HELP
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_questions(self, self.on.questions.all())

    def facts(self) -> dict[str, Any]:
        names = ("seen", "about", "text")
        return {name: self.cleaned_data[name] for name in names} | {"uploads": self.cleaned_data["files"]}


class RecordQuestionForm(ReadsBack, WithScan, SeenForm):
    """A question that came outside the portal: where it comes from, when it came, what it asks. Where the letter asks nothing any more, also
    what had become of it: it waits for nobody."""

    OF_ITS_END = ("became", "answer", "answered_at")

    ways = STAFF_WAYS
    reads_back = ("received_at", "answered_at")
    paper, number_in, came, signed = _("Question of the agency"), "document", "received_at", ("who",)

    received_at = received_field()
    channel = channel_field()
    document = forms.CharField(label=_("Number and date of the document"), max_length=300)
    who = forms.CharField(label=_("Signed by"), max_length=200)
    about = _about()
    text = forms.CharField(label=_("Question of the agency"), widget=area(4), max_length=LONG_TEXT)
    became = forms.ChoiceField(
        label=_("What had become of it"),
        choices=[
            (CounterQuestion.State.LAPSED, _("Nobody had answered it, and it needs no answer any more")),
            (CounterQuestion.State.ANSWERED, _("The ministry had answered it, as written below")),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Answer of the ministry"), widget=area(3), max_length=LONG_TEXT, required=False, help_text=_("And how.")
    )
    answered_at = Came(label=_("When it was answered"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_questions(self, self.on.questions.all())
        if self.on.status == RequestStatus.OPEN:
            for name in self.OF_ITS_END:
                del self.fields[name]

    def clean_received_at(self) -> Span:
        words = _("A question about the letter cannot have come before it was issued.")
        return came_while_asked(self.cleaned_data["received_at"], self.on, words)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        answered = cleaned.get("became") == CounterQuestion.State.ANSWERED
        for name in ("answer", "answered_at") if "became" in cleaned else ():
            if answered and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("Say what was answered, and when."))
            if not answered and cleaned.get(name):
                self.add_error(name, _("This belongs to a question that had been answered."))
        when, came = cleaned.get("answered_at"), cleaned.get("received_at")
        if answered and when and came and "answered_at" not in self.errors:
            try:
                cleaned["answered_at"] = not_before(when, came.start, _("This lies before the question came."))
            except ValidationError as refusal:
                self.add_error("answered_at", refusal)
        return cleaned

    def facts(self) -> dict[str, Any]:
        paper = Outside(
            **{name: self.cleaned_data[name] for name in ("who", "received_at", "channel", "document", "evidence")}
        )
        facts = {name: self.cleaned_data[name] for name in ("seen", "about", "text")} | {"paper": paper}
        if self.cleaned_data.get("became") == CounterQuestion.State.ANSWERED:
            facts["answered"] = AnsweredThen(self.cleaned_data["answer"], self.cleaned_data["answered_at"])
        return facts


class QuestionWordsForm(WithScan, SeenForm):
    """What stands of a question from outside beside when it came: one that came at another hour is struck and entered anew."""

    ways = STAFF_WAYS
    paper, number_in, came, signed = _("Question of the agency"), "document", "asked_at", ("who",)

    channel = channel_field()
    document = forms.CharField(label=_("Number and date of the document"), max_length=300)
    who = forms.CharField(label=_("Signed by"), max_length=200)
    about = _about()
    text = forms.CharField(label=_("Question of the agency"), widget=area(4), max_length=LONG_TEXT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_questions(self, self.on.request.questions.all())


class AnswerBackForm(ReadsBack, MoreTime, SeenForm):
    """The answer, and whether more time is proposed with it; nothing of that where a wish for time waits already."""

    STAYS, PROPOSED = "stays", "proposed"
    OF_TIME = ("effect", "until", "wished_at", "reason")

    ways = STAFF_WAYS
    sets = "wished_at"
    reads_back = ("wished_at",)

    text = forms.CharField(label=_("Answer to the agency"), widget=area(6), max_length=LONG_TEXT)
    files = Uploads(  # type: ignore[assignment]  # a field, which Django takes off the class
        label=_("Files"), required=False, help_text=files.HELP
    )
    effect = forms.ChoiceField(
        label=_("Effect on the due"),
        choices=[
            (STAYS, _("None: the due stays as it is")),
            (PROPOSED, _("I propose more time: a supervisor decides, and until then the due stays as it is")),
        ],
        widget=forms.RadioSelect,
    )
    wished_at = Moment(label=_("Another instant"))
    reason = forms.CharField(
        label=_("Why more time"),
        widget=area(2),
        max_length=4000,
        required=False,
        help_text=_("Only where more time is proposed."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].required = False
        self.order_fields(["seen", "text", "files", *self.OF_TIME])
        if self.on.waiting_wish:
            for name in self.OF_TIME:
                del self.fields[name]

    def sets_one(self, cleaned: dict[str, Any]) -> bool:
        return cleaned.get("effect") == self.PROPOSED

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.sets_one(cleaned) and not cleaned.get("reason"):
            self.add_error("reason", _("Say why more time is proposed."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        proposed = Proposed(data["wished_at"], data["reason"]) if self.sets_one(data) else None
        return {"seen": data["seen"], "text": data["text"], "uploads": data["files"], "more_time": proposed}
