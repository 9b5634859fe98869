"""To whom a new letter of the case goes: bodies of the case, others of the directory, and one that is named here.

A letter gives nobody a part in the case: whoever it is referred to has done nothing in it. A closed case, too, is referred.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models import Agency
from .case_letters import CaseLetterForm
from .cases import agencies, involved_in
from .fields import SeveralRows, choice_field, offer
from .recipients import PREFIX
from .unlisted_bodies import BringsBody, picked_as

MOST_FOUND = 20


class NewCaseLetterForm(BringsBody, CaseLetterForm):
    """A new letter of one kind. Those of the case are offered; `look_for` adds others of the directory to the list."""

    instead_of, one_of_both = "agencies", False
    APART = ("agencies", "joint", "look_for", "another")

    agencies = SeveralRows(label=_("Agencies"), queryset=Agency.objects.none())
    look_for = forms.CharField(
        label=_("Another body of the directory"),
        max_length=100,
        required=False,
        help_text=_("Part of its name. It gets this letter, and no part in the case."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Whichever body of the directory is ticked is a choice; shown are those of the case, and those looked for.
        offer(self, "agencies", agencies(), picked_as)
        found = {agency.pk: agency for agency in self.addressees()}
        shown = sorted(found.values(), key=lambda agency: (agency.pk not in self.of_case, agency.pk not in self.ticked))
        choice_field(self, "agencies").choices = [(agency.pk, self._offered_as(agency)) for agency in shown]

    @cached_property
    def of_case(self) -> set[int]:
        """Who plays a part in it."""
        return set(involved_in(self.on).values_list("pk", flat=True))

    @cached_property
    def ticked(self) -> set[int]:
        typed = self["agencies"].value() or []
        return {int(key) for key in map(str, typed) if key.isdecimal() and len(key) < len(str(2**63))}

    @cached_property
    def found(self) -> list[int]:
        """Those of the directory that `look_for` names, one more than are shown where there are more."""
        if not (words := str(self["look_for"].value() or "").strip()):
            return []
        there = Agency.objects.present().called(words).exclude(pk__in=self.of_case)
        return list(dict.fromkeys(there.values_list("pk", flat=True)))[: MOST_FOUND + 1]

    @property
    def looked_in_vain(self) -> bool:
        return bool(self["look_for"].value()) and not self.found

    @property
    def found_too_many(self) -> bool:
        return len(self.found) > MOST_FOUND

    def addressees(self) -> QuerySet[Agency]:
        return agencies().filter(pk__in={*self.of_case, *self.ticked, *self.found[:MOST_FOUND]})

    def how_many(self, cleaned: dict[str, Any]) -> int:
        return super().how_many(cleaned) + bool(cleaned.get("body_name"))

    def _offered_as(self, agency: Agency) -> str:
        words, apart = picked_as(agency), gettext("no part in this case")
        return words if agency.pk in self.of_case else f"{words} · {apart}"

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """What the letter says: every field but those that choose whom it goes to."""
        return [
            field for field in self if field.name not in self.APART and not field.name.startswith((PREFIX, "body_"))
        ]

    @classmethod
    def as_typed(cls, data: Any, *, initial: Mapping[str, Any], **kwargs: Any) -> "NewCaseLetterForm":
        """The form as it was typed, before anything of it is judged."""
        several = forms.CheckboxSelectMultiple
        typed = {
            name: field.widget.value_from_datadict(data, MultiValueDict(), name)
            for name, field in cls(initial=initial, **kwargs).fields.items()
            if name in data or isinstance(field.widget, several)
        }
        return cls(initial={**initial, **typed}, **kwargs)
