"""Which letters go by post and wait for somebody who sends them: one question, whatever kind of letter it is."""

from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, TruncDate

from ..plain import clocks, letter_kinds
from ..workflow import Action, RequestStatus, Subject
from . import handings_over
from .agencies import Agency
from .arrival import Sending
from .contacts import Contact
from .follow_ups import FollowUp
from .letters import Letter, LetterQuerySet
from .record import CaseEvent

# Who has one of these is written to; a drill is mailed, and what is entered from the record went out.
OF_THE_WORLD = {"incident__drill": False, "incident__replay": False, "incident__past": False}


def waiting(letters: LetterQuerySet) -> LetterQuerySet:
    """Of `letters` those in force whose body is there, has a postal address, and had no address for mail when they were issued; until
    somebody says how they were sent, a mail with them left all the same, or something shows that they arrived."""
    out: Any = letters.standing(Letter.Standing.VALID).filter(register_entry__isnull=False, **OF_THE_WORLD)
    asks = Q(kind__in=letter_kinds.ASKING)
    unheard = Q(request__delivered_at__isnull=True, request__first_reply_at__isnull=True)
    out = out.filter(~asks | Q(unheard, request__status=RequestStatus.OPEN))
    out = out.alias(
        body=Coalesce("request__agency", "case_letter__agency"),
        issued_on=TruncDate("issued_at", tzinfo=clocks.WIB),
    )
    there = Agency.objects.present().exclude(post_address="").filter(pk=OuterRef("body"))
    still = Q(valid_to__isnull=True) | Q(valid_to__gt=OuterRef("issued_on"))
    born = Contact.history.filter(
        id=OuterRef("pk"), history_type="+", history_date__lte=OuterRef(OuterRef("issued_at"))
    )
    by_then = Q(valid_from__lt=OuterRef("issued_on")) | Q(Exists(born), valid_from=OuterRef("issued_on"))
    mailed = Contact.objects.filter(still, by_then, agency=OuterRef("body"))
    came = FollowUp.objects.filter(case_letter=OuterRef("case_letter"), kind__in=FollowUp.CAME)
    sent = Sending.objects.filter(letter=OuterRef("pk"))
    taken = ~Exists(came) & ~Exists(sent) & ~Exists(_mail_left()) & ~Exists(_handed_over())
    found: LetterQuerySet = out.filter(Exists(there), ~Exists(mailed), taken)
    return found


def _handed_over() -> Any:
    """That a letter of the case was handed over by hand, and that was not struck since."""
    given, struck = handings_over.BY_HAND[Subject.CASE_LETTER]
    key = Cast(OuterRef("case_letter"), CharField())
    acts = CaseEvent.objects.filter(subject_type=Subject.CASE_LETTER, subject_id=key, action=given)
    later = CaseEvent.objects.filter(subject_type=Subject.CASE_LETTER, subject_id=OuterRef("subject_id"))
    return acts.filter(~Exists(later.filter(action=struck, recorded_at__gt=OuterRef("recorded_at"))))


def _mail_left() -> Any:
    """Mails with the letter that left for an address that its body has or had, and did not come back: one that ended on the day of the
    issue, or was entered since."""
    request, row = (
        Q(subject_type=kind, subject_id=Cast(OuterRef(name), CharField()))
        for kind, name in ((Subject.REQUEST, "request"), (Subject.CASE_LETTER, "case_letter"))
    )
    own = Contact.objects.filter(agency=OuterRef(OuterRef("body")), email=OuterRef("to"))
    mails = CaseEvent.objects.filter(request | row, action=Action.SEND_MESSAGE, cause=OuterRef("cause"))
    back: Any = CaseEvent.objects.filter(subject_type=OuterRef("subject_type"), subject_id=OuterRef("subject_id"))
    back = back.filter(action=Action.BOUNCE_MESSAGE, cause=OuterRef("cause")).alias(to=KT("details__recipient"))
    return mails.alias(to=KT("details__recipient")).filter(Exists(own), ~Exists(back.filter(to=OuterRef("to"))))
