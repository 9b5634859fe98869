"""The moves of a clarification request: how it comes about, and, once it went out, what becomes of it beside its answers."""

from ..translatable import _
from .acts import Action
from .offers import Thing, Weight, alarm, beside, elsewhere, head, listed, queue
from .rows import BORN, LIAISON, OFFICER, STAYS, SUPERVISOR, SYSTEM, TRUE, on_request
from .words import ENDED_EARLY, STAFF, STOPPED, IncidentStatus, RequestStatus, Role

R = RequestStatus
ANY = tuple(R)
IN_HEAD = head(Thing.REQUEST)
# What waits for a signature names a body that is no more: it is drafted anew for the successor. What was settled when its body ended passes
# on when a decision on it is taken up again (actions/request_succession.py).
PASSES_ON = {
    **{status: status for status in (R.ANSWERED, R.CLOSED, *sorted(STOPPED))},
    R.DRAFT: R.DRAFT,
    R.AWAITING_APPROVAL: R.AWAITING_APPROVAL,
    R.AWAITING_SIGNATURE: R.DRAFT,
    R.OPEN: R.OPEN,
}
# What asks ends with its body; what was answered or has ended stays what it is, and only what waited for a signature is void.
BREAKS_OFF = {
    **dict.fromkeys((R.DRAFT, R.AWAITING_APPROVAL, R.AWAITING_SIGNATURE, R.OPEN), R.BROKEN_OFF),
    **{status: status for status in (R.ANSWERED, R.CLOSED, R.WITHDRAWN)},
}
ASKED = frozenset({R.OPEN, R.ANSWERED})
# As far as it was issued: what was withdrawn before that is none.
WENT_OUT = (R.OPEN, R.ANSWERED, R.CLOSED, *sorted(ENDED_EARLY), *sorted(STOPPED))

OF_REQUESTS = {
    Action.DRAFT: on_request(
        BORN,
        R.DRAFT,
        (OFFICER, SYSTEM),
        _("New request"),
        _("Request drafted"),
        within={IncidentStatus.OPEN},
        offers=(
            head(Thing.CASE, 1, weight=Weight.MAIN, icon="send"),
            beside(Thing.CASE, words=_("Ask")),
            alarm(Thing.REQUEST, 3, words=_("Issue anew"), icon="send", page="incidents:reissue"),
        ),
    ),
    Action.EDIT: on_request(R.DRAFT, STAYS, OFFICER, _("Edit draft"), _("Draft edited"), offers=IN_HEAD),
    Action.SUBMIT: on_request(
        R.DRAFT,
        R.AWAITING_APPROVAL,
        OFFICER,
        _("Submit for approval"),
        _("Submitted for approval"),
        offers=head(Thing.REQUEST, weight=Weight.MAIN),
        asks=False,
    ),
    Action.SEND_BACK: on_request(
        (R.AWAITING_APPROVAL, R.AWAITING_SIGNATURE),
        R.DRAFT,
        SUPERVISOR,
        _("Send back"),
        _("Sent back to the drafter"),
        not_by_drafter=True,
        needs_reason=True,
        offers=IN_HEAD,
    ),
    # Where a person signs outside (BSrE, SRIKANDI): the content is frozen and numbered, the signature is the issue.
    # Approved once more it is drawn anew, with the number and the date of that day.
    Action.APPROVE: on_request(
        (R.AWAITING_APPROVAL, R.AWAITING_SIGNATURE),
        R.AWAITING_SIGNATURE,
        SUPERVISOR,
        _("Approve for signature"),
        _("Approved, waits for the signature"),
        not_by_drafter=True,
        within={IncidentStatus.OPEN},
        of_unit=True,
        offers=(elsewhere("incidents:issue"), elsewhere("notifications:draw_anew")),
    ),
    Action.ISSUE: on_request(
        (R.AWAITING_APPROVAL, R.AWAITING_SIGNATURE),
        R.OPEN,
        SUPERVISOR,
        _("Issue letter"),
        _("Letter issued, clock started"),
        not_by_drafter=True,
        within={IncidentStatus.OPEN},
        of_unit=True,
        offers=(
            head(
                Thing.REQUEST,
                weight=Weight.MAIN,
                words=_("Look at the letter"),
                sources=frozenset({R.AWAITING_APPROVAL}),
            ),
            head(
                Thing.REQUEST,
                weight=Weight.MAIN,
                icon="pen",
                words=_("To the signature"),
                sources=frozenset({R.AWAITING_SIGNATURE}),
                page="notifications:signature",
            ),
            queue(Thing.REQUEST, words=_("Look at the letter"), sources=frozenset({R.AWAITING_APPROVAL})),
        ),
    ),
}
OF_ISSUED_REQUESTS = {
    Action.WITHDRAW: on_request(
        (R.DRAFT, R.AWAITING_APPROVAL, R.AWAITING_SIGNATURE, R.OPEN, R.ANSWERED),
        R.WITHDRAWN,
        SUPERVISOR,
        _("Withdraw"),
        _("Request withdrawn"),
        needs_reason=True,
        of_unit=True,
        offers=head(Thing.REQUEST, weight=Weight.REVOKE),
    ),
    # No letter: the outcome of its case says what did not come, or was too little. What has passed stays passed.
    Action.STOP_WAITING: on_request(
        (R.OPEN, R.ANSWERED),
        {R.OPEN: (R.NOT_ANSWERED, R.INSUFFICIENT), R.ANSWERED: R.INSUFFICIENT},
        SUPERVISOR,
        _("Close without a sufficient answer"),
        _("Closed without a sufficient answer"),
        needs_reason=True,
        of_unit=True,
        offers=head(Thing.REQUEST, weight=Weight.REVOKE),
    ),
    # It was decided by mistake: what no question has an answer to is asked by a new due, and what was late stays so.
    Action.WAIT_AGAIN: on_request(
        tuple(sorted(STOPPED)),
        {status: (R.OPEN, R.ANSWERED) for status in sorted(STOPPED)},
        SUPERVISOR,
        _("Wait for the answer again"),
        _("Its answer is waited for again"),
        needs_reason=True,
        of_unit=True,
        offers=head(Thing.REQUEST),
    ),
    # A body exists no more: what still runs is its successor's, or ends with it.
    Action.HAND_ON: on_request(
        tuple(PASSES_ON),
        PASSES_ON,
        (Role.ADMINISTRATOR, SYSTEM),
        _("Pass on to the successor"),
        _("Passed on to the successor of the body"),
        needs_reason=True,
        offers=elsewhere("incidents:end_agency"),
    ),
    Action.BREAK_OFF: on_request(
        tuple(BREAKS_OFF),
        BREAKS_OFF,
        Role.ADMINISTRATOR,
        _("Break off the request"),
        _("Broken off: the body exists no more"),
        needs_reason=True,
        offers=elsewhere("incidents:end_agency"),
    ),
    Action.GIVE_BACK: on_request(
        (R.DRAFT, R.AWAITING_APPROVAL, R.OPEN, R.ANSWERED),
        STAYS,
        Role.ADMINISTRATOR,
        _("Give back to the body"),
        _("Given back to the body, which had not ended"),
        needs_reason=True,
        offers=elsewhere("incidents:revive_agency"),
    ),
    Action.NOTE_MISTAKE: on_request(
        R.BROKEN_OFF,
        STAYS,
        Role.ADMINISTRATOR,
        _("Note that it was broken off by mistake"),
        _("Broken off by mistake: the body had not ended"),
        needs_reason=True,
        offers=elsewhere("incidents:revive_agency"),
    ),
    Action.REPLACE: on_request(
        R.OPEN,
        R.REPLACED,
        SUPERVISOR,
        _("Replace by a new letter"),
        _("Replaced by a new letter"),
        offers=elsewhere("incidents:reissue"),
    ),
    Action.CONFIRM_ACCEPTANCE: on_request(
        R.CLOSED,
        STAYS,
        SUPERVISOR,
        _("Letter of acceptance"),
        _("Letter of acceptance issued"),
        of_unit=True,
        offers=(head(Thing.REQUEST, weight=Weight.MAIN), queue(Thing.REQUEST)),
    ),
    Action.REVOKE_ACCEPTANCE: on_request(
        R.CLOSED,
        R.ANSWERED,
        SUPERVISOR,
        _("Take the acceptance back by letter"),
        _("Acceptance taken back by a letter"),
        needs_reason=True,
        of_unit=True,
        offers=head(Thing.REQUEST, weight=Weight.REVOKE),
    ),
    Action.CORRECT: on_request(
        (R.OPEN, R.ANSWERED, R.CLOSED),
        STAYS,
        SUPERVISOR,
        _("Correct the letter"),
        _("Correction issued"),
        of_unit=True,
        offers=IN_HEAD,
    ),
    Action.DELEGATE: on_request(
        R.OPEN,
        STAYS,
        LIAISON,
        _("Bring in a colleague"),
        _("A colleague was brought in"),
        offers=listed(Thing.REQUEST, 5, icon="person-plus"),
    ),
    Action.NUDGE: on_request(
        R.OPEN,
        STAYS,
        STAFF,
        _("I have sent this text"),
        _("A reminder was sent by hand"),
        offers=beside(Thing.REQUEST),
        asks=False,
    ),
    # Pressed by mistake, or on the wrong letter: it is read on when the letter asks no more, and nothing rests on it.
    Action.STRIKE_NUDGE: on_request(
        WENT_OUT,
        STAYS,
        STAFF,
        _("Strike out the reminder by hand"),
        _("Reminder by hand struck out"),
        needs_reason=True,
        within=TRUE,
        own_only=OFFICER,
        own_as="reminded_by",
        offers=beside(Thing.REQUEST),
    ),
    # Its letter, or one about it: that it is withdrawn, that it is accepted.
    Action.SEND_OUTSIDE: on_request(
        WENT_OUT,
        STAYS,
        STAFF,
        _("Record sending outside Tanggap"),
        _("Sent outside Tanggap"),
        within=TRUE,
        offers=beside(Thing.REQUEST, sources=ASKED),
    ),
    # Also when it was answered or has ended since: that somebody called before is no less true.
    Action.TELEPHONE: on_request(
        WENT_OUT,
        STAYS,
        STAFF,
        _("Note a phone call"),
        _("The body was telephoned"),
        within=TRUE,
        offers=(beside(Thing.REQUEST), alarm(Thing.REQUEST, 1, icon="telephone")),
    ),
    # Also when something else shows that it arrived: an earlier day is the better proof. And when the request has ended: what was typed
    # wrong is recorded anew, and the letter had arrived all the same.
    Action.HAND_DELIVER: on_request(
        WENT_OUT,
        STAYS,
        STAFF,
        _("Record delivery by hand"),
        _("Delivered by hand"),
        within=TRUE,
        offers=(beside(Thing.REQUEST), alarm(Thing.REQUEST, 2, icon="envelope-open")),
    ),
    # Recorded by mistake, or typed wrong: what is true is recorded anew.
    Action.STRIKE_DELIVERY: on_request(
        WENT_OUT,
        STAYS,
        STAFF,
        _("Strike out the delivery by hand"),
        _("Delivery by hand struck out"),
        needs_reason=True,
        within=TRUE,
        own_only=OFFICER,
        own_as="handed_over_by",
        offers=beside(Thing.REQUEST),
    ),
    Action.DELIVER: on_request(ANY, STAYS, SYSTEM, _("Note delivery"), _("Letter arrived")),
    Action.REDRAFT: on_request(R.DRAFT, STAYS, SYSTEM, _("Draft anew"), _("Drafted anew, the due had moved")),
    Action.LAPSE: on_request(
        (R.DRAFT, R.AWAITING_APPROVAL, R.AWAITING_SIGNATURE),
        R.WITHDRAWN,
        SYSTEM,
        _("Let lapse"),
        _("Lapsed with the letter it came from"),
        needs_reason=True,
    ),
}
