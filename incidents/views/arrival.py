"""Pages around the arrival of a letter: by hand, the text to send, a colleague."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ..actions import arrival
from ..forms import CallForm, DelegateForm, Guarded, HandDeliverForm, SendOutsideForm
from ..models import ClarificationRequest, Letter, Sending, by_post, handings_over
from ..workflow import Action
from .button_facts import FACTS
from .case_letter_page import LetterOfCase
from .deed_page import AgencyDeed, CaseDeed, ClarificationDeed, Head, OfWhatWentOut, TakesScan


class _Nudge(ClarificationDeed):
    """The ministry: the short text was sent by hand; one click notes it."""

    def perform(self, form: Guarded, **approved: str) -> ClarificationRequest:
        return arrival.nudge(self.on, by=self.request.user, channel="WhatsApp", **form.facts())


class _HandDeliver(TakesScan, OfWhatWentOut):
    pass


hand_deliver = _HandDeliver.page(
    Action.HAND_DELIVER,
    arrival.hand_deliver,
    HandDeliverForm,
    lead=_("Says that the letter has arrived, and when. It moves no clock."),
)


class _StrikeDelivery(ClarificationDeed):
    def idle(self) -> bool:
        """There is no delivery by hand that stands."""
        return super().idle() or handings_over.last(self.on) is None


strike_delivery = _StrikeDelivery.page(
    Action.STRIKE_DELIVERY,
    arrival.strike_delivery,
    lead=_(
        "It stays in the history, with the reason, and shows no arrival any more; that the agency opened the letter meanwhile, or "
        "answered, does. What is true is recorded anew."
    ),
)


class _LetterByHand(LetterOfCase):
    """A delivery by hand of a letter of the case: recorded while none stands, struck out while one does."""

    def elsewhere(self) -> str:
        idle = self.request.method != "POST" and not FACTS[self.action](self.on)
        return super().elsewhere() or (self.cancel_url() if idle else "")


class _HandDeliverLetter(TakesScan, _LetterByHand):
    pass


hand_deliver_letter = _HandDeliverLetter.page(
    Action.HAND_DELIVER_LETTER,
    arrival.hand_deliver,
    HandDeliverForm,
    lead=_("Says that the letter has arrived, and when. It moves no clock."),
)
strike_letter_delivery = _LetterByHand.page(
    Action.STRIKE_LETTER_DELIVERY,
    arrival.strike_delivery,
    lead=_("It stays in the history, with the reason. What is true is recorded anew."),
)


class _StrikeNudge(ClarificationDeed):
    def idle(self) -> bool:
        """There is no reminder by hand that stands."""
        return super().idle() or handings_over.last_reminder(self.on) is None


strike_nudge = _StrikeNudge.page(
    Action.STRIKE_NUDGE,
    arrival.strike_nudge,
    lead=_("The last one that was noted. It stays in the history, with the reason, and counts as not sent."),
)


# of a case, numbered, and not taken from the register again
OUT = {
    "incident__isnull": False,
    "register_entry__isnull": False,
    "issued_at__isnull": False,
    "voided_at__isnull": True,
}


class _OfLetter(CaseDeed):
    """Any letter that is out: its request's, one about that, one of the case. Of one that waits to be posted, that it went by post, and
    where to."""

    model = Letter
    only = OUT

    def get_initial(self) -> dict[str, Any]:
        start: dict[str, Any] = {"seen": self.on.matter.version}
        if by_post.waiting(Letter.objects.filter(pk=self.on.pk)).exists():
            start |= {"channel": Sending.Channel.POST.value, "recipient": self.on.matter.agency.post_address[:200]}
        return start

    def perform(self, form: Guarded, **approved: str) -> Sending:
        return arrival.send_outside(self.on.matter, letter=self.on, by=self.request.user, **form.facts())

    def cancel_url(self) -> str:
        return str(self.on.matter.get_absolute_url())

    def head(self) -> Head:
        heading = f"{self.label()}: {self.on.matter.agency.short_name}"
        note = f"{self.on.get_kind_display()} {self.on}"
        return Head(
            f"{self.label()} {self.on}", heading, note, [(str(self.on.matter), self.cancel_url())], self.sentence()
        )


class _SendOutside(TakesScan, _OfLetter):
    pass


send_outside = _SendOutside.page(
    Action.SEND_OUTSIDE,
    None,
    SendOutsideForm,
    lead=_("Somebody's word that the letter went out another way. It proves no arrival and moves no clock."),
)
telephone = OfWhatWentOut.page(
    Action.TELEPHONE,
    arrival.telephone,
    CallForm,
    above=("incidents/requests/deed/numbers.html",),
    lead=_("A call is no arrival and no answer. The clock runs on."),
)
nudge = _Nudge.page(Action.NUDGE)
delegate = AgencyDeed.page(
    Action.DELEGATE,
    arrival.delegate,
    DelegateForm,
    lead=_("The colleague sees every request to your agency and is told by mail how to log in."),
)
