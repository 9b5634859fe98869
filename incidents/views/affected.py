"""The bodies that a case affects: the list, pages of taking in and putting right, and letters to those chosen."""

from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..actions import affected as verbs
from ..forms import AffectedListForm, AmendAffectedForm, ChooseAffectedForm, Guarded
from ..forms.affected import STATES
from ..models import AffectedBody
from ..workflow import STAFF, Action, Role
from .base import SignedIn, done, page_of, require, require_role, visible_case
from .buttons import buttons_of
from .deed_page import CaseDeed


def affected(request: SignedIn, reference: str) -> HttpResponse:
    """Every body that the case affects, by name; how many are in which state."""
    require_role(request, *STAFF, Role.AUDITOR)
    case = visible_case(request, reference)
    rows = case.affected.select_related("agency", "incident").prefetch_related("agency__names")
    chosen = {name: value for name in ("q", "state") if (value := request.GET.get(name, "").strip()[:100])}
    shown = rows.filter(name__icontains=chosen["q"]) if "q" in chosen else rows
    shown = shown.filter(state=chosen["state"]) if chosen.get("state") in dict(STATES) else shown
    counts = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    context = {
        "incident": case,
        "tab": "affected",
        "now": timezone.now(),
        "page": page_of(request, shown.order_by("name", "pk")),
        "counts": [(label, counts.get(value, 0)) for value, label in STATES],
        "total": sum(counts.values()),
        "states": STATES,
        "chosen": chosen,
        "query": urlencode(chosen),
        "buttons": buttons_of(case, request.user),
    }
    return render(request, "incidents/affected/list.html", context)


class _ListAffected(CaseDeed):
    back = "incidents:affected"

    def perform(self, form: Guarded, **approved: str) -> Any:
        counts = verbs.list_affected(self.on, by=self.request.user, bodies=cast(AffectedListForm, form).bodies)
        told = {name: counts[name] for name in ("new", "changed", "same")}
        messages.info(self.request, _("New: %(new)d, changed: %(changed)d, the same: %(same)d.") % told)
        return counts


list_affected = _ListAffected.page(Action.LIST_AFFECTED, None, AffectedListForm)
amend_affected = CaseDeed.page(
    Action.AMEND_AFFECTED,
    verbs.amend_affected,
    AmendAffectedForm,
    model=AffectedBody,
    back="incidents:affected",
    begins=lambda row: {name: getattr(row, name) for name in ("state", "data", "note")} | {"agency": row.agency_id},
    amends=True,
    lead=lambda row: row.name,
)


@require_POST
def involve_affected(request: SignedIn, reference: str) -> HttpResponse:
    """Those chosen become parts of the case; the page of a new request opens with all of them ticked."""
    require(request, Action.INVOLVE)
    case = visible_case(request, reference)
    form = ChooseAffectedForm(request.POST, on=case, user=request.user)
    if not form.is_valid():
        messages.warning(request, _("No body was chosen."))
        return redirect("incidents:affected", reference=case.reference)
    bodies = verbs.involve_affected(case, by=request.user, rows=form.cleaned_data["rows"])
    done(request, Action.INVOLVE)
    chosen = urlencode([("agency", body.pk) for body in bodies])
    return redirect(f"{reverse('incidents:draft', args=[case.reference])}?{chosen}")
