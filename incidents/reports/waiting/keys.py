"""Which rows wait now, of each kind, that `user` may know of; each with the instant it waits for."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Cast, Coalesce

from ...models import (
    AccessEntry,
    Agency,
    CaseLetter,
    ClarificationRequest,
    ClockRule,
    Commitment,
    CounterQuestion,
    ExtensionRequest,
    FollowUp,
    Incident,
    Letter,
    Likeness,
    NotificationDuty,
    Response,
    User,
    still_open,
)
from ...models.points import once
from ...models.request_clock import ENDS
from ...models.succession import stayed_with_another
from ...models.work_calendar import years_off
from ...plain import clocks, letter_kinds, periods
from ...plain.not_none import not_none
from ...record import untold_letters
from ...workflow import STAFF, CommitmentStatus, RequestStatus, Subject
from .queue import Key

RECEIPT_OF_REFERRAL = "referral_receipt"  # the clock rule: how long a receipt is waited for
REFERRING = [kind.code for kind in letter_kinds.RESULTS if kind.refers]
RESULT_WITHIN = timedelta(days=30)  # what came of a referral is asked after so long after the last word
CONFIRM_WITHIN = timedelta(days=30)  # accepted answers without a letter of acceptance are offered so long


def _requests(user: User) -> Any:
    return ClarificationRequest.objects.visible_to(user)


def wishes(user: User, at: datetime) -> Iterable[Key]:
    """More time is decided before the present due, or it is refused by waiting."""
    asked: Any = ClarificationRequest.objects.filter(pk=OuterRef("request"))
    present = asked.with_clock().values("due_at")
    rows = ExtensionRequest.objects.filter(
        decision=ExtensionRequest.Decision.PENDING, request__in=_requests(user).unanswered()
    )
    return rows.annotate(due=Subquery(present)).values_list("pk", "due", "request__incident__replay")


def asked_back(user: User, at: datetime) -> Iterable[Key]:
    """What an agency asks about its letter is answered before the due: the clock does not wait for it."""
    asked: Any = ClarificationRequest.objects.filter(pk=OuterRef("request"))
    rows: Any = CounterQuestion.objects.pending().filter(request__in=_requests(user).unanswered())
    rows = rows.annotate(due=Subquery(asked.with_clock().values("due_at")))
    return rows.values_list("pk", "due", "request__incident__replay")


def misaddressed(user: User, at: datetime) -> Iterable[Key]:
    return _requests(user).misaddressed().with_clock().values_list("pk", "due_at", "incident__replay")


def with_another(user: User, at: datetime) -> Iterable[Key]:
    """What passed on because of an end that was undone, and stayed: who is asked for what is open waits for its due."""
    rows = _requests(user)
    return rows.filter(pk__in=stayed_with_another(rows)).with_clock().values_list("pk", "due_at", "incident__replay")


def untold(user: User, at: datetime) -> Iterable[Key]:
    """Letters that were revoked while their body seemed to have ended: it is there, and waits to be told."""
    letters = untold_letters.waiting(CaseLetter.objects.visible_to(user), at)
    return [(row.pk, since, row.incident.replay) for row, since in letters]


def to_ask_anew(user: User, at: datetime) -> Iterable[Key]:
    return _requests(user).to_ask_anew().values_list("pk", "broken_off_at", "incident__replay")


def to_review(user: User, at: datetime) -> Iterable[Key]:
    """Answers to a request that is still open wait for its due, all others since they are complete."""
    waits = Case(When(status=RequestStatus.ANSWERED, then=F("answered_at")), default=F("due_at"))
    rows = _requests(user).to_review().with_clock().annotate(waits=waits)
    return rows.values_list("pk", "waits", "incident__replay")


def reports(user: User, at: datetime) -> Iterable[Key]:
    return Incident.objects.visible_to(user).reports().values_list("pk", "seen_at", "replay")


def alike(user: User, at: datetime) -> Iterable[Key]:
    asked = Likeness.objects.visible_to(user).unanswered().values("incident")
    return Incident.objects.filter(pk__in=asked).values_list("pk", "seen_at", "replay")


def duties(user: User, at: datetime) -> Iterable[Key]:
    rows = NotificationDuty.objects.visible_to(user).running().filter(incident__past=False)
    return [(row.pk, not_none(row.counted_due), row.incident.replay) for row in rows.select_related("incident")]


def commitments(user: User, at: datetime) -> Iterable[Key]:
    due: Any = {"status": CommitmentStatus.OPEN, "due_at__lt": at + clocks.DAY, "incident__past": False}
    rows = once(Commitment.objects.visible_to(user).filter(**due))
    return [(row.pk, row.due_at, row.incident.replay) for row in rows.select_related("incident") if row.due_at]


def reported(user: User, at: datetime) -> Iterable[Key]:
    """Letters of the result on which the body's word was the last to be entered (paper may have come before what was said to it
    since), and of which something is outstanding. What a supervisor decides on, and that it was declined, is left out."""
    apart = (*FollowUp.OF_POINTS, *FollowUp.TO_DECIDE, FollowUp.Kind.DECLINED)
    rows = _with_last_word(_owing(user), kind__in=[kind for kind in FollowUp.Kind.values if kind not in apart])
    return rows.filter(last__in=FollowUp.CAME).values_list("pk", "since", "incident__replay")


def undecided(user: User, at: datetime) -> Iterable[Key]:
    """Letters of the result to which the body objects, or for what is owed by which it asks for more time, and nobody has decided. Of
    a body that exists no more and nobody follows nobody decides: no one is left to be told, and the page of the case says so."""
    there = CaseLetter.objects.visible_to(user).filter(agency__ended_on=None)
    waits = FollowUp.objects.get_queryset().undecided().filter(case_letter=OuterRef("pk")).order_by("-pk")
    rows = there.annotate(since=Subquery(waits.values("came_at")[:1])).filter(since__isnull=False)
    return rows.values_list("pk", "since", "incident__replay")


def _owing(user: User) -> Any:
    owed = Commitment.objects.filter(case_letter=OuterRef("pk"), status=CommitmentStatus.OPEN)
    return CaseLetter.objects.visible_to(user).filter(Exists(owed))


def to_read(user: User, at: datetime) -> Iterable[Key]:
    """Letters of the result on which the body wrote last, after everything was judged or where nothing is to be judged, and which
    nobody who works on cases has opened since; on what it objects somebody decides."""
    return unread(CaseLetter.objects.visible_to(user)).values_list("pk", "since", "incident__replay")


def unread(rows: Any) -> Any:
    """Those of these letters that wait to be read, each with `since`."""
    said = FollowUp.objects.filter(case_letter=OuterRef("pk")).order_by("-came_at", "-pk")
    last = {name: Subquery(said.values(name)[:1]) for name in ("kind", "channel")}
    rows = rows.annotate(last=last["kind"], by_way=last["channel"], since=Subquery(said.values("came_at")[:1]))
    to_read = {*FollowUp.CAME} - {*FollowUp.TO_DECIDE}
    rows = rows.filter(last__in=to_read, by_way=Response.Channel.PORTAL)  # what was entered here was read here
    points = Commitment.objects.filter(case_letter=OuterRef("pk"))
    rows = rows.exclude(Exists(points.filter(Q(status=CommitmentStatus.OPEN) | Q(settled_at__gt=OuterRef("since")))))
    reads = AccessEntry.objects.filter(kind=AccessEntry.Kind.READ, subject_type=Subject.CASE_LETTER)
    reads = reads.filter(subject_id=Cast(OuterRef("pk"), CharField()), at__gte=OuterRef("since"))
    return rows.exclude(Exists(reads.filter(actor__appointments__role__in=map(str, STAFF))))


def _with_last_word(rows: Any, **which: Any) -> Any:
    """With the kind of what was entered last on each letter, of those that are `which`, and when that came."""
    said = FollowUp.objects.filter(case_letter=OuterRef("pk"), **which).order_by("-pk")
    return rows.annotate(last=Subquery(said.values("kind")[:1]), since=Subquery(said.values("came_at")[:1]))


def without_result(user: User, at: datetime) -> Iterable[Key]:
    """Letters that hand a matter on, in force, to a body that stands or is followed by one: those on which nothing came back
    within the days that the ministry gives it, since those are over; and those of which nobody has said what came of it, so
    long after the last word on them."""
    came = FollowUp.objects.filter(case_letter=OuterRef("pk"), kind__in=FollowUp.CAME)
    shown = came.filter(kind__in=FollowUp.SHOWS)
    rows: Any = CaseLetter.objects.visible_to(user).in_force().filter(kind__in=REFERRING)
    rows = _with_last_word(rows.filter(~Exists(shown))).annotate(there=Exists(came))
    for row in rows.select_related("incident", "agency"):
        if (row.agency.heir or row.agency).has_ended(clocks.day(at)):
            continue  # nobody is left to answer: the letter says so
        if row.there:
            if row.since + RESULT_WITHIN <= at:
                yield row.pk, row.since + RESULT_WITHIN, row.incident.replay
            continue
        issued_at = not_none(row.issued_at)
        rule = ClockRule.objects.in_force(RECEIPT_OF_REFERRAL, clocks.day(issued_at))
        if rule is None:
            continue
        due_at = periods.count(issued_at, not_none(rule.length), rule.unit, years_off(issued_at)).due_at
        if clocks.passed(due_at, at):
            yield row.pk, due_at, row.incident.replay


def to_sign(user: User, at: datetime) -> Iterable[Key]:
    """Letters that wait for a person's signature; a joint one once."""
    replay = Coalesce("incident__replay", "complaint_answer__complaint__incident__replay", False)
    return Letter.objects.visible_to(user).to_sign().once().values_list("pk", "cause__recorded_at", replay)


def to_confirm(user: User, at: datetime) -> Iterable[Key]:
    """Accepted answers of which no letter in force says so, for CONFIRM_WITHIN after the acceptance; none that nobody is left to read."""
    back = Letter.objects.filter(
        about=OuterRef("pk"), kind=letter_kinds.ACCEPTANCE_REVOKED.code, voided_at__isnull=True
    )
    said = Letter.objects.filter(request=OuterRef("pk"), kind=letter_kinds.ACCEPTANCE.code, voided_at__isnull=True)
    confirmed = said.filter(~Exists(back))
    fresh = Q(status=RequestStatus.CLOSED, accepted_at__gt=at - CONFIRM_WITHIN, incident__replay=False)
    ended = Q(agency__ended_on__lte=clocks.day(at))
    rows = _requests(user).filter(fresh, ~Exists(confirmed)).exclude(agency__merged_into__isnull=False)
    bodies = Agency.objects.filter(pk__in=rows.filter(ended).values("agency")).select_related("successor")
    gone = [body.pk for body in bodies if body.addressee is None]  # nobody is left to read it
    return rows.exclude(agency__in=gone).values_list("pk", "accepted_at", "incident__replay")


def to_close(user: User, at: datetime) -> Iterable[Key]:
    """Nothing is open any more; the case waits since its last request ended."""
    ended = Coalesce("accepted_at", *ENDS, "drafted_at")
    since = ClarificationRequest.objects.filter(incident=OuterRef("pk")).order_by(ended.desc()).values(last=ended)[:1]
    rows = still_open.closable(Incident.objects.visible_to(user)).annotate(since=Coalesce(since, "seen_at"))
    rows = rows.exclude(pk__in=ClarificationRequest.objects.to_ask_anew().values("incident"))
    return rows.values_list("pk", "since", "replay")


def proposed(user: User, at: datetime) -> Iterable[Key]:
    """Bodies added where they were needed, since somebody added them."""
    born = Agency.history.filter(id=OuterRef("pk"), history_type="+").values("history_date")[:1]
    return [(pk, since, False) for pk, since in Agency.objects.to_complete().values_list("pk", Subquery(born))]
