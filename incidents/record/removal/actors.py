"""Of a removal of who an actor is: which rows of the register name them, in which cases they have a part, and which acts told of them."""

import json
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
    """The acts on the register that may tell of it: those on itself, and those in which a word stands with which something of what goes
    begins; none of those on others of the same name, who are not it. Asked of the database: the register is long."""
    keys = [each.pk for each in actor.one]
    names = {*KnownActor.history.filter(id__in=keys).values_list("key", flat=True)}
    names |= {*ActorAlias.history.filter(actor__in=keys).values_list("key", flat=True)}
    alike = KnownActor.objects.filter(Q(key__in=names) | Q(aliases__key__in=names)).exclude(pk__in=keys)
    others = [str(key) for key in alike.order_by().values_list("pk", flat=True)]
    acts = CaseEvent.objects.filter(subject_type=Subject.ACTOR).exclude(subject_id__in=others)
    bears = Q(subject_id__in=[str(key) for key in keys])
    for word in _first_words(actor):
        bears |= Q(payload__icontains=json.dumps(word, ensure_ascii=False)[1:-1])
    found = acts.filter(bears).order_by().values_list("pk", flat=True)
    return CaseEvent.objects.filter(pk__in=list(found))


def _first_words(actor: KnownActor) -> set[str]:
    """The first word of each text that goes, in all of its versions; "", which stands everywhere, where a database could miss it for
    how it is written: its own folding of letters knows those of ASCII alone."""
    found: set[str] = set()
    for row, columns in rows_naming(actor):
        own = sorted(columns)
        for versions in (type(row).history.filter(id=row.pk), type(row).objects.filter(pk=row.pk)):
            found |= {text.split()[0] for values in versions.values_list(*own) for text in values if text.strip()}
    return found if all(word.isascii() for word in found) else {""}
