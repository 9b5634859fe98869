"""THE table: what is told, after which act or before which due of a thing of the case, and to whom. What is told around the
answer to a request stands in `of_replies`, around what follows a letter of the case in `of_follow_ups`; the reminders around a request's due, whose hours are dated data, in `reminders`.
Nothing is told that is not here."""

from datetime import timedelta

from incidents.models import CaseEvent
from incidents.plain import letter_kinds
from incidents.plain.clocks import DAY
from incidents.translatable import _
from incidents.workflow import Action, CaseLetterStatus, ComplaintStatus, RequestStatus

from .notice import (
    AGENCY,
    ANSWERER,
    COLLEAGUE,
    COMPLAINANT,
    COPY,
    FORMER,
    OFFICER,
    SUPERVISORS,
    CalendarEntry,
    Kind,
    Notice,
)
from .of_copies import OF_COPIES
from .of_follow_ups import OF_FOLLOW_UPS
from .of_replies import OF_REPLIES, RECEIPTS

NOW = timedelta(0)
COMES_BACK = tuple(each.code for each in letter_kinds.RESULTS if each.comes_back)
# What brings a letter to the body that has it.
BRINGING = (Kind.LETTER, Kind.INVITATION, Kind.RESULT_LETTER, Kind.HANDED_ON, Kind.LETTER_HANDED_ON)
TO_WHOM_LETTERS_GO = (*AGENCY, *ANSWERER, *COMPLAINANT, *COPY)
BRINGING_RECEIPTS = tuple(RECEIPTS)


def _moved(kind: Kind, label: str, after: Action) -> Notice:
    """Another body answers an issued request from now on: it is told by when, and so is whoever works on it."""
    to, open_yet = AGENCY + OFFICER, RequestStatus.OPEN
    return Notice(kind, to, label, after=after, entry=CalendarEntry.DUE, only_while=open_yet, issued_only=True)


NOTICES = (
    Notice(Kind.LETTER, AGENCY, _("Letter"), after=Action.ISSUE, entry=CalendarEntry.DUE),
    Notice(
        Kind.SUBMITTED,
        SUPERVISORS,
        _("Letter awaits approval"),
        after=Action.SUBMIT,
        only_while=RequestStatus.AWAITING_APPROVAL,
        once_done="moved_on",
    ),
    Notice(Kind.SENT_BACK, OFFICER, _("Draft sent back"), after=Action.SEND_BACK, only_while=RequestStatus.DRAFT),
    *OF_COPIES,
    *OF_REPLIES,
    Notice(
        Kind.WITHDRAWN,
        AGENCY + OFFICER,
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
        FORMER,
        _("Gone back to the body that had it"),
        after=Action.GIVE_BACK,
        entry=CalendarEntry.DUE_ENDS,
        issued_only=True,
        once_done="untold",
    ),
    Notice(
        Kind.TO_ASK_ANEW,
        OFFICER,
        _("Broken off by mistake, to be asked anew"),
        after=Action.NOTE_MISTAKE,
        once_done="decided",
    ),
    Notice(
        Kind.NOT_ENDED,
        AGENCY,
        _("Broken off by mistake, asked anew if needed"),
        after=Action.NOTE_MISTAKE,
        entry=CalendarEntry.DUE_ENDS,
        issued_only=True,
    ),
    Notice(Kind.BROKEN_OFF, OFFICER, _("Broken off: the body exists no more"), after=Action.BREAK_OFF),
    Notice(Kind.REPLACED, AGENCY, _("Letter replaced"), after=Action.REPLACE, entry=CalendarEntry.DUE_ENDS),
    Notice(Kind.ACCEPTED_BY_LETTER, AGENCY, _("Letter of acceptance"), after=Action.CONFIRM_ACCEPTANCE),
    Notice(Kind.ACCEPTANCE_REVOKED, AGENCY, _("Acceptance taken back by a letter"), after=Action.REVOKE_ACCEPTANCE),
    Notice(Kind.CORRECTED, AGENCY, _("Correction"), after=Action.CORRECT),
    Notice(Kind.SIGNED, AGENCY, _("Signed letter"), after=Action.FILE_SIGNED),
    Notice(
        Kind.INVITATION,
        AGENCY,
        _("Invitation to a meeting"),
        after=Action.ISSUE_LETTER,
        letters=("invitation",),
        entry=CalendarEntry.MEETING,
        once_done="taken_back",
    ),
    Notice(
        Kind.MEETING_CANCELLED,
        AGENCY,
        _("Cancellation of a meeting"),
        after=Action.ISSUE_LETTER,
        letters=("cancellation",),
        entry=CalendarEntry.MEETING_ENDS,
    ),
    Notice(
        Kind.RESULT_LETTER,
        AGENCY,
        _("Letter of the result"),
        after=Action.ISSUE_LETTER,
        letters=tuple(each.code for each in (*letter_kinds.RESULTS, letter_kinds.REVOCATION, letter_kinds.ERRATUM)),
        once_done="taken_back",
    ),
    *OF_FOLLOW_UPS,
    Notice(
        Kind.LETTER_HANDED_ON,
        AGENCY + OFFICER,
        _("What a letter asks for passed on to the successor of the body"),
        after=Action.HAND_ON_LETTER,
        letters=COMES_BACK,
        once_done="taken_back",
    ),
    Notice(
        Kind.LETTER_GIVEN_BACK,
        AGENCY + OFFICER,
        _("What a letter asks for given back to the body, which had not ended"),
        after=Action.GIVE_BACK_LETTER,
        letters=COMES_BACK,
        issued_only=True,
        once_done="taken_back",
    ),
    Notice(
        Kind.LETTER_GONE_BACK,
        FORMER,
        _("What a letter asks for gone back to the body that had it"),
        after=Action.GIVE_BACK_LETTER,
        letters=COMES_BACK,
        issued_only=True,
        once_done="untold",
    ),
    Notice(
        Kind.LETTER_DRAFTED,
        SUPERVISORS,
        _("Letter of the case awaits approval"),
        after=Action.DRAFT_LETTER,
        only_while=CaseLetterStatus.DRAFT,
        once_an_act=True,
    ),
    Notice(Kind.LETTER_DROPPED, OFFICER, _("Letter of the case dropped"), after=Action.DROP_LETTER, once_an_act=True),
    Notice(
        Kind.COLLEAGUE, COLLEAGUE, _("Brought in by a colleague"), after=Action.DELEGATE, only_while=RequestStatus.OPEN
    ),
    Notice(Kind.LOST, SUPERVISORS, _("A mail to the agency failed"), after=Action.GIVE_UP_MESSAGE),
    Notice(Kind.CAME_BACK, SUPERVISORS, _("A mail to the agency came back"), after=Action.BOUNCE_MESSAGE),
    Notice(
        Kind.COMPLAINT_CAME,
        SUPERVISORS,
        _("A complaint came by the public form"),
        after=Action.SUBMIT_COMPLAINT,
        only_while=ComplaintStatus.RECEIVED,
        once_done="moved_on",
    ),
    Notice(
        Kind.COMPLAINT_CONFIRMED,
        COMPLAINANT,
        _("Receipt of a complaint"),
        after=Action.SUBMIT_COMPLAINT,
        words="complaint_received",
    ),
    Notice(
        Kind.COMPLAINT_RECEIVED,
        COMPLAINANT,
        _("Receipt of a complaint"),
        after=Action.ACKNOWLEDGE_COMPLAINT,
        once_done="taken_back",
    ),
    Notice(
        Kind.ANSWER_DRAFTED,
        SUPERVISORS,
        _("Answer to a complainant awaits approval"),
        after=Action.DRAFT_ANSWER,
        once_done="moved_on",
    ),
    Notice(Kind.COMPLAINT_ANSWERED, COMPLAINANT, _("Answer to a complainant"), after=Action.SEND_ANSWER),
    Notice(
        Kind.REMOVAL_PROPOSED,
        SUPERVISORS,
        _("A removal under law awaits a decision"),
        after=Action.PROPOSE_REMOVAL,
        once_done="decided",
        to_others=True,
    ),
    Notice(Kind.COMMITMENT_DUE, OFFICER, _("A commitment is due"), of="commitment", lead=DAY),
    Notice(
        Kind.DEMAND_DUE,
        AGENCY,
        _("What a letter asks for is due"),
        of="commitment",
        by_letter=True,
        lead=3 * DAY,
        over=Kind.DEMAND_OVER,
    ),
    Notice(Kind.DEMAND_OVER, AGENCY, _("What a letter asks for is overdue"), of="commitment", by_letter=True, lead=NOW),
    Notice(
        Kind.DUTY_DUE, OFFICER, _("A controller's duty to notify runs out"), of="duty", lead=DAY, over=Kind.DUTY_OVER
    ),
    Notice(Kind.DUTY_OVER, OFFICER + SUPERVISORS, _("A controller has not notified in time"), of="duty", lead=NOW),
)
BY_KIND = {notice.kind: notice for notice in NOTICES}


def after(event: CaseEvent) -> list[Notice]:
    """The notices that this act brings."""
    letter, said = event.details.get("kind_of_letter"), event.details.get("kind")
    rows = [n for n in NOTICES if n.after and n.after == event.action]
    return [n for n in rows if (not n.letters or letter in n.letters) and (not n.said or said in n.said)]
