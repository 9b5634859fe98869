"""When a request is answered in full: the latest of its parts in whatever order they are entered, never before it was asked."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from incidents.actions import (
    arrival,
    clarifications,
    completeness,
    deadlines,
    evidence,
    letter_decisions,
    next_letter,
    replies,
)
from incidents.plain import clocks
from incidents.record import deeds
from incidents.reports import figures
from notifications.letters import html
from tests.sent_form import press
from tests.world import answer_request, fresh, issue_request, make_request

HOUR = timedelta(hours=1)


def ago(hours):
    return (timezone.now() - hours * HOUR).replace(microsecond=0)


def paper(world, clarification, came, numbers, at=None, scan=None, **said):
    """A letter that came at `came` answers these questions; it is entered now."""
    answers = [replies.Said(q, "x") for q in clarification.questions.filter(number__in=numbers)]
    facts = {"received_at": came, "channel": "letter", "document": "B-7, 2 Des", "evidence": scan, **said}
    reply = replies.Reply("N", "J", answers=answers, **facts)
    return replies.record_reply(clarification, reply, by=world.officer, seen=clarification.version, at=at)


def send_back(world, clarification, numbers, at):
    questions = {q: "Kurang" for q in clarification.questions.filter(number__in=numbers)}
    facts = dict(seen=clarification.version, questions=questions, reason="x", due_at=at + 70 * HOUR, at=at)
    return replies.send_again(clarification, by=world.officer, **facts)


def test_a_part_that_came_early_and_is_entered_late_makes_no_late_answer_punctual(world):
    issued = ago(80)
    clarification = make_request(world, "open", issued_at=issued)
    answer_request(world, clarification, numbers=[1], at=issued + 75 * HOUR)
    paper(world, fresh(clarification), issued + 10 * HOUR, [2])
    clarification = fresh(clarification)
    assert clarification.answered_at == clarification.completed_at == issued + 75 * HOUR
    assert clarification.clock(timezone.now()).state == "telat"
    assert clarification.first_reply_at == issued + 10 * HOUR


def test_an_answer_carried_to_a_later_letter_is_not_older_than_that_letter(world, the_ladder):
    issued = ago(100)
    first = make_request(world, "open", issued_at=issued)
    second = next_letter.draft_next(fresh(first), by=world.officer, at=issued + 74 * HOUR)
    second = clarifications.submit(second, by=world.officer, seen=second.version, at=issued + 75 * HOUR)
    second = issue_request(world, second, at=issued + 76 * HOUR)
    paper(world, fresh(first), issued + 50 * HOUR, [1, 2])
    first, second = fresh(first), fresh(second)
    assert first.clock(timezone.now()).state == "tepat" and first.answered_at == issued + 50 * HOUR
    assert second.answered_at == second.first_reply_at == second.issued_at
    assert second.incident.events.get(action="carry").happened_at == second.issued_at
    assert second.clock(timezone.now()).span == timedelta(0)


def test_what_came_before_a_question_was_returned_does_not_complete_it(world, log_in):
    issued = ago(60)
    clarification = make_request(world, "open", issued_at=issued)
    answer_request(world, clarification, numbers=[1], at=issued + HOUR)
    clarification = send_back(world, fresh(clarification), [1], issued + 20 * HOUR)
    for numbers in ([1], [1, 2]):
        with pytest.raises(completeness.OlderThanTheQuestion):
            paper(world, clarification, issued + 10 * HOUR, numbers)
    question = clarification.questions.get(number=1)
    came = timezone.localtime(issued + 10 * HOUR)
    data = {"seen": clarification.version, "channel": "mail", "document": "S", "name": "N", "office": "J"}
    data |= {"received_at": came.strftime("%d-%m-%Y %H.%M"), f"q{question.pk}": "Ini"}
    officer, address = log_in(world.officer), f"/permintaan/{clarification.pk}/catat-balasan/"
    page = officer.post(address, data).content.decode()
    assert "tidak dapat melengkapinya" in page and clarification.responses.count() == 1
    paper(world, fresh(clarification), issued + 10 * HOUR, [2])
    paper(world, fresh(clarification), issued + 21 * HOUR, [1])
    clarification = fresh(clarification)
    assert (clarification.status, clarification.completed_at) == ("answered", issued + 10 * HOUR)
    assert clarification.answered_at == issued + 21 * HOUR


def test_a_returned_question_of_another_letter_is_not_answered_by_what_lacked_it(world, the_ladder):
    issued = ago(100)
    first = make_request(world, "open", issued_at=issued)
    second = next_letter.draft_next(fresh(first), by=world.officer, at=issued + 74 * HOUR)
    second = clarifications.submit(second, by=world.officer, seen=second.version, at=issued + 75 * HOUR)
    second = issue_request(world, second, at=issued + 76 * HOUR)
    # Both are answered through the second; there one is returned, and then an old letter to the first is found.
    answer_request(world, second, numbers=[1], at=issued + 77 * HOUR)
    send_back(world, fresh(second), [1], issued + 80 * HOUR)
    paper(world, fresh(first), issued + 50 * HOUR, [2])
    assert [q.status for q in fresh(second).questions.all()] == ["open", "answered"]


def test_one_second_late_is_late_everywhere(world, log_in):
    clarification = make_request(world, "open", issued_at=ago(80))
    due = clarification.deadlines.get().due_at
    answer_request(world, clarification, at=due + timedelta(seconds=59))
    clarification = fresh(clarification)
    response = clarification.responses.get()
    assert response.lateness == clarification.lateness(timezone.now()) == timedelta(seconds=59)
    assert clarification.clock(timezone.now()).state == "telat"
    letter = clarification.letters.get(kind="receipt")
    assert "59 detik setelah tenggat" in html.render(letter.content)
    liaison = log_in(world.liaison_a)
    assert "59 detik setelah tenggat" in liaison.get(f"/tanda-terima/{response.pk}/").content.decode()
    assert "59 d" in " ".join(liaison.get(f"/permintaan/{clarification.pk}/").content.decode().split())


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("request_issued_at_not_after_first_reply_at", {"first_reply_at": -1}),
        ("request_completed_at_not_after_answered_at", {"answered_at": 0}),
        ("request_issued_at_not_after_delivered_at", {"delivered_at": -1}),
        ("the_earliest_word_or_proof_counts", {"first_reply_at": 60}),
    ],
)
def test_the_database_knows_no_negative_durations(world, rule, fields):
    clarification = make_request(world, "open", issued_at=ago(60))
    answer_request(world, clarification, at=ago(10))
    clarification = fresh(clarification)
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        with deeds.record("hand_deliver", on=clarification, by=world.officer) as deed:
            for name, hours in fields.items():
                setattr(deed.on, name, deed.on.issued_at + hours * HOUR)
            deed.on.save()


def test_the_database_knows_no_answer_older_than_its_question(world):
    clarification = make_request(world, "open", issued_at=ago(60))
    answer_request(world, clarification, at=ago(10))
    question, response = make_request(world, "open").questions.first(), clarification.responses.get()
    question.status, question.answered_at = "answered", question.asked_at - HOUR
    question.first_answered_at = question.answered_at
    response.pk, response.phase, response.receipt = None, 2, "TT-2"
    response.received_at = response.asked_at - HOUR
    for row, rule in (
        (question, "no_answer_is_older_than_its_question"),
        (response, "no_reply_is_older_than_what_it_answers"),
    ):
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            with deeds.record("hand_deliver", on=fresh(clarification), by=world.officer):
                row.save()


def test_a_receipt_judges_by_the_due_that_the_letter_is_judged_by(world):
    """More time for one question, another returned with less, both answered in between."""
    issued = ago(100)
    clarification = make_request(world, "open", issued_at=issued)
    due = clarification.present_due
    answer_request(world, clarification, numbers=[1], at=issued + 40 * HOUR)
    facts = dict(seen=fresh(clarification).version, due_at=due + 48 * HOUR, reason="x", at=issued + 50 * HOUR)
    deadlines.extend(fresh(clarification), by=world.supervisor, **facts)
    questions = {clarification.questions.get(number=1): "Kurang"}
    facts = dict(seen=fresh(clarification).version, due_at=due + 5 * HOUR, reason="x", at=issued + 60 * HOUR)
    replies.send_again(fresh(clarification), by=world.officer, questions=questions, **facts)
    reply = answer_request(world, fresh(clarification))
    clarification = fresh(clarification)
    assert reply.received_at == clarification.completed_at and reply.due_at == clarification.completed_due_at
    assert reply.lateness == clarification.lateness(timezone.now()) == timedelta(0)
    assert clarification.letters.get(response=reply).content["late_seconds"] == 0


def test_what_only_completes_a_return_is_judged_by_the_due_of_the_return(world):
    issued = ago(200)
    clarification = make_request(world, "open", issued_at=issued)
    answer_request(world, clarification, at=issued + 10 * HOUR)
    send_back(world, fresh(clarification), [1], issued + 20 * HOUR)
    reply = answer_request(world, fresh(clarification), at=issued + 100 * HOUR)
    assert reply.due_at == issued + 90 * HOUR and reply.lateness == 10 * HOUR
    assert fresh(clarification).lateness(timezone.now()) == timedelta(0)


# --- what is entered late may have come first -------------------------------------------------------------------------


def scan(world, clarification):
    case, upload = clarification.incident, SimpleUploadedFile("surat.txt", b"isi")
    return evidence.attach(case, by=world.officer, upload=upload)


def late_by(world, hours=80, after=8):
    """Answered in full through the portal, `after` hours after its due: the request, and its due."""
    clarification = make_request(world, "open", issued_at=ago(hours + 72))
    due = clarification.deadlines.get().due_at
    came = due - 70 * HOUR
    arrival.deliver(clarification, how=arrival.Arrival.RECEIPT, what="surat@a.example", happened_at=came, at=came)
    answer_request(world, clarification, at=due + after * HOUR)
    return fresh(clarification), due


@pytest.mark.parametrize("accepted", [False, True])
def test_paper_that_came_in_time_and_is_entered_last_was_the_answer(world, log_in, accepted):
    """A letter lay in the mail room while the agency answered in the portal, late: by what the record knows now it was not."""
    clarification, due = late_by(world)
    if accepted:
        clarification = clarifications.accept(clarification, by=world.officer, seen=clarification.version)
    late = clarification.responses.get()
    before, status = clarification.letters.get(kind="receipt").content, clarification.status
    assert clarification.lateness(timezone.now()) == 8 * HOUR and figures_of(world, clarification) == (0, 1)
    piece, came = scan(world, clarification), (due - 5 * HOUR).replace(second=0)
    officer, address = log_in(world.officer), f"/permintaan/{clarification.pk}/catat-balasan/"
    data = {"seen": clarification.version, "channel": "letter", "document": "B-7", "name": "N", "office": "J"}
    data |= {"received_at": timezone.localtime(came).strftime("%d-%m-%Y %H.%M"), "evidence": piece.pk}
    data |= {f"q{question.pk}": "Sudah kami jawab" for question in clarification.questions.all()}
    without = press(officer, address, data | {"evidence": ""}).content.decode()
    assert "Pilih pindaiannya" in without and clarification.responses.count() == 1
    assert press(officer, address, data).status_code == 302
    clarification = fresh(clarification)
    assert (clarification.status, clarification.completed_at, clarification.completed_due_at) == (status, came, due)
    assert clarification.lateness(timezone.now()) == timedelta(0) and figures_of(world, clarification) == (1, 0)
    assert clarification.clock(timezone.now()).state == "tepat"
    assert {q.first_answered_at for q in clarification.questions.all()} == {came}
    assert {q.reply for q in clarification.questions.all()} == {late}, "the latest answer stays the answer"
    receipt = clarification.letters.filter(kind="receipt").first()
    assert receipt.content == before and late.lateness == 8 * HOUR, "what was given out stays as it was"
    page = log_in(world.liaison_a).get(f"/tanda-terima/{late.pk}/").content.decode()
    assert "Tanda terima ini tetap seperti saat diterbitkan" in page and "8 jam" in page
    newer = clarification.responses.get(phase=2)
    assert newer.lateness == timedelta(0) and "tetap seperti saat" not in (
        log_in(world.liaison_a).get(f"/tanda-terima/{newer.pk}/").content.decode()
    )
    history = log_in(world.auditor).get(f"/insiden/{clarification.incident}/riwayat/").content.decode()
    assert "Datang sebelum jawaban yang tercatat: pertanyaan 1, 2 terhitung dijawab saat itu" in history


def figures_of(world, clarification):
    """(in time, late) of the figures of the agency."""
    now = timezone.now()
    days = [clocks.day(now - 400 * HOUR), clocks.day(now)]
    _rows, every = figures.by_agency(world.auditor, *days, now)
    return every.in_time, every.late


def test_paper_later_than_what_stands_changes_nothing_and_is_refused(world):
    clarification, due = late_by(world)
    piece = scan(world, clarification)
    for came in (due + 8 * HOUR, due + 9 * HOUR):
        with pytest.raises(completeness.AnsweredBefore):
            paper(world, clarification, came, [1, 2], scan=piece)
    for said in ({}, {"kind": "interim", "text": "Kami periksa"}, {"kind": "denial", "text": "Tidak"}):
        with pytest.raises(completeness.NoProof):
            paper(world, clarification, due - HOUR, [] if said else [1], **said)
    assert fresh(clarification).lateness(timezone.now()) == 8 * HOUR


def test_paper_for_one_question_makes_the_letter_no_earlier_than_the_other(world):
    clarification, due = late_by(world)
    piece = scan(world, clarification)
    paper(world, clarification, due - HOUR, [1], scan=piece)
    clarification = fresh(clarification)
    assert clarification.lateness(timezone.now()) == 8 * HOUR and clarification.first_reply_at == due - HOUR
    paper(world, clarification, due + HOUR, [2], scan=piece)
    assert fresh(clarification).lateness(timezone.now()) == HOUR, "late all the same, and by less"


def test_a_denial_on_paper_that_came_in_time_is_the_answer_too(world):
    clarification, due = late_by(world)
    said = {"kind": "denial", "text": "Bukan dari kami"}
    paper(world, clarification, due - HOUR, [], scan=scan(world, clarification), **said)
    assert fresh(clarification).lateness(timezone.now()) == timedelta(0)
    assert clarification.incident.assertions.filter(topic="denial").count() == 1


def test_one_paper_answers_what_is_open_and_what_was_answered_late(world):
    clarification = make_request(world, "open", issued_at=ago(90))
    due = clarification.deadlines.get().due_at
    answer_request(world, clarification, numbers=[1], at=due + 3 * HOUR)
    came = due - HOUR
    paper(world, fresh(clarification), came, [1, 2], scan=scan(world, clarification))
    clarification = fresh(clarification)
    assert (clarification.status, clarification.completed_at, clarification.completed_due_at) == ("answered", came, due)
    assert clarification.responses.last().due_at == due


def test_paper_before_a_return_is_judged_by_the_due_that_counted_then(world):
    clarification, due = late_by(world)
    at = due + 9 * HOUR
    clarification = send_back(world, clarification, [1], at)
    paper(world, clarification, due + HOUR, [1, 2], scan=scan(world, clarification))
    clarification = fresh(clarification)
    assert clarification.status == "open" and clarification.questions.get(number=1).status == "open"
    assert clarification.completed_at == due + HOUR and clarification.lateness(timezone.now()) == HOUR
    assert clarification.responses.last().lateness == HOUR


def test_paper_to_the_first_letter_answers_the_second_when_that_left(world, the_ladder):
    issued = ago(100)
    first = make_request(world, "open", issued_at=issued)
    second = next_letter.draft_next(fresh(first), by=world.officer, at=issued + 74 * HOUR)
    second = clarifications.submit(second, by=world.officer, seen=second.version, at=issued + 75 * HOUR)
    second = issue_request(world, second, at=issued + 76 * HOUR)
    answer_request(world, second, at=issued + 90 * HOUR)
    first = fresh(first)
    assert first.status == "answered" and first.lateness(timezone.now()) > timedelta(0)
    paper(world, first, issued + 70 * HOUR, [1, 2], scan=scan(world, first))
    first, second = fresh(first), fresh(second)
    assert first.lateness(timezone.now()) == timedelta(0)
    assert second.completed_at == second.issued_at and {q.first_answered_at for q in second.questions.all()} == {
        second.issued_at
    }


def reissued(world, old, at):
    new = next_letter.reissue(old, by=world.officer, at=at)
    new = clarifications.submit(new, by=world.officer, seen=new.version, at=at + HOUR)
    return issue_request(world, new, at=at + 2 * HOUR)


@pytest.mark.parametrize("came_at, judged", [(70, (1, 0)), (80, (0, 1))])
@pytest.mark.parametrize("end", ["withdraw", "reissue"])
def test_paper_that_came_before_a_request_ended_answered_it(world, end, came_at, judged):
    """It is entered when the request is withdrawn or replaced by a new letter already: what came counts for what was asked."""
    issued = ago(100)
    old, arrived = make_request(world, "open", issued_at=issued), issued + 2 * HOUR
    arrival.deliver(old, how=arrival.Arrival.RECEIPT, what="surat@a.example", happened_at=arrived, at=arrived)
    old = fresh(old)
    if end == "withdraw":
        facts = {"seen": old.version, "reason": "Keliru", "at": issued + 90 * HOUR}
        old = letter_decisions.withdraw(old, by=world.supervisor, **facts)
    else:
        new = reissued(world, old, issued + 88 * HOUR)
    old, status = fresh(old), fresh(old).status
    assert figures_of(world, old) == (0, 0), "silent"
    piece, came = scan(world, old), issued + came_at * HOUR
    with pytest.raises(completeness.NoProof):
        paper(world, old, came, [1, 2])
    with pytest.raises(completeness.AskedNoMore):
        paper(world, old, issued + 91 * HOUR, [1, 2], scan=piece)
    paper(world, old, came, [1, 2], scan=piece)
    old = fresh(old)
    assert (old.status, old.completed_at, figures_of(world, old)) == (status, came, judged)
    late = max(came_at - 72, 0) * HOUR
    assert old.lateness(timezone.now()) == late == old.responses.get().lateness
    assert old.letters.get(kind="receipt").content["late_seconds"] == late.total_seconds()
    if end == "reissue":
        new = fresh(new)
        assert (new.status, new.completed_at) == ("answered", new.issued_at), "it had been answered when it left"
    with pytest.raises(completeness.AnsweredBefore):
        paper(world, old, came + HOUR, [1], scan=piece)


def test_paper_to_the_first_letter_answers_the_second_that_was_withdrawn_later(world, the_ladder):
    issued = ago(100)
    first = make_request(world, "open", issued_at=issued)
    second = next_letter.draft_next(fresh(first), by=world.officer, at=issued + 74 * HOUR)
    second = clarifications.submit(second, by=world.officer, seen=second.version, at=issued + 75 * HOUR)
    second = issue_request(world, second, at=issued + 76 * HOUR)
    facts = {"seen": second.version, "reason": "Keliru", "at": issued + 90 * HOUR}
    letter_decisions.withdraw(second, by=world.supervisor, **facts)
    paper(world, fresh(first), issued + 80 * HOUR, [1, 2], scan=scan(world, first))
    second = fresh(second)
    assert (second.status, second.completed_at) == ("withdrawn", issued + 80 * HOUR)


def test_nothing_is_recorded_for_a_request_that_never_went_out(world, log_in):
    draft = make_request(world, "draft")
    withdrawn = letter_decisions.withdraw(draft, by=world.supervisor, seen=draft.version, reason="Keliru")
    with pytest.raises(deeds.Conflict):
        paper(world, fresh(withdrawn), ago(1), [1])
    assert log_in(world.officer).get(f"/permintaan/{draft.pk}/catat-balasan/").status_code == 302


def test_nothing_that_comes_through_the_portal_makes_an_answer_earlier(world):
    clarification, due = late_by(world)
    question = clarification.questions.first()
    with pytest.raises(IntegrityError, match="a_first_answer_moves_earlier_by_paper_alone"), transaction.atomic():
        with deeds.record("hand_deliver", on=clarification, by=world.officer):
            question.first_answered_at = due - HOUR
            question.save()
