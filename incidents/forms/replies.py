"""What is asked about a reply that a body sends itself: one without answers, and that the letter went to a wrong addressee."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from .. import files
from ..actions.incoming_reply import Said, pointing_to
from ..models import Question, Response
from ..models.outside_words import Wrong
from ..workflow import QuestionStatus
from .base import FromAgency
from .fields import LONG_TEXT, SeveralRows, Uploads, area, chosen, offer
from .on_paper import OnPaper
from .translations import language_field

OF_WHO_DECLINES = _("A ground belongs to a reply that declines to answer.")


def ground_field(told: Any = "") -> forms.ChoiceField:
    """`told`: what stands beside it, where that is another thing than of a reply to a letter that runs."""
    rests_on = _("Only where the reply declines to answer; the text says on which provision or proceeding it rests.")
    return forms.ChoiceField(
        label=_("Declined because of"),
        choices=chosen(Response.Ground.choices),
        required=False,
        help_text=told or rests_on,
    )


def clean_ground(form: forms.Form, cleaned: dict[str, Any]) -> dict[str, Any]:
    """Who declines says on which ground, and nobody else does."""
    declines = cleaned.get("kind") == Response.Kind.DECLINED
    if declines and not cleaned.get("ground"):
        form.add_error("ground", _("Say on which ground the body declines."))
    if not declines and cleaned.get("ground") and "kind" in cleaned:
        form.add_error("ground", OF_WHO_DECLINES)
    return cleaned


# The kind that is chosen where a document answers questions as a whole: it is one in part or in full.
AS_A_WHOLE = "whole"


def answered_field() -> SeveralRows:
    return SeveralRows(
        label=_("Questions that the document answers"),
        queryset=Question.objects.none(),
        required=False,
        help_text=_("Only where a document answers them as a whole; each then points to it."),
    )


def clean_answered(form: forms.Form, cleaned: dict[str, Any]) -> None:
    """Who says that a document answers questions as a whole says which."""
    as_a_whole = cleaned.get("kind") == AS_A_WHOLE
    if as_a_whole and not cleaned.get("questions") and "questions" not in form.errors:
        form.add_error("questions", _("Tick the questions that the document answers."))


WAITED_FOR_NO_LONGER: dict[str, Any] = {
    Response.Kind.INTERIM: _("Interim: we are still working on it."),
    Response.Kind.DECLINED: _("We decline to answer. This answers no question."),
}


class ReplyForm(OnPaper, FromAgency):
    """One of the kinds of a reply, or files that as a whole answer the questions ticked: then it is one in part or in full."""

    printed = ("name", "office")  # on the receipt

    KINDS = (
        (AS_A_WHOLE, _("Our document, attached, answers the questions ticked below.")),
        (Response.Kind.INTERIM, _("Interim: we are working on it. The clock runs on.")),
        (Response.Kind.DENIAL, _("Denial: nothing leaked from us. This answers every question.")),
        (Response.Kind.NOT_HELD, _("We do not hold these data. This answers every question.")),
        (Response.Kind.DECLINED, _("We decline to answer. This answers no question, and the clock runs on.")),
    )
    kind = forms.ChoiceField(label=_("Kind of reply"), choices=KINDS, widget=forms.RadioSelect)
    questions = answered_field()
    ground = ground_field()
    text = forms.CharField(
        label=_("Text"),
        widget=area(6),
        max_length=LONG_TEXT,
        required=False,
        help_text=_("On what it rests, and what was done. A document needs none beside it."),
    )
    files = Uploads(  # type: ignore[assignment]  # a field, which Django takes off the class
        label=_("Files"),
        required=False,
        help_text=files.HELP,
    )
    language = language_field()
    name = forms.CharField(label=_("Name of the person who answers"), max_length=200)
    office = forms.CharField(label=_("Position"), max_length=200)
    declaration = forms.BooleanField(
        label=_("I declare that this answer is true to the agency's present knowledge and that I may give it."),
        error_messages={"required": _("Tick the declaration to send.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.on.stopped_at:  # no clock runs that an answer could stop or leave
            field = cast(forms.ChoiceField, self.fields["kind"])
            field.choices = [(value, WAITED_FOR_NO_LONGER.get(value, words)) for value, words in self.KINDS]
        waiting = self.on.questions.filter(status=QuestionStatus.OPEN)
        offer(self, "questions", waiting, lambda question: f"{question.number}. {question.heading}")
        self.initial.setdefault("questions", list(waiting))

    def clean(self):
        cleaned = clean_ground(self, super().clean())
        clean_answered(self, cleaned)
        if cleaned.get("kind") == AS_A_WHOLE:
            if not cleaned.get("files") and "files" not in self.errors:
                self.add_error("files", _("Attach the document that answers them."))
        elif not cleaned.get("text"):
            self.add_error("text", _("Say what the reply says."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        facts = {name: data[name] for name in ("seen", "kind", "ground", "text", "language", "name", "office")}
        facts |= {"uploads": data["files"], "answers": []}
        if data["kind"] == AS_A_WHOLE:
            of_all = pointing_to(", ".join(files.clean_name(each.name) for each in data["files"]))
            facts |= {"kind": "", "text": data["text"] or of_all}
            facts["answers"] = [Said(question, of_all) for question in data["questions"]]
        return facts


class RedirectForm(FromAgency):
    what = forms.ChoiceField(
        label=_("What is wrong"),
        choices=Wrong.choices,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label=_("Whom to ask, or the right address"), widget=area(3), max_length=2000)

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("seen", "what", "text")}
