"""Forms by which cases pass to another officer: for good, or while somebody is away."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import User
from ..workflow import Role
from .base import Guarded, SeenForm
from .fields import offer
from .moments import Moment, ReadsBack


def officers(without: int) -> QuerySet[User]:
    """Who serves as an officer now, all but one."""
    return User.objects.appointed(Role.OFFICER, timezone.now()).exclude(pk=without).order_by("name")


class AssignForm(SeenForm):
    """To whom one case goes, or all of a person's (`on`)."""

    to = forms.ModelChoiceField(label=_("To whom"), queryset=User.objects.none())
    reason = forms.CharField(label=_("Reason"), max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_officers(self, "to", self.on.pk if isinstance(self.on, User) else self.on.owner_id)
        if isinstance(self.on, User):
            del self.fields["seen"]


class AssignUnseenForm(AssignForm):
    """To whom a case goes that whoever hands it over may not know of: its version is one that nobody saw."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["seen"]


class DeputizeForm(ReadsBack, Guarded):
    reads_back = ("valid_from", "valid_to")

    deputy = forms.ModelChoiceField(label=_("Deputy"), queryset=User.objects.none())
    valid_from = Moment(label=_("Away from"), required=False, help_text=_("Empty means now. 29 November 2026 14.28."))
    valid_to = Moment(label=_("Away until"))
    why = forms.CharField(label=_("Why"), max_length=300, help_text=_("Leave, duty travel, training."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_officers(self, "deputy", self.on.pk)

    def clean_valid_from(self):
        return self.cleaned_data["valid_from"] or timezone.now()

    def clean(self):
        cleaned = super().clean()
        begins, ends = cleaned.get("valid_from"), cleaned.get("valid_to")
        if ends and ends <= timezone.now():
            self.add_error("valid_to", _("This lies in the past."))
        elif begins and ends and ends <= begins:
            self.add_error("valid_to", _("This lies before the absence begins."))
        return cleaned


def _with_unit(person: User) -> str:
    return f"{person.name} · {person.unit.name}" if person.unit else person.name


def _offer_officers(form: forms.BaseForm, name: str, without: int) -> None:
    """Offer the other officers in the field `name`; where there are none, the field says so and what would bring some."""
    others = officers(without)
    offer(form, name, others, _with_unit)
    if not others.exists():
        form.fields[name].help_text = _(
            "Nobody else serves as an officer now. An administrator appoints somebody first."
        )
