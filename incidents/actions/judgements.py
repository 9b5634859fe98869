"""Releasing what a letter asks for, and taking back how something owed was judged: kept, not kept, released. What was recorded
stays in the history; the body is told of a release, and of what is taken back where it had read it."""

from ..models import AccessEntry, Commitment, FollowUp, User
from ..plain.clocks import Instant
from ..plain.known import known
from ..record import deeds
from ..workflow import Action, CommitmentStatus, Role
from . import follow_ups
from .corrections import Decided


def waive(commitment: Commitment, *, by: User, seen: int | None, reason: str, at: Instant | None = None) -> Commitment:
    """A point of a letter is owed no longer: a supervisor of the letter's unit says why, and the body is told. Raises
    follow_ups.NothingAwaited for what no letter in force asks for."""
    with deeds.record(Action.WAIVE, on=commitment, by=by, seen=seen, reason=reason, at=at) as deed:
        owed = deed.on
        if owed.case_letter is None or owed.case_letter.ended_at:
            raise follow_ups.NothingAwaited(owed)
        owed.status, owed.settled_at, owed.judged_by = CommitmentStatus.DROPPED, deed.at, by
        owed.save()
        deed.details = {"who": owed.who, "text": owed.what}
        follow_ups.say_of_point(deed, owed.case_letter, FollowUp.Kind.RELEASED, by)
    return owed


def unsettle(
    commitment: Commitment, *, by: User, seen: int | None, reason: str, at: Instant | None = None
) -> Commitment:
    """It is open again, with the due that it had: whoever judged it, or a superior, says why. Raises Decided, and
    follow_ups.NothingAwaited for what a letter asked for that is in force no longer."""
    with deeds.record(Action.UNSETTLE, on=commitment, by=by, seen=seen, reason=reason, at=at) as deed:
        owed = deed.on
        if not owed.may_be_judged_anew:
            raise follow_ups.NothingAwaited(owed) if owed.case_letter else Decided(owed)
        told = bool(owed.case_letter and owed.status == CommitmentStatus.DROPPED)  # by mail, when it was released
        deed.details = {"who": owed.who, "text": owed.what, "read": told or _read_by_the_body(owed)}
        owed.status, owed.settled_at, owed.shown_by, owed.judged_by = CommitmentStatus.OPEN, None, None, None
        owed.save()
        if owed.case_letter:
            follow_ups.say_of_point(deed, owed.case_letter, FollowUp.Kind.REJUDGED, by)
    return owed


def _read_by_the_body(owed: Commitment) -> bool:
    """Whether somebody of the body opened the page on which its letter's points stand, since this one was judged."""
    if owed.case_letter is None:
        return False
    of_letter = {"subject_type": "caseletter", "subject_id": str(owed.case_letter_id)}
    looks = AccessEntry.objects.filter(kind=AccessEntry.Kind.READ, at__gte=known(owed.settled_at), **of_letter)
    return looks.filter(actor__appointments__role=Role.LIAISON).exists()
