"""The stream of everything that was done: what narrows it, page by page, each mail in the line of what it told of.

A mail that went out as it should says nothing by itself: a letter to four addresses is one act, not five. So what became of
mails is said in the line of the act they told of; a reminder, which no act tells of, is one line of its own. What went
wrong stays a line. A mail is folded only into a line that the same question finds: whoever asks for one day finds what was
sent on it, though the letter was issued the day before.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT

from ..models import CaseEvent, User
from ..models.record import LEGAL, MAY_BE_LEGAL, WITH_FIRST
from ..plain import letter_kinds
from ..plain.clocks import Instant
from ..workflow import Action, Role
from . import actor_names, drill_marks, keyset
from .about_bodies import About
from .cited_numbers import Cited
from .field_changes import Fields
from .keyset import Place
from .page_candidates import Candidates
from .trail import ObjectChange

# What failed is tried again.
AS_IT_SHOULD = (Action.SEND_MESSAGE, Action.SKIP_MESSAGE, Action.FAIL_MESSAGE, Action.ARRIVE_MESSAGE)
# What had become of a mail after each of its events.
BECAME = {
    Action.SEND_MESSAGE: "sent",
    Action.ARRIVE_MESSAGE: "arrived",
    Action.SKIP_MESSAGE: "skipped",
    Action.CANCEL_MESSAGE: "skipped",
    Action.FAIL_MESSAGE: "waiting",
    Action.RETRY_MESSAGE: "waiting",
    Action.GIVE_UP_MESSAGE: "failed",
    Action.BOUNCE_MESSAGE: "came_back",
}
LEGAL_LETTERS = tuple(kind.code for kind in letter_kinds.ALONE if kind.legal)
MACHINE = Q(actor_role=Role.SYSTEM)
Events = QuerySet[CaseEvent]


@dataclass(frozen=True)
class Question:
    """What somebody asks of the record; what is left empty narrows nothing. `by` is "people" or "machine", `start` the first
    instant, `end` the first one after the last."""

    cited: Cited | None = None
    action: str = ""
    actor: str = ""
    about: About | None = None
    fields: Fields | None = None
    by: str = ""
    legal: bool = False
    start: Instant | None = None
    end: Instant | None = None

    def candidates(
        self, user: User, before: Place | None, after: Place | None
    ) -> tuple[Events, Candidates] | tuple[None, None]:
        """Of a field or a body the events that come first from a place on and answer everything else that is asked, and what was
        looked at for them; None where neither is asked for."""
        rare = self.fields or self.about
        if rare is None:
            return None, None
        found = rare.candidates(before, after)
        asked = replace(self, fields=None) if self.fields else replace(self, about=None)
        return asked.events(user).filter(pk__in=found.events), found

    def events(self, user: User, *, few: bool = False) -> Events:
        """Every event that answers it among those that `user` may know of. `few` are looked at, each by its key."""
        legal_letter = Q(action=Action.ISSUE_LETTER, details__kind_of_letter__in=LEGAL_LETTERS)
        narrowing: list[tuple[object, Callable[[Any], Q]]] = [
            (self.cited, lambda cited: cited.events()),
            (self.action, lambda action: Q(action=action)),
            (self.actor, lambda actor: Q(actor_name__in=actor_names.containing(actor))),
            (self.about, lambda about: about.written_each() if few else about.written()),
            (self.fields, lambda fields: fields.written()),
            (self.by, lambda by: MACHINE if by == "machine" else ~MACHINE),
            (self.legal, lambda _yes: Q(action__in=MAY_BE_LEGAL) & (Q(action__in=LEGAL) | legal_letter)),
            (self.start, lambda start: Q(recorded_at__gte=start)),
            (self.end, lambda end: Q(recorded_at__lt=end)),
        ]
        asked = Q()
        for given, condition in narrowing:
            asked &= condition(given) if given else Q()
        return CaseEvent.objects.visible_to(user).filter(asked)


@dataclass
class Mails:
    """What became of the mails that a line stands for, each address once, as of its last event."""

    last: dict[tuple[str, str], CaseEvent]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """[("sent", 3), ("came_back", 1)], in the order of BECAME."""
        found = Counter(BECAME[Action(event.action)] for event in self.last.values())
        return [(state, found[state]) for state in dict.fromkeys(BECAME.values()) if found[state]]

    @property
    def addresses(self) -> int:
        return len({recipient for _kind, recipient in self.last})


@dataclass
class Line:
    """One line: an event, what became of the mails it brought, and what it made of the field that was asked for."""

    event: CaseEvent
    mails: Mails | None
    changes: list[ObjectChange]
    drill: bool  # its case, or the actor that it was done to, is one of a drill

    @property
    def stands_for_mails(self) -> bool:
        """Whether it is what became of mails that no line of an act stands for, such as a reminder."""
        return bool(self.mails) and self.event.action in AS_IT_SHOULD


@dataclass
class Page:
    """Some lines, latest first, and the places where newer and older ones begin; None where there are none."""

    lines: list[Line]
    newer: Place | None = None
    older: Place | None = None


def lines(events: Events, among: Events | None = None) -> Events:
    """Those of `events`, or of some `among` them, that are lines of their own: all but the mails, and the acts on copies of a joint letter, that another
    line among them stands for. Asked by the key of the other, not whether there is one: for that PostgreSQL would look at every
    event before the first line."""
    act = events.filter(pk=OuterRef("cause"))
    twin = events.filter(action__in=AS_IT_SHOULD, cause=OuterRef("cause"), recorded_at__lt=OuterRef("recorded_at"))
    twin = twin.alias(kind_of_mail=KT("details__kind")).filter(kind_of_mail=OuterRef("kind_of_mail"))
    first = events.filter(act_id=OuterRef("act_id"), action=OuterRef("action"), recorded_at__lt=OuterRef("recorded_at"))
    act_of, twin_of, first_of = (Subquery(other.order_by().values("pk")[:1]) for other in (act, twin, first))
    told = Q(details__timed=False, act_of__isnull=False)
    rows = (events if among is None else among).alias(
        kind_of_mail=KT("details__kind"), act_of=act_of, twin_of=twin_of, first_of=first_of
    )
    rows = rows.exclude(Q(details__has_key=WITH_FIRST, first_of__isnull=False))
    return rows.exclude(Q(action__in=AS_IT_SHOULD, cause__isnull=False) & (told | Q(twin_of__isnull=False)))


def page(
    question: Question,
    user: User,
    *,
    before: Place | None = None,
    after: Place | None = None,
    size: int = keyset.SIZE,
) -> Page:
    """The lines before a place (older), after one (newer), or the latest. Costs the same wherever it stands in the stream."""
    found = _among_candidates(question, user, before, after, size)
    if found is None:
        found = keyset.page(_shown(question.events(user)), before=before, after=after, size=size)
    mails = mails_of(found.rows)
    changes = question.fields.said(found.rows, user) if question.fields else {}
    actors = drill_marks.of_actors(found.rows)
    shown = [
        Line(e, mails.get(e.pk), changes.get(e.pk, []), e.pk in actors or bool(e.incident and e.incident.drill))
        for e in found.rows
    ]
    return Page(shown, found.newer, found.older)


def _shown(events: Events, among: Events | None = None) -> Events:
    return lines(events, among).select_related("incident").defer("payload")


def _among_candidates(
    question: Question, user: User, before: Place | None, after: Place | None, size: int
) -> keyset.Page[CaseEvent] | None:
    """The page, where what comes first of the field or body that is asked for fills it or is all there is; else None."""
    events, asked = question.candidates(user, before, after)
    if asked is None:
        return None
    found = keyset.page(_shown(question.events(user, few=True), events), before=before, after=after, size=size)
    goes_on = found.newer if after and not before else found.older
    return found if asked.whole or goes_on else None


def mails_of(events: Iterable[CaseEvent]) -> dict[uuid.UUID, Mails]:
    """What became of the mails that each of these lines stands for: of an act, what told of it; of a mail, what went out with
    it. One query for all."""
    events = list(events)
    causes = {event.pk for event in events} | {event.cause_id for event in events if event.cause_id}
    of_cause = defaultdict(list)
    rows = CaseEvent.objects.filter(cause__in=causes, action__in=BECAME).order_by("recorded_at", "pk")
    for mail in rows.only("cause_id", "action", "details", "recorded_at"):
        of_cause[mail.cause_id].append(mail)
    found = {}
    for event in events:
        if event.cause_id and event.action not in AS_IT_SHOULD:
            continue
        kind = event.details["kind"] if event.cause_id else None
        own = of_cause[event.cause_id or event.pk]
        mine = [m for m in own if (m.details["kind"] == kind if kind else not m.details["timed"])]
        if mine:
            found[event.pk] = Mails({(m.details["kind"], m.details["recipient"]): m for m in mine})
    return found
