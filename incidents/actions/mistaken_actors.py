"""Deeds that declare an actor to be put on the register by mistake, and that take this back: its page and its names stay to be read, and
nobody is recognised as it or can choose it any more. Whatever a case tells of it is struck out or put right there first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from ..errors import NOT_NOW, DomainError
from ..models import Activity, ActorContact, ActorPart, KnownActor, User
from ..plain.clocks import Instant
from ..record import deeds
from ..translatable import _
from ..workflow import Action
from .overtaken import Overtaken


@dataclass(frozen=True)
class Hangs:
    """Rows of one kind that were put under it by another deed: what they are, and what is done first."""

    words: str
    instead: str
    rows: Callable[[KnownActor], QuerySet[Any]]


_FIRST = _("An officer strikes out each of them in its case first, or puts it right with the actor that is meant.")
HANGS: Mapping[str, Hangs] = {
    "parts": Hangs(_("Parts in cases"), _FIRST, lambda actor: ActorPart.objects.filter(actor=actor)),
    "contacts": Hangs(_("Attempts at contact"), _FIRST, lambda actor: ActorContact.objects.filter(actor=actor)),
    "activities": Hangs(_("Activities that are about it"), _FIRST, lambda actor: Activity.objects.filter(actor=actor)),
    "doubles": Hangs(
        _("Actors merged into it"),
        _("They are told apart again first."),
        lambda actor: KnownActor.objects.filter(merged_into=actor),
    ),
}


class HangsOnIt(DomainError):
    status = NOT_NOW
    message = _("This actor cannot be declared to be entered by mistake while what stands above hangs on it.")


class NowAMistake(Overtaken):
    message = _("%(actor)s was declared to be entered by mistake meanwhile.")


def check_none(actor: KnownActor) -> None:
    """Within a deed that names it: nobody declares it a mistake before that is done. Raises NowAMistake."""
    now = KnownActor.objects.select_for_update(of=("self",)).get(pk=actor.pk)
    if now.mistaken_at:
        raise NowAMistake(now, actor=now.name)


def hanging(actor: KnownActor) -> dict[str, int]:
    """How much of what hangs on `actor` speaks against declaring it entered by mistake, by kind; empty where nothing does."""
    found = {name: kind.rows(actor).count() for name, kind in HANGS.items()}
    return {name: number for name, number in found.items() if number}


def annul_actor(actor: KnownActor, *, by: User, seen: int | None, reason: str, at: Instant | None = None) -> KnownActor:
    """Declare that the actor was put on the register by mistake. Raises HangsOnIt."""
    with deeds.record(Action.ANNUL_ACTOR, on=actor, by=by, seen=seen, reason=reason, at=at) as deed:
        if hanging(deed.on):
            raise HangsOnIt(deed.on)
        deed.on.mistaken_at = deed.at
        deed.on.save()
    return deed.on


def reinstate_actor(
    actor: KnownActor, *, by: User, seen: int | None, reason: str, at: Instant | None = None
) -> KnownActor:
    """It was no mistake: the actor is on file as it was."""
    with deeds.record(Action.REINSTATE_ACTOR, on=actor, by=by, seen=seen, reason=reason, at=at) as deed:
        deed.on.mistaken_at = None
        deed.on.save()
    return deed.on
