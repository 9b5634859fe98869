"""The invitation to a meeting: drafted by one person, issued by another, to several agencies in one act, each with its
own letter, mail and calendar entry; nothing asked, nothing due, and no agency sees another's."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from icalendar import Calendar

from incidents import files
from incidents.actions import case_letter_content, case_letter_issuing, case_letters, people, rules
from incidents.models import CaseEvent, CaseLetter, Deadline, Letter, Pending, RegisterEntry
from incidents.plain.clocks import WIB
from incidents.plain.dates import date_in_words
from incidents.record import deeds, event_titles, search
from incidents.workflow import Role
from notifications import postroom
from notifications.letters import html, pdf
from notifications.mails import carried, compose
from notifications.models import Message
from notifications.postroom import smtp
from tests import certificates, gateway
from tests.meetings import AGENDA, PLACE, WHO, invite, issue, shown, tomorrow
from tests.moves import choose_signing
from tests.notifications.conftest import work
from tests.sent_form import press
from tests.world import make_incident


def typed(world, **more):
    start = tomorrow()
    return {
        "agencies": [world.agency_a.pk, world.agency_b.pk],
        "subject": "Undangan Rapat Koordinasi",
        "meeting_at": f"{start:%Y-%m-%dT%H:%M}",
        "meeting_until": f"{start:%Y-%m-%dT}12:00",
        "meeting_place": PLACE,
        "acara": AGENDA,
        "peserta": WHO,
        "copies": "",
        "security": "B",
        "urgency": "segera",
        **more,
    }


# --- as people do it ------------------------------------------------------------------------------------------------


def test_an_officer_drafts_to_several_agencies_and_a_supervisor_issues_all_with_one_press(world, log_in, drawn_letters):
    case, officer, supervisor = make_incident(world), log_in(world.officer), log_in(world.supervisor)
    assert f"/insiden/{case.reference}/surat/invitation/" in officer.get(case_page(case)).content.decode()
    answer = press(officer, f"/insiden/{case.reference}/surat/invitation/", typed(world))
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    first, second = CaseLetter.objects.order_by("pk")
    assert answer.headers["Location"] == f"/surat-perkara/{first.pk}/" and first.act_id == second.act_id
    assert [row.reference for row in (first, second)] == [f"{case.reference}/S1", f"{case.reference}/S2"]
    waiting = supervisor.get("/persetujuan/").content.decode()
    assert f"/surat-perkara/{first.pk}/terbitkan/" in waiting and "Ins A" in waiting and "Ins B" in waiting
    page = supervisor.get(f"/surat-perkara/{first.pk}/terbitkan/")
    assert page.content.decode().count("data:image/png;base64,") == 2, "both letters are shown"
    assert "2 surat diterbitkan" in page.content.decode() and page.content.decode().count("Ruang") >= 2, "in words too"
    seen = {f"seen-{row.pk}": f"{row.version}.{row.digest}" for row in page.context["letters"]}
    before = timezone.now()
    assert supervisor.post(f"/surat-perkara/{first.pk}/terbitkan/", seen).status_code == 302
    events = CaseEvent.objects.filter(action="issue_letter")
    assert events.count() == 2 and events.values("act_id").distinct().count() == 1, "one act"
    letters = Letter.objects.order_by("pk")
    assert [str(letter.register_entry.sequence) for letter in letters] == ["1", "2"]
    for row, letter in zip((first, second), letters, strict=True):
        row.refresh_from_db()
        assert (row.status, row.letter) == ("issued", letter) and letter.issued_at >= before
        assert letter.draft_digest == seen[f"seen-{row.pk}"].partition(".")[2], "what was shown is what went"
        assert (letter.incident, letter.agency, letter.request) == (case, row.agency, None)
    assert not Deadline.objects.exists(), "no clock"


def case_page(case):
    return f"/insiden/{case.reference}/surat/"


def test_the_letter_says_day_hours_place_agenda_and_who_should_come(world):
    start = datetime(2027, 3, 15, 10, 0, tzinfo=WIB)
    row = invite(world, agencies=[world.agency_b], at=start)[0]
    row.facts["meeting"]["until"] = (start + timedelta(hours=2)).isoformat()
    content = case_letter_content.content(row, timezone.now(), world.supervisor)
    page = html.render(content)
    for words in (
        "Senin, 15 Maret 2027",
        "pukul 10.00 s.d. 12.00 WIB (12.00 s.d. 14.00 WIT)",
        PLACE,
        AGENDA,
        WHO,
        "Kepala Instansi B",
        "Undangan Rapat Koordinasi",
        "Menteri Uji",
    ):
        assert words in page, words
    assert "yaitu" not in page and "DAFTAR PERTANYAAN" not in page and not content.get("questions")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ({"meeting_at": "2020-01-06T10:00"}, "sudah lewat"),
        ({"meeting_at": ""}, "tidak boleh kosong"),
        ({"meeting_at": "besok pagi"}, "bukan hari dan jam"),
        ({"meeting_until": "2020-01-06T10:00"}, "berakhir setelah"),
        ({"agencies": []}, "Pilih instansi"),
        ({"agencies": ["9" * 30]}, ""),
        ({"acara": "NIK 3171011203850001"}, "NIK"),
        ({"peserta": ""}, "tidak boleh kosong"),
    ],
)
def test_bad_input_is_refused_and_what_was_typed_is_kept(world, log_in, spoil, said):
    case = make_incident(world)
    page = log_in(world.officer).post(
        f"/insiden/{case.reference}/surat/invitation/",
        typed(world, meeting_place="Tautan https://rapat.example/x", **spoil),
    )
    text = page.content.decode()
    assert page.status_code == 200 and said in text, text[-4000:]
    assert "Tautan https://rapat.example/x" in text and "Undangan Rapat Koordinasi" in text
    assert not CaseLetter.objects.exists()


def test_an_agency_that_is_not_involved_cannot_be_invited(world, log_in):
    other = people_agency(world)
    page = log_in(world.officer).post(
        f"/insiden/{make_incident(world).reference}/surat/invitation/", typed(world, agencies=[other.pk])
    )
    assert page.status_code == 200 and not CaseLetter.objects.exists()


def people_agency(world):
    from incidents.actions import agencies

    name = {"name": "C", "short_name": "C", "head_office": "Kepala C", "valid_from": "2020-01-01"}
    return agencies.register_agency(by=deeds.SYSTEM, code="c", zone="Asia/Jakarta", names=[name])


def test_an_edit_reaches_every_letter_of_the_act_and_makes_what_was_shown_old(world, log_in):
    rows = invite(world)
    old = shown(rows, world.supervisor)
    officer = log_in(world.officer)
    page = officer.get(f"/surat-perkara/{rows[0].pk}/sunting/").content.decode()
    assert AGENDA in page and PLACE in page and f"{date_in_words(tomorrow(), 'id')} 10.00" in page
    edited = typed(world, acara="Acara lain", seen=rows[0].version)
    answer = press(officer, f"/surat-perkara/{rows[0].pk}/sunting/", edited)
    assert answer.status_code == 302
    assert {row.facts["acara"] for row in CaseLetter.objects.all()} == {"Acara lain"}
    with pytest.raises(deeds.Conflict):
        case_letter_issuing.issue(old, by=world.supervisor)
    stale = press(officer, f"/surat-perkara/{rows[0].pk}/sunting/", typed(world, seen=rows[0].version))
    assert stale.status_code == 409


# --- two pairs of eyes ----------------------------------------------------------------------------------------------


def test_whoever_drafted_or_edited_issues_nothing_and_an_officer_never_does(world, log_in):
    deputy = people.Post(Role.SUPERVISOR, unit=world.unit, mode="plh")
    until = timezone.now() + timedelta(days=1)
    people.appoint(deputy, by=deeds.SYSTEM, email=world.officer.email, name="O", valid_to=until)
    rows = invite(world)
    for person in (fresh(world.officer), world.liaison_a, world.auditor):
        with pytest.raises(PermissionDenied):
            issue(world, rows, by=person)
    page = log_in(fresh(world.officer)).get("/persetujuan/").content.decode()
    assert f"/surat-perkara/{rows[0].pk}/terbitkan/" not in page
    assert log_in(fresh(world.officer)).get(f"/surat-perkara/{rows[0].pk}/terbitkan/").status_code == 302
    assert not Letter.objects.exists() and not RegisterEntry.objects.exists()
    issue(world, rows)
    assert Letter.objects.count() == 2


def fresh(user):
    return type(user).objects.get(pk=user.pk)


def test_what_was_not_shown_is_not_issued_and_one_conflict_keeps_all_back(world, log_in):
    first, second = invite(world)
    supervisor = log_in(world.supervisor)
    version, digest = shown([first], world.supervisor)[first]
    answer = supervisor.post(f"/surat-perkara/{first.pk}/terbitkan/", {f"seen-{first.pk}": f"{version}.{digest}"})
    assert answer.status_code == 409 and not Letter.objects.exists() and not RegisterEntry.objects.exists()
    assert set(CaseLetter.objects.values_list("status", flat=True)) == {"draft"}


def test_a_letter_whose_meeting_has_begun_is_not_issued(world, log_in):
    rows = invite(world, at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(deeds.Conflict):
        issue(world, rows)
    page = log_in(world.supervisor).get(f"/surat-perkara/{rows[0].pk}/terbitkan/").content.decode()
    assert "sudah dimulai" in page and 'class="btn main"' not in page


def test_a_dropped_draft_goes_nowhere_and_its_drafter_is_told_why(world, log_in, mailbox, drawn_letters):
    first, second = invite(world)
    supervisor = log_in(world.supervisor)
    assert supervisor.post(f"/surat-perkara/{first.pk}/batalkan/", {"seen": 1, "reason": ""}).status_code == 200
    answer = supervisor.post(f"/surat-perkara/{first.pk}/batalkan/", {"seen": first.version, "reason": "Hari libur"})
    assert answer.status_code == 302
    first.refresh_from_db()
    assert (first.status, second.status) == ("dropped", "draft")
    work()
    assert list(Message.objects.filter(kind="letter_dropped").values_list("recipient", flat=True)) == [
        world.officer.email
    ]
    assert not Message.objects.filter(audience="agency").exists()
    assert "Hari libur" in log_in(world.officer).get(f"/surat-perkara/{first.pk}/").content.decode()


def test_supervisors_hear_of_a_draft_once_however_many_agencies_it_is_for(world):
    invite(world)
    postroom.write_receipts(timezone.now())
    told = Message.objects.filter(kind="letter_drafted")
    assert sorted(told.values_list("recipient", flat=True)) == [
        world.other_supervisor.email,
        world.supervisor.email,
    ]


# --- signatures -----------------------------------------------------------------------------------------------------


def test_signed_outside_it_is_told_and_visible_only_with_the_signature(world, log_in, tmp_path):
    choose_signing(world, "outside")
    row = issue(world, invite(world, agencies=[world.agency_a]))[0]
    letter = row.letter
    assert (row.status, letter.issued_at, letter.register_entry.sequence) == ("awaiting_signature", None, 1)
    work()
    liaison, supervisor = log_in(world.liaison_a), log_in(world.supervisor)
    assert not Message.objects.filter(audience="agency").exists()
    assert {liaison.get(p).status_code for p in (f"/surat-perkara/{row.pk}/", f"/surat/{letter.pk}/")} == {404}
    assert f"/surat/{letter.pk}/tanda-tangan/" in supervisor.get("/persetujuan/").content.decode()
    certificates.make(tmp_path / "orang.p12")
    data = gateway.sign(files.read(fresh(letter).unsigned), tmp_path / "orang.p12")
    upload = SimpleUploadedFile("surat.pdf", data, content_type="application/pdf")
    answer = supervisor.post(f"/surat/{letter.pk}/tanda-tangan/", {"seen": row.version, "file": upload})
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    row = CaseLetter.objects.get(pk=row.pk)
    assert row.status == "issued" and row.issued_at == row.letter.issued_at and files.read(row.letter.file) == data
    work()
    assert [carried.by(m) for m in Message.objects.filter(kind="invitation")] == [row.letter]
    assert (
        liaison.get(f"/surat/{letter.pk}/").status_code == liaison.get(f"/surat-perkara/{row.pk}/").status_code == 200
    )


def test_a_letter_never_signed_leaves_a_void_number(world, log_in, client):
    choose_signing(world, "outside")
    row = issue(world, invite(world, agencies=[world.agency_a]))[0]
    letter = row.letter
    case_letters.drop(row, by=world.supervisor, seen=row.version, reason="Rapat batal")
    assert (
        RegisterEntry.objects.get().void_reason == "Rapat batal" and not Pending.objects.filter(job="letter").exists()
    )
    assert "Nomor batal" in client.get(f"/v/{letter.check_code}/").content.decode()
    assert log_in(world.supervisor).get(f"/surat/{letter.pk}/tanda-tangan/").status_code == 404


def test_it_is_sealed_and_signed_through_bsre_like_any_other_letter(world, log_in, settings, tmp_path):
    from notifications.letters import seal

    seal._seal.cache_clear()
    certificates.make(tmp_path / "segel.p12")
    settings.SEAL_PKCS12, settings.SEAL_PASSWORD = str(tmp_path / "segel.p12"), certificates.PASSWORD
    rules.enact_signing(by=deeds.SYSTEM, mode="sealed", reason="x")
    row = issue(world, invite(world, agencies=[world.agency_a]))[0]
    work()
    assert b"/ByteRange" in files.read(CaseLetter.objects.get(pk=row.pk).letter.file)
    seal._seal.cache_clear()
    served = gateway.Gateway(tmp_path)
    settings.BSRE_URL, settings.BSRE_TIMEOUT_SECONDS = served.url, 5
    choose_signing(world, "bsre")
    row = issue(world, invite(world, agencies=[world.agency_b]))[0]
    postroom.make_letter(row.letter.pk)
    typed_in = {"seen": row.version, "passphrase": gateway.PASSPHRASE, "totp": ""}
    answer = log_in(world.supervisor).post(f"/surat/{row.letter.pk}/tanda-tangan/", typed_in)
    served.close()
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    assert CaseLetter.objects.get(pk=row.pk).status == "issued"


# --- what leaves the house ------------------------------------------------------------------------------------------


def test_each_agency_gets_its_own_letter_and_entry_by_smtp(world, mailbox, settings, drawn_letters):
    settings.EMAIL_BACKEND = "notifications.postroom.smtp.Backend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mailbox.port
    smtp.kept.cache_clear()
    rows = issue(world)
    work()
    smtp.kept.cache_clear()
    mails = [mail for _to, mail in mailbox.of("invitation")]
    assert sorted(mail["To"] for mail in mails) == ["surat@a.example", "surat@b.example"]
    for mail in mails:
        row = next(r for r in rows if mail["To"] == f"surat@{r.agency.code}.example")
        text = mail.get_body(("plain",)).get_content()
        assert mail["X-Tanggap-Reference"] == row.reference and str(row.letter) in text and PLACE in text
        assert AGENDA not in text and f"/surat-perkara/{row.pk}/" in text
        parts = {part.get_filename(): part for part in mail.iter_attachments()}
        assert set(parts) == {f"surat-undangan-{row.reference}.pdf".replace("/", "-"), "rapat.ics"}
        calendar = Calendar.from_ical(parts["rapat.ics"].get_payload(decode=True))
        [event] = calendar.walk("VEVENT")
        assert calendar["METHOD"] == "PUBLISH" and event["SEQUENCE"] == 0 and event["STATUS"] == "CONFIRMED"
        assert event["UID"].startswith(row.reference.replace("/", "-") + "@")
        assert (event.decoded("dtstart"), event.decoded("dtend")) == (tomorrow(), tomorrow(12))
        assert str(event["DTSTART"].params["TZID"]) == "Asia/Jakarta" and calendar.walk("VTIMEZONE")
        assert event["LOCATION"] == PLACE and AGENDA not in calendar.to_ical().decode()
        assert sorted(a.decoded("trigger") for a in event.walk("VALARM")) == [-timedelta(hours=24), -timedelta(hours=1)]
    assert len({Calendar.from_ical(p).walk("VEVENT")[0]["UID"] for p in entries(mails)}) == 2


def entries(mails):
    return [p.get_payload(decode=True) for m in mails for p in m.iter_attachments() if p.get_filename() == "rapat.ics"]


def test_two_agencies_at_one_address_are_both_written_to(world, drawn_letters):
    from incidents.actions import agencies

    for agency in (world.agency_a, world.agency_b):
        agencies.register_contact(
            agency, by=deeds.SYSTEM, office="Bersama", email="bersama@x.example", valid_from=timezone.localdate()
        )
    issue(world)
    work()
    assert Message.objects.filter(kind="invitation", recipient="bersama@x.example", state="sent").count() == 2


def test_a_mail_of_an_invitation_that_fails_is_retried_cancelled_and_told_like_any_other(world, log_in, drawn_letters):
    row = issue(world, invite(world, agencies=[world.agency_a]))[0]
    postroom.write_receipts(timezone.now())
    for pk in postroom.letters_to_make():
        postroom.make_letter(pk)
    message = Message.objects.get(kind="invitation")
    supervisor = log_in(world.supervisor)
    assert row.reference in supervisor.get(f"/kotak-keluar/?insiden={row.incident.reference}").content.decode()
    cancelled = supervisor.post(f"/kotak-keluar/{message.pk}/batal/", {"reason": "Salah alamat"})
    assert cancelled.status_code == 302
    message.refresh_from_db()
    assert (message.state, message.skip_reason) == ("skipped", "cancelled")
    event = CaseEvent.objects.get(action="cancel_message")
    assert (event.subject_type, event.subject_id) == ("caseletter", str(row.pk))


def test_a_mail_that_reached_nobody_is_told_to_the_supervisors_without_a_word_of_a_clock(
    world, drawn_letters, settings
):
    issue(world, invite(world, agencies=[world.agency_a]))
    settings.EMAIL_BACKEND = "tests.notifications.test_case_letters.Refusing"
    work()
    assert Message.objects.get(kind="invitation").state == "given_up"
    postroom.write_receipts(timezone.now())
    lost = Message.objects.filter(kind="lost")
    assert lost.count() == 2 and "Tenggat tetap berjalan" not in compose.make(lost.first(), at=timezone.now()).body


class Refusing:
    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, mails):
        import smtplib

        raise smtplib.SMTPRecipientsRefused({to: (550, b"no such user") for to in mails[0].to})


# --- who may know of it ---------------------------------------------------------------------------------------------


def test_the_invited_agency_sees_its_letter_and_no_other_agency_anything(world, log_in, drawn_letters):
    mine, theirs = issue(world)
    work()
    liaison, other = log_in(world.liaison_a), log_in(world.liaison_b)
    page = liaison.get(f"/surat-perkara/{mine.pk}/").content.decode()
    assert PLACE in page and AGENDA in page and str(mine.letter) in page
    for hidden in ("Ins B", "Instansi B", theirs.reference, str(theirs.letter), mine.incident.title):
        assert hidden not in page, hidden
    assert f"/surat-perkara/{mine.pk}/" in liaison.get("/untuk-kami/").content.decode()
    assert "Undangan rapat" in liaison.get("/pemberitahuan/").content.decode()
    assert other.get(f"/surat-perkara/{mine.pk}/").status_code == 404
    assert other.get(f"/surat/{mine.letter.pk}/").status_code == 404
    for place in ("/untuk-kami/?semua=1", "/pemberitahuan/"):
        assert mine.reference not in other.get(place).content.decode()
    for path in ("sunting/", "terbitkan/", "batalkan/"):
        assert liaison.get(f"/surat-perkara/{mine.pk}/{path}").status_code == 403


def test_a_draft_does_not_exist_for_the_agency_nor_for_whoever_may_not_know_of_the_case(world, log_in):
    from incidents.actions import work as around
    from notifications.mails.recipients import recipients
    from notifications.notices import BY_KIND

    [row] = invite(world, agencies=[world.agency_a])
    assert log_in(world.liaison_a).get(f"/surat-perkara/{row.pk}/").status_code == 404
    assert row.reference not in log_in(world.liaison_a).get("/untuk-kami/").content.decode()
    around.restrict(row.incident, by=world.officer, seen=row.incident.version, reason="Menyangkut pejabat")
    supervisor = log_in(world.supervisor)
    for path in ("", "terbitkan/", "batalkan/"):
        assert supervisor.get(f"/surat-perkara/{row.pk}/{path}").status_code == 404
    assert row.reference not in supervisor.get("/persetujuan/").content.decode()
    assert recipients(BY_KIND["letter_drafted"], row, timezone.now()) == []


# --- on the record --------------------------------------------------------------------------------------------------


def test_it_stands_on_the_register_the_case_the_trail_the_check_page_and_is_found(world, log_in, client, drawn_letters):
    row = issue(world, invite(world, agencies=[world.agency_a]))[0]
    work()
    number, case, officer = str(row.letter), row.incident, log_in(world.officer)
    assert number in officer.get("/surat/register/?kind=invitation").content.decode()
    assert number in officer.get(case_page(case)).content.decode()
    assert officer.get("/surat/register.xlsx").status_code == 200
    assert "Surat diterbitkan: Undangan rapat" in officer.get(f"/insiden/{case.reference}/").content.decode()
    checked = client.get(f"/v/{row.letter.check_code}/").content.decode()
    assert "Undangan rapat" in checked and number in checked and AGENDA not in checked
    auditor = log_in(world.auditor)
    [drafted] = auditor.get(f"/jejak/?case={case.reference}&action=draft_letter").context["page"].lines
    assert "Menyamakan" in auditor.get(f"/jejak/peristiwa/{drafted.event.pk}/").content.decode()
    assert [e.subject_type for e in CaseEvent.objects.filter(action="store_letter")] == ["caseletter"]
    assert list(search.cases(world.officer, "kronologi")) == [case]
    event = CaseEvent.objects.get(action="issue_letter")
    assert event_titles.mark(event) == "work" and event.details["kind_of_letter"] == "invitation"


def test_its_wording_is_changed_like_every_other_and_an_issued_letter_keeps_its_own(world, log_in):
    row = issue(world, invite(world, agencies=[world.agency_a]))[0]
    browser = log_in(world.administrator)
    text = {"subject": "Undangan", "opening": "Acuan {acuan}.", "body": "Isi baru {peserta}.", "closing": "T"}
    text |= {"effective_from": timezone.localdate().isoformat(), "reason": "x"}
    page = browser.post("/surat/susunan/invitation/", text)
    assert "data:image/png" in page.content.decode() and "INS-" not in page.content.decode()
    assert browser.post("/surat/susunan/invitation/", text | {"approved": page.context["digest"]}).status_code == 302
    assert "Isi baru" not in html.render(row.letter.content)
    [new] = invite(world, agencies=[world.agency_a])
    assert f"Isi baru {WHO}." in html.render(case_letter_content.content(new, timezone.now(), world.supervisor))


def test_the_pdf_carries_no_data_of_questions(world):
    import io

    import pikepdf

    row = issue(world, invite(world, agencies=[world.agency_a]))[0]
    with pikepdf.open(io.BytesIO(pdf.letter(row.letter.content))) as document:
        assert not document.attachments
