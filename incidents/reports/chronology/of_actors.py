"""Lines about attempts at contact with actors of the case."""

from django.db.models import Q
from django.utils.translation import gettext as _

from ...models import ActorContact
from ...plain.chronology import RestsOn
from .source import Source, Telling


def _tried(contact: ActorContact) -> Telling:
    title = _("Attempt at contact with %(actor)s") % {"actor": contact.actor.name}
    return Telling(
        f"{title} · {contact.get_channel_display()} · {contact.get_outcome_display()}",
        contact.incident.get_absolute_url(),
        text=contact.text,
        who=contact.who or contact.get_side_display(),
        source=contact.source,
        rests_on=RestsOn.OURS if contact.side == ActorContact.Side.MINISTRY else RestsOn.SAID,
    )


SOURCES = (
    Source(
        "tried",
        "work",
        ActorContact,
        "tried",
        _tried,
        texts=("text", "who", "source", "actor__name", "tried_words"),
        established=Q(side="ministry"),
        joins=("incident", "actor"),
    ),
)
