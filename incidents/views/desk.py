"""The first page of each role: desk, approvals, the agency's requests."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ..actions import case_letters, letter_content, letter_issuing
from ..models import CaseLetter, ClarificationRequest, Contact, Incident, Letter, Share, User
from ..models.absences import stood_in_for
from ..models.agencies import CONFIRM_AFTER
from ..models.clarifications import RequestQuerySet
from ..plain import clocks
from ..record import deeds
from ..reports import deciders, waiting
from ..workflow import (
    STAFF,
    Action,
    IncidentStatus,
    QuestionStatus,
    RequestStatus,
    Role,
    Subject,
    moves,
)
from .base import SignedIn, page_of, require, require_role

MOST_AT_ONCE = 50  # letters issued with one click
DECISIONS = 20  # on one page of the list
OVERDUE_SHOWN = 20  # the rest stands on the desk
LONGEST_KEY = 18  # digits of a 64-bit key that surely fit

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


def _with_counts(requests: RequestQuerySet) -> RequestQuerySet:
    answered = Q(questions__status__in=[QuestionStatus.ANSWERED, QuestionStatus.ACCEPTED])
    return (
        requests.with_clock()
        .select_related("incident", "agency")
        .prefetch_related("agency__names", "deadlines", "questions", "letters__register_entry")
        .annotate(
            question_count=Count("questions", distinct=True),
            answered_count=Count("questions", filter=answered, distinct=True),
        )
    )


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
    running = page_of(request, _with_counts(visible.unanswered()).by_due())
    context = {
        "now": now,
        "counts": counts,
        "running": running,
        "replays": _with_counts(replays).by_due()[:20],
        "waiting": _waiting_page(request, waiting.for_desk(request.user, now)),
        "drafts": _with_counts(visible.filter(status=RequestStatus.DRAFT)).order_by("pk")[:50],
        "cases": Incident.objects.visible_to(request.user)
        .filter(
            Q(owner=request.user) | Q(owner__in=stood_in_for(request.user, now)),
            status__in=(IncidentStatus.REPORT, IncidentStatus.OPEN),
        )
        .select_related("owner")
        .order_by("replay", "-pk")[:10],
        "confirm_after": CONFIRM_AFTER,
        "stale": _stale_contacts(visible, now),
        "no_supervisor": deciders.without_supervisor(request.user.unit, now),
        "total": sum(counts.values()) - counts["soon"],
    }
    return render(request, "incidents/desk/show.html", context)


def _waiting_page(request: SignedIn, entries: waiting.Waiting) -> Page:
    """The page of what waits for a decision; its number is `keputusan`, beside that of the list below."""
    return Paginator(entries, DECISIONS).get_page(request.GET.get("keputusan"))


def _stale_contacts(visible: RequestQuerySet, now: datetime) -> list[Contact]:
    """Contacts nobody has confirmed for CONFIRM_AFTER, of agencies that owe an answer: their letters may go nowhere."""
    rows = Contact.objects.filter(valid_to__isnull=True, agency__in=visible.unanswered().values("agency"))
    rows = rows.select_related("agency").prefetch_related("agency__names")
    return [contact for contact in rows if contact.is_stale(now)][:20]


def approvals(request: SignedIn) -> HttpResponse:
    """What waits for this supervisor: letters, oldest first, then every other decision, what is due first on top."""
    require_role(request, Role.SUPERVISOR)
    now = timezone.now()
    visible = ClarificationRequest.objects.visible_to(request.user)
    letters = page_of(
        request,
        _with_counts(visible.awaiting_approval().with_own_hand(request.user))
        .select_related("drafted_by")
        .order_by("incident__replay", "submitted_at"),
    )
    overdue = _with_counts(visible.unanswered()).overdue(now)
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
    rows = CaseLetter.objects.visible_to(user).awaiting_approval().with_own_hand(user)
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


@require_POST
def issue_several(request: SignedIn) -> HttpResponse:
    """Approve several letters: first what each would do, then each issued by itself, the digest pinning what was seen.

    A letter that changed meanwhile, or is not this person's to issue, stays; the others go.
    """
    require(request, Action.ISSUE)
    now = timezone.now()
    rows = ClarificationRequest.objects.visible_to(request.user).awaiting_approval().with_own_hand(request.user)
    chosen = [pk for pk in request.POST.getlist("letter") if pk.isdigit() and len(pk) < LONGEST_KEY]
    rows = _with_counts(rows.filter(pk__in=chosen)).select_related("unit", "drafted_by").order_by("submitted_at")
    letters_seen = []
    for clarification in rows[:MOST_AT_ONCE]:
        if Action.ISSUE in moves(
            Subject.REQUEST, clarification.status, request.user.roles, is_drafter=clarification.own_hand
        ):
            clarification.content = letter_content.draft_content(clarification, now, request.user)
            clarification.signed_by_hand = clarification.content["signing"] in Letter.BY_HAND
            clarification.digest = letter_content.digest(clarification.content)
            letters_seen.append(clarification)
    if "issue" not in request.POST:
        context = {
            "letters": letters_seen,
            "now": now,
            "due": letter_issuing.preview_due(now).due_at,
            "most": MOST_AT_ONCE,
        }
        return render(request, "incidents/requests/issue_several.html", context)
    issued: list[ClarificationRequest] = []
    approved: list[ClarificationRequest] = []
    kept = len(set(chosen)) - len(letters_seen)
    for clarification in letters_seen:
        seen, _dot, digest = request.POST.get(f"seen-{clarification.pk}", "").partition(".")
        try:
            act = letter_issuing.approve if clarification.signed_by_hand else letter_issuing.issue
            act(clarification, by=request.user, seen=int(seen) if seen.isdigit() else 0, approved_digest=digest)
            (approved if clarification.signed_by_hand else issued).append(clarification)
        except letter_content.SigningNotChosen:
            kept += 1
            messages.warning(
                request,
                _("Nobody has chosen how letters are signed; %(letter)s was not issued.")
                % {"letter": clarification.reference},
            )
        except deeds.Conflict:
            kept += 1
            messages.warning(
                request, _("%(letter)s changed meanwhile and was not issued.") % {"letter": clarification.reference}
            )
    if approved:
        words = ngettext(
            "%(count)d letter waits for its signature.", "%(count)d letters wait for their signatures.", len(approved)
        )
        messages.success(request, words % {"count": len(approved)})
    if issued:
        said = ngettext("%(count)d letter issued.", "%(count)d letters issued.", len(issued)) % {"count": len(issued)}
        messages.success(request, said)
    elif not kept and not approved:
        messages.warning(request, _("No letter was chosen."))
    return redirect("incidents:approvals")


def portal(request: SignedIn) -> HttpResponse:
    """The agency's own requests. With a single open one, straight to it."""
    require_role(request, Role.LIAISON)
    visible = _with_counts(ClarificationRequest.objects.visible_to(request.user)).by_due()
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
            "open_rows": open_rows,
            "past": past,
            "shares": shares,
            "letters": letters,
            "contacts": Contact.objects.filter(agency__in=request.user.agency_ids, valid_to__isnull=True),
        },
    )
