"""The table: whole, and true at the door for every status, action and role."""

import pytest
from django.core.exceptions import PermissionDenied

from incidents.models import CaseEvent, ClarificationRequest
from incidents.record import deeds
from incidents.workflow import TRANSITIONS, Action, RequestStatus, Role, Subject, moves, permitted, possible
from tests.moves import BY_PEOPLE, PEOPLE, perform, prepare
from tests.states import made_once
from tests.world import answer_request, make_request


def test_every_action_has_a_row():
    assert set(Action) == set(TRANSITIONS)


def test_auditors_do_nothing_but_set_their_own_instruments_and_nobody_else_sets_those():
    own = {Subject.ANOMALY_RULE, Subject.ANOMALY_LOOK}
    assert {t.subject for t in TRANSITIONS.values() if Role.AUDITOR in t.by} == own
    assert {role for t in TRANSITIONS.values() if t.subject in own for role in t.by} == {Role.AUDITOR}


def test_a_drafter_may_not_approve_or_send_back_their_own_letter():
    both = {Role.OFFICER, Role.SUPERVISOR}
    assert permitted(Action.ISSUE, both, is_drafter=True) is None
    assert permitted(Action.SEND_BACK, both, is_drafter=True) is None
    assert Action.ISSUE in moves(Subject.REQUEST, RequestStatus.AWAITING_APPROVAL, both)


PREPARED = (
    *(Action.APPROVE, Action.ISSUE, Action.FILE_SIGNED, Action.DROP_UNSIGNED, Action.RECORD_REPLY),
    *(Action.HAND_DELIVER, Action.STRIKE_DELIVERY, Action.ANSWER, Action.UNACCEPT_QUESTION),
    *(Action.REVOKE_ACCEPTANCE, Action.TRANSLATE, Action.DRAW_ANEW, Action.CORRECT_WISH, Action.STRIKE_WISH),
)


def one_in_each_status(world):
    """{status: request}. The one that waits for a signature needs another policy: its tests make it themselves."""
    return {
        status: make_request(world, status, nudged=True)
        for status in RequestStatus
        if status != RequestStatus.AWAITING_SIGNATURE
    }


requests = made_once("requests", one_in_each_status, upon="world")


@pytest.mark.asvs(8)
@pytest.mark.parametrize("action", BY_PEOPLE)
@pytest.mark.parametrize("status", list(RequestStatus))
def test_every_role_meets_the_answer_of_the_table(world, requests, status, action):
    """Allowed: done, one event. Not from this status: Conflict. Not this role: refused. Otherwise nothing happened."""
    clarification = requests.get(status) or make_request(world, status)
    if status == RequestStatus.OPEN or (action in PREPARED and possible(action, status)):
        prepare(action, clarification, world)
    for role, who in PEOPLE.items():
        person = getattr(world, who)
        clarification = ClarificationRequest.objects.get(pk=clarification.pk)
        before = (clarification.status, clarification.version, CaseEvent.objects.count())
        if role in TRANSITIONS[action].by and possible(action, status):
            continue
        expected = PermissionDenied if possible(action, status) else deeds.Conflict
        with pytest.raises(expected):
            perform(action, clarification, world, person)
        clarification.refresh_from_db()
        assert (clarification.status, clarification.version, CaseEvent.objects.count()) == before
    if possible(action, status):
        role = next(role for role in PEOPLE if role in TRANSITIONS[action].by)
        clarification = ClarificationRequest.objects.get(pk=clarification.pk)
        events = CaseEvent.objects.count()
        perform(action, clarification, world, getattr(world, PEOPLE[role]))
        new = CaseEvent.objects.count() - events
        # A colleague who is new gets an appointment in the same act.
        assert new == (2 if action == Action.DELEGATE else 1)
        event = CaseEvent.objects.filter(action=action).latest("recorded_at")
        assert (event.action, event.status_from, event.actor_role) == (action, status, role)
        assert event.status_to in TRANSITIONS[action].ends(status)


def test_what_the_door_needs_is_said(world):
    clarification = make_request(world, "open")
    from incidents.actions import letter_decisions

    with pytest.raises(ValueError, match="reason"):
        letter_decisions.withdraw(clarification, by=world.supervisor, seen=clarification.version, reason="  ")


def test_partial_then_full_answer_ends_answered(world):
    clarification = make_request(world, "open")
    answer_request(world, clarification, numbers={1})
    clarification.refresh_from_db()
    assert clarification.status == RequestStatus.OPEN
    assert clarification.first_reply_at and clarification.answered_at is None
    answer_request(world, clarification)
    clarification.refresh_from_db()
    assert clarification.status == RequestStatus.ANSWERED
    assert [r.kind for r in clarification.responses.all()] == ["partial", "full"]
