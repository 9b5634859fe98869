"""The deed that notes what happened in a case beside its letters: who did what, about whom, and what came of it."""

from collections.abc import Iterable
from contextlib import nullcontext

from django.utils.translation import get_language

from ..errors import DomainError
from ..models import Activity, Agency, Assertion, ClarificationRequest, Incident, KnownActor, Participation, User
from ..models.activities import RECORDS, not_the_ministry
from ..models.record import span_columns
from ..plain import clocks, dates, spans
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..plain.spans import Span
from ..record import deeds
from ..translatable import _
from ..workflow import Action
from . import actor_contacts, closing_conditions

Side = Participation.Side


class TookPartBefore(DomainError):
    message = _(
        "%(agency)s would have come or left before the activity began. Put right first since when, or up to when, it took part."
    )


class ReferredByAnother(DomainError):
    message = _(
        "A referral is the ministry's, and by what stands %(agency)s carried it out. What others took to law enforcement is a report to "
        "law enforcement; where only the side is wrong, put that right first."
    )


class NoRecord(DomainError):
    message = _(
        "What is noted of the meeting to which a letter called is a meeting, a summons or an examination: choose one of these kinds."
    )


class NobodySaidWhoCame(DomainError):
    message = _(
        "Say under “Others who took part” who came to the meeting, by name and office, or that nobody did: what follows the letter rests on it."
    )


class NotThatMeeting(DomainError):
    message = _("The letter calls to a meeting on %(day)s: what happened before that day is no record of it.")


def check_record(activity: Activity) -> None:
    """Whether it can be the record of the meeting to which its letter called: who came and what was said, on that day or a later
    one. Raises NoRecord, NobodySaidWhoCame, NotThatMeeting."""
    if activity.summons is None:
        return
    if activity.kind not in RECORDS:
        raise NoRecord(activity)
    if not activity.participants.strip():
        raise NobodySaidWhoCame(activity)
    day = clocks.day(not_none(activity.summons.meeting_at))
    if not_none(activity.happened).start < clocks.day_begins(day):
        raise NotThatMeeting(activity, day=dates.date_in_words(day, get_language() or "id"))


def check_parts(activity: Activity) -> None:
    """Whether those that take part can have done so in `activity` as it is to be stored. Raises TookPartBefore, ReferredByAnother."""
    parts, began = list(activity.parts.select_related("agency")), not_none(activity.happened)
    for part in parts:
        if any(day and day.end <= began.start for day in (part.joined, part.left)):
            raise TookPartBefore(activity, agency=part.agency)
    if activity.kind == Activity.Kind.REFERRAL:
        doing = Agency.objects.filter(pk__in=[part.agency_id for part in parts if part.side in (Side.DOES, Side.BOTH)])
        for other in not_the_ministry(doing):
            raise ReferredByAnother(activity, agency=other)


def note(
    incident: Incident,
    *,
    by: User,
    text: str,
    kind: str = Activity.Kind.NOTE,
    source: str = "",
    speaker: str = "",
    place: str = "",
    bodies: Iterable[Agency] = (),
    done_by: Iterable[Agency] = (),
    about: Iterable[Agency] = (),
    participants: str = "",
    assertion: Assertion | None = None,
    actor: KnownActor | None = None,
    summons: ClarificationRequest | None = None,
    outcome: str = "",
    happened: Span | None = None,
    happened_at: Instant | None = None,
    at: Instant | None = None,
) -> Activity:
    """Note what happened beside the letters, who spoke, where, which `bodies` took part, which did it, `about` which it was, and what
    came of it; a body that did it and that it was about does both. Of which letter's meeting it is the record, `summons` says. It stops
    no letter's clock. Raises actor_contacts.NoPartHere and what check_record() does; closing_conditions.ClosedAgainstIt where the case ended
    as one in which nothing of the kind had happened."""
    if happened is None and happened_at is not None:
        happened = spans.at_minute(happened_at)
    with (
        deeds.record(Action.NOTE, on=incident, by=by, at=at, happened_at=happened) as deed,
        closing_conditions.kept_before_its_end(incident, happened) if happened else nullcontext(),
    ):
        happened = happened or spans.at_minute(deed.at)
        activity = Activity(
            incident=deed.on,
            text=text,
            kind=kind,
            source=source,
            speaker=speaker,
            place=place,
            participants=participants,
            assertion=assertion,
            actor=actor,
            summons=summons,
            outcome=outcome,
            **span_columns("happened", happened),
        )
        if activity.actor:
            actor_contacts.check(activity)
        check_record(activity)
        activity.save()
        sides = {Side.TAKES_PART: bodies, Side.DOES: done_by, Side.SUBJECT: about}
        stands: dict[Agency, Side] = {}
        for side, each in sides.items():
            stands |= {agency: Side.BOTH if stands.get(agency) == Side.DOES else side for agency in each}
        for agency, side in stands.items():
            Participation.objects.create(incident=deed.on, activity=activity, agency=agency, side=side)
        deed.details = {"kind": str(kind), "text": text, "source": source}
        if stands:
            deed.details["bodies"] = [agency.short_name_at(activity.happened_at) for agency in stands]
    return activity
