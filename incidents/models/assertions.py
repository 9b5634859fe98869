"""The assertion ledger: who says what, how far it is borne out and by what, and which figure the ministry uses."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..plain import assertion_weighing, spans
from ..workflow import AssertionStatus
from .agencies import Agency
from .cases import Incident
from .corrections import Entry, StandingManager
from .evidence import Evidence
from .record import as_told, choices, precision, span_of, tracked
from .visibility import OfIncidentQuerySet, readable

if TYPE_CHECKING:
    from .people import User

TOPICS = [(str(topic), _(label)) for topic, label in assertion_weighing.TOPIC_LABELS.items()]
PAYMENTS = [(str(payment), _(label)) for payment, label in assertion_weighing.PAYMENT_LABELS.items()]
BOUNDS = [(str(bound), _(label)) for bound, label in assertion_weighing.BOUND_LABELS.items()]


class Assertion(Entry):
    """One statement by one speaker. `amount` is None when no number was named: unknown is unknown, never zero. Zero is a price of
    nothing: given away free.

    From `amount` to `amount_to` where they named a range, `amount` of `out_of` where they named the whole. `worth` is what a price
    was worth in rupiah on that day. `corrects` is an earlier word of the same speaker which this one takes the place of: it stays,
    and counts no longer.

    `said_by` spoke, `reported_by` tells of it: an account that says what a seller offers, a paper that quotes another.
    `said` is None where nobody tells when. `dated` is the day the data themselves carry, as far as anybody names one.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="assertions", verbose_name=_("Incident"))
    number = models.PositiveIntegerField(_("Number in the case"))
    topic = models.CharField(_("About"), max_length=12, choices=TOPICS)
    statement = models.TextField(_("What is said"))
    amount = models.DecimalField(_("Figure"), max_digits=24, decimal_places=8, null=True, blank=True)
    amount_to = models.DecimalField(_("Figure, up to"), max_digits=24, decimal_places=8, null=True, blank=True)
    out_of = models.DecimalField(_("Out of how many"), max_digits=24, decimal_places=8, null=True, blank=True)
    bound = models.CharField(
        _("Reading"), max_length=10, choices=BOUNDS, default=assertion_weighing.Bound.EXACTLY.value
    )
    unit = models.CharField(_("Unit of the figure"), max_length=30, blank=True)
    worth = models.DecimalField(_("Worth that day, in rupiah"), max_digits=24, decimal_places=2, null=True, blank=True)
    worth_source = models.CharField(_("Where the rate is from"), max_length=200, blank=True)
    # Of what is demanded or asked; who says so, and when, are those of the word.
    payment = models.CharField(_("Whether it was paid"), max_length=8, choices=PAYMENTS, blank=True)
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        verbose_name=_("Follows and corrects"),
    )
    said_by = models.CharField(_("Who says so"), max_length=200)
    reported_by = models.CharField(_("Reported by"), max_length=200, blank=True)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("On behalf of")
    )
    source = models.CharField(_("Source"), max_length=300)
    evidence = models.ForeignKey(
        Evidence, models.PROTECT, null=True, blank=True, related_name="assertions", verbose_name=_("Evidence")
    )
    said_at = models.DateTimeField(_("Said"), null=True)
    said_until = models.DateTimeField(_("Said until"), null=True)
    said_precision = precision(_("Said, precision"))
    said_words = as_told()
    dated_at = models.DateTimeField(_("Date of the data"), null=True, blank=True)
    dated_until = models.DateTimeField(_("Date of the data until"), null=True, blank=True)
    dated_precision = precision(_("Date of the data, precision"))
    dated_words = as_told()
    status = models.CharField(
        _("State"), max_length=16, choices=choices(AssertionStatus), default=AssertionStatus.CLAIMED.value
    )

    history = tracked()
    against: "list[Assertion]"  # those that contradict it; given by the pages that show it

    class Meta:
        verbose_name = _("Assertion")
        ordering = ["incident", "number"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="assertion_numbers_are_unique_in_a_case"),
            models.CheckConstraint(
                condition=models.Q(status__in=[str(s) for s in AssertionStatus]), name="assertion_status_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True)
                | models.Q(amount__gt=0)
                | models.Q(
                    topic__in=[str(topic) for topic in assertion_weighing.PRICED],
                    amount=0,
                    amount_to__isnull=True,
                    bound=assertion_weighing.Bound.EXACTLY.value,
                    unit="",
                    worth__isnull=True,
                ),
                name="unknown_is_never_zero_and_what_is_free_is_a_price",
            ),
            models.CheckConstraint(
                condition=models.Q(amount_to__isnull=True) | models.Q(amount_to__gt=models.F("amount")),
                name="a_range_goes_up",
            ),
            models.CheckConstraint(
                condition=models.Q(out_of__isnull=True)
                | models.Q(topic__in=[str(topic) for topic in assertion_weighing.COUNTS])
                & models.Q(amount__lte=models.F("out_of"))
                & (models.Q(amount_to__isnull=True) | models.Q(amount_to__lte=models.F("out_of"))),
                name="a_part_is_no_more_than_its_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(payment="")
                | models.Q(topic__in=[str(topic) for topic in assertion_weighing.PRICED]),
                name="what_is_asked_for_is_paid_or_not",
            ),
            models.CheckConstraint(condition=~models.Q(corrects=models.F("pk")), name="no_word_corrects_itself"),
            models.CheckConstraint(
                condition=~models.Q(topic="denial") | models.Q(amount__isnull=True), name="a_denial_names_no_figure"
            ),
            models.CheckConstraint(
                condition=models.Q(worth_source="") | models.Q(worth__isnull=False), name="a_rate_is_that_of_a_worth"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return f"P-{self.number or 0:02d}"

    @property
    def on_its_topic(self) -> str:
        """The address of the page that holds all that is said of the matter, opened at this word."""
        return reverse("incidents:topic", args=[self.incident.reference, self.topic]) + f"#{self.label}"

    @property
    def judged_or_counted(self) -> bool:
        """It was assessed; or it says who holds the data, or where they come from, as outcomes do."""
        return self.status != AssertionStatus.CLAIMED or self.topic in assertion_weighing.ELSEWHERE

    @property
    def said(self) -> spans.Span | None:
        return span_of(self, "said")

    @property
    def dated(self) -> spans.Span | None:
        return span_of(self, "dated")


def still_said(rows: Iterable[Assertion]) -> list[Assertion]:
    """Of the standing assertions of a case those that no later word of the same speaker took the place of."""
    rows = list(rows)
    replaced = {row.corrects_id for row in rows if row.status != AssertionStatus.WITHDRAWN}
    return [row for row in rows if row.pk not in replaced]


class AssessmentQuerySet(OfIncidentQuerySet["Assessment"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(readable(user, "assertion__incident__"))


class StandingAssessments(StandingManager["Assessment"]):
    def get_queryset(self) -> AssessmentQuerySet:
        return AssessmentQuerySet(self.model, using=self._db).filter(struck_at__isnull=True)

    def that_stand(self) -> AssessmentQuerySet:
        """Of each assertion that was not struck out the last that was not either: how it is assessed now."""
        last = self.filter(assertion=OuterRef("assertion")).order_by("-pk").values("pk")[:1]
        return self.get_queryset().filter(assertion__struck_at__isnull=True, pk=Subquery(last))


class Assessment(Entry):
    """One change of an assertion's state, or its confirmation, with the evidence it rests on. One that was a mistake is struck: the
    assertion is again what the last that stands says, claimed where none does."""

    of_case = "assertion__incident"

    assertion = models.ForeignKey(Assertion, models.PROTECT, related_name="assessments", verbose_name=_("Assertion"))
    status_from = models.CharField(_("State before"), max_length=16, choices=choices(AssertionStatus))
    status = models.CharField(_("State"), max_length=16, choices=choices(AssertionStatus))
    grounds = models.TextField(_("Grounds"))
    evidence = models.ForeignKey(
        Evidence, models.PROTECT, null=True, blank=True, related_name="assessments", verbose_name=_("Evidence")
    )
    document = models.CharField(_("Document or meeting"), max_length=300, blank=True)
    assessed_at = models.DateTimeField(_("Assessed"))
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Assessed by")
    )

    history = tracked()
    objects: ClassVar[StandingAssessments] = StandingAssessments()
    everything: ClassVar[Any] = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Assessment")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.assertion}: {self.get_status_display()}"

    def get_absolute_url(self) -> str:
        return self.assertion.on_its_topic

    @property
    def incident(self) -> Incident:
        return self.assertion.incident

    @incident.setter
    def incident(self, case: Incident) -> None:
        self.assertion.incident = case

    @property
    def incident_id(self) -> int:
        return self.assertion.incident_id

    @property
    def judged_or_counted(self) -> bool:
        return True


class Figure(Entry):
    """The figure the ministry uses for a topic, from when on and why. The last row that stands counts; earlier ones stay. One that
    was chosen by mistake is struck: what was in use before is so again.

    `assertion` None says: not yet known, as a decision somebody took.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="figures", verbose_name=_("Incident"))
    topic = models.CharField(_("About"), max_length=12, choices=TOPICS)
    assertion = models.ForeignKey(
        Assertion, models.PROTECT, null=True, blank=True, related_name="figures", verbose_name=_("Assertion")
    )
    bound = models.CharField(
        _("Reading"), max_length=10, choices=BOUNDS, default=assertion_weighing.Bound.EXACTLY.value
    )
    reason = models.TextField(_("Reason"))
    adopted_at = models.DateTimeField(_("In use since"))
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Adopted by")
    )

    history = tracked()
    said: (
        "Assertion | None"  # the assertion as it stood when it was chosen; given by the page that shows what was in use
    )

    class Meta:
        verbose_name = _("Figure in use")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_topic_display()} {self.assertion or '–'}"

    def get_absolute_url(self) -> str:
        return reverse("incidents:topic", args=[self.incident.reference, self.topic])

    @property
    def judged_or_counted(self) -> bool:
        return True
