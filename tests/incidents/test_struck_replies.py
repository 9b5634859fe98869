"""A reply from outside that was entered by mistake: its words are put right; struck, what it answered is asked again in time."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.actions import (
    corrections,
    counter_questions,
    deadlines,
    evidence,
    not_ours_to_correct,
    replies,
    stopped_waiting,
    struck_replies,
)
from incidents.actions.clarifications import accept
from incidents.models import Assertion, CaseEvent, ClarificationRequest, Letter, Response
from incidents.record import cited_numbers, search
from incidents.reports import letter_account
from notifications import postroom
from notifications.models import Message
from tests.typed_rows import replied, said_to, struck
from tests.world import answer_request, fresh, make_request


def asked(reply):
    return ClarificationRequest.objects.get(pk=reply.request_id)


@pytest.fixture
def in_full(world):
    return replied(world, hours=1, kind="", text="", answers=[1, 2])


def test_what_a_struck_reply_answered_is_asked_again_with_the_time_that_was_left(world, in_full):
    before = asked(in_full)
    assert (before.status, before.completed_at) == ("answered", in_full.received_at)
    due = before.questions.first().in_time_until
    struck(in_full, by=world.officer)
    now = asked(in_full)
    assert (now.status, now.answered_at, now.completed_at, now.completed_due_at) == ("open", None, None, None)
    assert (now.first_reply_at, now.delivered_at) == (None, None)
    event = CaseEvent.objects.get(action="unanswer")
    for question in now.questions.all():
        assert (question.status, question.reply, question.first_answered_at) == ("open", None, None)
        assert question.in_time_until == (event.recorded_at + (due - in_full.received_at)).replace(microsecond=0)
    assert [row.kind for row in now.deadlines.all()] == ["first", "reopened"]
    assert now.present_due > due and not now.lateness(timezone.now())


def test_a_body_that_was_held_punctual_is_not_late_once_the_reply_is_struck_after_the_due(world):
    request = make_request(world, "open", issued_at=timezone.now() - timedelta(days=9))
    said = replies.Reply(
        "N",
        "J",
        answers=[*map(said_to(request), [1, 2])],
        channel="mail",
        received_at=request.issued_at + timedelta(hours=2),
    )
    reply = replies.record_reply(request, said, by=world.officer, seen=None)
    assert request.present_due < timezone.now()
    struck(reply, by=world.supervisor)
    now = asked(reply)
    assert not now.lateness(timezone.now()) and now.present_due > timezone.now() + timedelta(hours=60)


def test_who_was_late_by_what_stood_gets_no_time_by_its_being_struck(world):
    request = make_request(world, "open", issued_at=timezone.now() - timedelta(days=9))
    said = replies.Reply("N", "J", answers=[*map(said_to(request), [1, 2])], channel="mail", received_at=timezone.now())
    reply = replies.record_reply(request, said, by=world.officer, seen=None)
    struck(reply, by=world.officer)
    now = asked(reply)
    assert now.lateness(timezone.now()) and now.deadlines.count() == 1


def test_only_the_questions_of_a_struck_part_are_asked_again(world):
    reply = replied(world, hours=1, kind="", text="", answers=[1])
    answer_request(world, asked(reply))
    assert asked(reply).status == "answered"
    struck(reply, by=world.officer)
    now = asked(reply)
    assert [each.status for each in now.questions.order_by("number")] == ["open", "answered"]
    assert now.status == "open" and now.first_reply_at == now.responses.get().received_at
    answer_request(world, now)
    assert asked(reply).status == "answered" and [each.phase for each in asked(reply).responses.all()] == [2, 3]


def test_what_was_decided_on_a_reply_stays_and_so_does_the_reply(world, in_full):
    row = asked(in_full)
    accept(row, by=world.officer, seen=row.version)
    with pytest.raises(struck_replies.DecidedSince):
        struck(in_full, by=world.officer)
    assert asked(in_full).status == "closed" and Response.objects.filter(pk=in_full.pk).exists()


def test_a_reply_that_was_called_too_little_stays(world):
    request = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=100))
    came = request.issued_at + timedelta(hours=2)
    said = replies.Reply("N", "J", answers=[said_to(request)(1)], channel="mail", received_at=came)
    reply = replies.record_reply(request, said, by=world.officer, seen=None)
    stopped_waiting.stop_waiting(fresh(request), by=world.supervisor, seen=None, reason="Tidak ada jawaban")
    assert asked(reply).status == "insufficient"
    with pytest.raises(struck_replies.StoppedSince):
        struck(reply, by=world.officer)


def test_a_reply_that_made_the_record_earlier_is_not_struck(world):
    request = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=9))
    answer_request(world, request)
    scan = evidence.attach(request.incident, by=world.officer, text="Surat", origin="Pos")
    paper = replies.Reply(
        "N",
        "J",
        answers=[*map(said_to(request), [1, 2])],
        channel="letter",
        received_at=request.issued_at + timedelta(hours=1),
        evidence=scan,
    )
    reply = replies.record_reply(fresh(request), paper, by=world.officer, seen=None)
    with pytest.raises(struck_replies.MadeEarlier):
        struck(reply, by=world.officer)


def test_what_lapsed_with_a_struck_reply_waits_again(world):
    request = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=3))
    counter_questions.ask_back(request, by=world.liaison_a, seen=None, text="Data apa?")
    wished = request.present_due + timedelta(hours=24)
    deadlines.ask_extension(fresh(request), by=world.liaison_a, seen=None, reason="Perlu waktu", wished_at=wished)
    said = replies.Reply("N", "J", answers=[*map(said_to(request), [1, 2])], channel="mail", received_at=timezone.now())
    reply = replies.record_reply(fresh(request), said, by=world.officer, seen=None)
    assert [each.decision for each in request.extension_requests.all()] == ["lapsed"]
    struck(reply, by=world.officer)
    assert [each.decision for each in request.extension_requests.all()] == ["pending"]
    assert [each.state for each in request.counter_questions.all()] == ["pending"]


def test_the_denial_that_the_product_entered_goes_with_its_reply(world):
    reply = replied(world, hours=1, kind="denial", text="Bukan dari kami")
    [denied] = Assertion.objects.filter(topic="denial")
    fixed = corrections.revise(reply, by=world.officer, seen=None, reason="Salah ketik", text="Bukan data kami")
    assert Assertion.objects.get(pk=denied.pk).statement == fixed.text == "Bukan data kami"
    struck(reply, by=world.officer)
    assert not Assertion.objects.filter(topic="denial") and asked(reply).status == "open"


def test_the_body_is_told_by_mail_and_on_its_pages(world, in_full, log_in):
    struck(in_full, by=world.officer, reason="Surat dari kasus lain")
    postroom.write_receipts(timezone.now())
    [mail] = Message.objects.filter(kind="unanswered")
    assert mail.recipient and mail.request_id == in_full.request_id
    for page in (f"/permintaan/{in_full.request_id}/", f"/tanda-terima/{in_full.pk}/"):
        shown = log_in(world.liaison_a).get(page).content.decode()
        assert "dicoret" in shown and "Surat dari kasus lain" not in shown
    staff = log_in(world.auditor).get(f"/permintaan/{in_full.request_id}/").content.decode()
    assert "Surat dari kasus lain" in staff and "Jawaban di kertas" in staff
    told = letter_account.of(asked(in_full), timezone.now())
    assert any(in_full.receipt in each.words for each in told.steps) and len(told.dues) == 2


def test_what_a_body_sent_itself_is_not_corrected(world, log_in):
    request = make_request(world, "open")
    answer_request(world, request)
    reply = request.responses.get()
    for deed in (corrections.revise, corrections.strike):
        with pytest.raises(not_ours_to_correct.SentByTheBody):
            deed(reply, by=world.supervisor, seen=None, reason="x")
    assert f"/entri/balasan/{reply.pk}/" not in log_in(world.officer).get(f"/permintaan/{request.pk}/").content.decode()


def test_the_receipt_of_a_struck_reply_says_so_to_whoever_checks_it_and_is_given_to_who_had_it(world, in_full, log_in):
    receipt = Letter.objects.get(response=in_full)
    assert "tidak membuktikan" not in log_in(world.liaison_a).get(f"/v/{receipt.check_code}/").content.decode()
    struck(in_full, by=world.officer)
    assert "tidak membuktikan" in log_in(world.liaison_a).get(f"/v/{receipt.check_code}/").content.decode()
    address = reverse("notifications:receipt_pdf", args=[in_full.pk])
    assert log_in(world.liaison_a).get(address).status_code in (200, 503)
    assert log_in(world.liaison_b).get(address).status_code == 404
    assert cited_numbers.find(world.officer, in_full.receipt)


def test_what_a_struck_reply_said_is_found_no_more(world, in_full):
    def found():
        return search.entries("Jawaban di kertas").filter(kind="answer").count()

    assert found() == in_full.answers.count()
    struck(in_full, by=world.officer)
    assert not found()
    search.rebuild()
    assert not found()
