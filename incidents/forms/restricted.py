"""What is asked where a case is restricted to named people, and where a supervisor opens one for which they were not named."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import User
from ..plain.not_none import not_none
from ..workflow import Role
from .base import ReasonForm, SaysWhy
from .fields import offer


class RestrictForm(ReasonForm):
    """One supervisor at least knows of the case from then on: where none would, one is named."""

    supervisor = forms.ModelChoiceField(
        label=_("Supervisor who is named for it"),
        queryset=User.objects.none(),
        help_text=_("Decides on its letters and may lift the restriction: without one nobody would."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.now()
        serve = User.objects.appointed(Role.SUPERVISOR, now)
        named = self.on.admissions.in_force(now).values("user")
        own = [not_none(self.user).pk, self.on.owner_id]
        if self.on.restricted or serve.filter(Q(pk__in=own) | Q(pk__in=named)).exists():
            del self.fields["supervisor"]
        else:
            offer(self, "supervisor", serve.distinct().order_by("name"))
            self.order_fields(["supervisor"])


class OpenRestrictedForm(SaysWhy):
    reference = forms.CharField(label=_("Number of the case"), max_length=40)
