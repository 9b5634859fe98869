"""Attempts to get into contact with an actor: by whom, on which way, when, and what came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..plain import spans
from .actors import KnownActor
from .cases import Incident
from .corrections import Entry
from .record import as_told, precision, span_of, tracked


class ActorContact(Entry):
    """One attempt in one case, by the ministry, a body, a journalist or somebody else; `tried` is as exact as it is known."""

    class Side(models.TextChoices):
        MINISTRY = "ministry", _("The ministry")
        BODY = "body", _("A body of the case")
        JOURNALIST = "journalist", _("A journalist")
        OTHER = "other", _("Somebody else")

    class Channel(models.TextChoices):
        FORUM = "forum", _("Forum or black market")
        MESSENGER = "messenger", _("Messenger or channel")
        SOCIAL_MEDIA = "social_media", _("Social media")
        MAIL = "mail", _("E-mail")
        PHONE = "phone", _("Telephone")
        OTHER = "other", _("Another way")

    class Outcome(models.TextChoices):
        SILENT = "silent", _("No answer")
        ANSWERED = "answered", _("Answered")
        REFUSED = "refused", _("Refused to speak")
        GONE = "gone", _("Could not be reached: account gone or closed")
        UNKNOWN = "unknown", _("Not yet known")

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="actor_contacts", verbose_name=_("Incident"))
    actor = models.ForeignKey(KnownActor, models.PROTECT, related_name="contacts", verbose_name=_("Actor"))
    side = models.CharField(_("Tried by"), max_length=10, choices=Side.choices)
    who = models.CharField(_("Who exactly"), max_length=200, blank=True)
    channel = models.CharField(_("On which way"), max_length=12, choices=Channel.choices)
    tried_at = models.DateTimeField(_("Tried"))
    tried_until = models.DateTimeField(_("Tried, until"), null=True)
    tried_precision = precision(_("Tried, precision"))
    tried_words = as_told()
    outcome = models.CharField(_("What came of it"), max_length=8, choices=Outcome.choices)
    text = models.TextField(_("What was said"), blank=True)
    source = models.CharField(_("Source"), max_length=300, blank=True)

    history = tracked()

    class Meta:
        verbose_name = _("Attempt at contact")
        verbose_name_plural = _("Attempts at contact")
        ordering = ["tried_at", "pk"]

    def __str__(self) -> str:
        return f"{self.actor}: {self.get_channel_display()}"

    @property
    def tried(self) -> spans.Span | None:
        return span_of(self, "tried")
