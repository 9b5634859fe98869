"""The moves around the answer to a request: what the agency says and asks, and what the ministry decides on it."""

from ..translatable import _
from .acts import Action
from .offers import Thing, Weight, beside, elsewhere, head, listed
from .rows import LIAISON, OFFICER, STAYS, SUPERVISOR, SYSTEM, TRUE, on_request
from .words import ENDED_EARLY, STAFF, STOPPED, RequestStatus

R = RequestStatus
IN_HEAD = head(Thing.REQUEST)
# What is entered late may have come before an answer that stands, or before the request ended: it answered what was asked
# then, and the request stays what it is.
_STAYS = (R.ANSWERED, R.CLOSED, *ENDED_EARLY, *STOPPED)
IS_ANSWERED = {R.OPEN: (R.OPEN, R.ANSWERED), **{status: status for status in _STAYS}}
# What its body sends when nobody waits any more is kept: it was asked, and had the right to answer late.
ANSWERS = {R.OPEN: (R.OPEN, R.ANSWERED), **{status: status for status in sorted(STOPPED)}}

# What came on paper while it asked may be found when it asks no more: it is kept as what came then, and starts no clock again.
ONCE_ASKED = tuple(IS_ANSWERED)

OF_REPLIES = {
    Action.ACKNOWLEDGE: on_request(
        R.OPEN,
        STAYS,
        LIAISON,
        _("Acknowledge receipt"),
        _("Receipt acknowledged"),
        offers=beside(Thing.REQUEST, icon="envelope-open"),
        asks=False,
    ),
    Action.ANSWER: on_request(
        tuple(ANSWERS),
        ANSWERS,
        LIAISON,
        _("Send answer"),
        _("Answer received"),
        offers=elsewhere("incidents:question"),
    ),
    Action.REPLY: on_request(
        tuple(ANSWERS),
        ANSWERS,
        LIAISON,
        _("Interim answer, denial, not held or declined"),
        _("Reply received"),
        offers=(
            listed(
                Thing.REQUEST,
                icon="file-earmark-text",
                words=_("One document answers several questions"),
                query="jenis=whole",
            ),
            listed(Thing.REQUEST, 1, icon="chat-left-text"),
        ),
    ),
    Action.RECORD_REPLY: on_request(
        tuple(IS_ANSWERED),
        IS_ANSWERED,
        OFFICER,
        _("Record a reply from outside"),
        _("Reply from outside recorded"),
        within=TRUE,
        offers=IN_HEAD,
    ),
    # A reply that was entered by mistake is struck: what it answered is asked again.
    Action.UNANSWER: on_request(
        tuple(IS_ANSWERED),
        {status: status for status in IS_ANSWERED} | {R.ANSWERED: (R.OPEN, R.ANSWERED)},
        SYSTEM,
        _("Ask again what was answered"),
        _("A reply was struck out: what it answered is asked again"),
    ),
    Action.REDIRECT: on_request(
        R.OPEN,
        STAYS,
        LIAISON,
        _("Not for us"),
        _("Said to be wrongly addressed"),
        offers=(
            listed(Thing.REQUEST, 3, icon="flag", words=_("Wrong addressee: ask another body"), query="apa=addressee"),
            listed(Thing.REQUEST, 4, icon="geo-alt", words=_("Only our address is wrong"), query="apa=address"),
        ),
    ),
    Action.TAKE_BACK_REDIRECT: on_request(
        R.OPEN,
        STAYS,
        LIAISON,
        _("Take back that it is wrongly addressed"),
        _("The agency took back that it is wrongly addressed"),
        offers=beside(Thing.REQUEST),
        asks=False,
    ),
    Action.UPHOLD: on_request(
        R.OPEN,
        STAYS,
        OFFICER,
        _("Stay with this addressee"),
        _("Addressee upheld"),
        needs_reason=True,
        offers=elsewhere("incidents:request"),
    ),
    # What the agency asks about the letter: the clock runs on, and nothing is answered by it.
    Action.ASK_BACK: on_request(
        R.OPEN,
        STAYS,
        LIAISON,
        _("Ask the ministry about this letter"),
        _("A question about the letter was asked"),
        offers=listed(Thing.REQUEST, 2, icon="chat-left-text"),
    ),
    Action.RECORD_QUESTION: on_request(
        ONCE_ASKED,
        STAYS,
        OFFICER,
        _("Record a question from outside"),
        _("A question from outside was recorded"),
        within=TRUE,
        offers=IN_HEAD,
    ),
    Action.ANSWER_BACK: on_request(
        R.OPEN,
        STAYS,
        OFFICER,
        _("Answer the agency's question"),
        _("The agency's question was answered"),
        offers=beside(Thing.REQUEST, words=_("Answer it")),
    ),
    Action.TAKE_BACK_QUESTION: on_request(
        R.OPEN,
        STAYS,
        LIAISON,
        _("Take the question back"),
        _("The agency took its question back"),
        offers=beside(Thing.REQUEST),
        asks=False,
    ),
    Action.PROPOSE_EXTENSION: on_request(
        R.OPEN,
        STAYS,
        OFFICER,
        _("Propose more time"),
        _("More time proposed"),
        needs_reason=True,
        offers=elsewhere("incidents:answer_back"),
    ),
    Action.RETURN: on_request(
        (R.OPEN, R.ANSWERED),
        R.OPEN,
        OFFICER,
        _("Ask to complete"),
        _("Answers returned to be completed"),
        needs_reason=True,
        offers=IN_HEAD,
    ),
    Action.ASK_EXTENSION: on_request(
        R.OPEN,
        STAYS,
        LIAISON,
        _("Ask for more time"),
        _("More time asked for"),
        needs_reason=True,
        offers=listed(Thing.REQUEST, 2, icon="calendar-plus"),
    ),
    # What came on paper is decided on as what was asked in the portal; typed wrong, it is put right also after that.
    Action.RECORD_WISH: on_request(
        ONCE_ASKED,
        STAYS,
        OFFICER,
        _("Record a wish for more time from outside"),
        _("A wish for more time from outside was recorded"),
        needs_reason=True,
        within=TRUE,
        offers=IN_HEAD,
    ),
    Action.CORRECT_WISH: on_request(
        ONCE_ASKED,
        STAYS,
        STAFF,
        _("Correct the wish for more time"),
        _("A wish for more time from outside was corrected"),
        needs_reason=True,
        own_only=OFFICER,
        own_as="recorded_a_wish",
        offers=beside(Thing.REQUEST),
    ),
    Action.STRIKE_WISH: on_request(
        ONCE_ASKED,
        STAYS,
        STAFF,
        _("Strike out the wish for more time"),
        _("A wish for more time from outside was struck out"),
        needs_reason=True,
        within=TRUE,
        own_only=OFFICER,
        own_as="recorded_a_mistaken_wish",
        offers=beside(Thing.REQUEST),
    ),
    Action.TAKE_BACK_WISH: on_request(
        R.OPEN,
        STAYS,
        LIAISON,
        _("Take the wish for more time back"),
        _("The agency took its wish for more time back"),
        offers=beside(Thing.REQUEST),
        asks=False,
    ),
    Action.EXTEND: on_request(
        R.OPEN,
        STAYS,
        SUPERVISOR,
        _("Grant more time"),
        _("More time granted"),
        needs_reason=True,
        of_unit=True,
        offers=(head(Thing.REQUEST), beside(Thing.REQUEST, words=_("Decide"))),
    ),
    Action.REFUSE_EXTENSION: on_request(
        R.OPEN,
        STAYS,
        SUPERVISOR,
        _("Refuse more time"),
        _("More time refused"),
        needs_reason=True,
        of_unit=True,
        offers=elsewhere("incidents:extend"),
    ),
    Action.ACCEPT_QUESTION: on_request(
        (R.OPEN, R.ANSWERED),
        STAYS,
        OFFICER,
        _("Accept this answer"),
        _("One answer accepted"),
        offers=beside(Thing.QUESTION, icon="check-lg"),
        asks=False,
    ),
    Action.ACCEPT_ANSWERED: on_request(
        R.OPEN,
        STAYS,
        OFFICER,
        _("Accept all that was answered"),
        _("What was answered so far was accepted"),
        offers=IN_HEAD,
        asks=False,
    ),
    Action.ACCEPT: on_request(
        R.ANSWERED,
        R.CLOSED,
        OFFICER,
        _("Accept answers"),
        _("Answers accepted"),
        offers=head(Thing.REQUEST, weight=Weight.MAIN, icon="check-lg"),
        asks=False,
    ),
    # Accepted by mistake: it is judged anew, by what came in the time in which it came.
    Action.UNACCEPT_QUESTION: on_request(
        (R.OPEN, R.ANSWERED),
        STAYS,
        STAFF,
        _("Take this acceptance back"),
        _("Acceptance of one answer taken back"),
        needs_reason=True,
        own_only=OFFICER,
        own_as="accepted_by_them",
        offers=beside(Thing.QUESTION),
    ),
    Action.UNACCEPT: on_request(
        R.CLOSED,
        R.ANSWERED,
        STAFF,
        _("Take the acceptance back"),
        _("Acceptance of the answers taken back"),
        needs_reason=True,
        own_only=OFFICER,
        own_as="accepted_by_them",
        offers=head(Thing.REQUEST, weight=Weight.REVOKE),
    ),
    Action.TRANSLATE: on_request(
        tuple(IS_ANSWERED),
        STAYS,
        OFFICER,
        _("Add a translation"),
        _("A translation of the ministry was added"),
        within=TRUE,
        offers=IN_HEAD,
    ),
    Action.CARRY: on_request(
        tuple(IS_ANSWERED), IS_ANSWERED, SYSTEM, _("Carry answers over"), _("Answered through another letter")
    ),
}
