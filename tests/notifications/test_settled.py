"""A mail that asks somebody to decide or to review is not sent when that was done before its turn came, and says why."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incidents.actions import (
    case_letter_content,
    case_letter_issuing,
    case_letters,
    clarifications,
    complaints,
    counter_questions,
    deadlines,
    letter_content,
    letter_decisions,
    not_for_us,
    replies,
)
from incidents.models import CaseEvent, CaseLetter
from incidents.plain import letter_kinds
from incidents.plain.complainants import Person
from notifications import postroom
from notifications.mails import settled
from notifications.models import SKIP_REASONS, Message, Reader
from notifications.notices import NOTICES
from notifications.postroom import after_sending
from notifications.postroom.bounces import Returned, Verdict
from tests.world import QUESTIONS, answer_request, draft_request, fresh, issue_request, make_incident, make_request

HOUR = timedelta(hours=1)
WHO = {"name": "N", "office": "J"}


def do(verb, row, by, **facts):
    row = fresh(row)
    return verb(row, by=by, seen=row.version, **facts)


def later(row):
    return row.deadlines.order_by("pk").last().due_at + 24 * HOUR


def asked_for_time(world):
    row = make_request(world, "open")
    do(deadlines.ask_extension, row, world.liaison_a, reason="x", wished_at=later(row))
    return row


def asked_back(world):
    row = make_request(world, "open")
    do(counter_questions.ask_back, row, world.liaison_a, text="Data yang mana?")
    return row


def proposed(world):
    row = asked_back(world)
    more = counter_questions.MoreTime(later(row), "Baru dijawab")
    do(counter_questions.answer_back, row, world.officer, text="Semuanya", more_time=more)
    return row


def answered(world):
    return make_request(world, "answered")


def replied(world):
    row = make_request(world, "open")
    do(replies.reply, row, world.liaison_a, kind="denial", text="Bukan kami", **WHO)
    return row


def redirected(world):
    row = make_request(world, "open")
    do(replies.redirect, row, world.liaison_a, text="Bukan kami")
    return row


def returned(world):
    row = make_request(world, "answered")
    questions, due_at = {row.questions.first(): "Kurang"}, row.deadlines.get().due_at
    do(replies.send_again, row, world.officer, questions=questions, reason="x", due_at=due_at)
    return row


DONE = {  # what waits, how it is done, which mail then says why it was not sent
    "granted": (asked_for_time, lambda w, r: do(deadlines.extend, r, w.supervisor, due_at=later(r), reason="x")),
    "refused": (asked_for_time, lambda w, r: do(deadlines.refuse_extension, r, w.supervisor, reason="x")),
    "answered before it was decided": (asked_for_time, lambda w, r: answer_request(w, fresh(r))),
    "proposal refused": (proposed, lambda w, r: do(deadlines.refuse_extension, r, w.supervisor, reason="x")),
    "answered back": (asked_back, lambda w, r: do(counter_questions.answer_back, r, w.officer, text="Semuanya")),
    "taken back": (asked_back, lambda w, r: do(counter_questions.take_back_question, r, w.liaison_a)),
    "answered all the same": (asked_back, lambda w, r: answer_request(w, fresh(r))),
    "accepted": (answered, lambda w, r: do(clarifications.accept, r, w.officer)),
    "accepted after a denial": (replied, lambda w, r: do(clarifications.accept, r, w.officer)),
    "upheld": (redirected, lambda w, r: do(clarifications.uphold, r, w.officer, reason="x")),
    "redirect taken back": (redirected, lambda w, r: do(not_for_us.take_back_redirect, r, w.liaison_a)),
    "completed": (returned, lambda w, r: answer_request(w, fresh(r))),
    "wish taken back": (asked_for_time, lambda w, r: do(deadlines.take_back_wish, r, w.liaison_a)),
    "withdrawn": (asked_for_time, lambda w, r: do(letter_decisions.withdraw, r, w.supervisor, reason="x")),
}
SAID = {
    "granted": ("more_time", "decided"),
    "refused": ("more_time", "decided"),
    "answered before it was decided": ("more_time", "decided"),
    "proposal refused": ("more_time_proposed", "decided"),
    "answered back": ("asked_back", "answered"),
    "taken back": ("asked_back", "taken_back"),
    "wish taken back": ("more_time", "taken_back"),
    "answered all the same": ("asked_back", "answered"),
    "accepted": ("answered", "reviewed"),
    "accepted after a denial": ("replied", "reviewed"),
    "upheld": ("redirected", "decided"),
    "redirect taken back": ("redirected", "taken_back"),
    "completed": ("returned", "answered"),
    "withdrawn": ("more_time", "withdrawn"),
}


@pytest.mark.parametrize("how", DONE)
def test_what_was_done_meanwhile_is_not_asked_for_and_the_receipt_says_why(world, how):
    begin, done = DONE[how]
    row, now = begin(world), timezone.now()
    postroom.write_receipts(now)
    done(world, row)
    kind, reason = SAID[how]
    waiting = Message.objects.filter(kind=kind, request=row)
    assert waiting
    postroom.deliver_messages(timezone.now())
    assert {(m.state, m.skip_reason) for m in waiting.all()} == {("skipped", reason)}
    told = CaseEvent.objects.filter(action="skip_message", details__kind=kind)
    assert {event.details["skip_reason"] for event in told} == {reason} and reason in SKIP_REASONS


def test_the_agency_is_told_of_the_answer_and_of_a_refused_proposal_it_hears_nothing(world, mailoutbox):
    row = proposed(world)
    do(deadlines.refuse_extension, row, world.supervisor, reason="Cukup")
    postroom.write_receipts(timezone.now())
    postroom.deliver_messages(timezone.now())
    assert not Message.objects.filter(kind="refused") and not row.letters.filter(kind="refusal")
    mail = next(mail for mail in mailoutbox if mail.subject.startswith("Pertanyaan Saudara dijawab"))
    said = " ".join(mail.body.split())
    assert "Ditanyakan" in said and "dijawab" in said and "Tenggat tidak berubah:" in said
    assert "Petugas mengusulkan tambahan waktu" in said
    assert "Semuanya" not in said and "Data yang mana" not in said, "a mail carries no facts"


@pytest.mark.parametrize("how", DONE)
def test_what_nobody_has_done_is_asked_for(world, how):
    row = DONE[how][0](world)
    postroom.write_receipts(timezone.now())
    postroom.deliver_messages(timezone.now())
    sent = Message.objects.filter(kind=SAID[how][0], request=row)
    assert sent and {message.state for message in sent} == {"sent"}


def test_the_daily_digest_leaves_out_what_was_reviewed_before_it(world, mailoutbox):
    Reader.objects.update_or_create(user=world.officer, defaults={"digest": True})
    reviewed, waits = make_request(world, "answered"), make_request(world, "answered")
    now = timezone.now()
    postroom.write_receipts(now)
    do(clarifications.accept, reviewed, world.officer)
    mailoutbox.clear()
    postroom.deliver_messages(now + 25 * HOUR)
    states = {m.request_id: (m.state, m.skip_reason) for m in Message.objects.filter(kind="answered")}
    assert states == {reviewed.pk: ("skipped", "reviewed"), waits.pk: ("sent", "")}


def test_of_two_submissions_of_a_draft_the_one_that_was_sent_back_is_not_told(world):
    row = draft_request(world, make_incident(world))
    for turn in range(2):
        do(clarifications.submit, row, world.officer)
        postroom.write_receipts(timezone.now())
        if turn == 0:
            do(clarifications.send_back, row, world.supervisor, reason="x")
    postroom.deliver_messages(timezone.now())
    told = Message.objects.filter(kind="submitted", request=row).order_by("written_at")
    assert sorted({(m.state, m.skip_reason) for m in told}) == [("sent", ""), ("skipped", "moved_on")]


def invitations(world):
    """Two letters of one act, to two bodies, drafted."""
    meeting = case_letter_content.meeting_facts(timezone.now() + timedelta(days=9), None, "Ruang 1")
    facts = {"meeting": meeting} | {wanted.name: "Isi" for wanted in letter_kinds.INVITATION.wanted}
    words = {"subject": "Undangan", "security": "B", "urgency": "segera", "copies": "", "facts": facts}
    bodies = [world.agency_a, world.agency_b]
    return case_letters.draft(
        make_incident(world), by=world.officer, kind=letter_kinds.INVITATION, agencies=bodies, **words
    )


def issue(world, row):
    row = fresh(row)
    digest = letter_content.digest(case_letter_content.content(row, timezone.now(), world.supervisor))
    case_letter_issuing.issue({row: (row.version, digest)}, by=world.supervisor)


def comes_back(message, verdict):
    Message.objects.filter(pk=message.pk).update(state="sent", sent_at=timezone.now(), settled_at=timezone.now())
    words = (message.mail_id,), (message.recipient,), "5.1.1", "x", (message.mail_id,)
    after_sending.note_returned(Returned(verdict, *words), timezone.now())
    postroom.write_receipts(timezone.now())
    message.refresh_from_db()


def on_the_bell(user, kind):
    return [each.matter for each in settled.unread(user, timezone.now() - 24 * HOUR).filter(kind=kind)]


def test_where_nothing_is_new_the_bell_asks_one_question(world, django_assert_num_queries):
    assert world.officer.roles
    with django_assert_num_queries(1):
        assert list(settled.unread(world.officer, timezone.now() - 24 * HOUR)) == []


def test_a_letter_of_the_case_that_came_back_and_then_arrived_asks_for_nothing(world):
    row = invitations(world)[0]
    issue(world, row)
    postroom.write_receipts(timezone.now())
    mail = Message.objects.get(kind="invitation", audience="agency")
    comes_back(mail, Verdict.BOUNCED)
    assert on_the_bell(world.supervisor, "came_back") == [row]
    after_sending.retry(mail, by=world.supervisor)
    assert on_the_bell(world.supervisor, "came_back") == [row]
    comes_back(mail, Verdict.DELIVERED)
    assert on_the_bell(world.supervisor, "came_back") == []


def test_a_copy_that_came_back_is_on_the_bell_also_when_the_letter_itself_arrived(world):
    copies = "Kepala BSSN <surat@bssn.example>"
    row = draft_request(world, make_incident(world))
    row = do(clarifications.edit, row, world.officer, questions=QUESTIONS, copies=copies)
    issued = issue_request(world, do(clarifications.submit, row, world.officer))
    postroom.write_receipts(timezone.now())
    comes_back(Message.objects.get(kind="letter", recipient="surat@a.example"), Verdict.DELIVERED)
    comes_back(Message.objects.get(kind="copy"), Verdict.BOUNCED)
    assert fresh(issued).delivered_at and on_the_bell(world.supervisor, "came_back") == [issued]


def test_a_letter_of_the_case_that_came_back_and_was_taken_back_asks_for_nothing(world):
    row = invitations(world)[0]
    issue(world, row)
    postroom.write_receipts(timezone.now())
    comes_back(Message.objects.get(kind="invitation", audience="agency"), Verdict.BOUNCED)
    row, words = fresh(row), {"subject": "Pembatalan", "security": "B", "urgency": "segera", "copies": ""}
    [taker] = case_letters.take_back(row, by=world.officer, seen=row.version, facts={"alasan": "Ditunda"}, **words)
    issue(world, taker)
    assert on_the_bell(world.supervisor, "came_back") == []


def test_of_several_letters_drafted_at_once_those_that_wait_are_told_when_the_first_is_dropped(world, mailoutbox):
    first, second = invitations(world)
    postroom.write_receipts(timezone.now())
    do(case_letters.drop, first, world.other_supervisor, reason="A tidak perlu")
    assert on_the_bell(world.supervisor, "letter_drafted") == [second]
    mailoutbox.clear()
    postroom.deliver_messages(timezone.now())
    told = [mail for mail in mailoutbox if "Menunggu persetujuan" in mail.subject]
    assert told and all(fresh(second).reference in mail.subject for mail in told)
    do(case_letters.drop, second, world.other_supervisor, reason="B juga tidak")
    assert on_the_bell(world.supervisor, "letter_drafted") == []
    assert not CaseLetter.objects.awaiting_approval().exists()


def test_an_invitation_that_was_cancelled_before_it_left_does_not_follow_its_cancellation(world):
    row = invitations(world)[0]
    issue(world, row)
    postroom.write_receipts(timezone.now())
    row, words = fresh(row), {"subject": "Pembatalan", "security": "B", "urgency": "segera", "copies": ""}
    [taker] = case_letters.take_back(row, by=world.officer, seen=row.version, facts={"alasan": "Ditunda"}, **words)
    issue(world, taker)
    postroom.write_receipts(timezone.now())
    for pk in postroom.letters_to_make():
        postroom.make_letter(pk)
    postroom.deliver_messages(timezone.now())
    told = {m.kind: (m.state, m.skip_reason) for m in Message.objects.filter(audience="agency")}
    assert told == {"invitation": ("skipped", "taken_back"), "meeting_cancelled": ("sent", "")}


@pytest.mark.parametrize("notice", [each for each in NOTICES if each.only_while], ids=lambda each: each.kind)
def test_a_notice_that_holds_while_a_thing_is_in_a_status_is_settled_by_the_status_of_that_thing(notice):
    """By the type of the status: no row is written by hand for it, and none is settled from its birth."""
    of = Message._meta.get_field(settled.WHOSE[type(notice.only_while)]).related_model
    assert notice.only_while in {value for value, _label in of._meta.get_field("status").choices}
    assert notice.kind in settled._asks_while()


def test_the_bell_asks_for_an_answer_to_a_complainant_that_waits_and_for_none_that_was_dropped(world):
    complaint = complaints.enter(by=world.officer, person=Person(phone="0812"), way="phone", text="Data bocor")
    for dropped in (True, False):
        answer = complaints.draft_answer(complaint, by=world.officer, text="Kami tanyakan")
        if dropped:
            complaints.drop_answer(answer, by=world.officer, seen=answer.version, reason="Keliru")
    postroom.write_receipts(timezone.now())
    assert on_the_bell(world.supervisor, "answer_drafted") == [complaint]
    complaints.send_answer(answer, by=world.supervisor, seen=answer.version)
    assert on_the_bell(world.supervisor, "answer_drafted") == []
