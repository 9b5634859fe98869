"""Forms of one sitting in which several bodies are asked: whom, what all letters say, what each body is asked."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import Agency, Involvement
from ..plain.answer_values import Asked
from .cases import involved_in
from .clarifications import LetterForm, WrittenQuestions, question_forms
from .fields import SeveralRows, offer
from .recipients import ChoosesRecipients
from .unlisted_bodies import BringsBody, picked_as

MOST_AT_ONCE = 100  # letters drafted by one press


class AddBodyForm(BringsBody):
    """A body that is brought into the case from the page of its letter: one on file, or one that is named here."""

    instead_of = "other"

    other = forms.ModelChoiceField(label=_("From the directory"), queryset=Agency.objects.none(), required=False)
    body_role = forms.ChoiceField(label=_("Role in the case"), choices=Involvement.AgencyRole.choices, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._needs_one = True
        others = Agency.objects.present().with_names()
        offer(self, "other", others.exclude(pk__in=involved_in(self.on).values("pk")), picked_as)

    @property
    def role(self) -> str:
        return self.cleaned_data["body_role"] or Involvement.AgencyRole.CONTROLLER


class FanOutForm(ChoosesRecipients, AddBodyForm, LetterForm):
    """New requests: one for each agency chosen, with the same words and questions to begin with. A body that is named but
    not added to the list yet is asked as well."""

    agencies = SeveralRows(label=_("Agencies"), queryset=Agency.objects.none())

    one_of_both = True
    FACTS: tuple[str, ...] = LetterForm.FACTS

    def __init__(self, *args: Any, bodies: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._needs_one = False  # those chosen in the list are enough: see clean()
        offer(self, "agencies", involved_in(self.on), picked_as)
        self.fields["agencies"].required = False
        self.offer_recipients(bodies, tells_ppdp=True)

    @property
    def named_one(self) -> bool:
        """Whether a body is named beside those chosen in the list."""
        return bool(self.cleaned_data.get("body_name") or self.cleaned_data.get("other"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = list(cleaned.get("agencies") or ())
        if not chosen and not self.named_one and "agencies" not in self.errors and not self["body_name"].value():
            self.add_error("agencies", _("Choose an agency, or add the one that is not in the list."))
        if len(chosen) > MOST_AT_ONCE:
            fault = ValidationError(_("At most %(most)d letters at once. Leave the others for the next press."))
            fault.params = {"most": MOST_AT_ONCE}
            self.add_error("agencies", fault)
        return cleaned


class _NewQuestions(WrittenQuestions):
    """The questions of a letter that is not on record yet: of those shown none has to stay, an emptied one is not asked."""

    def initial_form_count(self) -> int:
        return super().initial_form_count() if self.is_bound else 0

    def total_form_count(self) -> int:
        return super().total_form_count() if self.is_bound else len(self.initial or ())


NewQuestions = question_forms(_NewQuestions)


def beginning(rows: Iterable[Asked | Mapping[str, Any]], prefix: str) -> Any:
    """NewQuestions shown before anything is judged: no row of them is called wrong."""
    return NewQuestions(initial=[row._asdict() if isinstance(row, Asked) else dict(row) for row in rows], prefix=prefix)
