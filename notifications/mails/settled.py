"""Which notices ask for nothing any more: what they told of has been decided, answered or moved on since. The bell does
not count those, whoever decided it and by whichever page; the list keeps them, marked. Mails that wait do not leave."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from incidents.models import (
    CaseEvent,
    CaseLetter,
    ClarificationRequest,
    Commitment,
    ComplaintAnswer,
    CounterQuestion,
    ExtensionRequest,
    FollowUp,
    Letter,
    NotificationDuty,
    OutsideWord,
    Question,
    Response,
    User,
)
from incidents.plain import letter_kinds
from incidents.plain.clocks import Instant
from incidents.plain.not_none import not_none
from incidents.workflow import (
    STOPPED,
    Action,
    CaseLetterStatus,
    CommitmentStatus,
    ComplaintAnswerStatus,
    ComplaintStatus,
    QuestionStatus,
    RemovalStatus,
    RequestStatus,
)

from ..models import IncomingMail, Message
from ..models.messages import MessageQuerySet
from ..notices import BRINGING_RECEIPTS, BY_KIND, NOTICES, Audience, Kind

# What a body says of a letter of the case on which a supervisor decides.
OBJECTIONS_AND_WISHES = (Kind.OBJECTED, Kind.OBJECTION_RECORDED, Kind.TIME_WISHED, Kind.TIME_WISH_RECORDED)
OPEN = Q(request__status=RequestStatus.OPEN)
# What of a message has which status: a notice `only_while` a status asks as long as that thing is in it.
WHOSE = {RequestStatus: "request", CaseLetterStatus: "case_letter", ComplaintStatus: "complaint"}


def _asks_while() -> dict[str, Q]:
    """What holds as long as a notice of the kind asks for something; kinds that are not here only inform."""
    by_status = {
        notice.kind: Q(**{f"{WHOSE[type(notice.only_while)]}__status": notice.only_while})
        for notice in NOTICES
        if notice.only_while
    }
    return by_status | _of_requests(by_status[Kind.SUBMITTED]) | _of_case_letters() | _of_other_matters()


def _of_requests(submitted: Q) -> dict[str, Q]:
    """Of letters that ask; `submitted`: as long as one waits for its approval."""
    answered = Question.objects.filter(request=OuterRef("request"), status=QuestionStatus.ANSWERED)
    wishes = ExtensionRequest.objects.filter(
        request=OuterRef("request"), asked_at=OuterRef("event__recorded_at"), decision=ExtensionRequest.Decision.PENDING
    )
    on_paper = ExtensionRequest.history.filter(  # this very wish, not one after it
        event_id=OuterRef("event_id"),
        id__in=ExtensionRequest.objects.filter(decision=ExtensionRequest.Decision.PENDING).values("pk"),
    )
    asked_back = CounterQuestion.history.filter(  # this very question, not one after it
        event_id=OuterRef("event_id"), id__in=CounterQuestion.objects.pending().values("pk")
    )
    outside = OutsideWord.history.filter(event_id=OuterRef("event_id"), id__in=OutsideWord.objects.values("pk"))
    disputed = Q(request__in=ClarificationRequest.objects.misaddressed())
    returned = Question.objects.filter(  # what this very return, or more time for it, still waits for
        request=OuterRef("request"), status=QuestionStatus.OPEN, deadline__set_at__gte=OuterRef("event__recorded_at")
    )
    standing = Response.history.filter(event_id=OuterRef("event_id"), id__in=Response.objects.values("pk"))
    return {
        Kind.SUBMITTED: submitted & Q(request__submitted_at=F("event__recorded_at")),
        Kind.LETTER: OPEN,
        Kind.RETURNED: OPEN & Q(Exists(returned)),
        Kind.ANSWERED: Q(Exists(answered)),
        Kind.REPLIED: OPEN | Q(request__status__in=[RequestStatus.ANSWERED, *STOPPED]),
        Kind.ACCEPTED: Q(request__accepted_at=F("event__recorded_at")) & ~Q(Exists(_accepted_by_letter())),
        **dict.fromkeys(BRINGING_RECEIPTS, Q(Exists(standing))),
        Kind.UNACCEPTED: Q(Exists(_told_before("request", Kind.ACCEPTED))),
        Kind.REDIRECTED: disputed,
        Kind.REDIRECT_RECORDED: disputed & Q(Exists(outside)),
        Kind.MORE_TIME: OPEN & Q(Exists(wishes)),
        Kind.MORE_TIME_RECORDED: OPEN & Q(Exists(on_paper)),
        Kind.MORE_TIME_PROPOSED: OPEN & Q(Exists(wishes)),
        Kind.ASKED_BACK: OPEN & Q(Exists(asked_back)),
        Kind.QUESTION_RECORDED: OPEN & Q(Exists(asked_back)),
        Kind.GONE_BACK: Q(Exists(_told_before("request", Kind.HANDED_ON))),
        Kind.TO_ASK_ANEW: Q(request__in=ClarificationRequest.objects.to_ask_anew()),
    }


def _of_case_letters() -> dict[str, Q]:
    drafts = CaseLetter.objects.awaiting_approval().filter(act_id=OuterRef("case_letter__act_id"))
    referring = [kind.code for kind in letter_kinds.RESULTS if kind.refers]
    awaited = (Q(Exists(_owed())) | Q(case_letter__kind__in=referring)) & ~Q(Exists(_taken_back()))
    judged = ~Q(Exists(_owed())) & Q(Exists(_settled_since()))  # all of it, the last with this report at hand
    return {
        Kind.DEMAND_DUE: Q(Exists(_owed_with_it())),
        Kind.DEMAND_OVER: Q(Exists(_owed_with_it())),
        Kind.LETTER_DRAFTED: Q(Exists(drafts)),
        Kind.INVITATION: ~Q(Exists(_taken_back())),
        Kind.RESULT_LETTER: ~Q(Exists(_taken_back())),
        **dict.fromkeys(
            (Kind.REPORTED_BACK, Kind.WROTE_BACK, Kind.RECORDED_BACK), ~judged & ~Q(Exists(_asked_since()))
        ),
        **dict.fromkeys(OBJECTIONS_AND_WISHES, Q(Exists(_undecided()))),
        Kind.MORE_ASKED: awaited,  # also when the body has written again meanwhile: what is missing is the ministry's word
        Kind.POSTPONED: Q(Exists(_owed())) & Q(Exists(_more_time_of_it())),
        Kind.MORE_TIME_STRUCK: Q(Exists(_told_before("case_letter", Kind.POSTPONED))) & ~Q(Exists(_taken_back())),
        Kind.TURNED_DOWN: awaited | Q(case_letter__kind__in=letter_kinds.DISPUTABLE) & ~Q(Exists(_taken_back())),
        Kind.REJUDGED: Q(event__details__read=True) & ~Q(Exists(_taken_back())),
        Kind.LETTER_HANDED_ON: awaited,
        Kind.LETTER_GIVEN_BACK: awaited,
        Kind.LETTER_GONE_BACK: Q(Exists(_told_before("case_letter", Kind.LETTER_HANDED_ON))),
    }


def _of_other_matters() -> dict[str, Q]:
    """Of complaints, commitments, duties and removals; of a mail that came in, and of one that did not arrive, whatever it was about."""
    drafted = ComplaintAnswer.objects.annotate(key=Cast("pk", CharField())).filter(  # this very draft, not one after it
        complaint=OuterRef("complaint"), key=OuterRef("event__subject_id"), status=ComplaintAnswerStatus.DRAFT
    )
    came = IncomingMail.objects.waiting().annotate(name=Cast("pk", CharField()))
    not_there = OPEN & Q(request__delivered_at__isnull=True, request__first_reply_at__isnull=True)
    not_there |= Q(case_letter__status=CaseLetterStatus.ISSUED) & ~Q(Exists(_arrived())) & ~Q(Exists(_taken_back()))
    # That a copy did not arrive informs, wherever the body's own letter is: the office that was to have it has nothing.
    not_there |= Q(event__details__audience=Audience.COPY.value)
    return {
        Kind.ANSWER_DRAFTED: Q(Exists(drafted)),
        Kind.COMPLAINT_RECEIVED: Q(complaint__acknowledged_at__isnull=False),  # else the press was struck
        Kind.COMMITMENT_DUE: Q(commitment__status=CommitmentStatus.OPEN),
        Kind.DUTY_DUE: Q(duty__in=NotificationDuty.objects.running()),
        Kind.DUTY_OVER: Q(duty__in=NotificationDuty.objects.running()),
        Kind.REMOVAL_PROPOSED: Q(removal__status=RemovalStatus.PROPOSED),
        Kind.MAIL_CAME: Q(Exists(came.filter(name=OuterRef("event__subject_id")))),
        Kind.LOST: not_there,
        Kind.CAME_BACK: not_there,
    }


def _told_before(link: str, kind: Kind) -> MessageQuerySet:
    """The mails by which the same address heard, of the request or the letter, what is taken back now: such as that it had passed to it."""
    mails = Message.objects.filter(**{link: OuterRef(link)}, recipient=OuterRef("recipient"), kind=kind)
    return mails.filter(state__in=Message.LEFT, event__recorded_at__lt=OuterRef("event__recorded_at"))


def _accepted_by_letter() -> QuerySet[Letter]:
    """The letter that accepts the answers, issued since the act that is told of: it says the same, and its mail brings it."""
    rows = Letter.objects.filter(request=OuterRef("request"), kind=letter_kinds.ACCEPTANCE.code)
    return rows.filter(issued_at__gte=OuterRef("event__recorded_at"))


def _arrived() -> MessageQuerySet:
    """The mails by which a letter of the case has reached its body."""
    mails = Message.objects.filter(case_letter=OuterRef("case_letter"), audience=Audience.AGENCY)
    return mails.filter(state=Message.State.DELIVERED)


def _owed() -> QuerySet[Commitment]:
    """What a letter of the case asks for and is outstanding."""
    return Commitment.objects.filter(case_letter=OuterRef("case_letter"), status=CommitmentStatus.OPEN)


def _more_time_of_it() -> QuerySet[FollowUp]:
    """The more time that is told of, as long as it is not struck."""
    rows = FollowUp.objects.filter(case_letter=OuterRef("case_letter"), kind=FollowUp.Kind.POSTPONED)
    return rows.filter(came_at=OuterRef("event__recorded_at"))


def _undecided() -> QuerySet[FollowUp]:
    """The very objection or wish that is told of, as long as nobody has decided on it and it is not struck."""
    waits = FollowUp.objects.get_queryset().undecided().values("pk")
    told: QuerySet[FollowUp] = FollowUp.history.filter(event_id=OuterRef("event_id"), id__in=waits)
    return told


def _owed_with_it() -> QuerySet[Commitment]:
    """What a letter asks for by the due of the point on which the mail hangs, and is outstanding: it tells of all of that."""
    of = "commitment__case_letter"
    copies = Q(case_letter=OuterRef(of)) | Q(case_letter__joint=True, case_letter__act_id=OuterRef(f"{of}__act_id"))
    of_body = {"agency": OuterRef("commitment__agency"), "due_at": OuterRef("commitment__due_at")}
    return Commitment.objects.filter(copies, status=CommitmentStatus.OPEN, **of_body)


def _settled_since() -> QuerySet[Commitment]:
    """What a letter of the case asked for and somebody judged since the act that is told of."""
    rows = Commitment.objects.filter(case_letter=OuterRef("case_letter"))
    judged = (CommitmentStatus.KEPT, CommitmentStatus.MISSED)  # a revocation releases it and reads nothing
    return rows.filter(status__in=judged, settled_at__gt=OuterRef("event__recorded_at"))


def _asked_since() -> QuerySet[FollowUp]:
    """That a letter's body was asked to complete since the act that is told of."""
    rows = FollowUp.objects.filter(case_letter=OuterRef("case_letter"), kind=FollowUp.Kind.ASKED)
    return rows.filter(came_at__gt=OuterRef("event__recorded_at"))


def _taken_back() -> QuerySet[CaseLetter]:
    """What ended a letter of the case: itself, where it was revoked without a letter."""
    unheard = Q(pk=OuterRef("case_letter__revoked_with")) | Q(pk=OuterRef("case_letter"), revoked_at__isnull=False)
    return CaseLetter.objects.filter(unheard | Q(takes_back=OuterRef("case_letter")), status=CaseLetterStatus.ISSUED)


ASKS_WHILE = _asks_while()
WAITING = Question.objects.filter(
    request=OuterRef("request"), status=QuestionStatus.OPEN, deadline__event=OuterRef("event")
)


def unsettled(kinds: Collection[str]) -> Q:
    """The condition on messages of these kinds, as the database calls them: they still ask for something, or inform. What
    it does not name costs nothing: every page asks."""
    found = Q(kind__in=[kind for kind in kinds if kind in BY_KIND and kind not in ASKS_WHILE])
    for kind, asks in ASKS_WHILE.items():
        if kind in kinds:
            found |= Q(kind=kind) & asks
    if not BY_KIND.keys() >= set(kinds):  # reminders are called by their hours
        found |= Q(after_due__isnull=False) & OPEN & Q(Exists(WAITING))
    return found


def done_meanwhile(message: Message) -> str:
    """Why this mail is not sent when what it asks for has been done since it was written, or "". One question to the
    database, for the kinds alone that ask somebody to decide or to review."""
    reason = message.notice.once_done
    if not reason or Message.objects.filter(unsettled({message.kind}), pk=message.pk).exists():
        return ""
    return "taken_back" if _is_taken_back(message) else reason


def _is_taken_back(message: Message) -> bool:
    """Whether what it tells of was taken back or struck out, and nobody decided on it or answered it."""
    if isinstance(message.matter, CaseLetter):
        said = FollowUp.history.filter(event_id=message.event_id).values("id")
        struck = (
            message.kind in OBJECTIONS_AND_WISHES
            and FollowUp.everything.filter(pk__in=said, struck_at__isnull=False).exists()
        )
        return struck or bool(message.matter.ended_at)
    if message.kind == Kind.ACCEPTED:
        return not_none(message.request).accepted_at != message.event.recorded_at
    if message.kind in (Kind.MORE_TIME, Kind.MORE_TIME_RECORDED):
        gone = Q(decision=ExtensionRequest.Decision.WITHDRAWN) | Q(struck_at__isnull=False)
        told = ExtensionRequest.history.filter(event_id=message.event_id)
        return ExtensionRequest.objects.filter(gone, pk__in=told.values("id")).exists()
    if message.kind in (Kind.REDIRECTED, Kind.REDIRECT_RECORDED):
        said = message.event
        word = OutsideWord.everything.filter(pk__in=OutsideWord.history.filter(event_id=said.pk).values("id")).first()
        if word and word.struck_at:
            return True
        said_at = word.received_at if word else said.happened_at  # a word of the day of issue came after it
        back = CaseEvent.objects.filter(subject_type=said.subject_type, subject_id=said.subject_id)
        return back.filter(action=Action.TAKE_BACK_REDIRECT, details__said_at=said_at.isoformat()).exists()
    if message.kind in (Kind.ASKED_BACK, Kind.QUESTION_RECORDED):
        gone = Q(state=CounterQuestion.State.WITHDRAWN) | Q(struck_at__isnull=False)
        told = CounterQuestion.history.filter(event_id=message.event_id)
        return bool(CounterQuestion.everything.filter(gone, pk__in=told.values("id")).exists())
    return False


def settled_of(messages: Collection[Message]) -> set[UUID]:
    """The keys of those of `messages`, rows as read, that ask for nothing any more."""
    keys = {message.pk for message in messages}
    asking = Message.objects.filter(unsettled({message.kind for message in messages}), pk__in=keys)
    return keys - set(asking.order_by().values_list("pk", flat=True))


def unread(user: User, read_by: Instant) -> MessageQuerySet:
    """The notices that are new to `user` since `read_by` (UTC) and still ask for something, or inform.

    Asked on every page, and mostly there are none: which kinds there are at all comes first, the rest is asked of them
    and of what they belong to.
    """
    new = Message.objects.filter(written_at__gt=read_by)
    kinds, links = new.addressed_to(user).kinds_and_links()
    return new.for_reader(user, links).filter(unsettled(kinds)) if kinds else new.none()
