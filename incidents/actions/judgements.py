"""Taking back how something owed was judged: kept, not kept, released. What was recorded stays in the history, and the body that
had read it is told."""

from ..models import AccessEntry, Commitment, User
from ..plain.clocks import Instant
from ..plain.known import known
from ..record import deeds
from ..workflow import Action, CommitmentStatus, Role
from . import follow_ups
from .corrections import Decided


def unsettle(
    commitment: Commitment, *, by: User, seen: int | None, reason: str, at: Instant | None = None
) -> Commitment:
    """It is open again, with the due that it had: whoever judged it, or a superior, says why. Raises Decided, and
    follow_ups.NothingAwaited for what a letter asked for that is in force no longer."""
    with deeds.record(Action.UNSETTLE, on=commitment, by=by, seen=seen, reason=reason, at=at) as deed:
        owed = deed.on
        if not owed.may_be_judged_anew:
            raise follow_ups.NothingAwaited(owed) if owed.case_letter else Decided(owed)
        deed.details = {"who": owed.who, "text": owed.what, "read": _read_by_the_body(owed)}
        owed.status, owed.settled_at, owed.shown_by, owed.judged_by = CommitmentStatus.OPEN, None, None, None
        owed.save()
        if owed.case_letter:
            follow_ups.rejudged(deed, owed.case_letter, by)
    return owed


def _read_by_the_body(owed: Commitment) -> bool:
    """Whether somebody of the body opened the page on which its letter's points stand, since this one was judged."""
    if owed.case_letter is None:
        return False
    of_letter = {"subject_type": "caseletter", "subject_id": str(owed.case_letter_id)}
    looks = AccessEntry.objects.filter(kind=AccessEntry.Kind.READ, at__gte=known(owed.settled_at), **of_letter)
    return looks.filter(actor__appointments__role=Role.LIAISON).exists()
