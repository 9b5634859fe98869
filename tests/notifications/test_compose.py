"""Mails that are known for what they are: who writes, what the letter is, what goes along and what does not."""

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from django.utils import timezone
from icalendar import Calendar

from incidents.actions import (
    agencies,
    agency_corrections,
    clarifications,
    deadlines,
    letter_content,
    letter_decisions,
    letter_facts,
    letter_issuing,
    rules,
)
from incidents.models import LadderRung, Letter
from incidents.plain import dates
from incidents.record import deeds
from notifications.letters import html
from notifications.mails import carried
from notifications.models import Message
from notifications.postroom import after_sending, newcomers
from notifications.postroom.bounces import Returned, Verdict
from tests import removed
from tests.notifications.conftest import work
from tests.world import QUESTIONS, draft_request, fresh, issue_request, make_incident, make_request

pytestmark = pytest.mark.usefixtures("drawn_letters")


def sent(mailoutbox, kind="letter"):
    return [each for each in mailoutbox if each.extra_headers["X-Tanggap-Kind"] == kind]


def step(world, number, **fields):
    """A letter of that step of the ladder, issued now."""
    row = draft_request(world, make_incident(world))
    row = clarifications.edit(
        row,
        by=world.officer,
        seen=row.version,
        questions=QUESTIONS,
        rung=LadderRung.objects.in_force(number, timezone.localdate()),
        **fields,
    )
    row = clarifications.submit(row, by=world.officer, seen=row.version)
    return issue_request(world, fresh(row))


def meets(at):
    return {"meeting_at": at, "meeting_place": "Ruang Rapat 2"}


def test_a_mail_to_a_body_says_who_writes_and_where_the_letter_is_checked(world, mailoutbox):
    clarification = make_request(world, "open")
    work()
    [mail] = sent(mailoutbox)[:1]
    unit = clarification.unit
    assert mail.from_email == f'"{unit.ministry} - {unit.name}" <tanggap@tanggap.example>' or (
        unit.ministry in mail.from_email and unit.name in mail.from_email
    )
    for words in (unit.ministry, unit.name, unit.address, clarification.letter.content["check_url"]):
        assert words in mail.body
    assert f'nowrap">{clarification.letter.check_code}</span>' in mail.alternatives[0].content, "copied in one piece"
    inside = [each for each in mailoutbox if each.to == [world.officer.email] or each.to == [world.supervisor.email]]
    assert all(each.from_email.startswith("Tanggap ") for each in inside)


@pytest.mark.parametrize(
    ("mailbox_of", "said"), [("surat@a.example", "dibaca di surat@a.example"), ("", "tidak dibaca")]
)
def test_a_mail_says_whether_a_reply_to_it_is_read(world, mailoutbox, settings, mailbox_of, said):
    settings.REPLY_ADDRESS = mailbox_of
    make_request(world, "open")
    work()
    mail = sent(mailoutbox)[0]
    assert mail.reply_to == ([mailbox_of] if mailbox_of else []) and said in " ".join(mail.body.split())


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (2, "Permintaan klarifikasi kedua"),
        (3, "Panggilan klarifikasi"),
        (4, "Peringatan karena belum ada jawaban"),
    ],
)
def test_each_step_says_what_it_is_in_subject_and_words(world, the_ladder, mailoutbox, number, says):
    step(world, number, **(meets(timezone.now() + timedelta(days=20)) if number == 3 else {}))
    work()
    mail = sent(mailoutbox)[0]
    assert mail.subject.startswith(says) and says in mail.body


def test_a_summons_carries_its_meeting_in_words_and_calendar_and_takes_it_back(world, the_ladder, mailoutbox):
    at = timezone.now().replace(microsecond=0) + timedelta(days=20)
    row = step(world, 3, **meets(at))
    work()
    mail = sent(mailoutbox)[0]
    assert "Waktu pertemuan:" in mail.body and "Tempat: Ruang Rapat 2" in mail.body
    entries = {name: Calendar.from_ical(data) for name, data, _kind in mail.attachments if name.endswith(".ics")}
    assert set(entries) == {"tenggat.ics", "rapat.ics"}
    [met] = entries["rapat.ics"].walk("VEVENT")
    assert (
        met["dtstart"].dt == at and met["location"] == "Ruang Rapat 2" and entries["rapat.ics"]["method"] == "PUBLISH"
    )
    row = fresh(row)
    before = {name: said for name, said in row.letter.content.items() if name != "agenda"}
    assert "Acara" in html.render(row.letter.content)
    assert "Acara" not in html.render(before), "approved before the form had the line"
    letter_decisions.withdraw(row, by=world.supervisor, seen=row.version, reason="Tidak jadi")
    work()
    mail = next(each for each in sent(mailoutbox, "withdrawn") if each.to != [world.officer.email])
    [gone] = [Calendar.from_ical(data) for name, data, _kind in mail.attachments if name == "rapat.ics"]
    [event] = gone.walk("VEVENT")
    assert gone["method"] == "CANCEL" and event["uid"] == met["uid"] and event["sequence"] > met["sequence"]


def copied(world, copies, security="B"):
    return fresh(issue_request(world, submitted(world, copies, security)))


def submitted(world, copies, security="B"):
    row = draft_request(world, make_incident(world))
    facts = dict(questions=QUESTIONS, copies=copies, security=security)
    row = clarifications.edit(row, by=world.officer, seen=row.version, **facts)
    return fresh(clarifications.submit(row, by=world.officer, seen=row.version))


def test_whoever_approves_or_signs_a_letter_or_sends_one_about_it_reads_where_its_copies_are_mailed(world, log_in):
    """The letter prints the offices alone, and nobody else looks at the addresses before they are mailed."""
    copies, supervisor = "Menteri\nKepala BSSN <surat@bssn.example>", log_in(world.supervisor)
    out, row = copied(world, copies), submitted(world, copies)
    typed = {"seen": out.version, "reason": "Tidak jadi"}
    pages = [supervisor.post(f"/permintaan/{out.pk}/tarik/", typed), supervisor.get(f"/permintaan/{row.pk}/terbitkan/")]
    rules.enact_signing(by=deeds.SYSTEM, mode="outside", reason="Keputusan uji")
    digest = letter_content.digest(letter_content.draft_content(row, timezone.now(), world.supervisor))
    row = letter_issuing.approve(row, by=world.supervisor, seen=row.version, approved_digest=digest)
    pages.append(supervisor.get(f"/surat/{row.letter.pk}/tanda-tangan/"))
    for page in (page.content.decode() for page in pages):
        assert "surat@bssn.example" in page and "dicetak tanpa alamat" in page


def test_a_copy_is_mailed_to_whoever_stands_there_with_an_address_and_so_is_what_takes_the_letter_back(
    world, mailoutbox, log_in
):
    row = copied(world, "Menteri\nKepala BSSN <surat@bssn.example>")
    work()
    [mail] = sent(mailoutbox, "copy")
    assert mail.to == ["surat@bssn.example"] and mail.subject == f"Tembusan surat Nomor {row.letter}"
    assert [name for name, *_rest in mail.attachments if name.endswith(".pdf")] and "/v/" in mail.body
    assert "/permintaan/" not in mail.body and "Yth. Kepala BSSN" in mail.body
    assert row.letter.content["copies"] == ["Menteri", "Kepala BSSN"]
    shown = " ".join(log_in(world.officer).get(row.get_absolute_url()).content.decode().split())
    assert "Menteri · dicetak tanpa alamat" in shown
    returned = Message.objects.get(kind="copy")
    back = Returned(Verdict.BOUNCED, mail_ids=(returned.mail_id,), recipients=(returned.recipient,))
    after_sending.note_returned(back, timezone.now())
    work()
    assert "tembusan" in next(each.body for each in sent(mailoutbox, "came_back"))
    letter_decisions.withdraw(row, by=world.supervisor, seen=fresh(row).version, reason="Tidak jadi")
    work()
    [copy] = sent(mailoutbox, "copy_withdrawn")
    told = next(each for each in sent(mailoutbox, "withdrawn") if each.to != [world.officer.email])
    taken_back = Letter.objects.get(request=row, kind="withdrawal").content["check_url"]
    for each in (copy, told):
        assert taken_back in each.body and row.letter.content["check_url"] not in each.body, "of the letter it brings"
    assert copy.to == ["surat@bssn.example"] and copy.body.count(taken_back) == 1
    asks = "lewat tautan “Buka” di atas"
    assert asks in " ".join(sent(mailoutbox, "letter")[0].body.split()) and asks not in " ".join(told.body.split())


def test_of_a_secret_letter_a_copy_is_announced_and_its_first_page_has_a_line_for_the_number_of_the_copy(
    world, mailoutbox, log_in
):
    row = copied(world, "Kepala BSSN <surat@bssn.example>", "R")
    work()
    [mail] = sent(mailoutbox, "copy")
    assert not [name for name, *_rest in mail.attachments if name.endswith(".pdf")]
    assert "Tembusannya diserahkan langsung" in mail.body
    assert "Salinan Nomor ........ dari 2" in html.render(row.letter.content)
    before = {name: said for name, said in row.letter.content.items() if name != "copies_numbered"}
    assert "Salinan Nomor" not in html.render(before), "approved before the form had the line"
    shown = " ".join(log_in(world.officer).get(row.get_absolute_url()).content.decode().split())
    assert "Pemberitahuan tembusan surat" in shown, "what was mailed is no letter"
    assert "Kepala BSSN · tidak dilampirkan pada surel, diserahkan dengan cara lain" in shown


def newcomer(world, email):
    facts = {"office": "Kepala", "email": email, "valid_from": timezone.localdate()}
    return agencies.register_contact(world.agency_a, by=world.administrator, **facts)


def test_who_becomes_a_contact_while_a_letter_asks_gets_the_letter_itself_by_the_due_of_now(world, mailoutbox):
    row = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=20))
    answered = make_request(world, "answered")
    work()
    newcomer(world, "baru@a.example")
    due = timezone.now().replace(microsecond=0) + timedelta(hours=99)
    deadlines.extend(fresh(row), by=world.supervisor, seen=fresh(row).version, due_at=due, reason="ok")
    mailoutbox.clear()
    work()
    work()
    [mail] = sent(mailoutbox)
    assert mail.to == ["baru@a.example"] and [name for name, *_rest in mail.attachments if name.endswith(".pdf")]
    [entry] = [data for name, data, _kind in mail.attachments if name == "tenggat.ics"]
    [event] = Calendar.from_ical(entry).walk("VEVENT")
    assert event["dtstart"].dt == due and event["sequence"] == 1
    assert "surat@a.example" in [each for mail in sent(mailoutbox, "extended") for each in mail.to]
    message = Message.objects.get(request=row, kind="letter", recipient="baru@a.example")
    assert message.state == "sent" and message.later and not answered.messages.filter(recipient="baru@a.example")


def test_an_address_put_right_gets_the_letter_again_only_where_it_did_not_arrive_and_the_sweep_asks_no_more_for_many(
    world, mailoutbox, django_assert_max_num_queries
):
    [contact], rows = world.agency_a.contacts.all(), [make_request(world, "open") for _each in range(6)]
    work()
    mail = Message.objects.get(request=rows[0], kind="letter")
    there = Returned(Verdict.DELIVERED, mail_ids=(mail.mail_id,), recipients=(mail.recipient,))
    after_sending.note_returned(there, timezone.now())
    agency_corrections.amend_contact(contact, by=world.administrator, reason="Salah ketik", email="betul@a.example")
    with django_assert_max_num_queries(7):
        newcomers.tell_newcomers(timezone.now())
    again = Message.objects.filter(recipient="betul@a.example")
    assert {each.request for each in again} == {*rows[1:]}


def test_a_copy_of_a_letter_that_was_removed_under_law_is_skipped_and_says_why(world, mailoutbox):
    row = copied(world, "Kepala BSSN <surat@bssn.example>")
    letter_decisions.withdraw(row, by=world.supervisor, seen=row.version, reason="Tidak jadi")
    work()
    Message.objects.filter(kind="copy_withdrawn").update(state="to_send", settled_at=None, sent_at=None, attempts=1)
    letter = Letter.objects.get(kind="withdrawal")
    removed.removed(world, removed.closed(world, row.incident), "letter", f"letter:{letter.pk}")
    mailoutbox.clear()
    work()
    assert not sent(mailoutbox, "copy_withdrawn")
    assert Message.objects.get(kind="copy_withdrawn").skip_reason == "removed"


@pytest.mark.parametrize("security", ["T", "R"])
def test_a_letter_that_is_not_ordinary_is_not_mailed_open(world, mailoutbox, security):
    row = draft_request(world, make_incident(world))
    row = clarifications.edit(row, by=world.officer, seen=row.version, questions=QUESTIONS, security=security)
    row = clarifications.submit(row, by=world.officer, seen=row.version)
    row = issue_request(world, fresh(row))
    work()
    mail = sent(mailoutbox)[0]
    assert not [name for name, *_rest in mail.attachments if name.endswith(".pdf")]
    assert "tidak dilampirkan" in mail.body and "terlampir." not in mail.body
    message = Message.objects.filter(kind="letter").first()
    assert carried.by(message) and carried.enclosed(message) is None
    found = Returned(Verdict.DELIVERED, mail_ids=(message.mail_id,), recipients=(message.recipient,))
    assert after_sending.note_returned(found, timezone.now()) == message
    assert fresh(row).delivered_at is None, "the notice arrived, not the letter"


def test_the_date_of_a_mail_is_that_of_the_ministrys_clock_and_its_colours_are_light_and_dark(world, mailoutbox):
    make_request(world, "open")
    work()
    mail = sent(mailoutbox)[0]
    written = parsedate_to_datetime(mail.message()["Date"])
    assert isinstance(written, datetime) and written.utcoffset() == timedelta(hours=7)
    html = mail.alternatives[0].content
    assert '<meta name="color-scheme" content="light dark">' in html and "@media (prefers-color-scheme: dark)" in html


def test_the_text_of_a_mail_goes_in_short_lines_that_a_mail_program_joins_again(world, mailoutbox):
    make_request(world, "open")
    work()
    mail = sent(mailoutbox)[0]
    mail.body += f"\nFrom sini\n> kutipan\n-- \nhttps://a.example/{'x' * 90} lalu {'kata ' * 40}\n"
    text = next(part for part in mail.message().walk() if part.get_content_type() == "text/plain")
    assert (text.get_param("format"), text.get_param("delsp")) == ("flowed", "yes")
    lines = text.get_payload(decode=True).decode().split("\n")
    assert max(map(len, mail.body.split("\n"))) > 200
    assert all(len(line) <= 78 or " " not in line.strip() for line in lines)
    read = [line.removeprefix(" ") for line in lines]  # as RFC 3676, 4.1 to 4.5
    joined = "".join(line[:-1] if line.endswith(" ") and line != "-- " else f"{line}\n" for line in read)
    assert joined.removesuffix("\n") == "\n".join(
        line if line == "-- " else line.rstrip(" ") for line in mail.body.split("\n")
    )


def test_the_hour_where_the_body_is_stands_beside_wib_in_reminder_extension_and_letter_of_several_dues(
    world, mailoutbox
):
    row = make_request(world, "open", agency=world.agency_b)
    work()
    work(row.present_due - timedelta(hours=20))
    there = dates.hour_elsewhere(row.present_due, world.agency_b.zone, "id")
    to_body = [each for each in mailoutbox if each.to == ["surat@b.example"]]
    reminders = [each for each in to_body if each.extra_headers["X-Tanggap-Kind"].startswith("before")]
    assert there and reminders and all(f"({there})" in each.body for each in reminders)
    due = row.present_due + timedelta(hours=24)
    deadlines.extend(fresh(row), by=world.supervisor, seen=fresh(row).version, due_at=due, reason="x")
    work()
    [extended] = [each for each in sent(mailoutbox, "extended") if each.to == ["surat@b.example"]]
    assert f"({dates.hour_elsewhere(due, world.agency_b.zone, 'id')})" in extended.body
    told = letter_facts.words(letter_facts.told(fresh(row), due - timedelta(hours=1)), world.agency_b.zone)
    assert f"({dates.hour_elsewhere(due, world.agency_b.zone, 'id')}) (pertanyaan 1, 2)" in told
