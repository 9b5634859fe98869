"""Deeds on what an agency asks about the letter that asks it: asked in the portal or on paper, answered, taken back.

None of them stops or moves the clock. Where the answer comes so late that time is missing, whoever answers proposes more of it in the
same sitting, and a supervisor decides on that as on every wish for time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from .. import files
from ..models import (
    ClarificationRequest,
    CounterQuestion,
    CounterQuestionFile,
    Question,
    Response,
    StoredFile,
    User,
)
from ..models.record import span_columns
from ..plain.clocks import Instant
from ..plain.spans import Span, may_lie_between, told, within
from ..record import deeds
from ..record.deeds import OnRequest
from ..workflow import Action, RequestStatus
from . import completeness, deadlines, extension_wishes, overtaken
from .agencies import check_exists
from .from_outside import FromOutside

State = CounterQuestion.State


@dataclass(frozen=True)
class MoreTime:
    """What whoever answers proposes: until when (UTC), and why."""

    until: Instant
    reason: str


@dataclass(frozen=True)
class AnsweredThen:
    """What the ministry had answered to a question that is entered afterwards, and when, as far as is known."""

    text: str
    answered_at: Instant | Span


def ask_back(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    text: str,
    about: Question | None = None,
    uploads: Sequence[files.Upload] = (),
    at: Instant | None = None,
) -> CounterQuestion:
    """The agency asks about the letter, or about one of its questions. The clock runs on.

    `uploads` (each has passed files.check()) go along. Of a refused question no byte stays.
    """
    with files.keeping(uploads) as kept, transaction.atomic():
        with deeds.record(Action.ASK_BACK, on=clarification, by=by, seen=seen, at=at) as deed:
            asked = _ask(deed, text, about, who=str(by), asked_at=deed.door, by=by)
            _attach(deed, asked, kept)
    return asked


def record_question(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    text: str,
    paper: FromOutside,
    about: Question | None = None,
    answered: AnsweredThen | None = None,
    more_time: MoreTime | None = None,
    at: Instant | None = None,
) -> CounterQuestion:
    """Enter a question that came outside the portal: when it came and when it was entered stand apart. It waits for an answer unless it
    had got one then (`answered`), with which the due stayed, or more time is proposed (`more_time`). Where the letter asks nothing any
    more, it waits for nobody. Raises ValueError for an instant before the issue or in the future: it cannot have come then;
    NeverWentOut, AskedNoMore as for a reply; NotLater, Beyond for more time that cannot be given; Conflict where a wish for it waits."""
    came = told(paper.received_at)
    with transaction.atomic():
        with deeds.record(Action.RECORD_QUESTION, on=clarification, by=by, seen=seen, at=at, happened_at=came) as deed:
            asked_at = completeness.came_while_asked(deed.on, came, deed.at)
            settled = _settled_then(deed, asked_at, answered)
            asked = _ask(deed, text, about, who=paper.who, asked_at=asked_at, by=by, paper=paper, **settled)
            deed.details |= {"source": paper.document, "came_by": str(paper.channel)}
            if settled:
                deed.details |= {"became": str(settled["state"])}
                deed.on.save()  # whoever records the same on an older page is told
            if deed.on.status != RequestStatus.OPEN:
                deed.details |= {"found_when": deed.status_from}
        if more_time:
            _propose(deed, asked, more_time, by)
    return asked


def answer_back(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    text: str,
    more_time: MoreTime | None = None,
    uploads: Sequence[files.Upload] = (),
    at: Instant | None = None,
) -> CounterQuestion:
    """The ministry answers what was asked back. The due stays; `more_time` is proposed to a supervisor as the same act.

    Raises Conflict where nothing waits, or more time waits for a decision already; NotLater, Beyond for more time that
    cannot be given; BodyEnded where nobody is left to read it.
    """
    with files.keeping(uploads) as kept, transaction.atomic():
        with deeds.record(Action.ANSWER_BACK, on=clarification, by=by, seen=seen, at=at) as deed:
            check_exists(deed.on.agency, deed.at)
            asked = _waiting(deed)
            asked.state, asked.answer = State.ANSWERED, text
            asked.settled_at, asked.answered_by = max(deed.at, asked.asked_at), by
            asked.save()
            _attach(deed, asked, kept, of_answer=True)
            deed.on.save()
            deed.details = {"asked_at": asked.asked_at.isoformat(), "proposes": bool(more_time)}
        if more_time:
            _propose(deed, asked, more_time, by)
    return asked


def take_back_question(
    clarification: ClarificationRequest, *, by: User, seen: int | None, at: Instant | None = None
) -> CounterQuestion:
    """The agency needs no answer any more. Raises Conflict where nothing waits."""
    with deeds.record(Action.TAKE_BACK_QUESTION, on=clarification, by=by, seen=seen, at=at) as deed:
        asked = _waiting(deed)
        asked.state, asked.settled_at = State.WITHDRAWN, max(deed.at, asked.asked_at)
        asked.save()
        deed.on.save()  # whoever answers on an older page is told
        deed.details = {"asked_at": asked.asked_at.isoformat()}
    return asked


def _settled_then(deed: OnRequest, asked_at: Span, answered: AnsweredThen | None) -> dict[str, Any]:
    """The columns of a question that had its answer when it is entered, or needs none; none where it waits."""
    asks_on = deed.on.status == RequestStatus.OPEN
    if answered is None:
        since = None if asks_on else extension_wishes.asked_no_more_since(deed.on)
        return {} if asks_on else {"state": State.LAPSED, "found_afterwards": True} | span_columns("settled", since)
    when = told(answered.answered_at)
    if not may_lie_between(when, asked_at.start, deed.at):
        raise ValueError("an answer comes after its question and before now")
    settled = span_columns("settled", within(when, asked_at.start, deed.at))
    return {"state": State.ANSWERED, "answer": answered.text, "found_afterwards": not asks_on} | settled


def _propose(deed: OnRequest, asked: CounterQuestion, more_time: MoreTime, by: User) -> None:
    """As the same act as the answer that was just entered."""
    deadlines.propose_extension(
        ClarificationRequest.objects.get(pk=deed.on.pk),
        by=by,
        seen=None,
        reason=more_time.reason,
        wished_at=more_time.until,
        answered=asked,
        at=deed.after(),
        act_id=deed.act_id,
    )


def _ask(
    deed: OnRequest,
    text: str,
    about: Question | None,
    *,
    who: str,
    asked_at: Instant | Span,
    by: User,
    paper: FromOutside | None = None,
    **afterwards: Any,
) -> CounterQuestion:
    if about and about.request_id != deed.on.pk:
        raise ValueError("a question is asked about one of the letter's own")
    asked = CounterQuestion.objects.create(
        request=deed.on,
        about=about,
        text=text,
        who=who,
        channel=paper.channel if paper else Response.Channel.PORTAL,
        document=paper.document if paper else "",
        evidence=paper.evidence if paper else None,
        asked_by=by,
        **span_columns("asked", told(asked_at)),
        **afterwards,
    )
    deed.details = {"question": about.number if about else None}
    return asked


def _waiting(deed: OnRequest) -> CounterQuestion:
    asked = deed.on.counter_questions.pending().first()
    if asked is None:
        raise overtaken.NoQuestionWaits(deed.on)
    return asked


def _attach(deed: OnRequest, asked: CounterQuestion, kept: Iterable[files.Kept], *, of_answer: bool = False) -> None:
    for each in kept:
        file = StoredFile.objects.create(stored_at=deed.at, **each.fields())
        CounterQuestionFile.objects.create(counter_question=asked, file=file, of_answer=of_answer)
