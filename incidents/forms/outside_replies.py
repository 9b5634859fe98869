"""What is asked about a reply that came outside the portal: where it comes from, when it came, what it answers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..actions import completeness
from ..actions.incoming_reply import Reply, Said, pointing_to
from ..models import Question, Response
from ..plain.not_none import not_none
from ..plain.spans import Span
from ..workflow import QuestionStatus
from .base import SeenForm
from .cases import STAFF_WAYS
from .fields import LONG_TEXT, area, chosen, not_before, offer
from .moments import ReadsBack, said_so
from .on_paper import OnPaper
from .outside_portal import WithScan, came_while_asked, channel_field, received_field
from .replies import AS_A_WHOLE, answered_field, clean_answered, clean_ground, ground_field
from .translations import language_field


class RecordReplyForm(ReadsBack, WithScan, OnPaper, SeenForm):
    """A written reply: of one kind, a document that as a whole answers the questions ticked, or answers to some of them. What is written
    to a question stands, also where the document answers the others as a whole."""

    ways = STAFF_WAYS
    reads_back = ("received_at",)
    printed = ("document", "name", "office")  # on the receipt
    paper, number_in, came, signed = _("Reply"), "document", "received_at", ("name", "office")

    received_at = received_field()
    channel = channel_field()
    document = forms.CharField(label=_("Number and date of the document"), max_length=300)
    name = forms.CharField(label=_("Signed by"), max_length=200)
    office = forms.CharField(label=_("Position"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind of reply"),
        choices=chosen(
            [
                (AS_A_WHOLE, _("The document answers the questions ticked below")),
                (Response.Kind.INTERIM, _("Interim")),
                (Response.Kind.DENIAL, _("Denial")),
                (Response.Kind.NOT_HELD, _("Data not held")),
                (Response.Kind.DECLINED, _("Declines to answer")),
            ]
        ),
        required=False,
        help_text=_("Empty when it answers the questions below."),
    )
    questions = answered_field()
    ground = ground_field()
    text = forms.CharField(label=_("Text"), widget=area(4), max_length=LONG_TEXT, required=False)
    language = language_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = list(self.on.questions.all())
        self.open = [question for question in self.asked if question.status == QuestionStatus.OPEN]
        offer(self, "questions", self.on.questions.all(), _asked)
        self.initial.setdefault("questions", self.open)
        for question in self.asked:
            answered = question.first_answered
            words = gettext("Answered %(at)s. Only for what had come before, with its scan.")
            self.fields[f"q{question.pk}"] = forms.CharField(
                label=f"{question.number}. {question.heading}",
                help_text=words % {"at": said_so(answered)} if answered else "",
                widget=area(2),
                max_length=LONG_TEXT,
                required=False,
            )

    def clean_received_at(self) -> Span:
        words = _("A reply cannot have come before the letter was issued.")
        return came_while_asked(self.cleaned_data["received_at"], self.on, words)

    def clean(self):
        cleaned = super().clean()
        kind = cleaned.get("kind")
        as_a_whole = kind == AS_A_WHOLE
        clean_answered(self, cleaned)
        if not as_a_whole and cleaned.get("questions") and "questions" in self.changed_data:
            self.add_error("kind", _("You ticked what the document answers as a whole: choose that kind of reply."))
        if not self.errors and not as_a_whole and bool(kind) == bool(self.answers()):
            raise ValidationError(_("Choose a kind of reply, or fill in what it answers: one of the two."))
        clean_ground(self, cleaned)
        if kind and not as_a_whole and not cleaned.get("text"):
            self.add_error("text", _("Say what the reply says."))
        if cleaned.get("received_at") and (last := completeness.asked_last(self.answered_by(cleaned))):
            words = _("Question %(number)d was returned after this came: it cannot complete it.")
            try:
                cleaned["received_at"] = not_before(cleaned["received_at"], not_none(last.asked_at), words)
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
        if self.cleaned_data.get("kind") == AS_A_WHOLE:
            of_all = pointing_to(self.cleaned_data.get("document", ""))
            ticked = self.cleaned_data.get("questions") or ()
            typed |= {question: typed[question] or of_all for question in ticked}
        return [Said(question, text) for question, text in typed.items() if text]

    def facts(self) -> dict[str, Any]:
        names = (
            "received_at",
            "channel",
            "document",
            "name",
            "office",
            "kind",
            "ground",
            "text",
            "language",
            "evidence",
        )
        said = {name: self.cleaned_data[name] for name in names}
        if said["kind"] == AS_A_WHOLE:
            said["kind"] = ""  # what it answers decides whether it is one in part or in full
        return {"reply": Reply(answers=self.answers(), **said), "seen": self.cleaned_data["seen"]}


def _asked(question: Question) -> str:
    words = f"{question.number}. {question.heading}"
    return words if question.status == QuestionStatus.OPEN else f"{words} ({gettext('answered')})"


class ReplyWordsForm(WithScan, OnPaper, SeenForm):
    """What stands beside what a reply answers, and when it came: how it came, who signed it, what it says. What it answers and when
    it came is judged: a reply that answers something else, or came at another hour, is struck and entered anew."""

    ways = STAFF_WAYS
    printed = ("document", "declared_name", "declared_office")
    paper, number_in, came, signed = _("Reply"), "document", "received_at", ("declared_name", "declared_office")

    channel = channel_field()
    document = forms.CharField(label=_("Number and date of the document"), max_length=300)
    declared_name = forms.CharField(label=_("Signed by"), max_length=200)
    declared_office = forms.CharField(label=_("Position"), max_length=200)
    ground = ground_field()
    text = forms.CharField(label=_("Text"), widget=area(4), max_length=LONG_TEXT, required=False)
    language = language_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        declines = self.on.kind == Response.Kind.DECLINED
        self.fields["ground"].required = declines
        self.fields["text"].required = self.on.kind not in (Response.Kind.PARTIAL, Response.Kind.FULL)
        if not declines:
            del self.fields["ground"]
