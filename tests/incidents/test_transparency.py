"""The log: everything recorded is sealed once, in order, under signed heads, and only the log's own keys count."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incidents.models import AccessEntry, CaseEvent, Leaf, Pending, TreeHead
from incidents.plain import signed_notes
from incidents.plain.signed_notes import Checkpoint
from incidents.record import log_keys, transparency, verification
from incidents.record.access_log import log


def seal():
    return transparency.seal_all(timezone.now())


def test_whatever_was_recorded_is_sealed_once_under_a_signed_head(an_incident):
    waiting = Pending.objects.filter(job="seal").count()
    entries = AccessEntry.objects.count()
    assert waiting == CaseEvent.objects.count() and seal() == waiting + entries
    head = TreeHead.objects.get()
    note = signed_notes.read(head.checkpoint)
    assert note.signed_by(log_keys.verifiers())
    assert Checkpoint.read(note.text) == (log_keys.origin(), waiting + entries, bytes.fromhex(head.root))
    assert not Pending.objects.filter(job="seal").exists() and seal() == 0
    assert Leaf.objects.filter(event__isnull=False).count() == waiting


def test_what_waits_for_its_seal_is_counted_as_it_is_sealed(an_incident, world):
    log(AccessEntry.Kind.READ, None, an_incident, actor=world.auditor)
    waiting = CaseEvent.objects.count() + AccessEntry.objects.count()
    assert transparency.unsealed() == waiting
    seal()
    assert transparency.unsealed() == 0
    log(AccessEntry.Kind.READ, None, an_incident, actor=world.auditor)
    assert transparency.unsealed() == 1 == transparency.unsealed_entries().count()


def test_the_next_batch_seals_the_head_before_it_and_reads_that_matter(an_incident, world):
    seal()
    first = transparency.newest()
    log(AccessEntry.Kind.READ, None, actor=world.auditor)
    assert seal() == 2
    assert Leaf.objects.get(place=first.size).head == first
    assert transparency.newest().size == first.size + 2


@pytest.fixture
def caught_up(an_incident, world, monkeypatch):
    """What waited for two hours, sealed in batches of two until nothing waits: nothing was altered."""
    monkeypatch.setattr(transparency, "BATCH", 2)
    for _ in range(3):
        log(AccessEntry.Kind.READ, None, actor=world.auditor)
    later = timezone.now() + timedelta(hours=2)
    while transparency.seal(later):
        yielded = verification.verify()
        assert yielded.discrepancies == [], [str(each) for each in yielded.discrepancies]  # while it catches up too
    return later


def test_a_sealer_that_catches_up_in_several_batches_raises_no_alarm(caught_up):
    assert TreeHead.objects.count() > 2
    said = [transparency.Batch.read(head.checkpoint) for head in TreeHead.objects.order_by("size")]
    assert [each.left for each in said] == [True] * (len(said) - 1) + [False]
    assert {each.sealed_at for each in said} == {caught_up}


def test_what_is_put_in_after_the_backlog_was_sealed_is_found(caught_up, world):
    log(AccessEntry.Kind.READ, None, actor=world.auditor)  # it says that it was recorded two hours before the last head
    transparency.seal(caught_up + timedelta(minutes=1))
    (found,) = verification.verify().discrepancies
    assert "was sealed after it" in str(found)
