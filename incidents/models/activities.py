"""What happened in a case beside its letters."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..plain import spans
from .cases import Incident
from .corrections import Entry
from .record import as_told, precision, span_of, tracked

if TYPE_CHECKING:
    from .assertions import Assertion


class Activity(Entry):
    """Something that happened in the case beside the letters. None of these stops a letter's clock.

    Bodies take part as rows of their own (`parts`); `participants` names who is no body of the registry.
    """

    class Kind(models.TextChoices):
        NOTE = "note", _("Note")
        MEETING = "meeting", _("Meeting")
        COORDINATION = "coordination", _("Coordination")
        TASK_FORCE = "task_force", _("Task force")
        CALL = "call", _("Phone call")
        STATEMENT = "statement", _("Statement to the press")
        ASSIGNMENT = "assignment", _("Assignment")
        BRIEFING = "briefing", _("Briefing")
        SUMMONS = "summons", _("Summons")
        EXAMINATION = "examination", _("Examination")
        TAKEDOWN = "takedown", _("Takedown request")
        RECOMMENDATION = "recommendation", _("Recommendation")
        REFERRAL = "referral", _("Referral")
        OFFER = "offer", _("Support offered")

    class Outcome(models.TextChoices):
        """What came of a call to the body about its letter."""

        REACHED = "reached", _("Somebody was reached")
        NOBODY = "nobody", _("Nobody answered")

    LASTING = (Kind.COORDINATION, Kind.TASK_FORCE)  # bodies may come and go

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="activities", verbose_name=_("Incident"))
    kind = models.CharField(_("Kind"), max_length=16, choices=Kind.choices, default=Kind.NOTE)
    text = models.TextField(_("Text"))
    speaker = models.CharField(_("Who says so"), max_length=200, blank=True)
    place = models.CharField(_("Place"), max_length=200, blank=True)
    participants = models.TextField(_("Others who took part"), blank=True)
    assertion = models.ForeignKey(
        "incidents.Assertion", models.PROTECT, null=True, related_name="activities", verbose_name=_("Assertion")
    )
    # Of a call to the body about its letter; how the others ended stands in their text.
    request = models.ForeignKey(
        "incidents.ClarificationRequest", models.PROTECT, null=True, related_name="calls", verbose_name=_("Request")
    )
    outcome = models.CharField(_("What came of it"), max_length=8, choices=Outcome.choices, blank=True)
    source = models.CharField(_("Source"), max_length=300, blank=True)
    happened_at = models.DateTimeField(_("Happened"))
    happened_until = models.DateTimeField(_("Happened until"), null=True)
    happened_precision = precision(_("Happened, precision"))
    happened_words = as_told()

    history = tracked()
    against: "list[Assertion]"  # those that contradict what was said; given by the page of the work

    class Meta:
        verbose_name = _("Activity")
        verbose_name_plural = _("Activities")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(request__isnull=True, outcome="")
                | models.Q(request__isnull=False) & ~models.Q(outcome=""),
                name="a_call_about_a_letter_says_what_came_of_it",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def happened(self) -> spans.Span | None:
        return span_of(self, "happened")
