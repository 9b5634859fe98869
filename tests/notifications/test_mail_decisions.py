"""What somebody who complained writes into the mailbox for replies: it says nothing in plain, opens to whom their sheet opens, and is laid
to it."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from incidents import files
from incidents.actions import complaints
from incidents.models import AccessEntry, CaseEvent, SheetFile
from incidents.plain.complainants import Person
from incidents.record import complainant_sheets, locked_files
from notifications import postroom
from notifications.mails import compose
from notifications.models import IncomingMail, Message, StrayMail
from notifications.postroom import bounce_mailbox, incoming_decisions, incoming_mails, reply_mailbox
from tests.incoming_kinds import came_by_mail, mail, taken_in
from tests.returned_mail import report, sent
from tests.world import appointed_to_another_unit, fresh

WHO = Person(name="Sri Wahyuningsih", email="Sri.W@contoh.example")
THEIRS, ELSEWHERE = "sri.w@contoh.example", "sri@lain.example"


@pytest.fixture(autouse=True)
def read(settings):
    settings.REPLY_ADDRESS, settings.REPLY_MAILBOX_URL = "jawab@uji.example", "imap://x"


def entered(world, person=WHO):
    complaint = complaints.enter(by=world.officer, person=person, way="mail", text="Data dipakai orang")
    complaints.acknowledge(complaint, by=world.officer, seen=1)
    postroom.write_receipts(timezone.now())
    return fresh(complaint), Message.objects.get(complaint=complaint, audience="complainant")


def test_a_complainant_is_known_by_address_or_by_what_they_answer_and_says_nothing_in_plain(world):
    """Whatever they cite: and a body that answers its letter from an address on file answers its letter."""
    row, letter = sent(world)
    complaint, confirmation = entered(world)
    answers = {"In_Reply_To": confirmation.message_id}
    cases = {
        "complains": mail(letter, sender=f"Sri <{THEIRS}>", to="bare", subject=f"Sri, {row.reference}"),
        "complains by mark": mail(confirmation, sender=ELSEWHERE, to="bare", **answers),
        "complains by another line": mail(letter, sender=ELSEWHERE, to="bare", Reply_To=f"Sri <{THEIRS}>"),
        "automatic": mail(confirmation, sender=THEIRS, to="bare", Auto_Submitted="auto-replied"),
        "server": report("failed", mail_id=confirmation.mail_id),
        "complains by its number": mail(letter, sender=ELSEWHERE, to="bare", subject=f"Pengaduan {complaint}".lower()),
        "unreadable": f"From: Sri <{THEIRS}>\r\nContent-Type: text/plain; charset=a\0b\r\n\r\nSri\r\n".encode(),
    }
    for what, data in cases.items():
        came = taken_in(data)
        said = (came.kind, came.sender, came.subject, came.incident, came.complaint)
        assert said == (what.split()[0], "", "", None, complaint), what
        assert reply_mailbox.raw(came) == data, "it lies in its locked bytes"
    assert not CaseEvent.objects.filter(action="receive_mail", incident__isnull=False).exists(), "it stands in no case"
    entered(world, Person(name="Kepala Biro", email="surat@a.example"))
    assert (reply := taken_in(mail(letter))).kind == "reply" and reply.request == row and not reply.complaint
    assert taken_in(mail(letter, to="bare", subject="Pengaduan saya")).kind == "complains", "it answers no letter"
    bounce_mailbox._note("1:1", cases["complains"])
    assert not StrayMail.objects.get().sender, "nor by the mailbox of returned mail"


def test_it_is_listed_and_opens_to_whom_the_sheet_opens_each_opening_a_look_and_is_laid_to_the_sheet(
    world, log_in, django_capture_on_commit_callbacks
):
    row, letter = sent(world)
    complaint, _confirmation = entered(world)
    came = taken_in(
        mail(letter, sender=f"Sri <{THEIRS}>", to="bare", subject="Pengaduan Sri", text="Saya Wahyuningsih.")
    )
    postroom.write_receipts(timezone.now())
    told = Message.objects.filter(kind="mail_came")
    few = {world.officer.email, world.supervisor.email, world.other_supervisor.email}
    assert {each.recipient for each in told} == few, "and nobody of another unit"
    words = compose.make(told[0], at=timezone.now())
    assert str(complaint) in words.subject and "terbuka bagi Saudara" in words.body and "Sri" not in words.body
    page, data = came.get_absolute_url(), reply_mailbox.raw(came)
    officer, auditor = log_in(world.officer), log_in(world.auditor)
    stranger = log_in(appointed_to_another_unit(world))
    for browser, known in ((officer, True), (auditor, True), (stranger, False)):
        listed = browser.get("/surel-masuk/").content.decode()
        assert (page in listed, str(complaint) in listed) == (known, known) and "Pengaduan Sri" not in listed
        assert THEIRS not in listed.casefold()
    for where in ("/meja/", complaint.get_absolute_url()):
        assert page in officer.get(where).content.decode() and page not in stranger.get(where).content.decode()
    assert stranger.get(page).status_code == 404
    looks = AccessEntry.objects.filter(subject_type="complainantsheet", subject_id=str(complaint.sheet.pk))
    asked = auditor.get(page).content.decode()
    assert "Wahyuningsih" not in asked and not looks.exists()
    assert "Wahyuningsih" in officer.get(page).content.decode()
    assert b"".join(officer.get(f"{page}berkas/0/").streaming_content) == data
    assert "Wahyuningsih" in auditor.post(page, {"reason": "Uji petik"}).content.decode()
    assert list(looks.reverse().values_list("kind", flat=True)) == ["read", "download", "reveal"]
    assert officer.get(f"{page}catat/balasan/").status_code == 404, "no evidence of a case"
    with pytest.raises(incoming_decisions.OfWhoComplained):
        incoming_decisions.assign(came, by=world.officer, to=row, reason="Jawaban")
    lay = {"number": officer.get(f"{page}lembar/").context["form"]["number"].value(), "reason": "Surat pengadu"}
    assert lay["number"] == str(complaint)
    for refused in (lay | {"reason": "Surat Sri Wahyuningsih"}, lay | {"number": "ADU-1999-0001"}):
        assert officer.post(f"{page}lembar/", refused).context["form"].errors
    assert officer.post(f"{page}kesampingkan/", {"reason": "Dari Sri Wahyuningsih"}).context["form"].errors
    path = files.full_path(came.path)
    with django_capture_on_commit_callbacks(execute=True):
        assert officer.post(f"{page}lembar/", lay).status_code == 302
    [file] = SheetFile.objects.all()
    assert file.sheet == complaint.sheet and file.way == "mail" and locked_files.read(file.file) == data
    assert complainant_sheets.told_of(file)["name"] == f"{came}-surel.eml" and not path.exists()
    laid = fresh(came)
    assert (laid.status, laid.path, laid.complaint) == ("laid", "", complaint)
    told = CaseEvent.objects.get(action="lay_mail_to_sheet")
    assert (told.incident, told.details, told.reason) == (None, {}, "Surat pengadu")
    assert f"/pengaduan/{complaint.pk}/lembar" in officer.get(page).content.decode()
    large = IncomingMail(key="8:1", came_at=timezone.now(), read_at=timezone.now(), size=50_000_000)
    reply_mailbox.keep_as(incoming_mails.judge(data, large.read_at), large, data, whole=False)
    assert (
        large.complaint == complaint
        and "tidak dapat dilampirkan" in officer.get(large.get_absolute_url()).content.decode()
    )


def test_one_that_nobody_recognised_is_laid_to_the_sheet_by_hand_and_its_columns_are_emptied_for_good(world, log_in):
    row, _letter = sent(world)
    complaint, _confirmation = entered(world, Person(name="Sri Wahyuningsih"))
    came = came_by_mail("Sri Wahyuningsih", row)
    lay = f"{came.get_absolute_url()}lembar/"
    officer = log_in(world.officer)
    assert officer.post(lay, {"number": str(complaint), "reason": "Surat pengadu"}).status_code == 302
    laid = fresh(came)
    assert (laid.sender, laid.subject, laid.incident, laid.complaint) == ("", "", None, complaint)
    told = CaseEvent.objects.get(action="lay_mail_to_sheet")
    assert told.incident == row.incident and str(complaint) not in f"{told.details}{told.reason}", "not where it went"
    for changed in ({"sender": "x"}, {"complaint": None}, {"status": "waits", "complaint": entered(world)[0]}):
        with pytest.raises(DatabaseError), transaction.atomic():
            IncomingMail.objects.filter(pk=came.pk).update(**changed)
