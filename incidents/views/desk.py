"""The first page of each role: desk, approvals, the agency's requests."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ..actions import case_letters
from ..models import CaseEvent, CaseLetter, ClarificationRequest, Contact, Incident, Share, User
from ..models.absences import stood_in_for
from ..models.agencies import CONFIRM_AFTER
from ..models.clarifications import RequestQuerySet
from ..plain import clocks
from ..reports import deciders, waiting
from ..workflow import (
    STAFF,
    Action,
    IncidentStatus,
    RequestStatus,
    Role,
    Subject,
)
from .base import SignedIn, page_of, require_role, with_counts

DECISIONS = 20  # on one page of the list
ROWS = 20  # on one page of each other list
OVERDUE_SHOWN = 20  # the rest stands on the desk

FIRST_PAGES = (
    (Role.SUPERVISOR, "incidents:approvals"),
    (Role.OFFICER, "incidents:desk"),
    (Role.LIAISON, "incidents:portal"),
    (Role.AUDITOR, "incidents:trail"),
    (Role.ADMINISTRATOR, "incidents:people"),
)


def home(request: SignedIn) -> HttpResponse:
    """Lead everybody to the page that matters to their role."""
    for role, page in FIRST_PAGES:
        if role in request.user.roles:
            return redirect(page)
    raise PermissionDenied(f"{request.user} holds no appointment now")


def desk(request: SignedIn) -> HttpResponse:
    """What needs somebody now, most urgent first."""
    require_role(request, *STAFF)
    now = timezone.now()
    visible = ClarificationRequest.objects.visible_to(request.user)
    # A replay is history re-entered: nobody has to do anything about it now.
    replays = visible.unanswered().filter(incident__replay=True)
    visible = visible.filter(incident__replay=False)
    open_rows = visible.unanswered().with_clock()
    counts = {
        "overdue": open_rows.overdue(now).count(),
        "critical": open_rows.due_within(now.replace(microsecond=0), now + clocks.CRITICAL).count(),
        "soon": open_rows.due_within(now + clocks.CRITICAL, now + clocks.SOON, open_start=True).count(),
        "review": visible.to_review().count(),
        "approval": visible.awaiting_approval().count(),
    }
    running = page_of(request, with_counts(visible.unanswered()).by_due())
    drafts = visible.filter(status=RequestStatus.DRAFT)
    why = _sent_back(drafts)
    sent_back = page_of(request, with_counts(drafts.filter(pk__in=why)).order_by("pk"), ROWS, "kembali")
    own = Incident.objects.visible_to(request.user).filter(
        Q(owner=request.user) | Q(owner__in=stood_in_for(request.user, now)),
        status__in=(IncidentStatus.REPORT, IncidentStatus.OPEN),
    )
    context = {
        "now": now,
        "counts": counts,
        "running": running,
        "replays": page_of(request, with_counts(replays).by_due(), ROWS, "ulang"),
        "waiting": _waiting_page(request, waiting.for_desk(request.user, now)),
        "sent_back": [(row, why[str(row.pk)]) for row in sent_back],
        "sent_back_page": sent_back,
        "drafts": page_of(request, with_counts(drafts.exclude(pk__in=why)).order_by("pk"), ROWS, "draf"),
        "cases": page_of(request, own.select_related("owner").order_by("replay", "-pk"), ROWS, "kasus"),
        "confirm_after": CONFIRM_AFTER,
        "stale": page_of(request, _stale_contacts(visible, now), ROWS, "kontak"),
        "no_supervisor": deciders.without_supervisor(request.user.unit, now),
    }
    return render(request, "incidents/desk/show.html", context)


def _sent_back(drafts: RequestQuerySet) -> dict[str, CaseEvent]:
    """{key of a draft: the last event by which a supervisor sent it back}, of those that were."""
    keys = [str(pk) for pk in drafts.values_list("pk", flat=True)]
    events = CaseEvent.objects.filter(subject_type=Subject.REQUEST, subject_id__in=keys, action=Action.SEND_BACK)
    return {event.subject_id: event for event in events.order_by("recorded_at")}


def _waiting_page(request: SignedIn, entries: waiting.Waiting) -> Page:
    """The page of what waits for a decision; its number is `keputusan`, beside that of the list below."""
    return Paginator(entries, DECISIONS).get_page(request.GET.get("keputusan"))


def _stale_contacts(visible: RequestQuerySet, now: datetime) -> list[Contact]:
    """Contacts nobody has confirmed for CONFIRM_AFTER, of agencies that owe an answer: their letters may go nowhere."""
    rows = Contact.objects.filter(valid_to__isnull=True, agency__in=visible.unanswered().values("agency"))
    rows = rows.select_related("agency").prefetch_related("agency__names")
    return [contact for contact in rows if contact.is_stale(now)]


def approvals(request: SignedIn) -> HttpResponse:
    """What waits for this supervisor: letters, oldest first, then every other decision, what is due first on top."""
    require_role(request, Role.SUPERVISOR)
    now = timezone.now()
    visible = ClarificationRequest.objects.visible_to(request.user)
    letters = page_of(
        request,
        with_counts(visible.awaiting_approval().signed_by(request.user).with_own_hand(request.user))
        .select_related("drafted_by")
        .order_by("incident__replay", "submitted_at"),
    )
    # A replay is history re-entered: nobody has to do anything about it now.
    overdue = with_counts(visible.unanswered().filter(incident__replay=False)).overdue(now)
    context = {
        "now": now,
        "letters": letters,
        "case_letters": _letters_to_approve(request.user, now),
        "waiting": _waiting_page(request, waiting.for_approvals(request.user, now)),
        "overdue": overdue.order_by(
            "incident__replay",
            "due_at",  # type: ignore[misc]  # given by with_clock()
            "pk",
        )[:OVERDUE_SHOWN],
        "overdue_count": overdue.count(),
    }
    return render(request, "incidents/requests/approvals.html", context)


def _letters_to_approve(user: User, at: datetime) -> list[CaseLetter]:
    """Letters of cases that wait for a supervisor, oldest first: of those drafted in one act one stands for all. One whose
    meeting has begun at `at` waits for nothing but to be changed or dropped."""
    rows = CaseLetter.objects.visible_to(user).awaiting_approval().signed_by(user).with_own_hand(user)
    rows = (
        rows.select_related("agency", "incident", "drafted_by", "takes_back")
        .prefetch_related("agency__names")
        .order_by("pk")
    )
    acts: dict[UUID, CaseLetter] = {}
    for row in rows:
        row.too_late = case_letters.calls_too_late(row, at)
        first = acts.setdefault(row.act_id, row)
        first.together = [*getattr(first, "together", []), row]
    return list(acts.values())


def portal(request: SignedIn) -> HttpResponse:
    """The agency's own requests. With a single open one, straight to it."""
    require_role(request, Role.LIAISON)
    visible = with_counts(ClarificationRequest.objects.visible_to(request.user)).by_due()
    open_rows = list(visible.filter(status=RequestStatus.OPEN))
    shares = Share.objects.visible_to(request.user)
    letters = CaseLetter.objects.visible_to(request.user).prefetch_related("letters").order_by("-issued_at")
    if len(open_rows) == 1 and not shares and not letters and "semua" not in request.GET:
        return redirect("incidents:request", pk=open_rows[0].pk)
    past = page_of(request, visible.exclude(status=RequestStatus.OPEN).order_by("-issued_at"))
    return render(
        request,
        "incidents/portal/home.html",
        {
            "now": timezone.now(),
            "bodies": [body.short_name for body in request.user.agencies],
            "open_rows": open_rows,
            "past": past,
            "shares": shares,
            "letters": letters,
            "contacts": Contact.objects.filter(agency__in=request.user.agency_ids, valid_to__isnull=True),
        },
    )
