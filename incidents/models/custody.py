"""The chain of custody of a piece of evidence, as its acts tell it: who handed it over or released it, and which of that stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..workflow import Action
from .record import CaseEvent

if TYPE_CHECKING:
    from .evidence import Evidence

GIVEN = (Action.HAND_OVER, Action.RELEASE)
MENDED = (Action.CORRECT_CUSTODY, Action.STRIKE_CUSTODY)


@dataclass
class Given:
    """One handing over: the act by which it was entered, to whom by what is known today, and whether it was struck out."""

    entered: CaseEvent
    holder: str
    struck: bool = False

    @property
    def source(self) -> str:
        """From whom."""
        return str(self.entered.details["from"])


def chain(acts: Iterable[CaseEvent]) -> list[Given]:
    """What was handed over, of all acts on one piece in the order in which they were recorded. What puts right or strikes out is
    done to the last that stands, so that nothing ever rests on one that does not."""
    found: list[Given] = []
    for act in acts:
        if act.action in GIVEN:
            found.append(Given(act, act.details["to"]))
        elif act.action in MENDED and (stands := last(found)):
            if act.action == Action.STRIKE_CUSTODY:
                stands.struck = True
            else:
                stands.holder = act.details["to"]
    return found


def last(given: list[Given]) -> Given | None:
    """The last that stands: the one that is put right or struck out."""
    return next((each for each in reversed(given) if not each.struck), None)


def last_of(piece: "Evidence") -> Given | None:
    """The same of a piece whose acts were not read yet."""
    acts = CaseEvent.objects.of(piece).filter(action__in=(*GIVEN, *MENDED))
    return last(chain(acts.defer("payload").order_by("recorded_at")))
