"""The log: everything recorded is sealed once, in order, under signed heads, and only the log's own keys count."""

from django.utils import timezone

from incidents.models import AccessEntry, CaseEvent, Leaf, Pending, TreeHead
from incidents.plain import signed_notes
from incidents.plain.signed_notes import Checkpoint
from incidents.record import log_keys, transparency
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


def test_the_next_batch_seals_the_head_before_it_and_reads_that_matter(an_incident, world):
    seal()
    first = transparency.newest()
    log(AccessEntry.Kind.READ, None, actor=world.auditor)
    assert seal() == 2
    assert Leaf.objects.get(place=first.size).head == first
    assert transparency.newest().size == first.size + 2
