"""Of a case, which actors on the register its words name: who speaks in an assertion, who tells of it, who stands in its text.

What is known is looked up by the words of the case, not every name in every text: it costs two questions, however long the
register is. A person decides whether it is the same actor."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..models import ActorAlias, ActorDismissal, ActorPart, Assertion, Incident, KnownActor, User
from ..plain.assertion_weighing import Topic
from ..plain.online_names import key_of, named_in
from ..workflow import AssertionStatus

Role = ActorPart.Role
# What whoever speaks of it did; of any other topic they claim it.
DONE_BY_TOPIC = {Topic.PRICE: Role.OFFERED, Topic.ACCESS: Role.OFFERED, Topic.RANSOM: Role.DEMANDED}
Spoken = tuple[str, Assertion | None]  # what they did, and by which assertion that is known


@dataclass
class Recognised:
    """An actor whose name stands in the case, as `name`, and what they would have done there that nobody has recorded yet."""

    incident: Incident
    actor: KnownActor
    name: str
    parts: list[Spoken] = field(default_factory=list)
    # where: assertions by their numbers, None for the words of the case
    places: list[int | None] = field(default_factory=list)


def recognised(case: Incident, reader: User) -> list[Recognised]:
    """The actors whom `reader` may know of and whom a text of the case names, without those whose parts there are all on
    record, and without the places of which somebody said that it is not them. An actor of a drill is recognised in a drill alone."""
    said = list(case.assertions.exclude(status=AssertionStatus.WITHDRAWN).order_by("number"))
    texts = [case.title, case.summary, case.source_note]
    words = named_in(*texts, *(text for row in said for text in (row.said_by, row.reported_by)))
    called = _called(words, case, reader)
    if not called:
        return []
    has = defaultdict(set)
    for key, merged, role in ActorPart.objects.filter(incident=case).values_list("actor", "actor__merged_into", "role"):
        has[merged or key].add(role)
    not_them = defaultdict(set)
    dismissed = ActorDismissal.objects.filter(incident=case)
    for key, merged, place in dismissed.values_list("other_than", "other_than__merged_into", "assertion_number"):
        not_them[merged or key].add(place)
    found = []
    for actor, keys in called.items():
        left = [row for row in said if row.number not in not_them[actor.pk]]
        own = [] if None in not_them[actor.pk] else texts
        parts = [part for part in _parts(keys, left, own) if part[0] not in has[actor.pk]]
        if parts and (parts[0][1] or not has[actor.pk]):
            name = next(name for name in actor.names if key_of(name) in keys)
            places = [row.number for row in left if keys & named_in(row.said_by, row.reported_by)]
            found.append(Recognised(case, actor, name, parts, [*places, *([None] if keys & named_in(*own) else [])]))
    return sorted(found, key=lambda each: (each.actor.key, each.actor.pk))


def _called(words: set[str], case: Incident, reader: User) -> dict[KnownActor, set[str]]:
    """{actor: those of `words` by which it goes}, one that was merged under the one that stands for it."""
    if not words:
        return {}
    aliases = ActorAlias.objects.filter(key__in=words, taken_back_at__isnull=True)
    own = KnownActor.objects.filter(key__in=words)
    named: dict[int, set[str]] = defaultdict(set)
    for key, merged, word in [
        *own.values_list("pk", "merged_into", "key"),
        *aliases.values_list("actor", "actor__merged_into", "key"),
    ]:
        named[merged or key].add(word)
    if not named:
        return {}
    seen = KnownActor.objects.visible_to(reader).standing().filter(pk__in=named, drill=case.drill).with_names()
    return {actor: named[actor.pk] for actor in seen}


def _parts(keys: set[str], said: Iterable[Assertion], texts: list[str]) -> list[Spoken]:
    """What they did, each once, by the first assertion that says so; named in the text alone where nobody says more."""
    parts: dict[str, Assertion | None] = {}
    for row in said:
        if keys & named_in(row.said_by):
            parts.setdefault(DONE_BY_TOPIC.get(Topic(row.topic), Role.CLAIMED), row)
        elif keys & named_in(row.reported_by):
            parts.setdefault(Role.REPORTED, row)
    if not parts and keys & named_in(*texts):
        parts[Role.NAMED] = None
    return list(parts.items())
