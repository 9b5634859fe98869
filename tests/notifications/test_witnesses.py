"""Each night somebody outside gets the newest head, and hears when the record is no longer what was sealed."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.checks import run_checks
from django.utils import timezone

from incidents import files
from incidents.actions import evidence
from incidents.models import HeadMail, Verification
from incidents.plain import signed_notes
from incidents.record import discrepancies, log_keys, transparency, verification
from incidents.reports.seal_state import watched
from notifications import tasks, watch
from notifications.models import Heartbeat
from notifications.postroom import send_head_mails, tell_missed_verification
from tests.samples import overwritten, picture

WITNESS = "inspektorat@luar.example"


@pytest.fixture
def witness(settings):
    settings.LOG_WITNESSES = [WITNESS]


def test_the_witness_gets_a_head_that_anybody_can_verify(witness, an_incident):
    tasks.seal_log()
    tasks.verify_record()
    (sent,) = mail.outbox
    name, text, kind = sent.attachments[0]
    head = transparency.newest()
    assert sent.to == [WITNESS] and (name, kind) == (f"segel-{head.size}.txt", "text/plain")
    assert signed_notes.read(text).signed_by(log_keys.verifiers()) and head.checkpoint in sent.body
    assert sent.subject.startswith("Segel catatan") and "tidak menemukan perbedaan" in sent.body
    assert Verification.objects.get().discrepancies == []


def test_where_nobody_outside_is_mailed_the_head_the_auditors_pages_and_the_check_of_a_deployment_say_so(
    world, log_in, settings
):
    def told():
        pages = [log_in(world.auditor).get(address).content.decode() for address in ("/audit/", "/jejak/segel/")]
        return {"LOG_WITNESSES" in page for page in pages}, {
            each.id for each in run_checks(include_deployment_checks=True)
        }

    settings.LOG_WITNESSES, settings.LOG_HEADS = [], []
    said, found = told()
    assert said == {True} and found >= {"notifications.W002", "notifications.W003"}
    settings.LOG_WITNESSES, settings.LOG_HEADS = [WITNESS], ["/mnt/kepala"]
    said, found = told()
    assert said == {False} and not found & {"notifications.W002", "notifications.W003"}


def test_the_witness_hears_of_what_is_not_as_it_was_sealed(witness, world, an_incident):
    from django.core.files.uploadedfile import SimpleUploadedFile

    piece = evidence.attach(an_incident, by=world.officer, upload=SimpleUploadedFile("bukti.png", picture()))
    tasks.seal_log()
    overwritten(files.full_path(piece.file.path), b"lain")
    tasks.verify_record()
    (sent,) = mail.outbox
    assert sent.subject.startswith("PERIKSA") and "bukti.png" in sent.body
    assert "isi berkasnya bukan yang dahulu masuk" in sent.body


def test_a_night_on_which_the_record_could_not_be_verified_is_told_and_shown(
    witness, an_incident, world, log_in, monkeypatch
):
    """What stood there from the night before would say that all is well."""
    tasks.seal_log()
    tasks.verify_record()

    def breaks(*arguments):
        raise ArithmeticError

    monkeypatch.setattr(verification.explained_rows.Explained, "look_for_others", breaks)
    tasks.verify_record()
    good, sent = mail.outbox
    assert sent.subject.startswith("PERIKSA: catatan tidak selesai diperiksa") and "ArithmeticError" in sent.body
    newest = log_in(world.auditor).get("/jejak/segel/").context["verifications"][0]
    assert newest[2] and "tidak dilakukan sampai selesai" in newest[1][0][1]


def kept_at(at):
    return verification.keep(verification.Report(), at, at)


def test_a_night_without_a_verification_is_said_on_both_pages_and_to_a_monitor(world, log_in):
    auditor, now = log_in(world.auditor), timezone.now()
    pages = ("/jejak/segel/", "/audit/")
    for hours, late in ((50, True), (25, False)):
        kept_at(now - timedelta(hours=hours))
        for page in pages:
            said = " ".join(auditor.get(page).content.decode().split())
            assert (f"{hours} jam yang lalu. Pemeriksaan berikutnya terlambat sejak" in said) == late, page
        assert auditor.get("/healthz").json()["verified"] == (not late)


def test_a_record_that_was_never_verified_is_overdue_a_night_after_its_first_head(world, an_incident, log_in):
    auditor, now = log_in(world.auditor), timezone.now()
    assert auditor.get("/healthz").json()["verified"], "nothing is sealed yet"
    transparency.seal_all(now - timedelta(hours=27))
    assert "belum pernah diperiksa" in auditor.get("/audit/").content.decode()
    assert auditor.get("/healthz").json()["verified"] is False


def test_a_monitor_hears_that_something_was_found_and_not_what(world, log_in):
    report = verification.Report()
    report.find("its bytes are missing", discrepancies.of_head(7))
    verification.keep(report, timezone.now(), timezone.now())
    said = log_in(world.auditor).get("/healthz").json()
    assert said["verified"] is False and set(map(type, said.values())) == {bool}


def test_another_task_tells_the_witnesses_once_a_day_that_nobody_verified(witness, world, an_incident):
    now = timezone.now()
    kept_at(now - timedelta(hours=50))
    for later in (0, 1, 2):
        tell_missed_verification(now + timedelta(minutes=later))
    send_head_mails(now + timedelta(minutes=3))
    (sent,) = mail.outbox
    assert sent.to == [WITNESS] and sent.subject.startswith("PERIKSA: catatan tidak diperiksa")
    assert "50 jam yang lalu: terlambat sejak" in sent.body
    tell_missed_verification(now + timedelta(days=1))
    assert HeadMail.objects.count() == 2 and watched(now).overdue, "what says that it was missed is none"
    tasks.verify_record()
    assert not watched(timezone.now()).overdue


def test_a_verification_in_time_is_told_by_nobody_else(witness, an_incident):
    kept_at(timezone.now() - timedelta(hours=25))
    tell_missed_verification(timezone.now())
    assert not HeadMail.objects.exists()


def test_the_sweep_is_what_notices_a_night_without_a_verification(witness, an_incident):
    kept_at(timezone.now() - timedelta(hours=50))
    tasks.sweep()
    assert [sent.subject.partition(" ·")[0] for sent in mail.outbox] == ["PERIKSA: catatan tidak diperiksa"]


def test_a_mail_that_could_not_be_handed_over_is_tried_again_by_itself(
    witness, an_incident, monkeypatch, log_in, world
):
    def refuses(*arguments, **options):
        raise OSError("no route to the mail server")

    tasks.seal_log()
    monkeypatch.setattr(mail.EmailMessage, "send", refuses)
    tasks.verify_record()
    told, now = HeadMail.objects.get(), timezone.now()
    assert (told.attempts, told.sent_at) == (1, None) and "no route" in told.last_error
    page = log_in(world.auditor).get("/jejak/segel/").content.decode()
    assert WITNESS in page and "no route to the mail server" in page
    monkeypatch.undo()
    send_head_mails(now)  # its time has not come
    assert not mail.outbox
    send_head_mails(now + timedelta(minutes=3))
    send_head_mails(now + timedelta(hours=9))
    assert len(mail.outbox) == 1 and HeadMail.objects.get().sent_at and not HeadMail.objects.get().last_error


def test_after_a_week_the_mail_is_given_up_and_that_is_said(witness, an_incident, monkeypatch, log_in, world):
    def refuses(*arguments, **options):
        raise OSError("no route to the mail server")

    tasks.seal_log()
    monkeypatch.setattr(mail.EmailMessage, "send", refuses)
    tasks.verify_record()
    for days in (1, 8, 9):
        send_head_mails(timezone.now() + timedelta(days=days))
    told = HeadMail.objects.get()
    assert told.given_up_at and told.attempts == 3
    assert "tidak diupayakan lagi" in log_in(world.auditor).get("/jejak/segel/").content.decode()


def test_without_witnesses_the_record_is_verified_and_nobody_is_mailed(an_incident):
    tasks.seal_log()
    tasks.verify_record()
    assert Verification.objects.count() == 1 and not mail.outbox


def test_without_a_key_every_page_says_that_nothing_is_sealed(settings, world, log_in):
    settings.LOG_KEYS = []
    tasks.seal_log()
    tasks.verify_record()
    assert not watch.look().log_sealed
    assert "LOG_KEYS names no file" in Verification.objects.get().discrepancies[0]["what"]["given"]["fault"]
    assert "Yang dicatat sedang tidak disegel" in log_in(world.officer).get("/meja/").content.decode()
    page = log_in(world.auditor).get("/jejak/segel/").content.decode()
    assert "LOG_KEYS names no file" in page
    assert log_in(world.auditor).get("/healthz").json()["log"] is False


def test_a_sealer_that_does_not_keep_up_is_said(world, monkeypatch):
    monkeypatch.setattr(watch, "UNSEALED", -watch.UNSEALED)
    monkeypatch.setattr(transparency, "seal_all", lambda at: 0)
    tasks.seal_log()
    assert Heartbeat.objects.get(part="log").well is False
    monkeypatch.undo()
    tasks.seal_log()
    assert Heartbeat.objects.get(part="log").well


def test_an_end_of_the_log_that_was_altered_does_not_wait_for_the_night(an_incident, monkeypatch):
    asked = []
    monkeypatch.setattr(transparency, "is_sound", lambda: False)
    monkeypatch.setattr(tasks.verify_record, "delay", lambda: asked.append("verify"))
    tasks.seal_log()
    assert asked == ["verify"] and not watch.look().log_sealed and transparency.newest()


def test_a_sealer_that_fails_for_whatever_reason_says_so(an_incident, monkeypatch):
    def fails(at):
        raise OSError("the disk is full")

    tasks.seal_log()
    assert watch.look().log_sealed
    monkeypatch.setattr(transparency, "seal_all", fails)
    with pytest.raises(OSError, match="disk"):
        tasks.seal_log()
    assert not watch.look().log_sealed
