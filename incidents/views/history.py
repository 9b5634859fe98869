"""The history of one case, field by field."""

from django.http import HttpResponse
from django.shortcuts import render

from ..models import AccessEntry, CaseEvent
from ..record import access_log, keyset, versions
from ..record import trail as read_back
from ..workflow import STAFF, Role
from .base import SignedIn, require_role, visible_case


def history(request: SignedIn, reference: str) -> HttpResponse:
    """All changes of a case, old to new in words, by whom, when, why, in which deed. Reading it is recorded."""
    require_role(request, *STAFF, Role.AUDITOR)
    case = visible_case(request, reference)
    access_log.log(AccessEntry.Kind.READ, request, case)
    events = CaseEvent.objects.visible_to(request.user).filter(incident=case).defer("payload")
    page = keyset.page(events, **keyset.places(request.GET))
    entries = read_back.entries(page.rows, request.user)
    versions.lead(entries, request.user)
    context = {"incident": case, "page": page, "entries": entries}
    return render(request, "incidents/record/history.html", context)
