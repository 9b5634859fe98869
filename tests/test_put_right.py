"""Whatever a person enters can be put right: each table of the record is an entry, has a move that mends it, or a reason in one line."""

import pytest
from django.apps import apps

from incidents.models.corrections import Entry
from incidents.views.corrections import MODELS
from incidents.workflow import TRANSITIONS, Action, Role, offered_on

ACTIONS = Action.__members__
# {a row that a person enters and that is no entry: the moves that put it right, or end it and leave both to be read}
MENDED_BY = {
    "Absence": "RETURN_EARLY DEPUTIZE",
    "ActorAlias": "TAKE_BACK_ALIAS",
    "ActorJudgement": "JUDGE_ACTOR",
    "Admission": "EXCLUDE",
    "Agency": "AMEND_AGENCY UNMERGE_AGENCY REVIVE_AGENCY",
    "AgencyName": "CORRECT_NAME WITHDRAW_NAME",
    "AnomalyRule": "END_ANOMALY",
    "Appointment": "AMEND_PERSON END_APPOINTMENT",
    "Assessment": "ASSESS",
    "CaseLetter": "EDIT_LETTER DROP_LETTER",
    "ClarificationRequest": "EDIT CORRECT WITHDRAW UNACCEPT UNACCEPT_QUESTION REVOKE_ACCEPTANCE WAIT_AGAIN",
    "ClockRule": "WITHDRAW_RULE END_RULE",
    "ComplainantSheet": "AMEND_SHEET",
    "Complaint": "AMEND_COMPLAINT UNMERGE_COMPLAINT",
    "ComplaintAnswer": "DROP_ANSWER",
    "ComplaintFormPolicy": "SWITCH_COMPLAINT_FORM",
    "Contact": "AMEND_CONTACT END_CONTACT",
    "DataCategory": "WITHDRAW_RULE END_RULE",
    "ExposedCategory": "CATEGORIZE",
    "ExtensionRequest": "STRIKE_WISH",
    "Figure": "ADOPT",
    "Incident": "AMEND SEPARATE REOPEN",
    "KnownActor": "AMEND_ACTOR SEPARATE_ACTOR",
    "LadderRung": "WITHDRAW_RULE END_RULE",
    "LetterTemplate": "WITHDRAW_RULE END_RULE",
    "NotificationDuty": "AMEND_DUTY STRIKE_DUTY",
    "Question": "EDIT CORRECT",
    "QuestionSet": "WITHDRAW_RULE END_RULE",
    "Relation": "UNRELATE",
    "ReminderPolicy": "WITHDRAW_REMINDERS",
    "Removal": "DECLINE_REMOVAL",
    "RetentionRule": "WITHDRAW_RULE END_RULE",
    "SanctionRegime": "WITHDRAW_RULE END_RULE",
    "SeverityRating": "RATE",
    "Share": "UNSHARE",
    "SharedEvidence": "UNSHARE",
    "SigningPolicy": "ENACT_SIGNING",
    "ToldApart": "COMPARE_AGAIN",
    "Translation": "TRANSLATE",
    "Unit": "REGISTER_UNIT WITHDRAW_RULE END_RULE",
    "WorkCalendar": "CONFIRM_CALENDAR WITHDRAW_RULE",
}
# Those that put right what is no row of its own, or a part of one.
CHANGES = (
    *("REVISE", "STRIKE", "STRIKE_AFFECTED", "STRIKE_CUSTODY", "STRIKE_DELIVERY", "UNLINK_COMPLAINT", "UNSETTLE"),
    *("AMEND_AFFECTED", "AMEND_CONTACT", "AMEND_INVOLVEMENT", "CORRECT_CUSTODY"),
    *("RECLASSIFY", "RECONSIDER", "REOPEN_COMPLAINT"),
)
STARTS = (
    "AMEND",
    "STRIKE",
    "UNMERGE",
    "SEPARATE",
    "TAKE_BACK_ALIAS",
    "WITHDRAW_",
    "UNRELATE",
    "CORRECT",
)
# {a row that is never put right by itself: why}
STAYS = {
    "AnomalyLook": "that somebody looked, and what they saw then: another look says more",
    "Answer": "goes with its reply, which is struck where the ministry typed it in",
    "AnswerFile": "goes with its reply",
    "CounterQuestionFile": "goes with its question",
    "Deadline": "follows from a decision, and moves by another alone",
    "FollowUpFile": "a body sent it itself",
    "Letter": "went out: a letter of its own corrects it or takes it back",
    "Likeness": "the product asks it: a wrong merge is undone, and what was told apart is merged all the same",
    "ParliamentSheet": "was handed on: what is wrong in it the next one says",
    "RegisterEntry": "a number that was given stays, void where nothing went out",
    "ResponseFile": "goes with its reply",
    "StoredFile": "bytes: what names them is put right or struck",
}


# {a move of those above by which something is put right or taken back, and which asks no reason of itself, or is not a superior's: why}
ASKS_OTHERWISE = {
    "AMEND_AGENCY": "its page asks, a list of bodies that is taken in is its own source; whose superior is the administrator",
    "AMEND_DUTY": "asked where what is counted by stands otherwise: the first word on each is none that is changed",
    "CATEGORIZE": "asked where a kind that is named is taken off or put otherwise",
    "CORRECT": "the letter of correction itself says what was wrong",
    "DEPUTIZE": "another absence, beside the one of before",
    "EDIT": "a draft: nobody has read it yet, and a superior sends it back with a reason",
    "EDIT_LETTER": "a draft",
    "RATE": "asked of every rating after the first",
    "TRANSLATE": "another translation, beside the one of before",
}


def test_whatever_is_put_right_asks_why_and_is_a_superiors_to_do_as_well():
    """Whoever entered it, or their superior, with a reason that the event keeps: no new move of this kind forgets it."""
    moves = {name: TRANSITIONS[ACTIONS[name]] for names in MENDED_BY.values() for name in names.split()}
    moves |= {name: TRANSITIONS[ACTIONS[name]] for name in CHANGES}
    silent = {name for name, move in moves.items() if not move.needs_reason}
    alone = {name for name, move in moves.items() if Role.OFFICER in move.by and Role.SUPERVISOR not in move.by}
    assert silent <= ASKS_OTHERWISE.keys() <= moves.keys() and alone <= ASKS_OTHERWISE.keys()
    named = {name for name in ACTIONS if name.startswith(STARTS)}
    assert named <= moves.keys(), "what is called so puts something right"


def test_every_row_that_somebody_enters_is_put_right_or_says_why_not():
    kept = {model.__name__ for model in apps.get_models() if hasattr(model, "history")}
    entries = {model.__name__ for model in apps.get_models() if issubclass(model, Entry)}
    assert kept == entries | MENDED_BY.keys() | STAYS.keys()
    assert not entries & (MENDED_BY.keys() | STAYS.keys()) and not MENDED_BY.keys() & STAYS.keys()


def test_every_entry_is_struck_by_a_person_where_it_stands():
    entries = {model for model in apps.get_models() if issubclass(model, Entry)}
    assert entries == set(MODELS.values())
    assert not [thing for thing in MODELS if Action.STRIKE not in {action for action, _offer in offered_on(thing)}]


@pytest.mark.parametrize("name", sorted(MENDED_BY))
def test_what_puts_it_right_is_a_move_that_people_find(name):
    for action in MENDED_BY[name].split():
        move = TRANSITIONS[ACTIONS[action]]
        assert move.by - {Role.SYSTEM} and move.offers, action
