"""What narrows the trail, read from its address; and the name under which such a question is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import Agency, SavedQuestion, User
from ..plain import clocks
from ..plain.clocks import Instant
from ..record import cited_numbers, field_changes
from ..record.stream import Question
from ..workflow import TRANSITIONS
from .base import Guarded
from .moments import Day, Moment

NAMES = ("case", "agency", "actor", "field", "action", "by", "legal", "start", "end")
BY = {"people": _("people"), "machine": _("the product by itself")}
MINUTE = timedelta(minutes=1)


@dataclass
class Asked:
    """A question as it was typed: `chosen` by the name of each filter, `faults` the names of those that say no day, `unknown`
    those that name nothing there is."""

    chosen: dict[str, str]
    question: Question
    faults: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    turned: bool = False

    @property
    def query(self) -> str:
        """It as the address of the trail, without the page."""
        return urlencode({name: value for name, value in self.chosen.items() if value})

    @property
    def answerable(self) -> bool:
        return not (self.faults or self.unknown or self.turned)


def read(address: Mapping[str, str], user: User) -> Asked:
    """What an address asks. What is no choice of a list narrows nothing; a number, body or field that there is not is said."""
    chosen = {name: address.get(name, "").replace("\x00", "").strip() for name in NAMES}
    cited = cited_numbers.find(user, chosen["case"])
    fields = field_changes.find(chosen["field"]) if chosen["field"] else None
    agency = Agency.objects.filter(code=chosen["agency"]).first() if chosen["agency"] else None
    start, end = typed_instant(chosen["start"]), typed_instant(chosen["end"], last=True)
    question = Question(
        cited=cited,
        action=chosen["action"] if chosen["action"] in TRANSITIONS else "",
        actor=chosen["actor"],
        agency=agency,
        fields=fields,
        by=chosen["by"] if chosen["by"] in BY else "",
        legal=bool(chosen["legal"]),
        start=start,
        end=end,
    )
    found = {"case": cited, "field": fields, "agency": agency}
    return Asked(
        chosen,
        question,
        faults=[name for name, read in (("start", start), ("end", end)) if chosen[name] and read is None],
        unknown=[name for name, thing in found.items() if chosen[name] and thing is None],
        turned=bool(start and end and end <= start),
    )


def typed_instant(text: str, *, last: bool = False) -> Instant | None:
    """Where a day or an instant that somebody typed begins; with `last`, where it is over. None for what is neither."""
    try:
        if day := Day(required=False).clean(text):
            return clocks.day_begins(day + timedelta(days=1) if last else day)
        return None
    except OverflowError:
        return None
    except ValidationError:
        pass
    try:
        instant = Moment(required=False).clean(text)
    except ValidationError:
        return None
    return instant + MINUTE if last and instant else instant


class SaveQuestionForm(Guarded):
    """A name for a question, and the question as the trail's address has it."""

    name = forms.CharField(label=_("Keep this question as"), max_length=80)
    query = forms.CharField(widget=forms.HiddenInput, max_length=600)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if SavedQuestion.objects.filter(user=self.user, name=cleaned.get("name", "")).exists():
            self.add_error("name", _("A question of yours has this name already."))
        return cleaned
