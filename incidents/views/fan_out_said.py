"""What a sitting in which several bodies were asked says afterwards: what went on, and why each that did not stayed behind."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..actions import fan_out
from ..errors import DomainError
from ..models import Agency
from ..record import authority
from ..reports import by_post, who_may_decide
from .base import SignedIn, told


def say(request: SignedIn, outcome: fan_out.Outcome, now: datetime, *, submitted: bool) -> None:
    """What went on, and of each letter that did not, why."""
    count = len(outcome.submitted if submitted else outcome.drafted)
    if submitted and count:
        words = ngettext("%(n)d letter submitted.", "%(n)d letters submitted.", count)
        messages.success(request, words % {"n": count})
    elif not submitted:
        words = ngettext("%(n)d draft saved.", "%(n)d drafts saved.", count)
        messages.success(request, words % {"n": count})
    for agency, refusal in outcome.refused:
        messages.warning(request, refused(agency, refusal))
    for why in {who_may_decide.nobody(each, now) for each in outcome.submitted} - {""}:
        messages.warning(request, why)
    for words in {by_post.of_letter(each, now) for each in outcome.submitted} - {""}:
        messages.warning(request, words)


def refused(agency: Agency, refusal: DomainError | PermissionDenied) -> str:
    """Why the letter to this body stayed behind, in the reader's language."""
    if isinstance(refusal, DomainError):
        why = told(refusal)
    else:
        why = _(refusal.message if isinstance(refusal, authority.NotYours) else authority.NotYours.message)
    return _("%(agency)s: %(why)s") % {"agency": agency.short_name, "why": why}
