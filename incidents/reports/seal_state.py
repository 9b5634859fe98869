"""How far the record is sealed, what waits for the seal, and whether it was verified last night."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from ..models import HeadStamp, TreeHead, Verification
from ..plain.clocks import Instant
from ..record import transparency

EACH_NIGHT = timedelta(hours=26)  # from one verification to the end of the next, with what a night's may take longer


@dataclass(frozen=True)
class SealState:
    """`newest`: the last head; `unsealed`: events and reads that it does not hold; `verified`: in the last night;
    `stamp`: the last time stamp of a head; `unstamped`: stamps are to be had, and none was since the last night."""

    newest: TreeHead | None
    unsealed: int
    verified: bool
    stamp: HeadStamp | None
    unstamped: bool


def seal_state(at: Instant) -> SealState:
    """The state of the seal at the instant `at`."""
    unsealed = transparency.unsealed()
    verified = Verification.objects.filter(ended_at__gte=at - EACH_NIGHT).exists()
    newest, stamp = transparency.newest(), transparency.newest_stamp()
    return SealState(newest, unsealed, verified, stamp, unstamped(newest, stamp, at))


def unstamped(newest: TreeHead | None, stamp: HeadStamp | None, at: Instant) -> bool:
    """Whether time stamps are to be had, and at the instant `at` none was since the night before."""
    late = newest is not None and (stamp is None or stamp.stamped_at < at - EACH_NIGHT)
    return bool(settings.TSA_URL) and late
