"""What narrows the list of who looked at what, read from its address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from ..models import User
from ..record import cited_numbers
from ..reports.reads import KINDS, Question, thing_of
from .trail import typed_instant

NAMES = ("case", "on", "person", "kind", "start", "end")


@dataclass
class Asked:
    """A question as it was typed: `chosen` by the name of each filter, `faults` the names of those that say no day. `unknown`: its number
    is on nothing there is."""

    chosen: dict[str, str]
    question: Question
    faults: list[str] = field(default_factory=list)
    unknown: bool = False
    turned: bool = False

    @property
    def query(self) -> str:
        """It as the address of the list, without the page."""
        return urlencode({name: value for name, value in self.chosen.items() if value})

    @property
    def answerable(self) -> bool:
        return not (self.faults or self.unknown or self.turned)


def read(address: Mapping[str, str], user: User) -> Asked:
    """What an address asks. What is no choice narrows nothing; a number that nothing bears is said."""
    chosen = {name: address.get(name, "").replace("\x00", "").strip() for name in NAMES}
    cited = cited_numbers.find(user, chosen["case"])
    start, end = typed_instant(chosen["start"]), typed_instant(chosen["end"], last=True)
    question = Question(
        cited=cited,
        thing=thing_of(chosen["on"]),
        person=chosen["person"],
        kind=chosen["kind"] if chosen["kind"] in KINDS else "",
        start=start,
        end=end,
    )
    return Asked(
        chosen,
        question,
        faults=[name for name, read in (("start", start), ("end", end)) if chosen[name] and read is None],
        unknown=bool(chosen["case"]) and cited is None,
        turned=bool(start and end and end <= start),
    )
