"""Pages on which a decision on what was answered is taken back: what that does, and what it does not."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from ..actions import undone_acceptances
from ..forms import Guarded
from ..models import ClarificationRequest
from ..workflow import Action, QuestionStatus, Weight
from .deed_page import UndoneDecision


class _UnacceptQuestion(UndoneDecision):
    def idle(self) -> bool:
        accepted = self.on.questions.filter(number=self.kwargs["number"], status=QuestionStatus.ACCEPTED)
        return super().idle() or not accepted.exists()

    def sentence(self) -> str:
        question = get_object_or_404(self.on.questions, number=self.kwargs["number"])
        return f"{question}. {super().sentence()}"

    def perform(self, form: Guarded, **approved: str) -> ClarificationRequest:
        question = get_object_or_404(self.on.questions, number=self.kwargs["number"])
        facts = form.facts()
        return undone_acceptances.unaccept_question(self.on, by=self.request.user, question=question, **facts)


unaccept_question = _UnacceptQuestion.page(
    Action.UNACCEPT_QUESTION,
    lead=_("The answer waits to be judged again. It came when it came, and nothing is asked by this."),
)
unaccept = UndoneDecision.page(
    Action.UNACCEPT,
    undone_acceptances.unaccept,
    weight=Weight.REVOKE,
    lead=_(
        "The answers wait to be judged again, and the agency is told so; why stays here. They came when they came, and no clock begins: "
        "what is still missing is asked for by returning it, with a due."
    ),
)
