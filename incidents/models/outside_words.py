"""What a body lets the ministry know of a letter outside the portal that answers nothing: that it has it, that it is not the one to ask."""

from datetime import timedelta
from typing import Any, ClassVar, NamedTuple, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _

from ..plain import spans
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from .channels import Channel
from .corrections import EntryOfRequest, StandingManager
from .people import User
from .record import as_told, precision, span_of, tracked
from .visibility import OfIncidentQuerySet, written_to

MINUTE = timedelta(minutes=1)


class Wrong(models.TextChoices):
    """What an agency says is wrong with a letter. Only the first says that it is not the one to ask."""

    ADDRESSEE = "addressee", _("Another body is to be asked")
    ADDRESS = "address", _("Only our address is wrong")


class SaidOfAnother(NamedTuple):
    """That an agency is the wrong one to ask, or its address wrong, as it said in the portal or outside it: since when, at the earliest,
    when as far as is known, and in which words."""

    said_at: Instant
    came: spans.Span
    text: str


class OutsideWordQuerySet(OfIncidentQuerySet["OutsideWord"]):
    def visible_to(self, user: User) -> Self:
        """Whoever may know of the request."""
        return self.filter(written_to(user, "request__"))

    def with_latest(self) -> Self:
        """Adds `by_latest`: what `latest_at` of a row says."""
        exact = Q(received_until__lte=F("received_at") + MINUTE)
        return self.annotate(by_latest=Case(When(exact, then="received_at"), default="received_until"))


class StandingWords(StandingManager["OutsideWord"]):
    def get_queryset(self) -> OutsideWordQuerySet:
        return OutsideWordQuerySet(self.model, using=self._db).filter(struck_at__isnull=True)


class OutsideWord(EntryOfRequest):
    """A word on a letter that came by paper, mail or telephone and was typed in by the ministry. It is no reply: it answers nothing, ends
    no silence and moves no due.

    `received_at` is when it reached the ministry, at the earliest where only a day is known (`received`). Who says that it has the letter,
    or that another is to be asked, has it before them: that shows that the letter arrived. Who says that its address is wrong may know of
    the letter alone, and shows no arrival. The words are put right where they stand; what it says and when it came is judged, so that a
    word that says something else, or came at another hour, is struck and entered anew.
    """

    class Kind(models.TextChoices):
        RECEIPT = "receipt", _("It has the letter")
        # What the body says in the portal of itself, here told of it.
        ADDRESSEE = Wrong.ADDRESSEE.value, Wrong.ADDRESSEE.label
        ADDRESS = Wrong.ADDRESS.value, _("Only its address is wrong")

    OF_ANOTHER = (Kind.ADDRESSEE, Kind.ADDRESS)
    SHOWS_ARRIVAL = (Kind.RECEIPT, Kind.ADDRESSEE)

    request = models.ForeignKey(
        "incidents.ClarificationRequest", models.PROTECT, related_name="outside_words", verbose_name=_("Request")
    )
    kind = models.CharField(_("What it says"), max_length=9, choices=Kind.choices)
    text = models.TextField(_("In its words"), blank=True)
    who = models.CharField(_("Who said so"), max_length=200)
    channel = models.CharField(_("Channel"), max_length=8, choices=Channel.outside())
    document = models.CharField(_("Number and date of the document"), max_length=300, blank=True)
    evidence = models.ForeignKey(
        "incidents.Evidence", models.PROTECT, null=True, related_name="+", verbose_name=_("Scan")
    )
    received_at = models.DateTimeField(_("Received"))
    received_until = models.DateTimeField(_("Received until"), null=True)
    received_precision = precision(_("Received, precision"))
    received_words = as_told()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Entered by")
    )

    history = tracked()
    objects: ClassVar[StandingWords] = StandingWords()
    everything: ClassVar[Any] = OutsideWordQuerySet.as_manager()

    class Meta:
        verbose_name = _("Word of the agency from outside")
        ordering = ["received_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="receipt") | ~models.Q(text=""), name="who_is_wrongly_addressed_says_how"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.get_kind_display()}"

    @property
    def received(self) -> spans.Span:
        """When it reached the ministry, as exactly as that is known."""
        return not_none(span_of(self, "received"))

    @property
    def latest_at(self) -> Instant:
        """By when it had come at the latest: of a minute that instant itself, of a day its end, or when it was entered. Nobody had decided
        on it before that for all that is known."""
        until = not_none(self.received_until)
        return self.received_at if until <= self.received_at + MINUTE else until
