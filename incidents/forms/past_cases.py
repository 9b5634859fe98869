"""What is asked of a case that is entered from the record: itself, its letters, the replies to them, how it ended."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from ..models import Agency, Evidence, Incident, Involvement, PastLetter, PastReply, endings
from ..models.arrival import Sending
from ..models.cited import key_of
from ..plain import clocks, spans
from ..plain.cited import key
from ..plain.known import known
from ..plain.spans import Span
from .assertions import evidence_words
from .base import LONG_TEXT, Guarded, SeenForm, Upload, When, area, chosen, offer
from .bodies import BringsBody, picked_as
from .cases import SEEN, STAFF_WAYS, AmendForm, agencies, involved_in
from .moments import ReadsBack


class AsWritten(When):
    """A day that a letter names, which may still lie ahead."""

    def check(self, span: Span) -> None:
        """Whenever it is."""


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
        "failure",
        "harmed",
        "attack",
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
    failure = forms.ChoiceField(
        label=_("Kind of failure"), choices=[("", _("Not yet known")), *Incident.Failure.choices], required=False
    )
    harmed = forms.MultipleChoiceField(
        label=_("What was harmed"),
        choices=Incident.Harm.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    attack = forms.ChoiceField(
        label=_("Kind of attack"), choices=[("", _("Not yet known")), *Incident.Attack.choices], required=False
    )
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
    return [f"{row} ({spans.in_words(known(when), known(get_language()))})" for row, when in rows]


class WithScan(Guarded):
    """A paper whose scan is taken in with it, or stands in the evidence of the case already."""

    ways = STAFF_WAYS

    scan = Upload(label=_("PDF or scan"), required=False, help_text=_("Taken into the evidence of the case."))
    evidence = forms.ModelChoiceField(
        label=_("Or a piece of evidence of the case"), queryset=Evidence.objects.none(), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "evidence", self.case.evidence.filter(file__isnull=False), evidence_words)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("scan") and cleaned.get("evidence"):
            self.add_error("evidence", _("Choose a file, or a piece that is there: one of the two."))
        return cleaned


class PastLetterForm(WithScan):
    """A letter that went out on paper or by mail, as it was written."""

    kind = forms.ChoiceField(label=_("Kind"), choices=chosen(PastLetter.Kind.choices))
    number = forms.CharField(
        label=_("Letter number"),
        max_length=120,
        required=False,
        help_text=_("As it stands on the letter. Empty: not known."),
    )
    dated = When(label=_("Date of the letter"))
    agency = forms.ModelChoiceField(
        label=_("Addressed to"),
        queryset=Agency.objects.none(),
        help_text=_("A body of this case. Involve another one first."),
    )
    office = forms.CharField(label=_("Office addressed"), max_length=200, required=False)
    channel = forms.ChoiceField(label=_("Channel"), choices=chosen(Sending.Channel.choices))
    subject = forms.CharField(label=_("Subject of the letter"), max_length=200, required=False)
    asked = forms.CharField(
        label=_("What it asked, one question per line"), widget=area(4), required=False, max_length=LONG_TEXT
    )
    period = forms.CharField(
        label=_("Time it gave, in its own words"),
        max_length=200,
        required=False,
        help_text=_("For example: 3 x 24 hours after receipt."),
    )
    due = AsWritten(
        label=_("Due"),
        required=False,
        help_text=_("The day, or the day and hour, that the letter set. A day lasts to its end. Empty: it set none."),
    )
    follows = forms.ModelChoiceField(
        label=_("Next letter after"),
        queryset=PastLetter.objects.none(),
        required=False,
        help_text=_("The letter that had not been answered."),
    )
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    field_order = (
        "kind",
        "number",
        "dated",
        "agency",
        "office",
        "channel",
        "subject",
        "asked",
        "period",
        "due",
        "follows",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.on if isinstance(self.on, PastLetter) else None
        there = Q(pk__in=involved_in(self.case)) | Q(pk=own.agency_id if own else None)
        offer(self, "agency", agencies().filter(there), picked_as)
        before = PastLetter.objects.filter(incident=self.case).exclude(pk=own.pk if own else 0)
        offer(self, "follows", before, lambda letter: f"{letter} ({letter.agency.short_name})")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        dated, due, before = cleaned.get("dated"), cleaned.get("due"), cleaned.get("follows")
        if dated and due and due.end <= dated.start:
            self.add_error("due", _("This lies before the date of the letter."))
        if before and cleaned.get("agency") and before.agency_id != cleaned["agency"].pk:
            self.add_error("follows", _("That letter went to another agency."))
        if before and dated and dated.end <= before.dated_at:
            self.add_error("dated", _("This lies before the letter that it follows."))
        if self._is_double(cleaned):
            self.add_error("number", _("This letter to this agency is entered already."))
        return cleaned

    def _is_double(self, cleaned: dict[str, Any]) -> bool:
        if not cleaned.get("number") or not cleaned.get("agency"):
            return False
        to_it = PastLetter.objects.filter(incident=self.case, agency=cleaned["agency"]).alias(cited=key_of("number"))
        same = to_it.filter(cited=key(cleaned["number"]))
        return same.exclude(pk=self.on.pk if isinstance(self.on, PastLetter) else 0).exists()


class PastReplyForm(WithScan):
    """What came back: one kind, and under each question what it says to that."""

    kind = forms.ChoiceField(label=_("Kind of reply"), choices=chosen(PastReply.Kind.choices))
    received = When(label=_("Received"), help_text=_("When it reached the ministry, as exactly as is known."))
    number = forms.CharField(label=_("Number of the reply"), max_length=120, required=False)
    channel = forms.ChoiceField(label=_("Channel"), choices=chosen(Sending.Channel.choices))
    signed_by = forms.CharField(label=_("Signed by"), max_length=200, required=False)
    office = forms.CharField(label=_("Position"), max_length=200, required=False)
    text = forms.CharField(label=_("What it says"), widget=area(4), required=False, max_length=LONG_TEXT)
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    seen = forms.IntegerField(
        widget=forms.HiddenInput, required=False
    )  # the version of the letter whose questions it shows
    field_order = ("kind", "received", "number", "channel", "signed_by", "office", "text", "source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.on if isinstance(self.on, PastReply) else None
        self.letter: PastLetter = own.letter if own else self.on
        said = dict(own.answered) if own else {}
        for number, question in self.letter.questions:
            self.fields[f"q{number}"] = forms.CharField(
                label=f"{number}. {question}",
                widget=area(2),
                required=False,
                max_length=LONG_TEXT,
                initial=said.get(number, ""),
            )

    def clean_received(self) -> Span:
        received: Span = self.cleaned_data["received"]
        if received.end <= self.letter.dated_at:
            raise ValidationError(_("A reply cannot have come before the letter was issued."))
        return received

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        typed = [(number, cleaned.pop(f"q{number}", "")) for number, _question in self.letter.questions]
        cleaned["answers"] = [{"number": number, "text": text} for number, text in typed if text] + self._elsewhere()
        kind = cleaned.get("kind")
        if kind == PastReply.Kind.PART and self.letter.questions and not cleaned["answers"]:
            self.add_error("kind", _("Say under its question what it answers."))
        if kind not in ("", None, PastReply.Kind.PART, PastReply.Kind.FULL) and cleaned["answers"]:
            self.add_error("kind", _("This kind of reply answers no single question."))
        return cleaned

    def _elsewhere(self) -> list[dict[str, Any]]:
        """Answers under no question of the letter, which the form does not show: they stay as they are."""
        asked = dict(self.letter.questions)
        said = self.on.answers if isinstance(self.on, PastReply) else []
        return [each for each in said if each["number"] not in asked]


class PastOutcomeForm(ReadsBack, SeenForm):
    """How the case ended, as its file says. What is still open, or came after its end, is asked about once: a file may tell
    nothing of the one, and may well tell of the other."""

    ways = STAFF_WAYS

    outcome = forms.ChoiceField(label=_("Outcome"), choices=chosen(Incident.Outcome.choices))
    ended = When(label=_("Closed"), help_text=_("When the file was closed, as exactly as it says."))
    reason = forms.CharField(
        label=_("Grounds of the outcome"),
        widget=area(4),
        max_length=LONG_TEXT,
        help_text=_("Who decided, in which document, on what it rested."),
    )

    def clean_ended(self) -> Span:
        ended: Span = self.cleaned_data["ended"]
        if self.on.began and ended.end <= self.on.began.start:
            raise ValidationError(_("This lies before the case began."))
        return ended

    def read_as(self, cleaned: dict[str, Any], typed: dict[str, Any]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        if owed := [str(each) for each in endings.unfinished()["commitments"].filter(incident=self.on)]:
            found["outcome"] = [gettext("Commitments stay open: %(what)s.") % {"what": "; ".join(owed)}]
        if later := self._later_than(cleaned["ended"]):
            found["ended"] = [gettext("On record is what came after it: %(what)s.") % {"what": "; ".join(later)}]
        return found

    def _later_than(self, ended: Span) -> list[str]:
        """What surely came later; a notice of the outcome is no surprise."""
        letters = self.on.past_letters.exclude(kind=PastLetter.Kind.NOTICE).filter(dated_at__gte=ended.end)
        told: list[tuple[Any, Span | None]] = [(each, each.dated) for each in letters]
        told += [(each, each.received) for each in self.on.past_replies.filter(received_at__gte=ended.end)]
        return _told(told)
