"""The auditor's pages: the stream of all events, and the history of one case field by field."""

from datetime import date

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ..forms import Day
from ..models import AccessEntry, CaseEvent
from ..record import access_log, cited_numbers
from ..record import trail as read_back
from ..reports import anomalies
from ..workflow import STAFF, TRANSITIONS, Role
from .base import SignedIn, page_of, require_role, visible_case


def trail(request: SignedIn) -> HttpResponse:
    """Every event, latest first; the filters are the address."""
    require_role(request, Role.AUDITOR)
    chosen = {name: request.GET.get(name, "").strip() for name in ("case", "action", "actor", "start", "end")}
    faults = [name for name in ("start", "end") if chosen[name] and not _day(chosen[name])]
    cited = cited_numbers.find(request.user, chosen["case"])
    unknown = bool(chosen["case"]) and cited is None
    events = read_back.stream(
        request.user,
        cited=cited,
        action=chosen["action"] if chosen["action"] in TRANSITIONS else "",
        actor=chosen["actor"],
        start=_day(chosen["start"]),
        end=_day(chosen["end"]),
    )
    first, last = _day(chosen["start"]), _day(chosen["end"])
    turned = bool(first and last and last < first)
    page = page_of(request, events.none() if unknown or faults or turned else events)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": page,
        "entries": read_back.entries(page.object_list, request.user),
        "chosen": chosen,
        "faults": faults,
        "turned": turned,
        "unknown": unknown,
        "actions": TRANSITIONS,
        "conflicts": anomalies.conflicts_of_interest(timezone.now()),
        "query": query.urlencode(),
    }
    return render(request, "incidents/record/trail.html", context)


def _day(text: str) -> date | None:
    """The day that somebody typed, in any way in which this product reads one."""
    try:
        return Day(required=False).clean(text)
    except ValidationError:
        return None


def history(request: SignedIn, reference: str) -> HttpResponse:
    """All changes of a case, old to new in words, by whom, when, why, in which deed. Reading it is recorded."""
    require_role(request, *STAFF, Role.AUDITOR)
    case = visible_case(request, reference)
    access_log.log(AccessEntry.Kind.READ, request, case)
    events = CaseEvent.objects.visible_to(request.user).filter(incident=case).order_by("-recorded_at")
    page = page_of(request, events)
    context = {"incident": case, "page": page, "entries": read_back.entries(page.object_list, request.user)}
    return render(request, "incidents/record/history.html", context)
