"""Deeds that say what an actor did in a case: by whoever looked into it, or by one press where the case names them."""

from django.db import transaction

from ..errors import DomainError
from ..models import ActorDismissal, ActorPart, Assertion, Evidence, Incident, KnownActor, User
from ..plain.clocks import Instant
from ..plain.online_names import key_of
from ..record import deeds, sent_forms
from ..record.recognised_actors import recognised
from ..translatable import _
from ..workflow import Action
from . import mistaken_actors, overtaken
from .actors import DrillApart


class HasPartAlready(DomainError):
    message = _("That this actor did that is on record in the case already.")


def link_actor(
    case: Incident,
    *,
    by: User,
    role: str,
    actor: KnownActor | None = None,
    name: str = "",
    kind: str = "",
    assertion: Assertion | None = None,
    evidence: Evidence | None = None,
    basis: str = "",
    at: Instant | None = None,
) -> ActorPart:
    """Say what `actor` did in the case, and by what that is known. One that is not on the register is put there by `name` and
    `kind` in the same act, and is known from its cases alone. Raises DrillApart, HasPartAlready."""
    with transaction.atomic():
        case = Incident.objects.select_for_update().get(pk=case.pk)
        act_id = sent_forms.new_act()
        if actor is None:
            actor = KnownActor(name=name, key=key_of(name), kind=kind, drill=case.drill, of_case=True)
            with deeds.record(Action.REGISTER_ACTOR, on=actor, by=by, at=at, act_id=act_id) as born:
                actor.save()
            at = born.after()
        with deeds.record(Action.LINK_ACTOR, on=case, by=by, at=at, act_id=act_id) as deed:
            deed.details = {"text": actor.name}
            return _put(deed.on, actor, role, assertion, evidence, basis)


def same_actor(
    case: Incident, *, by: User, actor: KnownActor, seen: int | None = None, at: Instant | None = None
) -> None:
    """Whom the case names is this actor: every part that its assertions tell of is put on record, each by the assertion that
    tells it. Raises Conflict where nothing is left to record."""
    with deeds.record(Action.SAME_ACTOR, on=case, by=by, seen=seen, at=at) as deed:
        found = next((each for each in recognised(deed.on, by) if each.actor == actor), None)
        if found is None:
            raise overtaken.RecognisedAlready(deed.on)
        for role, assertion in found.parts:
            _put(deed.on, actor, role, assertion, None, "" if assertion else f"“{found.name}” dalam uraian kasus")
        deed.details = {"text": actor.name}


def not_this_actor(
    case: Incident, *, by: User, actor: KnownActor, reason: str, seen: int | None = None, at: Instant | None = None
) -> None:
    """Whom the case names so is not this actor: in no place where the name stands now are they recognised again, until that is
    struck out. Raises Conflict where nothing is left to dismiss."""
    with deeds.record(Action.NOT_THIS_ACTOR, on=case, by=by, seen=seen, reason=reason, at=at) as deed:
        found = next((each for each in recognised(deed.on, by) if each.actor == actor), None)
        if found is None:
            raise overtaken.RecognisedAlready(deed.on)
        for number in found.places:
            facts = {"name": found.name, "assertion_number": number, "why": deed.reason[:500]}
            ActorDismissal.objects.create(incident=deed.on, other_than=actor, **facts)
        deed.details = {"text": found.name}


def _put(
    case: Incident, actor: KnownActor, role: str, assertion: Assertion | None, evidence: Evidence | None, basis: str
) -> ActorPart:
    part = ActorPart(incident=case, actor=actor, role=role, assertion=assertion, evidence=evidence, basis=basis)
    check(part)
    part.save()
    return part


def check(part: ActorPart) -> None:
    """Under the lock of its case, and of its actor: nobody declares that one a mistake meanwhile. Raises DrillApart, HasPartAlready,
    mistaken_actors.NowAMistake."""
    mistaken_actors.check_none(part.actor)
    if part.actor.drill != part.incident.drill:
        raise DrillApart(part.incident)
    same = ActorPart.objects.filter(incident=part.incident, actor=part.actor, role=part.role)
    if same.exclude(pk=part.pk).exists():
        raise HasPartAlready(part.incident)
