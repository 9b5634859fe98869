"""More time: an agency asks for it, the ministry gives or refuses it."""

from collections.abc import Sequence
from typing import Any, cast

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions import deadlines, wishes_on_paper
from ..forms import AskExtensionForm, CorrectWishForm, ExtendForm, Guarded, RecordWishForm, untouched
from ..models import ClarificationRequest, ExtensionRequest
from ..models.typed_facts import as_typed
from ..plain import letter_kinds
from ..record import authority
from ..workflow import TRANSITIONS, Action, RequestStatus
from .deed_page import AgencyDeed, ClarificationDeed, LetterDeed, OfWhatWentOut, TakesScan


class _OnWish(ClarificationDeed):
    """What the agency wished stands on the page, if it wished anything."""

    above: Sequence[str] = ("incidents/requests/deed/wish.html", *ClarificationDeed.above)

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


class _RecordWish(TakesScan, OfWhatWentOut):
    def idle(self) -> bool:
        """One wish of the agency waits at a time."""
        return super().idle() or self.on.asks_for_more_time


def _what_a_wish_does(on: ClarificationRequest) -> str:
    if on.status == RequestStatus.OPEN:
        return _("A supervisor decides on it as on what is asked in the portal. Until then the due stays as it is.")
    return _(
        "The letter asks nothing any more. What came while it asked is kept with the day it came, needs no decision, and moves no due that has ended."
    )


class _MendWish(_OnWish):
    """On one wish from outside, the last where the address names none, by whoever recorded it or a superior."""

    @cached_property
    def key(self) -> int | None:
        """Which one the address names; 0, which none has, where it names nothing that could be one."""
        named = self.request.GET.get("wish")
        return None if named is None else int(named) if named.isdecimal() and len(named) < 10 else 0

    @cached_property
    def wish(self) -> ExtensionRequest | None:
        found = [each for each in self.wishes() if self.key in (None, each.pk)]
        return found[-1] if found else None

    def wishes(self) -> list[ExtensionRequest]:
        """Those that it may be about."""
        return cast("list[ExtensionRequest]", self.on.undecided_on_paper)

    def idle(self) -> bool:
        return super().idle() or self.wish is None

    def elsewhere(self) -> str:
        if self.wish and not wishes_on_paper.may_mend(self.wish, self.action, self.request.user):
            raise authority.OfSomebodyElse(f"the wish {self.wish.pk} is not for {self.request.user} to put right")
        return super().elsewhere()

    def perform(self, form: Guarded, **approved: str) -> Any:
        return self.verb(self.on, by=self.request.user, wish=self.key, **self.facts(form))

    def facts(self, form: Guarded) -> dict[str, Any]:
        """What the verb is told."""
        return form.facts()


class _CorrectWish(TakesScan, _MendWish):
    above = ClarificationDeed.above

    def wishes(self) -> list[ExtensionRequest]:
        return cast("list[ExtensionRequest]", self.on.wishes_on_paper)

    def get_initial(self) -> dict[str, Any]:
        stands = {"received_at": "asked_at", "text": "reason"}
        wish, names = self.wish, CorrectWishForm.TYPED
        return super().get_initial() | (
            {name: as_typed(wish, stands.get(name, name)) for name in names} if wish else {}
        )

    def facts(self, form: Guarded) -> dict[str, Any]:
        """What was touched, and the piece that was made of a file."""
        piece = form.cleaned_data.get("evidence")
        added = {"evidence": piece} if self.wish and piece != self.wish.evidence else {}
        return untouched.changed(form) | added


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
correct_wish = _CorrectWish.page(
    Action.CORRECT_WISH,
    wishes_on_paper.correct_wish,
    CorrectWishForm,
    amends=True,
    lead=gettext_lazy(
        "What was decided on it, the due and the letters stay as they are. How it stood stays in the history."
    ),
)
strike_wish = _MendWish.page(
    Action.STRIKE_WISH,
    wishes_on_paper.strike_wish,
    lead=gettext_lazy(
        "Nobody decides on it any more, and the agency reads nothing of it. It stays in the history, with the reason. What is true is "
        "recorded anew."
    ),
)
take_back_wish = AgencyDeed.page(Action.TAKE_BACK_WISH, deadlines.take_back_wish)
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
