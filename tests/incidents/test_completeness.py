"""When a request is answered in full: the latest of its parts in whatever order they are entered, never before it was asked."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from incidents.actions import clarifications, completeness, deadlines, next_letter, replies
from incidents.record import deeds
from notifications.letters import html
from tests.world import answer_request, fresh, issue_request, make_request

HOUR = timedelta(hours=1)


def ago(hours):
    return (timezone.now() - hours * HOUR).replace(microsecond=0)


def paper(world, clarification, came, numbers, at=None):
    """A letter that came at `came` answers these questions; it is entered now."""
    answers = [replies.Said(q, "x") for q in clarification.questions.filter(number__in=numbers)]
    reply = replies.Reply("N", "J", answers=answers, received_at=came, channel="letter", document="B-7, 2 Des")
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
    data["read_back"] = officer.post(address, data).context["form"]["read_back"].value()
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
