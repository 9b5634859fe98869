"""What is asked about time: more of it, what is decided on that, and until when what is returned is to be completed."""

from datetime import datetime, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from ..actions import deadlines
from ..actions.from_outside import FromOutside
from ..errors import DomainError
from ..models import ClarificationRequest, Question
from ..plain.dates import instant_short
from ..plain.not_none import not_none
from ..plain.spans import Span
from ..workflow import QuestionStatus, RequestStatus
from .base import FromAgency, Guarded, SeenForm
from .cases import STAFF_WAYS
from .fields import area
from .moments import OTHER, Moment, Offered, ReadsBack
from .outside_portal import WithScan, came_while_asked, channel_field, received_field

HOURS_MORE = (24, 48, 72)
BEFORE_THE_LETTER = _("More time for a letter cannot have been asked for before it was issued.")
BEFORE_IT_WAS_ASKED = _("This lies before it was asked for.")


def counted_from(now: datetime, words: str) -> str:
    """What an offer says of itself where it counts from when its page was drawn: true still when the page has grown old."""
    since = instant_short(now, not_none(get_language()), seconds=True)
    return gettext("%(words)s, counted from %(since)s") % {"words": words, "since": since}


class SetsADue(Guarded):
    """Offers instants exact to the second, each in its words, beside another that is typed; either ends in `sets`."""

    sets = ""

    until = Offered(label=_("Until when"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(Offered, self.fields["until"])
        field.offer(self.offers(), chosen=self.data.get(self.add_prefix("until"), ""))
        self.fields[self.sets].required = False
        self.either = ("until", self.sets)
        self.order_fields(["until", self.sets])
        if not self.initial.get("until"):
            self.initial["until"] = next(iter(dict(cast("list[tuple[str, str]]", field.choices))))

    def offers(self) -> list[tuple[datetime, str]]:
        """[(instant, what it is)], what is likeliest first."""
        raise NotImplementedError

    def sets_one(self, cleaned: dict[str, Any]) -> bool:
        """Whether a due is set at all."""
        return True

    def check(self, instant: datetime) -> None:
        """Raises DomainError when the verb would refuse `instant`."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.sets_one(cleaned):
            return cleaned
        chosen, typed = cleaned.pop("until", ""), cleaned.get(self.sets)
        if chosen and chosen != OTHER:
            cleaned[self.sets] = typed = datetime.fromisoformat(chosen)
        if typed is None:
            if self.sets not in self.errors and "until" not in self.errors:
                self.add_error(self.sets, _("Choose until when, or type it."))
            return cleaned
        cleaned[self.sets] = typed.replace(microsecond=0)
        try:
            self.check(cleaned[self.sets])
        except DomainError as refusal:
            self.add_error(self.sets, gettext(refusal.message) % refusal.facts)
        return cleaned


class MoreTime(SetsADue):
    """So many hours after the present due, or after now when that has passed: 24 hours are 24 hours, to the second."""

    def offers(self) -> list[tuple[datetime, str]]:
        now = timezone.now().replace(microsecond=0)
        dues = [not_none(question.deadline).due_at for question in self.on.questions.filter(status=QuestionStatus.OPEN)]
        since = max([*dues, now])  # no question gets less than it says
        words = {n: gettext("%(n)d hours added") % {"n": n} for n in HOURS_MORE}
        if since == now:
            words = {n: counted_from(now, more) for n, more in words.items()}
        return [(since + timedelta(hours=n), more) for n, more in words.items()]

    def check(self, instant: datetime) -> None:
        deadlines.check_extension(self.on, instant, timezone.now())


class AskExtensionForm(ReadsBack, MoreTime, FromAgency):
    sets = "wished_at"
    reads_back = ("wished_at",)

    wished_at = Moment(label=_("Another instant"))
    reason = forms.CharField(label=_("Reason"), widget=area(4), max_length=4000)


class RecordWishForm(ReadsBack, MoreTime, WithScan, SeenForm):
    """More time that an agency asks for outside the portal: where that comes from, when it came, until when, and why. Where the letter asks
    nothing any more there is no due to count from: until when is typed as the paper has it, and nobody decides."""

    ways = STAFF_WAYS
    sets = "wished_at"
    reads_back = ("received_at", "wished_at")
    paper, number_in, came, signed = _("Request for more time"), "document", "received_at", ("who",)

    received_at = received_field()
    channel = channel_field()
    document = forms.CharField(label=_("Number and date of the document"), max_length=300)
    who = forms.CharField(label=_("Signed by"), max_length=200)
    wished_at = Moment(label=_("Another instant"))
    reason = forms.CharField(label=_("Reason that the agency gives"), widget=area(4), max_length=4000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["received_at", "channel", "document", "who", "until", "wished_at", "reason"])
        # The paper says until when: an offer that nobody chose would speak in its stead.
        self.initial.pop("until", None)
        if self.on.status != RequestStatus.OPEN:
            del self.fields["until"]
            self.fields["wished_at"].label, self.fields["wished_at"].required = _("Until when"), True
            self.either = ()

    def sets_one(self, cleaned: dict[str, Any]) -> bool:
        return "until" in self.fields

    def clean_received_at(self) -> Span:
        return came_while_asked(self.cleaned_data["received_at"], self.on, BEFORE_THE_LETTER)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        came, until = cleaned.get("received_at"), cleaned.get("wished_at")
        if came and until and until <= came.start and "wished_at" not in self.errors:
            self.add_error("wished_at", BEFORE_IT_WAS_ASKED)
        return cleaned

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        paper = FromOutside.of(data)
        return {name: data[name] for name in ("seen", "reason", "wished_at")} | {"paper": paper}


class CorrectWishForm(ReadsBack, WithScan, SeenForm):
    """What was typed of a wish from outside, beginning with what stands, and why it is put right. What was decided on it stays."""

    TYPED = ("received_at", "channel", "document", "who", "wished_at", "text", "evidence")

    ways = STAFF_WAYS
    reads_back = ("received_at", "wished_at")
    paper, number_in, came, signed = _("Request for more time"), "document", "received_at", ("who",)

    received_at = received_field()
    channel = channel_field()
    document = forms.CharField(label=_("Number and date of the document"), max_length=300)
    who = forms.CharField(label=_("Signed by"), max_length=200)
    wished_at = Moment(label=_("Until when"))
    text = forms.CharField(label=_("Reason that the agency gives"), widget=area(4), max_length=4000)
    reason = forms.CharField(label=_("Why is this corrected?"), max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "reason"])

    def clean_received_at(self) -> Span:
        return came_while_asked(self.cleaned_data["received_at"], self.on, BEFORE_THE_LETTER)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        came, until = cleaned.get("received_at"), cleaned.get("wished_at")
        if came and until and until <= came.start:
            self.add_error("wished_at", BEFORE_IT_WAS_ASKED)
        return cleaned

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*self.TYPED, "seen", "reason")}


class ExtendForm(MoreTime, SeenForm):
    """The letter that is shown first reads the new due back."""

    ways = STAFF_WAYS
    sets = "due_at"

    due_at = Moment(label=_("Another instant"))
    reason = forms.CharField(label=_("Reason"), widget=area(3), max_length=4000)

    def offers(self) -> list[tuple[datetime, str]]:
        wish = self.on.waiting_wish
        as_wished = gettext("as proposed") if wish and wish.is_proposal else gettext("as wished")
        wished = [(wish.wished_at, as_wished)] if wish and wish.wished_at > timezone.now() else []
        return [*wished, *super().offers()]


class WaitAgainForm(ReadsBack, MoreTime, SeenForm):
    """Until when what has no answer is waited for again; where everything has one, only why."""

    ways = STAFF_WAYS
    sets = "due_at"
    reads_back = ("due_at",)

    due_at = Moment(label=_("Another instant"))
    reason = forms.CharField(
        label=_("Reason"),
        widget=area(3),
        max_length=2000,
        help_text=_("The agency reads it beside the new due, where one is set."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.on.questions.filter(status=QuestionStatus.OPEN).exists():
            del self.fields["until"], self.fields["due_at"]

    def sets_one(self, cleaned: dict[str, Any]) -> bool:
        return "until" in self.fields


class ReturnForm(ReadsBack, SetsADue, SeenForm):
    """What is missing, question by question, and until when; an empty field leaves the question as it is."""

    ways = STAFF_WAYS
    sets = "due_at"
    reads_back = ("due_at",)

    due_at = Moment(label=_("Another instant"))
    reason = forms.CharField(label=_("Why it is returned"), widget=area(2), max_length=4000)

    def __init__(self, *args: Any, on: ClarificationRequest, **kwargs: Any) -> None:
        self.answered = list(on.questions.filter(status=QuestionStatus.ANSWERED).select_related("deadline"))
        super().__init__(*args, on=on, **kwargs)
        for question in self.answered:
            self.fields[f"q{question.pk}"] = forms.CharField(
                label=f"{question.number}. {question.heading}",
                help_text=_("What is missing?"),
                widget=area(2),
                max_length=2000,
                required=False,
            )
        self.either += tuple(f"q{question.pk}" for question in self.answered)

    def offers(self) -> list[tuple[datetime, str]]:
        """As long as the letter gave, or half of that; never less than the questions have already."""
        now = timezone.now().replace(microsecond=0)
        given = max((not_none(each.deadline).due_at for each in self.answered), default=now)
        latest = deadlines.last_return(self.on, given, now)
        half = max(given, now + (latest - now) / 2).replace(microsecond=0)
        found = [(latest, counted_from(now, gettext("as long as the letter gave")))] if latest > given else []
        return [*found, *([(half, counted_from(now, gettext("half as long")))] if given < half < latest else [])] or [
            (given, gettext("as it is"))
        ]

    def check(self, instant: datetime) -> None:
        deadlines.check_return(self.on, self.questions(), instant, timezone.now())

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.questions():
            raise ValidationError(_("Say for at least one question what is missing."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        facts = {name: self.cleaned_data[name] for name in ("seen", "reason", "due_at")}
        return facts | {"questions": self.questions()}

    def questions(self) -> dict[Question, str]:
        return {q: self.cleaned_data[f"q{q.pk}"] for q in self.answered if self.cleaned_data.get(f"q{q.pk}")}
