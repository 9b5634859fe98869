"""The holder matrix: one incident, N bodies that may hold the same data, and for each what was asked and what came back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from ..translatable import _
from ..workflow import ENDED_EARLY, UNISSUED, AssertionStatus, RequestStatus
from .assertion_weighing import Topic


class Reply(StrEnum):
    """What came back, as a question put to the rows; never stored."""

    NOT_ASKED = "not_asked"
    DRAFTED = "drafted"
    SILENT = "silent"
    SAID_NOTHING = "said_nothing"
    WORD = "word"
    DECLINED = "declined"
    IN_PART = "in_part"
    ANSWERED = "answered"
    ANSWERED_BEFORE = "answered_before"
    WITHDRAWN = "withdrawn"
    BROKEN_OFF = "broken_off"
    NOT_ANSWERED = "not_answered"
    INSUFFICIENT = "insufficient"
    AFTER_ITS_END = "after_its_end"


REPLY_LABELS = {
    Reply.NOT_ASKED: _("Not asked"),
    Reply.DRAFTED: _("Letter in preparation"),
    Reply.SILENT: _("Silent so far"),
    Reply.SAID_NOTHING: _("Said nothing until it passed on"),
    Reply.WORD: _("Only said that an answer will come"),
    Reply.DECLINED: _("Declined to answer"),
    Reply.IN_PART: _("Answered in part"),
    Reply.ANSWERED: _("Answered in full"),
    Reply.ANSWERED_BEFORE: _("Answered in full by the body before it"),
    Reply.WITHDRAWN: _("Request withdrawn"),
    Reply.BROKEN_OFF: _("Request broken off"),
    Reply.NOT_ANSWERED: _("Closed without an answer"),
    Reply.INSUFFICIENT: _("Closed, answer insufficient"),
    Reply.AFTER_ITS_END: _("Closed without an answer; one was recorded after that"),
}


class Involved(Protocol):
    """That a body plays a part in the case."""

    @property
    def agency(self) -> object: ...

    agency_id: int


class Asked(Protocol):
    """A request as long as it was one to a body, as far as the matrix reads it: until `until`, where it has passed on."""

    @property
    def pk(self) -> int: ...

    @property
    def agency(self) -> object: ...

    @property
    def agency_id(self) -> int: ...

    @property
    def until(self) -> datetime | None: ...

    @property
    def status(self) -> str: ...

    @property
    def answered_at(self) -> datetime | None: ...

    @property
    def answered_before(self) -> bool: ...

    @property
    def answered_in_part(self) -> bool: ...

    @property
    def declined(self) -> bool: ...

    @property
    def first_reply_at(self) -> datetime | None: ...


class Denial(Protocol):
    """Something said, on behalf of a body or of none."""

    topic: str
    status: str
    agency_id: int | None


@dataclass
class Holder:
    """One body: its roles (involvements), its latest request, its denials (assertions on its behalf)."""

    agency: object
    roles: list[Involved] = field(default_factory=list)
    request: Asked | None = None
    denials: list[Denial] = field(default_factory=list)

    @property
    def reply(self) -> Reply:
        return came_back(self.request)

    @property
    def label(self) -> str:
        return REPLY_LABELS[self.reply]


def came_back(asked: Asked | None) -> Reply:
    """What came back from a body that was asked, or was not."""
    if asked is None:
        return Reply.NOT_ASKED
    if asked.status in UNISSUED:
        return Reply.DRAFTED
    if asked.status in ENDED_EARLY:
        return Reply.BROKEN_OFF if asked.status == RequestStatus.BROKEN_OFF else Reply.WITHDRAWN
    if asked.status == RequestStatus.INSUFFICIENT:
        return Reply.INSUFFICIENT
    if asked.status == RequestStatus.NOT_ANSWERED:
        return Reply.AFTER_ITS_END if asked.answered_in_part else Reply.NOT_ANSWERED
    if asked.answered_at:
        return Reply.ANSWERED
    if asked.answered_before:
        return Reply.ANSWERED_BEFORE
    if asked.answered_in_part:
        return Reply.IN_PART
    if asked.first_reply_at:
        return Reply.DECLINED if asked.declined else Reply.WORD
    return Reply.SAID_NOTHING if asked.until else Reply.SILENT


def holders(involvements: Iterable[Involved], requests: Iterable[Asked], assertions: Iterable[Denial]) -> list[Holder]:
    """One row for each body, in the order they came into the case. An issued letter says more than one in preparation,
    and either more than one that ended early; of equals the latest. `requests`: a turn a body, where it passed from one to
    another."""
    found: dict[int, Holder] = {}
    for involvement in involvements:
        found.setdefault(involvement.agency_id, Holder(involvement.agency)).roles.append(involvement)
    for request in sorted(requests, key=lambda r: (r.status not in ENDED_EARLY, r.status not in UNISSUED, r.pk)):
        found.setdefault(request.agency_id, Holder(request.agency)).request = request
    for assertion in assertions:
        if (
            assertion.topic == Topic.DENIAL
            and assertion.status != AssertionStatus.WITHDRAWN
            and assertion.agency_id in found
        ):
            found[assertion.agency_id].denials.append(assertion)
    return list(found.values())
