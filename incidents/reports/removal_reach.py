"""How far a removal under law reaches: the rows that it empties or has emptied, and what was merged into its case or complaint and waits for
a removal of its own."""

from dataclasses import astuple, dataclass

from django.core.cache import cache

from ..models import CaseEvent, Complaint, Incident, Removal, User
from ..plain.known import known
from ..record.removal import places, scopes
from ..record.removal.places import Place

KEPT_SECONDS = 3600


@dataclass(frozen=True)
class Reach:
    """`merged`: each case or complaint with its case, None where it stands in none. `entries`: how many lines of the access log were
    emptied, None as long as nothing was."""

    places: list[Place]
    merged: list[tuple[Incident | Complaint, Incident | None]]
    entries: int | None


def of(removal: Removal, complaint: Complaint | None, short: str, reader: User) -> Reach:
    """What `reader` may know of it. `complaint` is the one that it is of, if it is of one; `short` the mark that takes the place of
    content."""
    cases, complaints = Incident.objects.none(), Complaint.objects.none()
    if complaint:
        complaints = Complaint.objects.filter(merged_into=complaint)
    elif removal.kind == Removal.Kind.CASE:
        cases = Incident.objects.filter(merged_into=removal.incident)
        behind = Complaint.objects.filter(merged_into__incident=removal.incident)
        complaints = behind.exclude(pk__in=Complaint.objects.filter(incident=removal.incident).values("pk"))
    merged: list[tuple[Incident | Complaint, Incident | None]] = [(case, case) for case in cases.visible_to(reader)]
    merged += [(each, each.incident) for each in complaints.visible_to(reader).select_related("incident")]
    entries = known(removal.emptied_by).details["entries"] if removal.emptied_by_id else None
    return Reach(_places(removal, complaint, short), merged, entries)


def _places(removal: Removal, complaint: Complaint | None, short: str) -> list[Place]:
    """Worked out once for each state of the case, not for each look: every text of it is looked through for every copy. What is kept
    beside the record meanwhile says where, and nothing of what stands there."""
    events = (
        CaseEvent.objects.filter(incident=removal.incident) if removal.incident else scopes.events_of(None, complaint)
    )
    newest = events.order_by("-recorded_at").values_list("pk", flat=True).first()
    key = f"places-of-a-removal:{removal.pk}:{removal.status}:{newest}"
    kept: list[tuple[str, str, tuple[str, ...], bool, bool]] | None = cache.get(key)
    if kept is None:
        kept = [astuple(each) for each in places.of(removal, complaint, short)]
        cache.set(key, kept, KEPT_SECONDS)
    return [Place(*each) for each in kept]
