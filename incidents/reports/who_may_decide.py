"""Who could decide what waits, and why nobody can: said when it starts to wait, and as long as it does.

Whether somebody could, the door itself is asked (record.authority): of the letter's unit, with no hand in the letter, on no
other side of the case; and they must be able to know of the case.
"""

import copy
from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ..models import CaseLetter, ClarificationRequest, Incident, Unit, User
from ..record import authority
from ..workflow import STAFF, Action, CaseLetterStatus, RequestStatus, Role

Matter = ClarificationRequest | CaseLetter
ISSUE = {ClarificationRequest: Action.ISSUE, CaseLetter: Action.ISSUE_LETTER}
WAITS = {
    RequestStatus.DRAFT,
    RequestStatus.AWAITING_APPROVAL,
    RequestStatus.AWAITING_SIGNATURE,
    CaseLetterStatus.DRAFT,
    CaseLetterStatus.AWAITING_SIGNATURE,
}


def supervisors(matter: Matter, at: datetime) -> list[User]:
    """Everybody appointed at `at` who signs letters of this one's unit."""
    people = User.objects.appointed(Role.SUPERVISOR, at).order_by("name")
    return [person for person in people if person.signs_as(matter.unit)]


def without_supervisor(unit: Unit | None, at: datetime) -> bool:
    """True when nobody is appointed as supervisor of `unit` at `at`; a unit nobody serves in asks for none."""
    return unit is not None and not User.objects.appointed(Role.SUPERVISOR, at, unit__code=unit.code).exists()


def knowing(case: Incident, people: Collection[User]) -> list[User]:
    """Those of `people` who may know of the case."""
    if not case.restricted:
        return list(people)
    return [person for person in people if Incident.objects.visible_to(person).filter(pk=case.pk).exists()]


def nobody(matter: Matter, at: datetime) -> str:
    """Why no supervisor can decide on this letter at `at`, in the reader's words; "" when somebody can, or when it waits
    for no decision."""
    if matter.status not in WAITS:
        return ""
    people = supervisors(matter, at)
    if not people:
        return _(
            "No supervisor of the unit is appointed now: nobody can issue this letter. An administrator appoints one."
        )
    aware = knowing(matter.incident, people)
    if not aware:
        return _(
            "The case is restricted and no supervisor is named for it: nobody can issue this letter. Name one under “Who may see this case”."
        )
    asked = copy.copy(matter)
    asked.__dict__.pop("own_hand", None)  # a page's row knows of its reader's hand alone
    refused = {person: authority.refusal(ISSUE[type(matter)], asked, person, matter.incident) for person in aware}
    if not all(refused.values()):
        return ""
    if all(isinstance(why, authority.WithoutMandate) for why in refused.values()):
        return _(authority.WithoutMandate.message)
    names = ", ".join(person.name for person in aware)
    if any(isinstance(why, authority.OwnHand) for why in refused.values()):
        return _(
            "%(names)s drafted this letter, and no other supervisor may know of it: nobody can issue it. Another supervisor must be appointed or named."
        ) % {"names": names}
    return _(
        "%(names)s acted in this case for the other side, and no other supervisor may know of it: nobody can issue this letter. Another supervisor must be appointed or named."
    ) % {"names": names}


def waiting_for_nobody(case: Incident, at: datetime) -> list[tuple[Matter, str]]:
    """[(letter of the case that waits, why nobody can decide on it)]."""
    requests = case.requests.filter(status__in=WAITS).select_related("unit", "incident")
    letters = case.case_letters.filter(status__in=WAITS).select_related("unit", "incident")
    found = [(matter, nobody(matter, at)) for matter in (*requests, *letters)]
    return [(matter, why) for matter, why in found if why]


def locked_out(case: Incident, by: User, at: datetime) -> list[User]:
    """Whom a restriction by `by` would lock out: officers and supervisors appointed now who know of the case today."""
    stay = {case.owner_id, by.pk, *case.admissions.in_force(at).values_list("user", flat=True)}
    people = User.objects.none()
    for role in sorted(STAFF):
        people = people | User.objects.appointed(role, at)
    staff: QuerySet[User] = people.exclude(pk__in=stay).distinct().order_by("name")
    return [person for person in staff if Role.AUDITOR not in person.roles]
