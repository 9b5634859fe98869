"""More time: an agency asks for it, the ministry gives or refuses it."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions import deadlines, wishes_on_paper
from ..forms import AskExtensionForm, ExtendForm, Guarded, RecordWishForm
from ..models import ClarificationRequest, ExtensionRequest
from ..plain import letter_kinds
from ..workflow import TRANSITIONS, Action, RequestStatus
from .deed_page import AgencyDeed, ClarificationDeed, LetterDeed, TakesScan


class _OnWish(ClarificationDeed):
    """What the agency wished stands on the page, if it wished anything."""

    above = ("incidents/requests/deed/wish.html", *ClarificationDeed.above)

    @cached_property
    def wish(self) -> ExtensionRequest | None:
        return self.on.waiting_wish


class _Decide(_OnWish, LetterDeed):
    above = ("incidents/requests/deed/wish.html", *LetterDeed.above)


class _Extend(_Decide):
    """Grant more time, asked for or not. A new row on the clock; the first due stays."""

    def beside(self) -> list[tuple[str, str]]:
        refuse = reverse("incidents:refuse_extension", args=[self.on.pk])
        return [(_(TRANSITIONS[Action.REFUSE_EXTENSION].label), refuse)] if self.wish else []


class _Refuse(_Decide):
    @property
    def sends_letter(self) -> bool:
        """The agency did not ask for what an officer proposed, and gets no letter that it is refused; it reads so, and why, where it
        read of the proposal."""
        return not (self.wish and self.wish.is_proposal)

    def get_form(self, form_class: type[Guarded] | None = None) -> Guarded:
        form = super().get_form(form_class)
        if not self.sends_letter:
            form.fields["reason"].help_text = _("Its agency reads this beside the answer to its question.")
        return form


class _RecordWish(TakesScan, ClarificationDeed):
    def idle(self) -> bool:
        """One wish of the agency waits at a time; for what was withdrawn before it went out nobody wished any."""
        return super().idle() or not self.on.issued_at or self.on.asks_for_more_time


def _what_a_wish_does(on: ClarificationRequest) -> str:
    if on.status == RequestStatus.OPEN:
        return _("A supervisor decides on it as on what is asked in the portal. Until then the due stays as it is.")
    return _(
        "The letter asks nothing any more. What came while it asked is kept with the day it came, needs no decision, and moves no due that has ended."
    )


class _StrikeWish(_OnWish):
    @cached_property
    def wish(self) -> ExtensionRequest | None:
        """What waits; where nothing does what was found last, when the letter asked no more."""
        return self.on.wish_on_paper

    def idle(self) -> bool:
        return super().idle() or self.on.wish_on_paper is None


ask_extension = AgencyDeed.page(
    Action.ASK_EXTENSION,
    deadlines.ask_extension,
    AskExtensionForm,
    lead=gettext_lazy("Decided by the supervisor at the ministry. The due does not change before there is a decision."),
)
record_wish = _RecordWish.page(
    Action.RECORD_WISH,
    wishes_on_paper.record_wish,
    RecordWishForm,
    lead=_what_a_wish_does,
)
strike_wish = _StrikeWish.page(
    Action.STRIKE_WISH,
    wishes_on_paper.strike_wish,
    lead=gettext_lazy(
        "Nobody decides on it any more, and the agency reads nothing of it. It stays in the history, with the reason. What is true is "
        "recorded anew."
    ),
)
extend = _Extend.page(
    Action.EXTEND,
    deadlines.extend,
    ExtendForm,
    kind=letter_kinds.EXTENSION,
    says={"tenggat_baru": "due_at", "alasan": "reason"},
)
refuse_extension = _Refuse.page(
    Action.REFUSE_EXTENSION, deadlines.refuse_extension, kind=letter_kinds.REFUSAL, says={"alasan": "reason"}
)
