"""Notices of mail servers, written after RFC 3464 and 3834 as Postfix, Exim and Exchange write them; hostile ones too."""

from datetime import timedelta
from email.utils import format_datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from incidents import setup_data
from incidents.actions import clarifications, replies
from notifications import postroom
from notifications.models import Message
from notifications.postroom import bounces
from notifications.postroom.bounces import Verdict
from tests.notifications.conftest import work
from tests.returned_mail import (
    OURS,
    domino_report,
    exchange_report,
    exim_report,
    gmail_report,
    report,
    sent,
    zimbra_report,
)
from tests.world import answer_request, fresh, make_request


@pytest.mark.parametrize(
    ("mail", "verdict", "status"),
    [
        (report("failed"), Verdict.BOUNCED, "5.1.1"),
        (report("delayed", status="4.4.1"), Verdict.DELAYED, "4.4.1"),
        (report("delivered", status="2.0.0", words="250 Ok"), Verdict.DELIVERED, "2.0.0"),
        (report("relayed", status="2.0.0"), Verdict.RELAYED, "2.0.0"),
        (exchange_report(), Verdict.BOUNCED, "5.2.2"),
        (exim_report(), Verdict.BOUNCED, "5.7.1"),
        (zimbra_report(), Verdict.BOUNCED, "4.2.2"),
        (gmail_report(), Verdict.BOUNCED, "5.1.1"),
        (domino_report(), Verdict.BOUNCED, "5.1.1"),
    ],
)
def test_the_notices_of_mail_servers_are_read(mail, verdict, status):
    found = bounces.read(mail)
    assert (found.verdict, found.status, [str(i) for i in found.mail_ids]) == (verdict, status, [OURS])
    assert found.recipients == ("surat@a.example",)


@pytest.mark.parametrize(
    "headers",
    [
        "Auto-Submitted: auto-replied\r\nSubject: Re: Surat",
        "Auto-Submitted: auto-generated; owner\r\nX-Auto-Response-Suppress: All\r\nSubject: Automatic reply: Surat",
        "X-Autoreply: yes\r\nSubject: Cuti",
    ],
)
def test_out_of_office_is_no_answer_and_no_arrival(headers):
    mail = f"From: surat@a.example\r\n{headers}\r\nIn-Reply-To: <{OURS}@uji.example>\r\n\r\nSaya cuti.\r\n".encode()
    assert bounces.read(mail).verdict == Verdict.AWAY


def test_a_person_who_answers_is_no_notice():
    mail = f"From: surat@a.example\r\nIn-Reply-To: <{OURS}@uji.example>\r\nSubject: Re\r\n\r\nKami jawab.\r\n".encode()
    assert bounces.read(mail).verdict == Verdict.UNKNOWN


@pytest.mark.parametrize(
    "mail",
    [
        b"",
        b"\x00" * 500,
        b"Content-Type: multipart/report; boundary=x\r\n\r\n" + b"--x\r\n" * 5000,
        b"Content-Type: message/delivery-status\r\n\r\n\xff\xfe\x00",
        b"Content-Type: multipart/mixed; boundary=" + b"a" * 9000,
        ("Content-Type: message/rfc822\r\n\r\n" * 400).encode(),
        b"Subject: =?utf-8?b?////?=\r\nAuto-Submitted: \r\n\r\nx",
    ],
)
def test_whatever_is_sent_is_read_without_a_fault(mail):
    assert bounces.read(mail).verdict in Verdict


def hand_in(client, data):
    return client.post("/kotak-keluar/kembali/", {"file": SimpleUploadedFile("kembali.eml", data)})


def test_a_bounce_is_noted_once_and_raises_the_alarm(world, log_in):
    clarification, message = sent(world)
    officer = log_in(world.officer)
    bounce = report("failed", mail_id=message.mail_id)
    assert hand_in(officer, bounce).headers["Location"] == f"/permintaan/{clarification.pk}/"
    message.refresh_from_db()
    assert (message.state, message.last_error[:5]) == ("bounced", "5.1.1")
    event = clarification.incident.events.get(action="bounce_message")
    assert (
        event.details["recipient"] == "surat@a.example"
        and clarification.version == type(clarification).objects.get(pk=clarification.pk).version
    )
    assert "Surel gagal sampai" in officer.get(f"/permintaan/{clarification.pk}/").content.decode()
    assert "sudah dicatat" in hand_in(officer, bounce).content.decode()
    assert clarification.incident.events.filter(action="bounce_message").count() == 1


def test_a_servers_receipt_is_arrival(world, log_in):
    clarification, message = sent(world)
    hand_in(log_in(world.officer), report("delivered", status="2.0.0", mail_id=message.mail_id))
    message.refresh_from_db()
    clarification.refresh_from_db()
    assert (message.state, clarification.delivered_how) == ("delivered", "receipt")


@pytest.mark.parametrize(("ago", "as_stated"), [(timedelta(hours=30), True), (timedelta(days=9), False)])
def test_a_letter_arrived_when_the_server_says_not_when_its_receipt_was_read(world, log_in, ago, as_stated):
    """Within what can be: not before the mail left."""
    now = timezone.now().replace(microsecond=0)
    clarification, message = sent(world, issued_at=now - timedelta(days=3))
    left = now - timedelta(days=2)
    Message.objects.filter(pk=message.pk).update(sent_at=left)
    data = report("delivered", status="2.0.0", mail_id=message.mail_id)
    stated = format_datetime(now - ago)
    hand_in(log_in(world.officer), data.replace(b"Fri, 20 Nov 2026 10:00:00 +0700 (WIB)", stated.encode()))
    clarification.refresh_from_db()
    assert clarification.delivered_at == (now - ago if as_stated else left)


def test_a_notice_for_another_recipient_or_an_unknown_mail_changes_nothing(world, log_in):
    clarification, message = sent(world)
    officer = log_in(world.officer)
    for mail in (
        report("failed", mail_id=message.mail_id, recipient="lain@a.example"),
        report("failed"),
        report("delayed", mail_id=message.mail_id),
        b"bukan surel",
    ):
        assert hand_in(officer, mail).status_code == 200
    message.refresh_from_db()
    assert message.state == "sent" and not clarification.incident.events.filter(action="bounce_message").exists()
    big = SimpleUploadedFile("besar.eml", b"x" * (5 * 1024 * 1024 + 1))
    assert "lebih dari 5 MB" in officer.post("/kotak-keluar/kembali/", {"file": big}).content.decode()


def entries(mail):
    from icalendar import Calendar

    [part] = [p for p in mail.attachments if p[0] == "tenggat.ics"]
    calendar = Calendar.from_ical(part[1])
    return calendar, calendar.walk("VEVENT")[0]


def method_of(mail):
    """What the part with the entry says is to be done with it, for programs that look no further (RFC 6047 2.4)."""
    [part] = [part for part in mail.message().walk() if part.get_content_type() == "text/calendar"]
    return part.get_param("method")


def mail_of(clarification, kind):
    from notifications.mails import compose

    postroom.write_receipts(timezone.now())
    return compose.make(Message.objects.filter(request=clarification, kind=kind).first(), at=timezone.now())


def test_the_due_travels_as_one_calendar_entry_that_moves_and_ends(world):

    from incidents.actions import deadlines, letter_decisions

    clarification = make_request(world, "open")
    for pk in postroom.letters_to_make():
        postroom.make_letter(pk)
    calendar, first = entries(mail_of(clarification, "letter"))
    assert (calendar["METHOD"], first["STATUS"], first["SEQUENCE"]) == ("PUBLISH", "CONFIRMED", 0)
    assert first.decoded("dtstart") == clarification.deadlines.get().due_at
    assert first["ORGANIZER"].startswith("mailto:tanggap@") and "CN" in first["ORGANIZER"].params
    assert method_of(mail_of(clarification, "letter")) == "PUBLISH"
    alarms = sorted(a.decoded("trigger") for a in first.walk("VALARM"))
    before = [each["hours"] for each in setup_data.shipped_reminders() if each["hours"] < 0 and "agency" in each["to"]]
    assert alarms == [timedelta(hours=hours) for hours in before] and len(before) == 3, (
        "as the reminders, by their data"
    )
    due = clarification.deadlines.get().due_at + timedelta(hours=24)
    clarification = deadlines.extend(
        clarification, by=world.supervisor, seen=clarification.version, due_at=due, reason="x"
    )
    _, moved = entries(mail_of(clarification, "extended"))
    assert moved["UID"] == first["UID"] and moved["SEQUENCE"] == 1 and moved.decoded("dtstart") == due
    clarification = type(clarification).objects.get(pk=clarification.pk)
    clarification = letter_decisions.withdraw(
        clarification, by=world.supervisor, seen=clarification.version, reason="x"
    )
    calendar, ended = entries(mail_of(clarification, "withdrawn"))
    assert (calendar["METHOD"], ended["STATUS"], ended["SEQUENCE"]) == ("CANCEL", "CANCELLED", 2)
    assert ended["ORGANIZER"] == first["ORGANIZER"]
    assert method_of(mail_of(clarification, "withdrawn")) == "CANCEL"
    assert not ended.walk("VALARM") and ended["UID"] == first["UID"]
    words = calendar.to_ical().decode()
    assert "Dugaan" not in words


@pytest.mark.parametrize("status", ["closed", "open"])
def test_whoever_hears_of_a_mail_that_came_back_reads_that_a_due_runs_only_where_one_does(
    world, log_in, drawn_letters, mailoutbox, status
):
    row, kind = make_request(world, "answered" if status == "closed" else "open"), "letter"
    if status == "closed":
        clarifications.accept(fresh(row), by=world.officer, seen=fresh(row).version)
        kind = "accepted"
    work()
    message = Message.objects.get(request=row, kind=kind)
    mailoutbox.clear()
    hand_in(log_in(world.officer), report("failed", mail_id=message.mail_id, recipient=message.recipient))
    work()
    told = [mail.body for mail in mailoutbox if mail.extra_headers["X-Tanggap-Kind"] == "came_back"]
    assert told
    for body in told:
        assert ("Tenggat tetap berjalan" in body, "terbitkan ulang" in body) == (status == "open", status == "open")


def given_back(world, row):
    """Question 1 returned with a due of its own, while the others still wait for theirs."""
    answer_request(world, row, numbers=[1])
    row, due = fresh(row), dict(due_at=timezone.now() + timedelta(hours=20), reason="x")
    question = {row.questions.get(number=1): "Kurang"}
    return fresh(replies.send_again(row, by=world.officer, seen=row.version, questions=question, **due))


def test_the_entry_of_a_returned_mail_has_the_due_that_its_words_name(world, drawn_letters):
    row = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=67))
    row = given_back(world, row)
    work()
    calendar, _first = entries(mail_of(row, "returned"))
    dues = [event.decoded("dtstart") for event in calendar.walk("VEVENT")]
    assert dues == [row.present_due, row.deadline_rows[-1].due_at] and dues[0] < dues[1], "one for each that stands"


def test_what_was_returned_and_is_answered_before_its_mail_left_is_not_asked_for_again(world, drawn_letters):
    row = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=67))
    work()
    row = given_back(world, row)
    postroom.write_receipts(timezone.now())
    answer_request(world, row, numbers=[1])
    work()
    assert fresh(row).status == "open"
    found = Message.objects.filter(request=row, kind="returned").values_list("state", "skip_reason")
    assert set(found) == {("skipped", "answered")}
