"""A body without an address for mail: its letter goes by post, which is said before, waits on the desk, and is recorded."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile as Paper
from django.urls import reverse
from django.utils import timezone

from incidents.actions import (
    agencies,
    arrival,
    case_letter_content,
    case_letter_issuing,
    case_letters,
    clarifications,
    corrections,
    dissolution,
    evidence,
    follow_ups,
    letter_content,
    letter_decisions,
)
from incidents.models import CaseEvent, ClarificationRequest, Letter, Sending, by_post
from incidents.plain import clocks, letter_kinds
from incidents.record import about_letters
from incidents.reports import letter_account, ways_of_knowing, who_knew
from notifications.models import Message
from notifications.postroom import after_sending, departures
from notifications.postroom.bounces import Returned, Verdict
from tests import meetings
from tests.notifications.conftest import work
from tests.sent_form import Form, press
from tests.typed_rows import struck
from tests.world import draft_request, fresh, issue_request, make_incident, make_request

STREET = "Jalan Pos 1, Jayapura"
DONE_BY = case_letter_content.done_by_facts(timezone.now() + timedelta(days=30))


@pytest.fixture
def without_mail(world):
    """Body B has no e-mail address any more, and a postal one."""
    body = world.agency_b
    [contact] = body.contacts.all()
    agencies.end_contact(contact, by=world.administrator, reason="Tidak aktif")
    return agencies.amend_agency(body, by=world.administrator, seen=body.version, post_address=STREET)


def waiting():
    return [each.matter for each in by_post.waiting(Letter.objects.all())]


def on_paper(world, letter):
    """(name, body) of whoever the record has it that they were handed the letter."""
    lines = who_knew.Knowledge(letter.incident, world.auditor).lines
    handed = [line for line in lines if ways_of_knowing.HANDED in [step.way for step in line.steps]]
    return [(line.person.name, line.person.body) for line in handed if line.fact.key[1] == str(letter.pk)]


def test_the_letter_of_a_body_without_mail_is_said_to_go_by_post_when_it_is_submitted(world, without_mail, log_in):
    clarification = draft_request(world, make_incident(world), agency=without_mail)
    browser = log_in(world.officer)
    page = browser.post(
        reverse("incidents:submit", args=[clarification.pk]), {"seen": clarification.version}, follow=True
    )
    assert f"lewat pos ke {STREET}" in page.content.decode()
    shown = log_in(world.supervisor).get(reverse("incidents:issue", args=[clarification.pk])).content.decode()
    assert f"lewat pos ke {STREET}" in shown


def test_it_waits_on_the_desk_until_somebody_says_that_it_was_posted(world, without_mail, log_in):
    clarification = make_request(world, "open", agency=without_mail)
    by_mail = make_request(world, "open", agency=world.agency_a)
    work()
    later = timezone.now() + timedelta(hours=1)
    assert waiting() == [clarification]
    assert clarification not in departures.undelivered(ClarificationRequest.objects.all(), later)
    browser, page = log_in(world.officer), reverse("incidents:send_outside", args=[clarification.letter.pk])
    desk = browser.get(reverse("incidents:desk")).content.decode()
    assert "Surat untuk dikirim lewat pos" in desk and STREET in desk and page in desk
    form = Form(browser.get(page).content.decode()).as_sent()
    assert (form["channel"], form["recipient"]) == ("post", STREET)
    facts = {"said_by": "Petugas", "source": "Resi PD-1", "sent": clocks.local(timezone.now()).strftime("%d-%m-%Y")}
    assert press(browser, page, form | facts).status_code == 302
    assert Sending.objects.get().channel == "post" and waiting() == []
    assert CaseEvent.objects.get(action="send_outside").details["way"] == "post"
    assert clarification not in departures.undelivered(ClarificationRequest.objects.all(), later)
    assert "Surat untuk dikirim lewat pos" not in browser.get(reverse("incidents:desk")).content.decode()
    assert (
        Form(browser.get(reverse("incidents:send_outside", args=[by_mail.letter.pk])).content.decode()).as_sent()[
            "channel"
        ]
        == ""
    )


def test_what_was_answered_handed_over_or_is_a_drill_is_not_posted(world, without_mail):
    drill = make_incident(world, drill=True)
    clarification = draft_request(world, drill, agency=without_mail)
    clarifications.submit(clarification, by=world.officer, seen=clarification.version)
    issue_request(world, fresh(clarification))
    assert waiting() == []
    clarification = make_request(world, "open", agency=without_mail)
    assert waiting() == [clarification]
    arrival.deliver(clarification, how="receipt", what="x", happened_at=timezone.now())
    assert waiting() == []


def test_without_either_address_it_stays_an_alarm_and_is_said_to_reach_nobody(world, without_mail, log_in):
    agencies.amend_agency(without_mail, by=world.administrator, seen=without_mail.version, post_address="")
    clarification = make_request(world, "open", agency=fresh(without_mail))
    work()
    later = timezone.now() + timedelta(hours=1)
    assert waiting() == [] and clarification in departures.undelivered(ClarificationRequest.objects.all(), later)
    draft = draft_request(world, make_incident(world), agency=without_mail)
    browser = log_in(world.officer)
    page = browser.post(reverse("incidents:submit", args=[draft.pk]), {"seen": draft.version}, follow=True)
    assert "tidak ada yang terjangkau" in page.content.decode()


def test_the_office_hours_are_told_beside_the_due_and_move_no_clock(world, log_in):
    body = world.agency_b
    body = agencies.amend_agency(
        body, by=world.administrator, seen=body.version, office_hours="Senin–Jumat 08.00–16.00"
    )
    clarification = draft_request(world, make_incident(world), agency=body)
    edits = reverse("incidents:edit", args=[clarification.pk])
    browser = log_in(world.officer)
    for language, words in (("id", "Dari 72 jam ini kantornya"), ("en", "Of these 72 hours the office")):
        browser.cookies["bahasa"] = language
        assert f"{words} (Senin–Jumat 08.00–16.00)" in browser.get(edits).content.decode()
    clarifications.submit(clarification, by=world.officer, seen=clarification.version)
    page = log_in(world.supervisor).get(reverse("incidents:issue", args=[clarification.pk])).content.decode()
    assert "Dari 72 jam ini kantornya (Senin–Jumat 08.00–16.00) buka" in page and "Tenggat tetap berjalan" in page
    issue_request(world, fresh(clarification))
    row = fresh(clarification).deadlines.get()
    assert row.due_at - row.started_at.replace(microsecond=0) == timedelta(hours=72)


def test_hours_by_which_nothing_could_be_counted_are_refused_at_their_field(world, log_in):
    browser, page = log_in(world.administrator), reverse("incidents:amend_agency", args=[world.agency_a.pk])
    form = Form(browser.get(page).content.decode()).as_sent()
    answer = browser.post(page, form | {"office_hours": "siang hari"})
    assert "office_hours" in answer.context["form"].errors
    assert (
        press(
            browser, page, form | {"reason": "Salah", "office_hours": "Senin–Kamis 07.30–16.00, Jumat 07.30–16.30"}
        ).status_code
        == 302
    )


def test_a_letter_whose_mail_left_is_not_to_be_posted_when_its_address_ends_the_same_day(world):
    body = world.agency_b
    body = agencies.amend_agency(body, by=world.administrator, seen=body.version, post_address=STREET)
    make_request(world, "open", agency=body, issued_at=timezone.now())
    work()
    [contact] = body.contacts.all()
    agencies.end_contact(contact, by=world.administrator, reason="Tidak aktif")
    assert waiting() == []


def recommended(world, *bodies, joint=False):
    """Issued recommendations to these bodies, or one to all of them."""
    rows = case_letters.draft(
        make_incident(world),
        by=world.officer,
        kind=letter_kinds.RECOMMENDATION,
        agencies=bodies,
        facts={"pertimbangan": "Kunci lama berlaku", "butir": "Ganti kunci", "done_by": DONE_BY},
        subject="Rekomendasi",
        joint=joint,
    )
    shown = {}
    for row in rows:
        digest = letter_content.digest(case_letter_content.content(row, timezone.now(), world.supervisor))
        shown[row] = (row.version, digest)
    case_letter_issuing.issue(shown, by=world.supervisor)
    return [fresh(row) for row in rows]


def test_a_letter_of_the_result_waits_until_its_sending_is_recorded_and_again_when_that_is_struck(
    world, without_mail, log_in
):
    [row] = recommended(world, without_mail)
    work()
    assert waiting() == [row]
    browser, page = log_in(world.officer), reverse("incidents:send_outside", args=[row.letter.pk])
    desk = browser.get(reverse("incidents:desk")).content.decode()
    assert page in desk and page in browser.get(row.get_absolute_url()).content.decode()
    form = Form(browser.get(page).content.decode()).as_sent()
    assert (form["channel"], form["recipient"]) == ("post", STREET)
    facts = {"said_by": "Petugas", "source": "Resi PD-7", "sent": clocks.local(timezone.now()).strftime("%d-%m-%Y")}
    assert press(browser, page, form | facts).status_code == 302
    sending = Sending.objects.get()
    assert (sending.letter, waiting()) == (row.letter, [])
    assert CaseEvent.objects.get(action="send_letter_outside").details["letter"] == str(row.letter)
    assert page not in browser.get(reverse("incidents:desk")).content.decode()
    assert "Resi PD-7" in browser.get(row.get_absolute_url()).content.decode()
    chronology = browser.get(reverse("incidents:chronology", args=[row.incident.reference])).content.decode()
    assert f"{row.letter} dikirim kepada Ins B di luar Tanggap" in chronology
    struck(sending, by=world.officer)
    assert waiting() == [row] and "Resi PD-7" in browser.get(row.get_absolute_url()).content.decode()


def test_a_letter_of_the_result_handed_over_for_a_signed_receipt_has_arrived_until_that_is_struck(
    world, without_mail, log_in
):
    [row], officer = recommended(world, without_mail), log_in(world.officer)
    page, piece = row.get_absolute_url(), evidence.attach(row.incident, by=world.officer, upload=Paper("t.txt", b"isi"))
    facts = Form(officer.get(f"{page}serah/").content.decode()).as_sent()
    facts |= {"received_at": clocks.local(timezone.now()).strftime("%d-%m-%Y"), "received_by": "Agendaris Ins B"}
    bare = press(officer, f"{page}serah/", facts)
    assert bare.status_code == 200 and waiting() == [row], "nothing arrived without its receipt"
    assert press(officer, f"{page}serah/", facts | {"evidence": piece.pk}).status_code == 302
    shown = officer.get(page).content.decode()
    assert waiting() == [] and fresh(row).version == row.version + 1
    assert "Agendaris Ins B" in shown and piece.called in shown and f"{page}coret-serah/" in shown
    assert officer.get(f"{page}serah/").url == page, "it was handed over once"
    with pytest.raises(corrections.Rested) as refusal:
        struck(piece, by=world.officer)
    assert row.reference in str(refusal.value.facts)
    chronology = reverse("incidents:chronology", args=[row.incident.reference])
    assert f"{row} sampai" in officer.get(chronology).content.decode()
    assert ("Agendaris Ins B", row.agency.short_name) in on_paper(world, row)
    assert ("evidence", str(piece.pk)) in about_letters.things("caseletter", str(row.pk)), "its proof has the receipt"
    assert (
        press(officer, f"{page}coret-serah/", {"reason": "Surat lain", "seen": fresh(row).version}).status_code == 302
    )
    assert waiting() == [row] and f"{row} sampai" not in officer.get(chronology).content.decode()
    assert on_paper(world, row) == []
    struck(piece, by=world.officer)
    told = CaseEvent.objects.get(action="strike_letter_delivery")
    assert (told.reason, told.details["received_by"]) == ("Surat lain", "Agendaris Ins B")


@pytest.mark.parametrize("address", [STREET, ""])
def test_a_letter_of_the_case_to_a_body_without_mail_is_shown_before_it_is_issued(world, without_mail, log_in, address):
    agencies.amend_agency(without_mail, by=world.administrator, seen=without_mail.version, post_address=address)
    draft = meetings.invite(world, agencies=[fresh(without_mail)])[0]
    page = log_in(world.supervisor).get(reverse("incidents:issue_letter", args=[draft.pk])).content.decode()
    assert (address or "tidak punya alamat surel maupun alamat pos") in page


def test_of_a_joint_letter_the_copy_of_the_body_without_mail_waits_alone(world, without_mail):
    rows = recommended(world, world.agency_a, without_mail, joint=True)
    assert waiting() == [row for row in rows if row.agency == without_mail]


def test_what_takes_a_posted_letter_back_is_posted_too_and_the_account_names_each(world, without_mail):
    clarification = make_request(world, "open", agency=without_mail)
    sent = {"channel": "post", "said_by": "Petugas", "source": "Resi PD-1"}
    arrival.send_outside(clarification, by=world.officer, seen=None, **sent)
    assert waiting() == []
    clarification = letter_decisions.withdraw(fresh(clarification), by=world.supervisor, seen=None, reason="Keliru")
    [letter] = by_post.waiting(Letter.objects.all())
    assert (letter.request, letter.kind) == (clarification, letter_kinds.WITHDRAWAL.code)
    arrival.send_outside(clarification, letter=letter, by=world.officer, seen=None, **sent)
    assert waiting() == []
    said = " ".join(each.words for each in letter_account.of(fresh(clarification), timezone.now()).steps)
    assert f"{letter} dikirim di luar Tanggap (Pos)" in said and f"{clarification.letter} dikirim di luar" in said


def test_what_its_body_reported_on_or_was_taken_back_is_not_posted(world, without_mail):
    [row], [other] = recommended(world, without_mail), recommended(world, without_mail)
    paper = {"kind": "report", "channel": "letter", "number": "B-7", "text": "Sudah", "came_at": timezone.now()}
    follow_ups.record_follow_up(row, by=world.officer, seen=None, **paper)
    assert waiting() == [other]
    dissolution.end_agency(fresh(without_mail), by=world.administrator, reason="Bubar", ended_on=timezone.localdate())
    assert waiting() == []


def test_an_address_entered_later_gets_what_still_asks_and_leaves_the_rest_to_the_desk(world, without_mail):
    [row] = recommended(world, without_mail)
    asked, back = (make_request(world, "open", agency=without_mail) for _each in range(2))
    arrival.send_outside(back, by=world.officer, seen=None, channel="post", said_by="Petugas", source="Resi PD-1")
    letter_decisions.withdraw(fresh(back), by=world.supervisor, seen=None, reason="Keliru")
    [of_back] = Letter.objects.filter(kind=letter_kinds.WITHDRAWAL.code)
    work()
    fields = {"email": "baru@b.example", "office": "Sekretariat", "valid_from": timezone.localdate()}
    agencies.register_contact(fresh(without_mail), by=world.administrator, **fields)
    assert {*by_post.waiting(Letter.objects.all())} == {row.letter, asked.letter, of_back}
    work()
    assert {*by_post.waiting(Letter.objects.all())} == {of_back}, "a mail with the others left"
    mail = Message.objects.get(request=asked, state="sent")
    lost = Returned(Verdict.BOUNCED, mail_ids=(mail.mail_id,), recipients=(mail.recipient,))
    after_sending.note_returned(lost, timezone.now())
    assert {*by_post.waiting(Letter.objects.all())} == {of_back, asked.letter}, "and one came back"
    assert make_request(world, "open", agency=without_mail) not in waiting()
