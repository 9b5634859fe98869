"""What is asked about what follows a letter of the result: the report of the body, what came back another way, more time."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import files
from ..actions.follow_ups import check_more_time
from ..errors import DomainError
from ..models import CaseLetter, Commitment, FollowUp
from ..models.points import open_points, shown_on
from ..plain import spans
from ..plain.not_none import not_none
from .base import FromAgency, SeenForm
from .cases import STAFF_WAYS
from .commitments import kept_field, kept_in_case
from .fields import LONG_TEXT, SeveralRows, Uploads, area, choice_field, chosen, not_before_issue, offer
from .moments import Moment, ReadsBack, said_so
from .outside_portal import WithScan, channel_field, received_field

WHEN_IT_COUNTS = _(
    "Whether it was done in time is counted by when this came; where only its day is known, it is late where the whole day is."
)


CAME = [each for each in FollowUp.Kind.choices if each[0] in FollowUp.CAME]
OF_A_REFERRAL = [(FollowUp.Kind.RECEIPT, _("We have it")), (FollowUp.Kind.RESULT, _("What came of it"))]
TO_THE_LETTER = [(FollowUp.Kind.OBJECTS, _("We object to it"))]
NO_DAY = _("Only a wish for more time names a day.")


class ReportBackForm(ReadsBack, FromAgency):
    """What the body did, point by point, and what shows it; or that it objects, or asks for more time, and why."""

    reads_back = ("wished_at",)

    kind = forms.ChoiceField(
        label=_("What you tell"),
        choices=OF_A_REFERRAL,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("What was done"),
        widget=area(8),
        max_length=LONG_TEXT,
        help_text=_("Point by point: what was done and when; what is still to be done."),
    )
    wished_at = Moment(
        label=_("If you ask for more time: until when"),
        required=False,
        help_text=_("Day, month, year, hour.minute in WIB: 14 December 2026 16.00. At the most a year more."),
    )
    files = Uploads(  # type: ignore[assignment]  # a field, which Django takes off the class
        label=_("What shows it"), required=False, help_text=files.HELP
    )
    number = forms.CharField(label=_("Number of your letter, if there is one"), max_length=120, required=False)
    name = forms.CharField(label=_("Name of the person who answers"), max_length=200)
    office = forms.CharField(label=_("Position"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.on.asks_for_deeds:
            choice_field(self, "kind").choices = [
                (FollowUp.Kind.REPORT, _("What was done, all of it or a part")),
                (FollowUp.Kind.NOTHING, _("Nothing is done yet")),
                (FollowUp.Kind.WISH, _("We ask for more time")),
                (FollowUp.Kind.OBJECTS, _("We object to it, all of it or a part")),
            ]
            self.fields["text"].label = _("What was done, or your grounds")
        else:
            del self.fields["wished_at"]
            choice_field(self, "kind").choices = [*OF_A_REFERRAL, *TO_THE_LETTER]
            self.fields["text"].label, self.fields["text"].help_text = _("Text, or your grounds"), ""
            self.fields["text"].required = False
            self.fields["number"].label = _("Your number for it")
        if not self.on.comes_back:
            choice_field(self, "kind").choices = TO_THE_LETTER
            self.initial["kind"] = FollowUp.Kind.OBJECTS
            self.fields["text"].label, self.fields["text"].required = _("Your grounds"), True
            self.fields["number"].label = _("Number of your letter, if there is one")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not (cleaned["text"].strip() or cleaned["number"].strip()):
            self.add_error("text", _("Say what came of it, or by which number you have it."))
        elif not self.errors and cleaned["kind"] == FollowUp.Kind.OBJECTS and not cleaned["text"].strip():
            self.add_error("text", _("Say on which grounds you object."))
        if not self.errors and cleaned["kind"] == FollowUp.Kind.WISH and not cleaned["wished_at"]:
            self.add_error("wished_at", _("Say until when you ask for more time."))
        if cleaned.get("wished_at") and cleaned.get("kind") not in (None, FollowUp.Kind.WISH):
            self.add_error("wished_at", NO_DAY)
        return cleaned

    def clean_wished_at(self) -> datetime | None:
        return _within_more_time(self.on, self.cleaned_data["wished_at"])

    def facts(self) -> dict[str, Any]:
        names = ("seen", "kind", "text", "number", "name", "office", "wished_at")
        return {name: self.cleaned_data[name] for name in names if name in self.fields} | {
            "uploads": self.cleaned_data["files"]
        }


class RecordFollowUpForm(ReadsBack, WithScan, SeenForm):
    """What came back outside the portal: a report, a receipt, their number, what came of it, another word; of a letter of which nothing is
    awaited a receipt or another word."""

    ways = STAFF_WAYS
    reads_back = ("came_at", "wished_at")
    paper, number_in, came, signed = _("What came back"), "number", "came_at", ("name", "office")

    kind = forms.ChoiceField(label=_("What came back"), choices=chosen(CAME))
    came_at = received_field()
    channel = channel_field(spoken=True)
    number = forms.CharField(
        label=_("Their number"), max_length=120, required=False, help_text=_("As the body itself numbers it.")
    )
    text = forms.CharField(label=_("Text"), widget=area(5), max_length=LONG_TEXT, required=False)
    wished_at = Moment(
        label=_("More time asked for until"),
        required=False,
        help_text=_("As the paper has it; empty where it names no day."),
    )
    name = forms.CharField(label=_("Signed by"), max_length=200, required=False)
    office = forms.CharField(label=_("Position"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.letter: Any = self.on.case_letter if isinstance(self.on, FollowUp) else self.on
        if not self.letter.asks_for_deeds:
            del self.fields["wished_at"]
        # An answer is put right on a letter that is in force no longer too.
        answers = self.on is not self.letter and self.on.kind not in FollowUp.OF_ANY
        taken = FollowUp.kinds_of(self.letter) if answers else FollowUp.kinds_on(self.letter)
        choice_field(self, "kind").choices = chosen([each for each in CAME if each[0] in {*taken, *FollowUp.OF_ANY}])

    def clean_came_at(self) -> spans.Span:
        words = _("Nothing can have come back before the letter was issued.")
        return not_before_issue(self.cleaned_data["came_at"], self.letter, words)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not (cleaned["text"].strip() or cleaned["number"].strip()):
            self.add_error("text", _("Say what came, or by which number."))
        if cleaned.get("wished_at") and cleaned.get("kind") not in (None, FollowUp.Kind.WISH):
            self.add_error("wished_at", NO_DAY)
        return cleaned


def _when(said: FollowUp) -> str:
    return said_so(said.received)


class KeepForm(ReadsBack, SeenForm):
    """It was done: when; of what a letter asked for: what shows that."""

    reads_back = ("kept",)

    kept = kept_field()
    shown_by = forms.ModelChoiceField(
        label=_("Shown by"),
        queryset=FollowUp.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        help_text=WHEN_IT_COUNTS,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.on.case_letter is None:
            del self.fields["shown_by"]
        else:
            del self.fields["kept"]
            offer(self, "shown_by", shown_on(self.on.case_letter), _shown_as)

    def clean_kept(self) -> spans.Span:
        return kept_in_case(self.cleaned_data["kept"], self.on.incident)


class KeepSeveralForm(SeenForm):
    """Which points of a letter were done, and what shows that of all of them. None is ticked to begin with: each is judged."""

    points = SeveralRows(label=_("What was done"), queryset=Commitment.objects.none())
    shown_by = forms.ModelChoiceField(
        label=_("Shown by"),
        queryset=FollowUp.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        help_text=WHEN_IT_COUNTS,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "points", open_points(self.on), lambda owed: owed.what)
        offer(self, "shown_by", shown_on(self.on), _shown_as)

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("points", "shown_by")}


def _shown_as(said: FollowUp) -> str:
    return f"{said.label}, {_when(said)}: {said.text[:160]}"


class PostponeForm(ReadsBack, SeenForm):
    """Until when what is outstanding may be done, and why."""

    ways = STAFF_WAYS
    reads_back = ("due_at",)

    due_at = Moment(
        label=_("New due"),
        help_text=_("Day, month, year, hour.minute in WIB: 14 December 2026 16.00. At the most a year more."),
    )
    reason = forms.CharField(label=_("Reason"), widget=area(3), max_length=2000, help_text=_("The body reads it."))

    def clean_due_at(self) -> datetime:
        return not_none(_within_more_time(self.on, self.cleaned_data["due_at"]))


def _within_more_time(letter: CaseLetter, until: datetime | None) -> datetime | None:
    """`until`, where more time until then may be given for what `letter` asks for."""
    try:
        if until:
            check_more_time(letter, until, timezone.now())
    except DomainError as refusal:
        raise ValidationError(gettext(refusal.message) % refusal.facts) from None
    return until
