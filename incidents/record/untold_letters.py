"""Letters of a case that are in force no longer, and whose own body has not been told: it seemed to have ended when they were revoked."""

from django.db.models import Exists, OuterRef, Q

from ..models import CaseEvent, CaseLetter
from ..models.case_letters import CaseLetterQuerySet
from ..plain import letter_kinds
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..workflow import LETTERS_NOT_OUT, Action, CaseLetterStatus, Subject


def on_its_way(row: CaseLetter) -> bool:
    """Whether a letter that takes `row` back is drafted, waits or is out: of a joint one also the copy that its body gets in the
    place of another, with which this one ends."""
    if CaseLetter.objects.filter(takes_back=row, status__in=LETTERS_NOT_OUT).exists():
        return True
    waiting = CaseLetter.objects.filter(takes_back__act_id=row.act_id, status__in=LETTERS_NOT_OUT)
    return row.joint and waiting.filter(agency=row.agency.addressee).exists()


def untold(row: CaseLetter) -> bool:
    """It was revoked while nobody was there to be told, or was told to another body, which only seemed to take its place: its own is
    there by now, and knows nothing."""
    there = row.agency.addressee if row.ended_at else None
    heard = [each.agency.addressee for each in row.every_taker]
    return there is not None and there not in heard and not row.told_by_another_copy


def waiting(letters: CaseLetterQuerySet, at: Instant) -> list[tuple[CaseLetter, Instant]]:
    """Those of these letters whose body waits to be told at `at`, and no letter to it is on its way, each with since when: the end of
    its body, or that of one that it follows, was undone."""
    takers = CaseLetter.objects.filter(takes_back=OuterRef("pk"), status=CaseLetterStatus.ISSUED)
    revoked = Q(revoked_at__isnull=False) | Q(revoked_with__isnull=False) | Q(Exists(takers))
    rows = letters.filter(revoked, status=CaseLetterStatus.ISSUED, kind__in=letter_kinds.TAKEN_BACK_BY)
    rows = rows.filter(Q(agency__ended_on__isnull=True) | Q(agency__successor__isnull=False), incident__past=False)
    rows = rows.exclude(Exists(takers.filter(agency=OuterRef("agency"))))
    rows = rows.select_related("incident", "agency", "revoked_with__agency").prefetch_related("takers__agency")
    return [(row, _since(row)) for row in rows if _waits(row, at)]


def _waits(row: CaseLetter, at: Instant) -> bool:
    by = letter_kinds.TAKEN_BACK_BY[row.kind]
    return untold(row) and not row.has_met(at) and row.incident.takes(by) and not on_its_way(row)


def _since(row: CaseLetter) -> Instant:
    bodies = [str(body.pk) for body in (row.agency, *row.agency.heirs)]
    undone = CaseEvent.objects.filter(action=Action.REVIVE_AGENCY, subject_type=Subject.AGENCY, subject_id__in=bodies)
    last = undone.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
    return max(last, not_none(row.ended_at)) if last else not_none(row.ended_at)
