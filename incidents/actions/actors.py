"""Deeds on the register of actors: who is on it, by which names, how far the ministry relies on them, and which two are one."""

from typing import Any

from django.db import transaction

from ..errors import NOT_NOW, DomainError
from ..models import ActorAlias, ActorJudgement, ActorPart, KnownActor, User
from ..models.record import span_columns
from ..plain.clocks import Instant
from ..plain.online_names import key_of
from ..plain.spans import Span
from ..record import deeds
from ..translatable import _
from ..workflow import Action
from . import overtaken


class KnownByIt(DomainError):
    message = _("This name is on file for this actor there already.")


class NotTheSame(DomainError):
    status = NOT_NOW
    message = _("An actor is merged into another one that is on file, not into itself or into one that was merged.")


class DrillApart(DomainError):
    message = _("An actor of a drill and a real one are two.")


class WouldBeKnown(DomainError):
    """Whoever knows of either would know of both: its name, what is written of it, and why they are one."""

    message = _(
        "One of the two is known from restricted cases alone. Merged, it would be known to everybody who knows of the other. "
        "Name the other one in those cases, and strike this part there."
    )


def register_actor(
    *, by: User, name: str, kind: str, note: str = "", drill: bool = False, at: Instant | None = None
) -> KnownActor:
    """Put an actor on the register under `name`. One of a drill is told apart from real ones for good."""
    actor = KnownActor(name=name, key=key_of(name), kind=kind, note=note, drill=drill)
    with deeds.record(Action.REGISTER_ACTOR, on=actor, by=by, at=at):
        actor.save()
    return actor


def amend_actor(
    actor: KnownActor, *, by: User, reason: str, seen: int | None = None, at: Instant | None = None, **facts: Any
) -> KnownActor:
    """Put right its name, its kind, or what is known of it."""
    with deeds.record(Action.AMEND_ACTOR, on=actor, by=by, seen=seen, reason=reason, at=at) as deed:
        for fact, value in facts.items():
            setattr(deed.on, fact, value)
        deed.on.key = key_of(deed.on.name)
        deed.on.save()
    return deed.on


def add_alias(
    actor: KnownActor,
    *,
    by: User,
    name: str,
    place: str,
    since: Span | None = None,
    source: str = "",
    seen: int | None = None,
    at: Instant | None = None,
) -> ActorAlias:
    """Another name under which it was seen, in `place`. Raises KnownByIt."""
    with deeds.record(Action.ADD_ALIAS, on=actor, by=by, seen=seen, at=at) as deed:
        deed.check_past(since.start if since else None)
        if deed.on.aliases.filter(key=key_of(name), place=place, taken_back_at__isnull=True).exists():
            raise KnownByIt(deed.on)
        alias = ActorAlias(actor=deed.on, name=name, key=key_of(name), place=place, source=source)
        for column, value in span_columns("since", since).items():
            setattr(alias, column, value)
        alias.save()
        deed.details = {"text": str(alias)}
    return alias


def take_back_alias(alias: ActorAlias, *, by: User, reason: str, at: Instant | None = None) -> ActorAlias:
    """A name that is not theirs, or was typed wrong: it stays to be read and finds nobody. Raises Conflict where it was taken
    back already."""
    with deeds.record(Action.TAKE_BACK_ALIAS, on=alias.actor, by=by, reason=reason, at=at) as deed:
        alias = ActorAlias.objects.select_for_update(of=("self",)).get(pk=alias.pk)
        if not alias.stands:
            raise overtaken.TakenBackAlready(deed.on)
        alias.taken_back_at = deed.at
        alias.save()
        deed.details = {"text": str(alias)}
    return alias


def judge_actor(
    actor: KnownActor, *, by: User, reliability: str, reason: str, seen: int | None = None, at: Instant | None = None
) -> ActorJudgement:
    """Say how far the ministry relies on what it says, and why. Earlier judgements stay beside it."""
    with deeds.record(Action.JUDGE_ACTOR, on=actor, by=by, seen=seen, reason=reason, at=at) as deed:
        judged = {"judged_at": deed.at, "judged_by": by}
        return ActorJudgement.objects.create(actor=deed.on, reliability=reliability, why=deed.reason, **judged)


def take_back_judgement(
    judgement: ActorJudgement, *, by: User, reason: str, at: Instant | None = None
) -> ActorJudgement:
    """A judgement of the wrong actor, or typed wrong: it stays to be read, and the one before it counts again. Raises Conflict where
    it was taken back already."""
    with deeds.record(Action.TAKE_BACK_JUDGEMENT, on=judgement.actor, by=by, reason=reason, at=at) as deed:
        judgement = ActorJudgement.objects.select_for_update(of=("self",)).get(pk=judgement.pk)
        if not judgement.stands:
            raise overtaken.TakenBackAlready(deed.on)
        judgement.taken_back_at = deed.at
        judgement.save()
        deed.details = {"level": judgement.reliability}
    return judgement


def merge_actor(
    double: KnownActor, *, by: User, into: KnownActor, reason: str, seen: int | None = None, at: Instant | None = None
) -> KnownActor:
    """`double` is `into`: whoever looks for one finds the other, with the names, words and cases of both. Nothing moves, so
    that it can be undone. Raises NotTheSame, DrillApart, WouldBeKnown."""
    with transaction.atomic():
        _hold(double, into)
        into = KnownActor.objects.get(pk=into.pk)
        with deeds.record(Action.MERGE_ACTOR, on=double, by=by, seen=seen, reason=reason, at=at) as deed:
            if into.pk == double.pk or into.merged_into_id or into.mistaken_at:
                raise NotTheSame(into)
            if into.drill != deed.on.drill:
                raise DrillApart(into)
            if _known_from_alone(deed.on) != _known_from_alone(into):
                raise WouldBeKnown(deed.on)
            for each in (deed.on, *deed.on.doubles.order_by("pk")):  # who was merged into it goes along
                each.merged_into = into
                each.save()
            deed.details = {"into": into.name}
    return deed.on


def _known_from_alone(actor: KnownActor) -> set[int] | None:
    """The restricted cases from which alone an actor, with those that are one with it, is known; None where everybody knows of it."""
    if not all(each.of_case for each in actor.one):
        return None
    cases = dict(ActorPart.everything.filter(actor__in=actor.one).values_list("incident", "incident__restricted"))
    return set(cases) if all(cases.values()) else None


def separate_actor(
    double: KnownActor, *, by: User, reason: str, seen: int | None = None, at: Instant | None = None
) -> KnownActor:
    """They are two after all: `double` stands for itself again, with those that had been merged into it before."""
    with transaction.atomic():
        into = KnownActor.objects.filter(doubles=double).first()
        _hold(*filter(None, (double, into)))
        with deeds.record(Action.SEPARATE_ACTOR, on=double, by=by, seen=seen, reason=reason, at=at) as deed:
            along = _came_along_with(deed.on)
            deed.on.merged_into = None
            deed.on.save()
            for each in KnownActor.objects.filter(pk__in=along, merged_into=into).order_by("pk"):
                each.merged_into = deed.on
                each.save()
            deed.details = {"from": into.name if into else ""}
    return deed.on


def _came_along_with(double: KnownActor) -> list[int]:
    """Who had been merged into `double` when it was merged itself, and went along by the same act. Where it only came along with
    another, it took nobody with it."""
    merged = double.history.filter(merged_into__isnull=False).latest("history_id")
    moved = KnownActor.history.filter(event_id=merged.event_id).exclude(id=double.pk)
    before = {
        row.id: KnownActor.history.filter(id=row.id, history_id__lt=row.history_id).latest("history_id")
        for row in moved
    }
    return [key for key, row in before.items() if row.merged_into_id == double.pk]


def _hold(*actors: KnownActor) -> None:
    """Both rows and all that were merged into them, in the order of their keys: two who merge them crosswise wait, and do not
    block each other."""
    keys = [actor.pk for actor in actors]
    rows = KnownActor.objects.filter(pk__in=keys) | KnownActor.objects.filter(merged_into__in=keys)
    list(rows.order_by("pk").select_for_update(of=("self",)))
