"""What a mail brings: the receipt of an answer, once, to who answered and to the contacts of the body."""

from django.utils import timezone

from incidents.actions import clarifications, letter_decisions
from incidents.models import CaseEvent, Response
from notifications import postroom
from notifications.models import Message
from notifications.notices import BRINGING_RECEIPTS
from tests.notifications.conftest import work
from tests.world import QUESTIONS, answer_request, draft_request, fresh, issue_request, make_incident, make_request


def receipts(mailoutbox):
    return [each for each in mailoutbox if each.extra_headers["X-Tanggap-Kind"] in BRINGING_RECEIPTS]


def test_who_answered_and_the_contacts_get_the_receipt_of_each_answer_once(world, drawn_letters, mailoutbox, log_in):
    row = make_request(world, "open")
    work()
    answer_request(world, fresh(row), numbers=[1])
    for _ in range(2):
        work()
    first = Response.objects.get()
    contact = world.agency_a.contacts.get().email
    sent = receipts(mailoutbox)
    assert sorted(each.to[0] for each in sent) == sorted([contact, world.liaison_a.email])
    for each in sent:
        [file] = [part for part in each.attachments if str(part[0]).endswith(".pdf")]
        said = " ".join(each.body.split())
        assert file[0] == first.letter.file.name
        assert f"Tanda terima Nomor {first.receipt} terlampir." in said and "masih ditunggu jawabannya sampai" in said
        assert "bukan penilaian" in said and "Instansi A" in said
    why = {each.to[0]: " ".join(each.body.split()) for each in sent}
    assert "dikirim dari akun beralamat ini" in why[world.liaison_a.email] and "kontak surat" in why[contact]
    told = Message.objects.filter(kind="receipt")
    assert {each.state for each in told} == {"sent"} and CaseEvent.objects.filter(
        action="send_message", details__kind="receipt"
    ).count() == len(told)
    listed = log_in(world.liaison_a).get("/pemberitahuan/").content.decode()
    assert "Tanda terima jawaban" not in listed, "no news to who answered: it stands with the request"
    answer_request(world, fresh(row))
    work()
    last = receipts(mailoutbox)[len(sent) :]
    assert len(last) == 2 and all("masih ditunggu" not in each.body for each in last)


def test_a_receipt_waits_for_its_pdf_and_of_a_limited_letter_is_told_without_it(world, drawn_letters, mailoutbox):
    row = draft_request(world, make_incident(world))
    row = clarifications.edit(row, by=world.officer, seen=row.version, questions=QUESTIONS, security="T")
    row = issue_request(world, fresh(clarifications.submit(row, by=world.officer, seen=row.version)))
    answer_request(world, fresh(row))
    now = timezone.now()
    postroom.write_receipts(now)
    postroom.deliver_messages(now)
    assert not receipts(mailoutbox)
    work()
    assert len(receipts(mailoutbox)) == 2
    for each in receipts(mailoutbox):
        assert not each.attachments and "tanda terima jawabannya tidak dilampirkan" in " ".join(each.body.split())


def test_of_an_acceptance_that_a_letter_tells_of_by_then_no_mail_of_its_own_leaves(world, drawn_letters, mailoutbox):
    told_first, at_once = (make_request(world, "answered") for _ in range(2))
    for row in (told_first, at_once):
        clarifications.accept(row, by=world.officer, seen=row.version)
        if row is told_first:
            work()
        letter_decisions.confirm_acceptance(fresh(row), by=world.supervisor, seen=None)
    work()
    states = {each.request_id: (each.state, each.skip_reason) for each in Message.objects.filter(kind="accepted")}
    assert states == {told_first.pk: ("sent", ""), at_once.pk: ("skipped", "by_letter")}
    brought = [each for each in mailoutbox if each.extra_headers["X-Tanggap-Kind"] == "accepted_by_letter"]
    said = {each.extra_headers["X-Tanggap-Reference"]: each.body for each in brought}
    assert "dinilai memadai" in said[at_once.reference] and "dinilai memadai" not in said[told_first.reference]
