"""What an administrator types of the dated rules beside the clocks: steps of the ladder, question sets, categories of data,
sanction regimes. Each follows a row that holds, whose words it begins with, or is the first of its name.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..actions.rule_withdrawals import column
from ..models import DataCategory, Incident, Involvement, LadderRung, QuestionSet, RetentionRule, SanctionRegime
from ..models.retention import LONGEST
from ..models.rules import LONGEST_BASIS
from ..plain import clocks, letter_kinds, periods, provisions
from . import question_lines, untouched
from .base import SaysWhy
from .fields import Choice, Several, area, choice_field, chosen
from .moments import Day, ReadsBack, in_words
from .on_paper import OnPaper
from .previewed import Previewed

LONGEST_LIST = 12_000


def _folded(words: str) -> str:
    """`words` as one name, however its letters and blanks are typed."""
    return " ".join(words.split()).casefold()


class NextRule(ReadsBack, SaysWhy):
    """A rule as it is from a day on. `on` is the row that it follows; None where it is the first of its name."""

    model: Any  # whose row is enacted
    named_after = ""  # the field whose words name a rule that is the first of its name
    reads_back = ("effective_from",)

    effective_from = Day(label=_("In force from"), help_text=_("A day, today or later: 16-01-2027, 16 January 2027."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(
            [name for name in self.fields if name not in ("effective_from", "reason")] + ["effective_from"]
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.on and not self.errors and not self._otherwise and self._holds:
            raise ValidationError(_("Nothing in it is other than it holds already."))
        if not self.on and self.named_after and self._is_taken(cleaned.get(self.named_after)):
            self.add_error(self.named_after, _("One of this name is there. Open it and enact what follows it."))
        return cleaned

    @classmethod
    def opening(cls, on: Any) -> dict[str, Any]:
        """What the form begins with: the words of the row that it follows. Whether somebody has read the new text is asked anew."""
        if on is None:
            return {}
        names = cls.base_fields.keys() - {"effective_from", "read_back", "reason", "verified"}
        return {name: getattr(on, name) for name in names}

    @property
    def _holds(self) -> bool:
        """Whether what it follows holds on; what ended may begin again as it was."""
        end = column(self.on, "to")
        return not end or getattr(self.on, end) is None or getattr(self.on, end) > clocks.day(timezone.now())

    @property
    def _otherwise(self) -> list[str]:
        """The fields that say something else than the row that it follows."""
        alike = untouched.fields(self) | {"effective_from", "read_back", "reason"}
        return [name for name in self.fields if name not in alike]

    def _is_taken(self, words: str | None) -> bool:
        """Whether a rule is called so, whatever code it has: what is shipped has codes that nobody typed."""
        if not words:
            return False
        rows = self.model._default_manager
        called = {_folded(name) for name in rows.values_list(self.named_after, flat=True)}
        return _folded(words) in called or bool(rows.filter(code=self.code_of(words)).exists())

    def code_of(self, words: str) -> str:
        """The name that the product keeps for a rule that people call `words`."""
        longest: int = self.model._meta.get_field("code").max_length or 0
        return slugify(words)[:longest].strip("-") or self.model._meta.model_name or ""

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        code = self.on.code if self.on else self.code_of(facts[self.named_after])
        return {"code": code} | facts

    def read_as(self, cleaned: dict[str, Any], typed: dict[str, Any]) -> dict[str, list[str]]:
        """From when on, what will be otherwise, and what of today's it ends."""
        said = [gettext("From %(day)s on.") % {"day": in_words(cleaned["effective_from"])}]
        if self.on:
            what = "; ".join(str(self.fields[name].label) for name in self._otherwise)
            said.append(gettext("Otherwise than in the row before it: %(what)s.") % {"what": what})
        if cleaned.get("verified") is False:
            said.append(gettext("Nobody has read the text in the gazette, and the page of rules will say so."))
        return {"effective_from": said}


class PreviewedRule(Previewed, NextRule):
    """One that shows what it would change."""


def _kinds_of_letter() -> list[Choice]:
    """The letters that ask again: each is worded by its own row under Letters."""
    asks_again = [kind for kind in letter_kinds.TABLE if kind.asks and kind != letter_kinds.CLARIFICATION_REQUEST]
    return [(kind.code, _(kind.label)) for kind in asks_again]


class RungForm(OnPaper, PreviewedRule):
    """A step of the ladder. What is drafted already keeps the step it was drafted by."""

    model = LadderRung
    printed = ("subject", "title")

    title = forms.CharField(label=_("Title"), max_length=80)
    code = forms.ChoiceField(label=_("Letter"), help_text=_("By which wording it is written: see Letters."))
    subject = forms.CharField(label=_("Subject of the letter"), max_length=160)
    after_hours = forms.IntegerField(
        label=_("Hours after the due of the letter before"), min_value=0, max_value=periods.LONGEST
    )
    meets = forms.BooleanField(label=_("Names a meeting"), required=False)
    notice = forms.IntegerField(
        label=_("Notice before a meeting"), min_value=1, max_value=periods.LONGEST, required=False
    )
    notice_unit = forms.ChoiceField(
        label=_("Unit of the notice"), choices=LadderRung._meta.get_field("notice_unit").choices or ()
    )
    legal_basis = forms.CharField(
        label=_("Legal basis"),
        max_length=LONGEST_BASIS,
        widget=area(3),
        help_text=_("Each provision after the full title of what it stands in; several are parted by semicolons."),
    )
    verified = forms.BooleanField(label=_("I have read the text in the gazette"), required=False)
    note = forms.CharField(label=_("Note"), widget=area(2), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "code").choices = chosen(_kinds_of_letter())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("notice") and not cleaned.get("meets"):
            self.add_error("notice", _("This step names no meeting, so nobody is given notice of one."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """The step that follows another is that step; a new one is the next after those that hold on its first day."""
        last = LadderRung.objects.on(self.cleaned_data["effective_from"]).order_by("number").last()
        number = self.on.number if self.on else (last.number if last else 1) + 1
        return {**self.cleaned_data, "number": number}


class CategoryForm(PreviewedRule):
    """A category of data of Art. 4, or a kind below one."""

    model = DataCategory
    named_after = "name"

    name = forms.CharField(label=_("Name"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind"), choices=chosen(DataCategory.Kind.choices))
    article = forms.CharField(label=_("Article"), max_length=120)
    note = forms.CharField(label=_("Note"), widget=area(2), max_length=300, required=False)


def lines_of(text: str) -> list[str]:
    """What stands on the lines of `text`, each once."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


class RetentionForm(PreviewedRule):
    """How long which content is kept after the end of a case or of a complaint, and who says so."""

    model = RetentionRule
    named_after = "name"

    name = forms.CharField(label=_("Name"), max_length=160)
    content = forms.ChoiceField(label=_("What is kept so long"), choices=chosen(RetentionRule.Content.choices))
    years = forms.IntegerField(label=_("Years after the end"), min_value=1, max_value=LONGEST)
    basis = forms.CharField(label=_("Source, with its article"), max_length=300)
    verified = forms.BooleanField(label=_("Somebody read it in its source"), required=False)
    note = forms.CharField(label=_("Note"), widget=area(2), max_length=300, required=False)


class RegimeForm(PreviewedRule):
    """Who may impose which measures by which law."""

    model = SanctionRegime
    named_after = "name"

    name = forms.CharField(label=_("Name"), max_length=160)
    basis = forms.CharField(label=_("Legal basis"), max_length=200)
    imposed_by = forms.CharField(label=_("Imposed by"), max_length=160)
    measures = forms.CharField(label=_("Measures, one a line"), widget=area(6), max_length=LONGEST_LIST)
    fines = forms.CharField(
        label=_("Which of them are fines, one a line"), widget=area(2), max_length=LONGEST_LIST, required=False
    )
    reprimands = forms.CharField(
        label=_("Which of them are reprimands, one a line"),
        widget=area(2),
        max_length=LONGEST_LIST,
        required=False,
        help_text=_("By which a case may be closed as reprimanded."),
    )
    reprimand_basis = forms.CharField(
        label=_("What a letter of reprimand cites, one provision a line"),
        widget=area(2),
        max_length=LONGEST_BASIS,
        required=False,
        help_text=_(
            "Each after the full title of what it stands in, as in legal bases. Empty: the ministry gives no reprimand by this regime."
        ),
    )
    provisions = forms.CharField(
        label=_("Provisions whose violation it sanctions, one regulation a line"),
        widget=area(6),
        max_length=LONGEST_LIST,
        required=False,
        help_text=_(
            "As its law lists them: Pasal 14 ayat (1) dan ayat (5), Pasal 24 Peraturan Pemerintah Nomor 71 Tahun 2019. What is part of one counts "
            "with it. A line “peraturan perundang-undangan lain, kecuali …” stands for every regulation that no line names. A reprimand by "
            "this regime names no other provision."
        ),
    )
    note = forms.CharField(label=_("Note"), widget=area(3), max_length=1000, required=False)

    AMONG_THEM = ("fines", "reprimands")
    LISTS = ("measures", *AMONG_THEM, "reprimand_basis", "provisions")

    @classmethod
    def opening(cls, on: Any) -> dict[str, Any]:
        stands = super().opening(on)
        return stands | {name: "\n".join(stands[name]) for name in cls.LISTS if stands}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        measures = lines_of(cleaned.get("measures") or "")
        for name in self.AMONG_THEM if "measures" not in self.errors else ():
            if unknown := [each for each in lines_of(cleaned.get(name) or "") if each not in measures]:
                words = _("This is none of the measures above: %(what)s")
                self.add_error(name, ValidationError(words, params={"what": "; ".join(unknown)}))
        listed = lines_of(cleaned.get("provisions") or "")
        if unread := [each for each in listed if not provisions.is_line_of_list(each)]:
            words = _("This names no articles of one regulation with its kind, number and year: %(what)s")
            self.add_error("provisions", ValidationError(words, params={"what": "; ".join(unread)}))
        if cleaned.get("reprimand_basis") and not listed and "provisions" not in self.errors:
            self.add_error("provisions", _("Say for the violation of which provisions a letter reprimands."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        return facts | {name: lines_of(facts[name]) for name in self.LISTS}


class QuestionSetForm(OnPaper, PreviewedRule):
    """The questions that a request begins with, for some kinds of failure and some parts that a body plays."""

    model = QuestionSet
    named_after = "title"
    printed = ("questions",)

    title = forms.CharField(label=_("Title"), max_length=160)
    failures = Several(
        label=_("Kinds of failure"), choices=Incident.Failure.choices, help_text=_("None: for every kind.")
    )
    roles = Several(
        label=_("Parts in the case"), choices=Involvement.AgencyRole.choices, help_text=_("None: for every part.")
    )
    questions = forms.CharField(
        label=_("Questions, one a line"),
        widget=area(18),
        max_length=LONGEST_LIST,
        help_text=question_lines.HELP,
    )
    legal_basis = forms.CharField(label=_("Legal basis"), max_length=300)
    note = forms.CharField(label=_("Note"), widget=area(2), max_length=300, required=False)

    @classmethod
    def opening(cls, on: Any) -> dict[str, Any]:
        stands = super().opening(on)
        return stands | ({"questions": question_lines.written(stands["questions"])} if stands else {})

    def clean_questions(self) -> str:
        """The lines as they were typed; every one that is no question is named."""
        text: str = self.cleaned_data["questions"]
        question_lines.check(text)
        return text

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        return facts | {"questions": question_lines.read(facts["questions"])}
