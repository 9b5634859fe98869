"""What leaves the house: to whom, when, once; and what does not, with its reason."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from incidents.actions import agencies, letter_decisions, people
from incidents.models import CaseEvent, Contact, Pending
from notifications import notices, postroom, watch
from notifications.mails import compose
from notifications.models import Heartbeat, Message
from notifications.notices import Kind
from notifications.postroom import outcomes, receipts, sending
from tests.notifications.conftest import work
from tests.world import answer_request, make_request

State = Message.State


pytestmark = pytest.mark.usefixtures("drawn_letters")


def told(clarification, kind=None):
    rows = clarification.messages.all()
    return sorted((m.kind, m.recipient, m.state) for m in rows if kind is None or m.kind == kind)


def test_the_letter_goes_once_to_each_contact_account_or_not(world):
    agencies.register_contact(
        world.agency_a, by=world.administrator, office="PPDP", email="ppdp@a.example", valid_from=timezone.localdate()
    )
    clarification = make_request(world, "open")
    work()
    work()
    letters = [m for m in mail.outbox if m.extra_headers["X-Tanggap-Kind"] == "letter"]
    assert sorted(m.to for m in letters) == [["ppdp@a.example"], ["surat@a.example"]]
    assert all(m.attachments[0].filename.endswith(".pdf") for m in letters)
    assert told(clarification, Kind.LETTER) == [("letter", a, "sent") for a in ("ppdp@a.example", "surat@a.example")]


def test_no_mail_carries_facts_of_the_case(world):
    clarification = make_request(world, "open")
    answer_request(world, clarification)
    work()
    assert mail.outbox
    for each in mail.outbox:
        for secret in (clarification.incident.title, clarification.opening, "Data apa yang terungkap", "Jawaban atas"):
            assert secret not in each.subject + each.body


def test_the_letters_mail_waits_for_the_letter(world):
    clarification = make_request(world, "open")
    postroom.write_receipts(timezone.now())
    assert not Message.objects.ready(timezone.now()).filter(kind="letter")
    postroom.make_letter(clarification.letters.get().pk)
    assert Message.objects.ready(timezone.now()).filter(kind="letter")


@pytest.mark.parametrize(
    ("hours", "kinds"),
    [
        (23.9, []),
        (24, ["before_48"]),
        (48, ["before_24", "before_48"]),
        (66, ["before_24", "before_48", "before_6"]),
        (72, ["before_24", "before_48", "before_6"]),  # the due second is in time
        (72 + 1 / 3600, ["before_24", "before_48", "before_6", "due", "due"]),
        (96, ["after_24", "after_24", "after_24", "before_24", "before_48", "before_6", "due", "due"]),
    ],
)
def test_thresholds_bring_their_notices_to_their_people(world, hours, kinds):
    clarification = make_request(world, "open")
    start = clarification.deadlines.get().started_at
    for hour in [h for h in (24, 48, 66, 72, 73, 96) if h <= hours] + [hours]:
        work(start + timedelta(hours=hour))
    got = [(k, r) for k, r, s in told(clarification) if k not in ("letter", "submitted") and s == "sent"]
    assert [k for k, _ in got] == kinds
    people_of = {"after_24": {"officer@uji.example", "supervisor@uji.example", "other.supervisor@uji.example"}}
    for kind, recipient in got:
        assert recipient in people_of.get(kind, {"surat@a.example", "officer@uji.example"})
    assert ("after_24", "surat@a.example") not in got


def test_one_second_before_a_threshold_nothing_goes(world):
    clarification = make_request(world, "open")
    work(clarification.deadlines.get().due_at - timedelta(hours=6, seconds=1))
    assert "before_6" not in [k for k, _, _ in told(clarification)]


def test_after_an_outage_only_the_reminder_that_still_helps_goes(world):
    clarification = make_request(world, "open")
    work(clarification.deadlines.get().started_at + timedelta(hours=70))
    reasons = {m.kind: (m.state, m.skip_reason) for m in clarification.messages.filter(kind__startswith="before")}
    assert reasons == {
        "before_48": ("skipped", "overtaken"),
        "before_24": ("skipped", "overtaken"),
        "before_6": ("sent", ""),
    }


def test_nobody_is_reminded_of_what_they_have_just_answered(world):
    clarification = make_request(world, "open")
    at = clarification.deadlines.get().due_at - timedelta(hours=6)
    postroom.write_receipts(at)
    answer_request(world, clarification)
    postroom.deliver_messages(at)
    before = clarification.messages.filter(kind__startswith="before")
    assert {(m.state, m.skip_reason) for m in before} == {("skipped", "answered")}
    assert not [m for m in mail.outbox if m.extra_headers["X-Tanggap-Kind"].startswith("before")]


def test_a_reminder_that_waited_past_due_stays_in_the_house(world):
    clarification = make_request(world, "open")
    due = clarification.deadlines.get().due_at
    postroom.write_receipts(due - timedelta(hours=6))
    postroom.deliver_messages(due + timedelta(seconds=1))
    [last] = clarification.messages.filter(kind="before_6")
    assert (last.state, last.skip_reason) == ("skipped", "due_passed")


def test_the_officer_is_told_of_an_answer_and_of_nothing_twice(world):
    clarification = make_request(world, "answered")
    for _ in range(3):
        work()
    assert [m.to for m in mail.outbox if m.extra_headers["X-Tanggap-Kind"] == "answered"] == [["officer@uji.example"]]
    assert told(clarification, Kind.ANSWERED) == [("answered", "officer@uji.example", "sent")]


def test_a_replay_sends_no_mail_and_no_notice_but_its_letter_is_made(world):
    from incidents.actions import cases

    incident = cases.record(
        by=world.officer, title="Lama", seen_at=timezone.now(), replay=True, at=timezone.now() - timedelta(days=9)
    )
    from incidents.models import Involvement

    cases.involve(incident, by=world.officer, agency=world.agency_a, role=Involvement.AgencyRole.CONTROLLER)
    clarification = make_request(world, "open", incident=incident)
    work(timezone.now() + timedelta(days=30))
    assert not Message.objects.exists() and not mail.outbox
    assert clarification.letters.get().file_id


def test_thresholds_passed_before_loading_are_skipped_and_say_so(world):
    clarification = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=65))
    work()
    rows = {m.kind: (m.state, m.skip_reason) for m in clarification.messages.exclude(kind__in=["letter", "submitted"])}
    assert rows == {"before_48": ("skipped", "before_load"), "before_24": ("skipped", "before_load")}


def test_withdrawing_a_letter_that_never_left_tells_nobody_outside(world):
    clarification = make_request(world, "awaiting_approval")
    letter_decisions.withdraw(clarification, by=world.supervisor, seen=clarification.version, reason="Tidak jadi")
    work()
    assert not clarification.messages.filter(kind="withdrawn").exists()
    assert "surat@a.example" not in [a for m in mail.outbox for a in m.to]


def test_withdrawing_an_issued_letter_tells_the_agency_and_stops_reminders(world):
    clarification = make_request(world, "open")
    work()
    letter_decisions.withdraw(clarification, by=world.supervisor, seen=clarification.version, reason="Keliru")
    work(clarification.deadlines.get().due_at)
    assert ("withdrawn", "surat@a.example", "sent") in told(clarification)
    assert {s for k, _, s in told(clarification) if k.startswith("before") or k == "due"} == {"skipped"}


def test_what_became_of_a_mail_is_an_event_of_the_system(world):
    clarification = make_request(world, "open")
    work()
    event = CaseEvent.objects.filter(action="send_message", details__kind="letter").get()
    message = clarification.messages.get(kind="letter")
    assert (event.actor_name, event.details["recipient"], event.details["message_id"]) == (
        "Sistem",
        "surat@a.example",
        message.message_id,
    )
    assert event.incident_id == clarification.incident_id


def test_a_refused_address_is_given_up_at_once_and_seen(world, monkeypatch):
    clarification = make_request(world, "open")
    refused = smtplib.SMTPRecipientsRefused({"surat@a.example": (550, b"no such user")})
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", _raise(refused))
    work()
    message = clarification.messages.get(kind="letter")
    assert (message.state, message.attempts) == (State.GIVEN_UP, 1)
    assert "550" in message.last_error
    assert watch.look().given_up >= 1
    assert CaseEvent.objects.filter(action="give_up_message").exists()


def test_a_passing_failure_is_retried_with_growing_pauses_then_given_up(world, monkeypatch):
    clarification = make_request(world, "open")
    monkeypatch.setattr(
        "django.core.mail.backends.locmem.EmailBackend.send_messages", _raise(ConnectionRefusedError("relay down"))
    )
    at, pauses = timezone.now(), []
    for _ in range(20):
        work(at)
        message = clarification.messages.get(kind="letter")
        if message.state != State.TO_SEND:
            break
        pauses.append(message.next_try_at - timezone.now())
        at = message.next_try_at
        assert not Message.objects.ready(at - timedelta(seconds=1)).filter(pk=message.pk)
    assert [round(p.total_seconds() / 60) for p in pauses] == [1, 5, 15, 60, 240]
    assert (message.state, message.attempts) == (State.GIVEN_UP, 6)


def _raise(error):
    def fail(self, messages):
        raise error

    return fail


def test_a_message_under_lease_is_left_alone_until_the_lease_ends(world):
    make_request(world, "awaiting_approval")
    postroom.write_receipts(timezone.now())
    at = timezone.now()
    first = postroom.claim(at)
    assert {m.recipient for m in first} == {"supervisor@uji.example", "other.supervisor@uji.example"}
    assert not postroom.claim(at) and not postroom.claim(at + timedelta(seconds=119))
    assert len(postroom.claim(at + timedelta(seconds=121))) == 2


def test_a_failure_told_after_the_lease_ended_undoes_nothing(world):
    """A worker that hung too long finds its mail in other hands: it may not put it back into the queue."""
    make_request(world, "awaiting_approval")
    at = timezone.now()
    postroom.write_receipts(at)
    slow = postroom.claim(at, limit=1)[0]
    quick = postroom.claim(at + timedelta(seconds=121))
    lease = Message.objects.get(pk=slow.pk).claimed_until
    outcomes.settle([sending._failed(slow, OSError("hung"), at)], at)
    assert Message.objects.get(pk=slow.pk).claimed_until == lease
    mine = next(m for m in quick if m.pk == slow.pk)
    outcomes.settle([sending._failed(mine, OSError("hung"), at)], at)
    assert Message.objects.get(pk=slow.pk).claimed_until is None


def test_what_cannot_be_recorded_together_is_recorded_one_by_one(world, monkeypatch):
    make_request(world, "awaiting_approval")
    real = outcomes.settle

    def picky(found, at):
        if len(found) > 1:
            raise ValueError("one of these is broken")
        real(found, at)

    monkeypatch.setattr(sending, "settle", picky)
    work()
    assert Message.objects.filter(state="sent").count() == 2 and len(mail.outbox) == 2


def test_what_is_answered_while_a_batch_is_on_its_way_is_not_reminded_of(world, monkeypatch):
    """The relay is slow; the answer comes after the batch was claimed and before its mail's turn."""
    first, second = make_request(world, "open"), make_request(world, "open")
    at = max(r.deadlines.get().due_at for r in (first, second)) - timedelta(hours=6)
    work()
    monkeypatch.setattr(sending, "FRESH", -1)
    real, answered = compose.make, []

    def slow(message, at):
        if message.kind == "before_6" and not answered:
            other = second if message.request_id == first.pk else first
            answer_request(world, other)
            answered.append(other)
        return real(message, at=at)

    monkeypatch.setattr(compose, "make", slow)
    work(at)
    [other] = answered
    assert [(m.state, m.skip_reason) for m in other.messages.filter(kind="before_6")] == [("skipped", "answered")]


def test_a_broken_line_ends_the_round_and_costs_the_rest_no_attempt(world, monkeypatch):
    for _ in range(3):
        make_request(world, "awaiting_approval")
    postroom.write_receipts(timezone.now())
    backend = "django.core.mail.backends.locmem.EmailBackend.send_messages"
    with monkeypatch.context() as broken:
        broken.setattr(backend, _raise(ConnectionRefusedError("relay down")))
        assert postroom.deliver_messages() is False, "nothing is gained by asking at once again"
    assert sorted(Message.objects.values_list("attempts", flat=True)) == [0] * 5 + [1]
    assert Message.objects.ready(timezone.now()).count() == 5
    postroom.deliver_messages()
    assert len(mail.outbox) == 5


def test_a_mail_that_cannot_be_made_stops_no_other(world, monkeypatch):
    make_request(world, "awaiting_approval")
    real = compose.make

    def sometimes(message, at):
        if message.recipient == "supervisor@uji.example":
            raise FileNotFoundError("its file is gone")
        return real(message, at=at)

    monkeypatch.setattr(compose, "make", sometimes)
    work()
    assert [m.to for m in mail.outbox] == [["other.supervisor@uji.example"]]


def test_a_round_that_is_over_gives_back_what_it_has_not_sent(world, settings):
    make_request(world, "awaiting_approval")
    postroom.write_receipts(timezone.now())
    settings.MESSAGE_LEASE_SECONDS = 0
    assert postroom.deliver_messages() is True
    assert not mail.outbox and Message.objects.ready(timezone.now()).count() == 2


def test_the_same_mail_keeps_its_message_id(world):
    clarification = make_request(world, "awaiting_approval")
    work()
    message = clarification.messages.first()
    assert message.message_id == Message.objects.get(pk=message.pk).message_id
    sent = next(m for m in mail.outbox if m.to == [message.recipient])
    assert sent.extra_headers["Message-ID"] == message.message_id


def test_an_agency_without_a_contact_is_no_silent_loss(world):
    clarification = make_request(world, "awaiting_approval")
    contact = Contact.objects.get(agency=world.agency_a)
    from incidents.record import deeds

    with deeds.record("register_contact", on=Contact(agency=world.agency_b), by=world.administrator) as deed:
        contact.valid_to = timezone.localdate()
        contact.save()
        deed.on.office, deed.on.email, deed.on.valid_from = "Lain", "lain@b.example", timezone.localdate()
        deed.on.save()
    from tests.world import issue_request

    issue_request(world, clarification)
    work()
    assert [(m.state, m.skip_reason) for m in clarification.messages.filter(kind="letter")] == [
        ("skipped", "no_contact")
    ]


def test_one_act_that_cannot_be_told_blocks_no_other(world, monkeypatch):
    first, second = make_request(world, "awaiting_approval"), make_request(world, "awaiting_approval")
    real = receipts._write

    def sometimes(notice, told, at):
        if any(one.matter == first for one in told):
            raise RuntimeError("broken")
        return real(notice, told, at)

    monkeypatch.setattr(receipts, "_write", sometimes)
    work()
    assert second.messages.exists() and not first.messages.exists()
    assert Pending.objects.filter(job="tell").exists(), "it stays pending"
    assert watch.look(timezone.now() + timedelta(minutes=4)).untold_acts > 0, "and is seen"


def test_one_threshold_that_cannot_be_told_blocks_no_other(world, monkeypatch):
    first, second = make_request(world, "open"), make_request(world, "open")
    real = receipts._write

    def sometimes(notice, told, at):
        if notice.kind == "before_48" and any(one.matter == first for one in told):
            raise RuntimeError("broken")
        return real(notice, told, at)

    monkeypatch.setattr(receipts, "_write", sometimes)
    at = first.deadlines.get().started_at + timedelta(hours=25)
    postroom.write_receipts(at)
    assert second.messages.filter(kind="before_48").exists() and not first.messages.filter(kind="before_48").exists()
    monkeypatch.setattr(receipts, "_write", real)
    postroom.write_receipts(at)
    assert first.messages.filter(kind="before_48").count() == 1


def test_what_is_to_come_is_computed(world):
    clarification = make_request(world, "open")
    due = clarification.deadlines.get().due_at
    coming = notices.upcoming(clarification, due - timedelta(hours=30))
    assert [(at, n.kind) for at, n in coming] == [
        (due - timedelta(hours=24), "before_24"),
        (due - timedelta(hours=6), "before_6"),
        (due, "due"),
        (due + timedelta(hours=24), "after_24"),
    ]


def test_a_silent_engine_is_seen_on_every_staff_page(world, log_in):
    at = timezone.now()
    Heartbeat.beat(Heartbeat.Part.SWEEP, at - timedelta(minutes=10))
    page = log_in(world.officer).get("/meja/").content.decode()
    assert "Pengingat otomatis berhenti sejak" in page
    Heartbeat.beat(Heartbeat.Part.SWEEP, at)
    assert "Pengingat otomatis berhenti sejak" not in log_in(world.officer).get("/meja/").content.decode()


def test_a_case_whose_owner_serves_no_longer_is_told_to_the_other_officers(world):
    from incidents.workflow import Role

    clarification = make_request(world, "open")
    people.appoint(
        people.Post(Role.OFFICER, unit=world.unit),
        by=world.administrator,
        email="petugas2@uji.example",
        name="Petugas 2",
    )
    people.end_appointment(world.officer.appointments.get(), by=world.administrator, reason="Pindah")
    answer_request(world, clarification)
    work()
    assert told(clarification, Kind.ANSWERED) == [("answered", "petugas2@uji.example", "sent")]
