"""Several letters approved with one press: first what each would do, then each a deed of its own."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ..actions import drills, issuing_conditions, letter_content, letter_issuing
from ..errors import DomainError
from ..models import ClarificationRequest, Letter
from ..record import access_log, authority
from ..workflow import Action
from .base import SignedIn, in_lines, number_of, require, told

MOST_AT_ONCE = 50  # letters issued with one click


@require_POST
def issue_several(request: SignedIn) -> HttpResponse:
    """Approve several letters: the digest pins what was seen of each. One that may not go out stays, and its own reason is
    said; the others go."""
    require(request, Action.ISSUE)
    now, chosen = timezone.now(), _chosen(request)
    if "issue" in request.POST:
        _issue(request, chosen, now)
        return redirect("incidents:approvals")
    refused = [(each, authority.refusal(Action.ISSUE, each, request.user, each.incident)) for each in chosen]
    shown = [_shown(each, request, now) for each, why in refused if why is None]
    access_log.look(request, *shown)
    context = {
        "letters": shown,
        "left_out": [(each, _(why.message)) for each, why in refused if why],
        "now": now,
        "due": letter_issuing.preview_due(now).due_at,
    }
    return render(request, "incidents/requests/issue_several.html", context)


def _chosen(request: SignedIn) -> list[ClarificationRequest]:
    """The letters that were ticked, as they are now. On the page before the press only those that wait for it; what left
    that state since the page was shown is refused by its deed, and said."""
    keys = [pk for pk in map(number_of, request.POST.getlist("letter")) if pk is not None]
    rows = ClarificationRequest.objects.visible_to(request.user).filter(pk__in=keys)
    if "issue" not in request.POST:
        rows = rows.awaiting_approval()
    rows = in_lines(rows.with_own_hand(request.user)).select_related("unit", "drafted_by", "follows", "rung")
    return list(rows.order_by("submitted_at", "pk")[:MOST_AT_ONCE])


def _shown(clarification: Any, request: SignedIn, now: datetime) -> ClarificationRequest:
    """The letter with what its panel says: the very content and its digest, whom it reaches, what speaks against it."""
    content = letter_content.draft_content(clarification, now, request.user)
    clarification.content, clarification.digest = content, letter_content.digest(content)
    clarification.signed_by_hand = content["signing"] in Letter.BY_HAND
    clarification.real_contacts = drills.real_contacts(clarification, now)
    clarification.objections = [told(found) for found in issuing_conditions.objections(clarification, now)]
    found: ClarificationRequest = clarification
    return found


def _issue(request: SignedIn, chosen: Iterable[ClarificationRequest], now: datetime) -> None:
    """Each letter by itself: what went out is said, and of each that did not, why."""
    done: dict[bool, int] = {False: 0, True: 0}  # by whether a person still signs it
    kept = False
    for clarification in chosen:
        try:
            done[_issue_one(request, clarification, now)] += 1
        except DomainError as refusal:
            kept = _kept(request, clarification, told(refusal))
        except authority.NotYours as refusal:
            kept = _kept(request, clarification, _(refusal.message))
    if done[True]:
        waits = ngettext(
            "%(count)d letter waits for its signature.", "%(count)d letters wait for their signatures.", done[True]
        )
        messages.success(request, waits % {"count": done[True]})
    if done[False]:
        issued = ngettext("%(count)d letter issued.", "%(count)d letters issued.", done[False])
        messages.success(request, issued % {"count": done[False]})
    elif not kept and not done[True]:
        messages.warning(request, _("No letter was chosen."))


def _issue_one(request: SignedIn, clarification: ClarificationRequest, now: datetime) -> bool:
    """True when it is approved and waits for a person's signature, False when it is issued."""
    seen, _dot, digest = request.POST.get(f"seen-{clarification.pk}", "").partition(".")
    what: dict[str, Any] = {"by": request.user, "seen": number_of(seen) or 0, "approved_digest": digest}
    if letter_content.signing_of(clarification, now) in Letter.BY_HAND:
        letter_issuing.approve(clarification, **what)
        return True
    letter_issuing.issue(clarification, **what, mail_to=request.POST.getlist(f"mail_to-{clarification.pk}"))
    return False


def _kept(request: SignedIn, clarification: ClarificationRequest, why: str) -> bool:
    words = _("%(letter)s was not issued: %(why)s") % {"letter": clarification.reference, "why": why}
    messages.warning(request, words)
    return True
