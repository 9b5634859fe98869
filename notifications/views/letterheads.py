"""The letterhead of a unit, who signs for it and how its letters are numbered: the next one, shown on an invented letter."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents.actions import people
from incidents.forms import Guarded, UnitForm
from incidents.letters import emblems, letterheads, wordings
from incidents.models import Unit
from incidents.plain import clocks, letter_kinds
from incidents.plain.not_none import not_none
from incidents.views.base import SignedIn, bytes_of, require_role
from incidents.views.deed_page import Head, RegisterDeed
from incidents.workflow import STAFF, Action, Role

from ..letters import specimen


def emblem(request: SignedIn, pk: int) -> HttpResponse:
    """The emblem of a letterhead, as its letters bear it: drawn here from its points, so it is shown as it is."""
    require_role(request, *STAFF, Role.AUDITOR, Role.ADMINISTRATOR)
    unit = get_object_or_404(Unit.objects.select_related("emblem"), pk=pk, emblem__isnull=False)
    with bytes_of(not_none(unit.emblem)) as file:
        return HttpResponse(file.read(), content_type="image/png")


class _Register(RegisterDeed):
    """`follows` in the address is the row whose facts the form begins with; without it the unit is new."""

    back = "notifications:templates"
    above = ("notifications/letterheads/preview.html",)

    def get_object(self, **address: Any) -> Any:
        follows = self.request.GET.get("follows", "")
        return get_object_or_404(Unit, pk=int(follows)) if follows.isdecimal() else None

    def get_initial(self) -> dict[str, Any]:
        return UnitForm.opening(self.on)

    def perform(self, form: Guarded, **approved: str) -> Unit:
        return people.register_unit(by=self.request.user, **form.facts())

    def label(self) -> str:
        return _("Change letterhead") if self.on else super().label()

    def head(self) -> Head:
        crumbs = [(_("Letters: letterhead, wording and signature"), reverse(self.back))]
        sentence = _("A letter keeps the letterhead it was issued under, and its number.")
        return Head(self.label(), self.label(), str(self.on or ""), crumbs=crumbs, sentence=sentence)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found = super().get_context_data(**context)
        form = found["form"]
        shown = _example(form.cleaned_data, self.on) if form.is_bound and form.only_asks else None
        return found | {"letter_content": shown}


def _example(unit: dict[str, Any], before: Unit | None) -> dict[str, Any]:
    """The content of an invented letter under the letterhead that was typed, with the emblem that was chosen or that stays."""
    kind = letter_kinds.CLARIFICATION_REQUEST
    return specimen.content(kind) | {
        "wording": wordings.on(kind.code, clocks.day(timezone.now())).frozen(),
        **letterheads.said(unit),
        **_emblem(unit, before),
        "signatory_office": unit["signatory_office"],
    }


def _emblem(unit: dict[str, Any], before: Unit | None) -> dict[str, str]:
    if unit["picture"]:
        return {"picture": emblems.as_address(unit["picture"])}
    return emblems.of(before) if before and not unit.get("bare") else {}


register_unit = _Register.page(Action.REGISTER_UNIT, None, UnitForm)
