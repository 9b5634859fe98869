"""The chain of custody of a piece of evidence, as its acts tell it: who handed it over or released it, and which of that stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..plain import answer_values
from ..plain.spans import Span
from ..workflow import Action
from .record import CaseEvent

if TYPE_CHECKING:
    from .evidence import Evidence
    from .people import User

GIVEN = (Action.HAND_OVER, Action.RELEASE)
MENDED = (Action.CORRECT_CUSTODY, Action.STRIKE_CUSTODY)


@dataclass
class Given:
    """One handing over: the act by which it was entered, from whom and to whom and when by what is known today, and whether it was struck
    out. `gone` is None where nobody told its day."""

    entered: CaseEvent
    source: str
    holder: str
    gone: Span | None
    struck: bool = False

    @property
    def key(self) -> str:
        """By which an address, or what puts it right, calls it."""
        return str(self.entered.pk)

    @property
    def told(self) -> Span | None:
        """Its day as it was entered."""
        return gone_by(self.entered)

    @property
    def leads_nowhere(self) -> bool:
        """Whether it would go from a holder to themselves."""
        return self.holder.casefold().split() == self.source.casefold().split()


def chain(acts: Iterable[CaseEvent]) -> list[Given]:
    """What was handed over, of all acts on one piece in the order in which they were recorded: each from whoever had it by what stands
    of the ones before."""
    found: list[Given] = []
    for act in acts:
        if act.action in GIVEN:
            found.append(Given(act, act.details["from"], act.details["to"], gone_by(act)))
        elif act.action in MENDED and (mended := called(found, act.details["entry"])):
            if act.action == Action.STRIKE_CUSTODY:
                mended.struck = True
            else:
                mended.holder, mended.gone = act.details["to"], gone_by(act)
    follow(found)
    return found


def gone_by(act: CaseEvent) -> Span | None:
    """The day of a handing over as `act` tells it."""
    return answer_values.read_span(act.details.get("gone"))


def follow(given: Iterable[Given]) -> str | None:
    """Say of each that stands from whom it went. Returns who has the piece by it; None where nothing was ever handed over."""
    holder = None
    for each in given:
        holder = each.source if holder is None else holder
        if not each.struck:
            each.source, holder = holder, each.holder
    return holder


def called(given: Iterable[Given], key: str) -> Given | None:
    """The one that has this key and stands."""
    return next((each for each in given if each.key == key and not each.struck), None)


def last(given: list[Given]) -> Given | None:
    """The last that stands."""
    return next((each for each in reversed(given) if not each.struck), None)


def chain_of(piece: "Evidence") -> list[Given]:
    """The chain of a piece whose acts were not read yet."""
    acts = CaseEvent.objects.of(piece).filter(action__in=(*GIVEN, *MENDED))
    return chain(acts.defer("payload").order_by("recorded_at"))


def any_by(piece: "Evidence", user: "User") -> bool:
    """Whether `user` entered one of those that stand."""
    return any(each.entered.actor_id == user.pk for each in chain_of(piece) if not each.struck)
