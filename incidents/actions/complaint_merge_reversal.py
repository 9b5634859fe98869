"""The deed that takes a complaint out of another one into which it was merged by mistake: it is what it was before."""

from django.db import transaction

from ..models import CaseEvent, Complaint, Incident, User
from ..plain.not_none import not_none
from ..record import deeds
from ..workflow import Action, ComplaintStatus
from . import mistaken_complaints
from .handover import may_know


def unmerge(complaint: Complaint, *, by: User, seen: int, reason: str) -> Complaint:
    """It counts by itself again, under its own number and in the state of before, with those that had been merged into it; it has
    waited since it came. Where its case was a mistake that cannot come back, none of them stands behind that any more. An answer that was dropped with the merge stays dropped. Whoever saw to it sees to it, and `by` where
    they may not know of its case any more. Raises mistaken_complaints.ItsCaseIsAMistake."""
    with transaction.atomic():
        _hold(complaint)
        with deeds.record(Action.UNMERGE_COMPLAINT, on=complaint, by=by, seen=seen, reason=reason) as deed:
            left = mistaken_complaints.leave_its_case(deed.on)
            into, merge = not_none(deed.on.merged_into), not_none(_merge_of(deed.on))
            along = _came_along_with(deed.on, merge)
            deed.details = {"complaint": into.reference} | ({"case": left} if left else {})
            deed.on.status, deed.on.merged_into = ComplaintStatus(merge.status_from), None
            if not may_know(deed.on.incident, deed.on.owner):
                deed.on.owner = by
                deed.details |= {"to": by.name}
            deed.on.save()
            for each in along:
                each.merged_into = deed.on
                mistaken_complaints.leave_its_case(each)
                each.save()
    return deed.on


def _hold(complaint: Complaint) -> None:
    """The case, then every complaint that the deed reads or writes, in the order of their keys, as merging locks them."""
    now = Complaint.objects.get(pk=complaint.pk)
    list(Incident.objects.select_for_update().filter(pk__in=filter(None, [now.incident_id])))
    keys = [key for key in (now.pk, now.merged_into_id) if key]
    rows = Complaint.objects.filter(pk__in=keys) | Complaint.objects.filter(merged_into__in=keys)
    list(rows.order_by("pk").select_for_update(of=("self",)))


def _merge_of(complaint: Complaint) -> CaseEvent | None:
    """The act by which it was merged itself, the last time."""
    acts = CaseEvent.objects.of(complaint).filter(action=Action.MERGE_COMPLAINT)
    return acts.order_by("-recorded_at").first()


def _came_along_with(complaint: Complaint, merge: CaseEvent) -> list[Complaint]:
    """Those that had been merged into it and went along when it was merged, and that nobody took out or merged anew since."""
    moved = Complaint.history.filter(event_id=merge.pk).exclude(id=complaint.pk).values("id")
    rows = Complaint.objects.filter(pk__in=moved, merged_into=complaint.merged_into_id).order_by("pk")
    return [row for row in rows if not_none(_merge_of(row)).recorded_at < merge.recorded_at]
