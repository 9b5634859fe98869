"""What a body that has two copies of a joint letter does of one of them, it has done of both: the point is judged, released, opened
again and given time on both within one deed, and the body reads of it on the page of either."""

from collections.abc import Iterable

from ..models import Agency, CaseLetter, Commitment, FollowUp, Incident
from ..models.points import copies_with, nth_of, place_of
from ..plain.clocks import Instant
from ..workflow import CaseLetterStatus, CommitmentStatus

JUDGED = ("status", "settled_at", "shown_by", "judged_by")


def judge_as(owed: Commitment, others: Iterable[Commitment]) -> None:
    """Within the deed that judged `owed`: the same point on the other copies is judged with it."""
    for other in others:
        for name in JUDGED:
            setattr(other, name, getattr(owed, name))
        other.save()


def say_on_copies(said: FollowUp) -> None:
    """Within the deed that said something of a letter's points: it stands on the body's other copies as well."""
    for copy in copies_with(said.case_letter):
        FollowUp.objects.create(
            incident=said.incident,
            case_letter=copy,
            agency=said.agency,
            kind=said.kind,
            text=said.text,
            came_at=said.came_at,
            due_at=said.due_at,
            by=said.by,
        )
        copy.version += 1
        copy.save()


def one_body(case: Incident, into: Agency, at: Instant) -> None:
    """Within the deed by which a double is `into`: what that one body has done of one copy it has done of the other."""
    rows = CaseLetter.objects.filter(incident=case, agency=into, joint=True, status=CaseLetterStatus.ISSUED)
    done = Commitment.objects.filter(agency=into, case_letter__in=rows, status=CommitmentStatus.KEPT)
    for kept in done.select_related("case_letter").order_by("pk"):
        for copy in copies_with(kept.case_letter) if kept.case_letter else ():
            open_yet = nth_of(copy, place_of(kept))
            if open_yet and (open_yet.what, open_yet.status) == (kept.what, CommitmentStatus.OPEN):
                open_yet.settled_at = at
                open_yet.status, open_yet.shown_by, open_yet.judged_by = kept.status, kept.shown_by, kept.judged_by
                open_yet.save()
