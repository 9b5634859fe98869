"""What each body was asked by a request and answered itself, where one took the place of another: a turn a body, the first first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from ..models import Agency, CaseEvent, ClarificationRequest, Deadline, Response
from ..models.questions import open_then
from ..models.succession import Passed, passed_on
from ..plain import clocks, holders
from ..plain.clocks import Instant
from ..workflow import Action, RequestStatus, Subject

# What answers at least a question; word that an answer will come, or that none will, answers none.
ANSWERS = frozenset(Response.Kind) - {Response.Kind.INTERIM, Response.Kind.DECLINED}
LATE = (clocks.ClockState.OVERDUE, clocks.ClockState.LATE)


@dataclass(frozen=True)
class Turn:
    """A request as long as it was one to `agency`: from `since` (None: from the first) until `until` (None: still), when it became
    one to `passed_to`. `replies`: of one that passed on, what came meanwhile, whenever it was entered; `carried`: when answers came
    meanwhile to another letter of its chain that asks the same."""

    request: ClarificationRequest
    agency: Agency
    since: Instant | None
    until: Instant | None
    passed_to: Agency | None
    replies: tuple[Response, ...]
    carried: tuple[Instant, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether it never was anybody else's."""
        return self.since is None and self.until is None

    @property
    def pk(self) -> int:
        return self.request.pk

    @property
    def agency_id(self) -> int:
        return self.agency.pk

    @property
    def status(self) -> str:
        """As it is, and as it was for whoever had it before: it passes on while it asks, or with an answer that is judged."""
        if self.until is None:
            return self.request.status
        return RequestStatus.ANSWERED if self.answered_at else RequestStatus.OPEN

    @property
    def first_reply_at(self) -> Instant | None:
        if self.is_whole:
            return self.request.first_reply_at
        return min((*(reply.received_at for reply in self.replies), *self.carried), default=None)

    @property
    def first_answer_at(self) -> Instant | None:
        """When this body first answered a question, also one that the body before it had answered and that was returned."""
        if self.is_whole:
            given = (each.first_answered_at for each in self.request.questions.all())
            return min(filter(None, given), default=None)
        answers = (reply.received_at for reply in self.replies if reply.kind in ANSWERS)
        return min((*answers, *self.carried), default=None)

    @property
    def answered_in_part(self) -> bool:
        return self.first_answer_at is not None

    @property
    def said(self) -> Iterable[Response]:
        """Its own replies to this letter."""
        return self.request.responses.all() if self.is_whole else self.replies

    @property
    def declined(self) -> bool:
        """Whether the last that this body said is that it does not answer."""
        last = max(self.said, key=lambda reply: (reply.received_at, reply.phase), default=None)
        return last is not None and last.kind == Response.Kind.DECLINED

    @property
    def answered_at(self) -> Instant | None:
        """When this body had answered all that was asked of it then, by what is known of it now."""
        if self.until is None:
            at = self.request.answered_at
            return at if at and (self.since is None or at >= self.since) else None
        at = self.request.completed_at
        again = Deadline.Kind.RETURN
        returned = [row for row in self.request.deadline_rows if row.kind == again and row.set_at < self.until]
        began = at and (self.since is None or at >= self.since)
        return at if at and began and at < self.until and not returned else None

    @property
    def answered_before(self) -> bool:
        """Whether the last of it was answered by the body before: it passed on with that answer, or paper was entered later."""
        at = self.request.answered_at
        return bool(self.until is None and self.since and at and at < self.since)

    @property
    def present_due(self) -> Instant | None:
        """The due that it has, or had when it passed on."""
        if self.until is None:
            return self.request.present_due
        then = [row for row in self.request.deadline_rows if row.set_at < self.until]
        hung = {each.deadline_id for each in open_then(self.request.pk, self.until - timedelta(microseconds=1))}
        dues = [row.due_at for row in then if row.pk in hung] or [row.due_at for row in then]
        return min(dues, default=None)

    @property
    def label(self) -> str:
        """What came back, in words to be translated."""
        return holders.REPLY_LABELS[holders.came_back(self)]

    @property
    def late_by(self) -> timedelta:
        """How long the due had passed with this body when another had it; zero where it had not, or it had answered."""
        if self.until is None or self.answered_at or not self.present_due:
            return timedelta(0)
        return clocks.lateness(self.present_due, self.until)


def of(requests: Iterable[ClarificationRequest], *, may_have_passed: bool = True) -> list[Turn]:
    """Every turn of every request, those of one request beside each other; needs deadlines, questions and agency of each. A body from
    which it passed before its issue was asked nothing. Where no body of a case has ended nothing `may_have_passed`."""
    rows = list(requests)
    passed = passed_on(rows) if rows and may_have_passed else {}
    carried = _carried(passed) if passed else {}
    return [turn for row in rows for turn in _of(row, passed.get(row.pk, []), carried.get(row.pk, []))]


def _carried(keys: Iterable[int]) -> dict[int, list[Instant]]:
    """{key of a request: when answers to other letters came that answered questions of it as well}."""
    events = CaseEvent.objects.filter(
        action=Action.CARRY, subject_type=Subject.REQUEST, subject_id__in=[str(key) for key in keys]
    )
    found: dict[int, list[Instant]] = defaultdict(list)
    for key, at, details in events.values_list("subject_id", "happened_at", "details"):
        if details["answered"] or details["earlier"]:
            found[int(key)].append(at)
    return found


def _of(row: ClarificationRequest, passed: list[Passed], carried: list[Instant]) -> list[Turn]:
    asked = [each for each in passed if row.issued_at and row.issued_at < each.at]
    bounds = [None, *(each.at for each in asked), None]
    bodies = [*(each.body for each in asked), row.agency]
    turns = []
    for n, body in enumerate(bodies):
        since, until = bounds[n], bounds[n + 1]
        came = [each for each in row.responses.all() if _within(each.received_at, since, until)] if asked else ()
        through = [at for at in carried if _within(at, since, until)] if asked else ()
        follows = bodies[n + 1] if until else None
        turns.append(Turn(row, body, since, until, follows, tuple(came), tuple(through)))
    return turns


def _within(at: Instant, since: Instant | None, until: Instant | None) -> bool:
    return (since is None or at >= since) and (until is None or at < until)


def asked_of(agency: Agency) -> Q:
    """Requests that are ones to `agency`, or were until they passed to whoever took its place. A double was asked nothing itself."""
    if agency.merged_into_id:
        return Q(agency=agency)
    written = ClarificationRequest.history.filter(agency__in=[agency, *agency.doubles.all()], issued_at__isnull=False)
    elsewhere = ClarificationRequest.objects.filter(pk__in=written.values("id")).exclude(agency=agency)
    passed = passed_on(elsewhere.select_related("agency"))
    left = [key for key, turns in passed.items() if any(each.body == agency for each in turns)]
    return Q(agency=agency) | Q(pk__in=left)


def tell_with_whom_late(rows: Iterable[ClarificationRequest], now: Instant) -> None:
    """Gives each row whose due went by with a body before the one that has it `late_with`: the lateness on its clock is not that
    one's. Asks nothing where none is late."""
    late = {row.pk: (row, reading.due_at) for row in rows if (reading := row.clock(now)) and reading.state in LATE}
    for key, passed in passed_on(row for row, _due in late.values()).items() if late else ():
        row, due_at = late[key]
        row.late_with = next((each for each in passed if clocks.passed(due_at, each.at)), None)
