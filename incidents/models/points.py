"""What a joint letter asks for, where a body has two of its copies by now: it owes each point once (decision 0061)."""

from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from ..workflow import CommitmentStatus
from .case_letters import CaseLetter
from .follow_ups import FollowUp
from .work import Commitment

R = TypeVar("R", bound="QuerySet[Any]")


def copies_with(letter: CaseLetter) -> list[CaseLetter]:
    """The other copies of a joint letter, in force, that are its body's as well."""
    if not letter.joint:
        return []
    rows = CaseLetter.objects.in_force().filter(act_id=letter.act_id, agency=letter.agency_id)
    return list(rows.exclude(pk=letter.pk).order_by("pk"))


def same_on_copies(owed: Commitment) -> list[Commitment]:
    """This very point on those copies, where the same body owes it there, or it was settled there as this one, by the same proof."""
    letter, found = owed.case_letter, []
    for copy in copies_with(letter) if letter else ():
        row = nth_of(copy, place_of(owed))
        if row and _stands(row) == _stands(owed):
            found.append(row)
    return found


def place_of(owed: Commitment) -> int:
    """Which of the points of its letter it is: a copy has the same ones in the same order."""
    return Commitment.objects.filter(case_letter=owed.case_letter, pk__lt=owed.pk).count()


def nth_of(letter: CaseLetter, n: int) -> Commitment | None:
    return Commitment.objects.filter(case_letter=letter).order_by("pk")[n : n + 1].first()


def _stands(owed: Commitment) -> tuple[Any, ...]:
    return owed.what, owed.agency_id, owed.status, owed.shown_by_id


def once(rows: R) -> R:
    """Each open point once: of two copies that one body has, by the one that is due first."""
    twin = Commitment.objects.filter(
        status=CommitmentStatus.OPEN,
        case_letter__joint=True,
        case_letter__act_id=OuterRef("case_letter__act_id"),
        agency=OuterRef("agency"),
        what=OuterRef("what"),
    )
    before = Q(due_at__lt=OuterRef("due_at")) | Q(due_at=OuterRef("due_at"), pk__lt=OuterRef("pk"))
    return rows.filter(~Exists(twin.filter(before, ~Q(case_letter=OuterRef("case_letter")))))


def open_points(letter: CaseLetter) -> QuerySet[Commitment]:
    """What the letter asks for that nobody has judged yet."""
    return Commitment.objects.filter(case_letter=letter, status=CommitmentStatus.OPEN)


def shown_on(letter: CaseLetter) -> QuerySet[FollowUp]:
    """What came back on the letter, or on another copy that its body has, and shows that something was done."""
    return FollowUp.objects.filter(case_letter__in=[letter, *copies_with(letter)], kind__in=FollowUp.SHOWS)
