"""How agencies answered in a period: on screen, as a chart with its table, and as a sheet to hand on."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ..forms import PeriodForm
from ..reports import figures as reckoning
from ..reports import spreadsheets
from ..workflow import STAFF, Role
from .base import require_role


def period_of(request):
    """(form, first day, last day): what the address asks for, else this year up to today."""
    today = timezone.localdate()
    year = {"first": date(today.year, 1, 1), "last": today}
    form = PeriodForm({name: request.GET.get(name) or day for name, day in year.items()})
    days = form.cleaned_data if form.is_valid() else year
    return form, days["first"], days["last"]


def performance(request):
    """The fair figures of each agency; what was taken out stands beside them."""
    require_role(request, *STAFF, Role.AUDITOR)
    form, first, last = period_of(request)
    now = timezone.now()
    rows, everybody = reckoning.by_agency(request.user, first, last, now)
    context = {"form": form, "rows": rows, "all": everybody, "first": first, "last": last, "now": now}
    context["query"] = f"first={first.isoformat()}&last={last.isoformat()}"
    return render(request, "incidents/figures/show.html", context)


def performance_sheet(request):
    """The same figures as XLSX."""
    require_role(request, *STAFF, Role.AUDITOR)
    _form, first, last = period_of(request)
    rows, everybody = reckoning.by_agency(request.user, first, last, timezone.now())
    response = HttpResponse(spreadsheets.performance(rows, everybody, first, last), content_type=spreadsheets.XLSX)
    name = f"kinerja-{first.isoformat()}-{last.isoformat()}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
