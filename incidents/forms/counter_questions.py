"""What is asked when an agency asks about the letter: its question, one that came on paper, the ministry's answer and its effect on the due."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .. import files
from ..actions.counter_questions import AnsweredThen
from ..actions.counter_questions import MoreTime as Proposed
from ..actions.from_outside import FromOutside
from ..models import CounterQuestion, Question
from ..plain.spans import Span
from ..workflow import RequestStatus
from .base import FromAgency, SeenForm
from .cases import STAFF_WAYS
from .deadlines import MoreTime
from .fields import LONG_TEXT, Came, Uploads, area, not_before, offer
from .moments import Moment, ReadsBack
from .outside_portal import WithScan, came_while_asked, channel_field, document_field, received_field

State = CounterQuestion.State


def _about() -> "forms.ModelChoiceField[Question]":
    return forms.ModelChoiceField(
        label=_("About"), queryset=Question.objects.none(), required=False, empty_label=_("The letter as a whole")
    )


def _offer_questions(form: forms.Form, asked: Any) -> None:
    offer(form, "about", asked, lambda question: f"{question.number}. {question.heading}")


class AskBackForm(FromAgency):
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


class ProposesTime(MoreTime):
    """Whether more time is proposed with an answer; nothing of that where a wish for time waits already."""

    STAYS, PROPOSED = "stays", "proposed"
    OF_TIME = ("effect", "until", "wished_at", "reason")
    conditional: tuple[str, ...] = ("reason",)

    sets = "wished_at"
    reads_back: tuple[str, ...] = ("wished_at",)

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
        help_text=_("Needed where more time is proposed, and only there."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].required = False
        self.order_fields([*(name for name in self.fields if name not in self.OF_TIME), *self.OF_TIME])
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

    def proposed(self) -> Proposed | None:
        data = self.cleaned_data
        return Proposed(data["wished_at"], data["reason"]) if self.sets_one(data) else None


class RecordQuestionForm(ReadsBack, ProposesTime, WithScan, SeenForm):
    """A question that came outside the portal: where it comes from, when it came, what it asks, and what had become of it. Where the letter
    asks nothing any more it waits for nobody; where another waits, it is one that had been answered. The due stays where nobody says that
    more time is proposed: no answer moves it."""

    WAITS, ANSWERED, NEEDED_NONE = State.PENDING.value, State.ANSWERED.value, State.LAPSED.value
    BECAME = (
        (WAITS, _("It waits for the ministry's answer")),
        (NEEDED_NONE, _("Nobody had answered it, and it needs no answer any more")),
        (ANSWERED, _("The ministry had answered it, as written below")),
    )

    ways = STAFF_WAYS
    reads_back = ("received_at", "answered_at", "wished_at")
    paper, number_in, came, signed = _("Question of the agency"), "document", "received_at", ("who",)
    conditional = (*ProposesTime.conditional, "answer", "answered_at")

    received_at = received_field()
    channel = channel_field(spoken=True)
    document = document_field()
    who = forms.CharField(label=_("Asked by (name and office)"), max_length=200)
    about = _about()
    text = forms.CharField(label=_("Question of the agency"), widget=area(4), max_length=LONG_TEXT)
    became = forms.ChoiceField(label=_("What had become of it"), widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("Answer of the ministry"),
        widget=area(3),
        max_length=LONG_TEXT,
        required=False,
        help_text=_("Needed of a question that had been answered: what was said, and how."),
    )
    answered_at = Came(
        label=_("When it was answered"), required=False, help_text=_("Needed of a question that had been answered.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_questions(self, self.on.questions.all())
        asks_on = self.on.status == RequestStatus.OPEN
        unanswered = (self.WAITS if not self.on.question_back else "") if asks_on else self.NEEDED_NONE
        became = cast("forms.ChoiceField", self.fields["became"])
        became.choices = [choice for choice in self.BECAME if choice[0] in (unanswered, self.ANSWERED)]
        if asks_on and unanswered:
            self.initial.setdefault("became", unanswered)
        if not asks_on:
            for name in self.OF_TIME:
                self.fields.pop(name, None)
        self.either = ()  # until when is asked only where more time is proposed
        if "effect" in self.fields:
            self.fields["effect"].required = False
            self.fields["effect"].help_text = _(
                "Of a question that had been answered. Where nothing is chosen, the due stays as it is."
            )
        of_it = ("received_at", "channel", "document", "who", "about", "text", "became", "answer", "answered_at")
        self.order_fields([*of_it, *self.OF_TIME])

    def sets_one(self, cleaned: dict[str, Any]) -> bool:
        return cleaned.get("became") == self.ANSWERED and super().sets_one(cleaned)

    def clean_received_at(self) -> Span:
        words = _("A question about the letter cannot have come before it was issued.")
        return came_while_asked(self.cleaned_data["received_at"], self.on, words)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        answered = cleaned.get("became") == self.ANSWERED
        for name in ("answer", "answered_at", "effect") if "became" in cleaned else ():
            if answered and name in ("answer", "answered_at") and not cleaned.get(name) and name not in self.errors:
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
        data = self.cleaned_data
        paper = FromOutside.of(data)
        facts = {name: data[name] for name in ("seen", "about", "text")} | {"paper": paper}
        if data["became"] == self.ANSWERED:
            facts |= {"answered": AnsweredThen(data["answer"], data["answered_at"]), "more_time": self.proposed()}
        return facts


class QuestionWordsForm(WithScan, SeenForm):
    """What stands of a question from outside beside when it came: one that came at another hour is struck and entered anew."""

    ways = STAFF_WAYS
    paper, number_in, came, signed = _("Question of the agency"), "document", "asked_at", ("who",)

    channel = channel_field(spoken=True)
    document = document_field()
    who = forms.CharField(label=_("Asked by (name and office)"), max_length=200)
    about = _about()
    text = forms.CharField(label=_("Question of the agency"), widget=area(4), max_length=LONG_TEXT)
    answer = forms.CharField(label=_("Answer of the ministry"), widget=area(3), max_length=LONG_TEXT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_questions(self, self.on.request.questions.all())
        if not self.on.answered_then:  # what was answered here went out
            del self.fields["answer"]


class AnswerBackForm(ReadsBack, ProposesTime, SeenForm):
    """The answer, and whether more time is proposed with it."""

    ways = STAFF_WAYS
    reads_back = ("wished_at",)

    text = forms.CharField(label=_("Answer to the agency"), widget=area(6), max_length=LONG_TEXT)
    files = Uploads(  # type: ignore[assignment]  # a field, which Django takes off the class
        label=_("Files"), required=False, help_text=files.HELP
    )

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"seen": data["seen"], "text": data["text"], "uploads": data["files"], "more_time": self.proposed()}
