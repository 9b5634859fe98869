"""What a mail asks of a thing of the case that has a due and no letter."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .cases import Incident


class DueInCase:
    """What a mail asks of a thing of the case that has a due and no letter: a commitment, a controller's duty."""

    incident: "Incident"
    letter: Any = None
    deadline_rows: Sequence[Any] = ()

    @property
    def reference(self) -> str:
        return self.incident.reference
