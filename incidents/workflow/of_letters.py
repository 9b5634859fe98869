"""The moves of a letter of the case that asks nothing, of a letter about another that waits for its signature; and of what leaves the
house: letters made, mails sent."""

from typing import Any

from ..translatable import _
from .acts import Action
from .offers import Thing, Weight, beside, elsewhere, head, listed, queue
from .rows import BORN, LIAISON, OFFICER, OWN_FILE, STAYS, SUPERVISOR, SYSTEM, TRUE, on_request, row
from .transition import Transition
from .words import (
    STAFF,
    CaseLetterStatus,
    CommitmentStatus,
    ComplaintAnswerStatus,
    ComplaintStatus,
    IncidentStatus,
    RemovalStatus,
    RequestStatus,
    Role,
    Subject,
)

L = CaseLetterStatus
# Letters of the result go out after closing too, a referral before there is a case: case_letters.may_be_drafted.
JUDGED = OWN_FILE
ANY = (*RequestStatus, *CaseLetterStatus)
# What the request may be by then about whose letter another tells something.
TELLS_OF = (RequestStatus.OPEN, RequestStatus.ANSWERED, RequestStatus.CLOSED, RequestStatus.WITHDRAWN)
# a duty is as open as its case
OF_MAIL = (*ANY, *CommitmentStatus, *IncidentStatus, *ComplaintStatus, *ComplaintAnswerStatus, *RemovalStatus)


def _letter(sources: Any, targets: Any, by: Any, label: str, done: str, **flags: Any) -> Transition:
    return row(Subject.CASE_LETTER, sources, targets, by, label, done, **flags)


def _post(by: Any, label: str, done: str, **flags: Any) -> Transition:
    return row(Subject.POST, OF_MAIL, STAYS, by, label, done, **flags)


OF_LETTERS = {
    Action.DRAFT_LETTER: _letter(
        BORN,
        L.DRAFT,
        OFFICER,
        _("Draft a letter"),
        _("Letter drafted"),
        within=JUDGED,
        offers=elsewhere("incidents:correspondence"),
    ),
    Action.EDIT_LETTER: _letter(
        L.DRAFT,
        STAYS,
        OFFICER,
        _("Edit letter"),
        _("Draft of the letter edited"),
        offers=head(Thing.CASE_LETTER),
    ),
    # Where a person signs: frozen and numbered, the signature is the issue. Approved once more it is drawn anew.
    Action.APPROVE_LETTER: _letter(
        (L.DRAFT, L.AWAITING_SIGNATURE),
        L.AWAITING_SIGNATURE,
        SUPERVISOR,
        _("Approve letters for signature"),
        _("Letter approved, waits for the signature"),
        not_by_drafter=True,
        within=JUDGED,
        of_unit=True,
        offers=(elsewhere("incidents:issue_letter"), elsewhere("notifications:draw_anew")),
    ),
    Action.ISSUE_LETTER: _letter(
        (L.DRAFT, L.AWAITING_SIGNATURE),
        L.ISSUED,
        SUPERVISOR,
        _("Issue letters"),
        _("Letter issued"),
        not_by_drafter=True,
        within=JUDGED,
        of_unit=True,
        offers=(
            head(
                Thing.CASE_LETTER,
                weight=Weight.MAIN,
                words=_("Look at the letter"),
                sources=frozenset({L.DRAFT}),
            ),
            head(
                Thing.CASE_LETTER,
                weight=Weight.MAIN,
                icon="pen",
                words=_("To the signature"),
                sources=frozenset({L.AWAITING_SIGNATURE}),
                page="notifications:signature",
            ),
            queue(Thing.CASE_LETTER, words=_("Look at the letter"), sources=frozenset({L.DRAFT})),
        ),
    ),
    Action.DROP_LETTER: _letter(
        (L.DRAFT, L.AWAITING_SIGNATURE),
        L.DROPPED,
        SUPERVISOR,
        _("Drop letter"),
        _("Letter dropped"),
        needs_reason=True,
        offers=head(Thing.CASE_LETTER, weight=Weight.REVOKE),
    ),
    # Nobody is left to whom a letter that takes it back could go: the word of a supervisor alone ends it.
    Action.REVOKE_UNHEARD: _letter(
        L.ISSUED,
        STAYS,
        SUPERVISOR,
        _("Revoke without a letter"),
        _("Revoked without a letter: its body exists no more"),
        needs_reason=True,
        within=JUDGED,
        of_unit=True,
        offers=head(Thing.CASE_LETTER, weight=Weight.REVOKE),
    ),
    Action.SEND_LETTER_OUTSIDE: _letter(
        L.ISSUED,
        STAYS,
        STAFF,
        _("Record sending outside Tanggap"),
        _("Sent outside Tanggap"),
        within=TRUE,
        offers=beside(Thing.CASE_LETTER, page="incidents:send_outside"),
    ),
    # Also when its case has ended, or the letter is taken back: it was handed over all the same.
    Action.HAND_DELIVER_LETTER: _letter(
        L.ISSUED,
        STAYS,
        STAFF,
        _("Record delivery by hand"),
        _("Delivered by hand"),
        within=TRUE,
        offers=beside(Thing.CASE_LETTER),
    ),
    # Recorded by mistake, or typed wrong: what is true is recorded anew.
    Action.STRIKE_LETTER_DELIVERY: _letter(
        L.ISSUED,
        STAYS,
        STAFF,
        _("Strike out the delivery by hand"),
        _("Delivery by hand struck out"),
        needs_reason=True,
        within=TRUE,
        own_only=OFFICER,
        own_as="handed_over_by",
        offers=beside(Thing.CASE_LETTER),
    ),
    Action.REPORT_BACK: _letter(
        L.ISSUED,
        STAYS,
        LIAISON,
        _("Report back"),
        _("The body wrote back on the letter"),
        offers=listed(Thing.CASE_LETTER, weight=Weight.MAIN),
    ),
    Action.RECORD_FOLLOW_UP: _letter(
        L.ISSUED,
        STAYS,
        STAFF,
        _("Record what came back"),
        _("What came back was recorded"),
        within=TRUE,
        offers=beside(Thing.CASE_LETTER, icon="plus-lg"),
    ),
    Action.ASK_MORE: _letter(
        L.ISSUED,
        STAYS,
        OFFICER,
        _("Ask to complete"),
        _("The body was asked to complete what it did"),
        needs_reason=True,
        offers=beside(Thing.CASE_LETTER),
    ),
    # Until when something is to be done moves with a reason and an approver, as every due does.
    Action.POSTPONE: _letter(
        L.ISSUED,
        STAYS,
        SUPERVISOR,
        _("Give more time"),
        _("More time was given to do it"),
        needs_reason=True,
        of_unit=True,
        offers=beside(Thing.CASE_LETTER),
    ),
    Action.STRIKE_MORE_TIME: _letter(
        L.ISSUED,
        STAYS,
        SUPERVISOR,
        _("Strike out the more time"),
        _("More time to do it was struck out"),
        needs_reason=True,
        of_unit=True,
        offers=beside(Thing.CASE_LETTER),
    ),
    # What a body objects, or the more time that it asks for, is decided where dues are: by more time, a release, or this.
    Action.TURN_DOWN: _letter(
        L.ISSUED,
        STAYS,
        SUPERVISOR,
        _("Decline the objection or wish"),
        _("An objection or a wish for more time was declined"),
        needs_reason=True,
        of_unit=True,
        offers=beside(Thing.CASE_LETTER),
    ),
    # A letter that is out stays one to the body that got it; what it asks for is its successor's.
    # By the product itself: a point of which the judgement is taken back after the end of the body.
    Action.HAND_ON_LETTER: _letter(
        (L.DRAFT, L.ISSUED),
        STAYS,
        (Role.ADMINISTRATOR, Role.SYSTEM),
        _("Pass on to the successor"),
        _("Passed on to the successor of the body"),
        needs_reason=True,
        offers=elsewhere("incidents:end_agency"),
    ),
    Action.GIVE_BACK_LETTER: _letter(
        (L.DRAFT, L.DROPPED, L.ISSUED),
        {L.DRAFT: L.DRAFT, L.DROPPED: L.DRAFT, L.ISSUED: L.ISSUED},
        Role.ADMINISTRATOR,
        _("Give back to the body"),
        _("Given back to the body, which had not ended"),
        needs_reason=True,
        offers=elsewhere("incidents:revive_agency"),
    ),
    Action.BREAK_OFF_LETTER: _letter(
        (L.DRAFT, L.AWAITING_SIGNATURE),
        L.DROPPED,
        Role.ADMINISTRATOR,
        _("Break off the letter"),
        _("Broken off: the body exists no more"),
        needs_reason=True,
        offers=elsewhere("incidents:end_agency"),
    ),
    # Letters about the letter of a request, which wait for a person's signature.
    Action.FILE_SIGNED: on_request(
        TELLS_OF,
        STAYS,
        SUPERVISOR,
        _("File the signed letter"),
        _("Signed letter filed"),
        of_unit=True,
        offers=elsewhere("notifications:signature"),
    ),
    # About this letter, and nobody signs it: what was decided stands, but no letter says so.
    Action.DROP_UNSIGNED: on_request(
        TELLS_OF,
        STAYS,
        SUPERVISOR,
        _("Drop the unsigned letter"),
        _("Unsigned letter dropped"),
        needs_reason=True,
        of_unit=True,
        offers=elsewhere("notifications:signature"),
    ),
    # Nobody signed it on the day of its date: the same letter with the number and the date of another.
    Action.DRAW_ANEW: on_request(
        TELLS_OF,
        STAYS,
        SUPERVISOR,
        _("Draw the letter anew"),
        _("Unsigned letter drawn anew"),
        of_unit=True,
        offers=elsewhere("notifications:draw_anew"),
    ),
    Action.STORE_LETTER: _post(SYSTEM, _("Store letter"), _("Letter made and stored")),
    Action.SEND_MESSAGE: _post(SYSTEM, _("Send mail"), _("Mail sent")),
    Action.FAIL_MESSAGE: _post(SYSTEM, _("Note failed mail"), _("Mail failed, will be retried")),
    Action.GIVE_UP_MESSAGE: _post(SYSTEM, _("Give up mail"), _("Mail given up")),
    Action.SKIP_MESSAGE: _post(SYSTEM, _("Skip mail"), _("Mail not needed, skipped")),
    Action.ARRIVE_MESSAGE: _post(SYSTEM, _("Note arrived mail"), _("Mail arrived")),
    Action.BOUNCE_MESSAGE: _post(SYSTEM, _("Note returned mail"), _("Mail came back")),
    Action.RETRY_MESSAGE: _post(
        STAFF,
        _("Send again"),
        _("Mail is tried again"),
        offers=beside(Thing.MESSAGE, page="notifications:retry_message"),
        asks=False,
    ),
    Action.CANCEL_MESSAGE: _post(
        SUPERVISOR,
        _("Cancel mail"),
        _("Mail cancelled"),
        needs_reason=True,
        offers=beside(Thing.MESSAGE, page="notifications:cancel_message"),
    ),
}
