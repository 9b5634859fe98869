"""What goes each night: sessions that are over, files of drafts that nobody sends, bytes that no row names; and what never goes."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents import files
from incidents.actions import evidence, intake, letter_decisions, reply_drafts, tidying
from incidents.models import AnswerDraft, DraftFile, IntakeDraft, Verification
from incidents.record import unnamed_files, verification
from notifications import watch
from tests.samples import overwritten
from tests.world import make_request

LONG_AGO = timedelta(days=100)


def upload(name="a.txt", content=b"isi"):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def left_behind():
    """A file that no row names, of forty days ago."""
    with files.writing("ab/tertinggal") as out:
        out.write(b"sisa")
    then = (timezone.now() - timedelta(days=40)).timestamp()
    os.utime(files.full_path("ab/tertinggal"), (then, then))
    return files.full_path("ab/tertinggal")


def test_files_of_drafts_that_nobody_sends_go_and_their_words_stay(world, django_capture_on_commit_callbacks):
    at, waiting, over = timezone.now(), make_request(world, "open"), make_request(world, "open")
    for clarification in (waiting, over):
        reply_drafts.save(clarification.questions.first(), by=world.liaison_a, text="Kata", uploads=[upload()])
    letter_decisions.withdraw(over, by=world.supervisor, seen=over.version, reason="Keliru")
    intake.keep(world.officer, text="Laporan", uploads=[upload()])
    Session.objects.create(session_key="a" * 32, session_data="", expire_date=at - timedelta(hours=1))
    assert tidying.tidy(at)["files of drafts that nobody went on with"] == 0
    with django_capture_on_commit_callbacks(execute=True):
        told = tidying.tidy(at + LONG_AGO)
    assert told["files of drafts that nobody went on with"] == 2 and not Session.objects.exists()
    [kept] = DraftFile.objects.all()
    assert kept.draft.question.request == waiting and files.full_path(kept.path).exists()
    assert AnswerDraft.objects.filter(text="Kata").count() == 2 and IntakeDraft.objects.get().text == "Laporan"
    assert sum(path.is_file() for path in files.full_path("").rglob("*")) == 1


def test_bytes_that_no_row_names_are_told_and_go_after_a_month(world, an_incident, log_in, left_behind):
    piece = evidence.attach(an_incident, by=world.officer, upload=upload())
    report = verification.verify()
    assert report.well and [str(each) for each in report.unnamed][0].startswith("files that no row names: 1")
    at = timezone.now()
    watch.note_files(verification.keep(report, at, at))
    for reader, shown in (("administrator", True), ("auditor", True), ("officer", False)):
        page = log_in(getattr(world, reader)).get("/", follow=True).content.decode()
        assert ("berkas yang tidak disebut catatan mana pun" in page) == shown, reader
    assert "ab/tertinggal" in log_in(world.auditor).get("/jejak/segel/").content.decode()
    assert tidying.tidy(at)["files that no row names"] == ["ab/tertinggal (4 bytes)"]
    assert not left_behind.exists() and files.read(piece.file) == b"isi"
    assert not verification.verify().unnamed


def test_files_of_drafts_are_verified_as_those_of_the_record_are(world, left_behind, monkeypatch):
    uploads = [upload(), upload("b.txt", b"lain"), upload("c.txt", b"lagi")]
    draft = intake.keep(world.officer, text="", uploads=uploads)
    first, second, third = draft.files.all()
    files.full_path(third.path).unlink()
    files.full_path(third.path).mkdir()
    overwritten(files.full_path(first.path), b"x")
    files.full_path(second.path).unlink()
    told = [str(each) for each in verification.verify().discrepancies]
    assert told == [
        f"file {first.pk} of what is not sent yet: its bytes are not those that came in",
        f"file {second.pk} of what is not sent yet: its bytes are missing",
        f"file {third.pk} of what is not sent yet: its bytes cannot be read",
    ]
    real = Path.lstat

    def went(path):
        if path == left_behind:
            raise FileNotFoundError(path)
        return real(path)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "lstat", went)
        assert [str(each) for each in verification.verify().discrepancies] == told, (
            "what goes just then breaks nothing off"
        )
    at = timezone.now()
    watch.note_files(verification.keep(verification.verify(), at, at))
    assert not watch.look().files_whole and Verification.objects.get().found


def test_every_table_that_names_a_file_is_asked_before_one_goes(db):
    """A model with a path is in the list, or names no file of ours."""
    with CaptureQueriesContext(connection) as asked:
        unnamed_files._named()
    text = " ".join(query["sql"] for query in asked)
    naming = [each for each in apps.get_models() if "path" in {field.name for field in each._meta.get_fields()}]
    others = {each.__name__ for each in naming if f'"{each._meta.db_table}"' not in text}
    assert others == {"AccessEntry", "HeldFile"}  # the address of a page; what is held, whichever row names it
