"""Why a notice that was planned is skipped: asked at the moment of sending, of what has happened since."""

import uuid
from collections.abc import Iterable
from typing import Any

from incidents.models import Commitment
from incidents.models.points import copies_with
from incidents.models.succession import moved_since
from incidents.plain.clocks import Instant, passed
from incidents.plain.not_none import not_none
from incidents.workflow import STOPPED, Action, ComplaintStatus, RequestStatus

from .notice import Audience, CalendarEntry, Notice

# A request that asks nothing any more: the acts that end it so, which alone are still told, and why the rest is not. Of a complaint that
# was entered by mistake nothing is told: its person never complained, or another one is told.
OVER: dict[str, tuple[set[Action], str]] = {
    RequestStatus.WITHDRAWN: ({Action.WITHDRAW, Action.BREAK_OFF}, "withdrawn"),
    RequestStatus.BROKEN_OFF: ({Action.BREAK_OFF, Action.NOTE_MISTAKE}, "broken_off"),
    RequestStatus.REPLACED: ({Action.REPLACE}, "replaced"),
    # What comes when nobody waits any more is confirmed and told as ever.
    ComplaintStatus.MISTAKEN: (set(), "mistaken"),
    **dict.fromkeys(STOPPED, ({Action.ANSWER, Action.REPLY, Action.RECORD_REPLY, Action.CARRY}, "stopped")),
}
MOVES = (Action.HAND_ON, Action.GIVE_BACK, Action.HAND_ON_LETTER, Action.GIVE_BACK_LETTER)


def why_useless(
    notice: Notice,
    matter: Any,
    deadline_event: uuid.UUID,
    at: Instant,
    timetable: Iterable[Notice],
    due_at: Instant | None = None,
) -> str:
    """Why this notice must not go out at the instant `at`, or "" when it should. Asked at the moment of sending.

    `matter` is what its mail belongs to (Matter); `timetable` is what time_notices() says; `due_at` the due that a thing of the
    case had when the notice was written.
    """
    if notice.of:
        if not _owed_still(notice, matter, due_at):
            return "moved_on"
        return "due_passed" if notice.over and passed(not_none(due_at), at) else ""
    if notice.only_while and matter.status != notice.only_while:
        return "moved_on"
    if notice.after in MOVES and moved_since(matter, deadline_event):
        return "moved_on"
    if notice.entry == CalendarEntry.MEETING and at >= matter.meeting_over_at:
        return "meeting_over"
    if notice.offset is None:
        # Whatever it is at its body; what came in is confirmed in any case.
        anyhow = {Audience.FORMER, Audience.ANSWERER} & set(notice.to)
        over = None if anyhow else OVER.get(matter.status)
        return over[1] if over and notice.after not in over[0] | {Action.FILE_SIGNED} else ""
    if matter.status in OVER:
        return OVER[matter.status][1]
    if matter.status != RequestStatus.OPEN:
        return "answered"
    present = next((row for row in matter.waiting_rows if row.event_id == deadline_event), None)
    if present is None:  # nothing that is open hangs on what this act set
        answered = any(each.deadline.event_id == deadline_event for each in matter.questions.all() if each.deadline)
        return "answered" if answered else "due_moved"
    if notice.before_due and passed(present.due_at, at):
        return "due_passed"
    if notice.before_due and any(
        later.before_due
        and not_none(later.offset) > not_none(notice.offset)
        and later.covers(present.due_at + not_none(later.offset))
        and at >= present.due_at + not_none(later.offset)
        for later in timetable
    ):
        return "overtaken"
    return ""


def _owed_still(notice: Notice, matter: Any, due_at: Instant | None) -> bool:
    """Whether what is told of is owed by that due: of a letter any point of it, on whichever copy, for one mail tells of them all."""
    rows = [matter]
    if notice.by_letter:
        copies = [matter.case_letter, *copies_with(matter.case_letter)]
        rows = list(Commitment.objects.filter(case_letter__in=copies, agency=matter.agency_id))
    return any(row.waits() and row.counted_due == due_at for row in rows)
