"""The chronology of the world in a case: what happened when, by whom it is told; as a page, all on one to print, and as a sheet."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..forms.fields import Period
from ..models import Agency, Export, Incident
from ..record import access_log
from ..reports import xlsx_of_pages
from ..reports.chronology import KINDS, RULE, Asked, page
from ..workflow import STAFF, Role
from .base import PAGE, SignedIn, require_role, visible_case
from .exporting import Outgoing, Taken, take_out

MOST_LINES = 20_000  # of one sheet
MOST_PRINTED = 2_000  # on one page
GROUNDS = [("1", _("only what is established"))]
FILTERS = ("kind", "agency", "established", "period", "q")


def chronology(request: SignedIn, reference: str) -> HttpResponse:
    """What happened in the world, as exactly as it is known; the filters are the address. With `all` every line stands on one page."""
    require_role(request, *STAFF, Role.AUDITOR)
    case = visible_case(request, reference)
    chosen = _chosen(request)
    asked, fault = _asked(chosen)
    whole = request.GET.get("all") == "1"
    at = {name: request.GET.get(name, "") for name in ("after", "before")}
    window, lines = page(case, asked, MOST_PRINTED if whole else PAGE, **({} if whole else at))
    if not fault:
        repeated = (line.telling.repeats for line in lines if line.telling.text)
        access_log.look(request, *filter(None, repeated))
    agencies = _bodies_in(case)
    context = {
        "incident": case,
        "tab": "chronology",
        "window": window,
        "lines": [] if fault else lines,
        "fault": fault,
        "whole": whole,
        "chosen": chosen,
        "query": _query(chosen),
        "kinds": KINDS.items(),
        "agencies": agencies,
        "grounds": GROUNDS,
        "rule": RULE,
        "asked_words": _in_words(chosen, agencies),
        "now": timezone.now(),
    }
    return render(request, "incidents/chronology/show.html", context)


def chronology_sheet(request: SignedIn, reference: str) -> HttpResponse:
    """The same lines as XLSX, all pages of them, once it is said what for; of a period that nobody can read there is none, and the page says why."""
    require_role(request, *STAFF, Role.AUDITOR)
    case = visible_case(request, reference)
    chosen = _chosen(request)
    asked, fault = _asked(chosen)
    if fault:
        return redirect(f"{reverse('incidents:chronology', args=[case.reference])}?{_query(chosen)}")
    narrowed = _in_words(chosen, _bodies_in(case))

    def make() -> Taken:
        _window, lines = page(case, asked, MOST_LINES)
        sheet = xlsx_of_pages.chronology(case, lines, narrowed)
        return Taken(f"kronologi-{case.reference}.xlsx", xlsx_of_pages.XLSX, sheet, len(lines))

    back = f"{reverse('incidents:chronology', args=[case.reference])}?{_query(chosen)}"
    what = Outgoing(Export.Kind.CHRONOLOGY, "XLSX", back, case.reference, narrowed, case)
    return take_out(request, what, make)


def _chosen(request: SignedIn) -> dict[str, str]:
    """What was asked. An unknown choice narrows nothing, and is not said to."""
    chosen = {name: request.GET.get(name, "").strip()[:200] for name in FILTERS}
    known_choices = {"kind": KINDS, "established": dict(GROUNDS)}
    return chosen | {name: "" for name, values in known_choices.items() if chosen[name] not in values}


def _query(chosen: dict[str, str]) -> str:
    return urlencode({name: value for name, value in chosen.items() if value})


def _asked(chosen: dict[str, str]) -> tuple[Asked, str]:
    """What was asked, and what is wrong with the period, "" for nothing."""
    fault, period = "", None
    try:
        period = Period(required=False).clean(chosen["period"])
    except ValidationError as refusal:
        fault = " ".join(refusal.messages)
    asked = Asked(chosen["kind"], chosen["agency"], bool(chosen["established"]), period, chosen["q"])
    return asked, fault


def _in_words(chosen: dict[str, str], agencies: list[tuple[str, str]]) -> str:
    """What the page was narrowed to, for whoever holds it on paper or as a sheet."""
    named: dict[str, dict[str, Any]] = {"kind": KINDS, "agency": dict(agencies), "established": dict(GROUNDS)}
    words = (named[name].get(value, value) if name in named else value for name, value in chosen.items() if value)
    return ", ".join(map(str, words))


def _bodies_in(case: Incident) -> list[tuple[str, str]]:
    """(code, short name) of those with a part in the case, or a letter of it, by their names of today."""
    found = Agency.objects.filter(
        Q(involvements__incident=case) | Q(past_letters__incident=case) | Q(case_letters__incident=case)
    ).distinct()
    named = [(agency.code, agency.short_name) for agency in found.prefetch_related("names")]
    return sorted(named, key=lambda each: each[1].casefold())
