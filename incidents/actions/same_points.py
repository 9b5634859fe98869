"""What a body that has two copies of a joint letter does of one of them, it has done of both: the point is judged, released, opened
again and given time on both within one deed, and the body reads of it on the page of either."""

from collections.abc import Iterable

from ..models import Agency, CaseEvent, CaseLetter, Commitment, FollowUp, Incident
from ..models.points import copies_with, nth_of, place_of
from ..models.record import span_columns
from ..plain.clocks import Instant
from ..workflow import Action, CaseLetterStatus, CommitmentStatus

JUDGED = ("status", "shown_by", "judged_by")
BY_A_JUDGE = (Action.KEEP, Action.MISS, Action.WAIVE)
# What a double was found not to have done it may still do by the due of the other copy.
DONE_WITH = (CommitmentStatus.KEPT, CommitmentStatus.DROPPED)


def judge_as(owed: Commitment, others: Iterable[Commitment], at: Instant | None = None) -> None:
    """The same point on other copies is judged as `owed` was: within the deed that judged it, or as of `at`, when two became one."""
    for other in others:
        for name in JUDGED:
            setattr(other, name, getattr(owed, name))
        other.settled_at = at or owed.settled_at
        other.save()


def say_on_copies(said: FollowUp, points: Iterable[Commitment]) -> None:
    """Within the deed that said something of a letter's points: it stands on each other copy on which it is so, that of `points`."""
    held = {point.case_letter_id for point in points}
    for copy in copies_with(said.case_letter):
        if copy.pk not in held:
            continue
        FollowUp.objects.create(
            incident=said.incident,
            case_letter=copy,
            agency=said.agency,
            kind=said.kind,
            text=said.text,
            due_at=said.due_at,
            by=said.by,
            **span_columns("came", said.received),
        )
        copy.version += 1
        copy.save()


def settled_elsewhere(owed: Commitment) -> bool:
    """Whether it was settled by what its body did of another copy: judged there, or shown by what came back on it."""
    if owed.case_letter_id is None or owed.settled_at is None:
        return False
    if owed.shown_by and owed.shown_by.case_letter_id != owed.case_letter_id:
        return True
    judged = owed.history.filter(status=owed.status, settled_at=owed.settled_at).order_by("history_id").first()
    event = judged and CaseEvent.objects.get(pk=judged.event_id)
    return bool(event and event.action in BY_A_JUDGE and event.subject_id != str(owed.pk))


def one_body(case: Incident, into: Agency, at: Instant) -> None:
    """Within the deed by which a double is `into`: what that one body has done of one copy, or was released from, it owes on no other."""
    rows = CaseLetter.objects.filter(incident=case, agency=into, joint=True, status=CaseLetterStatus.ISSUED)
    done = Commitment.objects.filter(agency=into, case_letter__in=rows, status__in=DONE_WITH)
    for settled in done.select_related("case_letter").order_by("pk"):
        for copy in copies_with(settled.case_letter) if settled.case_letter else ():
            open_yet = nth_of(copy, place_of(settled))
            if open_yet and (open_yet.what, open_yet.status) == (settled.what, CommitmentStatus.OPEN):
                judge_as(settled, [open_yet], at)
