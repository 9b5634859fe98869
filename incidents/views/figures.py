"""How agencies answered in a period: on screen, as a chart with its table, and as a sheet to hand on."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from ..forms.figures import period_of
from ..models import Export
from ..reports import figures as reckoning
from ..reports import past_figures as drawn_up
from ..reports import xlsx_of_pages
from ..workflow import STAFF, Role
from .base import SignedIn, require_role
from .exporting import Outgoing, Taken, take_out


def performance(request: SignedIn) -> HttpResponse:
    """The fair figures of each agency; what was taken out stands beside them."""
    require_role(request, *STAFF, Role.AUDITOR)
    form, first, last = period_of(request.GET)
    if not form.is_valid():
        return render(request, "incidents/figures/show.html", {"form": form, "which": reckoning.WHICH})
    now = timezone.now()
    past = form.cleaned_data["past"]
    rows, everybody = drawn_up.by_agency(request.user, first, last, now, past=past)
    context = {"form": form, "rows": rows, "all": everybody, "first": first, "last": last, "now": now}
    context |= {"which": drawn_up.which(request.user, first, last, past=past), "how_counted": reckoning.HOW_COUNTED}
    context["query"] = f"first={first.isoformat()}&last={last.isoformat()}{'&past=on' if past else ''}"
    return render(request, "incidents/figures/show.html", context)


def performance_sheet(request: SignedIn) -> HttpResponse:
    """The same figures as XLSX, once it is said what for."""
    require_role(request, *STAFF, Role.AUDITOR)
    form, first, last = period_of(request.GET)
    if not form.is_valid():
        return redirect(f"{reverse('incidents:performance')}?{request.GET.urlencode()}")
    past = form.cleaned_data["past"]

    def make() -> Taken:
        now = timezone.now()
        rows, everybody = drawn_up.by_agency(request.user, first, last, now, past=past)
        which = drawn_up.which(request.user, first, last, past=past)
        book = xlsx_of_pages.performance(rows, everybody, first, last, which=which, now=now, past=past)
        return Taken(f"kinerja-{first.isoformat()}-{last.isoformat()}.xlsx", xlsx_of_pages.XLSX, book, len(rows))

    return take_out(request, outgoing(request, "XLSX", first, last), make)


def outgoing(request: SignedIn, form: str, first: date, last: date) -> Outgoing:
    """The figures of these days as something that leaves."""
    back = f"{reverse('incidents:performance')}?{request.GET.urlencode()}"
    return Outgoing(Export.Kind.FIGURES, form, back, f"{first.isoformat()} – {last.isoformat()}")
