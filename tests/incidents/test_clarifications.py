"""The request from draft to accepted, seen from the record."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from incidents.actions import clarifications, letter_content, letter_issuing, people, replies, reply_drafts
from incidents.models import AnswerDraft, Deadline, Letter, RegisterEntry
from incidents.plain.clocks import WIB
from incidents.record import deeds
from tests.world import answer_request, enact_clock, issue_request, make_incident, make_request

ISSUED = datetime(2026, 3, 6, 16, 0, tzinfo=WIB)  # a Friday


def test_issuing_starts_the_clock_and_copies_the_rule(world):
    clarification = make_request(world, "open", issued_at=ISSUED)
    row = clarification.deadlines.get()
    assert row.due_at == datetime(2026, 3, 9, 16, 0, tzinfo=WIB)
    assert (row.hours, row.start_event, row.started_at) == (72, "issued", ISSUED)
    assert row.basis == row.rule.legal_basis and "Pasal 35 ayat (3)" in row.basis
    assert row.event.action == "issue"


def test_a_changed_rule_moves_no_running_clock(world):
    clarification = make_request(world, "open")
    due = clarification.deadlines.get().due_at
    enact_clock(world, length=24)
    assert Deadline.objects.get(request=clarification).due_at == due
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
    clarification = make_request(world, "awaiting_approval")
    with pytest.raises(deeds.Conflict):
        letter_issuing.issue(clarification, by=world.supervisor, seen=clarification.version, approved_digest="0" * 64)
    assert not Letter.objects.exists() and not Deadline.objects.exists() and not RegisterEntry.objects.exists()


def test_the_letter_keeps_the_names_of_its_day(world):
    clarification = make_request(world, "open", issued_at=datetime(2023, 11, 28, 10, 0, tzinfo=WIB))
    content = clarification.letter.content
    assert content["letterhead"]["ministry"] == "Kementerian Komunikasi dan Informatika"
    assert (content["date"], content["signatory_office"]) == ("2023-11-28", "Direktur Jenderal Aplikasi Informatika")
    assert content["period"] == "3 x 24 (tiga kali dua puluh empat) jam"
    assert clarification.letter.content_digest == letter_content.digest(content)


def test_the_letters_date_is_that_of_jakarta(world):
    clarification = make_request(world, "open", issued_at=datetime(2026, 1, 1, 0, 30, tzinfo=WIB))
    assert clarification.letter.content["date"] == "2026-01-01"
    assert clarification.letter.register_entry.year == 2026


def test_an_answer_in_parts_stops_the_clock_with_the_last_question(world):
    clarification = make_request(world, "open")
    due = clarification.deadlines.get().due_at
    answer_request(world, clarification, numbers={1}, at=due - timedelta(hours=1))
    clarification = type(clarification).objects.get(pk=clarification.pk)
    assert clarification.clock(due).running
    response = answer_request(world, clarification, at=due + timedelta(hours=2))
    clarification = type(clarification).objects.get(pk=clarification.pk)
    assert response.receipt == f"TT-{clarification.reference}-2"
    assert (clarification.clock(due).state, clarification.clock(due).hours) == ("telat", 2)


def test_a_draft_changed_by_a_colleague_is_not_sent_unseen(world):
    clarification = make_request(world, "open")
    question = clarification.questions.first()
    reply_drafts.save(question, by=world.liaison_a, text="Versi pertama")
    seen = reply_drafts.fingerprint(reply_drafts.drafts_of(clarification))
    reply_drafts.save(question, by=world.liaison_a, text="Versi rekan")
    with pytest.raises(deeds.Conflict):
        replies.answer(
            clarification, by=world.liaison_a, seen=clarification.version, seen_drafts=seen, name="N", office="J"
        )
    assert AnswerDraft.objects.get().text == "Versi rekan"


@pytest.mark.asvs(55)
def test_nobody_drafts_for_another_agency(world):
    from django.core.exceptions import PermissionDenied

    clarification = make_request(world, "open")
    with pytest.raises(PermissionDenied):
        reply_drafts.save(clarification.questions.first(), by=world.liaison_b, text="Bukan milik kami")


@pytest.mark.asvs(54)
def test_an_ended_appointment_counts_at_the_next_click(world):
    clarification = make_request(world, "awaiting_approval")
    people.end_appointment(world.supervisor.appointments.get(), by=world.administrator, reason="Pindah tugas")
    from django.core.exceptions import PermissionDenied

    fresh = type(world.supervisor).objects.get(pk=world.supervisor.pk)
    with pytest.raises(PermissionDenied):
        issue_request(world, clarification, by=fresh)


def test_edited_questions_keep_their_rows(world):
    clarification = make_request(world, "draft")
    first = clarification.questions.first()
    clarifications.edit(
        clarification, by=world.officer, seen=clarification.version, questions=[("Data", "Data apa tepatnya?")]
    )
    assert [q.pk for q in clarification.questions.all()] == [first.pk]
    assert clarification.questions.get().text == "Data apa tepatnya?"


@pytest.mark.asvs(11)
def test_whoever_worded_a_letter_does_not_approve_it(world):
    """The drafter, and also the colleague who only edited it, when as a deputy they hold both roles."""
    from django.core.exceptions import PermissionDenied

    from incidents.workflow import Role

    clarification = make_request(world, "draft")
    soon = timezone.now() + timedelta(days=5)
    for post, until in (
        (people.Post(Role.OFFICER, unit=world.unit), None),
        (people.Post(Role.SUPERVISOR, unit=world.unit, mode="plh"), soon),
    ):
        held = people.appoint(post, by=deeds.SYSTEM, email="dua@uji.example", name="Dua", valid_to=until)
    both = type(world.officer).objects.get(pk=held.user_id)
    clarifications.edit(clarification, by=both, seen=clarification.version, questions=[("Data", "Data apa?")])
    clarification.refresh_from_db()
    clarifications.submit(clarification, by=world.officer, seen=clarification.version)
    clarification.refresh_from_db()
    with pytest.raises(PermissionDenied):
        issue_request(world, clarification, by=both)
    with pytest.raises(PermissionDenied):
        clarifications.send_back(clarification, by=both, seen=clarification.version, reason="x")
    assert issue_request(world, clarification, by=world.other_supervisor).status == "open"


@pytest.mark.asvs(55)
def test_the_door_itself_keeps_another_agencys_liaison_out(world):
    from django.core.exceptions import PermissionDenied

    clarification = make_request(world, "open")
    with pytest.raises(PermissionDenied):
        clarifications.acknowledge(clarification, by=world.liaison_b, seen=clarification.version)
