"""What the post room's own pages and the layout ask of it: is it alive, what is new, in which words."""

from django import template
from django.utils.safestring import SafeString

from incidents.models import ReminderPolicy, User
from incidents.plain import mail_addresses
from incidents.templatetags.parts import Look, badge
from notifications import watch
from notifications.mails import settled
from notifications.models import Message, Reader

from ..notices import Notice

register = template.Library()
State = Message.State
MAIL_LOOKS: dict[str, Look] = {
    State.SENT: "tepat",
    State.DELIVERED: "tepat",
    State.GIVEN_UP: "kritis",
    State.BOUNCED: "kritis",
    State.SKIPPED: "tunggu",
}


@register.simple_tag
def post_room() -> watch.Watch:
    return watch.look()


@register.simple_tag
def mail_badge(message: Message) -> SafeString:
    """The state of one mail."""
    return badge(message.get_state_display(), MAIL_LOOKS.get(message.state, "aman"))


register.filter("somebody", mail_addresses.somebody)


@register.filter
def in_words(notice: Notice) -> str:
    """What a notice is, in the reader's words."""
    return notice.in_words


@register.simple_tag
def unread(user: User) -> int:
    """How many notices are new to a person since they last said they had read all; not what is decided meanwhile."""
    new = settled.unread(user, Reader.read_by(user))
    return 0 if new.query.is_empty() else new.count()  # mostly there are none: then the database is not asked again


@register.filter
def audience_name(audience: str) -> str:
    """Whom a reminder goes to, in the reader's words."""
    return str(ReminderPolicy.Audience(audience).label)
