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
    """A receipt, due at once, for each address that is told of a letter by now and to which nobody wrote of it. A letter of which a contact
    is not to be told stays among those that are looked at: the database is asked as often for many as for one."""
    letters = [row for row in _unaware(_asking_letters(), "case_letter", at) if not row.has_met(at)]
    matters: list[Any] = [*_unaware(_asking_requests(), "request", at), *letters]
    if not matters:
        return
    directory, new = Directory(matters, at), []
    for matter, mails in _mails_of(matters).items():
        brought = _brought_by(mails)
        if brought is None:
            continue
        brought.matter = matter
        found = [to for to in directory.now(brought) if not _has_it(directory.addresses_of(matter, to), mails)]
        new += [still_wanted.same_for(to, brought, at, planned_for=at) for to in found]
    Message.objects.bulk_create(sorted(new, key=lambda each: each.mail_id), ignore_conflicts=True)


def _has_it(addresses: list[str], mails: list[Message]) -> bool:
    """Whether the letter was brought to this contact, or is to be: at the address that it has, the first of these, or where it surely
    arrived, at one that it had before that was put right."""
    told = [each for each in mails if each.kind in BRINGING and each.skip_reason != "left"]
    arrived = {each.recipient.lower() for each in told if each.state == Message.State.DELIVERED}
    return addresses[0] in {each.recipient.lower() for each in told} or bool(arrived & {*addresses})


def _mails_of(matters: list[Any]) -> dict[Any, list[Message]]:
    """{letter: the mails to bodies that brought it, or told that it moved, in the order of what they tell}"""
    found: dict[Any, list[Message]] = {matter: [] for matter in matters}
    by_key = {(type(matter), matter.pk): matter for matter in matters}
    requests, letters = ([pk for of, pk in by_key if of is model] for model in (ClarificationRequest, CaseLetter))
    rows = Message.objects.filter(Q(request__in=requests) | Q(case_letter__in=letters), audience=Audience.AGENCY)
    rows = rows.filter(kind__in={*BRINGING, *MOVED}).select_related("event").order_by("event__recorded_at", "pk")
    for each in rows:
        key = (ClarificationRequest, each.request_id) if each.request_id else (CaseLetter, each.case_letter_id)
        found[by_key[key]].append(each)
    return found


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


def _brought_by(mails: list[Message]) -> Message | None:
    """The mail that brought the letter to the body that has it now."""
    moved = [each for each in mails if each.kind in MOVED]
    if moved and moved[-1].kind in HANDED_ON:
        return moved[-1]
    return next((each for each in mails if each.kind in BRINGING and each.kind not in HANDED_ON), None)
