"""What pages ask the post room: is it alive, which mails failed, which reminders went and are to come."""

from django import template

from incidents.models import ClarificationRequest
from notifications import watch
from notifications.forms import ReminderForm
from notifications.letters import preview as previews
from notifications.mails.recipients import recipients
from notifications.models import Message, Reader
from notifications.notices import BY_KIND, Kind, label_of, time_notices, upcoming
from notifications.postroom import arrivals

register = template.Library()


@register.simple_tag
def post_room():
    return watch.look()


@register.simple_tag(takes_context=True)
def failed_messages(context, limit=20):
    """Mails given up, latest first."""
    rows = Message.objects.visible_to(context["user"]).given_up()
    rows = rows.select_related("request__agency", "request__incident")
    return rows.prefetch_related("request__agency__names").order_by("-settled_at")[:limit]


@register.simple_tag(takes_context=True)
def undelivered_letters(context, now, limit=20):
    """Open requests whose letter nothing shows to have left or arrived, oldest first, each with what is wrong."""
    visible = ClarificationRequest.objects.visible_to(context["user"])
    rows = arrivals.undelivered(visible, now).select_related("agency", "incident").order_by("issued_at")
    rows = list(rows.prefetch_related("agency__names", "letters__register_entry")[:limit])
    for row in rows:
        row.delivery = arrivals.of(row, now)
    return rows


@register.simple_tag(takes_context=True)
def delivery_of(context, request):
    """When the letter's mail left, and whether somebody has to see to its arrival."""
    return arrivals.of(request, context["now"])


@register.simple_tag
def messages_of(request):
    """Every receipt of a request, in the order planned."""
    return request.messages.order_by("planned_for", "pk")


@register.simple_tag
def reminders_to_come(request, now):
    return upcoming(request, now)


@register.filter
def in_words(notice):
    """What a notice is, in the reader's words."""
    return label_of(notice.kind)


@register.simple_tag
def reminder_marks(request):
    """The reminders before due as marks on the clock's bar: filled once sent."""
    if not request.deadline_rows:
        return []
    due_at = request.deadline_rows[-1].due_at
    sent = set(request.messages.filter(state=Message.State.SENT).values_list("kind", flat=True))
    return [
        {"at": due_at + n.offset, "hours": n.hours, "sent": n.kind in sent}
        for n in time_notices()
        if n.before_due and n.covers(due_at + n.offset)
    ]


@register.simple_tag
def letter_recipients(request):
    """Where the letter would be mailed if it were issued now."""
    return recipients(BY_KIND[Kind.LETTER], request)


@register.simple_tag
def draft_pages(content):
    """The pages of the letter as it would be issued now; empty where no PDF can be made."""
    return previews.pages(content)


@register.simple_tag
def draft_pictures(content):
    """The pages of a letter that lies nowhere yet, each as a data: address; none where no PDF can be made."""
    return previews.pictures(content)


@register.simple_tag
def unread(user):
    """How many notices are new to a person since they last said they had read all."""
    return Message.objects.for_reader(user).filter(written_at__gt=Reader.read_by(user)).count()


@register.filter
def audience_name(audience):
    """Whom a reminder goes to, in the reader's words."""
    return dict(ReminderForm.base_fields["to"].choices)[audience]
