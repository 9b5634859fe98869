"""What an administrator types of dated rules: a clock rule, and the days off of a year."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import ClockRule
from ..plain import periods
from .base import Guarded, SuccessorForm, area, chosen
from .moments import Day


class ClockRuleForm(Guarded):
    """One clock rule. What no clock could obey the verb refuses, in words that stand at this form."""

    code = forms.SlugField(
        label=_("Code"), max_length=60, help_text=_("The rule of the same code that holds until then ends that day.")
    )
    applies_to = forms.CharField(label=_("Who owes it to whom"), max_length=200)
    legal_basis = forms.CharField(label=_("Legal basis"), max_length=300)
    start_event = forms.ChoiceField(label=_("Starts with"), choices=chosen(ClockRule.Start.choices))
    length = forms.IntegerField(label=_("Length"), min_value=1, max_value=periods.LONGEST, required=False)
    unit = forms.ChoiceField(label=_("Unit of length"), choices=chosen(ClockRule.Unit.choices))
    effective_from = Day(label=_("In force from"), help_text=_("A day, today or later: 16-01-2027, 16 January 2027."))
    needs_contact = forms.BooleanField(label=_("The notice names a contact person"), required=False)
    verified = forms.BooleanField(label=_("I have read the text in the gazette"), required=False)
    note = forms.CharField(label=_("Note"), widget=area(2), max_length=1000, required=False)


class WorkCalendarForm(SuccessorForm):
    """The days off of one year, as the joint decree has them, one a line."""

    LINE = _("One day a line: 8 March 2027: its name.")

    holidays = forms.CharField(
        label=_("National holidays, one a line"), widget=area(18), max_length=4000, help_text=LINE
    )
    joint_leave = forms.CharField(
        label=_("Joint leave, one a line"), widget=area(10), max_length=4000, required=False, help_text=LINE
    )
    basis = forms.CharField(
        label=_("Joint decree"), max_length=300, help_text=_("Its number and date, as they stand on it.")
    )
