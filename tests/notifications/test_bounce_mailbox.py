"""The mailbox of returned mail, read by IMAP from a server on loopback."""

import socket

import pytest
from django.utils import timezone

from notifications import tasks, watch
from notifications.models import Heartbeat, Message, StrayMail
from notifications.postroom import bounce_mailbox, imap_mailbox
from tests.imap import Mailbox
from tests.returned_mail import exchange_report, exim_report, report, sent, ses_report


@pytest.fixture
def box(settings):
    box = Mailbox()
    settings.BOUNCE_MAILBOX_URL = box.url
    yield box
    box.close()


def test_without_a_mailbox_configured_nothing_is_asked(db, settings):
    settings.BOUNCE_MAILBOX_URL = ""
    assert bounce_mailbox.read() == 0 and not Heartbeat.objects.filter(part="mailbox").exists()


def test_what_came_back_is_noted_and_marked_as_read(world, box, log_in):
    clarification, message = sent(world)
    box.mails = {5: report("failed", mail_id=message.mail_id), 9: report("delayed", mail_id=message.mail_id)}
    assert bounce_mailbox.read() == 2
    message.refresh_from_db()
    assert message.state == "bounced" and box.seen == {5, 9} and not StrayMail.objects.exists()
    assert "Surel gagal sampai" in log_in(world.officer).get("/meja/").content.decode()
    assert bounce_mailbox.read() == 0
    assert clarification.incident.events.filter(action="bounce_message").count() == 1


def test_a_crash_before_the_mark_reads_the_notice_twice_and_notes_it_once(world, box):
    clarification, message = sent(world)
    box.mails = {1: report("failed", mail_id=message.mail_id)}
    box.fails = "UID STORE"
    assert bounce_mailbox.read() == 0 and not box.seen
    box.fails = ""
    assert bounce_mailbox.read() == 1 and box.seen == {1}
    assert clarification.incident.events.filter(action="bounce_message").count() == 1


def test_whatever_is_about_no_mail_of_ours_is_seen(world, box, log_in):
    box.mails = {
        1: b"From: Kepala <kepala@a.example>\r\nSubject: Jawaban kami\r\n\r\nTerlampir.\r\n",
        2: b"From: kepala@a.example\r\nAuto-Submitted: auto-replied\r\n\r\nSaya cuti.\r\n",
        3: b"From: iklan@x.example\r\n\r\n" + b"x" * (6 * 1024 * 1024),
        4: exchange_report(),
        5: exim_report(),
    }
    assert bounce_mailbox.read() == 5 and box.seen == {1, 2, 3, 4, 5}
    stray = set(StrayMail.objects.values_list("key", "sender", "note"))
    assert stray == {
        ("77:1", "kepala@a.example", ""),
        ("77:2", "kepala@a.example", "away"),
        ("77:3", "", f"{len(box.mails[3])} bytes"),
        ("77:4", "MicrosoftExchange329e71ec@a.example", "bounced"),
        ("77:5", "Mailer-Daemon@relay.example", "bounced"),
    }, "what names no mail of ours is listed, whatever it was read as"
    assert not any("UID FETCH 3 (BODY" in said for said in box.said), "what is too large is not fetched"
    page = log_in(world.officer).get("/kotak-keluar/kembali/").content.decode()
    assert "kepala@a.example" in page and "Jawaban kami" not in page


def test_one_mail_that_cannot_be_noted_keeps_no_other_unread(world, box, monkeypatch):
    _row, message = sent(world)
    box.mails = {
        1: b"From: a\0b@x.example\r\n\r\n\0\0",
        2: b"From: =?utf-8?q?=00=FF?= <\xff\xfe@x>\r\nSubject: \0\r\n\r\n",
        3: b"",
        4: b"\r\n" * 1000 + b"From: x",
        5: b"From: breaks@x.example\r\n\r\n",
        6: report("failed", mail_id=message.mail_id),
    }
    real = bounce_mailbox.after_sending.note_returned
    broken = iter([ValueError("x")])

    def picky(found, at):
        if found.verdict == "unknown" and len(box.seen) == 4:
            raise next(broken)
        return real(found, at)

    monkeypatch.setattr(bounce_mailbox.after_sending, "note_returned", picky)
    assert bounce_mailbox.read() == 6 and box.seen == set(box.mails)
    message.refresh_from_db()
    assert message.state == "bounced" and StrayMail.objects.filter(note="?").count() == 1


@pytest.mark.parametrize("fault", ["LOGIN", "SELECT", "UID SEARCH", "UID FETCH"])
def test_a_mailbox_that_refuses_is_said_on_every_page_and_stops_nothing(world, box, log_in, fault):
    _row, message = sent(world)
    box.mails = {1: report("failed", mail_id=message.mail_id)}
    box.fails = fault
    tasks.read_mailbox()
    assert not watch.look().mailbox_readable
    assert "Kotak surel yang gagal sampai tidak terbaca" in log_in(world.officer).get("/meja/").content.decode()
    box.fails = ""
    tasks.read_mailbox()
    assert watch.look().mailbox_readable and Message.objects.get(pk=message.pk).state == "bounced"


def test_a_silent_or_absent_mailbox_is_a_fault_and_no_exception(db, settings, monkeypatch):
    monkeypatch.setattr(imap_mailbox, "TIMEOUT", 0.3)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings.BOUNCE_MAILBOX_URL = f"imap://a:b@127.0.0.1:{silent.getsockname()[1]}/INBOX"
        assert bounce_mailbox.read() == 0
    assert not watch.look().mailbox_readable
    assert bounce_mailbox.read() == 0


def test_the_sweep_asks_for_the_mailbox_only_where_one_is_configured(world, box, settings, monkeypatch):
    asked = []
    monkeypatch.setattr(tasks.read_mailbox, "delay", lambda: asked.append(timezone.now()))
    monkeypatch.setattr(tasks.deliver_messages, "delay", lambda: None)
    tasks.sweep()
    settings.BOUNCE_MAILBOX_URL = ""
    tasks.sweep()
    assert len(asked) == 1


@pytest.fixture
def own_address(settings):
    """The address that one mail alone was sent from (VERP)."""
    settings.BOUNCE_ADDRESS = "kembali@uji.example"
    return lambda message: f"kembali+{message.mail_id.hex}@uji.example"


@pytest.mark.parametrize("asks", ["X-Auto-Response-Suppress: DR, OOF, AutoReply", "X-Auto-Response-Suppress: All"])
def test_a_written_answer_whose_helpdesk_wants_no_autoreply_is_not_lost(world, box, own_address, asks):
    _row, message = sent(world)
    box.mails = {
        1: (
            f"From: Biro Hukum <hukum@a.example>\r\nTo: {own_address(message)}\r\nIn-Reply-To: {message.message_id}\r\n"
            f"Subject: RE: Surat\r\n{asks}\r\n\r\nBersama ini kami sampaikan jawaban.\r\n"
        ).encode()
    }
    assert bounce_mailbox.read() == 1
    assert list(StrayMail.objects.values_list("sender", "note")) == [("hukum@a.example", "")]


def test_an_autoreply_to_the_address_of_our_mail_is_neither_a_bounce_nor_a_stray(world, box, own_address):
    _row, message = sent(world)
    box.mails = {
        1: f"From: a@a.example\r\nTo: {own_address(message)}\r\nAuto-Submitted: auto-replied\r\n\r\nCuti.\r\n".encode()
    }
    bounce_mailbox.read()
    message.refresh_from_db()
    assert message.state == "sent" and not StrayMail.objects.exists()


def _behind_an_alias(to, message):
    data = report("failed", mail_id="00000000-0000-5000-8000-000000000000", recipient="kepala.pribadi@mail.example")
    return data.replace(b"To: tanggap@uji.example", f"To: {to}".encode())


def _of_qmail(to, message):
    return (
        f"From: MAILER-DAEMON@mail.a.example\r\nTo: {to}\r\nSubject: failure notice\r\n\r\n"
        "Hi. This is the qmail-send program at mail.a.example.\r\n"
        "I'm afraid I wasn't able to deliver your message to the following addresses.\r\n"
        "This is a permanent error; I've given up. Sorry it didn't work out.\r\n\r\n<kepala@mail.example>:\r\n"
        "Sorry, no mailbox here by that name. (#5.1.1)\r\n\r\n--- Below this line is a copy of the message.\r\n"
    ).encode()


def _in_words_alone(to, message):
    return (
        f"From: MAILER-DAEMON@mail.a.example\r\nTo: {to}\r\nAuto-Submitted: auto-replied\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\n\r\nYour message could not be delivered:\r\n"
        "<kepala@mail.example>: 550 5.1.1 mailbox unknown\r\n"
    ).encode()


def _of_exim(to, message):
    return (
        exim_report()
        .replace(b"surat@a.example", b"kepala@mail.example")
        .replace(b"From: ", f"To: {to}\r\nFrom: ".encode(), 1)
    )


def _of_ses(to, message):
    return f"To: {to}\r\n".encode() + ses_report()


@pytest.mark.parametrize("notice", [_behind_an_alias, _of_qmail, _in_words_alone, _of_exim, _of_ses])
def test_a_notice_that_came_back_to_the_address_of_one_mail_is_about_that_mail(world, box, own_address, notice):
    row, message = sent(world)
    box.mails = {1: notice(own_address(message), message)}
    bounce_mailbox.read()
    message.refresh_from_db()
    assert message.state == "bounced" and message.last_error
    assert row.incident.events.filter(action="bounce_message").count() == 1 and not StrayMail.objects.exists()


def test_a_server_that_tries_on_has_given_nothing_back(world, box, own_address):
    _row, message = sent(world)
    box.mails = {
        1: (
            f"From: MAILER-DAEMON@a.example\r\nTo: {own_address(message)}\r\n"
            "Subject: Warning: message delayed 24 hours\r\n\r\nIt will be retried. No failure yet.\r\n"
        ).encode()
    }
    bounce_mailbox.read()
    message.refresh_from_db()
    assert message.state == "sent" and not StrayMail.objects.exists()
