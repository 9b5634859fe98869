"""What a person was told: the same receipts as the mails, with what is new; and whether routine ones come once a day."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from incidents.views.base import SignedIn, page_of
from incidents.workflow import STAFF, Role

from .. import notices
from ..mails.settled import settled_of
from ..models import Message, Reader


def inbox(request: SignedIn) -> HttpResponse:
    """Everybody's own page; for whom nothing is told it says so."""
    read_until = Reader.read_by(request.user)
    rows = Message.objects.for_reader(request.user).with_matter()
    page = page_of(request, rows.order_by("-written_at", "pk"))
    settled = settled_of(page)
    for message in page:
        message.settled = message.pk in settled
        message.new = message.written_at > read_until and not message.settled
    now = timezone.now()
    context = {
        "page": page,
        "now": now,
        "has_new": any(message.new for message in page),
        "may_choose": request.user.roles & STAFF,
        "digest": Reader.objects.filter(user=request.user, digest=True).exists(),
        "routine": dict.fromkeys(n.in_words for n in notices.NOTICES if n.routine),
        "digest_at": notices.next_digest(now),
        "layout": "visitor.html" if Role.LIAISON in request.user.roles else "staff.html",
    }
    return render(request, "notifications/inbox/show.html", context)


@require_POST
def mark_read(request: SignedIn) -> HttpResponse:
    """All that stands on the page is read. What came in between, after the page was drawn, stays new."""
    with suppress(ValueError):  # what is no key marks nothing
        seen = Message.objects.for_reader(request.user).filter(pk=UUID(request.POST.get("until", ""))).first()
        if seen:
            Reader.objects.update_or_create(user=request.user, defaults={"read_until": seen.written_at})
    return redirect("notifications:inbox")


@require_POST
def digest(request: SignedIn) -> HttpResponse:
    """Turn the daily digest on or off. What already waits for it goes with it."""
    on = request.POST.get("digest") == "on" and bool(request.user.roles & STAFF)
    Reader.objects.update_or_create(user=request.user, defaults={"digest": on})
    return redirect("notifications:inbox")
