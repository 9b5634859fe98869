"""Who became a contact of a body after a letter to it had left gets the letter itself, while that still asks something of the body:
nobody is reminded of what they never got."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from incidents.models import CaseLetter, ClarificationRequest, Commitment, Contact, FollowUp
from incidents.plain import clocks, letter_kinds
from incidents.plain.clocks import Instant
from incidents.workflow import CommitmentStatus, RequestStatus

from ..mails.recipients import Directory
from ..models import Message
from ..notices import BRINGING, Audience, Kind
from . import still_wanted

HANDED_ON = (Kind.HANDED_ON, Kind.LETTER_HANDED_ON)
MOVED = (*HANDED_ON, Kind.GIVEN_BACK, Kind.LETTER_GIVEN_BACK)


def tell_newcomers(at: Instant) -> None:
    """A receipt, due at once, for each address that is told of a letter by now and to which nobody wrote of it."""
    letters = [row for row in _unaware(_asking_letters(), "case_letter", at) if not row.has_met(at)]
    matters: list[Any] = [*_unaware(_asking_requests(), "request", at), *letters]
    directory, new = Directory(matters, at), []
    for matter in matters:
        brought = _brought_by(matter)
        if brought is None:
            continue
        told = {to.lower() for to in _told(matter.messages).values_list("recipient", flat=True)}
        found = [to for to in directory.now(brought) if to.address.lower() not in told]
        new += [still_wanted.same_for(to, brought, at, planned_for=at) for to in found]
    Message.objects.bulk_create(sorted(new, key=lambda each: each.mail_id), ignore_conflicts=True)


def _told(mails: Any) -> Any:
    """Mails that brought the letter, or are to; one that was not sent because its recipient had left brought nothing."""
    return mails.filter(kind__in=BRINGING).exclude(skip_reason="left")


def _unaware(rows: "QuerySet[Any]", link: str, at: Instant) -> "QuerySet[Any]":
    """Of these those whose body has an address on file to which the letter was never brought, and to some other one it was."""
    mails = Message.objects.filter(kind__in=BRINGING, audience=Audience.AGENCY)
    told = _told(mails.filter(**{link: OuterRef(OuterRef("pk"))}, recipient__iexact=OuterRef("email")))
    new = Contact.objects.on(clocks.day(at)).filter(~Exists(told), agency=OuterRef("agency"))
    rows = rows.filter(Exists(new), Exists(mails.filter(**{link: OuterRef("pk")})), incident__replay=False)
    return rows.select_related("incident", "agency").order_by("pk")


def _asking_requests() -> "QuerySet[ClarificationRequest]":
    return ClarificationRequest.objects.filter(status=RequestStatus.OPEN)


def _asking_letters() -> "QuerySet[CaseLetter]":
    """Those in force by which something is still to be done, of which word is awaited, or that call to a meeting."""
    owed = Commitment.objects.filter(case_letter=OuterRef("pk"), status=CommitmentStatus.OPEN)
    heard = FollowUp.objects.filter(case_letter=OuterRef("pk"), kind__in=(FollowUp.Kind.RECEIPT, FollowUp.Kind.RESULT))
    awaited = Q(~Exists(heard), kind=letter_kinds.REFERRAL.code)
    return CaseLetter.objects.in_force().filter(Exists(owed) | awaited | Q(kind=letter_kinds.INVITATION.code))


def _brought_by(matter: Any) -> Message | None:
    """The mail that brought the letter to the body that has it now."""
    mails = (
        matter.messages.filter(audience=Audience.AGENCY).select_related("event").order_by("event__recorded_at", "pk")
    )
    moved: Message | None = mails.filter(kind__in=MOVED).last()
    if moved and moved.kind in HANDED_ON:
        return moved
    first: Message | None = mails.filter(kind__in=BRINGING).exclude(kind__in=HANDED_ON).first()
    return first
