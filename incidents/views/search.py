"""Finding cases: words in any form, and filters that are the address."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from ..models import Agency, Incident, Involvement
from ..record import cited_numbers
from ..record import search as finder
from ..workflow import STAFF, IncidentStatus, Role
from .base import SignedIn, page_of, require_role

MOST_ACTORS = 10
CHOICES: Mapping[str, Iterable[tuple[Any, Any]]] = {
    "status": [(str(s), s) for s in IncidentStatus],
    "source": Incident.Source.choices,
    "severity": Incident.Severity.choices,
    "outcome": Incident.Outcome.choices,
}


def search(request: SignedIn) -> HttpResponse:
    """Results only from what the reader may see; each with the words around the hit."""
    require_role(request, *STAFF, Role.AUDITOR)
    query = request.GET.get("q", "").strip()[: finder.LONGEST]
    chosen = {name: request.GET.get(name, "") for name in (*CHOICES, "agency", "drill")}
    filters = {name: chosen[name] for name, pairs in CHOICES.items() if chosen[name] in {value for value, _ in pairs}}
    rows = finder.cases(request.user, query) if query else Incident.objects.visible_to(request.user).order_by("-pk")
    rows = rows.filter(**filters)
    if chosen["agency"]:
        parts = Involvement.objects.filter(agency__code=chosen["agency"])
        rows = rows.filter(involvements__in=parts).distinct()
        filters["agency"] = chosen["agency"]
    if chosen["drill"] in ("yes", "no"):
        rows = rows.filter(drill=chosen["drill"] == "yes")
        filters["drill"] = chosen["drill"]
    page = page_of(request, rows.select_related("owner") if query or filters else Incident.objects.none(), size=20)
    passages = finder.passages(query, [row.pk for row in page]) if query else {}
    for row in page:
        row.passages = passages.get(row.pk, [])
    address = request.GET.copy()
    address.pop("page", None)
    context = {
        "q": query,
        "actors": finder.actors(request.user, query).with_names()[:MOST_ACTORS],
        "complaint": cited_numbers.the_complaint(request.user, query),
        "page": page,
        "chosen": chosen,
        "filters": len(filters),
        "choices": CHOICES,
        "statuses": Incident._meta.get_field("status").choices,
        "agencies": Agency.objects.to_pick(),
        "query": address.urlencode(),
        "asked": bool(query or filters),
    }
    return render(request, "incidents/search/show.html", context)
