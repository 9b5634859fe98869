"""How far the record is sealed, what waits for the seal, and whether it was verified last night."""

from dataclasses import dataclass
from datetime import timedelta

from ..models import TreeHead, Verification
from ..plain.clocks import Instant
from ..record import transparency

EACH_NIGHT = timedelta(hours=26)  # from one verification to the end of the next, with what a night's may take longer


@dataclass(frozen=True)
class SealState:
    """`newest`: the last head; `unsealed`: events and reads that it does not hold; `verified`: in the last night."""

    newest: TreeHead | None
    unsealed: int
    verified: bool


def seal_state(at: Instant) -> SealState:
    """The state of the seal at the instant `at`."""
    unsealed = transparency.unsealed_events().count() + transparency.unsealed_entries().count()
    verified = Verification.objects.filter(ended_at__gte=at - EACH_NIGHT).exists()
    return SealState(transparency.newest(), unsealed, verified)
