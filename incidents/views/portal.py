"""The liaison's first page, the portal: what their agencies were asked, sent and shown."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ..models import CaseLetter, ClarificationRequest, Commitment, Contact, Share
from ..models.points import once
from ..models.succession import left_with_others
from ..record import untold_letters
from ..reports import request_by_body, running_out
from ..workflow import RequestStatus, Role
from .base import SignedIn, in_lines, page_of, require_role


def portal(request: SignedIn) -> HttpResponse:
    """The agency's own requests. With a single open one, straight to it."""
    require_role(request, Role.LIAISON)
    visible = in_lines(ClarificationRequest.objects.visible_to(request.user)).by_due()
    open_rows = list(visible.filter(status=RequestStatus.OPEN))
    shares = Share.objects.visible_to(request.user)
    letters = (
        CaseLetter.objects.visible_to(request.user)
        .prefetch_related("letters", "takers__letters", "takers__agency", "demands")
        .select_related("agency", "revoked_with__agency")
        .order_by("-issued_at")
    )
    owed_here = set(once(Commitment.objects.filter(case_letter__in=letters)).values_list("pk", flat=True))
    for each in letters:  # of two copies of one letter that a body has by now, the one by which it owes
        each.untold = untold_letters.untold(each)
        each.to_be_done = [point for point in each.owed if point.pk in owed_here]
    elsewhere = left_with_others(request.user.agencies)
    if len(open_rows) == 1 and not any((shares, letters, elsewhere)) and "semua" not in request.GET:
        return redirect("incidents:request", pk=open_rows[0].pk)
    past = page_of(request, visible.exclude(status=RequestStatus.OPEN).order_by("-issued_at"))
    now = timezone.now()
    request_by_body.tell_with_whom_late(past, now)
    return render(
        request,
        "incidents/portal/home.html",
        {
            "now": now,
            "running_out": running_out.told_to(request.user, now),
            "bodies": [body.short_name for body in request.user.agencies],
            "open_rows": open_rows,
            "past": past,
            "shares": shares,
            "elsewhere": elsewhere,
            "letters": letters,
            "contacts": Contact.objects.filter(agency__in=request.user.agency_ids, valid_to__isnull=True),
        },
    )
