"""What is told around the answer to a request: what the agency says and asks, and what the ministry decides on it."""

from incidents.plain import letter_kinds
from incidents.translatable import _
from incidents.workflow import Action, RequestStatus

from .notice import AGENCY, ANSWERER, OFFICER, SUPERVISORS, CalendarEntry, Kind, Notice

# What brings the body the receipt of what it sent, each by the act that took that in.
RECEIPTS = {
    Kind.RECEIPT: Action.ANSWER,
    Kind.RECEIPT_OF_REPLY: Action.REPLY,
    Kind.RECEIPT_RECORDED: Action.RECORD_REPLY,
}

OF_REPLIES = (
    Notice(Kind.ANSWERED, OFFICER, _("Answer received"), after=Action.ANSWER, once_done="reviewed", routine=True),
    Notice(Kind.REPLIED, OFFICER, _("Reply received"), after=Action.REPLY, once_done="reviewed", routine=True),
    *(
        Notice(kind, AGENCY + ANSWERER, _("Receipt of an answer"), after=act, words="receipt", once_done="taken_back")
        for kind, act in RECEIPTS.items()
    ),
    Notice(Kind.MAIL_CAME, OFFICER, _("A mail came in that waits"), after=Action.RECEIVE_MAIL, once_done="decided"),
    Notice(Kind.REDIRECTED, OFFICER, _("Said to be wrongly addressed"), after=Action.REDIRECT, once_done="decided"),
    Notice(
        Kind.REDIRECT_RECORDED,
        OFFICER,
        _("A word that a letter is wrongly addressed was recorded"),
        after=Action.RECORD_REDIRECT,
        words="redirected",
        once_done="decided",
        to_others=True,
    ),
    Notice(
        Kind.UNANSWERED,
        AGENCY,
        _("A reply was struck out"),
        after=Action.UNANSWER,
        entry=CalendarEntry.DUE,
        only_while=RequestStatus.OPEN,
    ),
    Notice(Kind.ACCEPTED, AGENCY, _("Answers accepted"), after=Action.ACCEPT, once_done="by_letter"),
    Notice(Kind.UNACCEPTED, AGENCY, _("Acceptance taken back"), after=Action.UNACCEPT, once_done="untold"),
    Notice(
        Kind.RESUMED,
        AGENCY,
        _("An answer is waited for again"),
        after=Action.WAIT_AGAIN,
        entry=CalendarEntry.DUE,
        only_while=RequestStatus.OPEN,
    ),
    Notice(Kind.UPHELD, AGENCY, _("Addressee upheld"), after=Action.UPHOLD, only_while=RequestStatus.OPEN),
    Notice(
        Kind.ASKED_BACK,
        OFFICER,
        _("Question of an agency about its letter"),
        after=Action.ASK_BACK,
        once_done="answered",
    ),
    Notice(
        Kind.QUESTION_RECORDED,
        OFFICER,
        _("A question of an agency was recorded"),
        after=Action.RECORD_QUESTION,
        words="asked_back",
        once_done="answered",
        to_others=True,
    ),
    Notice(Kind.ANSWERED_BACK, AGENCY, _("Answer to the agency's question"), after=Action.ANSWER_BACK),
    Notice(
        Kind.MORE_TIME_PROPOSED,
        SUPERVISORS,
        _("More time proposed"),
        after=Action.PROPOSE_EXTENSION,
        once_done="decided",
    ),
    Notice(Kind.MORE_TIME, SUPERVISORS, _("More time asked for"), after=Action.ASK_EXTENSION, once_done="decided"),
    Notice(
        Kind.MORE_TIME_RECORDED,
        SUPERVISORS,
        _("A wish for more time was recorded"),
        after=Action.RECORD_WISH,
        words="more_time",
        once_done="decided",
        to_others=True,
    ),
    Notice(Kind.EXTENDED, AGENCY, _("More time granted"), after=Action.EXTEND, entry=CalendarEntry.DUE),
    # Only what the agency wished for itself is refused by a letter.
    Notice(
        Kind.REFUSED,
        AGENCY,
        _("More time refused"),
        after=Action.REFUSE_EXTENSION,
        letters=(letter_kinds.REFUSAL.code,),
    ),
    Notice(
        Kind.RETURNED,
        AGENCY + OFFICER,
        _("Answers returned to be completed"),
        after=Action.RETURN,
        entry=CalendarEntry.DUE,
        once_done="answered",
        routine=True,
    ),
)
