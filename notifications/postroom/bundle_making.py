"""Proof bundles: each is claimed, made with no transaction open, stored; after a week its file goes."""

import hashlib
import logging
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from incidents import files
from incidents.models import ProofBundle, TreeHead
from incidents.plain.clocks import Instant
from incidents.record import log_keys, transparency
from incidents.reports import proofs

from ..letters import bundle as bundles
from ..letters import pdf

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=30)  # longer than the task's hard limit
KEPT_FOR = timedelta(days=7)
FOLDER = "bukti"  # below FILES_ROOT


def bundles_to_make(at: Instant) -> list[UUID]:
    """Keys of the bundles that wait for somebody to make them."""
    return list(ProofBundle.objects.to_make(at).values_list("pk", flat=True))


def make_bundle(pk: UUID) -> None:
    """Make one bundle, if nobody else does. What keeps it from being made is written on it."""
    at = timezone.now()
    waiting = ProofBundle.objects.to_make(at).filter(pk=pk)
    if not waiting.update(state=ProofBundle.State.MAKING, claimed_until=at + LEASE):
        return
    bundle = ProofBundle.objects.select_related("asked_by", "head").get(pk=pk)
    try:
        _store(bundle, *bundles.make(bundle, _head_of(bundle), _progress(bundle)))
    except (proofs.NotAsSealed, proofs.TooMuch, log_keys.NoKey, pdf.Unavailable) as why:
        logger.error("the bundle of %s was not made: %s", bundle.label, why)
        ProofBundle.objects.filter(pk=pk).update(state=ProofBundle.State.FAILED, fault=str(why))


def _head_of(bundle: ProofBundle) -> TreeHead:
    """The head it is made under, the newest: what waits is sealed first. The same one when it is begun again."""
    if bundle.head is None:
        transparency.seal_all(timezone.now())
        bundle.head = transparency.newest()
        ProofBundle.objects.filter(pk=bundle.pk).update(head=bundle.head)
    if bundle.head is None:
        raise proofs.NotAsSealed(where="0")
    return bundle.head


def _progress(bundle: ProofBundle) -> Callable[[int, int], None]:
    def tell(done: int, of: int) -> None:
        ProofBundle.objects.filter(pk=bundle.pk).update(done=done, of=of)

    return tell


def _store(bundle: ProofBundle, content: bytes, found: proofs.Proved) -> None:
    """Keep what was made under a name of its own: two that make the same bundle never write into each other's file."""
    bundle.path = f"{FOLDER}/{uuid4()}.zip"
    with files.writing(bundle.path) as out:
        out.write(content)
    mine = ProofBundle.objects.filter(pk=bundle.pk, state=ProofBundle.State.MAKING, claimed_until=bundle.claimed_until)
    made = mine.update(
        state=ProofBundle.State.READY,
        events=len(found.places),
        hidden=found.hidden,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        path=bundle.path,
        expires_at=timezone.now() + KEPT_FOR,
    )
    if not made:  # something of it was removed under law meanwhile, or another took over: what they make counts
        bundles.kept(bundle).unlink(missing_ok=True)


def remove_old_bundles(at: Instant) -> None:
    """Files that were kept long enough go; that they were made stays."""
    for bundle in ProofBundle.objects.over(at):
        bundles.kept(bundle).unlink(missing_ok=True)
        ProofBundle.objects.filter(pk=bundle.pk).update(state=ProofBundle.State.EXPIRED, path="")
