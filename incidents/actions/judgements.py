"""Releasing what a letter asks for, and taking back how something owed was judged: kept, not kept, released. What was recorded
stays in the history; the body is told of a release, and of what is taken back where it had read it."""

from datetime import timedelta

from django.db import transaction

from ..errors import NOT_NOW, DomainError
from ..models import AccessEntry, Commitment, FollowUp, User
from ..models.points import same_on_copies
from ..models.record import put_span
from ..plain import clocks, spans
from ..plain.clocks import Instant, passed, second
from ..plain.not_none import not_none
from ..record import deeds, sent_forms
from ..translatable import _
from ..workflow import Action, CommitmentStatus, Role
from . import dissolution, follow_ups, involvements_passed_on, same_points
from .agencies import stands_for


class Decided(DomainError):
    status = NOT_NOW
    message = _(
        "This case is no longer worked on: what was judged in it is not judged anew. Reopen the case first, with a reason."
    )


def waive(commitment: Commitment, *, by: User, seen: int | None, reason: str, at: Instant | None = None) -> Commitment:
    """A point of a letter is owed no longer: a supervisor of the letter's unit says why, and the body is told. Raises
    follow_ups.NothingAwaited for what no letter in force asks for."""
    with deeds.record(Action.WAIVE, on=commitment, by=by, seen=seen, reason=reason, at=at) as deed:
        owed = deed.on
        if owed.case_letter is None or owed.case_letter.ended_at:
            raise follow_ups.NothingAwaited(owed)
        others = same_on_copies(owed)
        owed.status, owed.settled_at, owed.judged_by = CommitmentStatus.DROPPED, deed.at, by
        owed.save()
        same_points.judge_as(owed, others)
        deed.details = {"who": owed.who, "text": owed.what}
        follow_ups.say_of_point(owed, FollowUp.Kind.RELEASED, by=by, reason=deed.reason, at=deed.at, others=others)
    return owed


def unsettle(
    commitment: Commitment, *, by: User, seen: int | None, reason: str, at: Instant | None = None
) -> Commitment:
    """It is open again, with the time that it had left when it was judged (_give_time_back), and whoever took the place of its body
    owes it, as the end would have passed it on: whoever judged it, or a superior, says why. Raises Decided, and
    follow_ups.NothingAwaited for what a letter asked for that is in force no longer."""
    act_id = sent_forms.new_act()
    with transaction.atomic():
        with deeds.record(
            Action.UNSETTLE, on=commitment, by=by, seen=seen, reason=reason, at=at, act_id=act_id
        ) as deed:
            owed = deed.on
            if not owed.may_be_judged_anew:
                raise follow_ups.NothingAwaited(owed) if owed.case_letter else Decided(owed)
            told = bool(owed.case_letter and owed.status == CommitmentStatus.DROPPED)  # by mail, when it was released
            due_before, others = owed.due_at, same_on_copies(owed)
            read = told or any(_read_by_the_body(point) for point in (owed, *others))
            deed.details = {"who": owed.who, "text": owed.what, "read": read}
            if owed.case_letter:  # first: by this the database knows from when the time that was left runs
                follow_ups.say_of_point(
                    owed, FollowUp.Kind.REJUDGED, by=by, reason=deed.reason, at=deed.at, others=others
                )
            for point in (owed, *others):
                _open_again(point, deed.at)
            if owed.due_at and owed.due_at != due_before:
                deed.details["due_at"] = owed.due_at.isoformat()
        heir = stands_for(owed.case_letter.agency) if owed.case_letter else None
        if owed.case_letter and heir and heir != owed.case_letter.agency:  # nothing was outstanding when the body ended
            dissolution.hand_on_letter(
                owed.case_letter, heir, by=deeds.SYSTEM, reason=deed.reason, act_id=act_id, at=deed.after()
            )
    return owed


def open_for_its_body(owed: Commitment, *, by: User, reason: str, at: Instant) -> None:
    """Within the deed that gives a copy of a joint letter back to the body that it went to: what another did of a copy of its own is
    owed by this one, with the time that was left when it was settled."""
    follow_ups.say_of_point(owed, FollowUp.Kind.REJUDGED, by=by, reason=reason, at=at)
    _open_again(owed, at)


def _open_again(owed: Commitment, at: Instant) -> None:
    judged_at, judged_by_due = not_none(owed.settled_at), owed.in_time_until
    _more_time_meanwhile(owed)
    if judged_by_due and not passed(judged_by_due, judged_at):
        _give_time_back(owed, at, left=second(judged_by_due) - second(judged_at))
    owed.status, owed.settled_at, owed.shown_by, owed.judged_by = CommitmentStatus.OPEN, None, None, None
    put_span(owed, "kept", None)
    _whose_it_is_now(owed, at)
    owed.save()


def _more_time_meanwhile(owed: Commitment) -> None:
    """What was given for all that its letter still asked for since it was judged is given for this as well, as of then: it was
    outstanding, and the ministry's mistake makes nobody late."""
    said = FollowUp.objects.filter(case_letter=owed.case_letter, kind=FollowUp.Kind.POSTPONED)
    for each in said.filter(came_at__gte=not_none(owed.settled_at)).order_by("pk") if owed.case_letter else ():
        if owed.due_at is None or not_none(each.due_at) > owed.due_at:
            owed.put_due(each.due_at, each.came_at)


def _give_time_back(owed: Commitment, at: Instant, *, left: timedelta) -> None:
    """As long as it was judged nothing was owed: the time that was `left` then runs from `at`. It ends never before the due that it
    had, or that was given meanwhile; neither passed for this. What was told less exactly than by its minute moves by whole days."""
    due = not_none(owed.due)
    if due.is_exact:
        owed.set_due(max(not_none(owed.due_at), second(at) + left))
    elif days := clocks.day(at) - clocks.day(not_none(owed.settled_at)):
        owed.set_due(spans.the_day(not_none(owed.due_at) + days))


def _whose_it_is_now(owed: Commitment, at: Instant) -> None:
    """Its body may have ended since: it is owed by whoever its letter is now, or took the body's place."""
    heir = stands_for(owed.case_letter.agency if owed.case_letter else owed.agency) if owed.agency else None
    if heir and owed.agency and heir != owed.agency:
        involvements_passed_on.owes(owed, owed.agency, heir, at)


def _read_by_the_body(owed: Commitment) -> bool:
    """Whether somebody of the body opened the page on which its letter's points stand, since this one was judged."""
    if owed.case_letter is None:
        return False
    of_letter = {"subject_type": "caseletter", "subject_id": str(owed.case_letter_id)}
    looks = AccessEntry.objects.filter(kind=AccessEntry.Kind.READ, at__gte=not_none(owed.settled_at), **of_letter)
    return looks.filter(actor__appointments__role=Role.LIAISON).exists()
