"""What a person was told, in the product itself; the daily digest; mails as text and HTML that say why they came."""

from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from django.core import mail
from django.utils import timezone

from incidents.actions import agencies
from incidents.plain.clocks import WIB
from notifications import notices, postroom
from notifications.mails import compose
from notifications.models import Message, Reader
from tests.notifications.conftest import count_of, work
from tests.world import answer_request, make_request

pytestmark = pytest.mark.usefixtures("drawn_letters")


def test_the_bell_counts_what_is_new_until_it_is_marked_as_read(world, log_in):
    officer, clarification = log_in(world.officer), make_request(world, "open")
    assert count_of(officer, "/meja/") == 0
    answer_request(world, clarification)
    work()
    assert count_of(officer, "/meja/") == 1
    page = officer.get("/pemberitahuan/")
    [message] = page.context["page"].object_list
    assert "Jawaban diterima" in page.content.decode() and message.new
    answer_request(world, make_request(world, "open"))
    work()
    assert officer.post("/pemberitahuan/terbaca/", {"until": message.pk}).status_code == 302
    assert count_of(officer, "/meja/") == 1, "what came after the page was drawn stays new"
    newest = officer.get("/pemberitahuan/").context["page"].object_list[0]
    officer.post("/pemberitahuan/terbaca/", {"until": newest.pk})
    assert count_of(officer, "/meja/") == 0


@pytest.mark.parametrize("until", ["", "x", "0" * 36, "' OR 1=1 --", "4d5c7a52-1a5e-5b0e-8f0a-1f0c8a3c9e11", "\0" * 36])
def test_nonsense_marks_nothing_as_read(world, log_in, until):
    answer_request(world, make_request(world, "open"))
    work()
    officer = log_in(world.officer)
    assert officer.post("/pemberitahuan/terbaca/", {"until": until}).status_code == 302
    assert count_of(officer, "/meja/") == 1


def test_a_liaison_sees_what_their_agency_was_told_once_and_nothing_of_others(world, log_in):
    for n in range(3):
        agencies.register_contact(
            world.agency_a,
            by=world.administrator,
            office=f"B{n}",
            email=f"b{n}@a.example",
            valid_from=timezone.localdate(),
        )
    own = make_request(world, "open")
    foreign = make_request(world, "open", agency=world.agency_b)
    make_request(world, "awaiting_approval")
    work()
    page = log_in(world.liaison_a).get("/pemberitahuan/")
    rows = page.context["page"].object_list
    assert [(m.request_id, m.kind) for m in rows] == [(own.pk, "letter")]
    assert foreign.reference not in page.content.decode() and "Rangkuman harian" not in page.content.decode()
    assert Message.objects.filter(request=own, kind="letter").count() == 4


def test_a_colleague_brought_in_sees_the_notice_that_came_to_them(world, log_in):
    from incidents.actions import arrival
    from incidents.models import User

    clarification = make_request(world, "open")
    arrival.delegate(
        clarification, by=world.liaison_a, seen=clarification.version, name="Rekan", email="rekan@a.example"
    )
    work()
    rows = log_in(User.objects.get(email="rekan@a.example")).get("/pemberitahuan/").context["page"].object_list
    assert sorted(m.kind for m in rows) == ["colleague", "letter"]


def test_another_persons_notice_cannot_be_used_to_mark_mine(world, log_in):
    make_request(world, "awaiting_approval")
    work()
    theirs = Message.objects.filter(recipient="supervisor@uji.example").first()
    log_in(world.officer).post("/pemberitahuan/terbaca/", {"until": theirs.pk})
    assert not Reader.objects.exists()


def test_the_next_digest_is_at_seven_in_jakarta():
    def at(day, hour, minute=0):
        return datetime(2026, 11, day, hour, minute, tzinfo=WIB)

    assert notices.next_digest(at(20, 6, 59)) == at(20, 7)
    assert notices.next_digest(at(20, 7)) == notices.next_digest(at(20, 22)) == at(21, 7)


def test_what_is_routine_waits_for_the_digest_and_comes_in_one_mail(world, log_in):
    officer = log_in(world.officer)
    officer.post("/pemberitahuan/rangkuman/", {"digest": "on"})
    requests = [make_request(world, "open") for _ in range(3)]
    for clarification in requests:
        answer_request(world, clarification)
    now = timezone.now()
    work(now)
    assert not [m for m in mail.outbox if m.to == [world.officer.email]]
    assert count_of(officer, "/meja/") == 3, "in the product they stand at once"
    morning = notices.next_digest(now)
    work(morning - timedelta(seconds=1))
    assert not [m for m in mail.outbox if m.to == [world.officer.email]]
    with patch.object(timezone, "now", return_value=morning + timedelta(seconds=5)):
        work(morning + timedelta(seconds=5))
    [digest] = [m for m in mail.outbox if m.to == [world.officer.email]]
    assert all(clarification.reference in digest.body for clarification in requests)
    assert digest.subject.startswith("3 pemberitahuan") and "rangkuman harian" in digest.body
    rows = Message.objects.filter(recipient=world.officer.email, kind="answered")
    assert {m.state for m in rows} == {"sent"} and not Message.objects.sent_late().filter(digest=True).exists()
    events = [e for r in requests for e in r.incident.events.filter(action="send_message", details__kind="answered")]
    assert len(events) == 3


def test_what_has_a_clock_never_waits_for_the_digest(world, log_in):
    log_in(world.officer).post("/pemberitahuan/rangkuman/", {"digest": "on"})
    log_in(world.supervisor).post("/pemberitahuan/rangkuman/", {"digest": "on"})
    clarification = make_request(world, "open")
    due = clarification.deadlines.get().due_at
    work(due + timedelta(hours=25))
    at_once = [(m.to[0], m.extra_headers["X-Tanggap-Kind"]) for m in mail.outbox]
    assert ("officer@uji.example", "due") in at_once and ("supervisor@uji.example", "after_24") in at_once
    assert not Message.objects.filter(digest=True).exists()


def test_no_agency_and_no_auditor_has_a_digest(world, log_in):
    for who in (world.liaison_a, world.auditor):
        log_in(who).post("/pemberitahuan/rangkuman/", {"digest": "on"})
    assert not Reader.objects.filter(digest=True).exists()


def test_a_digest_that_fails_fails_whole_and_is_tried_again_with_the_same_name(world, log_in, monkeypatch):
    log_in(world.officer).post("/pemberitahuan/rangkuman/", {"digest": "on"})
    for _ in range(2):
        answer_request(world, make_request(world, "open"))
    work()
    morning, real = notices.next_digest(timezone.now()), compose.make_digest
    seen = []

    def failing(messages):
        made = real(messages)
        seen.append(made.extra_headers["Message-ID"])
        if len(seen) == 1:
            raise ConnectionRefusedError("relay down")
        return made

    monkeypatch.setattr(compose, "make_digest", failing)
    # so that "later" lies after `morning`
    with patch.object(timezone, "now", return_value=morning + timedelta(days=9)):
        postroom.deliver_messages(morning)
    rows = Message.objects.filter(digest=True)
    assert {(m.state, m.attempts) for m in rows} == {("to_send", 1)} and len(rows) == 2
    postroom.deliver_messages(morning + timedelta(days=10))
    assert {(m.state, m.attempts) for m in rows.all()} == {("sent", 2)} and len(set(seen)) == 1


@pytest.mark.parametrize(
    ("kind", "audience", "why"),
    [
        (
            "letter",
            "agency",
            "tercatat sebagai kontak surat Instansi A. Surat dan pengingat resmi tidak dapat dihentikan",
        ),
        ("answered", "officer", "petugas kasus ini"),
        ("submitted", "supervisors", "atasan di unit"),
    ],
)
def test_each_mail_says_why_it_came_as_text_and_as_html(world, kind, audience, why):
    answer_request(world, make_request(world, "open"))
    make_request(world, "awaiting_approval")
    work()
    made = next(m for m in mail.outbox if m.extra_headers["X-Tanggap-Kind"] == kind)
    [(html, content_type)] = [(a.content, a.mimetype) for a in made.alternatives]
    assert why in made.body and why in html and content_type == "text/html"
    assert Message.objects.filter(kind=kind, audience=audience).exists()
    assert "{{" not in made.body + html and "None" not in made.body


@pytest.mark.asvs(1)
def test_names_are_escaped_in_html_and_plain_in_text(world):
    from datetime import date

    name = "Badan <img src=x onerror=alert(1)> & Rekan"
    agency = agencies.register_agency(
        by=world.administrator,
        code="c",
        zone="Asia/Jakarta",
        names=[{"name": name, "short_name": "<b>C</b>", "head_office": "Kepala", "valid_from": date(2020, 1, 1)}],
    )
    clarification = make_request(world, "answered")
    clarification.agency = agency
    postroom.write_receipts(timezone.now())
    answered = Message.objects.get(kind="answered")
    answered.request.agency = agency
    made = compose.make(answered, at=timezone.now())
    html = made.alternatives[0].content
    assert name in made.body and "<img" not in html and "&lt;img" in html


def test_no_mail_fetches_anything_from_outside(world):
    answer_request(world, make_request(world, "open"))
    work()
    for made in mail.outbox:
        html = made.alternatives[0].content
        assert "<img" not in html and "src=" not in html and "url(" not in html and "<script" not in html


def wish(world, request):
    from incidents.actions import deadlines

    wished_at = request.present_due + timedelta(days=1)
    deadlines.ask_extension(request, by=world.liaison_a, seen=request.version, reason="Log", wished_at=wished_at)


def test_the_bell_forgets_a_wish_that_was_decided_by_whichever_page(world, log_in):
    from incidents.actions import deadlines

    request = make_request(world, "open")
    wish(world, request)
    work()
    first, second = log_in(world.supervisor), log_in(world.other_supervisor)
    assert count_of(first, "/persetujuan/") == count_of(second, "/persetujuan/") == 1
    deadlines.refuse_extension(request, by=world.supervisor, seen=request.version, reason="Cukup")
    assert count_of(first, "/persetujuan/") == count_of(second, "/persetujuan/") == 0
    page = second.get("/pemberitahuan/")
    assert [(m.kind, m.new, m.settled) for m in page.context["page"]] == [("more_time", False, True)]
    assert "selesai" in page.content.decode() and "Tandai semua terbaca" not in page.content.decode()
    wish(world, type(request).objects.get(pk=request.pk))
    work()
    assert count_of(second, "/persetujuan/") == 1, "a second wish is another matter"


def test_a_letter_submitted_again_is_new_once(world, log_in):
    from incidents.actions import clarifications

    row = make_request(world, "awaiting_approval")
    work()
    supervisor, officer = log_in(world.other_supervisor), log_in(world.officer)
    assert count_of(supervisor, "/persetujuan/") == 1
    row = clarifications.send_back(row, by=world.supervisor, seen=row.version, reason="Perbaiki hal")
    work()
    assert count_of(supervisor, "/persetujuan/") == 0 and count_of(officer, "/meja/") == 1
    clarifications.submit(row, by=world.officer, seen=row.version)
    work()
    assert count_of(supervisor, "/persetujuan/") == 1 and count_of(officer, "/meja/") == 0


def test_answers_reminders_and_words_of_a_wrong_addressee_are_settled_with_their_request(world, log_in):
    from incidents.actions import clarifications, replies

    request = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=73))
    replies.redirect(request, by=world.liaison_a, seen=request.version, text="Bukan kami")
    work()
    officer, liaison = log_in(world.officer), log_in(world.liaison_a)
    assert count_of(officer, "/meja/") == 1 and count_of(liaison, "/pemberitahuan/") >= 1
    answer_request(world, request)
    work()
    assert count_of(officer, "/meja/") == 1, "the answer alone"
    assert count_of(liaison, "/pemberitahuan/") == 0
    request = type(request).objects.get(pk=request.pk)
    clarifications.accept(request, by=world.officer, seen=request.version)
    assert count_of(officer, "/meja/") == 0


def test_a_lost_mail_is_settled_once_the_letter_has_been_handed_over(world, log_in):
    from incidents.actions import arrival, evidence
    from incidents.models import Pending
    from incidents.record import deeds

    request = make_request(world, "open")
    with deeds.record("give_up_message", on=request, by=deeds.SYSTEM) as deed:
        deed.details = {"recipient": "surat@a.example"}
        deed.pend(Pending.Job.TELL)
    work()
    supervisor = log_in(world.supervisor)
    before = count_of(supervisor, "/persetujuan/")
    assert before == 1
    receipt, now = evidence.attach(request.incident, by=world.officer, text="Terima", origin="Kurir"), timezone.now()
    arrival.hand_deliver(
        request, by=world.officer, seen=request.version, received_at=now, received_by="TU", evidence=receipt
    )
    assert count_of(supervisor, "/persetujuan/") == 0
