"""What narrows the trail, read from its address."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ..models import User
from ..record import cited_numbers, field_changes
from ..record.about_bodies import About
from ..record.stream import Question
from ..workflow import TRANSITIONS
from .asked_by_address import AskedByAddress, typed_instant

NAMES = ("case", "agency", "actor", "field", "action", "by", "legal", "start", "end")
BY = {"people": _("people"), "machine": _("the product by itself")}


@dataclass(kw_only=True)
class Asked(AskedByAddress[list[str]]):
    """A question as it was typed. `unknown`: the names of those filters that name nothing there is."""

    question: Question


def read(address: Mapping[str, str], user: User) -> Asked:
    """What an address asks. What is no choice of a list narrows nothing; a number, body or field that there is not is said."""
    chosen = {name: address.get(name, "").replace("\x00", "").strip() for name in NAMES}
    cited = cited_numbers.find(user, chosen["case"])
    fields = field_changes.find(chosen["field"]) if chosen["field"] else None
    about = About.of(chosen["agency"]) if chosen["agency"] else None
    start, end = typed_instant(chosen["start"]), typed_instant(chosen["end"], last=True)
    question = Question(
        cited=cited,
        action=chosen["action"] if chosen["action"] in TRANSITIONS else "",
        actor=chosen["actor"],
        about=about,
        fields=fields,
        by=chosen["by"] if chosen["by"] in BY else "",
        legal=bool(chosen["legal"]),
        start=start,
        end=end,
    )
    found = {"case": cited, "field": fields, "agency": about}
    return Asked(
        chosen=chosen,
        question=question,
        faults=[name for name, read in (("start", start), ("end", end)) if chosen[name] and read is None],
        unknown=[name for name, thing in found.items() if chosen[name] and thing is None],
        turned=bool(start and end and end <= start),
    )
