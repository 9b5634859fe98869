"""Mails to people who complained: a code or an answer, at an address that stands on the sheet and nowhere else."""

import re
import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from incidents.actions import complaint_confirmations, complaints, mistaken_complaints
from incidents.models import CaseEvent, Complaint
from incidents.plain.complainants import Person
from incidents.record import complainant_sheets
from notifications import postroom
from notifications.mails import compose
from notifications.models import Message
from notifications.postroom import after_sending, bounces
from tests.notifications.conftest import work
from tests.world import fresh

WHO = Person(name="Sri Wahyuningsih", email="sri.w@contoh.example")


def swept():
    postroom.write_receipts(timezone.now())
    postroom.deliver_messages()


@pytest.fixture
def complaint(world):
    return complaints.enter(by=world.officer, person=WHO, way="phone", text="Data dipakai orang")


def acknowledged(world, complaint):
    complaints.acknowledge(complaint, by=world.officer, seen=complaint.version)
    swept()
    return Message.objects.get(audience="complainant")


def test_an_acknowledged_complaint_is_mailed_with_number_and_code_to_the_address_on_the_sheet(world, complaint):
    message = acknowledged(world, complaint)
    [sent] = mail.outbox
    assert sent.to == [WHO.email] and message.state == Message.State.SENT
    code = re.search(r"\w{4}-\w{4}-\w{4}", sent.body)[0]
    assert complaint.reference in sent.subject and complainant_sheets.by_code(code) == complaint
    assert WHO.name not in sent.body + sent.subject and "/adukan/kode/" in sent.body


def test_what_waits_for_a_complaint_that_was_entered_by_mistake_does_not_leave_and_its_receipt_says_why(
    world, complaint
):
    complaints.acknowledge(complaint, by=world.officer, seen=complaint.version)
    postroom.write_receipts(timezone.now())
    mistaken_complaints.annul(complaint, by=world.supervisor, seen=None, reason="Percobaan")
    postroom.deliver_messages()
    message = Message.objects.get(audience="complainant")
    assert (message.state, message.skip_reason, mail.outbox) == ("skipped", "mistaken", [])
    assert CaseEvent.objects.get(action="skip_message").details["skip_reason"] == "mistaken"


def test_a_confirmation_that_came_back_and_was_struck_does_not_leave_when_it_is_tried_again(world, complaint):
    message = acknowledged(world, complaint)
    found = bounces.Returned(bounces.Verdict.BOUNCED, (message.mail_id,), (WHO.email,), "5.1.1", "no user")
    after_sending.note_returned(found, timezone.now())
    complaint_confirmations.strike(fresh(complaint), by=world.officer, seen=None, reason="Keliru")
    mail.outbox.clear()
    after_sending.retry(fresh(message), by=world.officer)
    postroom.deliver_messages(timezone.now())
    assert (fresh(message).state, fresh(message).skip_reason, mail.outbox) == ("skipped", "taken_back", [])
    assert fresh(complaint).acknowledged_at is None


def test_the_receipt_and_the_record_bear_a_placeholder(world, complaint):
    message = acknowledged(world, complaint)
    event = CaseEvent.objects.get(action="send_message")
    assert message.recipient == event.details["recipient"] == f"{complaint.reference.lower()}@pengadu.invalid"


def test_an_answer_leaves_as_a_letter_once_it_is_approved(world, complaint, drawn_letters):
    answer = complaints.draft_answer(complaint, by=world.officer, text="Laporan Saudara kami tindak lanjuti.")
    swept()
    assert [world.supervisor.email] in [sent.to for sent in mail.outbox] and [WHO.email] not in [
        sent.to for sent in mail.outbox
    ]
    complaints.send_answer(answer, by=world.supervisor, seen=1)
    work()
    sent = mail.outbox[-1]
    assert sent.to == [WHO.email] and str(fresh(answer).letter) in sent.body and len(sent.attachments) == 1
    assert "Isi kasus" not in sent.body


def test_what_came_by_the_public_form_is_confirmed_and_told_to_the_supervisors(world):
    complaint = complaints.submit(person=WHO, about="Toko", text="Data bocor")
    swept()
    assert {WHO.email, world.supervisor.email} <= {sent.to[0] for sent in mail.outbox}
    assert all(WHO.email not in sent.body + sent.subject for sent in mail.outbox)
    [told] = [sent for sent in mail.outbox if sent.to == [WHO.email]]
    assert world.unit.ministry in told.from_email and world.unit.ministry in told.body, "no unit sees to it yet"
    assert fresh(complaint).acknowledged_at


def test_without_an_address_nothing_is_mailed_and_the_receipt_says_so(world):
    complaint = complaints.enter(by=world.officer, person=Person(name="X Y"), way="phone", text="Data dipakai")
    complaints.acknowledge(complaint, by=world.officer, seen=1)
    swept()
    assert not mail.outbox and Message.objects.get().skip_reason == "no_contact"


class Refusing(EmailBackend):
    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({WHO.email: (550, f"5.1.1 <{WHO.email}> unknown".encode())})


def test_of_a_server_s_refusal_its_codes_alone_are_kept(world, complaint, settings, caplog):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    message = acknowledged(world, complaint)
    assert message.state == Message.State.GIVEN_UP and "550" in message.last_error
    kept = [message.last_error, message.reply, caplog.text, *CaseEvent.objects.values_list("payload", flat=True)]
    assert not [words for words in kept if WHO.email in words or "sri.w" in words]


def test_a_mail_that_comes_back_is_noted_without_the_address(world, complaint):
    message = acknowledged(world, complaint)
    said = f"<{WHO.email}>: 550 5.1.1 no such user"
    found = bounces.Returned(
        bounces.Verdict.BOUNCED, (message.mail_id,), (WHO.email,), "5.1.1", said, at=timezone.now()
    )
    assert after_sending.note_returned(found, timezone.now()) == message
    event = CaseEvent.objects.get(action="bounce_message")
    assert WHO.email not in event.payload and "550" in event.details["error"]


def test_an_address_that_was_taken_from_the_sheet_gets_nothing_any_more(world, complaint):
    complaints.acknowledge(complaint, by=world.officer, seen=1)
    postroom.write_receipts(timezone.now())
    complaints.amend_sheet(complaint.sheet, by=world.officer, reason="Uji", seen=1, person_email="")
    postroom.deliver_messages()
    assert not mail.outbox and Message.objects.get().skip_reason == "left"


def test_the_outbox_and_the_complaint_show_the_mail_and_no_address(world, complaint, log_in):
    acknowledged(world, complaint)
    for page in ("/kotak-keluar/", Complaint.objects.get().get_absolute_url()):
        shown = log_in(world.officer).get(page).content.decode()
        assert "pengadu.invalid" in shown and WHO.email not in shown


def test_supervisors_of_a_complaint_that_no_unit_handles_are_not_said_to_be_those_of_its_unit(world):
    came = complaints.submit(person=WHO, text="Data dipakai orang")
    swept()
    [first, *_rest] = Message.objects.filter(kind="complaint_came", complaint=came)
    words = " ".join(compose.make(first, at=timezone.now()).body.split())
    assert "pengaduan ini belum ditangani unit mana pun" in words and "yang menangani kasus ini" not in words
    complaints.take_up(came, by=world.officer, seen=came.version)
    words = " ".join(compose.make(fresh(first), at=timezone.now()).body.split())
    assert "atasan di unit yang menangani kasus ini" in words
