"""What is asked about an attempt at contact with an actor."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import ActorContact, KnownActor
from .actors import picked_as, with_a_part
from .base import Guarded
from .cases import STAFF_WAYS
from .fields import When, area, chosen, offer


class ActorContactForm(Guarded):
    """Who tried to reach whom, on which way, when, and what came of it. A handle is fine, a telephone number is not."""

    ways = STAFF_WAYS

    actor = forms.ModelChoiceField(
        label=_("Actor"), queryset=KnownActor.objects.none(), help_text=_("Of those that have a part in this case.")
    )
    side = forms.ChoiceField(label=_("Tried by"), choices=chosen(ActorContact.Side.choices))
    who = forms.CharField(
        label=_("Who exactly"), max_length=200, required=False, help_text=_("Name or office, as far as it is told.")
    )
    channel = forms.ChoiceField(label=_("On which way"), choices=chosen(ActorContact.Channel.choices))
    tried = When(label=_("Tried"))
    outcome = forms.ChoiceField(label=_("What came of it"), choices=chosen(ActorContact.Outcome.choices))
    text = forms.CharField(label=_("What was said"), widget=area(3), max_length=2000, required=False)
    source = forms.CharField(label=_("Source"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "actor", with_a_part(self.case, self.on), picked_as)
