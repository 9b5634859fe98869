"""What was drafted because of a letter ends with it: the next letter, and the one that was to take its place. Neither may go
out any more, so neither waits on anybody's desk; a number that was given is void, and what was written stays readable."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext

from ..models import ClarificationRequest
from ..plain.not_none import not_none
from ..record import deeds
from ..record.deeds import OnRequest
from ..translatable import _
from ..workflow import STOPPED, UNISSUED, Action, RequestStatus
from . import letter_writing

WHY = {
    RequestStatus.ANSWERED: _("%(letter)s, because of which this was drafted, was answered in full."),
    RequestStatus.WITHDRAWN: _("%(letter)s, because of which this was drafted, was withdrawn."),
    **dict.fromkeys(STOPPED, _("%(letter)s, because of which this was drafted, is waited for no longer.")),
}
LATER = 100  # moments after the deed: more than an answer is carried over to other letters


def end(deed: OnRequest, ended: Iterable[ClarificationRequest]) -> None:
    """End what was drafted because of each of `ended`, as part of the act of `deed`, which is closed by now; its
    transaction is still open. What waits for an answer as before is passed over."""
    step = LATER
    for letter in ended:
        for drafted in _because_of(letter):
            _lapse(drafted, letter, deed, step)
            step += 1


def _because_of(letter: ClarificationRequest) -> list[ClarificationRequest]:
    """The letters not issued yet that would follow `letter` or one whose place it took; and those that would take its own
    place, unless it was withdrawn: a better one may be issued for it."""
    if letter.status not in WHY:
        return []
    chain = [letter]
    while chain[-1].replaces:
        chain.append(not_none(chain[-1].replaces))
    because = Q(follows__in=chain, replaces__isnull=True)
    if letter.status == RequestStatus.ANSWERED or letter.status in STOPPED:
        because |= Q(replaces=letter)
    return list(ClarificationRequest.objects.filter(because, status__in=UNISSUED).order_by("pk"))


def _lapse(drafted: ClarificationRequest, letter: ClarificationRequest, deed: OnRequest, step: int) -> None:
    with translation.override("id"):  # what stands for ever is not worded by who happened to click
        why = gettext(WHY[RequestStatus(letter.status)]) % {"letter": letter.reference}
    at = deed.after(step)
    with deeds.record(Action.LAPSE, on=drafted, by=deeds.SYSTEM, reason=why, at=at, act_id=deed.act_id) as lapse:
        if lapse.on.status == RequestStatus.AWAITING_SIGNATURE:
            letter_writing.void(not_none(lapse.on.letter), lapse)
        lapse.on.status, lapse.on.withdrawn_at = RequestStatus.WITHDRAWN, lapse.at
        lapse.on.save()
        lapse.details = {"through": letter.reference}
