"""What happened in a case beside its letters."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..plain import spans
from .actors import KnownActor
from .agencies import Agency
from .cases import Incident
from .corrections import Entry
from .people import Unit
from .record import as_told, precision, span_of, tracked

if TYPE_CHECKING:
    from .assertions import Assertion


class ActivityOutcome(models.TextChoices):
    """What came of it, as far as anybody says: of a call to a body about its letter, and by the kinds of `OUTCOMES`."""

    REACHED = "reached", _("Somebody was reached")
    NOBODY = "nobody", _("Nobody answered")
    DONE = "done", _("Done")
    PARTLY = "partly", _("Done in part")
    REFUSED = "refused", _("Refused")
    FAULTS = "faults", _("Shortcomings found")
    NOTHING = "nothing", _("Nothing found")
    IDENTIFIED = "identified", _("Identified")
    NOT_FOUND = "not_found", _("Not found")
    ARRESTED = "arrested", _("Arrested")
    CHARGED = "charged", _("Charged")
    SENTENCED = "sentenced", _("Sentenced")
    ACQUITTED = "acquitted", _("Acquitted")
    ONGOING = "ongoing", _("Not concluded yet")


Came = ActivityOutcome
ABOUT_A_LETTER = (Came.REACHED, Came.NOBODY)
# What may come of an activity of each kind; of the others nothing but what their text says.
OUTCOMES: dict[str, tuple[ActivityOutcome, ...]] = {
    "takedown": (Came.DONE, Came.PARTLY, Came.REFUSED, Came.ONGOING),
    "assignment": (Came.DONE, Came.PARTLY, Came.REFUSED, Came.ONGOING),
    "examination": (Came.FAULTS, Came.NOTHING, Came.ONGOING),
    "tracing": (
        *(Came.IDENTIFIED, Came.NOT_FOUND, Came.ARRESTED, Came.CHARGED),
        *(Came.SENTENCED, Came.ACQUITTED, Came.ONGOING),
    ),
}


def not_the_ministry(bodies: "models.QuerySet[Agency]") -> "models.QuerySet[Agency]":
    """Those of `bodies` that are not the ministry itself, under any name that it ever bore on its letters."""
    ours = Agency.objects.filter(names__name__in=Unit.objects.values("ministry"))
    return bodies.exclude(pk__in=ours.values("pk"))


# Of which kinds the record is of what was said at a meeting to which a letter called.
RECORDS = ("meeting", "summons", "examination")


def _of_its_kind() -> models.Q:
    found = models.Q(request__isnull=True, outcome="") | models.Q(request__isnull=False, outcome__in=ABOUT_A_LETTER)
    for kind, outcomes in OUTCOMES.items():
        found |= models.Q(request__isnull=True, kind=kind, outcome__in=outcomes)
    return found


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
        TRACING = "tracing", _("Tracing of whoever did it")
        TAKEDOWN = "takedown", _("Takedown request")
        RECOMMENDATION = "recommendation", _("Recommendation")
        REFERRAL = "referral", _("Referral")  # by the ministry: see not_the_ministry()
        POLICE_REPORT = "police_report", _("Report to law enforcement")  # by others than the ministry
        OFFER = "offer", _("Support offered")

    Outcome = ActivityOutcome
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
    actor = models.ForeignKey(
        KnownActor,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("About which actor"),
    )
    # Of a call to the body about its letter.
    request = models.ForeignKey(
        "incidents.ClarificationRequest", models.PROTECT, null=True, related_name="calls", verbose_name=_("Request")
    )
    # Of the record of the meeting to which that letter called: what follows the letter rests on it.
    summons = models.ForeignKey(
        "incidents.ClarificationRequest",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="records",
        verbose_name=_("Record of the meeting to which this letter called"),
    )
    outcome = models.CharField(_("What came of it"), max_length=10, choices=ActivityOutcome.choices, blank=True)
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
            models.CheckConstraint(condition=_of_its_kind(), name="what_came_of_it_is_of_its_kind"),
            models.CheckConstraint(
                condition=models.Q(summons__isnull=True) | models.Q(kind__in=RECORDS), name="a_record_is_of_a_meeting"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def judged_or_counted(self) -> bool:
        """A recommendation or referral otherwise than by a letter, a report by others to law enforcement: outcomes say it."""
        return self.kind in (self.Kind.RECOMMENDATION, self.Kind.REFERRAL, self.Kind.POLICE_REPORT)

    @property
    def happened(self) -> spans.Span | None:
        return span_of(self, "happened")


class Participation(Entry):
    """That a body takes part in an activity: at a meeting, in a coordination, as member of a task force from when to when.

    Of an examination, a tracing or a takedown `side` tells who carries it out from whom it is about; one that examined itself
    does both. `joined` None: as long as the activity itself; `left` None: it still does, or did to the end.
    """

    class Side(models.TextChoices):
        TAKES_PART = "takes_part", _("Takes part")
        DOES = "does", _("Carries it out")
        SUBJECT = "subject", _("It is about this body")
        BOTH = "both", _("Carries it out, about itself")

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="participations", verbose_name=_("Incident"))
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="parts", verbose_name=_("Activity"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("Agency"))
    side = models.CharField(_("On which side"), max_length=10, choices=Side.choices, default=Side.TAKES_PART)
    capacity = models.CharField(_("As what"), max_length=200, blank=True)
    joined_at = models.DateTimeField(_("Takes part since"), null=True)
    joined_until = models.DateTimeField(_("Takes part since, until"), null=True)
    joined_precision = precision(_("Takes part since, precision"))
    joined_words = as_told()
    left_at = models.DateTimeField(_("Took part until"), null=True)
    left_until = models.DateTimeField(_("Took part until, until"), null=True)
    left_precision = precision(_("Took part until, precision"))
    left_words = as_told()

    history = tracked()

    class Meta:
        verbose_name = _("Participation")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "agency"],
                condition=models.Q(left_at__isnull=True, struck_at__isnull=True),
                name="a_body_takes_part_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.agency)

    @property
    def judged_or_counted(self) -> bool:
        """To whom something was referred is a part of that."""
        return self.activity.judged_or_counted

    def on_both_sides(self, part: "Participation") -> str:
        """The side of a body that stands where these two did."""
        taken = {self.side, part.side} - {self.Side.TAKES_PART}
        return self.Side.BOTH if len(taken) > 1 else next(iter(taken), self.Side.TAKES_PART)

    @property
    def stands_on(self) -> str:
        """Its side, in words; "" of who merely takes part."""
        return "" if self.side == self.Side.TAKES_PART else str(self.get_side_display())

    @property
    def joined(self) -> spans.Span | None:
        return span_of(self, "joined")

    @property
    def left(self) -> spans.Span | None:
        return span_of(self, "left")
