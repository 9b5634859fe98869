"""What is asked of letters that went out outside the product, as the file has them."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from ..actions import past_case_columns, past_letters
from ..models import Agency, PastLetter
from ..models.arrival import Sending
from ..models.cited import key_of
from ..models.past_letters import past_kinds
from ..plain import letter_kinds, spans
from ..plain.cited import key
from ..plain.not_none import not_none
from ..plain.spans import Span
from .cases import STAFF_WAYS, agencies, involved_in
from .fields import LONG_TEXT, Choice, When, area, choice_field, chosen, offer
from .moments import ReadsBack
from .outside_portal import WithScan
from .unlisted_bodies import picked_as

# Which of the letters that ask do so again: of one before, where that is entered.
AGAIN = tuple(code for code in letter_kinds.ASKING if code != letter_kinds.CLARIFICATION_REQUEST.code)


class AsWritten(When):
    """A day that a letter names, which may still lie ahead."""

    def check(self, span: Span) -> None:
        """Whenever it is."""


class PastLetterForm(ReadsBack, WithScan):
    """A letter that went out on paper or by mail, as it was written. One dated after its case had ended is asked about, if it is none that
    tells of the end."""

    ways = STAFF_WAYS
    paper, number_in, came, signed = _("Letter from the record"), "number", "dated", ("source",)
    found_about: PastLetter | None = None  # where nobody named it

    kind = forms.ChoiceField(label=_("Kind"), choices=chosen(past_kinds()))
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
        help_text=_("Those of this case stand first. Whoever is only written to has no part in it."),
    )
    office = forms.CharField(label=_("Office addressed"), max_length=200, required=False)
    channel = forms.ChoiceField(label=_("Channel"), choices=chosen(Sending.Channel.choices))
    subject = forms.CharField(label=_("Subject of the letter"), max_length=200, required=False)
    asked = forms.CharField(
        label=_("What it asked"),
        widget=area(4),
        required=False,
        max_length=LONG_TEXT,
        help_text=_("One question a line."),
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
        help_text=_(
            "The day, or the day and hour, that the letter set; of more time granted, the new one. A day lasts to its end. Empty: it set "
            "none."
        ),
    )
    follows = forms.ModelChoiceField(
        label=_("Next letter after"),
        queryset=PastLetter.objects.none(),
        required=False,
        help_text=_(
            "The letter that had not been answered; of more time granted, or a withdrawal, the letter that it is about."
        ),
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
        self.own = self.on.pk if isinstance(self.on, PastLetter) else 0
        self._offer_bodies()
        before = PastLetter.objects.filter(incident=self.case).exclude(pk=self.own)
        offer(self, "follows", before, lambda letter: f"{letter} ({letter.agency.short_name})")

    def _offer_bodies(self) -> None:
        """Every body of the directory, those of the case first: an old case, too, was referred to whoever had no part in it."""
        offer(self, "agency", agencies(), picked_as)
        of_case = set(involved_in(self.case).values_list("pk", flat=True))
        of_this: list[Choice] = []
        others: list[Choice] = []
        for agency in agencies():
            (of_this if agency.pk in of_case else others).append((agency.pk, picked_as(agency)))
        groups = ((gettext("Of this case"), of_this), (gettext("Others of the directory"), others))
        choice_field(self, "agency").choices = chosen([(head, rows) for head, rows in groups if rows])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        dated, due, before = cleaned.get("dated"), cleaned.get("due"), cleaned.get("follows")
        if dated and due and due.end <= dated.start:
            self.add_error("due", _("This lies before the date of the letter."))
        if before and cleaned.get("agency") and not before.agency.becomes(cleaned["agency"]):
            self.add_error("follows", _("That letter went to another agency."))
        if before and dated and dated.end <= before.dated_at:
            self.add_error("dated", _("This lies before the letter that it follows."))
        self._find_what_it_is_about(cleaned)
        if self._is_double(cleaned):
            self.add_error("number", _("This letter to this agency is entered already."))
        elif past_letters.is_on_the_register(self.case, cleaned.get("number", "")):
            self.add_error("number", gettext(past_letters.OnTheRegister.message) % {"number": cleaned["number"]})
        return cleaned

    def _find_what_it_is_about(self, cleaned: dict[str, Any]) -> None:
        """More time that names no letter would move nothing: it is read as of the only one that it can be about, and asked about where
        there are several."""
        kind, agency, dated = (cleaned.get(name) for name in ("kind", "agency", "dated"))
        if not (kind and agency and dated) or self.errors:
            return
        if before := cleaned.get("follows"):
            letter = PastLetter(kind=kind, number=cleaned.get("number", ""))
            try:
                past_letters.check_speaks(letter, before)
            except past_letters.SpeaksOfNone as refusal:
                self.add_error("follows", gettext(refusal.message) % refusal.facts)
            return
        meant = past_letters.may_speak_of(self.case, kind, agency, dated, self.own)
        if len(meant) > 1:
            self.add_error("follows", _("Choose the letter that it is about: several may be meant."))
        elif meant:
            cleaned["follows"] = self.found_about = meant[0]

    def read_as(self, cleaned: dict[str, Any], typed: dict[str, Any]) -> dict[str, list[str]]:
        found = after_the_end(self, "dated", cleaned["dated"], "letter_dated", cleaned["kind"])
        if self.found_about:
            words = gettext("Read as about %(letter)s, the only one that it can be about.")
            found["follows"] = [words % {"letter": self.found_about}]
        elif cleaned["kind"] in AGAIN and self._could_follow(cleaned):
            words = gettext("It follows none of the letters entered: each then waits for an answer of its own.")
            found["follows"] = [words]
        return found

    def _could_follow(self, cleaned: dict[str, Any]) -> bool:
        """Whether it names no letter before it though one to the same body is entered that asked. A row that stands is not asked anew."""
        agency, touched = cleaned.get("agency"), {"kind", "agency", "follows"} & set(self.changed_data)
        if cleaned.get("follows") or not (agency and touched):
            return False
        return bool(
            past_letters.may_speak_of(self.case, letter_kinds.EXTENSION.code, agency, cleaned["dated"], self.own)
        )

    def _is_double(self, cleaned: dict[str, Any]) -> bool:
        if not cleaned.get("number") or not cleaned.get("agency"):
            return False
        to_it = PastLetter.objects.filter(incident=self.case, agency=cleaned["agency"]).alias(cited=key_of("number"))
        same = to_it.filter(cited=key(cleaned["number"]))
        return same.exclude(pk=self.own).exists()


def after_the_end(form: WithScan, name: str, when: Span, column: str, kind: str) -> dict[str, list[str]]:
    """What is asked of a paper of after the end of its case, typed in the field `name`, where papers on a letter of `kind` lie before."""
    case, lies_before = form.case, column in past_case_columns.before_the_end(kind)
    ended = case.ended if case.past else case.closed_at and spans.to_the_second(case.closed_at)
    if not ended or not lies_before or name not in form.changed_data or when.start < ended.end:
        return {}
    words = gettext("The case was closed before it: %(when)s.")
    return {name: [words % {"when": spans.in_words(ended, not_none(get_language()))}]}
