"""Pages on which a decision on what was answered is taken back: what that does, and what it does not."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..actions import acceptance_reversal, letter_decisions
from ..forms import Guarded
from ..models import ClarificationRequest
from ..plain import letter_kinds
from ..workflow import Action, QuestionStatus, Weight
from .deed_page import LetterDeed, UndoneDecision


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
        return acceptance_reversal.unaccept_question(self.on, by=self.request.user, question=question, **facts)


class _RevokeAcceptance(UndoneDecision, LetterDeed):
    """The letter is shown first; that one is shown at all needs a letter that is out."""

    def idle(self) -> bool:
        said = self.on.acceptance_letter
        return super().idle() or said is None or said.issued_at is None

    def letter_content(self, form: Guarded) -> dict[str, Any] | None:
        said = self.on.acceptance_letter
        if said is None:  # whoever was quicker is told so by the verb
            return None
        typed = form.facts()
        facts, english = acceptance_reversal.told_of(said, typed["reason"]), typed.get("english", "")
        return letter_decisions.content(
            self.on, self.kind, timezone.now(), self.request.user, corrections=(), english=english, **facts
        )


unaccept_question = _UnacceptQuestion.page(
    Action.UNACCEPT_QUESTION,
    lead=_("The answer waits to be judged again. It came when it came, and nothing is asked by this."),
)
unaccept = UndoneDecision.page(
    Action.UNACCEPT,
    acceptance_reversal.unaccept,
    weight=Weight.REVOKE,
    lead=_(
        "The answers wait to be judged again, and the agency is told so; why stays here. They came when they came, and no clock begins: "
        "what is still missing is asked for by returning it, with a due."
    ),
)
revoke_acceptance = _RevokeAcceptance.page(
    Action.REVOKE_ACCEPTANCE,
    acceptance_reversal.revoke_acceptance,
    kind=letter_kinds.ACCEPTANCE_REVOKED,
    says={"alasan": "reason"},
    weight=Weight.REVOKE,
    lead=_(
        "A letter told the agency that its answers suffice, so a letter takes that back; its check page will say so. The answers wait to "
        "be judged again. They came when they came, and no clock begins."
    ),
)
