"""How far a removal under law reaches: the rows that it empties or has emptied, and what was merged into its case or complaint and waits for
a removal of its own."""

from dataclasses import astuple, dataclass
from uuid import UUID

from django.core.cache import cache
from django.db.models import Q

from ..models import CaseEvent, Complaint, Incident, Removal, User
from ..plain.not_none import not_none
from ..record.removal import places, scopes
from ..record.removal.places import Place
from ..record.removal.under_way import digest_of

KEPT_SECONDS = 3600


@dataclass(frozen=True)
class Reach:
    """`merged`: each case or complaint with its case, None where it stands in none. `entries`: how many lines of the access log were
    emptied, None as long as nothing was."""

    places: list[Place]
    merged: list[tuple[Incident | Complaint, Incident | None]]
    entries: int | None

    @property
    def digest(self) -> str:
        """With which whoever decides says that they were shown these rows."""
        return digest_of(place.reached for place in self.places)


def of(removal: Removal, thing: scopes.Thing | None, short: str, reader: User, *, anew: bool = False) -> Reach:
    """What `reader` may know of it. `thing` is the complaint or actor that it is of, if it is of one; `short` the mark that takes the place of
    content. `anew`: it is worked out now, whatever is kept."""
    cases, complaints = Incident.objects.none(), Complaint.objects.none()
    if isinstance(thing, Complaint):
        complaints = Complaint.objects.filter(merged_into=thing)
    elif removal.kind == Removal.Kind.CASE:
        cases = Incident.objects.filter(merged_into=removal.incident)
        behind = Complaint.objects.filter(merged_into__incident=removal.incident)
        complaints = behind.exclude(pk__in=Complaint.objects.filter(incident=removal.incident).values("pk"))
    merged: list[tuple[Incident | Complaint, Incident | None]] = [(case, case) for case in cases.visible_to(reader)]
    merged += [(each, each.incident) for each in complaints.visible_to(reader).select_related("incident")]
    entries = not_none(removal.emptied_by).details["entries"] if removal.emptied_by_id else None
    return Reach(_places(removal, thing, short, anew=anew), merged, entries)


def _places(removal: Removal, thing: scopes.Thing | None, short: str, *, anew: bool) -> list[Place]:
    """Worked out once for each state of the case, not for each look: every text of it is looked through for every copy. What is kept
    beside the record meanwhile says where, and nothing of what stands there."""
    key = f"places-of-a-removal:{removal.pk}:{removal.status}:{_newest(removal, thing)}"
    kept: list[tuple[str, str, tuple[str, ...], bool, bool]] | None = None if anew else cache.get(key)
    if kept is None:
        kept = [astuple(each) for each in places.of(removal, thing, short)]
        cache.set(key, kept, KEPT_SECONDS)
    return [Place(*each) for each in kept]


def _newest(removal: Removal, thing: scopes.Thing | None) -> UUID | None:
    """The newest act on what the removal may reach: in its case, and on each complaint that ever stood behind that, wherever it stands
    now, for what is done to one elsewhere is no act in the case."""
    ever = Complaint.history.filter(incident=removal.incident).values("id") if removal.incident else ()
    elsewhere = scopes.events_of_complaints(Complaint.objects.filter(pk__in=ever))
    own = scopes.events_of(removal.incident, thing)
    rows = CaseEvent.objects.filter(Q(pk__in=own.values("pk")) | Q(pk__in=elsewhere.values("pk")))
    return rows.order_by("-recorded_at", "-pk").values_list("pk", flat=True).first()
