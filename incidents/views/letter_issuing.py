"""Approving and issuing a letter: the very PDF, what will happen, what changed since the last look, one button."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import ngettext

from ..actions import approvers_last_look, drills, issuing_conditions, letter_content, letter_issuing, same_questions
from ..errors import DomainError
from ..forms import Guarded, IssueForm
from ..models import Letter
from ..plain import clocks
from ..reports import letters_to_approve
from ..workflow import GIVEN_UP, Action, RequestStatus
from .base import told
from .deed_page import ClarificationDeed


class _Approval(ClarificationDeed):
    """The digest pins what was seen: a letter that changed meanwhile is a conflict."""

    template_name = "incidents/requests/issue.html"

    def idle(self) -> bool:
        return self.on.status != RequestStatus.AWAITING_APPROVAL or super().idle()

    def form_invalid(self, form: Guarded) -> HttpResponse:
        return redirect(self.cancel_url()) if self.idle() else super().form_invalid(form)

    def perform(self, form: Guarded, **approved: str) -> Any:
        """A drill's letter, which no person ever signs, also says which real addresses were ticked."""
        if self.action == Action.ISSUE and self.on.incident.drill:
            ticked = self.request.POST.getlist("mail_to")
            return letter_issuing.issue(self.on, by=self.request.user, mail_to=ticked, **form.facts())
        return super().perform(form, **approved)

    def onwards(self) -> HttpResponse:
        """On to the next letter that waits for this supervisor; after the last one to what was just approved."""
        following = letters_to_approve.after(self.request.user, self.on)
        if not following:
            return super().onwards()
        words = ngettext(
            "%(letter)s is done. This is the next letter; it is the last one that waits for you.",
            "%(letter)s is done. This is the next letter; %(n)d wait for you.",
            len(following),
        )
        messages.info(self.request, words % {"letter": self.on.reference, "n": len(following)})
        return redirect("incidents:issue", pk=following[0].pk)

    def refused(self, form: Guarded, refusal: DomainError) -> HttpResponse:
        raise refusal  # nothing was typed here

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        clarification, user, now = self.on, self.request.user, timezone.now()
        content = letter_content.draft_content(clarification, now, user)
        counted, today = letter_issuing.preview_due(now), clocks.day(now)
        changes, seen_at = approvers_last_look.changes_since(clarification, user, content, now)
        replaced = clarification.replaces
        return super().get_context_data(**context) | {
            "answered_meanwhile": same_questions.answered_meanwhile(clarification),
            "objections": [told(found) for found in issuing_conditions.objections(clarification, now)],
            "replaced_too_late": replaced and replaced.status not in (RequestStatus.OPEN, *GIVEN_UP),
            "content": content,
            "following": letters_to_approve.after(user, clarification),
            "real_contacts": drills.real_contacts(clarification, now),
            "digest": letter_content.digest(content),
            "changes": changes,
            "seen_at": seen_at,
            "action": Action.APPROVE if content["signing"] in Letter.BY_HAND else Action.ISSUE,
            "signing": dict(Letter.Signing.choices).get(content["signing"]),
            "due": counted.due_at,
            "unconfirmed": counted.unconfirmed,
            "rule": letter_content.rule_on(today),
        }


# Number, date and clock with one click. Where a person signs, the page leads on to the signature.
issue = _Approval.page(Action.ISSUE, letter_issuing.issue, IssueForm)
# Where a person signs: freeze and number the letter; the signature is the issue.
approve = _Approval.page(Action.APPROVE, letter_issuing.approve, IssueForm)
