"""What narrows the list of who looked at what, read from its address."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..models import User
from ..record import cited_numbers
from ..reports.reads import KINDS, Question, thing_of
from .asked_by_address import AskedByAddress, typed_instant

NAMES = ("case", "on", "of", "person", "kind", "start", "end")


@dataclass(kw_only=True)
class Asked(AskedByAddress[bool]):
    """A question as it was typed. `unknown`: its number is on nothing there is."""

    question: Question


def read(address: Mapping[str, str], user: User) -> Asked:
    """What an address asks. What is no choice narrows nothing; a number that nothing bears is said."""
    chosen = {name: address.get(name, "").replace("\x00", "").strip() for name in NAMES}
    cited = cited_numbers.find(user, chosen["case"])
    start, end = typed_instant(chosen["start"]), typed_instant(chosen["end"], last=True)
    question = Question(
        cited=cited,
        thing=thing_of(chosen["on"]),
        sort=chosen["of"] if chosen["of"].isalpha() else "",
        person=chosen["person"],
        kind=chosen["kind"] if chosen["kind"] in KINDS else "",
        start=start,
        end=end,
    )
    return Asked(
        chosen=chosen,
        question=question,
        faults=[name for name, read in (("start", start), ("end", end)) if chosen[name] and read is None],
        unknown=bool(chosen["case"]) and cited is None,
        turned=bool(start and end and end <= start),
    )
