"""The table: whole, printed, and true at the door for every status, action and role."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents import deeds
from incidents.models import Answer, CaseEvent, ClarificationRequest
from incidents.workflow import TRANSITIONS, Action, RequestStatus, Role, Subject, moves, permitted, possible
from tests.conftest import answer_request, issue_request, make_request

PEOPLE = {
    Role.OFFICER: "officer",
    Role.SUPERVISOR: "supervisor",
    Role.LIAISON: "liaison_a",
    Role.AUDITOR: "auditor",
    Role.ADMINISTRATOR: "administrator",
}
BY_PEOPLE = [
    a for a, t in TRANSITIONS.items() if t.subject == Subject.REQUEST and Role.SYSTEM not in t.by and a != Action.DRAFT
]


def test_every_action_has_a_row():
    assert set(Action) == set(TRANSITIONS)


def test_the_printed_table_is_fresh():
    out = StringIO()
    call_command("print_workflow", stdout=out)
    printed = Path("docs/workflow.md").read_text()
    assert out.getvalue() == printed, "stale: python manage.py print_workflow > docs/workflow.md"


def test_auditors_may_do_nothing():
    assert not [a for a, t in TRANSITIONS.items() if Role.AUDITOR in t.by]


def test_a_drafter_may_not_approve_or_send_back_their_own_letter():
    both = {Role.OFFICER, Role.SUPERVISOR}
    assert permitted(Action.ISSUE, both, is_drafter=True) is None
    assert permitted(Action.SEND_BACK, both, is_drafter=True) is None
    assert Action.ISSUE in moves(Subject.REQUEST, RequestStatus.AWAITING_APPROVAL, both)


def perform(action, request, world, by):
    from incidents.actions import clarifications as verbs
    from incidents.actions import exchange

    seen = request.version
    if action == Action.EDIT:
        return verbs.edit(request, by=by, seen=seen, questions=[("A", "B?")], subject="Hal lain")
    if action == Action.ISSUE:
        return issue_request(world, request, by=by)
    if action == Action.ANSWER:
        fingerprint = verbs.fingerprint(verbs.drafts_of(request))
        return verbs.answer(request, by=by, seen=seen, seen_drafts=fingerprint, name="N", office="J")
    if action in (Action.SEND_BACK, Action.WITHDRAW):
        return getattr(verbs, action)(request, by=by, seen=seen, reason="Sebab")
    later = timezone.now() + timedelta(days=9)
    if action == Action.REPLY:
        return exchange.reply(request, by=by, seen=seen, kind="interim", text="Kami periksa", name="N", office="J")
    if action == Action.RECORD_REPLY:
        came = timezone.now()
        source = {"received_at": came, "channel": "mail", "document": "Surel", "name": "N", "office": "J"}
        return exchange.record_reply(request, by=by, seen=seen, kind="interim", text="Surat", **source)
    if action == Action.REDIRECT:
        return exchange.redirect(request, by=by, seen=seen, text="Bukan kami")
    if action == Action.RETURN:
        answered = request.questions.filter(status="answered").first()
        back = {answered: "Kurang"} if answered else {}
        return exchange.send_again(request, by=by, seen=seen, questions=back, reason="Kurang", due_at=later)
    if action == Action.ASK_EXTENSION:
        return exchange.ask_extension(request, by=by, seen=seen, reason="Perlu waktu", wished_at=later)
    if action == Action.EXTEND:
        present = request.deadline_rows[-1].due_at if request.deadline_rows else later
        return exchange.extend(request, by=by, seen=seen, due_at=present + timedelta(hours=24), reason="Cukup alasan")
    if action == Action.REFUSE_EXTENSION:
        return exchange.refuse_extension(request, by=by, seen=seen, reason="Tidak cukup alasan")
    return getattr(verbs, action)(request, by=by, seen=seen)


@pytest.mark.parametrize("action", BY_PEOPLE)
@pytest.mark.parametrize("status", list(RequestStatus))
def test_every_role_meets_the_answer_of_the_table(world, status, action):
    """Allowed: done, one event. Not from this status: Conflict. Not this role: refused. Otherwise nothing happened."""
    request = make_request(world, status)
    if action == Action.ANSWER and status == RequestStatus.OPEN:
        from incidents.actions import drafts

        drafts.save(request.questions.first(), by=world.liaison_a, text="Jawaban")
    if action == Action.RETURN and status == RequestStatus.OPEN:
        answer_request(world, request, numbers=[1])
    if action == Action.REFUSE_EXTENSION and status == RequestStatus.OPEN:
        perform(Action.ASK_EXTENSION, request, world, world.liaison_a)
    for role, who in PEOPLE.items():
        person = getattr(world, who)
        request = ClarificationRequest.objects.get(pk=request.pk)
        before = (request.status, request.version, CaseEvent.objects.count())
        if role in TRANSITIONS[action].by and possible(action, status):
            continue
        expected = PermissionDenied if possible(action, status) else deeds.Conflict
        with pytest.raises(expected):
            perform(action, request, world, person)
        request.refresh_from_db()
        assert (request.status, request.version, CaseEvent.objects.count()) == before
    if possible(action, status):
        role = next(iter(TRANSITIONS[action].by))
        request = ClarificationRequest.objects.get(pk=request.pk)
        events = CaseEvent.objects.count()
        perform(action, request, world, getattr(world, PEOPLE[role]))
        assert CaseEvent.objects.count() == events + 1
        event = CaseEvent.objects.latest("recorded_at")
        assert (event.action, event.status_from, event.actor_role) == (action, status, role)
        assert event.status_to in (TRANSITIONS[action].targets or {status})


def test_what_the_door_needs_is_said(world):
    request = make_request(world, "open")
    from incidents.actions import clarifications

    with pytest.raises(ValueError, match="reason"):
        clarifications.withdraw(request, by=world.supervisor, seen=request.version, reason="  ")


def test_partial_then_full_answer_ends_answered(world):
    request = make_request(world, "open")
    answer_request(world, request, numbers={1})
    request.refresh_from_db()
    assert request.status == RequestStatus.OPEN
    assert request.first_reply_at and request.answered_at is None
    answer_request(world, request)
    request.refresh_from_db()
    assert request.status == RequestStatus.ANSWERED
    assert [r.kind for r in request.responses.all()] == ["partial", "full"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(BY_PEOPLE), st.sampled_from([None, None, None, *PEOPLE]), st.integers(0, 2)),
        max_size=30,
    )
)
def test_no_sequence_of_moves_leaves_the_table_or_the_record_behind(world, steps):
    """Whatever anybody tries in whatever order: statuses follow the table, every change has its event and history, the
    first due never moves and no later one lies before it, nothing answered is lost, a request has one letter."""
    from incidents.actions import drafts

    with transaction.atomic():
        key = make_request(world, "draft").pk
        due, said = None, 0
        for action, wrong, number in steps:
            role = wrong or next(iter(TRANSITIONS[action].by))
            request = ClarificationRequest.objects.get(pk=key)
            if action == Action.ANSWER and request.status == RequestStatus.OPEN and number:
                question = request.questions.filter(number=number, status="open").first()
                if question:
                    drafts.save(question, by=world.liaison_a, text=f"Jawaban {number}")
            before, events = (request.status, request.version), CaseEvent.objects.count()
            try:
                perform(action, request, world, getattr(world, PEOPLE[role]))
            except (deeds.Conflict, PermissionDenied):
                request.refresh_from_db()
                assert (request.status, request.version, CaseEvent.objects.count()) == (*before, events)
                continue
            request = ClarificationRequest.objects.get(pk=key)
            event = CaseEvent.objects.latest("recorded_at")
            assert CaseEvent.objects.count() == events + 1
            assert before[0] in TRANSITIONS[action].sources and role in TRANSITIONS[action].by
            assert (event.status_from, event.status_to) == (before[0], request.status)
            due = due or (request.deadlines.get().due_at if request.issued_at else None)
            answers = Answer.objects.filter(question__request=request).count()
            assert answers >= said
            said = answers
        request = ClarificationRequest.objects.get(pk=key)
        rows = list(request.deadlines.all())
        assert bool(rows) == bool(request.issued_at) and [r.due_at for r in rows][:1] == ([due] if due else [])
        assert all(row.due_at > due for row in rows[1:] if row.kind == "extension")
        assert request.letters.count() == (1 if request.issued_at else 0)
        answered = request.questions.exclude(status="open").count()
        if request.status in (RequestStatus.ANSWERED, RequestStatus.CLOSED):
            assert answered == request.questions.count() and request.answered_at
        if request.status == RequestStatus.OPEN:
            assert answered < request.questions.count() and request.answered_at is None
        known = set(CaseEvent.objects.values_list("pk", flat=True))
        assert set(ClarificationRequest.history.filter(id=key).values_list("event_id", flat=True)) <= known
        transaction.set_rollback(True)
