"""Forms of the assertion ledger."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.db.models import DecimalField
from django.utils.translation import gettext_lazy as _

from ..actions.assertions import Claim
from ..models import Agency, Assertion, Evidence
from ..models.assertions import BOUNDS, PAYMENTS, TOPICS
from ..models.record import choices
from ..plain import numbers, units
from ..plain.assertion_weighing import COUNTS, FREE_UNPAID, PAID, PRICED, Bound, Topic
from ..plain.not_none import not_none
from ..workflow import AssertionStatus
from .base import Guarded, SeenForm
from .cases import STAFF_WAYS
from .fields import When, area, offer
from .typed_figures import NOT_ZERO, Figure
from .unlisted_bodies import picked_as

UNITS = {
    Topic.SUBJECTS: "orang",
    Topic.RECORDS: "baris",
    Topic.SERVICES: "layanan",
    Topic.BODIES: "instansi",
    Topic.DOCUMENTS: "dokumen",
    Topic.LINKS: "tautan",
}
MEASURED = {Topic.VOLUME: _("Name the measure: GB, TB."), Topic.DOWNTIME: _("Name the measure: hours, days.")}


def _places(column: str) -> int:
    """The decimals that a column of an assertion keeps."""
    return not_none(cast(DecimalField, Assertion._meta.get_field(column)).decimal_places)


class ClaimForm(Guarded):
    ways = STAFF_WAYS

    topic = forms.ChoiceField(label=_("About"), choices=TOPICS)
    statement = forms.CharField(
        label=_("What is said"), widget=area(3), max_length=2000, help_text=_("In the speaker's own sense.")
    )
    amount = Figure(
        label=_("Figure"),
        places=_places("amount"),
        free=True,
        required=False,
        max_length=40,
        help_text=_("Only if one was named. Given away: write free."),
    )
    amount_to = Figure(
        label=_("Figure, up to"),
        places=_places("amount_to"),
        required=False,
        max_length=40,
        help_text=_("Only of a range: 190 million to 200 million."),
    )
    out_of = Figure(
        label=_("Out of how many"),
        places=_places("out_of"),
        required=False,
        max_length=40,
        help_text=_("Only of a part of a whole that is named as well."),
    )
    bound = forms.ChoiceField(label=_("Reading"), choices=BOUNDS, required=False)
    unit = forms.CharField(
        label=_("Unit of the figure"), max_length=30, required=False, help_text=_("People, rows, BTC, Rp per BTC …")
    )
    worth = Figure(
        label=_("Worth that day, in rupiah"),
        places=_places("worth"),
        required=False,
        max_length=40,
        help_text=_("Of a price in another currency."),
    )
    worth_source = forms.CharField(label=_("Where the rate is from"), max_length=200, required=False)
    payment = forms.ChoiceField(
        label=_("Whether it was paid"),
        choices=[("", _("Nothing is said of that")), *PAYMENTS],
        required=False,
        help_text=_("Of a price or a ransom, with or without a figure."),
    )
    corrects = forms.ModelChoiceField(
        label=_("Follows and corrects"),
        queryset=Assertion.objects.none(),
        required=False,
        help_text=_("An earlier word of the same speaker that this one takes the place of."),
    )
    said_by = forms.CharField(label=_("Who says so"), max_length=200)
    agency = forms.ModelChoiceField(label=_("On behalf of"), queryset=Agency.objects.none(), required=False)
    reported_by = forms.CharField(
        label=_("Reported by"),
        max_length=200,
        required=False,
        help_text=_("Who tells of it, when the speaker was not heard directly: an account, a paper."),
    )
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("Address, document or meeting, and the place in it.")
    )
    said = When(
        label=_("Said"),
        required=False,
        help_text=_("27-11-2023 22.10, 27-11-2023, November 2023. Empty: nobody tells when."),
    )
    dated = When(label=_("Date of the data"), required=False, help_text=_("The day that the data themselves carry."))
    evidence = forms.ModelChoiceField(label=_("Evidence"), queryset=Evidence.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", Agency.objects.to_pick(), picked_as)
        offer(self, "evidence", self.case.evidence.all(), evidence_words)
        others = self.case.assertions.all()
        offer(self, "corrects", others.exclude(pk=self.on.pk) if isinstance(self.on, Assertion) else others, _words)

    def facts(self) -> dict[str, Any]:
        return {"what": Claim(**self.cleaned_data)}

    def clean_bound(self):
        return self.cleaned_data["bound"] or Bound.EXACTLY

    def clean(self):
        cleaned = super().clean()
        low = cleaned.get("amount")
        self._take_apart(cleaned)
        self._check_free(cleaned)
        topic, amount = cleaned.get("topic"), cleaned.get("amount")
        if topic == Topic.DENIAL and amount is not None:
            self.add_error("amount", _("A denial names no figure: no figure, not zero."))
        if topic in PAID and amount and not cleaned.get("unit"):
            self.add_error("unit", _("Name the currency."))
        if topic == Topic.RATE and cleaned.get("unit") and not units.rate(cleaned["unit"])[1]:
            self.add_error("unit", _("Name both currencies: Rp per BTC. A rate of another one is another figure."))
        if topic in MEASURED and amount is not None and not cleaned.get("unit"):
            self.add_error("unit", MEASURED[topic])
        self._check_range(cleaned, low)
        self._check_whole(cleaned)
        self._check_worth(cleaned)
        if cleaned.get("payment") and topic not in PRICED:
            self.add_error("payment", _("Only what is asked for or demanded is paid or not."))
        self._check_speaker(cleaned)
        if topic in UNITS and amount is not None and not cleaned.get("unit"):
            cleaned["unit"] = UNITS[topic]
        return cleaned

    def _check_free(self, cleaned: dict[str, Any]) -> None:
        """Only what has a price is given away, and then there is nothing more to say of it: nought rupiah are nought dollars."""
        if cleaned.get("amount") != 0:
            return
        cleaned["unit"] = ""
        if cleaned.get("topic") not in PRICED:
            self.add_error("amount", NOT_ZERO)
        if cleaned.get("bound", Bound.EXACTLY) != Bound.EXACTLY:
            self.add_error("bound", _("What is free is exactly so."))
        if cleaned.get("amount_to") is not None:
            self.add_error(
                "amount_to", _("What is free has no range. Another word says what it cost before, or elsewhere.")
            )
        if cleaned.get("payment", "") not in (*FREE_UNPAID, ""):
            self.add_error("payment", _("What is free is not paid."))

    def _check_range(self, cleaned: dict[str, Any], lower: numbers.Written | None) -> None:
        """Its upper end is written in the unit of the lower one, and lies above it. `190 to 200 juta` is asked about: it may
        mean 190 juta, and 190."""
        written, low = cleaned.get("amount_to"), cleaned.get("amount")
        if written is None:
            return
        cleaned["amount_to"] = written.amount
        if written.unit and units.unit_of(written.unit) != units.unit_of(cleaned.get("unit", "")):
            self.add_error("amount_to", _("The figure is written with another unit. Name one of them."))
        elif written.sized and lower and not lower.sized and lower.amount < 1000:
            self.add_error(
                "amount",
                _("Write both ends alike: %(low)s juta and %(high)s juta, or both in digits alone.")
                % {"low": numbers.exact(lower.amount), "high": numbers.exact(written.amount / 10**6)},
            )
        elif "amount" not in self.errors and (low is None or written.amount <= low):
            self.add_error("amount_to", _("A range goes from the lower figure up to the higher one."))

    def _check_whole(self, cleaned: dict[str, Any]) -> None:
        """The whole is counted in the unit of the part, and is no less."""
        whole, part = cleaned.get("out_of"), cleaned.get("amount_to") or cleaned.get("amount")
        if whole is None:
            return
        topic = cleaned.get("topic", "")
        unit = cleaned.get("unit") or UNITS.get(topic, "")
        cleaned["out_of"] = whole.amount
        if topic not in COUNTS:
            self.add_error("out_of", _("Only of what is counted a whole is named."))
        elif part is None:
            self.add_error("amount", _("Say how many of them."))
        elif whole.unit and unit and units.unit_of(whole.unit) != units.unit_of(unit):
            self.add_error("out_of", _("The figure is written with another unit. Name one of them."))
        elif whole.amount < part:
            self.add_error("out_of", _("A part is no more than its whole."))
        else:
            cleaned["unit"] = unit or whole.unit

    def _check_worth(self, cleaned: dict[str, Any]) -> None:
        written = cleaned.get("worth")
        if written is None:
            if cleaned.get("worth_source") and "worth" not in self.errors:
                self.add_error("worth", _("A rate says what a price was worth: write its worth that day."))
            return
        cleaned["worth"] = written.amount
        if cleaned.get("topic") not in PRICED or not cleaned.get("amount"):
            self.add_error("worth", _("Only a price has a worth that day."))
        elif written.unit and units.unit_of(written.unit).key != "IDR":
            self.add_error("worth", _("Write it in rupiah."))
        elif not _is_worth_of(written.amount, cleaned["amount"], cleaned.get("amount_to"), cleaned.get("unit", "")):
            self.add_error("worth", _("The price is in rupiah: it is its own worth. Leave this empty."))

    def _check_speaker(self, cleaned: dict[str, Any]) -> None:
        """Nobody corrects somebody else: two speakers contradict each other."""
        earlier = cleaned.get("corrects")
        if earlier is None:
            return
        if earlier.said_by.casefold() != str(cleaned.get("said_by", "")).casefold() or earlier.topic != cleaned.get(
            "topic"
        ):
            self.add_error("corrects", _("This is the word of another speaker, or about something else."))

    def _take_apart(self, cleaned: dict[str, Any]) -> None:
        """A figure typed with its unit, or as "about", says both; a unit beside it must be the same."""
        written = cleaned.get("amount")
        if written is None:
            return
        cleaned["amount"], typed = written.amount, cleaned.get("unit", "")
        # A rate is typed as Rp571.559.477, per BTC.
        whole, money = units.unit_of(typed), units.unit_of(units.rate(typed)[0])
        if written.unit and typed and units.unit_of(written.unit) not in (whole, money):
            self.add_error("unit", _("The figure is written with another unit. Name one of them."))
        cleaned["unit"] = typed or written.unit
        if written.about and cleaned.get("bound") == Bound.EXACTLY:
            cleaned["bound"] = Bound.ABOUT


def _is_worth_of(worth: Decimal, amount: Decimal, amount_to: Decimal | None, unit: str) -> bool:
    """False where a price in rupiah would be worth other than itself."""
    money = units.unit_of(unit)
    return money.key != "IDR" or amount * money.factor <= worth <= (amount_to or amount) * money.factor


def evidence_words(row):
    return f"{row.label} {row.in_lists[:60]}"


class AssessForm(SeenForm):
    ways = STAFF_WAYS

    status = forms.ChoiceField(label=_("State"), choices=choices(AssertionStatus))
    reason = forms.CharField(label=_("Grounds"), widget=area(3), max_length=2000)
    evidence = forms.ModelChoiceField(label=_("Evidence"), queryset=Evidence.objects.none(), required=False)
    document = forms.CharField(label=_("Or document or meeting"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "evidence", self.on.incident.evidence.all(), evidence_words)

    def clean(self):
        cleaned = super().clean()
        rests = cleaned.get("evidence") or cleaned.get("document")
        # they rest on nothing: that is what they say
        unproven = (AssertionStatus.CLAIMED, AssertionStatus.UNESTABLISHED)
        if cleaned.get("status") not in unproven and not rests:
            self.add_error("evidence", _("Name what this rests on: evidence of the case, a document or a meeting."))
        return cleaned


def _words(a: Assertion) -> str:
    return f"{a.label} · {a.said_by}: {a.statement[:80]}"
