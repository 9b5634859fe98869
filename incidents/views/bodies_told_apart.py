"""Pages of bodies that may have been entered twice: the pairs, and what is said of one that is none."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from ..actions import bodies_told_apart as verbs
from ..forms import EndForm
from ..forms.agencies import TellApartForm
from ..models import Agency, ToldApart
from ..reports import doubles_of_bodies
from ..workflow import Action
from .base import SignedIn, page_of, require
from .deed_page import RegisterDeed

NAMES = ("agency__names", "other__names")


def possible_doubles(request: SignedIn) -> HttpResponse:
    """Bodies that may have been entered twice, each pair with the way to make them one or to say that they are two."""
    require(request, Action.MERGE_AGENCY)
    told = ToldApart.objects.standing().select_related("agency", "other", "told_by").order_by("-pk")
    context = {"page": page_of(request, doubles_of_bodies.pairs()), "told_apart": told.prefetch_related(*NAMES)}
    return render(request, "incidents/agencies/possible_doubles.html", context)


class _OfPairs(RegisterDeed):
    """Back to the pairs."""

    back = "incidents:possible_doubles"

    def get_success_url(self) -> str:
        return reverse(self.back)


class _CompareAgain(_OfPairs):
    def perform(self, form: Any, **approved: str) -> ToldApart:
        return verbs.compare_again(self.on, by=self.request.user, reason=form.cleaned_data["reason"])


tell_bodies_apart = _OfPairs.page(
    Action.TELL_BODIES_APART,
    verbs.tell_bodies_apart,
    TellApartForm,
    model=Agency,
    prefilled={"other": None},
    lead=gettext_lazy("The two leave the list of possible doubles. Both stay as they are."),
)
compare_again = _CompareAgain.page(
    Action.COMPARE_AGAIN,
    None,
    EndForm,
    model=ToldApart,
    only={"revoked_at": None},
    lead=lambda told: f"{told.agency.name} · {told.other.name}: {told.why}",
)
