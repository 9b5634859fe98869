"""How letters are signed: chosen by a deed; outside, with what comes back compared; through BSrE; or not, and marked so."""

import io
import json
import logging
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from incidents import files
from incidents.actions import (
    clarifications,
    deadlines,
    letter_content,
    letter_decisions,
    letter_issuing,
    letter_writing,
    next_letter,
    rules,
)
from incidents.models import (
    AccessEntry,
    CaseEvent,
    ClarificationRequest,
    Deadline,
    Letter,
    Proposal,
    RegisterEntry,
    StoredFile,
)
from incidents.plain import dates
from incidents.record import deeds
from notifications import postroom
from notifications.letters import pdf, signed
from notifications.mails import carried, compose
from notifications.models import Message
from tests import gateway
from tests.letterheads import bearing
from tests.moves import choose_signing
from tests.notifications.conftest import work
from tests.signed_letters import address, approved, bring_back, p12, stamped
from tests.world import another_administrator, make_request

__all__ = ["p12"]  # a fixture

# --- outside ------------------------------------------------------------------------------------------------------


def test_approving_freezes_and_numbers_but_starts_no_clock_and_tells_no_agency(world, log_in):
    clarification = approved(world)
    letter = clarification.letter
    assert (clarification.status, clarification.issued_at, letter.issued_at, letter.file) == (
        "awaiting_signature",
        None,
        None,
        None,
    )
    assert letter.unsigned and letter.register_entry.sequence == 1 and not Deadline.objects.exists()
    work()
    assert not Message.objects.filter(audience="agency").exists()
    liaison = log_in(world.liaison_a)
    assert (
        liaison.get(f"/permintaan/{clarification.pk}/").status_code
        == liaison.get(f"/surat/{letter.pk}/").status_code
        == 404
    )


def test_the_letter_goes_out_with_its_data_and_comes_back_signed_as_the_issue(world, log_in, p12, mailbox, settings):
    clarification, browser = approved(world), log_in(world.supervisor)
    parcel = zipfile.ZipFile(
        io.BytesIO(browser.get(f"/surat/{clarification.letter.pk}/untuk-ditandatangani.zip").content)
    )
    about = json.loads(parcel.read("surat.json"))
    given = parcel.read(about["berkas"]["nama"])
    assert (
        about["nomor"] == str(clarification.letter)
        and about["berkas"]["sha256"] == clarification.letter.unsigned.sha256
    )
    before = timezone.now()
    answer = bring_back(browser, clarification, gateway.sign(given, p12))
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    clarification = ClarificationRequest.objects.get(pk=clarification.pk)
    letter = clarification.letter
    assert (
        clarification.status == "open"
        and clarification.issued_at >= before
        and letter.issued_at == clarification.issued_at
    )
    assert letter.signed_at >= before.replace(microsecond=0) and letter.signed_at <= letter.issued_at
    assert clarification.deadlines.get().started_at == letter.signed_at, "the signature starts the clock"
    assert files.read(letter.unsigned) == given and files.read(letter.file).startswith(given), "both are kept"
    event = CaseEvent.objects.get(action="issue")
    assert event.details["exact"] and "Kementerian Uji" in event.details["signed_by"]
    assert event.details["sha256"] == letter.file.sha256
    work()
    mail = Message.objects.get(kind="letter")
    assert carried.by(mail) == letter
    words = " ".join(compose.make(mail, at=timezone.now()).body.split())
    started, due = (dates.instant_in_words(at, "id") for at in (letter.signed_at, clarification.deadlines.get().due_at))
    assert f"sampai {due}. Jangka waktunya dihitung sejak tanda tangan elektronik surat itu, {started}." in words
    assert log_in(world.liaison_a).get(f"/surat/{letter.pk}/").status_code == 200


def test_a_visible_signature_may_add_words_and_what_it_adds_is_recorded(world, log_in, p12):
    clarification, browser = approved(world), log_in(world.supervisor)
    data = gateway.sign(stamped(files.read(clarification.letter.unsigned)), p12)
    assert bring_back(browser, clarification, data).status_code == 302
    details = CaseEvent.objects.get(action="issue").details
    assert not details["exact"] and "oleh Supervisor" in details["added"]


def other_text(content):
    return pdf.letter(content | {"opening": "Isi yang lain sama sekali."})


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda row, p12: b"%PDF-1.7 rubbish", "bukan PDF"),
        (lambda row, p12: files.read(row.letter.unsigned), "tidak memuat tanda tangan"),
        (lambda row, p12: flipped(gateway.sign(files.read(row.letter.unsigned), p12)), "tidak sah"),
        (lambda row, p12: gateway.sign(other_text(row.letter.content), p12), "berbeda dari surat"),
        (
            lambda row, p12: gateway.sign(pdf.letter(row.letter.content | {"number": "B-77/X/11/2026"}), p12),
            "ini surat lain",
        ),
        (
            lambda row, p12: gateway.sign(stamped(files.read(row.letter.unsigned), "tambahan " * 10, lines=15), p12),
            "berbeda dari surat",
        ),
    ],
    ids=["rubbish", "unsigned", "flipped", "other text", "other number", "much added"],
)
def test_what_is_not_the_signed_letter_is_refused_and_leaves_nothing(world, log_in, p12, spoil, said):
    clarification, browser = approved(world), log_in(world.supervisor)
    kept, events = StoredFile.objects.count(), CaseEvent.objects.count()
    page = bring_back(browser, clarification, spoil(clarification, p12))
    assert page.status_code == 200 and said in page.content.decode()
    clarification.refresh_from_db()
    assert clarification.status == "awaiting_signature"
    assert (StoredFile.objects.count(), CaseEvent.objects.count()) == (kept, events)


def flipped(data):
    at = data.index(b"/Producer") + 12 if b"/Producer" in data else 1500
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def test_a_letter_whose_bytes_are_lost_is_told_in_words_to_whoever_takes_or_brings_it_and_no_entry_says_it_was_taken(
    world, log_in, p12, caplog
):
    clarification, browser = approved(world), log_in(world.supervisor)
    unsigned = clarification.letter.unsigned
    back = gateway.sign(files.read(unsigned), p12)
    files.full_path(unsigned.path).unlink()
    out = browser.get(f"/surat/{clarification.letter.pk}/untuk-ditandatangani.zip")
    for answer in (out, bring_back(browser, clarification, back)):
        assert answer.status_code == 410 and f"{unsigned.name}: berkas tidak terbaca" in answer.content.decode()
    assert not AccessEntry.objects.filter(kind="download").exists() and str(unsigned.pk) in caplog.text
    assert ClarificationRequest.objects.get().status == "awaiting_signature"


def test_an_issue_that_conflicts_keeps_no_bytes(world, log_in, p12, settings):
    clarification, browser = approved(world), log_in(world.supervisor)
    letter, data = clarification.letter, gateway.sign(files.read(clarification.letter.unsigned), p12)
    letter_decisions.withdraw(clarification, by=world.supervisor, seen=clarification.version, reason="Batal")
    before = sorted(p for p in settings.FILES_ROOT.rglob("*") if p.is_file())
    answer = browser.post(address(letter), {"seen": clarification.version, "file": SimpleUploadedFile("s.pdf", data)})
    assert answer.status_code == 404, "void: nothing waits for a signature any more"
    assert sorted(p for p in settings.FILES_ROOT.rglob("*") if p.is_file()) == before


@pytest.mark.parametrize("verb", [clarifications.send_back, letter_decisions.withdraw])
def test_a_letter_never_signed_leaves_a_void_number_that_is_not_given_again(world, log_in, client, verb):
    clarification = approved(world)
    first = clarification.letter
    verb(clarification, by=world.supervisor, seen=clarification.version, reason="Pejabat berhalangan")
    first.refresh_from_db()
    assert first.voided_at and first.register_entry.void_reason == "Pejabat berhalangan"
    assert "Nomor batal" in client.get(f"/v/{first.check_code}/").content.decode()
    choose_signing(world, "unsigned")
    assert make_request(world, "open").letter.register_entry.sequence == 2
    page = log_in(world.auditor).get("/surat/register/?state=void").content.decode()
    assert "Pejabat berhalangan" in page and str(first) in page


def test_a_letter_sent_back_from_the_signature_is_approved_anew_under_another_number(world):
    clarification = approved(world)
    clarifications.send_back(clarification, by=world.supervisor, seen=clarification.version, reason="Perbaiki")
    clarification.refresh_from_db()
    clarification = clarifications.submit(clarification, by=world.officer, seen=clarification.version)
    digest = letter_content.digest(letter_content.draft_content(clarification, timezone.now(), world.supervisor))
    clarification = letter_issuing.approve(
        clarification, by=world.supervisor, seen=clarification.version, approved_digest=digest
    )
    assert clarification.letter.register_entry.sequence == 2 and clarification.letters.count() == 2


def test_a_void_letter_that_a_worker_was_drawing_gets_no_bytes(world):
    choose_signing(world, "outside")
    clarification = make_request(world, "awaiting_approval")
    digest = letter_content.digest(letter_content.draft_content(clarification, timezone.now(), world.supervisor))
    clarification = letter_issuing.approve(
        clarification, by=world.supervisor, seen=clarification.version, approved_digest=digest
    )
    letter = clarification.letter
    real = pdf.letter

    def withdrawn_meanwhile(content):
        pdf.letter = real
        letter_decisions.withdraw(clarification, by=world.supervisor, seen=clarification.version, reason="Batal")
        return real(content)

    pdf.letter = withdrawn_meanwhile
    try:
        with pytest.raises(postroom.AlreadyStored):
            postroom.make_letter(letter.pk)
    finally:
        pdf.letter = real
    assert not postroom.letters_to_make()


def test_a_decision_counts_at_once_and_its_letter_follows_with_the_signature(world, log_in, p12, settings):
    clarification = make_request(world, "open")
    choose_signing(world, "outside")
    due = clarification.deadlines.get().due_at + timedelta(days=1)
    clarification = deadlines.extend(
        clarification, by=world.supervisor, seen=clarification.version, due_at=due, reason="Beralasan"
    )
    letter = clarification.letters.get(kind="extension")
    postroom.make_letter(letter.pk)
    work()
    told = Message.objects.get(kind="extended")
    assert told.state == "sent" and carried.by(told) is None, "the agency is told at once"
    browser = log_in(world.supervisor)
    given = files.read(Letter.objects.get(pk=letter.pk).unsigned)
    upload = SimpleUploadedFile("s.pdf", gateway.sign(given, p12))
    filed = {"seen": clarification.version, "file": upload}
    settings.CLAMD_URL = "unix:/no/scanner"
    page = browser.post(address(letter), filed).content.decode()
    assert "belum dapat dipindai" in page and not Letter.objects.get(pk=letter.pk).file, "held it could not be mailed"
    settings.CLAMD_URL = ""
    upload.seek(0)
    assert browser.post(address(letter), filed).status_code == 302
    work()
    signed_mail = Message.objects.get(kind="signed")
    assert carried.by(signed_mail) == letter and signed_mail.state == "sent"


# --- none, and the choice -----------------------------------------------------------------------------------------


def test_in_production_nothing_is_issued_until_somebody_chose_how_letters_are_signed(world, settings, log_in):
    settings.PRODUCTION = True
    clarification = make_request(world, "awaiting_approval")
    page = log_in(world.supervisor).get(f"/permintaan/{clarification.pk}/terbitkan/").content.decode()
    assert "belum ditetapkan" in page and ">Terbitkan surat<" not in page
    digest = letter_content.digest(letter_content.draft_content(clarification, timezone.now(), world.supervisor))
    with pytest.raises(letter_writing.SigningNotChosen):
        letter_issuing.issue(clarification, by=world.supervisor, seen=clarification.version, approved_digest=digest)
    assert not RegisterEntry.objects.exists() and ClarificationRequest.objects.get().status == "awaiting_approval"
    page, typed = "/surat/susunan/tanda-tangan/", {"mode": "unsigned", "reason": "Nota dinas 1/2026"}
    alone = log_in(world.administrator).post(page, typed)
    assert "manage.py appoint_administrator" in alone.content.decode(), "nobody could confirm it"
    other = log_in(another_administrator(world))
    assert other.post(page, typed).status_code == 302 and not CaseEvent.objects.filter(action="enact_signing").exists()
    row = Proposal.objects.get()
    assert other.get(f"/orang/usulan/{row.pk}/konfirmasi/").status_code == 403, "nobody confirms what they proposed"
    confirmed = log_in(world.administrator).post(f"/orang/usulan/{row.pk}/konfirmasi/", {"seen": row.version})
    assert confirmed.status_code == 302
    event = CaseEvent.objects.get(action="enact_signing")
    assert (event.actor, event.reason) == (world.administrator, "Nota dinas 1/2026")
    assert event.details["proposer"] == "Administrator B"
    bearing(world)
    clarification = ClarificationRequest.objects.get()
    digest = letter_content.digest(letter_content.draft_content(clarification, timezone.now(), world.supervisor))
    clarification = letter_issuing.issue(
        clarification, by=world.supervisor, seen=clarification.version, approved_digest=digest
    )
    from notifications.letters import html

    assert "Belum ditandatangani secara elektronik" in html.render(clarification.letter.content)


def test_no_mode_is_chosen_that_this_installation_cannot_do(world, log_in):
    browser = log_in(world.administrator)
    for mode, said in (("sealed", "SEAL_PKCS12"), ("bsre", "BSRE_URL"), ("magic", "")):
        page = browser.post("/surat/susunan/tanda-tangan/", {"mode": mode, "reason": "x"})
        assert page.status_code == 200 and said in page.content.decode()
    assert not CaseEvent.objects.filter(action="enact_signing").exists()


def test_another_choice_after_the_preview_is_a_conflict(world):
    clarification = make_request(world, "awaiting_approval")
    digest = letter_content.digest(letter_content.draft_content(clarification, timezone.now(), world.supervisor))
    choose_signing(world, "outside")
    for act in (letter_issuing.issue, letter_issuing.approve):
        with pytest.raises(deeds.Conflict):
            act(clarification, by=world.supervisor, seen=clarification.version, approved_digest=digest)


def test_a_sealed_policy_whose_certificate_is_gone_is_no_seal(world, settings):
    from notifications.letters import seal

    rules.enact_signing(by=deeds.SYSTEM, mode="sealed", reason="x")
    assert not seal.available()


# --- BSrE ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def bsre(tmp_path, settings):
    served = gateway.Gateway(tmp_path)
    settings.BSRE_URL = served.url
    yield served
    served.close()


def sign(browser, clarification, **typed):
    return browser.post(
        address(clarification.letter), {"seen": clarification.version, "passphrase": "", "totp": "", **typed}
    )


@pytest.mark.parametrize("typed", [{"passphrase": gateway.PASSPHRASE}, {"totp": gateway.TOTP}])
def test_a_person_signs_through_bsre_and_the_letter_is_issued(world, log_in, bsre, typed):
    clarification = approved(world, "bsre")
    assert sign(log_in(world.supervisor), clarification, **typed).status_code == 302
    clarification = ClarificationRequest.objects.get(pk=clarification.pk)
    assert clarification.status == "open" and files.read(clarification.letter.file).startswith(
        files.read(clarification.letter.unsigned)
    )
    assert [path for path, _ in bsre.asked] == ["/api/v2/user/check/status", "/api/v2/sign/pdf"]
    assert bsre.asked[1][1]["email"] == world.supervisor.email


@pytest.mark.parametrize(
    ("mood", "status", "passphrase", "said"),
    [
        ("sign", "ISSUE", "bukan-kata-sandi", "passphrase ini salah"),
        ("sign", "EXPIRED", gateway.PASSPHRASE, "EXPIRED"),
        ("sign", "NOT_REGISTERED", gateway.PASSPHRASE, "tidak mengenal"),
        ("slow", "ISSUE", gateway.PASSPHRASE, "tidak menjawab pada waktunya"),
        ("refuse", "ISSUE", gateway.PASSPHRASE, "9999"),
        ("nonsense", "ISSUE", gateway.PASSPHRASE, "tidak dapat dihubungi"),
        ("tamper", "ISSUE", gateway.PASSPHRASE, "tidak sah"),
    ],
)
def test_whatever_bsre_says_is_told_and_nothing_is_issued_nor_tried_twice(
    world, log_in, bsre, settings, mood, status, passphrase, said
):
    clarification = approved(world, "bsre")
    if mood == "slow":  # nobody else waits: a busy machine is no silent gateway
        settings.BSRE_TIMEOUT_SECONDS = 1
    bsre.mood, bsre.status = mood, status
    page = sign(log_in(world.supervisor), clarification, passphrase=passphrase)
    assert page.status_code == 200 and said in page.content.decode()
    assert passphrase not in page.content.decode()
    assert sum(path == "/api/v2/sign/pdf" for path, _ in bsre.asked) == (0 if status != "ISSUE" else 1)
    assert ClarificationRequest.objects.get(pk=clarification.pk).status == "awaiting_signature"
    assert Letter.objects.get(pk=clarification.letter.pk).file is None


def test_a_gateway_that_is_down_or_gone_is_said(world, log_in, bsre, settings):
    clarification = approved(world, "bsre")
    bsre.close()
    assert "tidak dapat dihubungi" in sign(log_in(world.supervisor), clarification, passphrase="x").content.decode()
    settings.BSRE_URL = ""
    assert "BSRE_URL" in sign(log_in(world.supervisor), clarification, passphrase="x").content.decode()


def test_only_who_approved_a_letter_signs_it_through_bsre(world, log_in, bsre):
    clarification = approved(world, "bsre")
    other = log_in(world.other_supervisor)
    assert "Hanya Supervisor" in other.get(address(clarification.letter)).content.decode()
    assert sign(other, clarification, passphrase=gateway.PASSPHRASE).status_code == 403 and bsre.asked == []


def test_the_passphrase_is_stored_and_logged_nowhere(world, log_in, bsre, caplog, settings):
    caplog.set_level(logging.DEBUG)
    clarification = approved(world, "bsre")
    secret = "kata-sandi-sangat-rahasia-4711"
    for mood in ("sign", "refuse", "slow"):
        bsre.mood, settings.BSRE_TIMEOUT_SECONDS = mood, 1 if mood == "slow" else 30
        sign(log_in(world.supervisor), clarification, passphrase=secret)
    assert secret not in caplog.text
    from django.apps import apps
    from django.core import serializers

    for model in apps.get_models():
        assert secret not in serializers.serialize("json", model.objects.all()), model


@pytest.mark.parametrize(("field", "secret"), [("passphrase", gateway.PASSPHRASE), ("totp", gateway.TOTP)])
def test_a_signature_that_comes_too_late_is_not_asked_of_bsre_and_its_secret_stands_on_no_page(
    world, log_in, bsre, field, secret
):
    clarification, browser = approved(world, "bsre"), log_in(world.supervisor)
    typed = {"seen": clarification.version - 1, "passphrase": "", "totp": "", field: secret}
    page = browser.post(address(clarification.letter), typed)
    assert page.status_code == 409 and secret not in page.content.decode()
    assert bsre.asked == []


def test_bsre_is_not_asked_to_sign_a_letter_whose_words_do_not_hold_any_more(world, log_in, bsre, the_ladder):
    choose_signing(world, "unsigned")
    before = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=80))
    choose_signing(world, "bsre")
    after = next_letter.draft_next(before, by=world.officer)
    after = clarifications.submit(after, by=world.officer, seen=after.version)
    digest = letter_content.digest(letter_content.draft_content(after, timezone.now(), world.supervisor))
    after = letter_issuing.approve(after, by=world.supervisor, seen=after.version, approved_digest=digest)
    postroom.make_letter(after.letter.pk)
    before = ClarificationRequest.objects.get(pk=before.pk)
    deadlines.ask_extension(
        before, by=world.liaison_a, seen=None, reason="Log besar", wished_at=timezone.now() + timedelta(hours=9)
    )
    page = sign(log_in(world.supervisor), after, passphrase=gateway.PASSPHRASE)
    assert page.status_code == 409 and "belum diputuskan" in page.content.decode()
    assert bsre.asked == []


def test_the_form_is_not_kept_in_the_browser_and_needs_one_of_the_two(world, log_in, bsre):
    clarification, browser = approved(world, "bsre"), log_in(world.supervisor)
    page = browser.get(address(clarification.letter)).content.decode()
    assert "data-keep" not in page and 'autocomplete="off"' in page
    assert "Ketik passphrase atau kode sekali pakai" in sign(browser, clarification).content.decode()
    assert bsre.asked == []


def test_an_officer_or_agency_signs_nothing(world, log_in):
    clarification = approved(world)
    for who in (world.officer, world.liaison_a, world.auditor, world.administrator):
        assert log_in(who).get(address(clarification.letter)).status_code == 403


def test_a_letter_with_a_decision_waits_while_its_own_letter_is_not_out(world):
    clarification = approved(world)
    with pytest.raises(deeds.Conflict):
        letter_decisions.correct(
            clarification, by=world.supervisor, seen=clarification.version, corrections=[{"where": "a"}]
        )


def test_hostile_pdfs_are_refused_and_never_a_crash():
    rng = __import__("random").Random(5)
    base = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>"
    for _ in range(60):
        data = bytearray(base * rng.randint(1, 3))
        for _ in range(rng.randint(1, 20)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        with pytest.raises(signed.Mismatch):
            signed.compare(base, bytes(data), "B-1")
