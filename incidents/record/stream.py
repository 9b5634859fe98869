"""The stream of everything that was done: what narrows it, page by page, each mail in the line of what it told of.

A mail that went out as it should says nothing by itself: a letter to four addresses is one act, not five. So what became of
mails is said in the line of the act they told of; a reminder, which no act tells of, is one line of its own. What went
wrong stays a line. A mail is folded only into a line that the same question finds: whoever asks for one day finds what was
sent on it, though the letter was issued the day before.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from ..models import Agency, AgencyName, CaseEvent, CaseLetter, ClarificationRequest, User
from ..models.record import WITH_FIRST
from ..plain import letter_kinds
from ..plain.clocks import Instant
from ..workflow import Action, Role, Subject
from .cited_numbers import Cited
from .event_titles import LEGAL
from .field_changes import Fields
from .trail import ObjectChange, history_models

SIZE = 50  # lines of a page
AS_IT_SHOULD = (Action.SEND_MESSAGE, Action.SKIP_MESSAGE, Action.FAIL_MESSAGE)  # what failed is tried again
# What had become of a mail after each of its events.
BECAME = {
    Action.SEND_MESSAGE: "sent",
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
    agency: Agency | None = None
    fields: Fields | None = None
    by: str = ""
    legal: bool = False
    start: Instant | None = None
    end: Instant | None = None

    def events(self, user: User) -> Events:
        """Every event that answers it among those that `user` may know of."""
        legal_letter = Q(action=Action.ISSUE_LETTER, details__kind_of_letter__in=LEGAL_LETTERS)
        narrowing: list[tuple[object, Callable[[Any], Q]]] = [
            (self.cited, lambda cited: cited.events()),
            (self.action, lambda action: Q(action=action)),
            (self.actor, lambda actor: Q(actor_name__icontains=actor)),
            (self.agency, _about),
            (self.fields, lambda fields: fields.written()),
            (self.by, lambda by: MACHINE if by == "machine" else ~MACHINE),
            (self.legal, lambda _yes: Q(action__in=LEGAL) | legal_letter),
            (self.start, lambda start: Q(recorded_at__gte=start)),
            (self.end, lambda end: Q(recorded_at__lt=end)),
        ]
        asked = Q()
        for given, condition in narrowing:
            asked &= condition(given) if given else Q()
        return CaseEvent.objects.visible_to(user).filter(asked)


def _about(agency: Agency) -> Q:
    """What was done to a request or letter to this body, with an address or a part of it, or by its people."""
    bodies = Agency.objects.filter(Q(pk=agency.pk) | Q(merged_into=agency)).order_by().values("pk")
    names = AgencyName.objects.filter(agency__in=bodies).order_by().values("name")
    found = Q(actor_role=Role.LIAISON, actor_agency__in=names)
    subjects = ((Subject.REQUEST, ClarificationRequest), (Subject.CASE_LETTER, CaseLetter), (Subject.AGENCY, Agency))
    for subject, model in subjects:
        rows = model._base_manager.filter(**{"pk__in" if model is Agency else "agency__in": bodies})
        keys = rows.order_by().annotate(key=Cast("pk", CharField())).values("key")
        found |= Q(subject_type=subject, subject_id__in=keys)
    for tracked, history in history_models():
        versions: Any = history.objects  # a history has the columns of its own model
        if any(column.name == "agency" for column in tracked._meta.concrete_fields):
            found |= Q(pk__in=versions.filter(agency__in=bodies).order_by().values("event_id"))
    return found


@dataclass(frozen=True)
class Place:
    """Between which lines of the stream a page begins: after the event of this instant and key."""

    at: datetime
    key: uuid.UUID

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.key}"

    @classmethod
    def of(cls, event: CaseEvent) -> "Place":
        return cls(event.recorded_at, event.pk)

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """The place that a page wrote into its address; None for anything else."""
        at, _between, key = text.partition("_")
        try:
            place = cls(datetime.fromisoformat(at), uuid.UUID(key))
        except ValueError:
            return None
        return place if place.at.tzinfo else None

    def side(self, way: str) -> Q:
        """What stands on one side of it: "lt" is older, "gt" newer."""
        same = Q(recorded_at=self.at, **{f"pk__{way}": self.key})
        return Q(**{f"recorded_at__{way}": self.at}) | same


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

    @property
    def stands_for_mails(self) -> bool:
        """Whether it is what became of mails that no line of an act stands for, such as a reminder."""
        return bool(self.mails) and self.event.action in AS_IT_SHOULD


@dataclass
class Page:
    """Some lines, latest first, and the places where newer and older ones begin; None where there are none."""

    lines: list[Line]
    newer: Place | None
    older: Place | None


def lines(events: Events) -> Events:
    """Those of `events` that are lines of their own: all but the mails, and the acts on copies of a joint letter, that another
    line among them stands for."""
    act = events.filter(pk=OuterRef("cause"))
    twin = events.filter(action__in=AS_IT_SHOULD, cause=OuterRef("cause"), recorded_at__lt=OuterRef("recorded_at"))
    twin = twin.alias(kind_of_mail=KT("details__kind")).filter(kind_of_mail=OuterRef("kind_of_mail"))
    told = Q(details__timed=False) & Exists(act)
    first = events.filter(act_id=OuterRef("act_id"), action=OuterRef("action"), recorded_at__lt=OuterRef("recorded_at"))
    events = events.exclude(Q(details__has_key=WITH_FIRST) & Exists(first))
    return events.alias(kind_of_mail=KT("details__kind")).exclude(
        Q(action__in=AS_IT_SHOULD, cause__isnull=False) & (told | Exists(twin))
    )


def page(question: Question, user: User, *, before: Place | None = None, after: Place | None = None) -> Page:
    """The lines before a place (older), after one (newer), or the latest. Costs the same wherever it stands in the stream."""
    rows = lines(question.events(user)).select_related("incident").defer("payload")
    if after and not before:
        found = list(rows.filter(after.side("gt")).order_by("recorded_at", "pk")[: SIZE + 1])
        more_newer, shown = len(found) > SIZE, found[:SIZE][::-1]
        newer, older = more_newer, bool(shown)
    else:
        rows = rows.filter(before.side("lt")) if before else rows
        found = list(rows.order_by("-recorded_at", "-pk")[: SIZE + 1])
        shown, newer, older = found[:SIZE], before is not None, len(found) > SIZE
    mails = mails_of(shown)
    changes = question.fields.said(shown, user) if question.fields else {}
    return Page(
        [Line(event, mails.get(event.pk), changes.get(event.pk, [])) for event in shown],
        Place.of(shown[0]) if shown and newer else None,
        Place.of(shown[-1]) if shown and older else None,
    )


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
