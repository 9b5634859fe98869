"""THE table: what is told, after which act, and to whom; and the reminders around a due, whose hours are dated data.
Nothing is told that is not here."""

from datetime import datetime, time, timedelta

from incidents import setup_data
from incidents.models import ReminderPolicy
from incidents.models.holding import moved_since
from incidents.plain import clocks, letter_kinds
from incidents.plain.clocks import DAY, WIB
from incidents.translatable import _
from incidents.workflow import Action, CaseLetterStatus, ComplaintStatus, RequestStatus

from .notice import Audience, CalendarEntry, Kind, Notice
from .of_replies import OF_REPLIES

_AGENCY, _OFFICER, _SUPERVISORS = (Audience.AGENCY,), (Audience.OFFICER,), (Audience.SUPERVISORS,)
_COLLEAGUE, _COMPLAINANT = (Audience.COLLEAGUE,), (Audience.COMPLAINANT,)
NOW = timedelta(0)
COMES_BACK = tuple(each.code for each in letter_kinds.RESULTS if each.comes_back)
TO_WHOM_LETTERS_GO = (*_AGENCY, *_COMPLAINANT)


def _moved(kind, label, after):
    """Another body answers an issued request from now on: it is told by when, and so is whoever works on it."""
    to, open_yet = _AGENCY + _OFFICER, RequestStatus.OPEN
    return Notice(kind, to, label, after=after, entry=CalendarEntry.DUE, only_while=open_yet, issued_only=True)


NOTICES = (
    Notice(Kind.LETTER, _AGENCY, _("Letter"), after=Action.ISSUE, entry=CalendarEntry.DUE),
    Notice(
        Kind.SUBMITTED,
        _SUPERVISORS,
        _("Letter awaits approval"),
        after=Action.SUBMIT,
        only_while=RequestStatus.AWAITING_APPROVAL,
        once_done="moved_on",
    ),
    Notice(Kind.SENT_BACK, _OFFICER, _("Draft sent back"), after=Action.SEND_BACK, only_while=RequestStatus.DRAFT),
    *OF_REPLIES,
    Notice(Kind.ACCEPTED, _AGENCY, _("Answers accepted"), after=Action.ACCEPT),
    Notice(
        Kind.WITHDRAWN,
        _AGENCY + _OFFICER,
        _("Request withdrawn"),
        after=Action.WITHDRAW,
        entry=CalendarEntry.DUE_ENDS,
        issued_only=True,
        routine=True,
    ),
    _moved(Kind.HANDED_ON, _("Passed on to the successor of the body"), after=Action.HAND_ON),
    _moved(Kind.GIVEN_BACK, _("Given back to the body, which had not ended"), after=Action.GIVE_BACK),
    Notice(
        Kind.GONE_BACK,
        (Audience.FORMER,),
        _("Gone back to the body that had it"),
        after=Action.GIVE_BACK,
        entry=CalendarEntry.DUE_ENDS,
        issued_only=True,
        once_done="untold",
    ),
    Notice(
        Kind.TO_ASK_ANEW,
        _OFFICER,
        _("Broken off by mistake, to be asked anew"),
        after=Action.NOTE_MISTAKE,
        once_done="decided",
    ),
    Notice(
        Kind.NOT_ENDED,
        _AGENCY,
        _("Broken off by mistake, asked anew if needed"),
        after=Action.NOTE_MISTAKE,
        entry=CalendarEntry.DUE_ENDS,
        issued_only=True,
    ),
    Notice(Kind.BROKEN_OFF, _OFFICER, _("Broken off: the body exists no more"), after=Action.BREAK_OFF),
    Notice(Kind.REPLACED, _AGENCY, _("Letter replaced"), after=Action.REPLACE, entry=CalendarEntry.DUE_ENDS),
    Notice(Kind.ACCEPTED_BY_LETTER, _AGENCY, _("Letter of acceptance"), after=Action.CONFIRM_ACCEPTANCE),
    Notice(Kind.CORRECTED, _AGENCY, _("Correction"), after=Action.CORRECT),
    Notice(Kind.SIGNED, _AGENCY, _("Signed letter"), after=Action.FILE_SIGNED),
    Notice(
        Kind.INVITATION,
        _AGENCY,
        _("Invitation to a meeting"),
        after=Action.ISSUE_LETTER,
        letters=("invitation",),
        entry=CalendarEntry.MEETING,
        once_done="taken_back",
    ),
    Notice(
        Kind.MEETING_CANCELLED,
        _AGENCY,
        _("Cancellation of a meeting"),
        after=Action.ISSUE_LETTER,
        letters=("cancellation",),
        entry=CalendarEntry.MEETING_ENDS,
    ),
    Notice(
        Kind.RESULT_LETTER,
        _AGENCY,
        _("Letter of the result"),
        after=Action.ISSUE_LETTER,
        letters=tuple(each.code for each in (*letter_kinds.RESULTS, letter_kinds.REVOCATION)),
        once_done="taken_back",
    ),
    Notice(
        Kind.REPORTED_BACK,
        _OFFICER,
        _("A body reported back"),
        after=Action.REPORT_BACK,
        once_done="reviewed",
        routine=True,
    ),
    Notice(
        Kind.RECORDED_BACK,
        _OFFICER,
        _("What a body sent back was recorded"),
        after=Action.RECORD_FOLLOW_UP,
        words="reported_back",
        once_done="reviewed",
        routine=True,
        to_others=True,
    ),
    Notice(Kind.MORE_ASKED, _AGENCY, _("Asked to complete what was done"), after=Action.ASK_MORE, once_done="decided"),
    Notice(Kind.POSTPONED, _AGENCY, _("More time to do it"), after=Action.POSTPONE, once_done="decided"),
    Notice(Kind.RELEASED, _AGENCY, _("What a letter asks for released"), after=Action.WAIVE),
    Notice(Kind.REJUDGED, _AGENCY, _("Judgement taken back"), after=Action.UNSETTLE, once_done="untold"),
    Notice(
        Kind.LETTER_HANDED_ON,
        _AGENCY + _OFFICER,
        _("What a letter asks for passed on to the successor of the body"),
        after=Action.HAND_ON_LETTER,
        letters=COMES_BACK,
        once_done="taken_back",
    ),
    Notice(
        Kind.LETTER_GIVEN_BACK,
        _AGENCY + _OFFICER,
        _("What a letter asks for given back to the body, which had not ended"),
        after=Action.GIVE_BACK_LETTER,
        letters=COMES_BACK,
        issued_only=True,
        once_done="taken_back",
    ),
    Notice(
        Kind.LETTER_GONE_BACK,
        (Audience.FORMER,),
        _("What a letter asks for gone back to the body that had it"),
        after=Action.GIVE_BACK_LETTER,
        letters=COMES_BACK,
        issued_only=True,
        once_done="untold",
    ),
    Notice(
        Kind.LETTER_DRAFTED,
        _SUPERVISORS,
        _("Letter of the case awaits approval"),
        after=Action.DRAFT_LETTER,
        only_while=CaseLetterStatus.DRAFT,
        once_an_act=True,
    ),
    Notice(Kind.LETTER_DROPPED, _OFFICER, _("Letter of the case dropped"), after=Action.DROP_LETTER, once_an_act=True),
    Notice(
        Kind.COLLEAGUE, _COLLEAGUE, _("Brought in by a colleague"), after=Action.DELEGATE, only_while=RequestStatus.OPEN
    ),
    Notice(Kind.LOST, _SUPERVISORS, _("A mail to the agency failed"), after=Action.GIVE_UP_MESSAGE),
    Notice(Kind.CAME_BACK, _SUPERVISORS, _("A mail to the agency came back"), after=Action.BOUNCE_MESSAGE),
    Notice(
        Kind.COMPLAINT_CAME,
        _SUPERVISORS,
        _("A complaint came by the public form"),
        after=Action.SUBMIT_COMPLAINT,
        only_while=ComplaintStatus.RECEIVED,
        once_done="moved_on",
    ),
    Notice(
        Kind.COMPLAINT_CONFIRMED,
        _COMPLAINANT,
        _("Receipt of a complaint"),
        after=Action.SUBMIT_COMPLAINT,
        words="complaint_received",
    ),
    Notice(Kind.COMPLAINT_RECEIVED, _COMPLAINANT, _("Receipt of a complaint"), after=Action.ACKNOWLEDGE_COMPLAINT),
    Notice(
        Kind.ANSWER_DRAFTED,
        _SUPERVISORS,
        _("Answer to a complainant awaits approval"),
        after=Action.DRAFT_ANSWER,
        once_done="moved_on",
    ),
    Notice(Kind.COMPLAINT_ANSWERED, _COMPLAINANT, _("Answer to a complainant"), after=Action.SEND_ANSWER),
    Notice(Kind.COMMITMENT_DUE, _OFFICER, _("A commitment is due"), of="commitment", lead=DAY),
    Notice(
        Kind.DEMAND_DUE,
        _AGENCY,
        _("What a letter asks for is due"),
        of="commitment",
        by_letter=True,
        lead=3 * DAY,
        over=Kind.DEMAND_OVER,
    ),
    Notice(
        Kind.DEMAND_OVER, _AGENCY, _("What a letter asks for is overdue"), of="commitment", by_letter=True, lead=NOW
    ),
    Notice(
        Kind.DUTY_DUE, _OFFICER, _("A controller's duty to notify runs out"), of="duty", lead=DAY, over=Kind.DUTY_OVER
    ),
    Notice(Kind.DUTY_OVER, _OFFICER + _SUPERVISORS, _("A controller has not notified in time"), of="duty", lead=NOW),
)
BY_KIND = {notice.kind: notice for notice in NOTICES}
DIGEST_AT = time(7, tzinfo=WIB)


def next_digest(at):
    """The instant of the next daily digest after `at`."""
    today = datetime.combine(clocks.day(at), DIGEST_AT)
    return today if today > at else today + timedelta(days=1)


def timed(after_due, to=(), since=None, until=None):
    """The reminder so many hours after the due (before it: negative)."""
    hours, audiences = abs(after_due), tuple(Audience(name) for name in to)
    if after_due == 0:
        kind, words, label = "due", "due", _("Due has passed")
    elif after_due < 0:
        kind, words, label = f"before_{hours}", "before", _("Reminder, %(n)d hours left")
    else:
        kind, words, label = f"after_{hours}", "after", _("Overdue by %(n)d hours")
    return Notice(kind, audiences, label, after_due=after_due, words=words, since=since, until=until)


def time_notices():
    """The reminders of every policy, those before the due first; what is shipped while no policy is enacted."""
    policies = list(ReminderPolicy.objects.order_by("effective_from"))
    if not policies:
        found = [timed(each["hours"], each["to"]) for each in setup_data.shipped_reminders()]
    else:
        ends = [policy.effective_from for policy in policies[1:]] + [None]
        found = [
            timed(each["hours"], each["to"], policy.effective_from, end)
            for policy, end in zip(policies, ends, strict=True)
            for each in policy.reminders
        ]
    return sorted(found, key=lambda notice: notice.after_due)


def find(kind, after_due=None):
    """The notice of a message: its row of the table, or the reminder so many hours after the due. Who is told stands on
    the message itself."""
    return BY_KIND[kind] if after_due is None else timed(after_due)


def after(event):
    """The notices that this act brings."""
    kind = event.details.get("kind_of_letter")
    return [n for n in NOTICES if n.after and n.after == event.action and (not n.letters or kind in n.letters)]


# A request that asks nothing any more: the acts that end it so, which alone are still told, and why the rest is not.
OVER = {
    RequestStatus.WITHDRAWN: ({Action.WITHDRAW, Action.BREAK_OFF}, "withdrawn"),
    RequestStatus.BROKEN_OFF: ({Action.BREAK_OFF, Action.NOTE_MISTAKE}, "broken_off"),
    RequestStatus.REPLACED: ({Action.REPLACE}, "replaced"),
}


MOVES = (Action.HAND_ON, Action.GIVE_BACK, Action.HAND_ON_LETTER, Action.GIVE_BACK_LETTER)


def why_useless(notice, matter, deadline_event, at, timetable, due_at=None):
    """Why this notice must not go out at the instant `at`, or "" when it should. Asked at the moment of sending.

    `timetable` is what time_notices() says; `due_at` the due that a thing of the case had when the notice was written.
    """
    if notice.of:
        if not matter.waits() or matter.counted_due != due_at:
            return "moved_on"
        return "due_passed" if notice.over and at >= due_at else ""
    if notice.only_while and matter.status != notice.only_while:
        return "moved_on"
    if notice.after in MOVES and moved_since(matter, deadline_event):
        return "moved_on"
    if notice.entry == CalendarEntry.MEETING and at >= matter.meeting_over_at:
        return "meeting_over"
    if notice.offset is None:
        over = OVER.get(matter.status) if Audience.FORMER not in notice.to else None  # whatever it is at its body
        return over[1] if over and notice.after not in over[0] | {Action.FILE_SIGNED} else ""
    if matter.status in OVER:
        return OVER[matter.status][1]
    if matter.status != RequestStatus.OPEN:
        return "answered"
    present = next((row for row in matter.waiting_rows if row.event_id == deadline_event), None)
    if present is None:  # nothing that is open hangs on what this act set
        answered = any(each.deadline.event_id == deadline_event for each in matter.questions.all() if each.deadline)
        return "answered" if answered else "due_moved"
    if notice.before_due and at >= present.due_at:
        return "due_passed"
    if notice.before_due and any(
        later.before_due
        and later.offset > notice.offset
        and later.covers(present.due_at + later.offset)
        and at >= present.due_at + later.offset
        for later in timetable
    ):
        return "overtaken"
    return ""


def upcoming(clarification, at):
    """The time notices still to come, computed and never stored: [(instant, notice), …]."""
    if clarification.status != RequestStatus.OPEN or not clarification.deadline_rows:
        return []
    thresholds = [(row.due_at + n.offset, n) for row in clarification.waiting_rows for n in time_notices()]
    return [(instant, n) for instant, n in thresholds if instant > at and n.covers(instant)]


__all__ = [
    "BY_KIND",
    "DIGEST_AT",
    "NOTICES",
    "OVER",
    "TO_WHOM_LETTERS_GO",
    "Audience",
    "CalendarEntry",
    "Kind",
    "Notice",
    "after",
    "find",
    "next_digest",
    "time_notices",
    "timed",
    "upcoming",
    "why_useless",
]
