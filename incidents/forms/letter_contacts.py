"""Whom a letter names to turn to: as its letterhead says, or one of the unit's people, chosen for this letter."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import Incident, User
from ..workflow import STAFF
from .fields import offer
from .letter_copies import TakesCopies


class NamesContact(TakesCopies):
    """A letter's form, new (on its case) or as it stands."""

    contact_person = forms.ModelChoiceField(
        label=_("Contact person of this letter"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("as the letterhead says"),
        help_text=_(
            "Whom its readers turn to, with the e-mail address known here. Receipts and mails about it say the same."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.user.unit if isinstance(self.on, Incident) and self.user else getattr(self.on, "unit", None)
        if unit is None:
            return
        people = User.objects.none()
        for role in STAFF:
            people = people | User.objects.appointed(role, timezone.now(), unit__code=unit.code)
        offer(self, "contact_person", people.distinct().order_by("name"), lambda each: f"{each.name}, {each.email}")

    def contact_as_typed(self) -> User | None:
        """Before anything of the form is judged."""
        try:
            chosen: User | None = self.fields["contact_person"].clean(self["contact_person"].value())
        except ValidationError:
            return None
        return chosen
