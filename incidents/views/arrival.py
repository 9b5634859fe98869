"""Pages around the arrival of a letter: by hand, the text to send, a colleague."""

from django.utils.translation import gettext_lazy as _

from ..actions import arrival
from ..forms import DelegateForm, Guarded, HandDeliverForm, SendOutsideForm
from ..models import ClarificationRequest, Sending
from ..workflow import Action
from .deed_page import AgencyDeed, ClarificationDeed


class _Nudge(ClarificationDeed):
    """The ministry: the short text was sent by hand; one click notes it."""

    def perform(self, form: Guarded, **approved: str) -> ClarificationRequest:
        return arrival.nudge(self.on, by=self.request.user, channel="WhatsApp", **form.facts())


hand_deliver = ClarificationDeed.page(
    Action.HAND_DELIVER,
    arrival.hand_deliver,
    HandDeliverForm,
    lead=_("Says that the letter has arrived, and when. It moves no clock."),
)


def _by_post(clarification: ClarificationRequest) -> dict[str, str]:
    """Of a letter that waits to be posted: that it went by post, and where to."""
    to_post = ClarificationRequest.objects.filter(pk=clarification.pk).to_post().exists()
    return (
        {"channel": Sending.Channel.POST.value, "recipient": clarification.agency.post_address[:200]} if to_post else {}
    )


send_outside = ClarificationDeed.page(
    Action.SEND_OUTSIDE,
    arrival.send_outside,
    SendOutsideForm,
    begins=_by_post,
    lead=_("Somebody's word that the letter went out another way. It proves no arrival and moves no clock."),
)
nudge = _Nudge.page(Action.NUDGE)
delegate = AgencyDeed.page(
    Action.DELEGATE,
    arrival.delegate,
    DelegateForm,
    lead=_("The colleague sees every request to your agency and is told by mail how to log in."),
)
