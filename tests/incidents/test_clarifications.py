"""The request from draft to accepted, seen from the record."""

from datetime import date, datetime, timedelta

import pytest

from incidents.actions import clarifications, letter_content, letter_issuing, people, replies, reply_drafts
from incidents.models import AnswerDraft, ClockRule, Deadline, Letter, RegisterEntry
from incidents.plain.clocks import WIB
from incidents.record import deeds
from tests.world import answer_request, issue_request, make_incident, make_request

ISSUED = datetime(2026, 3, 6, 16, 0, tzinfo=WIB)  # a Friday


def test_issuing_starts_the_clock_and_copies_the_rule(world):
    request = make_request(world, "open", issued_at=ISSUED)
    row = request.deadlines.get()
    assert row.due_at == datetime(2026, 3, 9, 16, 0, tzinfo=WIB)
    assert (row.hours, row.start_event, row.started_at) == (72, "issued", ISSUED)
    assert row.basis == row.rule.legal_basis and "Pasal 35 ayat (3)" in row.basis
    assert row.event.action == "issue"


def test_a_changed_rule_moves_no_running_clock(world):
    request = make_request(world, "open")
    due = request.deadlines.get().due_at
    old = ClockRule.objects.get(code="clarification", effective_to=None)
    with deeds.record("enact_rule", on=ClockRule(code="clarification"), by=deeds.SYSTEM) as deed:
        old.effective_to = date(2026, 1, 1)
        old.save()
        deed.on.effective_from, deed.on.length, deed.on.unit = date(2026, 1, 1), 24, "jam"
        deed.on.start_event, deed.on.legal_basis, deed.on.applies_to = "issued", "Aturan baru", "instansi"
        deed.on.save()
    assert Deadline.objects.get(request=request).due_at == due
    newer = make_request(world, "open")
    assert newer.deadlines.get().hours == 24


def test_numbers_of_letters_and_requests_run_on(world):
    incident = make_incident(world)
    first = make_request(world, "open", incident=incident)
    second = make_request(world, "open", incident=incident, agency=world.agency_b)
    assert [r.reference for r in (first, second)] == [f"{incident}/K1", f"{incident}/K2"]
    numbers = list(RegisterEntry.objects.order_by("sequence").values_list("sequence", flat=True))
    assert numbers == [1, 2]
    assert first.letter.content["number"].startswith("B-1/UJI/PDP.01/")


def test_what_was_not_seen_cannot_be_issued(world):
    request = make_request(world, "awaiting_approval")
    with pytest.raises(deeds.Conflict):
        letter_issuing.issue(request, by=world.supervisor, seen=request.version, approved_digest="0" * 64)
    assert not Letter.objects.exists() and not Deadline.objects.exists() and not RegisterEntry.objects.exists()


def test_the_letter_keeps_the_names_of_its_day(world):
    request = make_request(world, "open", issued_at=datetime(2023, 11, 28, 10, 0, tzinfo=WIB))
    content = request.letter.content
    assert content["letterhead"]["ministry"] == "Kementerian Komunikasi dan Informatika"
    assert (content["date"], content["signatory_office"]) == ("2023-11-28", "Direktur Jenderal Aplikasi Informatika")
    assert content["period"] == "3 x 24 (tiga kali dua puluh empat) jam"
    assert request.letter.content_digest == letter_content.digest(content)


def test_the_letters_date_is_that_of_jakarta(world):
    request = make_request(world, "open", issued_at=datetime(2026, 1, 1, 0, 30, tzinfo=WIB))
    assert request.letter.content["date"] == "2026-01-01"
    assert request.letter.register_entry.year == 2026


def test_an_answer_in_parts_stops_the_clock_with_the_last_question(world):
    request = make_request(world, "open")
    due = request.deadlines.get().due_at
    answer_request(world, request, numbers={1}, at=due - timedelta(hours=1))
    request = type(request).objects.get(pk=request.pk)
    assert request.clock(due).running
    response = answer_request(world, request, at=due + timedelta(hours=2))
    request = type(request).objects.get(pk=request.pk)
    assert response.receipt == f"TT-{request.reference}-2"
    assert (request.clock(due).state, request.clock(due).hours) == ("telat", 2)


def test_a_draft_changed_by_a_colleague_is_not_sent_unseen(world):
    request = make_request(world, "open")
    question = request.questions.first()
    reply_drafts.save(question, by=world.liaison_a, text="Versi pertama")
    seen = reply_drafts.fingerprint(reply_drafts.drafts_of(request))
    reply_drafts.save(question, by=world.liaison_a, text="Versi rekan")
    with pytest.raises(deeds.Conflict):
        replies.answer(request, by=world.liaison_a, seen=request.version, seen_drafts=seen, name="N", office="J")
    assert AnswerDraft.objects.get().text == "Versi rekan"


def test_nobody_drafts_for_another_agency(world):
    from django.core.exceptions import PermissionDenied

    request = make_request(world, "open")
    with pytest.raises(PermissionDenied):
        reply_drafts.save(request.questions.first(), by=world.liaison_b, text="Bukan milik kami")


def test_an_ended_appointment_counts_at_the_next_click(world):
    request = make_request(world, "awaiting_approval")
    people.end_appointment(world.supervisor.appointments.get(), by=world.administrator, reason="Pindah tugas")
    from django.core.exceptions import PermissionDenied

    fresh = type(world.supervisor).objects.get(pk=world.supervisor.pk)
    with pytest.raises(PermissionDenied):
        issue_request(world, request, by=fresh)


def test_edited_questions_keep_their_rows(world):
    request = make_request(world, "draft")
    first = request.questions.first()
    clarifications.edit(request, by=world.officer, seen=request.version, questions=[("Data", "Data apa tepatnya?")])
    assert [q.pk for q in request.questions.all()] == [first.pk]
    assert request.questions.get().text == "Data apa tepatnya?"


def test_whoever_worded_a_letter_does_not_approve_it(world):
    """The drafter, and also the colleague who only edited it, when they hold both roles."""
    from django.core.exceptions import PermissionDenied

    from incidents.workflow import Role

    request = make_request(world, "draft")
    people.appoint(by=world.administrator, email=world.supervisor.email, name="x", role=Role.OFFICER, unit=world.unit)
    both = type(world.supervisor).objects.get(pk=world.supervisor.pk)
    clarifications.edit(request, by=both, seen=request.version, questions=[("Data", "Data apa?")])
    request.refresh_from_db()
    clarifications.submit(request, by=world.officer, seen=request.version)
    request.refresh_from_db()
    with pytest.raises(PermissionDenied):
        issue_request(world, request, by=both)
    with pytest.raises(PermissionDenied):
        clarifications.send_back(request, by=both, seen=request.version, reason="x")
    assert issue_request(world, request, by=world.other_supervisor).status == "open"


def test_the_door_itself_keeps_another_agencys_liaison_out(world):
    from django.core.exceptions import PermissionDenied

    request = make_request(world, "open")
    with pytest.raises(PermissionDenied):
        clarifications.acknowledge(request, by=world.liaison_b, seen=request.version)
