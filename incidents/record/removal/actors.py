"""Of a removal of who an actor is: which rows of the register name them, in which cases they have a part, and which acts told of them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from ...models import (
    Activity,
    ActorAlias,
    ActorContact,
    ActorJudgement,
    ActorPart,
    CaseEvent,
    KnownActor,
)
from ...workflow import Subject


def cases_of(actor: KnownActor) -> list[int]:
    """The keys of the cases in which it, or one that is one with it, has or had a part, or was written to or spoken of by an activity."""
    found: set[int] = set()
    for model in (ActorPart, ActorContact, Activity):
        rows = model.history.filter(actor__in=[each.pk for each in actor.one])
        found |= {*rows.order_by().values_list("incident", flat=True)}
    return sorted(found)


def rows_naming(actor: KnownActor) -> Iterator[tuple[Any, set[str]]]:
    """(row, which of its columns go): its names and aliases, what is known of it, why it was judged so; of those one with it as well."""
    for each in actor.one:
        yield each, {"name", "key", "note"}
    for alias in ActorAlias.objects.filter(actor__in=actor.one):
        yield alias, {"name", "key"}
    for judgement in ActorJudgement.objects.filter(actor__in=actor.one):
        yield judgement, {"why"}


def acts_on(actor: KnownActor) -> "QuerySet[CaseEvent]":
    """The acts on the register that may tell of it: all but those on others of the same name, who are not it."""
    keys = [each.pk for each in actor.one]
    names = {*KnownActor.history.filter(id__in=keys).values_list("key", flat=True)}
    names |= {*ActorAlias.history.filter(actor__in=keys).values_list("key", flat=True)}
    alike = KnownActor.objects.filter(Q(key__in=names) | Q(aliases__key__in=names)).exclude(pk__in=keys)
    others = [str(key) for key in alike.order_by().values_list("pk", flat=True)]
    return CaseEvent.objects.filter(subject_type=Subject.ACTOR).exclude(subject_id__in=others)
