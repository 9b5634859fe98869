"""How agencies answered in a period: on screen, as a chart with its table, and as a sheet to hand on."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from ..forms.figures import period_of
from ..models import AccessEntry
from ..record import access_log
from ..reports import figures as reckoning
from ..reports import past_figures as drawn_up
from ..reports import spreadsheets
from ..workflow import STAFF, Role
from .base import SignedIn, require_role


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
    """The same figures as XLSX."""
    require_role(request, *STAFF, Role.AUDITOR)
    form, first, last = period_of(request.GET)
    if not form.is_valid():
        return redirect(f"{reverse('incidents:performance')}?{request.GET.urlencode()}")
    access_log.log(AccessEntry.Kind.DOWNLOAD, request)
    now = timezone.now()
    past = form.cleaned_data["past"]
    rows, everybody = drawn_up.by_agency(request.user, first, last, now, past=past)
    which = drawn_up.which(request.user, first, last, past=past)
    book = spreadsheets.performance(rows, everybody, first, last, which=which, now=now, past=past)
    response = HttpResponse(book, content_type=spreadsheets.XLSX)
    name = f"kinerja-{first.isoformat()}-{last.isoformat()}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
