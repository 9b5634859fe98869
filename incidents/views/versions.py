"""All versions of a thing of the record, and two of them against each other."""

from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ..forms.saved_questions import SaveQuestionForm
from ..models import AccessEntry, CaseEvent
from ..record import access_log, keyset
from ..record import versions as record
from ..workflow import STAFF, Role
from .base import SignedIn, require_role

CHOICES = ("from", "to")


def versions(request: SignedIn, kind: str, pk: int) -> HttpResponse:
    """The acts that each left a version of the thing, latest first; of two that the address names, what differs. Each look is
    recorded, with what was asked."""
    require_role(request, *STAFF, Role.AUDITOR)
    thing = record.find(kind, pk, request.user)
    if thing is None:
        raise Http404(f"no {kind} {pk}")
    asked = {name: request.GET[name] for name in CHOICES if request.GET.get(name)}
    access_log.log(AccessEntry.Kind.READ, request, thing.case or thing.last.instance, asked=asked)
    events = thing.events(request.user)
    page = keyset.page(events, **keyset.places(request.GET))
    chosen = _chosen(events, asked) if asked else []
    pair = sorted(filter(None, chosen), key=lambda event: event.recorded_at)
    older, newer = pair if len(pair) == len(CHOICES) else (None, None)
    context = {
        "thing": thing,
        "page": page,
        "query": urlencode(asked),
        "save": SaveQuestionForm.of(request.path, request.GET, request.user) if newer else None,
        "older": older or next(iter(pair), None),
        "newer": newer,
        "shown": sorted({*page.rows, *pair}, key=lambda event: (event.recorded_at, event.pk), reverse=True),
        "fault": _("Choose two acts of this thing.") if asked and newer is None else "",
        "compared": record.compare(thing, older.recorded_at, newer.recorded_at, request.user)
        if older and newer
        else [],
    }
    return render(request, "incidents/versions/show.html", context)


def _chosen(events: QuerySet[CaseEvent], asked: dict[str, str]) -> list[CaseEvent | None]:
    """The acts that an address names, None for each that it does not name, or that left no version of the thing."""
    keys = [keyset.key_of(asked.get(name, ""), CaseEvent) for name in CHOICES]
    found = events.in_bulk([key for key in keys if key])
    return [found.get(key) for key in keys]
