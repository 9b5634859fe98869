"""A record that a backup of before was restored over, or of which heads held outside are gone, as tests make one."""

from django.db import transaction
from django.utils import timezone

from incidents.models import AccessEntry
from incidents.record import discrepancies, heads_gone, held_heads, log_keys, restores, transparency, verification
from incidents.record.access_log import log
from incidents.record.discrepancies import says


def lost_tail(act, times=1):
    """The heads, as others keep them, of what was done since the backup; of the record nothing of it is left."""
    heads = []
    with transaction.atomic():
        for _each in range(times):
            act()
            transparency.seal_all(timezone.now())
            heads.append(transparency.newest().checkpoint)
        transaction.set_rollback(True)
    return heads


def declare_restore(heads, *, backup_at=None):
    """Declared by whoever restored it: the backup was made right after the newest head that is there."""
    told = {"by": "Sari, Pusat Data", "reason": "Cakram rusak"}
    backup_at = backup_at or transparency.newest().sealed_at
    return restores.declare(heads, **told, backup_at=backup_at, at=timezone.now())


def declare_heads_gone(left, gone):
    """Declared by whoever runs the log: of the heads with which a verification found something `gone` are held no more."""
    known, at = log_keys.verifiers(), timezone.now()
    heads = [held_heads.named(held_heads.read(note, known)) for note in (*left, *gone)]
    newest = transparency.newest()
    report = discrepancies.Report(
        size=newest.size, leaves=newest.size, outside=[says("held against heads", heads=heads)]
    )
    report.find("its bytes are missing", discrepancies.of_head(newest.size))
    alarm = verification.keep(report, at, at)
    return heads_gone.declare(left, [alarm], by="Sari, Pusat Data", reason="Mesin inspektorat rusak", at=at)


def declare_both(world):
    """Somebody read something, a backup of before was restored, and that was declared; and then, that a head outside is gone."""
    transparency.seal_all(timezone.now())
    kept = transparency.newest().checkpoint
    declare_restore(lost_tail(lambda: log(AccessEntry.Kind.READ, None, actor=world.auditor)))
    transparency.seal_all(timezone.now())
    declare_heads_gone([kept], [transparency.newest().checkpoint])
    transparency.seal_all(timezone.now())
