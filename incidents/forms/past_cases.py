"""What is asked of a case that is entered from the record, and how it ended. Its letters: `past_letters`."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from ..actions import outcomes
from ..models import Agency, Incident, Involvement, still_open
from ..plain import clocks, letter_kinds, spans
from ..plain.not_none import not_none
from ..plain.spans import Span
from .base import SeenForm
from .cases import SEEN, STAFF_WAYS, AmendForm, agencies
from .fields import LONG_TEXT, Several, When, area, chosen, offer
from .moments import ReadsBack
from .unlisted_bodies import BringsBody, picked_as


class PastCaseForm(BringsBody):
    """A case as its old file tells of it. What the file does not say stays empty."""

    ways = STAFF_WAYS
    CASE = (
        "file_number",
        "title",
        "began",
        "summary",
        "source",
        "source_note",
        "happened",
        "failures",
        "harmed",
        "attacks",
        "tlp",
    )

    file_number = forms.CharField(
        label=_("Number of the old file"),
        max_length=80,
        required=False,
        help_text=_("As it stands on the file; the case is found by it. Empty: it had none."),
    )
    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("Short and neutral."))
    began = When(
        label=_("Taken up by the ministry"),
        help_text=_(
            "When the file was opened, as exactly as it says: 7-5-2020, May 2020. The case is numbered in this year."
        ),
    )
    summary = forms.CharField(label=_("What is known"), widget=area(5), required=False, max_length=SEEN)
    source = forms.ChoiceField(
        label=_("Source"), choices=Incident.Source.choices, initial=Incident.Source.UNKNOWN, required=False
    )
    source_note = forms.CharField(
        label=_("Where it was seen"), max_length=300, required=False, help_text=_("Address, account or document.")
    )
    happened = When(label=_("Happened"), required=False)
    failures = Several(label=_("Kind of failure"), choices=Incident.Failure.choices)
    harmed = Several(label=_("What was harmed"), choices=Incident.Harm.choices)
    attacks = Several(label=_("Kind of attack"), choices=Incident.Attack.choices)
    tlp = forms.ChoiceField(label=_("TLP"), choices=Incident.Tlp.choices, initial=Incident.Tlp.AMBER)
    agency = forms.ModelChoiceField(
        label=_("Agency that the case concerns"),
        queryset=Agency.objects.none(),
        required=False,
        help_text=_("Further bodies are involved on the page of the case."),
    )
    role = forms.ChoiceField(
        label=_("Role in the case"),
        choices=Involvement.AgencyRole.choices,
        initial=Involvement.AgencyRole.CONTROLLER,
        required=False,
    )
    known = When(label=_("Known to it"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", agencies(), picked_as)

    def clean_source(self) -> str:
        return self.cleaned_data["source"] or Incident.Source.UNKNOWN

    def clean_role(self) -> str:
        return self.cleaned_data["role"] or Involvement.AgencyRole.CONTROLLER

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.CASE}


class AmendPastForm(ReadsBack, AmendForm):
    """What the file of a past case says of it. Where it is to have begun after what stands in it, that is asked about."""

    seen_at = None  # type: ignore[assignment]  # a past case was seen when it began
    drill = None  # type: ignore[assignment]  # nobody enters an exercise from an old file
    file_number = forms.CharField(label=_("Number of the old file"), max_length=80, required=False)
    began = When(label=_("Taken up by the ministry"))
    field_order = ("title", "file_number", "began")

    def clean_began(self) -> Span:
        began: Span = self.cleaned_data["began"]
        if self.on.ended and self.on.ended.end <= began.start:
            raise ValidationError(_("This lies after the case was closed."))
        return began

    def read_as(self, cleaned: dict[str, Any], typed: dict[str, Any]) -> dict[str, list[str]]:
        began: Span = cleaned["began"]
        if "began" not in self.changed_data or began == self.on.began:
            return {}
        said = []
        year, numbered = clocks.day(began.stands).year, self.on.reference.split("-")[1]
        if str(year) != numbered:
            words = gettext("The number %(number)s was given for %(year)s and stays as it is.")
            said.append(words % {"number": self.on.reference, "year": numbered})
        if earlier := self._earlier_than(began):
            said.append(gettext("On record is what came before it: %(what)s.") % {"what": "; ".join(earlier)})
        return {"began": said} if said else {}

    def _earlier_than(self, began: Span) -> list[str]:
        """The parts, letters and replies of the case that surely came before it."""
        parts = self.on.involvements.filter(since_until__lte=began.start).select_related("agency")
        told: list[tuple[Any, Span | None]] = [(part.agency.short_name, part.since) for part in parts]
        told += [(each, each.dated) for each in self.on.past_letters.filter(dated_until__lte=began.start)]
        told += [(each, each.received) for each in self.on.past_replies.filter(received_until__lte=began.start)]
        return _told(told)


def _told(rows: Iterable[tuple[Any, Span | None]]) -> list[str]:
    """Each with its day, as it is known."""
    return [f"{row} ({spans.in_words(not_none(when), not_none(get_language()))})" for row, when in rows]


class PastOutcomeForm(ReadsBack, SeenForm):
    """How the case ended, as its file says. What is still open, or came after its end, is asked about once: a file may tell
    nothing of the one, and may well tell of the other."""

    ways = STAFF_WAYS

    outcome = forms.ChoiceField(label=_("Outcome"), choices=chosen(Incident.Outcome.choices))
    ended = When(
        label=_("Closed"),
        required=False,
        help_text=_(
            "When the file was closed, as exactly as it says. Empty only where the file does not tell how it ended."
        ),
    )
    reason = forms.CharField(
        label=_("Grounds of the outcome"),
        widget=area(4),
        max_length=LONG_TEXT,
        help_text=_("Who decided, in which document, on what it rested."),
    )

    def clean_ended(self) -> Span | None:
        ended: Span | None = self.cleaned_data["ended"]
        if ended is None and self.cleaned_data.get("outcome", "") not in ("", *outcomes.OF_A_FILE):
            raise ValidationError(_("Say when the case was closed: its file tells how it ended."))
        if ended and self.on.began and ended.end <= self.on.began.start:
            raise ValidationError(_("This lies before the case began."))
        return ended

    def read_as(self, cleaned: dict[str, Any], typed: dict[str, Any]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        if owed := [str(each) for each in still_open.unfinished()["commitments"].filter(incident=self.on)]:
            found["outcome"] = [gettext("Commitments stay open: %(what)s.") % {"what": "; ".join(owed)}]
        if otherwise := outcomes.speaks_against(self.on, cleaned["outcome"]):
            found.setdefault("outcome", []).append(otherwise)
        if cleaned["ended"] and (later := self._later_than(cleaned["ended"])):
            found["ended"] = [gettext("On record is what came after it: %(what)s.") % {"what": "; ".join(later)}]
        return found

    def _later_than(self, ended: Span) -> list[str]:
        """What surely came later; a notice of the outcome is no surprise."""
        letters = self.on.past_letters.exclude(kind=letter_kinds.OUTCOME_NOTICE.code).filter(dated_at__gte=ended.end)
        told: list[tuple[Any, Span | None]] = [(each, each.dated) for each in letters]
        told += [(each, each.received) for each in self.on.past_replies.filter(received_at__gte=ended.end)]
        return _told(told)
