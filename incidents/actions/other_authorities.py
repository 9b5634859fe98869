"""What other authorities have to do with how a case ends: to whom it was referred or reported, and who examined it."""

from django.db.models import QuerySet

from ..models import Activity, Agency, CaseLetter, Incident, Involvement, Participation, past_letters
from ..models.activities import ActivityOutcome as Came
from ..models.activities import not_the_ministry
from ..plain import letter_kinds

Side = Participation.Side
Role = Involvement.AgencyRole
# What the case is about was theirs: they may examine it, and are no authority over it.
ABOUT_THEM = (
    *Involvement.CONTROLLERS,
    *(Role.PROCESSOR, Role.COPY_HOLDER, Role.ORIGIN, Role.AFFECTED, Role.NAMED, Role.SUSPECTED),
)


def examined_elsewhere(incident: Incident) -> bool:
    """By a body that is neither the ministry nor one whose failure or data the case is about; that examined itself decided nothing."""
    found = incident.activities.filter(kind=Activity.Kind.EXAMINATION, outcome__in=(Came.FAULTS, Came.NOTHING))
    does = Participation.objects.filter(activity__in=found, side=Side.DOES, struck_at__isnull=True)
    theirs = incident.involvements.filter(role__in=ABOUT_THEM)
    others = not_the_ministry(Agency.objects.filter(pk__in=does.values("agency")))
    return others.exclude(pk__in=theirs.values("agency")).exists()


def _referred_to(incident: Incident) -> list[bool]:
    """Of each referral in force whether it went to law enforcement: by a letter of ours, from here or outside; or otherwise, as at a
    meeting, and then it stands among what happened. Who carries a referral out is not whom it went to."""
    letters = CaseLetter.objects.in_force().filter(incident=incident, kind=letter_kinds.REFERRAL.code)
    addressed = letters.exclude(agency=None).values_list("agency", flat=True)
    outside = past_letters.in_force(incident, letter_kinds.REFERRAL).values_list("agency", flat=True)
    return _enforce_the_law(incident, [*addressed, *outside, *_turned_to(_referrals(incident))])


def _referrals(incident: Incident) -> QuerySet[Activity]:
    """The ministry's own: what another body carried out is no referral by the ministry, whatever kind it was entered as."""
    does = Participation.objects.filter(incident=incident, side__in=(Side.DOES, Side.BOTH), struck_at__isnull=True)
    others = not_the_ministry(Agency.objects.filter(pk__in=does.values("agency")))
    of_others = does.filter(agency__in=others.values("pk")).values("activity")
    return incident.activities.filter(kind=Activity.Kind.REFERRAL).exclude(pk__in=of_others)


def _turned_to(activities: QuerySet[Activity]) -> list[int]:
    """The bodies to which they went: all that take part and do not carry them out."""
    parts = Participation.objects.filter(activity__in=activities, struck_at__isnull=True).exclude(side=Side.DOES)
    return list(parts.values_list("agency", flat=True))


def _enforce_the_law(incident: Incident, bodies: list[int]) -> list[bool]:
    """Of each of them whether its part in the case is to enforce the law, or it took the place of one whose part that is."""
    police = incident.involvements.filter(role=Involvement.AgencyRole.LAW_ENFORCEMENT)
    enforcing = set(police.values_list("agency", flat=True))
    return [bool(enforcing & set(Agency.objects.stood_for_by([body]).values_list("pk", flat=True))) for body in bodies]


def to_police(incident: Incident) -> bool:
    return any(_referred_to(incident))


def to_sector(incident: Incident) -> bool:
    return not all(_referred_to(incident))


def reported_to_police(incident: Incident) -> bool:
    """By a body, or by whoever was harmed; the ministry's own way there is a referral."""
    reports = incident.activities.filter(kind=Activity.Kind.POLICE_REPORT)
    return any(_enforce_the_law(incident, _turned_to(reports)))
