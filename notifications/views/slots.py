"""What the post room shows on the pages of the case record: it fills the slots that `incidents` leaves open."""

from typing import Any

from django.template.context import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from incidents.actions.letter_content import Content
from incidents.models import CaseLetter, ClarificationRequest, Complaint
from incidents.models.visibility import READS_CASES
from incidents.plain.not_none import not_none
from incidents.record.batch import Matter
from incidents.templatetags.slots import fills
from incidents.views import addressed
from incidents.views.base import numbered_letters, page_of

from .. import watch
from ..letters import preview
from ..mails.recipients import recipients
from ..models import IncomingMail, Message, Recipient
from ..notices import BY_KIND, Kind, time_notices, upcoming
from ..postroom import departures

addressed.KEYS["surel-masuk/"] = IncomingMail

ROWS = 20  # on one page of each list


def _show(name: str, **facts: Any) -> SafeString:
    return render_to_string(f"notifications/slots/{name}.html", facts)


def _room(context: Context) -> watch.Watch:
    """The staff's layout has asked already; a page without it asks here."""
    return context.get("room") or watch.look()


@fills("desk_count")
def desk_count(context: Context) -> SafeString:
    return _show("desk_count", room=_room(context))


@fills("desk_alarm")
def desk_alarm(context: Context) -> SafeString | str:
    """Open requests whose letter nothing shows to have left or arrived, oldest first, each with what is wrong."""
    now = context["now"]
    visible = ClarificationRequest.objects.visible_to(context["user"])
    rows = departures.undelivered(visible, now).select_related("agency", "incident").order_by("issued_at")
    rows = rows.prefetch_related("agency__names", numbered_letters(), "messages")
    page = page_of(context["request"], rows, ROWS, "surat")
    found = [(clarification, departures.read(clarification, alarm=True)) for clarification in page]
    return _show("desk_alarm", undelivered=found, page=page) if found else ""


@fills("desk_group")
def desk_group(context: Context) -> SafeString | str:
    """What came by mail and waits for a decision, oldest first; mails given up, latest first. Mostly there is none of these, as the
    layout knows: then nothing else is asked."""
    return mark_safe(_incoming(context) + _given_up(context))  # noqa: S308  (two templates' own output)


def _incoming(context: Context) -> SafeString | str:
    rows = IncomingMail.objects.visible_to(context["user"]).waiting().with_matter().order_by("came_at", "pk")
    incoming = page_of(context["request"], rows, ROWS, "masuk")
    return _show("desk_incoming", incoming=incoming) if incoming.paginator.count else ""


def _given_up(context: Context) -> SafeString | str:
    if not _room(context).given_up:
        return ""
    rows = Message.objects.visible_to(context["user"]).given_up()
    failed = page_of(context["request"], rows.with_matter().order_by("-settled_at", "pk"), ROWS, "surel")
    return _show("desk_group", failed=failed) if failed.paginator.count else ""


@fills("delivery")
def delivery(context: Context, clarification: ClarificationRequest) -> departures.Departure:
    return departures.of(clarification, context["now"])


@fills("reminder_marks")
def reminder_marks(context: Context, clarification: ClarificationRequest) -> list[dict[str, Any]]:
    """The reminders before the present due: filled once a mail of that very due left."""
    present = clarification.present_row
    if present is None:
        return []
    due_at = present.due_at
    mails = clarification.messages.filter(event=present.event_id, state__in=Message.LEFT)
    sent = set(mails.values_list("kind", flat=True))
    return [
        {"at": due_at + not_none(n.offset), "hours": n.hours, "sent": n.kind in sent}
        for n in time_notices()
        if n.before_due and n.covers(due_at + not_none(n.offset))
    ]


@fills("matter_mails")
def matter_mails(context: Context, matter: Any) -> SafeString:
    """Every receipt of a clarification or a letter of the case in the order planned, and the reminders to come; a replay
    mails nobody."""
    replay = bool(matter.incident and matter.incident.replay)
    mails = matter.messages.order_by("planned_for", "pk")
    coming = [] if replay else upcoming(matter, context["now"])
    answers = context["user"].roles & READS_CASES and isinstance(matter, ClarificationRequest | CaseLetter | Complaint)
    came = matter.incoming_mails.order_by("came_at", "pk") if answers else IncomingMail.objects.none()
    if isinstance(matter, Complaint):  # listed to whom the sheet opens
        came = came.visible_to(context["user"])
    copies = getattr(matter, "copied", ())
    by_hand = [each for each in copies if matter.issued_at and (matter.travels_closed or not each.address)]
    return _show("matter_mails", mails=mails, coming=coming, replay=replay, came=came, by_hand=by_hand)


@fills("waiting_mails")
def waiting_mails(context: Context, clarification: ClarificationRequest) -> SafeString | str:
    """An answer may lie there while the clock runs, or while the next letter is about to go out."""
    letters = [key for key in (clarification.pk, clarification.follows_id) if key]
    waiting = IncomingMail.objects.visible_to(context["user"]).waiting().filter(request__in=letters)
    return _show("waiting_mails", waiting=list(waiting.order_by("came_at", "pk")))


@fills("unplaced_mails")
def unplaced_mails(context: Context) -> SafeString | str:
    waiting = IncomingMail.objects.visible_to(context["user"]).waiting().filter(incident=None, complaint=None).count()
    return _show("unplaced_mails", waiting=waiting) if waiting else ""


@fills("letter_recipients")
def letter_recipients(context: Context, matter: Matter) -> list[Recipient]:
    return recipients(BY_KIND[Kind.LETTER], matter, timezone.now())


@fills("letter_pictures")
def letter_pictures(
    context: Context, content: Content, clarification: ClarificationRequest | None = None
) -> SafeString:
    """A draft on file has an address for each page; a letter that lies nowhere yet is shown from memory."""
    if clarification is None:
        return _show("letter_pictures", pictures=preview.pictures(content))
    return _show("letter_pages", numbers=preview.pages(content), clarification=clarification, digest=context["digest"])


@fills("issue_warnings")
def issue_warnings(context: Context, seal: bool = True) -> SafeString:
    """`seal`: say also when letters cannot be sealed."""
    return _show("issue_warnings", room=_room(context), seal=seal)
