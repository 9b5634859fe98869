"""The way to the relay, against a real SMTP server: envelope, receipts asked for, the line kept, what is final."""

import re
import select
import smtplib
from datetime import date, timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from django.core.mail import EmailMessage
from django.utils import timezone

from incidents.actions import agencies, people
from incidents.forms import ContactForm
from notifications import postroom, watch
from notifications.models import Heartbeat, Message, Silence
from notifications.postroom import departures, smtp
from tests.notifications.conftest import work
from tests.processes import PATIENCE, free_port, until
from tests.world import make_request


class Relay:
    """Remembers each transaction; answers as told."""

    def __init__(self):
        self.port, self.kept, self.lines, self.asked = free_port(), [], 0, []
        self.answer, self.refused = "250 2.0.0 Ok: queued as 4X", ""

    def factory(self):
        relay = self

        class Line(SMTP):
            """A relay that knows RFC 3461; the library does not, so its parameters are noted and taken off."""

            async def smtp_MAIL(self, arg):  # noqa: N802
                relay.asked.append(arg)
                await super().smtp_MAIL(re.sub(r" RET=\S+", "", arg))

            async def smtp_RCPT(self, arg):  # noqa: N802
                relay.asked.append(arg)
                written = re.search(r" ORCPT=rfc822;(\S+)", arg)
                if written and re.search(r"[+](?![0-9A-F]{2})|=", written[1]):  # as Postfix reads xtext
                    await self.push("501 5.5.4 Error: Bad ORCPT parameter syntax")
                    return
                await super().smtp_RCPT(re.sub(r" (NOTIFY|ORCPT)=\S+", "", arg))

            def connection_made(self, transport):
                relay.lines += 1
                relay.drops.append(lambda: self.loop.call_soon_threadsafe(transport.abort))
                super().connection_made(transport)

        return Line(self)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        session.host_name = hostname
        return [*responses[:-1], "250-DSN", responses[-1]]

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address == self.refused:
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.kept.append((envelope.mail_from, envelope.rcpt_tos))
        return self.answer


@pytest.fixture
def relay(settings):
    relay = Relay()
    relay.drops = []
    server = Controller(relay, hostname="127.0.0.1", port=relay.port, ready_timeout=PATIENCE)
    server.factory = relay.factory
    server.start()
    settings.EMAIL_BACKEND = "notifications.postroom.smtp.Backend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", relay.port
    smtp.kept.cache_clear()
    # The probe with which the server was started is a line too.
    relay.lines, relay.kept = 0, []
    relay.drops.clear()
    yield relay
    smtp.kept.cache_clear()
    server.stop()


def mail(to=("a@x.example",), **marks):
    message = EmailMessage("Hal", "Isi", "Tanggap <tanggap@uji.example>", list(to))
    for name, value in marks.items():
        setattr(message, name, value)
    return message


def line(relay):
    return smtp.kept("notifications.postroom.smtp.Backend", "127.0.0.1", relay.port)


def test_one_line_carries_many_mails_each_recipient_in_a_transaction_of_its_own(relay):
    messages = [mail(to=("a@x.example", "b@x.example")), mail(to=("c@x.example",))]
    assert line(relay).send_messages(messages) == 2
    assert line(relay).send_messages([mail()]) == 1
    assert [to for _, to in relay.kept] == [["a@x.example"], ["b@x.example"], ["c@x.example"], ["a@x.example"]]
    assert relay.lines == 1 and messages[0].reply == "250 2.0.0 Ok: queued as 4X"


def test_the_envelope_names_the_mail_and_a_receipt_is_asked_for(relay):
    line(relay).send_messages([mail(envelope_from="kembali+ab12@uji.example", wants_receipt=True), mail()])
    assert [sender for sender, _ in relay.kept] == ["kembali+ab12@uji.example", "tanggap@uji.example"]
    first, second = relay.asked[:2], relay.asked[2:]
    assert "RET=HDRS" in first[0] and "NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;a@x.example" in first[1]
    assert "RET" not in second[0] and "NOTIFY" not in second[1]


def test_a_line_the_relay_dropped_is_opened_anew_before_the_next_mail(relay):
    line(relay).send_messages([mail()])
    for drop in relay.drops:
        drop()
    until(lambda: select.select([line(relay).connection.sock], [], [], 0)[0], "word that the line is closed")
    assert line(relay).send_messages([mail()]) == 1
    assert relay.lines == 2 and len(relay.kept) == 2


@pytest.mark.parametrize(("answer", "final"), [("554 5.7.1 policy", True), ("452 4.3.1 full", False), ("250 ok", None)])
def test_what_the_relay_says_to_the_mail_decides(relay, answer, final):
    relay.answer = answer
    if final is None:
        assert line(relay).send_messages([mail()]) == 1
        return
    with pytest.raises(smtplib.SMTPDataError) as refused:
        line(relay).send_messages([mail()])
    assert postroom.is_final(refused.value) is final
    relay.answer = "250 ok"
    assert line(relay).send_messages([mail()]) == 1


def test_a_refused_recipient_does_not_spoil_the_next(relay):
    relay.refused = "a@x.example"
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        line(relay).send_messages([mail()])
    assert line(relay).send_messages([mail(to=("b@x.example",))]) == 1


def test_a_sender_refused_for_good_may_heal():
    assert not postroom.is_final(smtplib.SMTPSenderRefused(550, b"no", "x"))
    assert not postroom.is_final(smtplib.SMTPAuthenticationError(535, b"no"))


def test_the_relays_words_stand_on_the_receipt_and_in_the_record(world, relay, settings):
    settings.BOUNCE_ADDRESS = "kembali@uji.example"
    clarification = make_request(world, "awaiting_approval")
    postroom.write_receipts(timezone.now())
    message = Message.objects.filter(request=clarification).first()
    postroom.deliver_messages()
    message.refresh_from_db()
    assert (message.state, message.reply) == ("sent", "250 2.0.0 Ok: queued as 4X") and message.sent_at
    assert [e.details["reply"] for e in clarification.incident.events.filter(action="send_message")] == [
        message.reply
    ] * 2
    assert (f"kembali+{message.mail_id.hex}@uji.example", [message.recipient]) in relay.kept
    from notifications.postroom import bounces

    report = f"To: kembali+{message.mail_id.hex}@uji.example\r\nX-Failed-Recipients: a@x.example\r\n\r\n550 5.1.1 x"
    assert bounces.read(report.encode()).mail_ids == (message.mail_id,)


def test_a_letter_that_reached_nobody_is_told_to_the_supervisors_once(world, relay):
    clarification = make_request(world, "open")
    for pk in postroom.letters_to_make():
        postroom.make_letter(pk)
    postroom.write_receipts(timezone.now())
    relay.refused = "surat@a.example"
    for _ in range(3):
        postroom.deliver_messages()
        postroom.write_receipts(timezone.now())
    lost = Message.objects.filter(request=clarification, kind="lost")
    assert {m.recipient for m in lost} == {"supervisor@uji.example", "other.supervisor@uji.example"}
    assert set(lost.values_list("state", flat=True)) == {"sent"}


def test_a_failing_mail_to_a_supervisor_is_not_told_in_circles(world, relay):
    make_request(world, "awaiting_approval")
    relay.refused = "supervisor@uji.example"
    for _ in range(3):
        postroom.write_receipts(timezone.now())
        postroom.deliver_messages()
    assert Message.objects.filter(state="given_up").count() == 1
    assert not Message.objects.filter(kind="lost").exists()


def test_a_silence_is_written_down_once_by_the_sweep_after_it(db):
    from datetime import timedelta

    now = timezone.now()
    watch.note_silence(now)
    assert not Silence.objects.exists(), "the very first sweep has nothing to compare with"
    Heartbeat.beat(Heartbeat.Part.SWEEP, now - timedelta(hours=2))
    watch.note_silence(now)
    watch.note_silence(now + timedelta(seconds=1))
    row = Silence.objects.get()
    assert row.ended_at - row.began_at == timedelta(hours=2)
    Heartbeat.beat(Heartbeat.Part.SWEEP, now)
    watch.note_silence(now + timedelta(minutes=2))
    assert Silence.objects.count() == 1


def test_the_report_says_which_mails_left_late_and_why(world, log_in):
    from datetime import timedelta

    now = timezone.now()
    clarification = make_request(world, "open")
    postroom.write_receipts(now)
    Message.objects.filter(request=clarification).update(
        state="sent", planned_for=now - timedelta(hours=2), sent_at=now, settled_at=now
    )
    officer = log_in(world.officer)
    assert "menunggu dalam antrean" in officer.get("/kotak-keluar/keheningan/").content.decode()
    Message.objects.filter(request=clarification).update(last_error="OSError: relay down")
    assert "relay down" in officer.get("/kotak-keluar/keheningan/").content.decode()
    Silence.objects.create(began_at=now - timedelta(hours=3), ended_at=now - timedelta(minutes=1))
    page = officer.get("/kotak-keluar/keheningan/").content.decode()
    assert "layanan pengingat berhenti" in page and "2 jam 0 mnt" in page


def test_a_monitor_hears_whether_all_is_well_and_nothing_else(db, client):
    from datetime import timedelta

    now = timezone.now()
    assert client.get("/healthz").status_code == 503
    for part in (Heartbeat.Part.SWEEP, Heartbeat.Part.BEAT):
        Heartbeat.beat(part, now)
    answer = client.get("/healthz")
    assert answer.status_code == 200
    parts = ["well", "database", "sweep", "beat", "notices", "letters", "seal", "log", "verified", "clock"]
    assert answer.json() == dict.fromkeys(parts, True)
    Heartbeat.beat(Heartbeat.Part.BEAT, now - timedelta(minutes=10))
    assert client.get("/healthz").status_code == 503


def test_a_beat_that_stands_still_is_said_on_every_staff_page(world, log_in):
    from datetime import timedelta

    now = timezone.now()
    Heartbeat.beat(Heartbeat.Part.SWEEP, now)
    officer = log_in(world.officer)
    assert "Penjadwal layanan pengingat" not in officer.get("/meja/").content.decode()
    Heartbeat.beat(Heartbeat.Part.BEAT, now - timedelta(minutes=10))
    assert "Penjadwal layanan pengingat (beat) berhenti" in officer.get("/meja/").content.decode()


@pytest.mark.parametrize(
    ("address", "on_the_way"),
    [
        ("persuratan+pdp@a.example", "persuratan+pdp@a.example"),
        ("surat@pémda.example", "surat@xn--pmda-bpa.example"),
        ("a=b@a.example", "a=b@a.example"),
    ],
)
def test_a_letter_reaches_every_address_that_the_door_takes(world, relay, drawn_letters, address, on_the_way):
    form = ContactForm({"agency": world.agency_a.pk, "office": "PPDP", "email": address})
    form.fields["agency"].queryset = type(world.agency_a).objects.all()
    assert form.is_valid(), form.errors
    agencies.register_contact(
        world.agency_a, by=world.administrator, office="PPDP", email=address, valid_from=date(2020, 1, 1)
    )
    make_request(world, "open")
    work()
    found = Message.objects.get(kind="letter", recipient=address)
    assert found.state == "sent", found.last_error
    assert [on_the_way] in [to for _, to in relay.kept]


def test_an_address_no_relay_takes_is_given_up_at_once_and_keeps_no_other_waiting(world, relay, drawn_letters):
    agencies.register_contact(
        world.agency_a, by=world.administrator, office="PPDP", email="surät@a.example", valid_from=date(2020, 1, 1)
    )
    make_request(world, "open")
    work()
    states = dict(Message.objects.filter(kind="letter").values_list("recipient", "state"))
    assert states == {"surät@a.example": "given_up", "surat@a.example": "sent"}


def test_a_mail_that_waited_goes_to_who_is_there_now(world, relay, drawn_letters):
    """After a 4yz the contact leaves and another comes: the letter is not for who left."""
    relay.answer = "452 4.3.1 Insufficient system storage"
    clarification = make_request(world, "open")
    work()
    agencies.end_contact(world.agency_a.contacts.get(), by=world.administrator, reason="Pindah ke instansi lain")
    agencies.register_contact(
        world.agency_a,
        by=world.administrator,
        office="Sekretariat",
        email="baru@a.example",
        valid_from=timezone.localdate(),
    )
    relay.answer, relay.kept = "250 ok", []
    work(timezone.now() + timedelta(minutes=6))
    told = {m.recipient: (m.state, m.skip_reason) for m in Message.objects.filter(kind="letter")}
    assert told == {"surat@a.example": ("skipped", "left"), "baru@a.example": ("sent", "")}
    assert [to for _, to in relay.kept] == [["baru@a.example"]]
    assert not departures.undelivered(type(clarification).objects.all(), timezone.now()).exists()
    work(timezone.now() + timedelta(minutes=12))
    assert len(relay.kept) == 1, "once"


def test_a_supervisor_who_serves_no_longer_hears_no_more_of_the_case(world, relay, drawn_letters):
    relay.answer = "452 4.3.1 Insufficient system storage"
    make_request(world, "awaiting_approval")
    work()
    waiting = Message.objects.get(kind="submitted", recipient=world.supervisor.email)
    people.end_appointment(world.supervisor.appointments.get(), by=world.administrator, reason="Pindah")
    relay.answer, relay.kept = "250 ok", []
    work(timezone.now() + timedelta(minutes=6))
    waiting.refresh_from_db()
    assert (waiting.state, waiting.skip_reason) == ("skipped", "left")
    assert world.supervisor.email not in [to for _, tos in relay.kept for to in tos]
