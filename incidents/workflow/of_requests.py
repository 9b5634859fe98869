"""The moves of a clarification request, the agency's and the ministry's, and what the product reports about it."""

from typing import Unpack

from ..translatable import _
from .acts import Action, Transition
from .offers import Thing, Weight, alarm, beside, elsewhere, head, listed, queue
from .rows import BORN, LIAISON, OFFICER, STAYS, SUPERVISOR, SYSTEM, Flags, Offers, Roles, Sources, Targets, row
from .words import ENDED_EARLY, STAFF, IncidentStatus, RequestStatus, Role, Subject

R = RequestStatus
ANY = tuple(R)
IN_HEAD = head(Thing.REQUEST)
# What is entered late may have come before an answer that stands, or before the request ended: it answered what was asked
# then, and the request stays what it is.
IS_ANSWERED = {R.OPEN: (R.OPEN, R.ANSWERED), **{status: status for status in (R.ANSWERED, R.CLOSED, *ENDED_EARLY)}}
# What waits for a signature names a body that is no more: it is drafted anew for the successor.
PASSES_ON = {
    R.DRAFT: R.DRAFT,
    R.AWAITING_APPROVAL: R.AWAITING_APPROVAL,
    R.AWAITING_SIGNATURE: R.DRAFT,
    R.OPEN: R.OPEN,
}
# What asks is withdrawn; what was answered or has ended stays what it is, and only what waited for a signature is void.
BREAKS_OFF = {
    **dict.fromkeys((R.DRAFT, R.AWAITING_APPROVAL, R.AWAITING_SIGNATURE, R.OPEN), R.WITHDRAWN),
    **{status: status for status in (R.ANSWERED, R.CLOSED, R.WITHDRAWN)},
}


def _request(
    sources: Sources, targets: Targets, by: Roles, label: str, done: str, offers: Offers = (), **flags: Unpack[Flags]
) -> Transition:
    return row(Subject.REQUEST, sources, targets, by, label, done, offers, **flags)


OF_REQUESTS = {
    Action.DRAFT: _request(
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
    Action.EDIT: _request(R.DRAFT, STAYS, OFFICER, _("Edit draft"), _("Draft edited"), offers=IN_HEAD),
    Action.SUBMIT: _request(
        R.DRAFT,
        R.AWAITING_APPROVAL,
        OFFICER,
        _("Submit for approval"),
        _("Submitted for approval"),
        offers=head(Thing.REQUEST, weight=Weight.MAIN),
        asks=False,
    ),
    Action.SEND_BACK: _request(
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
    Action.APPROVE: _request(
        R.AWAITING_APPROVAL,
        R.AWAITING_SIGNATURE,
        SUPERVISOR,
        _("Approve for signature"),
        _("Approved, waits for the signature"),
        not_by_drafter=True,
        within={IncidentStatus.OPEN},
        of_unit=True,
        offers=elsewhere("incidents:issue"),
    ),
    Action.ISSUE: _request(
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
    Action.ACKNOWLEDGE: _request(
        R.OPEN,
        STAYS,
        LIAISON,
        _("Acknowledge receipt"),
        _("Receipt acknowledged"),
        offers=beside(Thing.REQUEST, icon="envelope-open"),
        asks=False,
    ),
    Action.ANSWER: _request(
        R.OPEN,
        (R.OPEN, R.ANSWERED),
        LIAISON,
        _("Send answer"),
        _("Answer received"),
        offers=elsewhere("incidents:question"),
    ),
    Action.REPLY: _request(
        R.OPEN,
        (R.OPEN, R.ANSWERED),
        LIAISON,
        _("Interim answer, denial or not held"),
        _("Reply received"),
        offers=listed(Thing.REQUEST, 1, icon="chat-left-text"),
    ),
    Action.RECORD_REPLY: _request(
        tuple(IS_ANSWERED),
        IS_ANSWERED,
        OFFICER,
        _("Record a reply from outside"),
        _("Reply from outside recorded"),
        offers=IN_HEAD,
    ),
    Action.REDIRECT: _request(
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
    Action.UPHOLD: _request(
        R.OPEN,
        STAYS,
        OFFICER,
        _("Stay with this addressee"),
        _("Addressee upheld"),
        needs_reason=True,
        offers=elsewhere("incidents:request"),
    ),
    Action.RETURN: _request(
        (R.OPEN, R.ANSWERED),
        R.OPEN,
        OFFICER,
        _("Ask to complete"),
        _("Answers returned to be completed"),
        needs_reason=True,
        offers=IN_HEAD,
    ),
    Action.ASK_EXTENSION: _request(
        R.OPEN,
        STAYS,
        LIAISON,
        _("Ask for more time"),
        _("More time asked for"),
        needs_reason=True,
        offers=listed(Thing.REQUEST, 2, icon="calendar-plus"),
    ),
    Action.EXTEND: _request(
        R.OPEN,
        STAYS,
        SUPERVISOR,
        _("Grant more time"),
        _("More time granted"),
        needs_reason=True,
        of_unit=True,
        offers=(head(Thing.REQUEST), beside(Thing.REQUEST, words=_("Decide"))),
    ),
    Action.REFUSE_EXTENSION: _request(
        R.OPEN,
        STAYS,
        SUPERVISOR,
        _("Refuse more time"),
        _("More time refused"),
        needs_reason=True,
        of_unit=True,
        offers=elsewhere("incidents:extend"),
    ),
    Action.ACCEPT_QUESTION: _request(
        (R.OPEN, R.ANSWERED),
        STAYS,
        OFFICER,
        _("Accept this answer"),
        _("One answer accepted"),
        offers=beside(Thing.QUESTION, icon="check-lg"),
        asks=False,
    ),
    Action.ACCEPT: _request(
        R.ANSWERED,
        R.CLOSED,
        OFFICER,
        _("Accept answers"),
        _("Answers accepted"),
        offers=head(Thing.REQUEST, weight=Weight.MAIN, icon="check-lg"),
        asks=False,
    ),
    Action.WITHDRAW: _request(
        (R.DRAFT, R.AWAITING_APPROVAL, R.AWAITING_SIGNATURE, R.OPEN, R.ANSWERED),
        R.WITHDRAWN,
        SUPERVISOR,
        _("Withdraw"),
        _("Request withdrawn"),
        needs_reason=True,
        of_unit=True,
        offers=head(Thing.REQUEST, weight=Weight.REVOKE),
    ),
    # A body exists no more: what still runs is its successor's, or ends with it.
    Action.HAND_ON: _request(
        tuple(PASSES_ON),
        PASSES_ON,
        Role.ADMINISTRATOR,
        _("Pass on to the successor"),
        _("Passed on to the successor of the body"),
        needs_reason=True,
        offers=elsewhere("incidents:end_agency"),
    ),
    Action.BREAK_OFF: _request(
        tuple(BREAKS_OFF),
        BREAKS_OFF,
        Role.ADMINISTRATOR,
        _("Break off the request"),
        _("Broken off: the body exists no more"),
        needs_reason=True,
        offers=elsewhere("incidents:end_agency"),
    ),
    Action.GIVE_BACK: _request(
        (R.DRAFT, R.AWAITING_APPROVAL, R.OPEN),
        STAYS,
        Role.ADMINISTRATOR,
        _("Give back to the body"),
        _("Given back to the body, which had not ended"),
        needs_reason=True,
        offers=elsewhere("incidents:revive_agency"),
    ),
    Action.REPLACE: _request(
        R.OPEN,
        R.REPLACED,
        SUPERVISOR,
        _("Replace by a new letter"),
        _("Replaced by a new letter"),
        offers=elsewhere("incidents:reissue"),
    ),
    Action.CONFIRM_ACCEPTANCE: _request(
        R.CLOSED,
        STAYS,
        SUPERVISOR,
        _("Letter of acceptance"),
        _("Letter of acceptance issued"),
        of_unit=True,
        offers=(head(Thing.REQUEST, weight=Weight.MAIN), queue(Thing.REQUEST)),
    ),
    Action.CORRECT: _request(
        (R.OPEN, R.ANSWERED, R.CLOSED),
        STAYS,
        SUPERVISOR,
        _("Correct the letter"),
        _("Correction issued"),
        of_unit=True,
        offers=IN_HEAD,
    ),
    Action.FILE_SIGNED: _request(
        (R.OPEN, R.ANSWERED, R.CLOSED, R.WITHDRAWN),
        STAYS,
        SUPERVISOR,
        _("File the signed letter"),
        _("Signed letter filed"),
        of_unit=True,
        offers=elsewhere("notifications:signature"),
    ),
    # About this letter, and nobody signs it: what was decided stands, but no letter says so.
    Action.DROP_UNSIGNED: _request(
        (R.OPEN, R.ANSWERED, R.CLOSED, R.WITHDRAWN),
        STAYS,
        SUPERVISOR,
        _("Drop the unsigned letter"),
        _("Unsigned letter dropped"),
        needs_reason=True,
        of_unit=True,
        offers=elsewhere("notifications:signature"),
    ),
    Action.DELEGATE: _request(
        R.OPEN,
        STAYS,
        LIAISON,
        _("Bring in a colleague"),
        _("A colleague was brought in"),
        offers=listed(Thing.REQUEST, 5, icon="person-plus"),
    ),
    Action.NUDGE: _request(
        R.OPEN,
        STAYS,
        STAFF,
        _("I have sent this text"),
        _("A reminder was sent by hand"),
        offers=beside(Thing.REQUEST),
        asks=False,
    ),
    Action.SEND_OUTSIDE: _request(
        (R.OPEN, R.ANSWERED),
        STAYS,
        STAFF,
        _("Record sending outside Tanggap"),
        _("Sent outside Tanggap"),
        offers=beside(Thing.REQUEST),
    ),
    Action.HAND_DELIVER: _request(
        (R.OPEN, R.ANSWERED),
        STAYS,
        STAFF,
        _("Record delivery by hand"),
        _("Delivered by hand"),
        offers=(head(Thing.REQUEST), alarm(Thing.REQUEST, 2, icon="envelope-open")),
    ),
    Action.DELIVER: _request(ANY, STAYS, SYSTEM, _("Note delivery"), _("Letter arrived")),
    Action.REDRAFT: _request(R.DRAFT, STAYS, SYSTEM, _("Draft anew"), _("Drafted anew, the due had moved")),
    Action.LAPSE: _request(
        (R.DRAFT, R.AWAITING_APPROVAL, R.AWAITING_SIGNATURE),
        R.WITHDRAWN,
        SYSTEM,
        _("Let lapse"),
        _("Lapsed with the letter it came from"),
        needs_reason=True,
    ),
    Action.CARRY: _request(
        tuple(IS_ANSWERED), IS_ANSWERED, SYSTEM, _("Carry answers over"), _("Answered through another letter")
    ),
}
