"""What waits for somebody's decision, of every kind: the one list that the desk and the approvals page show.

A queue is one kind of thing that waits: whose move ends it, which rows wait now, and the instant each waits for: its due
where it has one, else since when it lies there. Rows leave by themselves when the move is done; nothing is stored.
Letters that wait for an approval are looked at together and stand in lists of their own.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext

from ..models import (
    CaseLetter,
    ClarificationRequest,
    Commitment,
    Deadline,
    ExtensionRequest,
    Incident,
    Letter,
    NotificationDuty,
    User,
    endings,
)
from ..plain import clocks, letter_kinds
from ..translatable import _
from ..workflow import Action, CommitmentStatus, RequestStatus, permitted

CONFIRM_WITHIN = timedelta(days=30)  # accepted answers without a letter of acceptance are offered so long
Key = tuple[int, datetime, bool]  # which row, when it is due or since when it waits (UTC), whether of a replay


@dataclass(frozen=True)
class Queue:
    """One kind of thing that waits. `move` ends the waiting; `keys` are the rows that `user` may know of, `load` fetches
    some of them with all that their line says."""

    label: str
    icon: str
    move: Action
    keys: Callable[[User, datetime], Iterable[Key]]
    load: Callable[[], QuerySet[Any]]
    says: Callable[[Any], str]
    url: Callable[[Any], str]
    asks: str  # the words of its button for whoever may decide
    clock: Callable[[Any], Any] = lambda _row: None  # what has a running clock to show

    def is_for(self, user: User) -> bool:
        return permitted(self.move, user.roles) is not None


@dataclass(frozen=True)
class Entry:
    """One line of the list: `at` is its due or since when it waits (UTC)."""

    queue: Queue
    row: Any
    at: datetime
    replay: bool
    decides: bool  # whether the reader may do it

    @property
    def incident(self) -> Incident:
        row: Any = self.row.request if isinstance(self.row, ExtensionRequest) else self.row
        found: Incident = row if isinstance(row, Incident) else row.incident
        return found

    @property
    def label(self) -> str:
        return gettext(self.queue.label)

    @property
    def button(self) -> str:
        return gettext(self.queue.asks)

    @property
    def reference(self) -> str:
        """The number it is known by: the request's, the letter's own, else the case's."""
        row = self.row.request if isinstance(self.row, ExtensionRequest) else self.row
        return str(getattr(row, "reference", "") or (row if isinstance(row, Letter) else self.incident))

    @property
    def says(self) -> str:
        return self.queue.says(self.row)

    @property
    def url(self) -> str:
        """Where it is decided; for everybody else where it stands."""
        if self.decides:
            return self.queue.url(self.row)
        row = self.row.request if isinstance(self.row, ExtensionRequest) else self.row
        thing = row.matter if isinstance(row, Letter) else row
        if isinstance(thing, (ClarificationRequest, CaseLetter)):
            return thing.get_absolute_url()
        return reverse("incidents:incident", args=[self.incident.reference])

    @property
    def clock(self) -> Any:
        return self.queue.clock(self.row)


class Waiting(Sequence[Entry]):
    """All that waits for the moves of `queues` at the instant `at`, living cases before replays, what is due first on
    top. Only the slice that is shown is loaded: each queue is asked twice, however many rows it has."""

    def __init__(self, user: User, at: datetime, queues: Iterable[Queue]) -> None:
        self._user, self._queues = user, list(queues)
        found = [(key, n) for n, queue in enumerate(self._queues) for key in queue.keys(user, at)]
        self._keys = sorted(found, key=lambda each: (each[0][2], each[0][1], each[1], each[0][0]))

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, chosen: Any) -> Any:
        if not isinstance(chosen, slice):
            return self[chosen : chosen + 1][0]
        shown = self._keys[chosen]
        rows = {}
        for n in {n for _key, n in shown}:
            wanted = [key[0] for key, each in shown if each == n]
            rows[n] = self._queues[n].load().in_bulk(wanted)
        decides = {n: self._queues[n].is_for(self._user) for n in rows}
        return [
            Entry(self._queues[n], rows[n][pk], at, replay, decides[n])
            for (pk, at, replay), n in shown
            if pk in rows[n]  # settled by somebody between the two questions
        ]


def for_desk(user: User, at: datetime) -> Waiting:
    """Everything, also what somebody else decides: who works on a case sees what holds it up."""
    return Waiting(user, at, QUEUES)


def for_approvals(user: User, at: datetime) -> Waiting:
    """What this person may decide themselves."""
    return Waiting(user, at, [queue for queue in QUEUES if queue.is_for(user)])


# --- which rows wait --------------------------------------------------------------------------------------------------


def _requests(user: User) -> Any:
    return ClarificationRequest.objects.visible_to(user)


def _wishes(user: User, at: datetime) -> Iterable[Key]:
    """More time is decided before the present due, or it is refused by waiting."""
    last = Deadline.objects.filter(request=OuterRef("request")).order_by("-pk").values("due_at")[:1]
    rows = ExtensionRequest.objects.filter(
        decision=ExtensionRequest.Decision.PENDING, request__in=_requests(user).unanswered()
    )
    return rows.annotate(due=last).values_list("pk", "due", "request__incident__replay")


def _misaddressed(user: User, at: datetime) -> Iterable[Key]:
    return _requests(user).misaddressed().with_clock().values_list("pk", "due_at", "incident__replay")


def _to_review(user: User, at: datetime) -> Iterable[Key]:
    """Answers to a request that is still open wait for its due, all others since they are complete."""
    waits = Case(When(status=RequestStatus.ANSWERED, then=F("answered_at")), default=F("due_at"))
    rows = _requests(user).to_review().with_clock().annotate(waits=waits)
    return rows.values_list("pk", "waits", "incident__replay")


def _reports(user: User, at: datetime) -> Iterable[Key]:
    return Incident.objects.visible_to(user).reports().values_list("pk", "seen_at", "replay")


def _duties(user: User, at: datetime) -> Iterable[Key]:
    rows = NotificationDuty.objects.visible_to(user).running()
    return [(row.pk, row.due_at, row.incident.replay) for row in rows.select_related("incident") if row.due_at]


def _commitments(user: User, at: datetime) -> Iterable[Key]:
    rows = Commitment.objects.visible_to(user).filter(status=CommitmentStatus.OPEN, due_at__lt=at + clocks.DAY)
    return [(row.pk, row.due_at, row.incident.replay) for row in rows.select_related("incident") if row.due_at]


def _to_sign(user: User, at: datetime) -> Iterable[Key]:
    return Letter.objects.visible_to(user).to_sign().values_list("pk", "cause__recorded_at", "incident__replay")


def _to_confirm(user: User, at: datetime) -> Iterable[Key]:
    confirmed = Letter.objects.filter(request=OuterRef("pk"), kind=letter_kinds.ACCEPTANCE.code, voided_at__isnull=True)
    fresh = Q(status=RequestStatus.CLOSED, accepted_at__gt=at - CONFIRM_WITHIN, incident__replay=False)
    rows = _requests(user).filter(fresh, ~Exists(confirmed))
    return rows.values_list("pk", "accepted_at", "incident__replay")


def _to_close(user: User, at: datetime) -> Iterable[Key]:
    """Nothing is open any more; the case waits since its last request ended."""
    ended = Coalesce("accepted_at", "withdrawn_at", "replaced_at", "drafted_at")
    since = ClarificationRequest.objects.filter(incident=OuterRef("pk")).order_by(ended.desc()).values(last=ended)[:1]
    rows = endings.closable(Incident.objects.visible_to(user)).annotate(since=Coalesce(since, "seen_at"))
    return rows.values_list("pk", "since", "replay")


# --- what their lines say ---------------------------------------------------------------------------------------------


def _with_incident(rows: QuerySet[Any], *also: str) -> QuerySet[Any]:
    return rows.select_related("incident", "agency", *also).prefetch_related("agency__names")


def _load_requests() -> QuerySet[Any]:
    return _with_incident(ClarificationRequest.objects.all()).prefetch_related("deadlines")


def _load_wishes() -> QuerySet[Any]:
    rows = ExtensionRequest.objects.select_related("request__incident", "request__agency")
    return rows.prefetch_related("request__agency__names", "request__deadlines")


def _load_duties() -> QuerySet[Any]:
    rows = NotificationDuty.objects.select_related("incident", "involvement__agency")
    return rows.prefetch_related("involvement__agency__names")


def _load_letters() -> QuerySet[Any]:
    return _with_incident(Letter.objects.all(), "request", "case_letter")


def _about(row: Any) -> str:
    """The body and the case, as the desk names a request."""
    return f"{row.agency.short_name}: {row.incident.title}"


def _page(route: str, *names: str) -> Callable[[Any], str]:
    """The address of a page; `names` lead from the row to what its address needs."""

    def address(row: Any) -> str:
        for name in names:
            row = getattr(row, name)
        return reverse(f"incidents:{route}", args=[row])

    return address


QUEUES = (
    Queue(
        _("More time asked for"),
        "calendar-plus",
        Action.EXTEND,
        _wishes,
        _load_wishes,
        lambda wish: _about(wish.request),
        _page("extend", "request_id"),
        _("Decide"),
        lambda wish: wish.request,
    ),
    Queue(
        _("Said to be wrongly addressed"),
        "flag",
        Action.DRAFT,
        _misaddressed,
        _load_requests,
        _about,
        _page("request", "pk"),
        _("Decide"),
        lambda request: request,
    ),
    Queue(
        _("Statute's clock"),
        "clock",
        Action.AMEND_DUTY,
        _duties,
        _load_duties,
        _about,
        _page("law", "incident", "reference"),
        _("Open the case"),
        lambda duty: duty,
    ),
    Queue(
        _("Answers to review"),
        "chat-left-text",
        Action.ACCEPT_QUESTION,
        _to_review,
        _load_requests,
        _about,
        _page("request", "pk"),
        _("Review answers"),
        lambda request: request,
    ),
    Queue(
        _("Commitment that is due"),
        "calendar-check",
        Action.KEEP,
        _commitments,
        lambda: Commitment.objects.select_related("incident"),
        lambda owed: f"{owed.who}: {owed.what[:100]}",
        _page("work", "incident", "reference"),
        _("Decide"),
    ),
    Queue(
        _("Awaiting signature"),
        "pen",
        Action.FILE_SIGNED,
        _to_sign,
        _load_letters,
        lambda letter: f"{letter.agency.short_name}: {letter.get_kind_display()}",
        lambda letter: reverse("notifications:signature", args=[letter.pk]),
        _("To the signature"),
    ),
    Queue(
        _("Report that waits for a decision"),
        "clipboard-plus",
        Action.PROMOTE,
        _reports,
        lambda: Incident.objects.all(),
        lambda case: case.title,
        _page("incident", "reference"),
        _("Decide"),
    ),
    Queue(
        _("Accepted, no letter of acceptance yet"),
        "file-earmark-text",
        Action.CONFIRM_ACCEPTANCE,
        _to_confirm,
        _load_requests,
        _about,
        _page("confirm_acceptance", "pk"),
        _("Letter of acceptance"),
    ),
    Queue(
        _("Nothing open, case to close"),
        "archive",
        Action.CLOSE,
        _to_close,
        lambda: Incident.objects.all(),
        lambda case: case.title,
        _page("close", "reference"),
        _("Close case"),
    ),
)
