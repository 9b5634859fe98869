"""The letter that answers a complainant: on the register by the number of the complaint, named in its locked file alone."""

import io
import json
import zipfile

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from incidents import files
from incidents.actions import complaint_answers, complaints, handover, letter_content, work
from incidents.models import AccessEntry, CaseEvent, Letter
from incidents.plain.complainants import Person
from incidents.record import authority, deeds, locked_files, transparency
from incidents.workflow import Role
from notifications.letters import signed
from notifications.models import Message
from tests import proof_bundles
from tests.canary import CANARY, NAME, POST, legible, seen_in, swept
from tests.moves import choose_signing
from tests.world import appoint, appointed_to_another_unit, fresh, make_incident

TEXT = "Laporan Saudara telah kami tindak lanjuti."


@pytest.fixture(autouse=True)
def letters_of_words():
    """What is drawn is legible: of a real PDF nobody could say whether it names somebody."""
    with legible():
        yield


def drafted(world, incident=None, who=CANARY):
    complaint = complaints.enter(
        by=world.officer, person=who, incident=incident, way="phone", text="Data dipakai orang"
    )
    return complaints.draft_answer(complaint, by=world.officer, text=TEXT)


def issued(world, incident=None, who=CANARY):
    answer = drafted(world, incident, who)
    complaints.send_answer(answer, by=world.supervisor, seen=1)
    swept()
    return fresh(answer)


@pytest.mark.parametrize("behind", [False, True], ids=["alone", "behind a case"])
def test_an_answer_is_a_numbered_letter_of_the_unit_and_names_its_addressee_in_the_locked_file_alone(world, behind):
    answer = issued(world, make_incident(world) if behind else None)
    letter = answer.letter
    assert letter.register_entry.unit_code == world.unit.code and letter.register_entry.sequence == 1
    assert letter.content["addressee"]["office"] == f"Pengadu {answer.complaint}" and not letter.incident_id
    assert answer.status == "sent" and letter.issued_at == answer.sent_at
    assert not seen_in(json.dumps(letter.content)) and not seen_in(files.read(letter.file).decode("latin-1"))
    drawn = locked_files.read(letter.file).decode()
    assert NAME in drawn and POST in drawn and TEXT in drawn and str(letter) in drawn


def test_it_goes_by_mail_to_the_address_on_the_sheet_once_its_bytes_are_there(world):
    answer = drafted(world)
    complaints.send_answer(answer, by=world.supervisor, seen=1)
    swept(letters=False)
    assert not [sent for sent in mail.outbox if sent.to == [CANARY.email]]
    swept()
    [sent] = [sent for sent in mail.outbox if sent.to == [CANARY.email]]
    [(name, data, kind)] = sent.attachments
    assert kind == "application/pdf" and NAME in data.decode() and name.startswith("surat-jawaban-pengaduan-ADU-")
    assert str(fresh(answer).letter) in sent.body and TEXT not in sent.body and not sent.wants_receipt
    assert Message.objects.get(kind="complaint_answered").recipient.endswith("@pengadu.invalid")


def test_without_an_e_mail_address_it_is_issued_all_the_same_and_taken_from_its_page(world, log_in):
    answer = issued(world, who=Person(name=NAME, post=POST))
    assert Message.objects.get(kind="complaint_answered").skip_reason == "no_contact"
    page = reverse("notifications:letter", args=[answer.letter.pk])
    assert page in log_in(world.officer).get(answer.get_absolute_url()).content.decode()


def test_a_name_that_the_letters_fonts_lack_is_refused_without_saying_it(world):
    answer = drafted(world, who=Person(name="Zebediah ꙮ", post=POST))
    with pytest.raises(complaint_answers.NameNotShown) as refusal:
        complaints.send_answer(answer, by=world.supervisor, seen=1)
    assert not seen_in(str(refusal.value)) and not Letter.objects.exists()


def test_it_opens_as_the_sheet_does_and_each_opening_is_noted_on_it(world, log_in):
    answer = issued(world)
    page, sheet = reverse("notifications:letter", args=[answer.letter.pk]), answer.complaint.sheet
    looks = AccessEntry.objects.filter(subject_type="complainantsheet", subject_id=str(sheet.pk))
    for who in (world.officer, world.supervisor):
        answered = log_in(who).get(page)
        assert NAME in b"".join(answered.streaming_content).decode()
        assert looks.filter(kind="download", actor=who).count() == 1
    auditor = log_in(world.auditor)
    assert not seen_in(auditor.get(page).content.decode()) and not looks.filter(actor=world.auditor).exists()
    shown = auditor.post(page, {"reason": "Pemeriksaan"})
    assert NAME in b"".join(shown.streaming_content).decode()
    assert looks.get(actor=world.auditor).reason == "Pemeriksaan"
    elsewhere = appoint(world, Role.OFFICER).user
    assert log_in(elsewhere).get(page).status_code == 403
    assert log_in(world.liaison_a).get(page).status_code == 404
    assert Client().get(page).status_code == 302


def test_the_register_says_pengadu_and_hides_it_with_a_restricted_case(world, log_in):
    case = make_incident(world)
    answer = issued(world, case)
    officer = log_in(world.officer)
    for address in (reverse("incidents:register"), reverse("incidents:correspondence", args=[case.reference])):
        shown = officer.get(address).content.decode()
        assert f"Pengadu {answer.complaint}" in shown and not seen_in(shown)
    assert str(answer.letter) in officer.get(reverse("incidents:register"), {"case": case.reference}).content.decode()
    outsider = appoint(world, Role.OFFICER).user
    assert Letter.objects.visible_to(outsider).filter(pk=answer.letter.pk)
    work.restrict(fresh(case), by=world.officer, seen=fresh(case).version, reason="Peka")
    assert not Letter.objects.visible_to(outsider).filter(pk=answer.letter.pk)


def test_the_page_shows_the_very_letter_and_a_text_changed_meanwhile_is_shown_anew(world, log_in):
    answer, supervisor = drafted(world), log_in(world.supervisor)
    page = reverse("incidents:send_answer", args=[answer.pk])
    shown = supervisor.get(page)
    assert not seen_in(shown.content.decode())
    stale = supervisor.post(page, {"seen": 1, "approved": "0" * 64})
    assert stale.status_code == 200 and fresh(answer).status == "draft"
    assert supervisor.post(page, {"seen": 1, "approved": shown.context["digest"]}).status_code == 302
    assert fresh(answer).status == "sent"


def test_where_a_person_signs_the_signature_is_the_issue(world, log_in, monkeypatch):
    choose_signing(world, "outside")
    complaints.drop_answer(drafted(world), by=world.officer, seen=1, reason="Keliru")  # numbers of its own
    answer = drafted(world)
    complaints.send_answer(answer, by=world.supervisor, seen=1)
    swept()
    answer = fresh(answer)
    letter = answer.letter
    assert (answer.status, answer.sent_at, letter.issued_at, letter.file) == ("awaiting_signature", None, None, None)
    assert not [sent for sent in mail.outbox if sent.to == [CANARY.email]]
    supervisor = log_in(world.supervisor)
    page = reverse("notifications:signature", args=[letter.pk])
    assert page in supervisor.get(answer.get_absolute_url()).content.decode()
    parcel = supervisor.get(reverse("notifications:to_sign", args=[letter.pk]))
    given = zipfile.ZipFile(io.BytesIO(parcel.content))
    about = json.loads(given.read("surat.json"))
    data = given.read(about["berkas"]["nama"])
    assert NAME in data.decode() and about["berkas"]["sha256"] == locked_files.digest_of(data)
    assert not seen_in(json.dumps(about)) and AccessEntry.objects.filter(subject_type="complainantsheet").count() == 1
    found = signed.Comparison(True, "", "Supervisor", 1, timezone.now())
    monkeypatch.setattr(signed, "compare", lambda before, after, number: found)
    back = SimpleUploadedFile("surat.pdf", data + b" signed", content_type="application/pdf")
    assert supervisor.post(page, {"seen": answer.version, "file": back}).status_code == 302
    answer = fresh(answer)
    assert answer.status == "sent" and answer.letter.issued_at == answer.sent_at
    assert locked_files.read(answer.letter.file) == data + b" signed"
    assert not seen_in(files.read(answer.letter.file).decode("latin-1"))
    swept()
    [sent] = [sent for sent in mail.outbox if sent.to == [CANARY.email]]
    assert sent.attachments[0][1] == data + b" signed"


def test_an_answer_that_nobody_signed_on_its_day_is_drawn_anew_and_its_page_names_nobody(world, log_in):
    choose_signing(world, "outside")
    answer, supervisor = drafted(world), log_in(world.supervisor)
    complaints.send_answer(answer, by=world.supervisor, seen=1)
    swept()
    old = fresh(answer).letter
    page = reverse("notifications:draw_anew", args=[old.pk])
    shown = supervisor.get(page)
    assert not seen_in(shown.content.decode())
    pressed = supervisor.post(page, {"seen": shown.context["matter"].version, "digest": shown.context["digest"]})
    assert pressed.status_code == 302
    swept()
    answer, old = fresh(answer), Letter.objects.get(pk=old.pk)
    assert answer.status == "awaiting_signature" and answer.letter.register_entry.sequence == 2
    assert old.voided_at and str(answer.letter) in old.register_entry.void_reason
    assert NAME in locked_files.read(answer.letter.unsigned).decode()


def test_an_answer_that_waits_for_its_signature_is_dropped_with_its_number_or_by_merging(world):
    choose_signing(world, "outside")
    answer, double = drafted(world), drafted(world)
    for each in (answer, double):
        complaints.send_answer(each, by=world.supervisor, seen=1)
        with pytest.raises(deeds.Conflict):
            complaints.draft_answer(each.complaint, by=world.officer, text="Lagi")
    complaints.drop_answer(answer, by=world.supervisor, seen=2, reason="Ditulis ulang")
    complaints.merge(fresh(double.complaint), by=world.officer, seen=1, into=answer.complaint, reason="Sama")
    for letter in Letter.objects.all():
        assert letter.standing == Letter.Standing.VOID and letter.register_entry.void_reason
    assert fresh(double).status == fresh(answer).status == "dropped"


def test_whoever_holds_the_file_is_told_that_it_is_the_very_one_and_the_page_names_nobody(world):
    answer, browser = issued(world), Client()
    address = reverse("notifications:match", args=[answer.letter.check_code])
    page = browser.get(reverse("notifications:check", args=[answer.letter.check_code])).content.decode()
    assert f"Pengadu {answer.complaint}" in page and not seen_in(page) and answer.letter.file.sha256 not in page
    for data, said in ((locked_files.read(answer.letter.file), "same"), (b"%PDF another", "different")):
        upload = SimpleUploadedFile("surat.pdf", data, content_type="application/pdf")
        assert browser.post(address, {"file": upload}).context["matched"] == said


def test_a_proof_bundle_of_the_case_shows_the_letter_as_its_hash_alone(world):
    case = make_incident(world)
    answer = issued(world, case)
    transparency.seal_all(timezone.now())
    _row, data = proof_bundles.of_case(world.auditor, case)
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        whole = b"".join(bundle.read(name) for name in bundle.namelist()).decode("latin-1")
    assert str(answer.letter) not in whole and not seen_in(whole)


def test_what_is_kept_of_the_act_names_nobody(world):
    issued(world)
    for event in CaseEvent.objects.all():
        assert not seen_in(event.payload) and not seen_in(json.dumps(event.details))


def test_the_digest_approved_is_that_of_the_letter_without_whom_it_names(world):
    answer = drafted(world)
    content = complaint_answers.content(answer, answer.complaint.received_at, world.supervisor)
    complaints.send_answer(answer, by=world.supervisor, seen=1)
    assert fresh(answer).letter.draft_digest == letter_content.digest(content)


@pytest.mark.parametrize(
    "changed", [{"person_name": "Orang Lain"}, {"person_post": "Jalan Lain 9"}], ids=["name", "post"]
)
def test_a_letter_that_waits_for_its_signature_is_not_issued_to_whoever_stands_on_the_sheet_by_then(world, changed):
    choose_signing(world, "outside")
    answer = drafted(world)
    answer = complaints.send_answer(answer, by=world.supervisor, seen=1)
    swept()
    sheet = fresh(answer).complaint.sheet
    complaints.amend_sheet(sheet, by=world.officer, reason="Uji", seen=sheet.version, **changed)
    answer = fresh(answer)
    file = {"name": "s.pdf", "content_type": "application/pdf", "size": 3, "sha256": "0" * 64, "path": "x"}
    with pytest.raises(complaint_answers.NamesAnother):
        complaints.send_signed_answer(answer, by=world.supervisor, seen=answer.version, file=file, details=None)
    assert fresh(answer).status == "awaiting_signature"


@pytest.mark.parametrize(
    "changed, goes", [({"person_name": "Orang Lain"}, False), ({"person_email": "baru@pengadu.example"}, True)]
)
def test_a_letter_is_mailed_to_whom_it_names_alone(world, changed, goes):
    """A new e-mail address of the same person is where it goes; another person's is not."""
    answer = drafted(world)
    complaints.send_answer(answer, by=world.supervisor, seen=1)
    sheet = answer.complaint.sheet
    complaints.amend_sheet(sheet, by=world.officer, reason="Uji", seen=sheet.version, **changed)
    swept()
    message = Message.objects.get(kind="complaint_answered")
    assert (message.state, message.skip_reason) == (("sent", "") if goes else ("skipped", "names_another"))
    assert [each.to for each in mail.outbox if str(answer.complaint) in each.subject] == (
        [["baru@pengadu.example"]] if goes else []
    )


def test_who_does_not_see_to_a_complaint_neither_drafts_nor_drops_its_answer(world, log_in):
    stranger = appoint(world, Role.OFFICER, email="asing@uji.example", unit=appointed_to_another_unit(world).unit).user
    answer = drafted(world)
    with pytest.raises(authority.OfSomebodyElse):
        complaints.drop_answer(answer, by=stranger, seen=1, reason="Bukan saya")
    complaints.drop_answer(answer, by=world.officer, seen=1, reason="Diganti")
    with pytest.raises(authority.OfSomebodyElse):
        complaints.draft_answer(answer.complaint, by=stranger, text=TEXT)
    page = log_in(stranger).get(answer.complaint.get_absolute_url())
    assert reverse("incidents:draft_answer", args=[answer.complaint_id]) not in page.content.decode()
    assert log_in(stranger).get(reverse("incidents:draft_answer", args=[answer.complaint_id])).status_code == 403


def test_an_answer_speaks_for_the_unit_that_sees_to_the_complaint(world):
    other = appointed_to_another_unit(world)
    colleague = appoint(world, Role.OFFICER, email="rekan@uji.example", unit=other.unit).user
    answer = drafted(world)
    complaints.assign(
        answer.complaint, by=world.officer, seen=fresh(answer.complaint).version, to=colleague, reason="Pindah"
    )
    assert fresh(answer).unit.code == other.unit.code
    choose_signing(world, "outside")
    complaints.send_answer(fresh(answer), by=other, seen=fresh(answer).version)
    complaint = fresh(answer.complaint)
    with pytest.raises(handover.SignedElsewhere):
        complaints.assign(complaint, by=colleague, seen=complaint.version, to=world.officer, reason="Kembali")
