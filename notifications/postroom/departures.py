"""Did a letter that asks leave, did it come back? Asked of the receipts; the answer raises an alarm and never moves a clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext

from incidents.models import ClarificationRequest, Letter, Sending, by_post
from incidents.models.request_queries import RequestQuerySet
from incidents.plain.clocks import Instant
from incidents.plain.letter_kinds import ASKING
from incidents.workflow import RequestStatus

from ..models import Message
from ..notices import Kind

PATIENCE = timedelta(minutes=15)  # from the issue; after that somebody has to see to it
State = Message.State
LOST = (State.BOUNCED, State.GIVEN_UP, State.SKIPPED)


@dataclass(frozen=True)
class Departure:
    """`sent_at` is the first relay's 250 to any address, UTC, or None; `words` say what is wrong, "" when nothing is."""

    sent_at: datetime | None
    words: str

    @property
    def alarm(self) -> bool:
        return bool(self.words)


def undelivered(requests: RequestQuerySet, at: Instant) -> RequestQuerySet:
    """Of `requests` (a queryset) those whose letter nothing shows to have left, or whose every address failed."""
    mails = Message.objects.filter(request=OuterRef("pk"), kind=Kind.LETTER)
    late = Q(issued_at__lte=at - PATIENCE)
    hopeless = Exists(mails.filter(state__in=LOST)) & ~Exists(mails.filter(state=State.TO_SEND))
    rows = requests.filter(
        status=RequestStatus.OPEN,
        incident__replay=False,
        delivered_at__isnull=True,
        first_reply_at__isnull=True,
    )
    # somebody says how it left
    rows = rows.exclude(pk__in=Sending.objects.filter(letter__kind__in=ASKING).values("letter__request"))
    rows = rows.exclude(Exists(mails.filter(state__in=Message.LEFT))).filter(late | Q(hopeless))
    if not rows.exists():  # mostly each has left, and which go by post is long to put together
        return rows.none()
    posted = by_post.waiting(Letter.objects.filter(kind__in=ASKING))
    return rows.exclude(pk__in=posted.values("request"))  # what is to be posted waits by itself


def of(clarification: ClarificationRequest, at: Instant) -> Departure:
    """Whether one request's letter left, as it is known at `at`."""
    wrong = undelivered(type(clarification).objects.filter(pk=clarification.pk), at).exists()
    return read(clarification, alarm=wrong)


def read(clarification: ClarificationRequest, *, alarm: bool) -> Departure:
    """The same of a request of which is known whether it is among undelivered()."""
    mails = [m for m in clarification.messages.all() if m.kind == Kind.LETTER]
    sent = [m.sent_at for m in mails if m.sent_at]
    return Departure(min(sent, default=None), _words(mails) if alarm else "")


def _words(mails: list[Message]) -> str:
    states = {m.state for m in mails}
    if State.BOUNCED in states:
        return gettext("The mail came back")
    if State.GIVEN_UP in states:
        return gettext("The mail was given up")
    skipped = [m for m in mails if m.state == State.SKIPPED]
    if skipped and all(m.skip_reason == "no_contact" for m in skipped):
        return gettext("No contact on file")
    if skipped:
        last = max(skipped, key=lambda m: (m.skip_reason != "no_contact", m.settled_at))
        return gettext("Not sent: %(why)s") % {"why": last.skip_reason_text}
    return gettext("Not sent 15 minutes after its issue")
