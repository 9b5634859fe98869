"""What an administrator types of dated rules: a clock rule, and the days off of a year."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models import ClockRule, WorkCalendar
from ..models.rules import LONGEST_BASIS
from ..models.work_calendar import years_off
from ..plain import periods
from .base import SaysWhy, SuccessorForm
from .fields import Choice, area, choice_field, chosen
from .moments import Day, in_words
from .previewed import Previewed

# Whose clocks run by a rule: what the administrator chooses instead of its code.
FOLLOWED = {
    "clarification": _("Answers to requests for clarification: every letter follows it"),
    "breach_notice": _("The controller's notice of a breach (Art. 46): every duty follows it"),
}
ANOTHER = "another"  # a text that has no rule here yet
LONGEST_CODE = 60


def _names() -> list[Choice]:
    """The rules by which clocks run, then those that are only told beside, each by its latest text."""
    beside = ClockRule.objects.exclude(code__in=ClockRule.COUNTED).order_by("effective_from", "pk")
    told = {rule.code: f"{rule.legal_basis}: {rule.applies_to}" for rule in beside}
    return chosen(
        [
            (_("A clock runs by it"), list(FOLLOWED.items())),
            (_("Told beside, no clock runs by it"), [*told.items(), (ANOTHER, _("Another text"))]),
        ]
    )


class ClockRuleForm(Previewed, SaysWhy):
    """One clock rule, read back before it is enacted. What no clock could obey the verb refuses, in words at this form."""

    model = ClockRule
    reads_back = ("effective_from",)

    code = forms.ChoiceField(
        label=_("Rule"), help_text=_("The rule of the same name that holds until then ends that day.")
    )
    applies_to = forms.CharField(label=_("Who owes it to whom"), max_length=200)
    legal_basis = forms.CharField(
        label=_("Legal basis"),
        max_length=LONGEST_BASIS,
        widget=area(3),
        help_text=_("Each provision after the full title of what it stands in; several are parted by semicolons."),
    )
    start_event = forms.ChoiceField(label=_("Starts with"), choices=chosen(ClockRule.Start.choices))
    length = forms.IntegerField(label=_("Length"), min_value=1, max_value=periods.LONGEST, required=False)
    unit = forms.ChoiceField(label=_("Unit of length"), choices=chosen(ClockRule.Unit.choices))
    effective_from = Day(label=_("In force from"), help_text=_("A day, today or later: 16-01-2027, 16 January 2027."))
    needs_contact = forms.BooleanField(label=_("The notice names a contact person"), required=False)
    verified = forms.BooleanField(label=_("I have read the text in the gazette"), required=False)
    note = forms.CharField(label=_("Note"), widget=area(2), max_length=1000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "code").choices = _names()

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        if facts["code"] == ANOTHER:
            facts["code"] = slugify(facts["legal_basis"])[:LONGEST_CODE] or ANOTHER
        return facts

    def read_as(self, cleaned: dict[str, Any], typed: dict[str, Any]) -> dict[str, list[str]]:
        """From when on what follows the rule, and that nothing does."""
        period = f"{cleaned['length'] or '–'} {dict(ClockRule.Unit.choices)[cleaned['unit']]}"
        words = {"day": in_words(cleaned["effective_from"]), "period": period}
        if cleaned["code"] in FOLLOWED:
            said = [f"{FOLLOWED[cleaned['code']]}.", gettext("From %(day)s on: %(period)s.") % words]
        else:
            said = [
                gettext("From %(day)s on: %(period)s.") % words,
                gettext("No clock runs by this rule, nothing follows it: it is only told beside."),
            ]
        if not cleaned["verified"]:
            said.append(gettext("Nobody has read the text in the gazette, and the page of rules will say so."))
        return {"effective_from": said}


class WorkCalendarForm(Previewed, SuccessorForm):
    """The days off of one year, as the joint decree has them, one a line, typed or pasted from its table. What would change
    is read back first."""

    LINE = _("One day a line: 8 March 2027: its name. A table may be pasted.")
    LISTS = ("holidays", "joint_leave")
    ESTIMATE = "perkiraan"  # how the package marks a day that the moon decides

    holidays = forms.CharField(label=_("National holidays"), widget=area(18), max_length=4000, help_text=LINE)
    joint_leave = forms.CharField(
        label=_("Joint leave"), widget=area(10), max_length=4000, required=False, help_text=LINE
    )
    basis = forms.CharField(
        label=_("Joint decree"), max_length=300, help_text=_("Its number and date, as they stand on it.")
    )

    def _read(self, name: str, text: str) -> dict[date, str]:
        """The days of one list; every line that is none is said at once."""
        days, wrong = periods.read_table(text, self.on)
        for line in wrong:
            fault = gettext("This line is not a day of %(year)s with a name, or names a day twice: %(line)s")
            self.add_error(name, ValidationError(fault % {"year": self.on, "line": line}))
        return days

    def clean_holidays(self) -> str:
        return periods.write(self._read("holidays", self.cleaned_data["holidays"]))

    def clean_joint_leave(self) -> str:
        return periods.write(self._read("joint_leave", self.cleaned_data["joint_leave"]))

    def version(self) -> tuple[WorkCalendar, WorkCalendar | None]:
        lists = {name: self.cleaned_data[name] for name in self.LISTS}
        return WorkCalendar(year=self.on, **lists), WorkCalendar.objects.in_force(timezone.now(), self.on)

    def read_as(self, cleaned: dict[str, Any], typed: dict[str, Any]) -> dict[str, list[str]]:
        """Which days would become working days, which days off, and which of them nobody has decreed yet: beside what was
        confirmed last and, whatever that lacked, beside what the package knows of the year."""
        after = {day: name for each in self.LISTS for day, name in periods.read(cleaned[each]).items()}
        stood = years_off(timezone.now())(self.on).days
        before = {**periods.published(self.on).days, **stood}
        told = (
            (_("No longer days off, counted as working days: %(days)s."), [d for d in before if d not in after]),
            (_("New days off: %(days)s."), [d for d in after if d not in stood]),
            (_("Still an estimate: %(days)s."), [d for d, name in after.items() if self.ESTIMATE in name.lower()]),
        )
        names = {**before, **after}
        said = [
            str(words) % {"days": "; ".join(f"{in_words(day)}, {names[day]}" for day in sorted(days))}
            for words, days in told
            if days
        ]
        return {"holidays": said} if said else {}
