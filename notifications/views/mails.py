"""The post room's pages: every mail with its state, what is still to come, what came back, when the engine stood still."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from incidents.forms import EndForm, Guarded
from incidents.models import ClarificationRequest, Incident
from incidents.plain.not_none import not_none
from incidents.record import origins
from incidents.reports.seal_state import watched
from incidents.views import kept_form
from incidents.views.base import SignedIn, page_of, require_role, visible_case
from incidents.views.deed_page import DeedPage
from incidents.workflow import STAFF, Action, Role, Weight

from .. import notices, watch
from ..forms import ReturnedMailForm
from ..mails import coming_reminders
from ..mails.recipients import Directory
from ..models import Message, MessageQuerySet, Silence, StrayMail
from ..postroom import after_sending, bounces
from ..postroom.bounces import UNMATCHED, VERDICTS, Verdict


def returned_mail(request: SignedIn) -> HttpResponse:
    """A mail that came back, or the receipt of a mail server, uploaded as .eml: matched by its Message-ID."""
    require_role(request, *STAFF)
    form = ReturnedMailForm(kept_form.sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        found = bounces.read(form.cleaned_data["file"].read())
        message = after_sending.note_returned(found, timezone.now())
        if message:
            messages.success(request, _("Read as: %(what)s") % {"what": VERDICTS[found.verdict]})
            return redirect(message.matter)
        form.add_error("file", UNMATCHED[found.verdict])
    return render(request, "notifications/outbox/returned_mail.html", {"form": form, "stray": _stray()})


def _stray() -> list[StrayMail]:
    """Mails that nobody answers for, what no machine claims to have written first; `words` say what each was read as."""
    machines = StrayMail.objects.filter(note__in=list(VERDICTS))
    found = [*StrayMail.objects.exclude(note__in=list(VERDICTS))[:20], *machines[:20]]
    for mail in found:
        mail.words = str(VERDICTS[Verdict(mail.note)]) if mail.note in list(VERDICTS) else mail.note
    return found


def silences(request: SignedIn) -> HttpResponse:
    """When the engine stood still, and every mail that left late: by how much, and why."""
    require_role(request, *STAFF, Role.AUDITOR)
    late = Message.objects.visible_to(request.user).sent_late()
    late = late.with_matter().select_related("event").defer("event__payload")
    letters = late.prefetch_related("request__letters__file", "case_letter__letters__file")
    page = page_of(request, letters.order_by("-sent_at"))
    pauses = list(Silence.objects.all()[:200])
    for message in page:
        message.delay = message.sent_at - message.planned_for
        message.why = _why_late(message, pauses)
    return render(request, "notifications/outbox/silences.html", {"page": page, "silences": pauses[:50]})


def _why_late(message: Message, pauses: Iterable[Silence]) -> str:
    """Why a mail left late, in the reader's words; the first cause that holds."""
    sent_at = not_none(message.sent_at)
    if any(pause.began_at < sent_at and pause.ended_at > message.planned_for for pause in pauses):
        return _("the engine stood still")
    if message.event.loaded_at and message.event.loaded_at > message.planned_for:
        return _("typed in later")
    if message.last_error:
        return message.last_error
    letter = message.matter.letter if message.kind == notices.Kind.LETTER or message.case_letter_id else None
    if letter and letter.file and letter.file.stored_at > message.planned_for:
        return _("the letter was not made yet")
    return _("it waited in the queue")


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """For a monitor: 200 while all is well, else 503. What is not is told to this machine, and to whoever brings HEALTH_TOKEN."""
    try:
        room = watch.look()
        well = {
            "database": True,
            "sweep": room.alive,
            "beat": room.beat_alive,
            "notices": room.all_told,
            "letters": room.letters_possible,
            "seal": room.seal_possible,
            "log": room.log_sealed,
            "verified": watched(room.at).proved,
            "clock": room.ahead is None,
        }
    except DatabaseError:
        well = {"database": False}
    told = {"well": all(well.values())} | (well if _may_know_what_ails(request) else {})
    return JsonResponse(told, status=200 if told["well"] else 503)


def _may_know_what_ails(request: HttpRequest) -> bool:
    brought = request.headers.get("Authorization", "").removeprefix("Bearer ")
    token = settings.HEALTH_TOKEN
    return origins.is_of_this_machine(request) or bool(token and constant_time_compare(brought, token))


class _MessageDeed(DeedPage):
    model = Message
    back = "notifications:outbox"

    def get_queryset(self) -> MessageQuerySet:
        return Message.objects.visible_to(self.request.user).with_matter()


class _Retry(_MessageDeed):
    """A mail that failed or came back is tried again."""

    def perform(self, form: Guarded, **approved: str) -> None:
        after_sending.retry(self.on, by=self.request.user)


retry_message = _Retry.page(Action.RETRY_MESSAGE)
cancel_message = _MessageDeed.page(Action.CANCEL_MESSAGE, after_sending.cancel, EndForm, weight=Weight.REVOKE)


def outbox(request: SignedIn) -> HttpResponse:
    """Every mail with its state, the latest first; of one case when the address names it: who was told what and when."""
    require_role(request, *STAFF, Role.AUDITOR)
    case, rows = _case_named(request), Message.objects.visible_to(request.user).with_matter()
    rows = rows.of_case(case) if case else rows
    chosen = request.GET.get("keadaan", "")
    if chosen in Message.State.values:
        rows = rows.filter(state=chosen)
    page = page_of(request, rows.order_by("-planned_for", "pk"))
    context = _context(request, case) | {"page": page, "chosen": chosen}
    return render(request, "notifications/outbox/show.html", context)


MOST_TO_COME = 500


def to_come(request: SignedIn) -> HttpResponse:
    """The reminders still to come, computed from the present dues and never stored; the nearest first."""
    require_role(request, *STAFF, Role.AUDITOR)
    case, requests = _case_named(request), ClarificationRequest.objects.visible_to(request.user)
    requests = requests.filter(incident=case) if case else requests
    now = timezone.now()
    found = coming_reminders.to_come(requests, now, MOST_TO_COME)
    page = page_of(request, found)
    rows = ClarificationRequest.objects.select_related("agency", "incident__owner", "unit").in_bulk(
        [entry.request_id for entry in page]
    )
    prefetch_related_objects(list(rows.values()), "agency__names")
    directory = Directory(list(rows.values()), now)
    for entry in page:
        entry.request = rows[entry.request_id]
        entry.recipients = directory.of(entry.notice, entry.request)
    context = _context(request, case) | {"page": page, "most": MOST_TO_COME if len(found) == MOST_TO_COME else 0}
    return render(request, "notifications/outbox/to_come.html", context)


def _case_named(request: SignedIn) -> Incident | None:
    """The case that the address names, None when it names none; for a number nobody knows there is no page."""
    reference = request.GET.get("insiden", "").strip()
    return visible_case(request, reference) if reference else None


def _context(request: SignedIn, case: Incident | None) -> dict[str, Any]:
    # What the address says besides the page, for the links to other pages.
    kept = {name: request.GET[name] for name in ("keadaan", "insiden") if request.GET.get(name)}
    return {"case": case, "states": Message.State.choices, "now": timezone.now(), "query": urlencode(kept)}
