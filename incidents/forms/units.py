"""What an administrator types of a unit of the ministry: its letterhead, who signs, how its letters are numbered."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models import Unit
from ..plain import clocks, letter_numbers
from .enacting import NextRule
from .moments import in_words
from .on_paper import OnPaper

OWN = ("letter_code", "classification", "number_template")  # of a number, what is the unit's own


class UnitForm(OnPaper, NextRule):
    """A unit as it stands on its letters from a day on. `on` is the row that it follows; None for a unit that is new."""

    model = Unit
    named_after = "name"
    printed = ("ministry", "name", "address", "place", "signatory_office")

    ministry = forms.CharField(label=_("Ministry"), max_length=200)
    name = forms.CharField(label=_("Name"), max_length=200)
    address = forms.CharField(
        label=_("Address"), max_length=300, help_text=_("As it stands under the name: street, telephone, site.")
    )
    place = forms.CharField(label=_("Place"), max_length=80, help_text=_("Where its letters are dated."))
    signatory_office = forms.CharField(label=_("Signing office"), max_length=200)
    letter_code = forms.CharField(label=_("Code in letter numbers"), max_length=40)
    classification = forms.CharField(label=_("Archive classification"), max_length=40)
    number_template = forms.CharField(
        label=_("Number template"),
        max_length=120,
        help_text=_("Filled in are {security} {n} {unit} {classification} {MM} {YYYY}; nothing else is."),
    )

    def clean_effective_from(self) -> Any:
        day = self.cleaned_data["effective_from"]
        if day < clocks.day(timezone.now()):
            raise ValidationError(_("A letterhead holds for letters still to come: choose today or a later day."))
        return day

    def clean_number_template(self) -> str:
        template: str = self.cleaned_data["number_template"]
        if odd := letter_numbers.odd(template):
            raise ValidationError(_("This is filled in nowhere: %(odd)s"), params={"odd": " ".join(odd)})
        if missing := letter_numbers.missing(template):
            raise ValidationError(
                _("Without %(missing)s letters would bear the same number."), params={"missing": " ".join(missing)}
            )
        return template

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if set(OWN) <= cleaned.keys() and (other := self._numbered_alike(cleaned)):
            fault = _("%(unit)s numbers its letters in the same way: they would bear the same numbers.")
            self.add_error("number_template", ValidationError(fault, params={"unit": other}))
        return cleaned

    def _numbered_alike(self, cleaned: dict[str, Any]) -> Unit | None:
        """Another unit, now or to come, whose letters would bear the same numbers."""
        mine, day = example(cleaned), clocks.day(timezone.now())
        others = Unit.objects.exclude(code=self.on.code if self.on else "").exclude(valid_to__lte=day)
        return next((each for each in others if example({name: getattr(each, name) for name in OWN}) == mine), None)

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        return facts | {"valid_from": facts.pop("effective_from")}

    def read_as(self, cleaned: dict[str, Any], typed: dict[str, Any]) -> dict[str, list[str]]:
        """How its letters will be numbered; the letterhead itself is shown beside."""
        words = {"day": in_words(cleaned["effective_from"]), "number": example(cleaned)}
        return {"effective_from": [gettext("From %(day)s on its letters are numbered like %(number)s.") % words]}


def example(unit: dict[str, Any]) -> str:
    """The number of an ordinary first letter of today by the template and codes in `unit`."""
    parts = {"unit": unit["letter_code"], "classification": unit["classification"]}
    day = clocks.day(timezone.now())
    return letter_numbers.number(unit["number_template"], security="B", n=1, day=day, parts=parts)
