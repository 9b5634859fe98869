"""Every act there is, and what one row of the table of moves says. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from .offers import Offer
from .words import Role, Subject


class Action(StrEnum):
    REPORT = "report"
    RECORD = "record"
    PROMOTE = "promote"
    DISMISS = "dismiss"
    RECONSIDER = "reconsider"
    MERGE = "merge"
    ABSORB = "absorb"
    SEPARATE = "separate"
    TELL_APART = "tell_apart"
    AMEND = "amend"
    INVOLVE = "involve"
    AMEND_INVOLVEMENT = "amend_involvement"
    NOTE = "note"
    ATTACH = "attach"
    CLAIM = "claim"
    ASSESS = "assess"
    ADOPT = "adopt"
    HAND_OVER = "hand_over"
    RECLASSIFY = "reclassify"
    RELEASE = "release"
    DESTROY = "destroy"
    CATEGORIZE = "categorize"
    TRACK_DUTY = "track_duty"
    AMEND_DUTY = "amend_duty"
    STRIKE_DUTY = "strike_duty"
    RATE = "rate"
    FIND = "find"
    SANCTION = "sanction"
    JOIN = "join"
    LEAVE = "leave"
    COMMIT = "commit"
    DEMAND = "demand"
    REDATE = "redate"
    KEEP = "keep"
    WAIVE = "waive"
    UNSETTLE = "unsettle"
    MISS = "miss"
    DROP = "drop"
    RELATE = "relate"
    UNRELATE = "unrelate"
    RESTRICT = "restrict"
    UNRESTRICT = "unrestrict"
    ADMIT = "admit"
    EXCLUDE = "exclude"
    SHARE = "share"
    UNSHARE = "unshare"
    CLOSE = "close"
    REOPEN = "reopen"
    ASSIGN = "assign"
    REVISE = "revise"
    STRIKE = "strike"
    EXCHANGE_BODY = "exchange_body"
    LOSE_BODY = "lose_body"
    GIVE_BACK_PARTS = "give_back_parts"
    LIST_AFFECTED = "list_affected"
    AMEND_AFFECTED = "amend_affected"
    STRIKE_AFFECTED = "strike_affected"
    ENTER_CASE = "enter_case"
    ENTER_LETTER = "enter_letter"
    ENTER_REPLY = "enter_reply"
    ENTER_OUTCOME = "enter_outcome"

    DRAFT = "draft"
    EDIT = "edit"
    SUBMIT = "submit"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    ISSUE = "issue"
    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    REPLY = "reply"
    RECORD_REPLY = "record_reply"
    REDIRECT = "redirect"
    UPHOLD = "uphold"
    ASK_BACK = "ask_back"
    RECORD_QUESTION = "record_question"
    ANSWER_BACK = "answer_back"
    TRANSLATE = "translate"
    TAKE_BACK_QUESTION = "take_back_question"
    PROPOSE_EXTENSION = "propose_extension"
    RETURN = "return"
    ASK_EXTENSION = "ask_extension"
    EXTEND = "extend"
    REFUSE_EXTENSION = "refuse_extension"
    ACCEPT_QUESTION = "accept_question"
    ACCEPT_ANSWERED = "accept_answered"
    ACCEPT = "accept"
    WITHDRAW = "withdraw"
    STOP_WAITING = "stop_waiting"
    HAND_ON = "hand_on"
    BREAK_OFF = "break_off"
    GIVE_BACK = "give_back"
    NOTE_MISTAKE = "note_mistake"
    REPLACE = "replace"
    CONFIRM_ACCEPTANCE = "confirm_acceptance"
    CORRECT = "correct"
    FILE_SIGNED = "file_signed"
    DROP_UNSIGNED = "drop_unsigned"
    DELEGATE = "delegate"
    NUDGE = "nudge"
    SEND_OUTSIDE = "send_outside"
    TELEPHONE = "telephone"
    HAND_DELIVER = "hand_deliver"
    TAKE_BACK_DELIVERY = "take_back_delivery"
    DELIVER = "deliver"
    CARRY = "carry"
    REDRAFT = "redraft"
    LAPSE = "lapse"

    DRAFT_LETTER = "draft_letter"
    EDIT_LETTER = "edit_letter"
    APPROVE_LETTER = "approve_letter"
    ISSUE_LETTER = "issue_letter"
    DROP_LETTER = "drop_letter"
    REVOKE_UNHEARD = "revoke_unheard"
    SEND_LETTER_OUTSIDE = "send_letter_outside"
    REPORT_BACK = "report_back"
    RECORD_FOLLOW_UP = "record_follow_up"
    ASK_MORE = "ask_more"
    POSTPONE = "postpone"
    HAND_ON_LETTER = "hand_on_letter"
    GIVE_BACK_LETTER = "give_back_letter"
    BREAK_OFF_LETTER = "break_off_letter"

    ENTER_COMPLAINT = "enter_complaint"
    SUBMIT_COMPLAINT = "submit_complaint"
    TAKE_UP_COMPLAINT = "take_up_complaint"
    ACKNOWLEDGE_COMPLAINT = "acknowledge_complaint"
    LINK_COMPLAINT = "link_complaint"
    UNLINK_COMPLAINT = "unlink_complaint"
    AMEND_COMPLAINT = "amend_complaint"
    ASSIGN_COMPLAINT = "assign_complaint"
    MERGE_COMPLAINT = "merge_complaint"
    CONCLUDE_COMPLAINT = "conclude_complaint"
    REOPEN_COMPLAINT = "reopen_complaint"
    AMEND_SHEET = "amend_sheet"
    DRAFT_ANSWER = "draft_answer"
    APPROVE_ANSWER = "approve_answer"
    SEND_ANSWER = "send_answer"
    DROP_ANSWER = "drop_answer"
    HAND_OVER_ANSWER = "hand_over_answer"
    SWITCH_COMPLAINT_FORM = "switch_complaint_form"

    STORE_LETTER = "store_letter"
    SEND_MESSAGE = "send_message"
    FAIL_MESSAGE = "fail_message"
    GIVE_UP_MESSAGE = "give_up_message"
    SKIP_MESSAGE = "skip_message"
    BOUNCE_MESSAGE = "bounce_message"
    RETRY_MESSAGE = "retry_message"
    CANCEL_MESSAGE = "cancel_message"

    PROPOSE_AGENCY = "propose_agency"
    REGISTER_AGENCY = "register_agency"
    CONFIRM_AGENCY = "confirm_agency"
    AMEND_AGENCY = "amend_agency"
    RENAME_AGENCY = "rename_agency"
    MERGE_AGENCY = "merge_agency"
    TELL_BODIES_APART = "tell_bodies_apart"
    COMPARE_AGAIN = "compare_again"
    END_AGENCY = "end_agency"
    REVIVE_AGENCY = "revive_agency"
    REGISTER_CONTACT = "register_contact"
    CONFIRM_CONTACT = "confirm_contact"
    END_CONTACT = "end_contact"
    REGISTER_ACTOR = "register_actor"
    AMEND_ACTOR = "amend_actor"
    ADD_ALIAS = "add_alias"
    TAKE_BACK_ALIAS = "take_back_alias"
    JUDGE_ACTOR = "judge_actor"
    MERGE_ACTOR = "merge_actor"
    SEPARATE_ACTOR = "separate_actor"
    LINK_ACTOR = "link_actor"
    SAME_ACTOR = "same_actor"
    NOT_THIS_ACTOR = "not_this_actor"
    RECORD_CONTACT = "record_contact"
    REGISTER_UNIT = "register_unit"
    ENACT_RULE = "enact_rule"
    WITHDRAW_RULE = "withdraw_rule"
    END_RULE = "end_rule"
    CONFIRM_CALENDAR = "confirm_calendar"
    ENACT_RUNG = "enact_rung"
    ENACT_REMINDERS = "enact_reminders"
    WITHDRAW_REMINDERS = "withdraw_reminders"
    ENACT_SIGNING = "enact_signing"
    ENACT_TEMPLATE = "enact_template"
    ENACT_QUESTIONS = "enact_questions"
    ENACT_CATEGORY = "enact_category"
    ENACT_REGIME = "enact_regime"
    ENACT_RETENTION = "enact_retention"
    ENACT_ANOMALY = "enact_anomaly"
    END_ANOMALY = "end_anomaly"
    LOOK_AT_FINDING = "look_at_finding"
    ISSUE_SHEET = "issue_sheet"
    PROPOSE_REMOVAL = "propose_removal"
    REMOVE = "remove"
    DECLINE_REMOVAL = "decline_removal"
    APPOINT = "appoint"
    END_APPOINTMENT = "end_appointment"
    DEPUTIZE = "deputize"
    RETURN_EARLY = "return_early"


@dataclass(frozen=True)
class Transition:
    """One row of the table.

    `sources` holds the statuses the move starts from (None: the object is born, or has no status); `targets` those
    it may end in (empty: the status stays); `pairs` which source leads to which, where not each leads to each of them.
    `by` names the roles. `label` is the button, `done` the past-tense line
    of the record. `of_unit`: it speaks for the letter's unit, so whoever does it is appointed to that. `within` holds
    the statuses the case must be in (empty: any), for moves on things inside a case.
    `offers` names every place where people find it; only what the product does by itself has none. `asks` is False
    where one press does it, with the version its page showed; else a page of its own asks first. `own_only` names the
    roles that may do it to nothing but what is their own: what they typed in, their case, their absence; `own_as` is the
    thing's method that says so of a person.
    """

    subject: Subject
    sources: frozenset[str | None]
    targets: frozenset[str]
    by: frozenset[Role]
    label: str
    done: str
    not_by_drafter: bool = False
    own_only: frozenset[Role] = frozenset()
    own_as: str = "belongs_to"
    of_unit: bool = False
    needs_reason: bool = False
    within: frozenset[str] = frozenset()
    asks: bool = True
    offers: tuple[Offer, ...] = ()
    pairs: frozenset[tuple[str | None, str]] = frozenset()

    def ends(self, source: str | None) -> frozenset[str | None]:
        """The statuses that the move may leave behind when it starts from `source`."""
        if self.pairs:
            return frozenset(after for before, after in self.pairs if before == source)
        return frozenset(self.targets) or frozenset({source})
