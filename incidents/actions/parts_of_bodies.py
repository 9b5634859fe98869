"""What becomes of a body's parts in a case that is worked on when it exists no more, by one deed that stands in the case's own history."""

import uuid

from ..models import Activity, Agency, Incident, Involvement, NotificationDuty, Participation, User
from ..models.record import span_columns
from ..plain import spans
from ..plain.known import known
from ..plain.spans import Span
from ..record import deeds
from ..workflow import Action, CommitmentStatus
from . import duplicates


def pass_on(case: Incident, agency: Agency, heir: Agency | None, *, by: User, reason: str, act_id: uuid.UUID) -> None:
    """`heir` has the same parts, duties and places from the day on which `agency` ended, and owes what that owed. Where there
    is none, the parts end that day and nobody reads on what was shared; what was owed stays owed, for whoever works on the
    case to release or to put right, and a statutory duty stays the body's own."""
    day = spans.parse(f"{known(Agency.objects.get(pk=agency.pk).ended_on):%d-%m-%Y}")
    action = Action.EXCHANGE_BODY if heir else Action.LOSE_BODY
    with deeds.record(action, on=case, by=by, reason=reason, act_id=act_id) as deed:
        deed.details = {"agency": agency.short_name_at(deed.at)}
        _parts_end(deed.on, agency, day)
        _takes_part(deed.on, agency, heir, day)
        if heir:
            deed.details["for"] = heir.short_name_at(deed.at)
            _parts_begin(deed, agency, heir, day)
            for owed in deed.on.commitments.filter(agency=agency, status=CommitmentStatus.OPEN):
                owed.agency = heir
                owed.save()
        for shared in deed.on.shares.filter(agency=agency, ended_at__isnull=True):
            if heir:
                shared.agency = heir
            else:
                shared.ended_at = deed.at
            shared.save()
        duplicates.refresh(deed.on)


def _parts_end(case: Incident, agency: Agency, day: Span) -> None:
    for part in case.involvements.filter(agency=agency, until_at__isnull=True, since_at__lt=day.end):
        for name, value in span_columns("until", day).items():
            setattr(part, name, value)
        part.save()


def _parts_begin(deed: deeds.Deed[Incident], agency: Agency, heir: Agency, day: Span) -> None:
    for part in deed.on.involvements.filter(agency=agency):
        other = deed.on.involvements.filter(agency=heir, role=part.role).first()
        if other is None:
            other = Involvement.objects.create(
                incident=deed.on,
                agency=heir,
                role=part.role,
                on_behalf_of=part.on_behalf_of,
                **span_columns("since", day),
                why=f"Pengganti {agency.short_name_at(deed.at)}",
                holds=part.holds,
                according_to=part.according_to,
            )
        duty = NotificationDuty.objects.filter(involvement=part).first()
        if duty and duty.fulfilled_at is None and not NotificationDuty.objects.filter(involvement=other).exists():
            duty.involvement = other
            duty.save()


def _takes_part(case: Incident, agency: Agency, heir: Agency | None, day: Span) -> None:
    """In what lasts beyond `day`, such as a task force, the body takes part up to that day, and its successor from then on."""
    for part in case.participations.filter(agency=agency, activity__kind__in=Activity.LASTING, left_at__isnull=True):
        over, joined = part.activity.happened, part.joined or part.activity.happened
        if over and over.is_range and over.end <= day.start:
            continue
        for name, value in span_columns("left", max(day, known(joined), key=lambda span: span.start)).items():
            setattr(part, name, value)
        part.save()
        if heir and not case.participations.filter(activity=part.activity, agency=heir, left_at__isnull=True).exists():
            Participation.objects.create(
                incident=case,
                activity=part.activity,
                agency=heir,
                capacity=part.capacity,
                **span_columns("joined", day if day.start > known(joined).start else part.joined),
            )
