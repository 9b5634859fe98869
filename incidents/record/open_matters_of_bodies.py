"""What is still open with a body and hangs on it, a row a kind: one table for the page that tells what becomes of it when the body ends, for
the deed by which it ends and for the one that undoes it. A test ends a body and compares what was told with what was done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from ..models import (
    Activity,
    Agency,
    Appointment,
    CaseLetter,
    ClarificationRequest,
    Commitment,
    Contact,
    FollowUp,
    Incident,
    Involvement,
    Letter,
    NotificationDuty,
    Participation,
    Share,
)
from ..models.points import once
from ..plain import letter_kinds
from ..translatable import _
from ..workflow import LETTERS_NOT_OUT, UNISSUED, CommitmentStatus, RequestStatus
from ..workflow.rows import ALIVE, FOLLOWED

Rows = QuerySet[Any]

JUDGED_FOR = _(
    "the successor's from now on: what is still decided on them goes to it; they stay answers of the body that gave them"
)
JUDGED_ALONE = _(
    "stay its own and are still judged; nobody is left who could complete them, and no letter says that they suffice"
)
ENDS = _("ends that day")
BROKEN_OFF = _("broken off without a letter; the officer is told")
DROPPED = _("dropped; a number that waits is void")
OF_THE_OWNER = _("stays open; the owner of the case releases it, or corrects who owes it where no letter asks for it")
ON_RECORD = _("stays on record as its own; the owner of the case sees to it, and it stands against no closing")
STANDS_UNDER = _("goes on standing under it until somebody puts it elsewhere")
SUCCESSOR = _("the successor's from now on")
ITS_CLOCK = _("the successor's, with the due as it is; its contacts are told")
UNTOUCHED = (OF_THE_OWNER, ON_RECORD, STANDS_UNDER)  # fates in which nothing of the row changes


@dataclass(frozen=True)
class Kind:
    """Rows of one `model` that share their fate: which those of a body are at an instant (UTC), and what becomes of them with a
    successor and without one. `in_case`: they belong to a case, whose history tells of it."""

    model: type[Model]
    words: str
    rows: Callable[[Agency, datetime], Rows]
    follows: str
    alone: str
    in_case: bool = True

    @property
    def moves(self) -> bool:
        """Whether the end of the body does anything to them."""
        return self.follows not in UNTOUCHED


def parts(agency: Agency, at: datetime) -> Rows:
    """Its parts, in cases that are worked on, that last beyond `at`; one that surely ended before is nobody's any more."""
    lasts = Q(until_at__isnull=True) | Q(until_at__gt=at)
    return Involvement.objects.filter(lasts, agency=agency, incident__status__in=ALIVE)


def places(agency: Agency, at: datetime) -> Rows:
    """Its places in what lasts beyond `at`, such as a task force."""
    rows = Participation.objects.filter(agency=agency, left_at__isnull=True, incident__status__in=ALIVE)
    rows = rows.filter(activity__kind__in=Activity.LASTING).select_related("activity")
    spans = {row.pk: row.activity.happened for row in rows}
    return rows.filter(pk__in=[key for key, over in spans.items() if not (over and over.is_range and over.end <= at)])


def requests(*statuses: str) -> Callable[[Agency, datetime], Rows]:
    return lambda agency, at: ClarificationRequest.objects.filter(agency=agency, status__in=statuses)


def unsigned(agency: Agency) -> Rows:
    """Letters about a letter, to this body, that wait for a person's signature."""
    return Letter.objects.unsigned().filter(agency=agency, about__isnull=False)


def awaiting(agency: Agency) -> Rows:
    """Letters of the result that are out and ask the body for what is not done yet, refer a matter of which nobody has said what came of
    it, or to which it objects and nobody has decided; in closed cases as well."""
    owed = Commitment.objects.filter(agency=agency, status=CommitmentStatus.OPEN, case_letter__isnull=False)
    result = FollowUp.objects.filter(case_letter=OuterRef("pk"), kind=FollowUp.Kind.RESULT)
    referred = Q(kind__in=[kind.code for kind in letter_kinds.RESULTS if kind.refers])
    objects = FollowUp.objects.get_queryset().undecided().values("case_letter")
    waits = Q(pk__in=owed.values("case_letter")) | referred & ~Exists(result) | Q(pk__in=objects)
    return CaseLetter.objects.in_force().filter(waits, agency=agency)


def _owed(agency: Agency, at: datetime) -> Rows:
    followed = Q(incident__status__in=FOLLOWED) | Q(case_letter__isnull=False)
    return once(Commitment.objects.filter(followed, agency=agency, status=CommitmentStatus.OPEN))


def _duties(agency: Agency, at: datetime) -> Rows:
    return NotificationDuty.objects.running().filter(involvement__agency=agency)


TABLE: tuple[Kind, ...] = (
    Kind(ClarificationRequest, _("Open requests"), requests(RequestStatus.OPEN), ITS_CLOCK, BROKEN_OFF),
    Kind(ClarificationRequest, _("Requests not yet issued"), requests(*UNISSUED), SUCCESSOR, BROKEN_OFF),
    Kind(ClarificationRequest, _("Answers to be judged"), requests(RequestStatus.ANSWERED), JUDGED_FOR, JUDGED_ALONE),
    Kind(Letter, _("Letters about a letter, not yet signed"), lambda agency, at: unsigned(agency), DROPPED, DROPPED),
    Kind(
        CaseLetter,
        _("Letters of a case not yet out"),
        lambda agency, at: CaseLetter.objects.filter(agency=agency, status__in=LETTERS_NOT_OUT),
        SUCCESSOR,
        DROPPED,
    ),
    Kind(
        CaseLetter,
        _("Letters that ask for what is not done yet"),
        lambda agency, at: awaiting(agency),
        SUCCESSOR,
        OF_THE_OWNER,
    ),
    Kind(Involvement, _("Parts in cases that are worked on"), parts, SUCCESSOR, ENDS),
    Kind(
        NotificationDuty,
        _("Statutory duties to notify"),
        lambda agency, at: _duties(agency, at).filter(involvement__in=parts(agency, at)),
        SUCCESSOR,
        ON_RECORD,
    ),
    Kind(
        NotificationDuty,
        _("Statutory duties of parts that had ended before"),
        lambda agency, at: _duties(agency, at).exclude(involvement__in=parts(agency, at)),
        ON_RECORD,
        ON_RECORD,
    ),
    Kind(
        Commitment,
        _("Outstanding commitments"),
        _owed,
        SUCCESSOR,
        OF_THE_OWNER,
    ),
    Kind(Participation, _("Places in task forces"), places, SUCCESSOR, ENDS),
    Kind(
        Share,
        _("What is shared with it"),
        lambda agency, at: Share.objects.filter(agency=agency, ended_at__isnull=True, incident__status__in=ALIVE),
        SUCCESSOR,
        ENDS,
    ),
    Kind(
        Agency,
        _("Bodies under it"),
        lambda agency, at: agency.parts.filter(merged_into__isnull=True),
        SUCCESSOR,
        STANDS_UNDER,
        in_case=False,
    ),
    Kind(
        Appointment,
        _("People who answer for it"),
        lambda agency, at: Appointment.objects.overlapping(at, None).filter(agency=agency),
        SUCCESSOR,
        ENDS,
        in_case=False,
    ),
    Kind(
        Contact,
        _("Addresses"),
        lambda agency, at: agency.contacts.filter(valid_to__isnull=True),
        SUCCESSOR,
        ENDS,
        in_case=False,
    ),
)


def in_cases(agency: Agency, at: datetime) -> QuerySet[Incident]:
    """The cases in which the end of the body moves or ends anything."""
    found = Q(pk__in=[])
    for kind in TABLE:
        if kind.in_case and kind.moves:
            found |= Q(pk__in=kind.rows(agency, at).values("incident"))
    return Incident.objects.filter(found)
