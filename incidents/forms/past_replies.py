"""What is asked of the replies to letters that went out outside the product, as the file has them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import PastLetter, PastReply
from ..models.arrival import Sending
from ..plain.spans import Span
from .answered_questions import of_its_answer
from .cases import STAFF_WAYS
from .fields import LONG_TEXT, When, area, chosen
from .moments import ReadsBack
from .outside_portal import WithScan
from .past_letters import after_the_end
from .replies import OF_WHO_DECLINES, ground_field
from .translations import language_field


class PastReplyForm(ReadsBack, WithScan):
    """What came back: one kind, and under each question what it says to that. One that came after its case had ended is asked about, if
    its letter is none that tells of the end."""

    ways = STAFF_WAYS
    paper, number_in, came, signed = _("Reply from the record"), "number", "received", ("source",)

    kind = forms.ChoiceField(label=_("Kind of reply"), choices=chosen(PastReply.Kind.choices))
    ground = ground_field(_("Only where the reply declines to answer. Empty: the file does not say."))
    received = When(label=_("Received"), help_text=_("When it reached the ministry, as exactly as is known."))
    number = forms.CharField(
        label=_("Number of the reply"),
        max_length=120,
        required=False,
        help_text=_("Its own. Of a confirmation of receipt: the number under which they registered the letter."),
    )
    channel = forms.ChoiceField(label=_("Channel"), choices=chosen(Sending.Channel.choices))
    signed_by = forms.CharField(label=_("Signed by"), max_length=200, required=False)
    office = forms.CharField(label=_("Position"), max_length=200, required=False)
    text = forms.CharField(label=_("What it says"), widget=area(4), required=False, max_length=LONG_TEXT)
    language = language_field()
    translation = forms.CharField(
        label=_("Translation of the ministry"), widget=area(4), required=False, max_length=LONG_TEXT
    )
    answer = forms.CharField(
        label=_("Answer of the ministry"),
        widget=area(3),
        required=False,
        max_length=LONG_TEXT,
        help_text=_("Only where the reply asks about the letter."),
    )
    settled = When(label=_("When it was answered"), required=False)
    effect = forms.ChoiceField(
        label=_("Effect on the due"),
        choices=chosen(PastReply.Effect.choices),
        required=False,
        help_text=_(
            "Empty: not known. The letter or mail that gave more time is entered as one of its own: its due counts."
        ),
    )
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    # the version of the letter whose questions it shows
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = (
        "kind",
        "ground",
        "received",
        "number",
        "channel",
        "signed_by",
        "office",
        "text",
        "language",
        "translation",
        "answer",
        "settled",
        "effect",
        "source",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.on if isinstance(self.on, PastReply) else None
        self.letter: PastLetter = own.letter if own else self.on
        said = dict(own.answered) if own else {}
        for number, question in self.letter.questions:
            self.fields[f"q{number}"] = forms.CharField(
                label=f"{number}. {question}",
                widget=area(2),
                required=False,
                max_length=LONG_TEXT,
                initial=said.get(number, ""),
            )

    def clean_received(self) -> Span:
        received: Span = self.cleaned_data["received"]
        if received.end <= self.letter.dated_at:
            raise ValidationError(_("A reply cannot have come before the letter was issued."))
        return received

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        typed = [(number, cleaned.pop(f"q{number}", "")) for number, _question in self.letter.questions]
        cleaned["answers"] = [{"number": number, "text": text} for number, text in typed if text] + self._elsewhere()
        kind = cleaned.get("kind")
        if kind == PastReply.Kind.PART and self.letter.questions and not cleaned["answers"]:
            self.add_error("kind", _("Say under its question what it answers."))
        if kind not in ("", None, PastReply.Kind.PART, PastReply.Kind.FULL) and cleaned["answers"]:
            self.add_error("kind", _("This kind of reply answers no single question."))
        if cleaned.get("ground") and kind not in ("", None, PastReply.Kind.DECLINED):
            self.add_error("ground", OF_WHO_DECLINES)
        if cleaned.get("translation") and not cleaned.get("language"):
            self.add_error("language", _("Say from which language it is translated."))
        for name, words in of_its_answer(cleaned).items():
            self.add_error(name, words)
        return cleaned

    def read_as(self, cleaned: dict[str, Any], typed: dict[str, Any]) -> dict[str, list[str]]:
        return after_the_end(self, "received", cleaned["received"], "reply_received", self.letter.kind)

    def _elsewhere(self) -> list[dict[str, Any]]:
        """Answers under no question of the letter, which the form does not show: they stay as they are."""
        asked = dict(self.letter.questions)
        said = self.on.answers if isinstance(self.on, PastReply) else []
        return [each for each in said if each["number"] not in asked]
