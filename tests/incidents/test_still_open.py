"""The state of a child ends with its parent: nothing that somebody still works on or owes outlives its case, and no wish
outlives the question it was about."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from incidents.actions import (
    case_letter_content,
    case_letters,
    cases,
    clarifications,
    deadlines,
    letter_decisions,
    merging,
    next_letter,
    replies,
    work,
)
from incidents.models import ExtensionRequest, Incident, still_open
from incidents.plain import letter_kinds
from incidents.record import deeds
from tests.moves import SIGNED, choose_signing, lay_out
from tests.world import answer_request, draft_request, fresh, issue_request, make_incident, make_request, report


def drafted_letter(world, case):
    meeting = case_letter_content.meeting_facts(timezone.now() + timedelta(days=9), None, "Ruang 1")
    facts = {"meeting": meeting} | {wanted.name: "Isi" for wanted in letter_kinds.INVITATION.wanted}
    [row] = case_letters.draft(
        case,
        by=world.officer,
        kind=letter_kinds.INVITATION,
        agencies=[world.agency_a],
        subject="Undangan",
        security="B",
        urgency="segera",
        facts=facts,
    )
    return lambda: case_letters.drop(row, by=world.supervisor, seen=row.version, reason="Batal")


def owed(world, case):
    row = work.commit(case, by=world.officer, who="Polri", what="Log")
    return lambda: work.drop(row, by=world.officer, seen=row.version, reason="Tidak lagi")


def asked(world, case):
    row = draft_request(world, case)
    return lambda: letter_decisions.withdraw(row, by=world.supervisor, seen=row.version, reason="Tidak jadi")


def close(world, case):
    work.close(case, by=world.supervisor, seen=case.version, outcome="no_breach", reason="Selesai")


def merge(world, case):
    merging.merge(case, make_incident(world), by=world.officer, seen=case.version, reason="Sama")


@pytest.mark.parametrize("child", [drafted_letter, owed, asked])
@pytest.mark.parametrize("end, refusal", [(close, work.NotYet), (merge, merging.Unfinished)])
def test_a_case_ends_after_what_stands_in_it(world, log_in, child, end, refusal):
    case = make_incident(world)
    end_child = child(world, case)
    with pytest.raises(refusal):
        end(world, fresh(case))
    page = log_in(world.supervisor).get(f"/insiden/{case}/tutup/").content.decode()
    assert "Masih terbuka" in page
    end_child()
    end(world, fresh(case))
    assert fresh(case).status in ("closed", "merged")


def test_a_report_with_a_commitment_is_not_dismissed_before_it_is_settled(world):
    told = report(world)
    settle = owed(world, told)
    with pytest.raises(merging.Unfinished):
        cases.dismiss(told, by=world.officer, seen=told.version, reason="Bukan")
    settle()
    assert cases.dismiss(told, by=world.officer, seen=told.version, reason="Bukan").status == "dismissed"


def wishing(world, **facts):
    clarification = make_request(world, "open", **facts)
    wished = timezone.now() + timedelta(hours=96)
    deadlines.ask_extension(
        clarification, by=world.liaison_a, seen=clarification.version, reason="Perlu", wished_at=wished
    )
    return fresh(clarification)


def withdrawn(world, clarification):
    letter_decisions.withdraw(clarification, by=world.supervisor, seen=clarification.version, reason="Keliru")


def replaced(world, clarification):
    new = next_letter.reissue(clarification, by=world.officer)
    issue_request(world, clarifications.submit(new, by=world.officer, seen=new.version))


def answered(world, clarification):
    answer_request(world, clarification)


def denied(world, clarification):
    who = {"name": "N", "office": "J"}
    replies.reply(clarification, by=world.liaison_a, seen=clarification.version, kind="denial", text="Bukan", **who)


@pytest.mark.parametrize("end", [withdrawn, replaced, answered, denied])
def test_a_wish_for_time_ends_with_the_question_it_was_about(world, end):
    clarification = wishing(world)
    end(world, clarification)
    wish = ExtensionRequest.objects.get(request=clarification)
    assert wish.decision == ExtensionRequest.Decision.LAPSED and wish.decided_at and wish.decided_by is None


def test_an_answer_in_part_leaves_the_wish_to_be_decided(world):
    clarification = wishing(world)
    answer_request(world, clarification, numbers=[1])
    assert ExtensionRequest.objects.get(request=clarification).decision == "pending"


def test_returned_to_be_completed_the_agency_may_wish_again(world):
    clarification = wishing(world)
    answer_request(world, clarification)
    clarification = fresh(clarification)
    question = clarification.questions.first()
    due = question.deadline.due_at
    replies.send_again(
        clarification,
        by=world.officer,
        seen=clarification.version,
        questions={question: "Kurang"},
        reason="Kurang",
        due_at=due,
    )
    clarification = fresh(clarification)
    deadlines.ask_extension(
        clarification,
        by=world.liaison_a,
        seen=clarification.version,
        reason="Lagi",
        wished_at=due + timedelta(hours=24),
    )
    assert sorted(clarification.extension_requests.values_list("decision", flat=True)) == ["lapsed", "pending"]


def test_a_case_is_not_ready_to_close_while_a_letter_of_it_waits_for_its_signature(world, log_in):
    request = make_request(world, "closed")
    choose_signing(world, "outside")
    letter_decisions.confirm_acceptance(request, by=world.supervisor, seen=request.version)
    case, letter = fresh(request.incident), request.letters.get(kind="acceptance")
    assert not still_open.closable(Incident.objects.filter(pk=case.pk)).exists()
    facts = {"by": world.supervisor, "seen": case.version, "reason": "Selesai"}
    with pytest.raises(work.NotYet) as refusal:
        work.close(case, outcome="no_breach", **facts)
    assert refusal.value.open == {"unsigned": [letter]}
    assert str(letter) in log_in(world.supervisor).get(f"/insiden/{case}/tutup/").content.decode()
    with pytest.raises(merging.Unfinished):
        merging.merge(case, make_incident(world), **facts | {"by": world.officer})
    with deeds.record("store_letter", on=fresh(request), by=deeds.SYSTEM) as deed:
        lay_out(letter, deed)
    letter_decisions.file_signed(letter, by=world.supervisor, file=SIGNED | {"path": uuid.uuid4().hex})
    assert still_open.closable(Incident.objects.filter(pk=case.pk)).exists()
    assert work.close(fresh(case), outcome="no_breach", **facts).status == "closed"
