"""The queues of what waits for a decision: for each kind of thing whose move ends the waiting, which rows wait now, and what
their line says. `waiting` makes one list of them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from ..models import (
    Agency,
    CaseLetter,
    ClarificationRequest,
    Commitment,
    ExtensionRequest,
    FollowUp,
    Incident,
    Letter,
    Likeness,
    NotificationDuty,
    User,
    endings,
)
from ..plain import clocks, letter_kinds
from ..plain.known import known
from ..record import authority
from ..translatable import _
from ..workflow import TRANSITIONS, Action, CommitmentStatus, RequestStatus, permitted

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
    on: Callable[[Any], Any] = lambda row: row  # what the move is done to
    deed: Callable[[Any], Action] | None = None  # the very move where it depends on the row
    units: tuple[str, ...] = ()  # the ways to the unit in whose name it is decided

    def is_for(self, user: User) -> bool:
        """Whether such a move can be theirs at all."""
        return permitted(self.move, user.roles) is not None

    def decides(self, user: User, row: Any) -> bool:
        """Whether the door would let them do it to this very row."""
        done_to, move = self.on(row), self.deed(row) if self.deed else self.move
        case = done_to if isinstance(done_to, Incident) else getattr(done_to, "incident", None)
        return authority.may(move, None if None in TRANSITIONS[move].sources else done_to, user, case)

    def theirs(self, user: User, at: datetime) -> Iterable[Key]:
        """The keys without those of units whose letters they do not sign."""
        rows, units = self.keys(user, at), Q()
        for unit in self.units:
            units |= Q(**{f"{unit}__code__in": user.signing_units})
        return cast("QuerySet[Any]", rows).filter(units) if self.units else rows


# --- which rows wait --------------------------------------------------------------------------------------------------


def _requests(user: User) -> Any:
    return ClarificationRequest.objects.visible_to(user)


def _wishes(user: User, at: datetime) -> Iterable[Key]:
    """More time is decided before the present due, or it is refused by waiting."""
    asked: Any = ClarificationRequest.objects.filter(pk=OuterRef("request"))
    present = asked.with_clock().values("due_at")
    rows = ExtensionRequest.objects.filter(
        decision=ExtensionRequest.Decision.PENDING, request__in=_requests(user).unanswered()
    )
    return rows.annotate(due=Subquery(present)).values_list("pk", "due", "request__incident__replay")


def _misaddressed(user: User, at: datetime) -> Iterable[Key]:
    return _requests(user).misaddressed().with_clock().values_list("pk", "due_at", "incident__replay")


def _to_ask_anew(user: User, at: datetime) -> Iterable[Key]:
    return _requests(user).to_ask_anew().values_list("pk", "withdrawn_at", "incident__replay")


def _to_review(user: User, at: datetime) -> Iterable[Key]:
    """Answers to a request that is still open wait for its due, all others since they are complete."""
    waits = Case(When(status=RequestStatus.ANSWERED, then=F("answered_at")), default=F("due_at"))
    rows = _requests(user).to_review().with_clock().annotate(waits=waits)
    return rows.values_list("pk", "waits", "incident__replay")


def _reports(user: User, at: datetime) -> Iterable[Key]:
    return Incident.objects.visible_to(user).reports().values_list("pk", "seen_at", "replay")


def _alike(user: User, at: datetime) -> Iterable[Key]:
    asked = Likeness.objects.visible_to(user).unanswered().values("incident")
    return Incident.objects.filter(pk__in=asked).values_list("pk", "seen_at", "replay")


def _duties(user: User, at: datetime) -> Iterable[Key]:
    rows = NotificationDuty.objects.visible_to(user).running().filter(incident__past=False)
    return [(row.pk, known(row.counted_due), row.incident.replay) for row in rows.select_related("incident")]


def _commitments(user: User, at: datetime) -> Iterable[Key]:
    due: Any = {"status": CommitmentStatus.OPEN, "due_at__lt": at + clocks.DAY, "incident__past": False}
    rows = Commitment.objects.visible_to(user).filter(**due)
    return [(row.pk, row.due_at, row.incident.replay) for row in rows.select_related("incident") if row.due_at]


def _reported(user: User, at: datetime) -> Iterable[Key]:
    """Letters of the result on which the body has said the last word, and of which something is outstanding."""
    said = FollowUp.objects.filter(case_letter=OuterRef("pk")).order_by("-came_at", "-pk")
    owed = Commitment.objects.filter(case_letter=OuterRef("pk"), status=CommitmentStatus.OPEN)
    rows: Any = CaseLetter.objects.visible_to(user).filter(Exists(owed))
    rows = rows.annotate(last=Subquery(said.values("kind")[:1]), since=Subquery(said.values("came_at")[:1]))
    return rows.filter(last__in=FollowUp.CAME).values_list("pk", "since", "incident__replay")


def _to_sign(user: User, at: datetime) -> Iterable[Key]:
    return Letter.objects.visible_to(user).to_sign().values_list("pk", "cause__recorded_at", "incident__replay")


def _to_confirm(user: User, at: datetime) -> Iterable[Key]:
    confirmed = Letter.objects.filter(request=OuterRef("pk"), kind=letter_kinds.ACCEPTANCE.code, voided_at__isnull=True)
    fresh = Q(status=RequestStatus.CLOSED, accepted_at__gt=at - CONFIRM_WITHIN, incident__replay=False)
    gone = Q(agency__ended_on__lte=clocks.day(at)) | Q(agency__merged_into__isnull=False)  # nobody is left to read it
    rows = _requests(user).filter(fresh, ~Exists(confirmed)).exclude(gone)
    return rows.values_list("pk", "accepted_at", "incident__replay")


def _to_close(user: User, at: datetime) -> Iterable[Key]:
    """Nothing is open any more; the case waits since its last request ended."""
    ended = Coalesce("accepted_at", "withdrawn_at", "replaced_at", "drafted_at")
    since = ClarificationRequest.objects.filter(incident=OuterRef("pk")).order_by(ended.desc()).values(last=ended)[:1]
    rows = endings.closable(Incident.objects.visible_to(user)).annotate(since=Coalesce(since, "seen_at"))
    rows = rows.exclude(pk__in=ClarificationRequest.objects.to_ask_anew().values("incident"))
    return rows.values_list("pk", "since", "replay")


def _proposed(user: User, at: datetime) -> Iterable[Key]:
    """Bodies added where they were needed, since somebody added them."""
    born = Agency.history.filter(id=OuterRef("pk"), history_type="+").values("history_date")[:1]
    return [(pk, since, False) for pk, since in Agency.objects.to_complete().values_list("pk", Subquery(born))]


# --- what their lines say ---------------------------------------------------------------------------------------------


def _with_incident(rows: QuerySet[Any], *also: str) -> QuerySet[Any]:
    return rows.select_related("incident", "agency", *also).prefetch_related("agency__names")


def _load_requests() -> QuerySet[Any]:
    return _with_incident(ClarificationRequest.objects.all(), "unit").prefetch_related("deadlines", "questions")


def _load_wishes() -> QuerySet[Any]:
    rows = ExtensionRequest.objects.select_related("request__incident", "request__agency", "request__unit")
    return rows.prefetch_related("request__agency__names", "request__deadlines", "request__questions")


def _load_duties() -> QuerySet[Any]:
    rows = NotificationDuty.objects.select_related("incident", "involvement__agency")
    return rows.prefetch_related("involvement__agency__names")


def _load_letters() -> QuerySet[Any]:
    return _with_incident(Letter.objects.all(), "request__unit", "case_letter__unit")


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
        on=lambda wish: wish.request,
        units=("request__unit",),
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
        _("Broken off by mistake, to be asked anew"),
        "arrow-repeat",
        Action.DRAFT,
        _to_ask_anew,
        _load_requests,
        _about,
        _page("draft", "incident", "reference"),
        _("New request"),
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
        _("Follow-up reported"),
        "list-check",
        Action.ASK_MORE,
        _reported,
        lambda: _with_incident(CaseLetter.objects.all(), "unit"),
        _about,
        _page("case_letter", "pk"),
        _("Judge it"),
    ),
    Queue(
        _("Commitment that is due"),
        "calendar-check",
        Action.KEEP,
        _commitments,
        lambda: Commitment.objects.select_related("incident"),
        lambda owed: f"{owed.who}: {owed.what[:100]}",
        lambda owed: owed.get_absolute_url(),
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
        on=lambda letter: letter.matter,
        deed=lambda letter: letter.filed_by,
        units=("request__unit", "case_letter__unit"),
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
        _("Perhaps the same as another case"),
        "intersect",
        Action.TELL_APART,
        _alike,
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
        units=("unit",),
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
QUEUES_OF_ADMINISTRATION = (
    Queue(
        _("Agency to be completed"),
        "building",
        Action.CONFIRM_AGENCY,
        _proposed,
        lambda: Agency.objects.with_names(),
        lambda agency: agency.name,
        _page("confirm_agency", "pk"),
        _("Complete it"),
    ),
)
