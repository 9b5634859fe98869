"""Decisions that go out as a letter: first the very letter is shown, the second press of the button decides."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions import letter_decisions
from ..forms import AcceptanceForm, CorrectForm, Guarded, ReasonForm
from ..models import ClarificationRequest, Letter
from ..plain import clocks, letter_kinds
from ..plain.not_none import not_none
from ..workflow import Action, Weight
from .base import visible_clarification
from .deed_page import ClarificationDeed, LetterDeed


class _Withdraw(LetterDeed):
    """Take a letter back, with a letter. What never went out is withdrawn without one."""

    @property
    def sends_letter(self) -> bool:
        return self.on.issued_at is not None and not self.ended()

    def ended(self) -> bool:
        """Whether nobody is left to whom a letter could say so."""
        return bool(self.on.agency.has_ended(clocks.day(timezone.now())))

    def sentence(self) -> str:
        if self.ended():
            return _("The agency exists no more: nobody is told. The register says that the letter is withdrawn.")
        if not self.sends_letter:
            return _("The letter was never issued; nobody outside is told.")
        return _("The letter stays on the register; its check page will say that it is withdrawn. The agency is told.")


class _ConfirmAcceptance(LetterDeed):
    """The letter that says the answers suffice, after an officer accepted them; once."""

    def elsewhere(self) -> str:
        return self.as_it_stands() if self.on.acceptance_letter else super().elsewhere()


class _DropUnsigned(ClarificationDeed):
    """A letter about a letter that nobody signs: it does not go out, and what was decided stands."""

    waiting: Letter

    def get_object(self, **address: Any) -> ClarificationRequest:
        rows = Letter.objects.visible_to(self.request.user).unsigned().filter(about__isnull=False)
        self.waiting = get_object_or_404(rows.filter(request__isnull=False), pk=address["pk"])
        return visible_clarification(self.request, not_none(self.waiting.request_id))

    def perform(self, form: Guarded, **approved: str) -> ClarificationRequest:
        dropped: ClarificationRequest = self.verb(self.waiting, by=self.request.user, **form.facts())
        return dropped

    def sentence(self) -> str:
        said = _("%(kind)s, number %(number)s: it will not go out, and its number stays void. What was decided stands.")
        return said % {"kind": self.waiting.get_kind_display(), "number": self.waiting}


drop_unsigned = _DropUnsigned.page(
    Action.DROP_UNSIGNED, letter_decisions.drop_unsigned, ReasonForm, weight=Weight.REVOKE
)
withdraw = _Withdraw.page(
    Action.WITHDRAW,
    letter_decisions.withdraw,
    kind=letter_kinds.WITHDRAWAL,
    says={"alasan": "reason"},
    weight=Weight.REVOKE,
)
confirm_acceptance = _ConfirmAcceptance.page(
    Action.CONFIRM_ACCEPTANCE,
    letter_decisions.confirm_acceptance,
    AcceptanceForm,
    kind=letter_kinds.ACCEPTANCE,
    lead=gettext_lazy("The agency learns by letter that its answers suffice. Nothing else changes."),
)
# A correction of the wording. Whoever needs other questions or another due writes another letter.
correct = LetterDeed.page(
    Action.CORRECT,
    letter_decisions.correct,
    CorrectForm,
    kind=letter_kinds.CORRECTION,
    says={"corrections": "corrections"},
    lead=gettext_lazy(
        "For slips of the pen. Neither the questions nor the due change by it: for that, issue the letter anew."
    ),
)
