"""The supervisor's first page, the approvals: letters to issue and all else that waits for their decision."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ..actions import case_letter_conditions
from ..models import CaseLetter, ClarificationRequest
from ..reports import letters_to_approve, request_by_body, running_out, waiting
from ..workflow import Role
from .base import SignedIn, in_lines, page_of, require_role, waiting_page

OVERDUE_SHOWN = 20  # the rest stands on the desk


def approvals(request: SignedIn) -> HttpResponse:
    """What waits for this supervisor: letters, oldest first, then every other decision, what is due first on top."""
    require_role(request, Role.SUPERVISOR)
    now = timezone.now()
    visible = ClarificationRequest.objects.visible_to(request.user)
    letters = page_of(request, in_lines(letters_to_approve.requests(request.user)).select_related("drafted_by"))
    # A replay is history re-entered: nobody has to do anything about it now.
    overdue = in_lines(visible.unanswered().filter(incident__replay=False)).overdue(now)
    late = overdue.order_by(
        "incident__replay",
        "due_at",  # type: ignore[misc]  # given by with_clock()
        "pk",
    )[:OVERDUE_SHOWN]
    request_by_body.tell_with_whom_late(late, now)
    context = {
        "now": now,
        "letters": letters,
        "case_letters": _acts(letters_to_approve.of_cases(request.user), now),
        "waiting": waiting_page(request, waiting.for_approvals(request.user, now)),
        "running_out": running_out.told_to(request.user, now),
        "overdue": late,
        "overdue_count": overdue.count(),
    }
    return render(request, "incidents/approvals/list.html", context)


def _acts(rows: Iterable[CaseLetter], at: datetime) -> list[CaseLetter]:
    """Of the letters that were drafted in one act one stands for all. One that says what does not hold any more at `at`
    waits for nothing but to be changed or dropped."""
    acts: dict[UUID, CaseLetter] = {}
    for row in rows:
        row.objection = case_letter_conditions.objection(row, at)
        first = acts.setdefault(row.act_id, row)
        first.together = [*getattr(first, "together", []), row]
    return list(acts.values())
