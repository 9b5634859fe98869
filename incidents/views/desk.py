"""The officer's first page, the desk: what needs somebody now."""

from datetime import datetime

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from ..models import CaseEvent, ClarificationRequest, Contact, Incident
from ..models.absences import stood_in_for
from ..models.contacts import CONFIRM_AFTER
from ..models.request_queries import RequestQuerySet
from ..reports import request_by_body, running_out, waiting, who_may_decide
from ..workflow import STAFF, Action, RequestStatus, Role, Subject
from ..workflow.rows import ALIVE
from .base import SignedIn, in_lines, page_of, require_role, waiting_page

ROWS = 20  # on one page of each list but that of the running letters


def desk(request: SignedIn) -> HttpResponse:
    """What needs somebody now, most urgent first."""
    require_role(request, *STAFF)
    now = timezone.now()
    visible = ClarificationRequest.objects.visible_to(request.user)
    # A replay is history re-entered: nobody has to do anything about it now.
    replays = visible.unanswered().filter(incident__replay=True)
    visible = visible.filter(incident__replay=False)
    counts = visible.clocks_counted(now) | {
        "review": visible.to_review().count(),
        "approval": visible.awaiting_approval().count(),
    }
    running = page_of(request, in_lines(visible.unanswered()).by_due())
    request_by_body.tell_with_whom_late(running, now)
    drafts = visible.filter(status=RequestStatus.DRAFT)
    why = _sent_back(drafts)
    sent_back = page_of(request, in_lines(drafts.filter(pk__in=why)).order_by("pk"), ROWS, "kembali")
    own = Incident.objects.visible_to(request.user).filter(
        Q(owner=request.user) | Q(owner__in=stood_in_for(request.user, now)),
        status__in=map(str, ALIVE),
    )
    context = {
        "now": now,
        "counts": counts,
        "approvals": reverse("incidents:approvals") if Role.SUPERVISOR in request.user.roles else "",
        "running": running,
        "replays": page_of(request, in_lines(replays).by_due(), ROWS, "ulang"),
        "waiting": waiting_page(request, waiting.for_desk(request.user, now)),
        "sent_back": [(row, why[str(row.pk)]) for row in sent_back],
        "sent_back_page": sent_back,
        "drafts": page_of(request, in_lines(drafts.exclude(pk__in=why)).order_by("pk"), ROWS, "draf"),
        "cases": page_of(request, own.select_related("owner").order_by("replay", "-pk"), ROWS, "kasus"),
        "confirm_after": CONFIRM_AFTER,
        "stale": page_of(request, _stale_contacts(visible, now), ROWS, "kontak"),
        "running_out": running_out.told_to(request.user, now),
        "no_supervisor": who_may_decide.without_supervisor(request.user.unit, now),
    }
    return render(request, "incidents/desk/show.html", context)


def _sent_back(drafts: RequestQuerySet) -> dict[str, CaseEvent]:
    """{key of a draft: the last event by which a supervisor sent it back}, of those that were."""
    keys = [str(pk) for pk in drafts.values_list("pk", flat=True)]
    events = CaseEvent.objects.filter(subject_type=Subject.REQUEST, subject_id__in=keys, action=Action.SEND_BACK)
    return {event.subject_id: event for event in events.order_by("recorded_at")}


def _stale_contacts(visible: RequestQuerySet, now: datetime) -> list[Contact]:
    """Contacts nobody has confirmed for CONFIRM_AFTER, of agencies that owe an answer: their letters may go nowhere."""
    rows = Contact.objects.filter(valid_to__isnull=True, agency__in=visible.unanswered().values("agency"))
    rows = rows.select_related("agency").prefetch_related("agency__names")
    return [contact for contact in rows if contact.is_stale(now)]
