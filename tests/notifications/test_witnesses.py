"""Each night somebody outside gets the newest head, and hears when the record is no longer what was sealed."""

import pytest
from django.core import mail

from incidents import files
from incidents.actions import evidence
from incidents.models import Verification
from incidents.plain import signed_notes
from incidents.record import log_keys, transparency
from notifications import tasks, watch
from notifications.models import Heartbeat
from tests.samples import picture

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
    assert Verification.objects.get().findings == []


def test_the_witness_hears_of_what_is_not_as_it_was_sealed(witness, world, an_incident):
    from django.core.files.uploadedfile import SimpleUploadedFile

    piece = evidence.attach(an_incident, by=world.officer, upload=SimpleUploadedFile("bukti.png", picture()))
    tasks.seal_log()
    files.full_path(piece.file.path).write_bytes(b"lain")
    tasks.verify_record()
    (sent,) = mail.outbox
    assert sent.subject.startswith("PERIKSA") and "bukti.png" in sent.body
    assert "isi berkasnya bukan yang dahulu masuk" in sent.body


def test_without_witnesses_the_record_is_verified_and_nobody_is_mailed(an_incident):
    tasks.seal_log()
    tasks.verify_record()
    assert Verification.objects.count() == 1 and not mail.outbox


def test_without_a_key_every_page_says_that_nothing_is_sealed(settings, world, log_in):
    settings.LOG_KEYS = []
    tasks.seal_log()
    tasks.verify_record()
    assert not watch.look().log_sealed and not Verification.objects.exists()
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
