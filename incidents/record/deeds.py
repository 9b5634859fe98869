"""The one door to the record: transaction, lock, checks, history, event. Nothing tracked is written any other way.

    with deeds.record(Action.ISSUE, on=request, by=user, seen=version, reason="…") as deed:
        deed.on.status = …
        deed.on.save()

Either everything inside is stored with one event, or nothing is.
"""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, cast

from django.db import IntegrityError, models, transaction
from django.dispatch import Signal
from django.utils import timezone

from ..errors import NOT_NOW, DomainError
from ..models import Agency, CaseEvent, Incident, Pending, User
from ..models.corrections import Entry
from ..plain.clocks import Instant
from ..plain.spans import Span
from ..translatable import _
from ..workflow import TRANSITIONS, Action, Actor, IncidentStatus, Role, Subject, Transition
from . import authority, entries, followed_rules, named_bodies, search, sent_forms
from .events import Details as Details  # what verbs write about their deed
from .events import case_of, event_of, work_after
from .open_deed import Deed as Deed
from .open_deed import OnRequest as OnRequest
from .open_deed import Outside as Outside
from .open_deed import T
from .open_deed import current as current
from .open_deed import held as held
from .races import somebody_was_quicker
from .system import SYSTEM as SYSTEM
from .wall_clock import AHEAD, next_instant

# What an agency says and does, and what follows from it by itself: a wrong clock of ours makes nobody late.
TAKEN = frozenset(
    {
        *(action for action, move in TRANSITIONS.items() if move.by == {Role.LIAISON}),
        Action.RECORD_REPLY,
        Action.RECORD_QUESTION,
        Action.RECORD_WISH,
        Action.RECORD_REDIRECT,
        Action.RECORD_RECEIPT,
        Action.CARRY,
        Action.LAPSE,
        Action.DELIVER,
        Action.ARRIVE_MESSAGE,
    }
)
OVER = frozenset({IncidentStatus.CLOSED, IncidentStatus.DISMISSED})
recorded = Signal()
"""Sent after the commit of every deed: it hurries the sweep along. Whoever listens must not fail or be needed."""


class Conflict(DomainError):
    """The object changed since the actor looked at it. `since` holds the events that came in between, oldest first; `on` is
    None where nobody can say which of several things it was."""

    status = NOT_NOW
    message = _("This changed while you were looking at it.")

    def __init__(self, on: models.Model | None, since: Iterable[CaseEvent] = (), **facts: object) -> None:
        super().__init__(on, **facts)
        self.since = list(since)


class InAMistake(Conflict):
    """Its case was entered by mistake: nothing enters it or leaves it while that is said."""

    message = _(
        "%(case)s was entered by mistake: nothing enters or leaves it. Where that is not so, a supervisor takes it up again first, "
        "with a reason."
    )


class DoneAlready(Conflict):
    """The very same form was posted before: it is answered as the first time."""


@contextmanager
def record(
    action: Action,
    *,
    on: T,
    by: Actor,
    seen: int | None = None,
    reason: str = "",
    at: Instant | None = None,
    happened_at: Instant | Span | None = None,
    replay: bool = False,
    act_id: uuid.UUID | None = None,
) -> Iterator[Deed[T]]:
    """Open the door for one deed.

    `seen` is the version the actor looked at; None skips the comparison (a machine, or a birth). `at` (an earlier instant)
    is for tests and the demo's loader only; `happened_at` is as exact as it is known. `replay` marks history re-entered: no
    mail goes out for it. `act_id` is the id that several events of one act share; their caller holds the transaction.
    Raises Conflict, ClockDisagrees, StillToCome, OutOfReach, NotYours, ValueError (no reason, a status outside the table).
    """
    if current():
        raise Outside("deeds do not nest")
    transition = TRANSITIONS[action]
    if transition.needs_reason and not reason.strip():
        raise ValueError(f"{action} needs a reason")
    with transaction.atomic():
        incident = _lock_case(on)
        on = _lock(on, incident)
        _refuse_a_second_press(on, by)
        _check(action, on, seen, incident)
        role = authority.role_in(action, on, by, incident)
        instant, door = _instant(incident, at, on, action)
        opened = Deed(
            action,
            on,
            by,
            role,
            instant,
            replay or bool(incident and incident.replay),
            reason.strip(),
            _status(on) or "",
            act_id=act_id or sent_forms.new_act(),
            backdated=at is not None,
            past=bool(getattr(incident or on, "past", False)),
            afterwards=incident is not None and incident.status in OVER,
            ahead_of=door if door != instant else None,
            case=incident.pk if incident else None,
        )
        try:
            with held(opened):
                yield opened
                _close(opened, transition, happened_at, loaded_at=timezone.now() if at else None)
        except IntegrityError as fault:
            # Two people add the same thing at once: the database lets one in, the other is told by which rule.
            if words := somebody_was_quicker(fault):
                conflict = Conflict(on)
                conflict.message = words
                raise conflict from fault
            raise


def _refuse_a_second_press(on: models.Model, by: Actor) -> None:
    """The form that this request posts was posted before, as it is, by the same person: what it does is done."""
    form = sent_forms.present()
    if form is None or form.asked or not isinstance(by, User):
        return
    form.asked = True
    if case_of(on) is None:  # no lock makes two of a kind wait that are born by one press each
        User.objects.select_for_update().get(pk=by.pk)
    if sent_forms.begun_before(form, by.pk):
        raise DoneAlready(on)


def foresee(action: Action, *, on: models.Model, by: Actor, seen: int | None = None) -> None:
    """Raises what the door would raise now (Conflict, PermissionDenied). Locks nothing and decides nothing: it is asked
    before something outside that cannot be taken back."""
    pk = case_of(on)
    incident = Incident.objects.get(pk=pk) if pk else None
    fresh = type(on)._default_manager.get(pk=on.pk)
    _check(action, fresh, seen, incident)
    authority.role_in(action, fresh, by, incident)


def _lock_case(on: models.Model) -> Incident | None:
    """The case's row first, always: one lock for each case, so there is a total order and no deadlock."""
    pk = case_of(on)
    return Incident.objects.select_for_update().get(pk=pk) if pk else None


def _lock(on: T, incident: Incident | None) -> T:
    if on._state.adding:
        return on
    if isinstance(on, Incident):
        return cast(T, incident)
    if incident is None and not isinstance(on, Agency):
        # what ends them locks them before an address or an appointment of theirs
        named_bodies.hold(named_bodies.named_by(on))
    found = type(on)._base_manager.select_for_update().filter(pk=on.pk).first()
    if found is None:  # taken back by somebody who was quicker
        raise Conflict(on, events_of(on))
    # What moves to another case is judged by the one in which it stands.
    own = any(field.name == "incident" for field in found._meta.concrete_fields)
    if incident and own and cast(Any, found).incident_id == incident.pk:
        cast(Any, found).incident = incident  # locked and read a moment ago
    return found


def _status(on: models.Model) -> str | None:
    return None if on._state.adding else getattr(on, "status", None)


def _check(action: Action, on: models.Model, seen: int | None, incident: Incident | None) -> None:
    """Changed since it was seen: Conflict. A status, its own or its case's, without such a move: Conflict too."""
    transition = TRANSITIONS[action]
    case = incident.status if incident else None
    # A duty has no status of its own: for what is mailed about it, it is as open as its case.
    status = case if transition.subject == Subject.POST and _status(on) is None else _status(on)
    past = bool(incident and incident.past)
    stands_in_it = not transition.within or case in transition.cases(past=past)
    if incident and case == IncidentStatus.MISTAKEN and not stands_in_it:
        raise InAMistake(on, events_of(incident), case=incident.reference)
    possible = status in transition.starts(past=past) and stands_in_it
    struck = isinstance(on, Entry) and on.struck_at is not None
    if (seen is not None and getattr(on, "version", None) != seen) or not possible or struck:
        raise Conflict(on, events_of(on) if not on._state.adding else ())


def check_seen(row: Entry, seen: int | None) -> None:
    """Inside a deed on its case, of an entry that the deed rests on: raises Conflict when it was struck, or when it is not
    the version that was `seen`."""
    now = type(row).everything.get(pk=row.pk)
    if now.struck_at or (seen is not None and now.version != seen):
        raise Conflict(now, events_of(now))


def events_of(on: models.Model, last: int = 5) -> Iterator[CaseEvent]:
    """What a refusal tells of who was quicker: the people's last events on an object, oldest first."""
    done = CaseEvent.objects.of(on).filter(actor__isnull=False)
    return reversed(list(done.order_by("-recorded_at")[:last]))


def _instant(
    incident: Incident | None, at: Instant | None, on: models.Model, action: Action
) -> tuple[Instant, Instant]:
    """Now, but never at or before the case's last event, which may not lie ahead of the wall clock; and the clock at the
    door, by which an agency's answer is dated when it does all the same."""
    # A query of its own, after the lock: folded into the locking one it would read the state before the wait.
    events = incident.events.order_by("-recorded_at") if incident else CaseEvent.objects.none()
    last = events.values_list("recorded_at", flat=True).first()
    if at is None:
        now = timezone.now()
        instant = next_instant(last, now, on, taken=action in TAKEN)
        return instant, now if instant > now + AHEAD else instant
    if last and at <= last:
        raise ValueError(f"{at} lies before the last event of {incident}")
    return at, at


def _close(deed: Deed[T], transition: Transition, happened: Instant | Span | None, loaded_at: Instant | None) -> None:
    """The event, last of all: if it cannot be written, nothing happened."""
    on = deed.on
    deed.check_past(happened.start if isinstance(happened, Span) else happened)
    status = getattr(on, "status", "") or ""
    expected = transition.ends(deed.status_from)
    if hasattr(on, "version") and status not in expected:
        raise ValueError(f"{deed.action} left {on} {status!r}, the table says {sorted(map(str, expected))}")
    gone = (
        named_bodies.gone_meanwhile(deed.rows)
        or entries.struck_meanwhile(deed.rows)
        or followed_rules.changed_meanwhile(deed.rows)
    )
    if gone:
        raise Conflict(gone, events_of(gone))
    event = event_of(deed, happened=happened, loaded_at=loaded_at)
    event.save()
    search.refresh(deed.rows, event)
    Pending.objects.bulk_create(work_after(deed, event))
    transaction.on_commit(lambda: recorded.send(sender=CaseEvent, event=event))
