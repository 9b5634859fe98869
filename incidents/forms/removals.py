"""The form that proposes a removal under law: of what, by which law, why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..plain.online_names import key_of, named_in
from ..record.removal import scopes
from ..record.removal.scopes import Choice
from .base import Guarded
from .cases import STAFF_WAYS
from .complaints import NamesNobody
from .fields import area, chosen


class ProposeRemovalForm(Guarded):
    ways = STAFF_WAYS

    what = forms.ChoiceField(label=_("What is removed"))
    ground = forms.CharField(
        label=_("Legal ground, with its article"),
        widget=area(2),
        max_length=1000,
        help_text=_("Law, article and paragraph. It stands for ever in place of what is removed, as the reason does."),
    )
    reason = forms.CharField(
        label=_("Reason"), widget=area(3), max_length=2000, help_text=_("Repeat nothing of what is to be removed.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices: dict[str, Choice] = {each.scope: each for each in scopes.choices(self.on)}
        grouped: dict[str, list[tuple[str, str]]] = {}
        for each in self.choices.values():
            grouped.setdefault(each.heading, []).append((each.scope, each.words))
        self.fields["what"].choices = chosen(grouped.items())  # type: ignore[attr-defined]  # a ChoiceField's

    def facts(self) -> dict[str, Any]:
        typed = dict(self.cleaned_data)
        return {"choice": self.choices[typed.pop("what")], **typed}


class ProposeOfComplaintForm(NamesNobody, ProposeRemovalForm):
    """The same of a complaint behind no case: what stays in its place does not name who complained."""


class ProposeOfPersonForm(ProposeRemovalForm):
    """The same of who a natural person on the register of bodies is."""

    def clean(self) -> dict[str, Any]:
        cleaned, names = super().clean(), {key_of(name) for name in self.on.words}
        for field in ("ground", "reason"):
            if names & named_in(cleaned.get(field) or ""):
                self.add_error(field, _("This names the person. Leave the name out: it would stand here for ever."))
        return cleaned


class ProposeOfActorForm(ProposeRemovalForm):
    """The same of who an actor is: what stays in place of the name does not repeat it."""

    def clean(self) -> dict[str, Any]:
        cleaned, names = super().clean(), {key_of(name) for name in self.on.names}
        for field in ("ground", "reason"):
            if names & named_in(cleaned.get(field) or ""):
                self.add_error(field, _("This names the actor. Leave the name out: it would stand here for ever."))
        return cleaned
