"""What is asked of a body that answers in the portal: each question, and who sends the answers."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import DataCategory
from ..plain import answer_values, clocks, numbers, units
from ..plain.answer_values import Kind
from .base import FromAgency, Guarded, SeenForm
from .fields import LONG_TEXT, SeveralRows, Uploads, When, area
from .on_paper import OnPaper
from .translations import language_field

YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class WholeNumber(forms.CharField):
    """A count typed as people write it: 204.807.203 or 204,8 juta. Cleans to an int, or None when left empty."""

    def prepare_value(self, value):
        return numbers.exact(value) if isinstance(value, int) else value

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            written = numbers.read(text)
        except ValueError:
            written = numbers.Written(Decimal("NaN"))
        amount, people = written.amount, written.unit and units.unit_of(written.unit) == units.unit_of("orang")
        # The answer keeps a bare count: what it counts, or that it is about right, would be lost.
        if amount != amount.to_integral_value() or written.about or (written.unit and not people):
            raise ValidationError(
                _("“%(text)s” is not a number. Write 252, 204.807.203 or 204,8 juta."), params={"text": text[:40]}
            )
        return int(amount)


class AnswerForm(Guarded):
    """As `FromAgency`, question by question; nothing is sent with it.

    `stands` identifies the draft that was read, so that a colleague's later words are not written over.
    """

    ways, file_ways, kinds = FromAgency.ways, FromAgency.file_ways, FromAgency.kinds

    stands = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    text = forms.CharField(label=_("Answer"), widget=area(8), required=False, max_length=LONG_TEXT)
    files = Uploads(label=_("Files"), required=False, id="files")  # type: ignore[assignment]  # a field, which Django takes off the class

    def __init__(self, *args, question, **kwargs):
        super().__init__(*args, **kwargs)
        self.question, self.on = question, question.request
        field = self._value_field()
        if field:
            self.fields["value"] = field
            self.order_fields(["stands", "value", "text"])
            self.fields["text"].label = _("Reason") if question.kind == Kind.YES_NO else _("Explanation")
            self.fields["text"].widget.attrs["rows"] = 5

    def _value_field(self):
        if self.question.kind == Kind.NUMBER:
            return WholeNumber(
                label=_("How many"), required=False, max_length=40, help_text=_("Empty while not known.")
            )
        if self.question.kind == Kind.INSTANT:
            return When(label=_("When"), required=False)
        if self.question.kind == Kind.YES_NO:
            return forms.ChoiceField(label=_("Yes or no"), choices=YES_NO, widget=forms.RadioSelect, required=False)
        if self.question.kind == Kind.CATEGORIES:
            day = clocks.day(self.question.request.issued_at)
            rows = DataCategory.objects.on(day).order_by("pk")
            return SeveralRows(label=_("Kinds of data"), queryset=rows, required=False)
        return None

    @staticmethod
    def initial_of(question, draft):
        """What the form begins with: the draft as it stands, or nothing."""
        if draft is None:
            return {"stands": ""}
        value = draft.value
        if question.kind == Kind.INSTANT:
            value = answer_values.read_span(value)
        if question.kind == Kind.CATEGORIES:
            value = list(DataCategory.objects.filter(code__in=[v["code"] for v in value or []]))
        return {"stands": draft.words, "text": draft.text, "value": value}

    def answered(self):
        """What was answered beside the words, as JSON keeps it; None when nothing was."""
        value = self.cleaned_data.get("value")
        if self.question.kind == Kind.INSTANT:
            return answer_values.keep_span(value)
        if self.question.kind == Kind.CATEGORIES:
            return [{"code": row.code, "name": row.name} for row in value or []] or None
        return None if value == "" else value


class SendForm(OnPaper, SeenForm):
    """Who answers for the agency; `drafts` identifies what they checked."""

    printed = ("name", "office")  # on the receipt

    drafts = forms.CharField(widget=forms.HiddenInput, max_length=64)
    language = language_field()
    name = forms.CharField(label=_("Name of the person who answers"), max_length=200)
    office = forms.CharField(label=_("Position"), max_length=200)
    declaration = forms.BooleanField(
        label=_("I declare that this answer is true to the agency's present knowledge and that I may give it."),
        error_messages={"required": _("Tick the declaration to send.")},
    )

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        facts = {name: data[name] for name in ("seen", "name", "office", "language")}
        return facts | {"seen_drafts": data["drafts"]}
