"""What the form of a reprimand offers and refuses: a sanction regime, provisions whose violation it sanctions, findings of the case."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from ..actions import reprimand_grounds
from ..actions.letter_content import lines
from ..models import Incident
from ..plain.letter_kinds import VIOLATED, Wanted
from .fields import Several, chosen


def regime_field(case: Incident, wanted: Wanted) -> forms.ChoiceField:
    """By which regime of the day of the breach the ministry reprimands, each with its own word for that."""
    offered = [(each.name, f"{each.name}: {each.written_reprimand}") for each in reprimand_grounds.regimes_for(case)]
    none = _("By no sanction regime of the day of the breach does the ministry reprimand.")
    return forms.ChoiceField(
        label=translated(wanted.label), help_text=translated(wanted.help) if offered else none, choices=chosen(offered)
    )


def findings_field(case: Incident, wanted: Wanted) -> Several | None:
    """Those that stand, to tick; None where there is none."""
    standing = [(each.label, f"{each.label} {each.text[:90]}") for each in case.findings.all()]
    if not standing:
        return None
    ticks = Several(label=translated(wanted.label), choices=standing, help_text=_("One at least."))
    ticks.required = True
    return ticks


def help_on(case: Incident, wanted: Wanted) -> str:
    """The help of its kind; where provisions are typed, with those that each regime sanctions."""
    regimes = reprimand_grounds.regimes_for(case) if wanted.name == VIOLATED else []
    listed = [f"{each.name}: {'; '.join(each.provisions)}." for each in regimes]
    return " ".join(filter(None, [translated(wanted.help) if wanted.help else "", *listed]))


def faults(case: Incident, regime: str, violated: str) -> list[ValidationError]:
    """What speaks against these provisions, one a line, under the regime of this name."""
    chosen_one = next(each for each in reprimand_grounds.regimes_for(case) if each.name == regime)
    found = reprimand_grounds.faults(case, chosen_one, lines(violated))
    return [ValidationError(translated(why.message), params=why.facts) for why in found]
