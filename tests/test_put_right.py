"""Whatever a person enters can be put right: each table of the record is an entry, has a move that mends it, or a reason in one line."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from incidents import models
from incidents.actions import (
    actor_contacts,
    actor_parts,
    actors,
    affected,
    arrival,
    assertions,
    cases,
    counter_questions,
    developments,
    evidence,
    follow_ups,
    law,
    outside_words,
    past_cases,
    replies,
    sanctions,
    translations,
    work,
)
from incidents.actions.from_outside import FromOutside
from incidents.models.corrections import Entry
from incidents.plain import spans
from incidents.plain.spans import parse
from incidents.views.buttons import buttons_of
from incidents.views.corrections import MODELS
from incidents.workflow import TRANSITIONS, UNANSWERED, Action, IncidentStatus, RequestStatus, Role, Subject, offered_on
from tests.one_of_everything import recommended
from tests.typed_rows import past_case, past_letter, past_reply, struck
from tests.world import fresh, make_incident, make_request, says

ACTIONS = Action.__members__
# {a row that a person enters and that is no entry: the moves that put it right, or end it and leave both to be read}
MENDED_BY = {
    "Absence": "RETURN_EARLY DEPUTIZE",
    "ActorAlias": "TAKE_BACK_ALIAS",
    "ActorJudgement": "TAKE_BACK_JUDGEMENT",
    "Admission": "EXCLUDE",
    "Agency": "AMEND_AGENCY UNMERGE_AGENCY REVIVE_AGENCY ANNUL_AGENCY REINSTATE_AGENCY",
    "AgencyName": "CORRECT_NAME WITHDRAW_NAME",
    "AnomalyRule": "END_ANOMALY",
    "Appointment": "AMEND_PERSON CORRECT_APPOINTMENT END_APPOINTMENT",
    "CaseLetter": "EDIT_LETTER DROP_LETTER",
    "ClarificationRequest": "EDIT CORRECT WITHDRAW UNACCEPT UNACCEPT_QUESTION REVOKE_ACCEPTANCE WAIT_AGAIN",
    "ClockRule": "WITHDRAW_RULE END_RULE",
    "ComplainantSheet": "AMEND_SHEET",
    "Complaint": "AMEND_COMPLAINT UNMERGE_COMPLAINT ANNUL_COMPLAINT REINSTATE_COMPLAINT STRIKE_CONFIRMATION",
    "ComplaintAnswer": "DROP_ANSWER STRIKE_HANDING_OVER",
    "ComplaintFormPolicy": "SWITCH_COMPLAINT_FORM",
    "Contact": "AMEND_CONTACT END_CONTACT",
    "DataCategory": "WITHDRAW_RULE END_RULE",
    "ExposedCategory": "CATEGORIZE",
    "ExtensionRequest": "CORRECT_WISH STRIKE_WISH TAKE_BACK_WISH",
    "FurtherSuccessor": "REVIVE_AGENCY",
    "Incident": "AMEND SEPARATE REOPEN ANNUL REINSTATE",
    "KnownActor": "AMEND_ACTOR SEPARATE_ACTOR ANNUL_ACTOR REINSTATE_ACTOR",
    "Likeness": "COMPARE_CASES_AGAIN",
    "LadderRung": "WITHDRAW_RULE END_RULE",
    "LetterTemplate": "WITHDRAW_RULE END_RULE",
    "NotificationDuty": "AMEND_DUTY STRIKE_DUTY",
    "Proposal": "DROP_CHANGE",
    "Question": "EDIT CORRECT",
    "QuestionSet": "WITHDRAW_RULE END_RULE",
    "Relation": "UNRELATE",
    "ReminderPolicy": "WITHDRAW_REMINDERS",
    "Removal": "DECLINE_REMOVAL",
    "RetentionRule": "WITHDRAW_RULE END_RULE",
    "SanctionRegime": "WITHDRAW_RULE END_RULE",
    "Share": "UNSHARE",
    "SharedEvidence": "UNSHARE",
    "SheetFile": "AMEND_SHEET_FILE STRIKE_SHEET_FILE",
    "SigningPolicy": "ENACT_SIGNING",
    "ToldApart": "COMPARE_AGAIN",
    "Unit": "REGISTER_UNIT WITHDRAW_RULE END_RULE",
    "WorkCalendar": "CONFIRM_CALENDAR WITHDRAW_RULE",
}
# Those that put right what is no row of its own, or a part of one.
CHANGES = (
    *(
        "REVISE",
        "STRIKE",
        "STRIKE_AFFECTED",
        "STRIKE_CUSTODY",
        "STRIKE_DELIVERY",
        "STRIKE_LETTER_DELIVERY",
        "STRIKE_MORE_TIME",
        "STRIKE_NUDGE",
        "TAKE_BACK_REDIRECT",
        "UNLINK_COMPLAINT",
        "UNSETTLE",
    ),
    *("AMEND_AFFECTED", "AMEND_CONTACT", "AMEND_INVOLVEMENT", "CORRECT_CUSTODY"),
    *("RECLASSIFY", "RECONSIDER", "REOPEN_COMPLAINT"),
)
STARTS = (
    "AMEND",
    "STRIKE",
    "UNMERGE",
    "SEPARATE",
    "TAKE_BACK_ALIAS",
    "TAKE_BACK_JUDGEMENT",
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
    "TAKE_BACK_REDIRECT": "a body's own: the letter is its own as it stands, and it may say so anew",
    "TAKE_BACK_WISH": "a body's own: what it asks for is its to leave, and it asks anew",
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


def test_whatever_puts_an_entry_right_does_so_in_a_closed_case_as_well():
    """Nobody reopens a case for a slip of the pen: what the closing rests on is asked at the door and by `closing_conditions`."""
    for action in (Action.REVISE, Action.STRIKE, Action.AMEND_INVOLVEMENT, Action.AMEND_AFFECTED):
        move = TRANSITIONS[action]
        assert comes_into_a_closed_case(action), action
        assert move.own_only == {Role.OFFICER} and move.own_as in ("theirs_to_correct", "theirs_to_amend"), action


@pytest.mark.parametrize("name", sorted(MENDED_BY))
def test_what_puts_it_right_is_a_move_that_people_find(name):
    for action in MENDED_BY[name].split():
        move = TRANSITIONS[ACTIONS[action]]
        assert move.by - {Role.SYSTEM} and move.offers, action


# {what a person types into a case: the move that brings it in}
BROUGHT_IN_BY = {
    models.Activity: Action.NOTE,
    models.ActorContact: Action.RECORD_CONTACT,
    models.ActorDismissal: Action.NOT_THIS_ACTOR,
    models.ActorPart: Action.LINK_ACTOR,
    models.AffectedBody: Action.LIST_AFFECTED,
    models.Assertion: Action.CLAIM,
    models.Assessment: Action.ASSESS,
    models.Commitment: Action.COMMIT,
    models.CounterQuestion: Action.RECORD_QUESTION,
    models.Development: Action.RECORD_DEVELOPMENT,
    models.Evidence: Action.ATTACH,
    models.Figure: Action.ADOPT,
    models.Finding: Action.FIND,
    models.FollowUp: Action.RECORD_FOLLOW_UP,
    models.Involvement: Action.INVOLVE,
    models.Participation: Action.JOIN,
    models.OutsideWord: Action.RECORD_RECEIPT,
    models.PastLetter: Action.ENTER_LETTER,
    models.PastReply: Action.ENTER_REPLY,
    models.Response: Action.RECORD_REPLY,
    models.Sanction: Action.SANCTION,
    models.Sending: Action.SEND_OUTSIDE,
    models.SeverityRating: Action.RATE,
    models.Translation: Action.TRANSLATE,
}
ASKS_NO_MORE = frozenset(RequestStatus) - {*UNANSWERED, RequestStatus.ANSWERED}


def comes_into_a_closed_case(action):
    move = TRANSITIONS[action]
    if move.subject == Subject.INCIDENT:
        return IncidentStatus.CLOSED in move.sources and not move.own_only  # a superior's alone once the case has ended
    if move.subject == Subject.REQUEST:
        return bool(move.sources & ASKS_NO_MORE)
    return not move.within or IncidentStatus.CLOSED in move.within


def comes_into_a_closed_past_case(action):
    return IncidentStatus.CLOSED in TRANSITIONS[action].also_past


def typed_into_a_closed_case(world):
    """A row of each kind that came after the closing of its case, all typed in by the officer."""
    by, case = world.officer, make_incident(world)
    request = make_request(world, "closed", incident=case)
    letter = recommended(world, case, world.agency_a, world.liaison_a)["result"]
    meeting = cases.note(case, by=by, kind="task_force", text="Gugus tugas", happened=parse("2023"))
    said = says(world, case, said_by="Sandi", statement="Data dijual")
    assertions.assess(said, by=by, seen=None, status="denied", reason="Bukan", document="BA 1")
    case = work.close(fresh(case), by=world.supervisor, seen=None, outcome="no_breach", reason="Selesai")
    sandi = actors.register_actor(by=by, name="Sandi", kind="seller")
    actor_parts.not_this_actor(fresh(case), by=by, actor=sandi, reason="Nama orang lain")
    part = actor_parts.link_actor(case, by=by, role="offered", name="Jimbo", kind="seller", basis="Katanya sendiri")
    tried = {"side": "journalist", "who": "Wartawan", "channel": "messenger", "tried": parse("awal 2023")}
    scan = evidence.attach(case, by=by, text="Pindaian")
    paper = {"received_at": request.issued_at, "channel": "letter", "document": "B-9", "evidence": scan}
    asked = FromOutside("Kepala Biro", request.issued_at, "letter", "B-8", scan)
    regime = models.SanctionRegime.objects.on(timezone.localdate()).first()
    imposed = {"agency": world.agency_a, "regime": regime, "measure": regime.measures[0], "decided_by": "Lembaga"}
    report = {"kind": "report", "channel": "letter", "number": "B-7", "text": "Selesai", "came_at": timezone.now()}
    post = {"channel": "post", "recipient": "Sekretariat", "said_by": "Kurir", "source": "Resi PD-1"}
    old = past_case(world)
    answered = past_letter(world, old, number="S-78/2020")
    facts = {"outcome": "too_little", "ended": parse("2021"), "reason": "Menurut berkas"}
    past_cases.enter_outcome(old, by=by, seen=None, **facts)
    old = fresh(old)
    word = says(world, old, amount=252, unit="orang", said_by="Media")
    assertions.assess(word, by=by, seen=None, status="denied", reason="Bukan", document="BA 2")
    affected.list_affected(old, by=by, bodies=[affected.Named("Dinas Perikanan Contoh", "Basis data")])
    # What was decided, and what befell it, before the end is a superior's to say.
    since = spans.at_minute(timezone.now() + timedelta(minutes=1))
    other = sanctions.sanction(case, by=by, decided=since, **imposed)
    return [
        developments.record_development(other, by=by, befell=since, kind="carried_out", document="Laporan 2"),
        cases.note(case, by=by, text="Menelepon lagi", happened=parse("2023")),
        actor_contacts.record_contact(case, by=by, actor=part.actor, outcome="silent", **tried),
        case.actor_dismissals.get(),
        actor_parts.link_actor(case, by=by, role="offered", name="Loki", kind="seller", basis="Forum"),
        evidence.attach(case, by=by, text="Kutipan"),
        follow_ups.record_follow_up(letter, by=by, seen=None, **report),
        work.join(meeting, by=by, agency=world.agency_b, capacity="Anggota"),
        past_letter(world, old),
        cases.involve(old, by=by, agency=world.agency_b, role="processor"),
        word.assessments.get(),
        says(world, old, said_by="Penjual"),
        assertions.adopt(old, by=by, topic="subjects", reason="Belum ada dasar"),
        law.find(old, by=by, text="Susunan mirip", confidence="low", found=parse("2020")),
        work.commit(old, by=by, who="Ins A", what="Log server"),
        old.affected.get(),
        past_reply(world, answered, "10 Mei 2020"),
        translations.translate(
            request, by=by, seen=None, response=request.responses.get(), language="en", text="Daftar"
        ),
        replies.record_reply(fresh(request), replies.Reply("Sri", "Sekretaris", "interim", **paper), by=by, seen=None),
        counter_questions.record_question(fresh(request), by=by, seen=None, text="Data apa?", paper=asked),
        outside_words.record_receipt(fresh(request), by=by, seen=None, paper=asked),
        sanctions.sanction(case, by=by, decided=since, **imposed),
        arrival.send_outside(fresh(request), by=by, seen=None, **post),
    ]


def test_whatever_may_be_typed_into_a_closed_case_is_put_right_there_and_the_case_stays_closed_as_it_was(world):
    assert BROUGHT_IN_BY.keys() == set(MODELS.values())
    rows = typed_into_a_closed_case(world)
    assert {type(row) for row in rows} == {
        kind
        for kind, action in BROUGHT_IN_BY.items()
        if comes_into_a_closed_past_case(action)
        or (comes_into_a_closed_case(action) and TRANSITIONS[action].own_as != "theirs_to_judge")  # a superior's alone
    }
    stood = {row.incident.pk: fresh(row.incident) for row in rows}
    for row in rows:
        again = type(row).objects.with_recorded().get(pk=row.pk)
        assert "strike" in buttons_of(again, world.officer).beside, type(row)
        struck(row, by=world.officer)
        assert not type(row).objects.filter(pk=row.pk).exists()
    for key, before in stood.items():
        now = models.Incident.objects.get(pk=key)
        told = ("status", "outcome", "closed_at", "ended_at", "version")
        assert [getattr(now, name) for name in told] == [getattr(before, name) for name in told]
        assert now.status == IncidentStatus.CLOSED
        assert all(each.details["afterwards"] for each in now.events.filter(action=Action.STRIKE))
