"""Approving and issuing a letter: the very PDF, what will happen, what changed since the last look, one button."""

from django.shortcuts import redirect, render
from django.utils import timezone

from ..actions import last_look, letter_content, letter_issuing, same_questions
from ..forms import IssueForm
from ..models import Letter
from ..plain.clocks import WIB
from ..workflow import Action, RequestStatus
from .base import done, require
from .clarifications import moves_of, visible


def issue(request, pk):
    """Number, date and clock with one click. Where a person signs, this page leads on to the signature."""
    return _page(request, pk, Action.ISSUE, letter_issuing.issue)


def approve(request, pk):
    """Where a person signs: freeze and number the letter; the signature is the issue."""
    return _page(request, pk, Action.APPROVE, letter_issuing.approve)


def _page(request, pk, action, act):
    """The digest pins what was seen: a letter that changed meanwhile is a conflict."""
    require(request, action)
    clarification = visible(request, pk)
    now = timezone.now()
    form = IssueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act(clarification, by=request.user, seen=form.cleaned_data["seen"], approved_digest=form.cleaned_data["digest"])
        done(request, action)
        return redirect("incidents:request", pk=clarification.pk)
    if clarification.status != RequestStatus.AWAITING_APPROVAL or action not in moves_of(request.user, clarification):
        return redirect("incidents:request", pk=clarification.pk)
    content = letter_content.draft_content(clarification, now, request.user)
    changes, seen_at = last_look.changes_since(clarification, request.user, content, now)
    context = {
        "answered_meanwhile": same_questions.answered_meanwhile(clarification),
        "still_runs": clarification.follows
        and clarification.follows.clock(now)
        and clarification.follows.deadline_rows[-1].due_at > now,
        "calls_too_late": same_questions.calls_too_late(clarification, now),
        "replaced_too_late": clarification.replaces
        and clarification.replaces.status not in (RequestStatus.OPEN, RequestStatus.WITHDRAWN),
        "row": clarification,
        "content": content,
        "digest": letter_content.digest(content),
        "changes": changes,
        "seen_at": seen_at,
        "action": Action.APPROVE if content["signing"] in Letter.BY_HAND else Action.ISSUE,
        "signing": dict(Letter.Signing.choices).get(content["signing"]),
        "now": now,
        "due": letter_issuing.preview_due(now),
        "rule": letter_content.rule_on(now.astimezone(WIB).date()),
    }
    return render(request, "incidents/requests/issue.html", context)
