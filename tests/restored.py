"""A record that a backup of before was restored over, as tests make one."""

from django.db import transaction
from django.utils import timezone

from incidents.models import AccessEntry
from incidents.record import restores, transparency
from incidents.record.access_log import log


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


def declared(heads, *, backup_at=None):
    """Declared by whoever restored it: the backup was made right after the newest head that is there."""
    told = {"by": "Sari, Pusat Data", "reason": "Cakram rusak"}
    backup_at = backup_at or transparency.newest().sealed_at
    return restores.declare(heads, **told, backup_at=backup_at, at=timezone.now())


def restored_once(world):
    """Somebody read something, a backup of before was restored, and that was declared."""
    transparency.seal_all(timezone.now())
    declared(lost_tail(lambda: log(AccessEntry.Kind.READ, None, actor=world.auditor)))
    transparency.seal_all(timezone.now())
