"""Pages of the answer to a complainant: draft it, issue it as a letter, drop it, note how it was handed over or given otherwise."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from ..actions import complaint_answers
from ..actions import complaints as verbs
from ..forms import Guarded, SeenForm
from ..forms.complaint_answers import AnswerComplainantForm, HandOverAnswerForm, TellAnswerForm
from ..forms.complaints import ComplaintReasonForm
from ..models import ComplaintAnswer, Letter
from ..record import access_log
from ..workflow import Action, ComplaintAnswerStatus, Weight
from .complaint_page import ComplaintDeed


class _DraftAnswer(ComplaintDeed):
    def elsewhere(self) -> str:
        return "" if self.on.may_be_answered or self.request.method == "POST" else self.as_it_stands()


class _TellAnswer(ComplaintDeed):
    def elsewhere(self) -> str:
        return "" if self.on.counts or self.request.method == "POST" else self.as_it_stands()


class _SendAnswer(ComplaintDeed):
    """The very letter, as everybody reads it, and one press; where a person signs, it leads to that."""

    def elsewhere(self) -> str:
        """Back to the complaint, where nothing is to be approved any more."""
        if complaint_answers.signed_by_hand(self.on, timezone.now()):
            self.action = Action.APPROVE_ANSWER
        idle = self.on.status != ComplaintAnswerStatus.DRAFT and self.request.method != "POST"
        return self.as_it_stands() if idle else ""

    def letter_content(self, form: Guarded) -> dict[str, Any]:
        return complaint_answers.content(self.on, timezone.now(), self.request.user)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        self.letter = content = complaint_answers.content(self.on, timezone.now(), self.request.user)
        access_log.look(self.request, self.on)
        facts = {"signing": dict(Letter.Signing.choices).get(content["signing"], "")}
        return super().get_context_data(**context) | facts


class _OfTheGiven(ComplaintDeed):
    """On how an answer reached the complainant: of one that was given otherwise that is all there is, and its page says so."""

    told_label = gettext_lazy("Correct the answer given otherwise")
    told_sentence = gettext_lazy("Say nothing of whom it went to. Both versions stay in the history.")

    def label(self) -> str:
        return str(self.told_label) if self.on.status == ComplaintAnswerStatus.TOLD else super().label()

    def sentence(self) -> str:
        return str(self.told_sentence) if self.on.status == ComplaintAnswerStatus.TOLD else super().sentence()


class _StrikeHandingOver(_OfTheGiven):
    told_label = gettext_lazy("Strike out the answer given otherwise")
    told_sentence = gettext_lazy("It counts as not given. What was noted, and why it is struck, stays in the history.")

    def elsewhere(self) -> str:
        """Back to the complaint, where nothing is noted any more."""
        idle = not self.on.handed_way and self.request.method != "POST"
        return self.as_it_stands() if idle else super().elsewhere()


def _stands(answer: ComplaintAnswer) -> dict[str, Any]:
    return {"way": answer.handed_way, "on_day": answer.handed_on, "who": answer.handed_by, "text": answer.text}


draft_answer = _DraftAnswer.page(
    Action.DRAFT_ANSWER,
    verbs.draft_answer,
    AnswerComplainantForm,
    lead=gettext_lazy(
        "A supervisor issues it as a letter with its number; it is mailed, or printed where no e-mail address is known."
    ),
)
send_answer = _SendAnswer.page(
    Action.SEND_ANSWER,
    verbs.send_answer,
    SeenForm,
    model=ComplaintAnswer,
    above=("incidents/complaints/answer_letter.html",),
    lead=gettext_lazy("Name and address are filled in from the sheet when the letter is made, and stand nowhere else."),
)
tell_answer = _TellAnswer.page(
    Action.TELL_ANSWER,
    complaint_answers.tell,
    TellAnswerForm,
    lead=gettext_lazy(
        "An answer given orally, on paper or by a mail of one's own: it gets no number, and nobody is mailed. The complainant's "
        "code tells how and on which day."
    ),
)
hand_over_answer = _OfTheGiven.page(
    Action.HAND_OVER_ANSWER,
    complaint_answers.hand_over,
    HandOverAnswerForm,
    model=ComplaintAnswer,
    begins=_stands,
    lead=gettext_lazy("Posted, handed over or told. Say nothing of whom it went to."),
)
strike_handing_over = _StrikeHandingOver.page(
    Action.STRIKE_HANDING_OVER,
    complaint_answers.strike_handing_over,
    ComplaintReasonForm,
    model=ComplaintAnswer,
    above=("incidents/complaints/handed_over.html",),
    weight=Weight.REVOKE,
    lead=gettext_lazy("It counts as not handed over so. What was noted, and why it is struck, stays in the history."),
)
drop_answer = ComplaintDeed.page(
    Action.DROP_ANSWER,
    verbs.drop_answer,
    ComplaintReasonForm,
    model=ComplaintAnswer,
    above=("incidents/complaints/answer_text.html",),
    weight=Weight.REVOKE,
)
