"""The page that says of one letter, from the record alone, what was sent, moved and answered."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ..models import AccessEntry
from ..record import access_log
from ..reports import letter_account
from ..workflow import STAFF, Role
from .base import SignedIn, require_role, visible_clarification


def account(request: SignedIn, pk: int) -> HttpResponse:
    """Each sentence leads to the act it rests on; printed, it is one page to hand over. Each look is recorded."""
    require_role(request, *STAFF, Role.AUDITOR)
    clarification = visible_clarification(request, pk)
    if clarification.issued_at is None:
        raise Http404("nothing of it has gone out")
    access_log.log(AccessEntry.Kind.READ, request, clarification)
    now = timezone.now()
    context = {"clarification": clarification, "account": letter_account.of(clarification, now), "now": now}
    return render(request, "incidents/requests/account/show.html", context)
