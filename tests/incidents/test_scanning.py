"""Where a scanner for malware is configured each file passes it; while it is away what comes in is held."""

import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from incidents import files
from incidents.actions import complaints, evidence
from incidents.files import scanning
from incidents.models import DraftFile, HeldFile, SheetFile
from incidents.plain.complainants import Person
from incidents.record import held_files
from notifications import tasks, watch
from tests.clamd import EICAR, Clamd
from tests.world import make_request


@pytest.fixture
def away(settings):
    """Where a scanner would listen: nobody does yet. A socket's path has 107 bytes at most."""
    with tempfile.TemporaryDirectory() as folder:
        settings.CLAMD_URL = f"unix:{folder}/clamd.ctl"
        yield Path(folder) / "clamd.ctl"


@pytest.fixture
def clamd(away):
    with closing(Clamd(away)) as running:
        yield running


def upload(content=b"isi"):
    return SimpleUploadedFile("a.txt", content)


@pytest.mark.asvs(30)
def test_what_a_scanner_knows_is_refused_at_the_door_and_nothing_is_kept(clamd, world, log_in):
    at, liaison = f"/permintaan/{make_request(world, 'open').pk}/pertanyaan/1/", log_in(world.liaison_a)
    page = liaison.post(at, {"text": "Kata", "stays": "1", "files": [upload(EICAR)]}).content.decode()
    assert "a.txt memuat perangkat perusak yang dikenal (Eicar-Test-Signature)" in page and "Kata" in page
    assert not DraftFile.objects.exists()
    assert liaison.post(at, {"text": "Kata", "stays": "1", "files": [upload()]}).status_code == 302
    assert clamd.asked[-1] == b"isi" and DraftFile.objects.exists() and not HeldFile.objects.exists()


@pytest.mark.asvs(30)
def test_what_comes_while_the_scanner_is_away_is_held_and_let_out_when_it_has_seen_it(away, world, log_in):
    """Also what lies locked: it is scanned as it is read."""
    request, liaison = make_request(world, "open"), log_in(world.liaison_a)
    for number, content in ((1, b"isi"), (2, EICAR)):
        sent = {"text": "Kata", "stays": "1", "files": [upload(content)]}
        assert liaison.post(f"/permintaan/{request.pk}/pertanyaan/{number}/", sent).status_code == 302
    locked = upload(EICAR)
    files.check(locked)
    complaints.enter(by=world.officer, person=Person(name="Sri"), way="letter", text="Dipakai", uploads=[locked])
    clean, infected = DraftFile.objects.order_by("pk")
    with pytest.raises(files.Held):
        files.read(clean)
    tasks.scan_held()
    assert HeldFile.objects.count() == 3 and not watch.look().scanner_answers
    with closing(Clamd(away)):
        tasks.scan_held()
    assert files.read(clean) == b"isi" and watch.look().scanner_answers
    held = {infected.path, SheetFile.objects.get().file.path}
    assert {each.path for each in HeldFile.objects.exclude(malware="")} == held and HeldFile.objects.count() == 2


def test_a_file_of_which_the_scanner_does_not_say_holds_up_no_other(clamd, db, monkeypatch):
    """Nor does one that cannot be read; an upload of somebody else is asked of it all the same."""
    sent = [upload(b"slow"), upload()]
    with monkeypatch.context() as short:
        short.setattr(scanning, "ANSWER", 0.05)
        files.check(sent[0])
    files.check(sent[1])
    assert sent[0].unscanned and not hasattr(sent[1], "unscanned")
    monkeypatch.setattr(scanning, "PATIENT", 0.2)
    for path in (files.keep(upload(b"slow")).path, ".", files.keep(upload()).path):
        HeldFile.objects.create(path=path, since=timezone.now())
    slow, unread, _clean = HeldFile.objects.order_by("pk")
    tasks.scan_held()
    assert [*HeldFile.objects.order_by("pk")] == [slow, unread] and watch.look().scanner_answers
    tried = len(clamd.asked)
    tasks.scan_held()
    assert clamd.asked[tried:] == [b""], "they wait an hour: what comes in meanwhile goes first"
    cache.delete(held_files.TRIED)
    clamd.slow = b"-"
    tasks.scan_held()
    assert HeldFile.objects.get() == unread


@pytest.mark.asvs(30)
@pytest.mark.parametrize(("malware", "status", "words"), [("", 409, "menunggu pemindaian"), ("Eicar", 410, "perusak")])
def test_what_is_held_is_handed_to_nobody(world, an_incident, log_in, settings, malware, status, words):
    settings.CLAMD_URL = "unix:/no/scanner"
    piece = evidence.attach(an_incident, by=world.officer, upload=upload())
    HeldFile.objects.create(path=piece.file.path, since=timezone.now(), malware=malware)
    answer = log_in(world.officer).get(f"/bukti/{piece.pk}/berkas/")
    assert answer.status_code == status and words in answer.content.decode()
    settings.CLAMD_URL = ""  # the operator switched a broken one off: nothing is waited for
    assert log_in(world.officer).get(f"/bukti/{piece.pk}/berkas/").status_code == (410 if malware else 200)


def test_a_scanner_that_cannot_say_is_as_good_as_none_and_one_that_is_away_is_waited_for_once(clamd, settings):
    clamd.fails = "INSTREAM size limit exceeded. ERROR"
    sent = upload()
    files.check(sent)
    assert sent.unscanned and not cache.get(scanning.AWAY), "it answers: the next file is asked of it"
    settings.CLAMD_URL += ".away"
    files.check(upload())
    clamd.fails, settings.CLAMD_URL = "", clamd.url
    later = upload()
    files.check(later)
    assert later.unscanned and len(clamd.asked) == 1
