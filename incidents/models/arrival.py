"""How a letter went out by a way that the product does not see."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..plain import spans
from .cases import Incident
from .corrections import Entry
from .evidence import Evidence
from .letters import Letter
from .record import as_told, precision, span_of, tracked


class Sending(Entry):
    """That a letter was sent outside the product: how, to whom, when as far as anybody tells, and who says so.

    What the product mails itself has a receipt in the post room. This is somebody's word; it proves no arrival and moves no clock.
    """

    class Channel(models.TextChoices):
        MAIL = "mail", _("E-mail")
        ELECTRONIC = "electronic", _("Electronically, no more is told")
        POST = "post", _("Post")
        COURIER = "courier", _("Courier")
        SYSTEM = "system", _("Official correspondence system")
        OTHER = "other", _("Another way, or not known")

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="sendings", verbose_name=_("Incident"))
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="sendings", verbose_name=_("Letter"))
    channel = models.CharField(_("Channel"), max_length=10, choices=Channel.choices)
    recipient = models.CharField(_("Recipient"), max_length=200, blank=True)
    sent_at = models.DateTimeField(_("Sent"), null=True)
    sent_until = models.DateTimeField(_("Sent until"), null=True)
    sent_precision = precision(_("Sent, precision"))
    sent_words = as_told()
    said_by = models.CharField(_("Who says so"), max_length=200)
    source = models.CharField(_("Source"), max_length=300)
    evidence = models.ForeignKey(
        Evidence, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Evidence")
    )

    history = tracked()

    class Meta:
        verbose_name = _("Sent outside Tanggap")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_channel_display()

    def get_absolute_url(self) -> str:
        return self.letter.matter.get_absolute_url()

    @property
    def sent(self) -> spans.Span | None:
        return span_of(self, "sent")
