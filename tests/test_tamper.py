"""No tampering by the owner of the database goes unseen, and no honest life is taken for one: the short form of `make tamper`."""

import os
import threading
from contextlib import ExitStack

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from incidents.actions import evidence
from incidents.models import AccessEntry, CaseEvent
from incidents.plain import merkle, signed_notes
from incidents.plain.signed_notes import Checkpoint
from incidents.record import explained_rows, sealed_leaves, transparency, verification
from incidents.record.access_log import log
from notifications import postroom
from tests.removed import closed, planted, removed
from tests.restored import declare_both
from tests.samples import picture
from tests.states import committed, made_once
from tests.tamper import lives, stamping
from tests.tamper.bench import Tally, as_owner, attempt, defenceless, drawn, mailed, result_of, undone
from tests.tamper.floors import SHORT, WHOLE
from tests.tamper.hand import CLASSES
from tests.world import make_incident, make_request

pytestmark = pytest.mark.real
EACH = 3


def live(world):
    """Some cases with letters and answers, sealed in several batches; people log in and read meanwhile."""
    declare_both(world)
    for status in ("open", "answered", "closed"):
        request = make_request(world, status)
        drawn()
        if status == "open":  # the mails of the others wait
            mailed()
        log(AccessEntry.Kind.READ, None, request, actor=world.auditor)
        transparency.seal_all(timezone.now())
    removed(world, closed(world, planted(world, "Nama Siapa Pun")), "text", "activity")
    evidence.attach(make_incident(world), by=world.officer, upload=SimpleUploadedFile("bukti.png", picture()))
    postroom.write_receipts(timezone.now())
    log(AccessEntry.Kind.LOG_IN, None, actor=world.officer)
    transparency.seal_all(timezone.now())
    return world


sealed, real_sealed = made_once("sealed", live, upon="world"), committed("sealed")


@pytest.fixture
def outside():
    """What stands outside the record while a test runs."""
    with ExitStack() as stack:
        yield stack


@pytest.mark.asvs(70)
def test_every_hand_in_the_database_is_found_and_located(real_sealed, outside):
    """Each is undone before the next, so all try the same record."""
    outside.enter_context(stamping.authority())
    stamping.stamp(3)
    held, tally = transparency.newest().checkpoint, Tally()
    with as_owner(os.environ["DATABASE_OWNER_URL"]) as run, defenceless(run):
        assert verification.verify([held]).well
        for name in CLASSES:
            for seed in range(EACH):
                attempt(name, seed, held, tally, run)
        untouched = verification.verify([held]).discrepancies
    assert tally.missed == []
    assert {name: count.located for name, count in tally.by_class.items()} == dict.fromkeys(CLASSES, EACH)
    tried = result_of(tally, CaseEvent.objects.count(), len(lives.OPERATIONS), untouched, [])
    assert SHORT.short_of(tried) == [] and tried["untouched"]


def test_too_little_that_was_tried_is_no_proof_and_says_of_what():
    tally = Tally()
    for count in tally.by_class.values():
        count.tried = count.found = count.located = 30
    enough = result_of(tally, 10_000, 100, [], [])
    assert WHOLE.short_of(enough) == []
    assert WHOLE.short_of(enough | {"events": 9_999}) == ["9999 events, of at least 10000"]
    assert WHOLE.short_of(enough | {"tamperings": 499}) == ["499 tamperings, of at least 500"]
    assert WHOLE.short_of(enough | {"honest_lives": 99}) == ["99 honest lives, of at least 100"]
    assert WHOLE.short_of(result_of(tally, 10_000, 100, ["event x"], [])) == [
        "the record was not untouched where nobody altered it"
    ]
    tally.by_class["order"].tried = 29
    assert WHOLE.short_of(result_of(tally, 10_000, 100, [], [])) == ["29 tamperings of the class order, of at least 30"]


def test_of_an_honest_record_nothing_is_read_apart(real_sealed, monkeypatch):
    """What PostgreSQL writes of each event and row is its payload, sign for sign: that is the usual way, and the quick one."""
    unlike = []
    monkeypatch.setattr(explained_rows, "read", lambda keys: unlike.extend(keys) or [])
    report = verification.verify()
    assert report.rows > 2 * CaseEvent.objects.count() and report.well
    assert not CaseEvent.objects.filter(pk__in=unlike).values_list("action", "payload")


def test_no_honest_life_raises_an_alarm_whatever_is_done_to_the_record(real_world):
    with as_owner(os.environ["DATABASE_OWNER_URL"]):
        lived = [lives.live(real_world, seed, each, steps=1, acts=2) for seed, each in enumerate(lives.OPERATIONS)]
    assert not [alarm for _done, alarms in lived for alarm in alarms]
    assert len({done for done, _alarms in lived}) == len(lives.OPERATIONS)


BROKEN_ENDS = {
    "peaks that make no tree": "UPDATE incidents_treehead SET peaks = '[\"00\"]' WHERE size = %s",
    "peaks that are no list": "UPDATE incidents_treehead SET peaks = '1' WHERE size = %s",
    "no peaks": "UPDATE incidents_treehead SET peaks = '[]' WHERE size = %s",
    "a checkpoint of nobody": "UPDATE incidents_treehead SET checkpoint = 'x' WHERE size = %s",
    "an instant that is none": "UPDATE incidents_treehead SET sealed_at = 'infinity' WHERE size = %s",
    "no head": "DELETE FROM incidents_treehead WHERE size = %s",
}


def test_a_sealer_goes_on_from_the_leaves_where_the_newest_head_was_broken(real_sealed):
    newest = transparency.newest()
    with as_owner(os.environ["DATABASE_OWNER_URL"]) as run, defenceless(run):
        for how, statement in BROKEN_ENDS.items():
            with undone():
                run(statement, [newest.size])
                assert transparency.is_sound() == (how == "an instant that is none"), how
                log(AccessEntry.Kind.READ, None, actor=real_sealed.auditor)
                assert transparency.seal(timezone.now()) and transparency.is_sound(), how
                note = signed_notes.read(transparency.TreeHead.objects.latest("size").checkpoint)
                leaves = transparency.Leaf.objects.order_by("place").values_list("hash", flat=True)
                assert Checkpoint.read(note.text).root == merkle.root_of(map(bytes.fromhex, leaves)), how
                report = verification.verify([newest.checkpoint])
                found = [str(each.where) for each in report.discrepancies] + [str(each) for each in report.missing]
                assert found and all(f"head {newest.size}" in each for each in found), (how, found)


def test_a_log_whose_end_was_broken_is_sealed_though_nothing_waits(real_sealed):
    size = transparency.newest().size
    with as_owner(os.environ["DATABASE_OWNER_URL"]) as run, defenceless(run), undone():
        run(BROKEN_ENDS["no peaks"], [size])
        assert transparency.seal(timezone.now()) == 1 and transparency.seal(timezone.now()) == 0
        event = CaseEvent.objects.first()  # sealed long ago; the sealer is not stopped by its waiting again
        run("INSERT INTO incidents_pending (event_id, job) VALUES (%s, 'seal')", [event.pk])
        log(AccessEntry.Kind.READ, None, actor=real_sealed.auditor)
        assert transparency.seal(timezone.now()) == 2
        found = [str(each) for each in verification.verify().discrepancies]
    assert any(each.startswith(f"event {event.pk} ") and "though a leaf holds it" in each for each in found), found


def test_a_column_that_was_dropped_is_named_with_its_table(real_sealed):
    with as_owner(os.environ["DATABASE_OWNER_URL"]) as run, defenceless(run), undone():
        run("ALTER TABLE incidents_historicalincident DROP COLUMN source_note")
        found = [str(each) for each in verification.verify().discrepancies]
    assert "table incidents_historicalincident: column source_note is gone" in found, found


def test_what_is_sealed_while_a_verification_reads_ahead_is_left_to_the_next(real_sealed, monkeypatch):
    """Two connections read: what the second saw beyond the first would be leaves that no head explains."""
    monkeypatch.setattr(sealed_leaves, "CHUNK", 3)
    ahead, work = [], threading.Thread(target=at_work, args=(real_sealed,))

    def meanwhile(part, done, of):
        if part == "leaves" and not ahead:
            ahead.append(threading.active_count())  # whoever reads ahead is one of them
            work.start()
            work.join()

    before, alone = transparency.newest().size, threading.active_count()
    report = verification.verify(progress=meanwhile)
    assert (report.discrepancies, report.leaves, report.size) == ([], before, before)
    assert transparency.newest().size > before
    assert ahead == [alone + 1] and threading.active_count() == alone
    assert verification.verify().well


def at_work(world):
    """As somebody else, on a connection of their own."""
    make_incident(world)
    transparency.seal_all(timezone.now())
    connection.close()
