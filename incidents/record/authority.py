"""Who may do a deed to this very thing: one answer for the door, the buttons, the pages and who could decide.

The table says which roles; what the roles do not say is asked here: a liaison's own agency, the unit in whose name a letter
speaks, what is only for whoever it belongs to, the own hand in what one would approve, and the other side of the case
(workflow.conflicts)."""

from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from django.db import models

from ..models import Incident, User
from ..models.corrections import Entry
from ..translatable import _
from ..workflow import TRANSITIONS, Action, Actor, Role, opposed_to, permitted

if TYPE_CHECKING:
    from ..models.request_queries import DraftedQuerySet


# of a letter that is a sanction: with them it is imposed
IMPOSING = frozenset({Action.APPROVE_LETTER, Action.ISSUE_LETTER})


class NotYours(PermissionDenied):
    """`message`, marked for translation, says why: on the page of the refusal, and where one of several deeds is refused."""

    message = _("Your appointment does not cover it. If it should, ask the administrator.")


class OfSomebodyElse(NotYours):
    message = _("Only the person whose it is does this, or a supervisor.")


class OwnAppointment(NotYours):
    message = _("Your own appointment another administrator corrects.")


class RestsOnIt(NotYours):
    message = _("How the case ended rests on it: a supervisor puts it right, whoever entered it.")


class AnotherApproved(NotYours):
    message = _("The letter names whoever approved it; nobody else signs it.")


class OfAnotherUnit(NotYours):
    message = _("A letter speaks for its unit: a supervisor appointed to that unit issues it.")


class WithoutMandate(NotYours):
    message = _(
        "A reprimand is a sanction, and few may impose one: the head of a unit whose letterhead says in whose name, in own right and in "
        "nobody's place. An administrator enters office and mandate under Letters."
    )


class OwnHand(NotYours):
    message = _("Whoever drafted or edited a letter does not approve it.")


class OtherSide(NotYours):
    message = _("You have acted in this case for the other side.")


def role_in(action: Action, on: models.Model, by: Actor, incident: Incident | None) -> Role:
    """The role in which `by` may do it to `on`, which stands in `incident`. Raises NotYours, its kind saying why not."""
    role = _standing(action, on, by)
    if incident and by.pk and incident.events.done_as(opposed_to(role), by.pk).exists():
        raise OtherSide(f"{by} has acted in {incident} for the other side")
    return role


def may(action: Action, on: models.Model | None, by: User, incident: Incident | None) -> bool:
    """The same as a question, for pages: what `by` did in other cases is read once for each of their requests."""
    return refusal(action, on, by, incident) is None


def refusal(action: Action, on: models.Model | None, by: User, incident: Incident | None) -> NotYours | None:
    """What role_in() would raise; None when it would not."""
    try:
        role = _standing(action, on, by)
    except NotYours as why:
        return why
    if incident and by.has_acted(incident.pk, opposed_to(role)):
        return OtherSide(f"{by} has acted in {incident} for the other side")
    return None


def check_as_changed(action: Action, on: models.Model, by: User) -> None:
    """Asked of `on` as the deed leaves it, before it is saved: nobody makes of a row of their own one on which the end of its case
    rests. Raises RestsOnIt."""
    _standing(action, on, by)


def _standing(action: Action, on: models.Model | None, by: Actor) -> Role:
    """The role as far as it depends on the two alone; `on` is None where the deed brings it forth: whose it will be is asked at
    the door, where it is there."""
    transition = TRANSITIONS[action]
    is_author = not transition.own_only or on is None or _is_own(on, by, transition.own_as)
    role = permitted(action, by.roles, is_author=is_author)
    if role is None:
        raise _why_not_theirs(action, on, by)(f"{action} on {on} is not for {by}")
    if on is None or not isinstance(by, User):
        return role
    if role == Role.LIAISON and getattr(on, "agency_id", None) not in by.agency_ids:
        raise NotYours(f"{action} on {on} is not for {by}")
    if transition.of_unit and by.signs_as(cast(Any, on).unit) is None:
        raise OfAnotherUnit(f"{by} is no supervisor of the unit of {on}")
    if action in IMPOSING and cast(Any, on).imposes and not by.imposes_sanctions(cast(Any, on).unit):
        raise WithoutMandate(f"{by} imposes no sanction by {on}")
    if transition.not_by_drafter and _own_hand(on, by):
        raise OwnHand(f"{by} drafted {on}")
    return role


def _is_own(on: models.Model | None, by: Actor, own_as: str) -> bool:
    """Whether it is the actor's own: what they typed in, what they judged, their case, their absence."""
    return on is not None and isinstance(by, User) and bool(getattr(on, own_as)(by))


def _why_not_theirs(action: Action, on: models.Model | None, by: Actor) -> type[NotYours]:
    if permitted(action, by.roles) is None:
        return NotYours
    if action == Action.CORRECT_APPOINTMENT:
        return OwnAppointment
    if TRANSITIONS[action].own_as == "theirs_to_judge":
        case: Incident = on if isinstance(on, Incident) else cast(Any, on).incident
        return OfSomebodyElse if case.past else RestsOnIt
    own = isinstance(on, Entry) and isinstance(by, User) and on.belongs_to(by)
    return RestsOnIt if own else OfSomebodyElse


def _own_hand(on: models.Model, by: User) -> bool:
    """Two pairs of eyes: whoever drafted or edited a letter does not approve it."""
    if hasattr(on, "own_hand"):  # the row comes from a page, with_own_hand()
        return bool(on.own_hand)
    drafted = cast("DraftedQuerySet[Any]", type(on)._default_manager.all())
    return bool(drafted.with_own_hand(by).get(pk=on.pk).own_hand)
