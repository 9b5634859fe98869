"""What a head of the log says of the batch that it ends, beside its checkpoint and signed with it."""

from datetime import UTC, datetime
from typing import NamedTuple

from ..plain.clocks import Instant


class Batch(NamedTuple):
    """What a head says of the batch that it ends, in two lines after its checkpoint, signed with it: when it was made, and
    whether something waited that the batch had no place for."""

    sealed_at: Instant
    left: bool

    @property
    def text(self) -> str:
        return f"sealed at {self.sealed_at.astimezone(UTC).isoformat()}\n{_LEFT[self.left]}\n"

    @classmethod
    def read(cls, text: str) -> "Batch | None":
        """What the text of a head says; None of a head that says nothing of its batch."""
        told, left = [*text.split("\n")[3:], "", ""][:2]
        if left not in _LEFT.values() or not told.startswith("sealed at "):
            return None
        return cls(datetime.fromisoformat(told.removeprefix("sealed at ")), left == _LEFT[True])


_LEFT = {True: "more waited", False: "nothing else waited"}
