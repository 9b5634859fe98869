"""When a letter arrived and what answered it came: instants of the world, as exactly as they are known. The first column of each is
the earliest that is possible, by which clocks and figures go: nobody is late by an hour that nobody named."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..plain import clocks, spans
from ..plain.clocks import Instant
from .record import as_told, precision, span_of


class Arrived(models.Model):
    """The part of a request that tells when its letter arrived, and by what that is shown."""

    class Arrival(models.TextChoices):
        """What proves that the letter arrived: the earliest of these counts. A relay's 250 proves only that it left."""

        RECEIPT = "receipt", _("delivery receipt of its mail server")
        PORTAL = "portal", _("opened in the portal")
        ACKNOWLEDGED = "acknowledged", _("acknowledged by the agency")
        HAND = "hand", _("handed over")
        REPLY = "reply", _("answered outside the portal")
        WORD = "word", _("said by the agency outside the portal")

    delivered_at = models.DateTimeField(_("Arrived"), null=True)
    delivered_until = models.DateTimeField(_("Arrived until"), null=True)
    delivered_precision = precision(_("Arrived, precision"))
    delivered_words = as_told()
    delivered_how = models.CharField(_("Arrival shown by"), max_length=14, choices=Arrival.choices, blank=True)

    class Meta:
        abstract = True

    @property
    def delivered(self) -> spans.Span | None:
        return span_of(self, "delivered")

    @property
    def surely_arrived_at(self) -> Instant | None:
        """By when it had arrived, whatever hour of a day it was."""
        return spans.latest(self.delivered) if self.delivered else None


class Answered(models.Model):
    """The part of a request that tells when the first word on it came, and when all that it asks was answered."""

    first_reply_at = models.DateTimeField(_("First reply"), null=True)
    first_reply_until = models.DateTimeField(_("First reply until"), null=True)
    first_reply_precision = precision(_("First reply, precision"))
    first_reply_words = as_told()
    # The first complete answer and the due it is judged by: set once, whatever is returned, granted or corrected later.
    # Paper that is entered late, and had come before, puts the answer earlier, never later; the due stays.
    completed_at = models.DateTimeField(_("First complete answer"), null=True)
    completed_until = models.DateTimeField(_("First complete answer until"), null=True)
    completed_precision = precision(_("First complete answer, precision"))
    completed_words = as_told()
    completed_due_at = models.DateTimeField(_("Due of the first complete answer"), null=True)
    # When the last open question was answered; empty again while something is returned.
    answered_at = models.DateTimeField(_("Answered in full"), null=True)
    answered_until = models.DateTimeField(_("Answered in full until"), null=True)
    answered_precision = precision(_("Answered in full, precision"))
    answered_words = as_told()

    class Meta:
        abstract = True

    @property
    def first_reply(self) -> spans.Span | None:
        return span_of(self, "first_reply")

    @property
    def completed(self) -> spans.Span | None:
        return span_of(self, "completed")

    @property
    def answered(self) -> spans.Span | None:
        return span_of(self, "answered")

    @property
    def perhaps_late(self) -> bool:
        """Whether nobody can say that its first complete answer came in time: see perhaps_late()."""
        return bool(self.completed and self.completed_due_at and perhaps_late(self.completed_due_at, self.completed))


def perhaps_late(due_at: Instant, came: spans.Span) -> bool:
    """Whether what `came` is not surely late and not surely in time: the due lies within the day, or the month, on which it came."""
    return clocks.passed(due_at, spans.latest(came)) and not clocks.passed(due_at, came.start)
