"""Whether a letter arrived, said honestly; who else was told; deputies; two colleagues at one answer."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from incidents.actions import (
    agencies,
    arrival,
    clarifications,
    deadlines,
    dissolution,
    evidence,
    letter_decisions,
    letter_issuing,
    people,
    proposals,
    replies,
    reply_drafts,
    stopped_waiting,
)
from incidents.actions import work as casework
from incidents.models import AccessEntry, Agency, AnswerDraft, CaseEvent, ClarificationRequest, Proposal, User
from incidents.plain import dates
from incidents.record import deeds
from incidents.reports import letter_account
from incidents.workflow import Role
from notifications import postroom
from notifications.models import Message
from notifications.postroom import after_sending, departures
from notifications.views import slots
from tests.moves import perform
from tests.notifications.conftest import work
from tests.second_factor import log_in_by_page
from tests.sent_form import press
from tests.world import another_administrator, answer_request, make_incident, make_request


def fresh(clarification):
    return type(clarification).objects.get(pk=clarification.pk)


def of(clarification, at=None):
    return departures.of(fresh(clarification), at or timezone.now())


def letters_of(clarification):
    postroom.write_receipts(timezone.now())
    return list(Message.objects.filter(request=clarification, kind="letter"))


def test_the_portal_opened_by_an_appointed_contact_is_arrival_once(world, log_in):
    clarification = make_request(world, "open")
    version = clarification.version
    for person in (world.liaison_a, world.liaison_a):
        log_in(person).get(f"/permintaan/{clarification.pk}/")
    clarification = fresh(clarification)
    assert clarification.delivered_how == "portal" and clarification.version == version
    event = clarification.incident.events.get(action="deliver")
    assert (event.actor_name, event.details["what"]) == ("Sistem", "Liaison A")
    assert clarification.deadlines.count() == 1


def test_staff_and_strangers_opening_the_page_prove_nothing(world, log_in):
    clarification = make_request(world, "open")
    for person in (world.officer, world.supervisor, world.auditor, world.liaison_b):
        log_in(person).get(f"/permintaan/{clarification.pk}/")
    assert fresh(clarification).delivered_at is None


def test_the_earliest_proof_counts_whatever_comes_first(world):
    clarification = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=20))
    clarification = clarifications.acknowledge(clarification, by=world.liaison_a, seen=clarification.version)
    assert clarification.delivered_how == "acknowledged"
    earlier = clarification.issued_at + timedelta(hours=1)
    scan = evidence.attach(clarification.incident, by=world.officer, upload=SimpleUploadedFile("t.txt", b"isi"))
    clarification = arrival.hand_deliver(
        fresh(clarification),
        by=world.officer,
        seen=clarification.version,
        received_at=earlier,
        received_by="Agendaris",
        evidence=scan,
    )
    assert (clarification.delivered_at, clarification.delivered_how) == (earlier, "hand")
    with pytest.raises(deeds.Conflict):
        arrival.deliver(clarification, how="portal", what="x", happened_at=timezone.now())
    event = clarification.incident.events.get(action="hand_deliver")
    assert event.happened_at == earlier and event.recorded_at > earlier + timedelta(hours=18)


@pytest.mark.parametrize("when", ["before", "tomorrow"])
def test_a_letter_is_not_handed_over_before_its_issue_or_tomorrow(world, when):
    clarification = make_request(world, "open")
    at = clarification.issued_at - timedelta(minutes=1) if when == "before" else timezone.now() + timedelta(days=1)
    with pytest.raises(ValueError, match="after the letter"):
        arrival.hand_deliver(
            clarification, by=world.officer, seen=clarification.version, received_at=at, received_by="x", evidence="x"
        )


def test_an_answer_shows_that_the_letter_had_come_by_then(world):
    clarification = make_request(world, "open")
    answer_request(world, clarification, numbers=[1])
    assert fresh(clarification).delivered_how == "portal"
    other = make_request(world, "open")
    replies.record_reply(
        other,
        replies.Reply("N", "J", "interim", "x", received_at=timezone.now(), channel="letter", document="B-1"),
        by=world.officer,
        seen=other.version,
    )
    assert fresh(other).delivered_how == "reply" and not of(other, timezone.now() + timedelta(hours=1)).alarm


def test_no_letter_arrives_after_its_answer_however_it_is_handed_over_later(world):
    clarification = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=60))
    came = clarification.issued_at + timedelta(hours=10)
    reply = replies.Reply("N", "J", "interim", "x", received_at=came, channel="letter", document="B-1")
    replies.record_reply(clarification, reply, by=world.officer, seen=clarification.version)
    scan = evidence.attach(clarification.incident, by=world.officer, upload=SimpleUploadedFile("t.txt", b"isi"))
    facts = dict(received_at=came + timedelta(hours=40), received_by="Agendaris", evidence=scan)
    arrival.hand_deliver(fresh(clarification), by=world.officer, seen=fresh(clarification).version, **facts)
    row = fresh(clarification)
    assert (row.delivered_at, row.delivered_how) == (came, "reply") and row.first_reply_at == came


def test_nothing_sent_after_fifteen_minutes_is_red_on_the_desk(world, log_in):
    clarification = make_request(world, "open")
    letters_of(clarification)
    assert not of(clarification, clarification.issued_at + timedelta(minutes=14)).alarm
    assert (
        of(clarification, clarification.issued_at + timedelta(minutes=15)).words
        == "Belum terkirim 15 menit setelah terbit"
    )
    late = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=1))
    page = log_in(world.officer).get("/meja/").content.decode()
    assert "Belum ada bukti surat ini sampai" in page and late.reference in page
    page = log_in(world.officer).get(f"/permintaan/{late.pk}/").content.decode()
    for way in ("Catat telepon", "Catat penyerahan langsung", "Terbitkan ulang"):
        assert way in page


def test_a_mail_that_left_ends_the_alarm_and_one_that_came_back_raises_it(world):
    clarification = make_request(world, "open")
    [message] = letters_of(clarification)
    late = clarification.issued_at + timedelta(hours=1)
    Message.objects.filter(pk=message.pk).update(state="sent", settled_at=late, sent_at=late)
    assert not of(clarification, late).alarm and of(clarification, late).sent_at == late
    Message.objects.filter(pk=message.pk).update(state="bounced")
    assert of(clarification, clarification.issued_at).words == "Surel gagal sampai"
    agencies.register_contact(
        world.agency_a, by=deeds.SYSTEM, office="Kedua", email="dua@a.example", valid_from=timezone.localdate()
    )
    assert clarifications.acknowledge(clarification, by=world.liaison_a, seen=clarification.version)
    assert not of(clarification, late).alarm


def test_an_agency_without_contact_is_red_at_once(world):
    contact = world.agency_a.contacts.get()
    agencies.end_contact(contact, by=world.administrator, reason="Pindah")
    clarification = make_request(world, "open")
    letters_of(clarification)
    assert of(clarification).words == "Tidak ada kontak surat"


def test_a_letter_whose_mail_was_cancelled_or_whose_reader_left_is_said_to_be_so(world, log_in):
    clarification = make_request(world, "open")
    [message] = letters_of(clarification)
    after_sending.cancel(message, by=world.supervisor, reason="Salah alamat")
    page = log_in(world.officer).get(f"/permintaan/{clarification.pk}/").content.decode()
    for words in (of(clarification).words, page):
        assert "dibatalkan oleh atasan" in words and "Tidak ada kontak" not in words
    Message.objects.filter(pk=message.pk).update(skip_reason="left")
    assert "penerima sudah tidak" in of(clarification).words


def test_a_reminder_is_marked_as_sent_for_the_due_it_was_sent_for(world, mailbox):
    clarification = make_request(world, "open")
    now = timezone.now()
    for hours in (0, 24.5, 48.5):
        work(now + timedelta(hours=hours))

    def sent():
        marks = slots.reminder_marks({"now": now}, fresh(clarification))
        return {mark["hours"]: mark["sent"] for mark in marks if mark["hours"] >= 24}

    assert sent() == {48: True, 24: True}
    Message.objects.filter(request=clarification, kind="before_24").update(state="delivered")
    assert sent() == {48: True, 24: True}
    later = fresh(clarification).present_due + timedelta(hours=48)
    deadlines.extend(
        fresh(clarification), by=world.supervisor, seen=fresh(clarification).version, due_at=later, reason="Log besar"
    )
    assert sent() == {48: False, 24: False}


def test_a_colleague_is_brought_in_with_an_access_of_their_own(world, log_in, client, mailoutbox):
    clarification = make_request(world, "open")
    liaison = log_in(world.liaison_a)
    address = f"/permintaan/{clarification.pk}/rekan/"
    data = {"seen": clarification.version, "name": "Rekan A", "email": "rekan@a.example"}
    assert "Hanya alamat instansi" in liaison.post(address, data).content.decode()
    agencies.amend_agency(world.agency_a, by=world.administrator, mail_domains="a.example")
    assert liaison.post(address, data).status_code == 302
    colleague = User.objects.get(email="rekan@a.example")
    [appointment] = colleague.appointments.all()
    assert (appointment.role, appointment.agency) == ("liaison", world.agency_a)
    assert not colleague.has_usable_password()
    acts = CaseEvent.objects.filter(action__in=["delegate", "appoint"]).order_by("-recorded_at")[:2]
    assert len({e.act_id for e in acts}) == 1
    postroom.write_receipts(timezone.now())
    assert Message.objects.get(kind="colleague").recipient == "rekan@a.example"
    assert log_in(colleague).get(f"/permintaan/{clarification.pk}/").status_code == 200
    client.post(reverse("account_reset_password"), {"email": "rekan@a.example"})
    postroom.send_account_mails(timezone.now())
    assert [m.to for m in mailoutbox] == [["rekan@a.example"]] and "/sandi/" in mailoutbox[0].body
    again = liaison.post(address, data)
    assert again.status_code == 302 and colleague.appointments.count() == 1


def test_nobody_of_the_ministry_or_another_agency_is_brought_in(world, log_in):
    agencies.amend_agency(world.agency_a, by=world.administrator, mail_domains="uji.example")
    clarification = make_request(world, "open")
    for person in (world.officer, world.liaison_b, world.auditor):
        roles = set(person.appointments.values_list("role", flat=True))
        page = log_in(world.liaison_a).post(
            f"/permintaan/{clarification.pk}/rekan/",
            {"seen": clarification.version, "name": "X", "email": person.email},
        )
        assert "tidak dapat diajak" in page.content.decode()
        assert set(User.objects.get(pk=person.pk).appointments.values_list("role", flat=True)) == roles
    assert not CaseEvent.objects.filter(action="delegate").exists()


def test_the_text_for_the_phone_names_no_case_and_is_noted_in_one_click(world, log_in):
    clarification = make_request(world, "open")
    officer = log_in(world.officer)
    page = officer.get(f"/permintaan/{clarification.pk}/")
    text = page.context["nudge_text"]
    assert clarification.reference in text and "Dugaan kebocoran" not in text and "token" not in text
    assert f"surat Kementerian Komunikasi dan Digital Nomor {clarification.letter} (acuan" in text
    assert "Saudara" not in text and text in page.content.decode()
    officer.post(f"/permintaan/{clarification.pk}/ingatkan/", {"seen": clarification.version})
    event = clarification.incident.events.get(action="nudge")
    assert event.details["channel"] == "WhatsApp" and fresh(clarification).clock(timezone.now()).running


def test_a_reminder_by_hand_that_was_noted_by_mistake_is_struck_by_whoever_noted_it(world, log_in):
    clarification = make_request(world, "open")
    page, officer = f"/permintaan/{clarification.pk}/", log_in(world.officer)
    assert officer.get(f"{page}coret-ingatkan/").url == page, "there is nothing to strike"
    officer.post(f"{page}ingatkan/", {"seen": clarification.version})
    assert f"{page}coret-ingatkan/" in officer.get(page).content.decode()
    post = people.Post("officer", unit=world.unit)
    other = people.appoint(post, by=world.administrator, email="lain@uji.example", name="Petugas Lain").user
    assert f"{page}coret-ingatkan/" not in log_in(other).get(page).content.decode()
    with pytest.raises(PermissionDenied):
        arrival.strike_nudge(clarification, by=other, seen=None, reason="x")
    wrong = {"reason": "Salah surat", "seen": fresh(clarification).version}
    assert officer.post(f"{page}coret-ingatkan/", wrong, follow=True).status_code == 200
    assert f"{page}coret-ingatkan/" not in officer.get(page).content.decode()
    told = log_in(world.auditor).get(f"{page}jalannya/").content.decode()
    assert "mencoret pada" in told and "Alasan: Salah surat" in told
    with pytest.raises(deeds.Conflict):
        arrival.strike_nudge(clarification, by=world.supervisor, seen=None, reason="Lagi")


def test_a_reminder_by_hand_is_struck_when_the_letter_was_answered_and_its_case_closed_and_nothing_else_moves(
    world, log_in
):
    clarification = make_request(world, "closed", nudged=True)
    case, page = clarification.incident, f"/permintaan/{clarification.pk}/"
    ended = {"outcome": "no_breach", "reason": "Tidak terbukti"}
    case = casework.close(case, by=world.supervisor, seen=fresh(case).version, **ended)
    officer = log_in(world.officer)
    assert f"{page}coret-ingatkan/" in officer.get(page).content.decode()
    wrong = {"reason": "Surat lain", "seen": fresh(clarification).version}
    assert officer.post(f"{page}coret-ingatkan/", wrong).status_code == 302
    assert f"{page}coret-ingatkan/" not in officer.get(page).content.decode()
    now = fresh(clarification)
    assert (now.status, now.accepted_at, fresh(case).closed_at) == (
        "closed",
        clarification.accepted_at,
        case.closed_at,
    )
    told = log_in(world.auditor).get(f"{page}jalannya/").content.decode()
    assert "mencoret pada" in told and "Alasan: Surat lain" in told
    assert case.events.get(action="strike_nudge").details["afterwards"] is True


def test_the_text_for_the_phone_names_the_due_that_runs_in_the_agencys_language(world, log_in):
    """A later row of the clock belongs to a returned question: the question still open is due earlier."""
    now = timezone.now()
    clarification = make_request(world, "open", issued_at=now - timedelta(hours=40))
    answer_request(world, clarification, numbers=[1], at=now - timedelta(hours=30))
    clarification = fresh(clarification)
    returned = {clarification.questions.get(number=1): "Kurang"}
    due_at = (now + timedelta(hours=60)).replace(microsecond=0)
    facts = dict(seen=clarification.version, reason="Kurang", due_at=due_at)
    replies.send_again(clarification, by=world.officer, questions=returned, **facts)
    officer = log_in(world.officer)
    officer.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    text = officer.get(f"/permintaan/{clarification.pk}/").context["nudge_text"]
    first = fresh(clarification).deadlines.order_by("pk").first().due_at
    assert dates.instant_in_words(first, "id") in text and dates.instant_in_words(due_at, "id") not in text


def test_the_text_for_the_phone_says_that_a_drill_is_one(world, log_in):
    real, drill = make_request(world, "open"), make_request(world, "open", incident=make_incident(world, drill=True))
    officer = log_in(world.officer)
    texts = [officer.get(f"/permintaan/{each.pk}/").context["nudge_text"] for each in (real, drill)]
    assert [text.startswith("LATIHAN. ") for text in texts] == [False, True]


def test_a_deputy_issues_while_appointed_and_the_letter_says_so(world, log_in):
    administrator = log_in(world.administrator)
    data = {"name": "Pengganti", "email": "plh@uji.example", "role": "supervisor", "unit": world.unit.pk, "mode": "plh"}
    assert "sampai kapan" in administrator.post("/orang/angkat/", data).content.decode()
    until = timezone.localtime() + timedelta(days=3)
    another = another_administrator(world)
    press(administrator, "/orang/angkat/", data | {"valid_to": until.strftime("%Y-%m-%dT%H:%M")})
    proposals.confirm_change(Proposal.objects.get(), by=another, seen=1)
    deputy = User.objects.get(email="plh@uji.example")
    clarification = make_request(world, "awaiting_approval")
    page = log_in(deputy).get(f"/permintaan/{clarification.pk}/terbitkan/")
    assert "Plh. " in page.content.decode()
    digest = page.context["digest"]
    letter_issuing.issue(clarification, by=deputy, seen=clarification.version, approved_digest=digest)
    assert fresh(clarification).letter.content["signatory_mode"] == "plh"
    from notifications.letters import html

    assert "Plh. Direktur" in html.render(fresh(clarification).letter.content)
    over = timezone.now() + timedelta(days=4)
    assert not User.objects.appointed(Role.SUPERVISOR, over).filter(pk=deputy.pk).exists()


def test_the_digest_a_supervisor_saw_is_not_that_of_the_deputy(world):
    from incidents.actions import letter_content

    clarification = make_request(world, "awaiting_approval")
    people.appoint(
        people.Post(Role.SUPERVISOR, unit=world.unit, mode="plt"),
        by=deeds.SYSTEM,
        email="plt@uji.example",
        name="Plt",
        valid_to=timezone.now() + timedelta(days=1),
    )
    deputy = User.objects.get(email="plt@uji.example")
    seen = letter_content.digest(letter_content.draft_content(clarification, timezone.now(), world.supervisor))
    with pytest.raises(deeds.Conflict):
        letter_issuing.issue(clarification, by=deputy, seen=clarification.version, approved_digest=seen)


def test_two_colleagues_at_one_answer_meet_both_texts(world, log_in):
    clarification = make_request(world, "open")
    people.appoint(
        people.Post(Role.LIAISON, agency=world.agency_a), by=deeds.SYSTEM, email="dua@a.example", name="Rekan Dua"
    )
    one, two = log_in(world.liaison_a), log_in(User.objects.get(email="dua@a.example"))
    page = f"/permintaan/{clarification.pk}/pertanyaan/1/"
    stands = one.get(page).context["form"]["stands"].value()
    assert two.get(page).context["form"]["stands"].value() == stands == ""
    assert one.post(page, {"stands": stands, "text": "Teks pertama", "stay": "1"}).status_code == 302
    quiet = two.post(page, {"stands": stands, "text": "Teks kedua"}, headers={"X-Autosave": "1"})
    assert quiet.status_code == 409 and "Rekan" in quiet.json()["faults"][0]
    both = two.post(page, {"stands": stands, "text": "Teks kedua", "stay": "1"})
    words = both.content.decode()
    assert both.status_code == 409 and "Teks pertama" in words and "Teks kedua" in words
    assert AnswerDraft.objects.get().text == "Teks pertama"
    mark = both.context["form"]["stands"].value()
    assert two.post(page, {"stands": mark, "text": "Teks pertama dan kedua", "stay": "1"}).status_code == 302
    assert AnswerDraft.objects.get().text == "Teks pertama dan kedua"
    same = one.post(page, {"stands": stands, "text": "Teks pertama dan kedua"}, headers={"X-Autosave": "1"})
    assert same.status_code == 200


def test_a_file_beside_a_lost_race_stays_off_the_disk(world, settings):
    clarification = make_request(world, "open")
    question = clarification.questions.first()
    reply_drafts.save(question, by=world.liaison_a, text="Satu", seen="")
    upload = SimpleUploadedFile("bukti.txt", b"isi")
    before = sum(1 for _ in settings.FILES_ROOT.rglob("*")) if settings.FILES_ROOT.exists() else 0
    with pytest.raises(reply_drafts.Overtaken):
        reply_drafts.save(question, by=world.liaison_a, text="Dua", seen="", uploads=[upload])
    after = [p for p in settings.FILES_ROOT.rglob("*") if p.is_file()]
    assert not after and before == 0


def test_what_is_sent_after_the_session_ended_comes_back_on_its_page(world, client):
    clarification = make_request(world, "open")
    page = f"/permintaan/{clarification.pk}/pertanyaan/1/"
    client.force_login(world.liaison_a)
    client.get(page)
    client.session.flush()
    sent = client.post(page, {"stands": "", "text": "Ditulis satu jam", "next": "1"})
    assert sent.status_code == 302 and "/masuk/" in sent.headers["Location"]
    assert not AnswerDraft.objects.exists()
    log_in_by_page(client, world.liaison_a, page)
    back = client.get(page)
    assert back.context["form"]["text"].value() == "Ditulis satu jam" and back.context["lost"]
    assert "Sesi Saudara berakhir" in back.content.decode()
    assert client.get(page).context["form"]["text"].value() != "Ditulis satu jam"


def test_what_a_page_saves_quietly_without_a_session_is_not_kept_twice(world, client):
    page = f"/permintaan/{make_request(world, 'open').pk}/pertanyaan/1/"
    client.post(page, {"text": "x"}, headers={"X-Autosave": "1"})
    assert "kept_form" not in client.session, "a page that saves quietly still shows its words"


def test_the_directory_keeps_names_with_their_days(world, log_in):
    clarification = make_request(world, "open")
    administrator = log_in(world.administrator)
    data = {"name": "Badan Baru", "short_name": "BB", "head_office": "Kepala Badan", "place": "Jakarta"}
    data["seen"] = world.agency_a.version
    today = timezone.localdate().isoformat()
    page = f"/instansi/{world.agency_a.pk}/nama/"
    assert press(administrator, page, data | {"valid_from": today}).status_code == 302
    agency = Agency.objects.get(pk=world.agency_a.pk)
    assert agency.short_name == "BB" and agency.name_on(timezone.localdate() - timedelta(days=1)).short_name == "Ins A"
    assert fresh(clarification).letter.content["addressee"]["agency"] == "Instansi A"
    data["seen"] = agency.version
    clash = press(administrator, page, data | {"valid_from": "2021-01-01"})
    assert clash.status_code == 409
    page = log_in(world.auditor).get(f"/instansi/{agency.pk}/").content.decode()
    assert "Badan Baru" in page and "Instansi A" in page
    wrong = administrator.post(
        f"/instansi/{agency.pk}/ubah/", {"zone": "Asia/Jakarta", "kind": "central", "mail_domains": "bukan domain"}
    )
    assert "bukan domain seperti" in wrong.content.decode()


def test_a_contact_nobody_confirms_becomes_a_task_until_somebody_does(world, log_in):
    make_request(world, "open")
    contact = world.agency_a.contacts.get()
    officer = log_in(world.officer)
    assert "Kontak surat yang perlu dikonfirmasi" in officer.get("/meja/").content.decode()
    liaison = log_in(world.liaison_a)
    assert contact.email in liaison.get("/untuk-kami/?semua=1").content.decode()
    liaison.post(f"/instansi/narahubung/{contact.pk}/benar/")
    assert fresh(contact).confirmed_at and not fresh(contact).is_stale(timezone.now())
    assert fresh(contact).is_stale(timezone.now() + timedelta(days=181))
    assert "Kontak surat yang perlu dikonfirmasi" not in officer.get("/meja/").content.decode()


def test_the_receipt_as_pdf_says_number_instant_hashes_and_lateness(world, log_in):
    import io

    import pypdfium2

    clarification = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=73))
    question = clarification.questions.first()
    reply_drafts.save(question, by=world.liaison_a, text="Ini", uploads=[SimpleUploadedFile("bukti.txt", b"isi")])
    response = answer_request(world, clarification, numbers=())
    postroom.make_letter(response.letter.pk)
    answer = log_in(world.liaison_a).get(f"/tanda-terima/{response.pk}/tanda-terima.pdf")
    pdf = answer.getvalue()
    assert answer.headers["Content-Type"] == "application/pdf"
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        text = "".join(p.get_textpage().get_text_range() for p in document)
    sha = response.answers.get().files.get().file.sha256
    flat = "".join(text.split())
    assert response.receipt in flat and sha in flat and "setelahtenggat" in flat
    assert timedelta(minutes=59) < response.lateness < timedelta(minutes=61)
    again = log_in(world.officer).get(f"/tanda-terima/{response.pk}/tanda-terima.pdf")
    assert again.getvalue() == pdf
    assert ClarificationRequest.objects.get().status == "open"


def test_a_letter_sent_outside_the_product_is_somebody_s_word_and_no_arrival(world, log_in):
    row, officer = make_request(world, "open"), log_in(world.officer)
    due = fresh(row).deadlines.last().due_at
    facts = {
        "seen": row.version,
        "channel": "mail",
        "recipient": "surat@uji.example",
        "sent": "",
        "said_by": "Direktur Uji",
        "source": "Berita Uji, alinea 14",
    }
    assert officer.post(f"/surat/{row.letter.pk}/kirim-luar/", facts).status_code == 302
    page = officer.get(f"/permintaan/{row.pk}/").content.decode()
    history = officer.get(f"/insiden/{row.incident}/riwayat/").content.decode()
    assert "Dikirim di luar Tanggap" in page and "waktunya tidak disebut" in page
    assert all(
        word in shown for shown in (page, history) for word in ("Direktur Uji", "alinea 14", "surat@uji.example")
    )
    assert fresh(row).delivered_at is None and fresh(row).deadlines.last().due_at == due
    assert log_in(world.auditor).get(f"/surat/{row.letter.pk}/kirim-luar/").status_code == 403


def handed_over(world, clarification, hours=2, by=None):
    """It was handed over so many hours after its issue, as somebody recorded."""
    scan = evidence.attach(clarification.incident, by=world.officer, upload=SimpleUploadedFile("t.txt", b"isi"))
    now, came = fresh(clarification), clarification.issued_at + timedelta(hours=hours)
    facts = {"received_at": came, "received_by": "Agendaris", "evidence": scan}
    return arrival.hand_deliver(now, by=by or world.officer, seen=now.version, **facts)


def test_a_delivery_by_hand_that_was_typed_wrong_is_struck_and_recorded_anew(world, log_in):
    clarification = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=20))
    wrong = handed_over(world, clarification)
    page, browser = f"/permintaan/{clarification.pk}/", log_in(world.officer)
    assert f"{page}coret-serah/" in browser.get(page).content.decode()
    assert browser.get(f"{page}coret-serah/").status_code == 200
    answer = browser.post(f"{page}coret-serah/", {"reason": "Surat lain", "seen": wrong.version}, follow=True)
    assert answer.status_code == 200
    row = fresh(clarification)
    assert (row.delivered_at, row.delivered_how) == (None, "")
    event = row.incident.events.get(action="strike_delivery")
    assert event.reason == "Surat lain" and event.details["received_by"] == "Agendaris"
    with pytest.raises(deeds.Conflict):
        arrival.strike_delivery(row, by=world.officer, seen=row.version, reason="Lagi")
    assert f"{page}coret-serah/" not in browser.get(page).content.decode()
    assert browser.get(f"{page}coret-serah/").url == page, "there is nothing to strike"
    right = handed_over(world, clarification, hours=5)
    assert right.delivered_at == clarification.issued_at + timedelta(hours=5)
    told = log_in(world.auditor).get(f"{page}perhitungan/").content.decode()
    assert "Surat lain" in told or "Surat lain" in log_in(world.auditor).get(page).content.decode()


def test_what_else_shows_the_arrival_counts_once_a_delivery_by_hand_is_struck(world):
    clarification = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=20))
    clarification = clarifications.acknowledge(clarification, by=world.liaison_a, seen=clarification.version)
    shown = clarification.delivered_at
    other = handed_over(world, clarification, hours=4)
    first = handed_over(world, clarification, hours=1)
    assert (first.delivered_at, other.delivered_how) == (clarification.issued_at + timedelta(hours=1), "hand")
    row = arrival.strike_delivery(first, by=world.officer, seen=first.version, reason="Salah")
    assert (row.delivered_at, row.delivered_how) == (clarification.issued_at + timedelta(hours=4), "hand")
    row = arrival.strike_delivery(row, by=world.supervisor, seen=row.version, reason="Salah")
    assert (row.delivered_at, row.delivered_how) == (shown, "acknowledged")


def test_striking_a_delivery_by_hand_leaves_an_arrival_that_it_did_not_show(world, log_in):
    clarification = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=20))
    opened = clarification.issued_at + timedelta(hours=1)
    arrival.deliver(clarification, how="portal", what="Liaison A", happened_at=opened)
    heir = agencies.add_agency(by=world.administrator, name="Pengganti", kind="central")
    how = {"by": world.administrator, "ended_on": timezone.localdate(), "reason": "Perpres 1/2026"}
    dissolution.end_agency(Agency.objects.get(pk=world.agency_a.pk), successor=heir, **how)
    row = handed_over(world, clarification)
    assert row.agency == heir and row.delivered_at == opened
    row = arrival.strike_delivery(row, by=world.officer, seen=row.version, reason="Surat lain")
    assert (row.delivered_at, row.delivered_how) == (opened, "portal")


def test_a_delivery_by_hand_is_struck_by_who_recorded_it_or_their_superior(world, log_in):

    clarification = handed_over(world, make_request(world, "open", issued_at=timezone.now() - timedelta(hours=20)))
    other = people.appoint(
        people.Post("officer", unit=world.unit), by=world.administrator, email="lain@uji.example", name="Petugas Lain"
    ).user
    with pytest.raises(PermissionDenied):
        arrival.strike_delivery(clarification, by=other, seen=None, reason="x")
    assert f"/permintaan/{clarification.pk}/coret-serah/" not in (
        log_in(other).get(f"/permintaan/{clarification.pk}/").content.decode()
    )
    arrival.strike_delivery(clarification, by=world.supervisor, seen=None, reason="Keliru")
    assert fresh(clarification).delivered_at is None


def test_the_scan_of_a_struck_delivery_by_hand_may_be_struck(world):
    from incidents.actions import corrections

    clarification = handed_over(world, make_request(world, "open", issued_at=timezone.now() - timedelta(hours=20)))
    [piece] = clarification.incident.evidence.all()
    with pytest.raises(corrections.Rested):
        corrections.strike(piece, by=world.officer, seen=None, reason="Bukan ini")
    arrival.strike_delivery(clarification, by=world.officer, seen=None, reason="Bukan ini")
    corrections.strike(piece, by=world.officer, seen=None, reason="Bukan ini")
    assert not clarification.incident.evidence.all()


@pytest.mark.parametrize("status", ["closed", "withdrawn", "insufficient"])
def test_a_delivery_by_hand_on_an_ended_request_is_struck_and_recorded_anew_and_the_request_stays_ended(
    world, log_in, status
):
    clarification = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=100))
    handed_over(world, clarification)
    if status != "withdrawn":
        answer_request(world, fresh(clarification), numbers=None if status == "closed" else [1])
    now = fresh(clarification)
    if status == "closed":
        ended = clarifications.accept(now, by=world.officer, seen=now.version)
    elif status == "withdrawn":
        ended = letter_decisions.withdraw(now, by=world.supervisor, seen=now.version, reason="Keliru")
    else:
        ended = stopped_waiting.stop_waiting(now, by=world.supervisor, seen=now.version, reason="Kurang")
    due, late = ended.counted_due, ended.lateness(timezone.now())
    page, browser = f"/permintaan/{clarification.pk}/", log_in(world.officer)
    shown = browser.get(page).content.decode()
    assert f"{page}coret-serah/" in shown and f"{page}serah/" not in shown and f"{page}telepon/" in shown
    answer = browser.post(f"{page}coret-serah/", {"reason": "Salah ketik jamnya", "seen": ended.version})
    assert answer.status_code == 302
    struck = fresh(clarification)
    besides = (None, "") if status == "withdrawn" else (struck.first_reply_at, "portal")
    assert struck.status == status and (struck.delivered_at, struck.delivered_how) == besides
    assert f"{page}serah/" in browser.get(page).content.decode(), (
        "what is true is recorded anew, also where a reply shows it"
    )
    typed = {"outcome": "reached", "spoke_with": "Bu Sri", "called": f"{timezone.localtime(ended.issued_at):%d-%m-%Y}"}
    assert press(browser, f"{page}telepon/", typed | {"seen": struck.version}).status_code == 302
    again = handed_over(world, clarification, hours=3)
    assert again.status == status and again.delivered_at == clarification.issued_at + timedelta(hours=3)
    assert (again.counted_due, again.lateness(timezone.now())) >= (due, late) and again.counted_due == due
    told = " ".join(each.words for each in letter_account.of(again, timezone.now()).steps)
    assert "Salah ketik jamnya" in told and "Bu Sri" in told


def test_what_was_withdrawn_before_it_went_out_was_handed_to_nobody(world, log_in):
    draft = make_request(world, "draft")
    gone = letter_decisions.withdraw(draft, by=world.supervisor, seen=draft.version, reason="Keliru")
    page, browser = f"/permintaan/{gone.pk}/", log_in(world.officer)
    for address, move in (("serah", "hand_deliver"), ("telepon", "telephone")):
        assert f"{page}{address}/" not in browser.get(page).content.decode()
        assert browser.get(f"{page}{address}/").status_code == 302
        with pytest.raises(deeds.Conflict):
            perform(move, gone, world, world.officer)


def test_an_opening_in_the_portal_that_a_delivery_by_hand_hid_counts_once_that_is_struck(world, log_in):
    clarification = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=20))
    handed_over(world, clarification)
    page = f"/permintaan/{clarification.pk}/"
    log_in(world.auditor).get(page)
    assert fresh(clarification).delivered_how == "hand"
    before = timezone.now()
    log_in(world.liaison_a).get(page)
    opened = AccessEntry.objects.of(clarification).get(actor=world.liaison_a).at
    log_in(world.liaison_a).get(page)
    row = fresh(clarification)
    row = arrival.strike_delivery(row, by=world.officer, seen=row.version, reason="Surat lain")
    assert (row.delivered_at, row.delivered_how) == (opened, "portal") and opened >= before


def test_an_opening_by_somebody_who_answers_for_another_body_shows_no_arrival(world, log_in):
    clarification = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=20))
    handed_over(world, clarification)
    log_in(world.officer).get(f"/permintaan/{clarification.pk}/jalannya/")
    assert AccessEntry.objects.of(clarification).exists()
    row = fresh(clarification)
    row = arrival.strike_delivery(row, by=world.officer, seen=row.version, reason="Surat lain")
    assert (row.delivered_at, row.delivered_how) == (None, "")
