"""What becomes of a body's parts in a case that is worked on when it exists no more, by one deed that stands in the case's own history."""

import uuid
from collections.abc import Sequence

from ..models import Agency, Commitment, Incident, Involvement, Participation, User
from ..models.record import span_columns
from ..plain import spans
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..plain.spans import Span
from ..record import deeds, open_matters_of_bodies
from ..workflow import Action, CommitmentStatus
from . import duplicates


def pass_on(
    case: Incident, agency: Agency, heirs: Sequence[Agency], *, by: User, reason: str, act_id: uuid.UUID
) -> None:
    """The first of `heirs` has the same parts, duties and places from the day on which `agency` ended, and owes what that owed; the
    others, who have a letter in the case, have the same parts. Where there is none, the parts end that day and nobody reads on what was shared; what was owed stays owed, for whoever works on the
    case to release or to put right, and a statutory duty stays the body's own."""
    day = spans.parse(f"{not_none(agency.ended_on):%d-%m-%Y}")
    heir = next(iter(heirs), None)
    action = Action.EXCHANGE_BODY if heir else Action.LOSE_BODY
    with deeds.record(action, on=case, by=by, reason=reason, act_id=act_id) as deed:
        deed.details = {"agency": agency.short_name_at(deed.at)}
        _parts_pass(deed, agency, heirs, day)
        _takes_part(deed.on, agency, heir, day)
        if heir:
            deed.details["for"] = ", ".join(each.short_name_at(deed.at) for each in heirs)
            for owed in deed.on.commitments.filter(agency=agency, status=CommitmentStatus.OPEN):
                owes(owed, agency, heir, deed.at)
        for shared in deed.on.shares.filter(agency=agency, ended_at__isnull=True):
            if heir:
                shared.agency = heir
            else:
                shared.ended_at = deed.at
            shared.save()
        duplicates.refresh(deed.on)


def owes(owed: Commitment, body: Agency, heir: Agency, at: Instant) -> None:
    """From now on `heir` owes what `body` did; named so, where nobody but the body itself was named."""
    if owed.who in {word for row in body.names.all() for word in (row.name, row.short_name)}:
        owed.who = heir.short_name_at(at)
    owed.agency = heir
    owed.save()


def _parts_pass(deed: deeds.Deed[Incident], agency: Agency, heirs: Sequence[Agency], day: Span) -> None:
    """A part that lasts beyond `day` is played up to then, and by its successors from then on, as long as it was to last; one
    that had ended before stays as it is, with what hangs on it. Its duty to notify is one, and the first one's."""
    for part in open_matters_of_bodies.parts(agency, day.end).filter(incident=deed.on).order_by("pk"):
        turn, until = max(day, not_none(part.since), key=lambda span: span.start), part.until
        for name, value in span_columns("until", turn).items():
            setattr(part, name, value)
        part.save()
        begun = [_part_begins(deed, part, heir, turn, until) for heir in heirs]
        # One that was struck was followed by mistake: nobody has it, whoever comes after has none of it, and one of their own is none.
        duty = part.standing_duty
        if begun and duty and duty.fulfilled_at is None and begun[0].standing_duty is None:
            duty.involvement = begun[0]
            duty.save()


def _part_begins(
    deed: deeds.Deed[Incident], part: Involvement, heir: Agency, since: Span, until: Span | None
) -> Involvement:
    other = deed.on.involvements.filter(agency=heir, role=part.role).first()
    if other is None:
        other = Involvement.objects.create(
            incident=deed.on,
            agency=heir,
            role=part.role,
            on_behalf_of=part.on_behalf_of,
            **span_columns("since", since),
            **span_columns("until", until),
            why=f"Pengganti {part.agency.short_name_at(deed.at)}",
            holds=part.holds,
            according_to=part.according_to,
        )
    elif other.until and (until is None or other.until.end < until.end):
        _plays_on(deed, other, part, since, until)
    return other


def _plays_on(
    deed: deeds.Deed[Incident], other: Involvement, part: Involvement, since: Span, until: Span | None
) -> None:
    """The successor had the part once and was to end it: a body has each part once in a case, so that one goes on, as long as
    the body before had it, and says why and what lay between."""
    before = f"pengganti {part.agency.short_name_at(deed.at)} sejak {spans.in_words(since, 'id')}"
    said = f"{other.why}; {before}" if other.why else before[0].upper() + before[1:]
    said += f" (sebelumnya sampai {spans.in_words(not_none(other.until), 'id')})"
    if len(said) <= not_none(Involvement._meta.get_field("why").max_length):
        other.why = said
    for name, value in span_columns("until", until).items():
        setattr(other, name, value)
    other.save()


def _takes_part(case: Incident, agency: Agency, heir: Agency | None, day: Span) -> None:
    """In what lasts beyond `day`, such as a task force, the body takes part up to that day, and its successor from then on."""
    for part in open_matters_of_bodies.places(agency, day.end).filter(incident=case):
        joined = part.joined or part.activity.happened
        for name, value in span_columns("left", max(day, not_none(joined), key=lambda span: span.start)).items():
            setattr(part, name, value)
        part.save()
        if heir and not case.participations.filter(activity=part.activity, agency=heir, left_at__isnull=True).exists():
            Participation.objects.create(
                incident=case,
                activity=part.activity,
                agency=heir,
                side=part.side,
                capacity=part.capacity,
                **span_columns("joined", day if day.start > not_none(joined).start else part.joined),
            )
