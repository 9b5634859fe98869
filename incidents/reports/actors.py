"""What the record knows of an actor in cases: what they did there, and which prices they asked. Prices are those of the ledger
of assertions, typed there and nowhere else."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from ..models import Activity, ActorContact, ActorDismissal, ActorPart, Assertion, Incident, KnownActor, User
from ..models.assertions import still_said
from ..plain.assertion_weighing import PRICED
from ..plain.online_names import key_of, named_in
from . import corrections

ASKS = (ActorPart.Role.OFFERED, ActorPart.Role.DEMANDED)


@dataclass
class InCase:
    """One actor in one case: what they did, what they asked for it, and how often somebody tried to reach them. Attempts stay
    where they were made: with an actor who has no part there any more, since two who were taken for one are two again. `own` are the
    buttons, given by the page."""

    case: Incident
    actor: KnownActor
    parts: list[ActorPart] = field(default_factory=list)
    prices: list[Assertion] = field(default_factory=list)
    contacts: list[ActorContact] = field(default_factory=list)
    about: list[Activity] = field(default_factory=list)  # what was done about them: traced, identified, arrested
    own: Any = None

    @property
    def tries(self) -> int:
        """How often somebody tried to reach them in this case; what was struck out is none."""
        return sum(not contact.struck_at for contact in self.contacts)


def in_cases(actor: KnownActor, reader: User) -> list[InCase]:
    """The cases, of those that `reader` may know of, in which the actor or one that is one with it has a part; the latest
    first. Nothing here counts or tells of another case."""
    rows = ActorPart.objects.visible_to(reader).filter(actor__in=actor.one)
    found: dict[int, InCase] = {}
    for row in rows.select_related("incident", "assertion", "evidence").order_by(
        "-incident__seen_at", "-incident", "pk"
    ):
        found.setdefault(row.incident_id, InCase(row.incident, actor)).parts.append(row)
    contacts = ActorContact.objects.visible_to(reader).filter(actor__in=actor.one).select_related("incident")
    for contact in contacts:
        found.setdefault(contact.incident_id, InCase(contact.incident, actor)).contacts.append(contact)
    for activity in _with_bodies(Activity.objects.visible_to(reader).filter(actor__in=actor.one)):
        found.setdefault(activity.incident_id, InCase(activity.incident, actor)).about.append(activity)
    _put_prices(found.values())
    return list(found.values())


def _with_bodies(rows: "QuerySet[Activity]") -> "QuerySet[Activity]":
    return (
        rows.select_related("incident", "actor").prefetch_related("parts__agency__names").order_by("happened_at", "pk")
    )


def in_case(case: Incident) -> list[InCase]:
    """The actors of one case, whoever reads it; those that are one stand as one. What was struck out is told beside it."""
    rows = ActorPart.everything.with_recorded().filter(incident=case)
    rows = rows.select_related("actor__merged_into", "assertion", "evidence").order_by("pk")
    told = corrections.told_on(case, rows)
    tried = ActorContact.everything.with_recorded().filter(incident=case).select_related("actor")
    contacts = corrections.told_on(case, tried)
    heads = {row.actor.merged_into_id or row.actor_id for row in told}
    heads |= {row.actor.merged_into_id or row.actor_id for row in contacts}
    done = list(_with_bodies(Activity.objects.filter(incident=case, actor__isnull=False)))
    heads |= {each.merged_into_id or each.pk for each in (activity.actor for activity in done) if each}
    actors = KnownActor.objects.filter(pk__in=heads).with_names().in_bulk() if heads else {}
    found = {head: InCase(case, actor) for head, actor in actors.items()}
    for row in told:
        found[row.actor.merged_into_id or row.actor_id].parts.append(row)
    for contact in contacts:
        found[contact.actor.merged_into_id or contact.actor_id].contacts.append(contact)
    for activity in done:
        if activity.actor:
            found[activity.actor.merged_into_id or activity.actor.pk].about.append(activity)
    _put_prices(found.values())
    return sorted(found.values(), key=lambda each: (not each.parts, each.parts[0].pk if each.parts else each.actor.pk))


def dismissed(case: Incident, reader: User) -> list[ActorDismissal]:
    """What was said of names in the case that are not those of actors whom `reader` may know of; what was struck out is told too."""
    known = KnownActor.objects.visible_to(reader)
    rows = ActorDismissal.everything.with_recorded().filter(incident=case, other_than__in=known)
    return corrections.told_on(case, rows.select_related("other_than").order_by("pk"))


def _put_prices(found: Iterable[InCase]) -> None:
    """Beside each what it asked: in assertions on which it rests that it offered or demanded; where that is said of nobody, in those of
    whoever speaks by one of its names. Who told of a price, or paid it, asked none."""
    found = list(found)
    keys = {each.case.pk for each in found}
    rows = Assertion.objects.filter(incident__in=keys).order_by("number") if keys else ()
    said: dict[int, list[Assertion]] = defaultdict(list)
    for row in still_said(rows):
        if row.topic in PRICED and row.amount is not None:
            said[row.incident_id].append(row)
    asked: dict[int | None, set[int]] = defaultdict(set)
    for part in ActorPart.objects.filter(incident__in=keys, assertion__isnull=False, role__in=ASKS):
        asked[part.assertion_id].add(part.actor_id)
    for each in found:
        own = {actor.pk for actor in each.actor.one}
        names = {key_of(name) for name in each.actor.names}
        each.prices = [
            row
            for row in said[each.case.pk]
            if (asked[row.pk] & own if row.pk in asked else names & named_in(row.said_by))
        ]
