"""Who works on how much: for each officer the cases, what runs in them, what is late, what nobody touched."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from ..models import Absence, ClarificationRequest, Commitment, Complaint, Incident, User, still_open
from ..models.past_due import past_due
from ..models.points import once
from ..workflow import STAFF, CommitmentStatus, ComplaintStatus, IncidentStatus, RequestStatus, Role
from ..workflow.rows import ALIVE

UNTOUCHED_DAYS = 14


@dataclass
class Load:
    """What one person owns that is still worked on. Only of cases the reader may know of; what was re-entered is
    no work, and a drill none of a case."""

    person: User
    reports: int = 0
    cases: int = 0
    letters: int = 0  # that wait for an answer
    overdue: int = 0
    owed: int = 0  # commitments past their due, also in a closed case
    untouched: int = 0  # cases and reports
    complaints: int = 0  # that they see to
    followed: int = 0  # closed cases in which something is still owed
    works_on_cases: bool = False  # as an officer: somebody may stand in for them
    absences: list[Absence] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.reports + self.cases + self.complaints + self.followed


def workload(reader: User, at: datetime) -> list[Load]:
    """Everybody who serves as staff at `at` or owns something that is still worked on, by name."""
    alive = Incident.objects.visible_to(reader).filter(status__in=map(str, ALIVE), replay=False, drill=False)
    owned = Counter(alive.order_by().values_list("owner", "status"))
    untouched = _owners(alive.untouched(UNTOUCHED_DAYS, at), "owner")
    requests = ClarificationRequest.objects.visible_to(reader).filter(incident__in=alive)
    waiting = _owners(requests.filter(status=RequestStatus.OPEN), "incident__owner")
    overdue = _owners(requests.unanswered().with_clock().overdue(at), "incident__owner")
    promised = Commitment.objects.visible_to(reader).filter(status=CommitmentStatus.OPEN)
    real = Q(incident__replay=False, incident__drill=False)
    outlives = Q(case_letter__isnull=False) | Q(incident__status=IncidentStatus.CLOSED)
    promised = once(promised.filter(Q(incident__in=alive) | real & outlives))
    owed = _owners(promised.filter(past_due(at)), "incident__owner")
    real_ones = Incident.objects.visible_to(reader).filter(replay=False, drill=False)
    followed = _owners(real_ones.filter(still_open.followed_up()), "owner")
    people = {person.pk: person for role in sorted(STAFF) for person in User.objects.appointed(role, at)}
    seen_to = Complaint.objects.visible_to(reader).filter(status=ComplaintStatus.IN_HAND)
    complaints = _owners(seen_to.exclude(incident__drill=True).exclude(incident__replay=True), "owner")
    people |= User.objects.in_bulk(
        ({key for key, _status in owned} | complaints.keys() | owed.keys() | followed.keys()) - people.keys()
    )
    loads = {
        key: Load(
            person,
            owned[key, str(IncidentStatus.REPORT)],
            owned[key, str(IncidentStatus.OPEN)],
            waiting[key],
            overdue[key],
            owed[key],
            untouched[key],
            complaints[key],
            followed[key],
        )
        for key, person in people.items()
    }
    officers = set(User.objects.appointed(Role.OFFICER, at).values_list("pk", flat=True))
    for key, load in loads.items():
        load.works_on_cases = key in officers
    for absence in Absence.objects.to_come(at).filter(user__in=loads).select_related("user", "deputy"):
        absence.deputy_serves = absence.deputy_id in officers
        loads[absence.user_id].absences.append(absence)
    return sorted(loads.values(), key=lambda load: load.person.name.casefold())


def _owners(rows: Iterable[object], path: str) -> Counter[int]:
    return Counter(rows.order_by().values_list(path, flat=True))  # type: ignore[attr-defined]  # of any query set
