"""Mails that people take in hand: tried again, cancelled; and two notices of one bounce at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

from incidents.actions import agencies, arrival, corrections, evidence, outside_words
from incidents.actions.from_outside import FromOutside
from incidents.models import handings_over
from incidents.record import deeds, stream
from incidents.reports import letter_account, ways_of_knowing, who_knew
from incidents.workflow import Action
from notifications import postroom
from notifications.models import Message
from notifications.postroom import after_sending, bounces, outcomes
from tests.one_of_everything import recommended
from tests.world import fresh, make_request

MINUTE = timedelta(minutes=1)


def a_message(world, **state):
    clarification = make_request(world, "open")
    postroom.write_receipts(timezone.now())
    message = Message.objects.get(request=clarification, kind="letter")
    Message.objects.filter(pk=message.pk).update(**state)
    return Message.objects.get(pk=message.pk)


def test_a_mail_that_failed_is_tried_again_with_the_same_name(world, log_in):
    now = timezone.now()
    message = a_message(world, state="given_up", settled_at=now, attempts=6, last_error="x")
    name = message.message_id
    log_in(world.officer).post(f"/kotak-keluar/{message.pk}/kirim-lagi/")
    message.refresh_from_db()
    assert (message.state, message.attempts, message.settled_at, message.message_id) == ("to_send", 0, None, name)
    for pk in postroom.letters_to_make():
        postroom.make_letter(pk)
    assert Message.objects.ready(timezone.now()).filter(pk=message.pk)
    event = message.request.incident.events.get(action="retry_message")
    assert event.actor == world.officer and event.details["recipient"] == "surat@a.example"


@pytest.mark.parametrize("state", ["to_send", "sent", "skipped"])
def test_only_a_mail_that_failed_is_tried_again(world, state):
    settled = None if state == "to_send" else timezone.now()
    message = a_message(world, state=state, settled_at=settled)
    with pytest.raises(deeds.Conflict):
        after_sending.retry(message, by=world.officer)
    assert not message.request.incident.events.filter(action="retry_message").exists()


def test_a_mail_that_waits_is_cancelled_by_a_supervisor_with_a_reason(world, log_in):
    message = a_message(world)
    page = f"/kotak-keluar/{message.pk}/batal/"
    assert log_in(world.officer).post(page, {"reason": "x"}).status_code == 403
    with pytest.raises(PermissionDenied):
        after_sending.cancel(message, by=world.officer, reason="x")
    assert log_in(world.supervisor).post(page, {"reason": ""}).status_code == 200
    log_in(world.supervisor).post(page, {"reason": "Sudah diserahkan"})
    message.refresh_from_db()
    assert (message.state, message.skip_reason) == ("skipped", "cancelled")
    assert message.request.incident.events.get(action="cancel_message").reason == "Sudah diserahkan"
    assert "dibatalkan oleh atasan" in log_in(world.auditor).get("/kotak-keluar/").content.decode()


def test_a_mail_in_the_hands_of_a_worker_is_not_cancelled(world):
    from datetime import timedelta

    message = a_message(world, claimed_until=timezone.now() + timedelta(minutes=1))
    with pytest.raises(deeds.Conflict):
        after_sending.cancel(message, by=world.supervisor, reason="x")
    assert Message.objects.get(pk=message.pk).state == "to_send"


@pytest.mark.real
def test_two_notices_of_one_bounce_at_once_are_noted_once(real_world):
    from tests.at_once import at_once

    now = timezone.now()
    message = a_message(real_world, state="sent", settled_at=now, sent_at=now)
    found = bounces.Returned(bounces.Verdict.BOUNCED, (message.mail_id,), (message.recipient,), "5.1.1", "no user")
    results = at_once(*[lambda: after_sending.note_returned(found, timezone.now())] * 3)
    assert not [r for r in results if isinstance(r, Exception)]
    assert message.request.incident.events.filter(action="bounce_message").count() == 1


def sent(message, at):
    """The relay took it at `at`."""
    Message.objects.filter(pk=message.pk).update(sent_at=None, claimed_until=None)
    outcomes.settle([outcomes.Outcome(message, Action.SEND_MESSAGE, Message.State.SENT)], at)
    return Message.objects.get(pk=message.pk)


def notice(message, verdict, at):
    return bounces.Returned(verdict, (message.mail_id,), (message.recipient,), "5.1.1", "no user", at=at)


def test_a_notice_of_the_first_try_that_is_read_after_the_second_says_nothing_of_it(world):
    """Two notices of one mail that came back: the second is read when the mail has long gone out again."""
    now, bounced = timezone.now(), bounces.Verdict.BOUNCED
    message = sent(a_message(world), now - 50 * MINUTE)
    came_back = notice(message, bounced, now - 45 * MINUTE)
    assert after_sending.note_returned(came_back, now - 30 * MINUTE) == message
    after_sending.retry(fresh(message), by=world.officer)
    message = sent(fresh(message), now - 10 * MINUTE)
    assert after_sending.note_returned(came_back, now) is None and fresh(message).state == "sent"
    later = notice(message, bounced, now - 5 * MINUTE)
    assert after_sending.note_returned(later, now) == message and fresh(message).state == "bounced"
    told = message.request.incident.events.filter(action="bounce_message").order_by("recorded_at")
    assert [event.happened_at for event in told] == [now - 45 * MINUTE, now - 5 * MINUTE]


def test_a_server_whose_clock_is_slow_is_believed_about_the_only_try(world):
    now = timezone.now()
    message = sent(a_message(world), now - 10 * MINUTE)
    found = notice(message, bounces.Verdict.BOUNCED, now - 300 * MINUTE)
    assert after_sending.note_returned(found, now) == message and fresh(message).state == "bounced"
    told = message.request.incident.events.get(action="bounce_message")
    assert told.happened_at == now - 10 * MINUTE, "nothing comes back before it left"


def test_a_receipt_of_the_first_try_that_is_read_after_the_second_dates_the_arrival(world):
    now = timezone.now()
    clarification = make_request(world, "open", issued_at=now - 60 * MINUTE)
    postroom.write_receipts(now)
    message = sent(Message.objects.get(request=clarification, kind="letter"), now - 50 * MINUTE)
    after_sending.note_returned(notice(message, bounces.Verdict.BOUNCED, now - 49 * MINUTE), now - 30 * MINUTE)
    after_sending.retry(fresh(message), by=world.officer)
    message = sent(fresh(message), now - 10 * MINUTE)
    arrived = notice(message, bounces.Verdict.DELIVERED, now - 40 * MINUTE)
    assert after_sending.note_returned(arrived, now) == message
    assert fresh(clarification).delivered_at == now - 40 * MINUTE


@pytest.mark.parametrize("mistaken", ["word", "hand"])
def test_what_a_mail_server_said_after_a_mistaken_proof_counts_once_that_is_struck(world, mistaken):
    now = timezone.now()
    row = make_request(world, "open", issued_at=now - 60 * MINUTE)
    postroom.write_receipts(now)
    message = sent(Message.objects.get(request=row, kind="letter"), now - 50 * MINUTE)
    if mistaken == "word":
        paper = FromOutside("Sri", now - 45 * MINUTE, "phone", "")
        word = outside_words.record_receipt(fresh(row), by=world.officer, seen=None, paper=paper)
    else:
        scan = evidence.attach(row.incident, by=world.officer, upload=SimpleUploadedFile("t.txt", b"isi"))
        facts = {"received_at": now - 45 * MINUTE, "received_by": "Agendaris", "evidence": scan}
        arrival.hand_deliver(fresh(row), by=world.officer, seen=None, **facts)
    after_sending.note_returned(notice(message, bounces.Verdict.DELIVERED, now - 40 * MINUTE), now)
    assert fresh(row).delivered_how == mistaken and fresh(message).state == "delivered"
    if mistaken == "word":
        corrections.strike(word, by=world.officer, seen=None, reason="Surat lain")
    else:
        arrival.strike_delivery(fresh(row), by=world.officer, seen=None, reason="Surat lain")
    assert (fresh(row).delivered_at, fresh(row).delivered_how) == (now - 40 * MINUTE, "receipt")
    closed = fresh(row)
    closed.security = closed.Security.LIMITED
    assert handings_over.shown_besides(closed) == (None, ""), "what arrived was the word that it is there"


def test_each_mail_that_arrives_is_one_event_of_it_whatever_it_belongs_to_and_no_line_of_the_trail(world):
    """A letter to two addresses, and a letter of the case: the server of each address sends its receipt, the first one twice."""
    dua = {"office": "Kedua", "email": "dua@a.example", "valid_from": timezone.localdate()}
    agencies.register_contact(world.agency_a, by=world.administrator, **dua)
    clarification = make_request(world, "open")
    alone = recommended(world, clarification.incident, world.agency_a, world.liaison_a)["result"]
    postroom.write_receipts(timezone.now())
    mails = [*Message.objects.filter(request=clarification, kind="letter").order_by("recipient")]
    mails += Message.objects.filter(case_letter=alone, audience="agency").order_by("recipient")
    assert [mail.recipient for mail in mails] == ["dua@a.example", "surat@a.example"] * 2
    mails, before = [sent(mail, timezone.now()) for mail in mails], (fresh(clarification).version, fresh(alone).version)
    for mail in [*mails, mails[0]]:
        after_sending.note_returned(notice(mail, bounces.Verdict.DELIVERED, None), timezone.now())
    case, moves = clarification.incident, (Action.ARRIVE_MESSAGE, Action.DELIVER)
    arrived = case.events.filter(action=moves[0]).order_by("recorded_at")
    assert [event.details["message_id"] for event in arrived] == [mail.message_id for mail in mails]
    assert {event.cause_id for event in arrived} == {mail.event_id for mail in mails}
    assert case.events.get(action=moves[1]).details["what"] == "dua@a.example", "the first proof dates the letter"
    assert (fresh(clarification).version, fresh(alone).version) == before, "nobody's form is refused for that"
    shown = {line.event.action: line.mails for line in stream.page(stream.Question(), world.auditor).lines}
    assert moves[0] not in shown and {("arrived", 2)} == {*shown["issue"].counts, *shown["issue_letter"].counts}
    lines = who_knew.Knowledge(case, world.auditor).lines
    knew = {
        (line.person.name, line.fact.key) for line in lines if ways_of_knowing.ARRIVED in {s.way for s in line.steps}
    }
    of = [(each._meta.model_name, str(each.pk)) for each in (clarification, alone)]
    assert knew == {(to, fact) for to in ("dua@a.example", "surat@a.example") for fact in of}
    with translation.override("en"):
        told = " ".join(each.words for each in letter_account.of(fresh(clarification), timezone.now()).mails)
    assert told.count("its mail server said that it arrived on") == 2
