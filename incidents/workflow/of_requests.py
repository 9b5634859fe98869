"""The moves of a clarification request, the agency's and the ministry's, and what the product reports about it."""

from .acts import Action
from .rows import BORN, LIAISON, OFFICER, STAYS, SUPERVISOR, SYSTEM, row
from .words import STAFF, IncidentStatus, RequestStatus, Subject, _

R = RequestStatus
ANY = tuple(R)


def _request(sources, targets, by, label, done, **flags):
    return row(Subject.REQUEST, sources, targets, by, label, done, **flags)


OF_REQUESTS = {
    Action.DRAFT: _request(
        BORN,
        R.DRAFT,
        (OFFICER, SYSTEM),
        _("New request"),
        _("Request drafted"),
        within={IncidentStatus.OPEN},
    ),
    Action.EDIT: _request(R.DRAFT, STAYS, OFFICER, _("Edit draft"), _("Draft edited")),
    Action.SUBMIT: _request(
        R.DRAFT,
        R.AWAITING_APPROVAL,
        OFFICER,
        _("Submit for approval"),
        _("Submitted for approval"),
    ),
    Action.SEND_BACK: _request(
        (R.AWAITING_APPROVAL, R.AWAITING_SIGNATURE),
        R.DRAFT,
        SUPERVISOR,
        _("Send back"),
        _("Sent back to the drafter"),
        not_by_drafter=True,
        needs_reason=True,
    ),
    # Where a person signs outside (BSrE, SRIKANDI): the content is frozen and numbered, the signature is the issue.
    Action.APPROVE: _request(
        R.AWAITING_APPROVAL,
        R.AWAITING_SIGNATURE,
        SUPERVISOR,
        _("Approve for signature"),
        _("Approved, waits for the signature"),
        not_by_drafter=True,
        within={IncidentStatus.OPEN},
    ),
    Action.ISSUE: _request(
        (R.AWAITING_APPROVAL, R.AWAITING_SIGNATURE),
        R.OPEN,
        SUPERVISOR,
        _("Issue letter"),
        _("Letter issued, clock started"),
        not_by_drafter=True,
        within={IncidentStatus.OPEN},
    ),
    Action.ACKNOWLEDGE: _request(R.OPEN, STAYS, LIAISON, _("Acknowledge receipt"), _("Receipt acknowledged")),
    Action.ANSWER: _request(R.OPEN, (R.OPEN, R.ANSWERED), LIAISON, _("Send answer"), _("Answer received")),
    Action.REPLY: _request(
        R.OPEN,
        (R.OPEN, R.ANSWERED),
        LIAISON,
        _("Interim answer, denial or not held"),
        _("Reply received"),
    ),
    Action.RECORD_REPLY: _request(
        R.OPEN,
        (R.OPEN, R.ANSWERED),
        OFFICER,
        _("Record a reply from outside"),
        _("Reply from outside recorded"),
    ),
    Action.REDIRECT: _request(R.OPEN, STAYS, LIAISON, _("Not for us"), _("Said to be wrongly addressed")),
    Action.RETURN: _request(
        (R.OPEN, R.ANSWERED),
        R.OPEN,
        OFFICER,
        _("Ask to complete"),
        _("Answers returned to be completed"),
        needs_reason=True,
    ),
    Action.ASK_EXTENSION: _request(
        R.OPEN,
        STAYS,
        LIAISON,
        _("Ask for more time"),
        _("More time asked for"),
        needs_reason=True,
    ),
    Action.EXTEND: _request(R.OPEN, STAYS, SUPERVISOR, _("Grant more time"), _("More time granted"), needs_reason=True),
    Action.REFUSE_EXTENSION: _request(
        R.OPEN,
        STAYS,
        SUPERVISOR,
        _("Refuse more time"),
        _("More time refused"),
        needs_reason=True,
    ),
    Action.ACCEPT_QUESTION: _request(
        (R.OPEN, R.ANSWERED), STAYS, OFFICER, _("Accept this answer"), _("One answer accepted")
    ),
    Action.ACCEPT: _request(R.ANSWERED, R.CLOSED, OFFICER, _("Accept answers"), _("Answers accepted")),
    Action.WITHDRAW: _request(
        (R.DRAFT, R.AWAITING_APPROVAL, R.AWAITING_SIGNATURE, R.OPEN, R.ANSWERED),
        R.WITHDRAWN,
        SUPERVISOR,
        _("Withdraw"),
        _("Request withdrawn"),
        needs_reason=True,
    ),
    Action.REPLACE: _request(
        R.OPEN, R.REPLACED, SUPERVISOR, _("Replace by a new letter"), _("Replaced by a new letter")
    ),
    Action.CONFIRM_ACCEPTANCE: _request(
        R.CLOSED, STAYS, SUPERVISOR, _("Letter of acceptance"), _("Letter of acceptance issued")
    ),
    Action.CORRECT: _request(
        (R.OPEN, R.ANSWERED, R.CLOSED), STAYS, SUPERVISOR, _("Correct the letter"), _("Correction issued")
    ),
    Action.FILE_SIGNED: _request(
        (R.OPEN, R.ANSWERED, R.CLOSED, R.WITHDRAWN, R.REPLACED),
        STAYS,
        SUPERVISOR,
        _("File the signed letter"),
        _("Signed letter filed"),
    ),
    Action.DELEGATE: _request(R.OPEN, STAYS, LIAISON, _("Bring in a colleague"), _("A colleague was brought in")),
    Action.NUDGE: _request(R.OPEN, STAYS, STAFF, _("I have sent this text"), _("A reminder was sent by hand")),
    Action.HAND_DELIVER: _request(
        (R.OPEN, R.ANSWERED), STAYS, STAFF, _("Record delivery by hand"), _("Delivered by hand")
    ),
    Action.DELIVER: _request(ANY, STAYS, SYSTEM, _("Note delivery"), _("Letter arrived")),
    Action.CARRY: _request(
        R.OPEN, (R.OPEN, R.ANSWERED), SYSTEM, _("Carry answers over"), _("Answered through another letter")
    ),
    Action.STORE_LETTER: _request(ANY, STAYS, SYSTEM, _("Store letter"), _("Letter made and stored")),
    Action.SEND_MESSAGE: _request(ANY, STAYS, SYSTEM, _("Send mail"), _("Mail sent")),
    Action.FAIL_MESSAGE: _request(ANY, STAYS, SYSTEM, _("Note failed mail"), _("Mail failed, will be retried")),
    Action.GIVE_UP_MESSAGE: _request(ANY, STAYS, SYSTEM, _("Give up mail"), _("Mail given up")),
    Action.SKIP_MESSAGE: _request(ANY, STAYS, SYSTEM, _("Skip mail"), _("Mail not needed, skipped")),
    Action.BOUNCE_MESSAGE: _request(ANY, STAYS, SYSTEM, _("Note returned mail"), _("Mail came back")),
    Action.RETRY_MESSAGE: _request(ANY, STAYS, STAFF, _("Send again"), _("Mail is tried again")),
    Action.CANCEL_MESSAGE: _request(ANY, STAYS, SUPERVISOR, _("Cancel mail"), _("Mail cancelled"), needs_reason=True),
}
