"""The legal side as dated rows: categories of data, the controller's own duty to notify, findings."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..plain import spans
from ..workflow.rows import ALIVE
from .agencies import Agency
from .cases import Incident
from .corrections import Entry
from .dated import DatedRule, RuleQuerySet, one_from_each_day
from .due_in_case import DueInCase
from .evidence import Evidence
from .involvements import Involvement
from .record import as_told, precision, span_of, tracked
from .rules import LONGEST_BASIS, ClockRule
from .statute_clock import StatuteClock
from .visibility import OfIncidentQuerySet

if TYPE_CHECKING:
    from .people import User


class DataCategory(DatedRule):
    """A category of personal data of Art. 4 UU 27/2022, or a kind below one (NIK below "combined to identify")."""

    class Kind(models.TextChoices):
        SPECIFIC = "specific", _("Specific")
        GENERAL = "general", _("General")

    code = models.CharField(_("Code"), max_length=20)
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("Name"), max_length=160)
    article = models.CharField(_("Article"), max_length=120)
    note = models.CharField(_("Note"), max_length=300, blank=True)

    history = tracked()
    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("Data category")
        ordering = ["code", "effective_from"]
        constraints = one_from_each_day("category")

    def __str__(self) -> str:
        return self.name


class ExposedCategory(models.Model):
    """A category of data in one case: claimed to be exposed, or confirmed, and on what basis."""

    class State(models.TextChoices):
        CLAIMED = "claimed", _("Claimed")
        CONFIRMED = "confirmed", _("Confirmed")

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="categories", verbose_name=_("Incident"))
    category = models.ForeignKey(DataCategory, models.PROTECT, related_name="+", verbose_name=_("Data category"))
    state = models.CharField(_("State"), max_length=10, choices=State.choices, default=State.CLAIMED)
    basis = models.CharField(_("Basis"), max_length=300, blank=True)

    history = tracked()
    objects = OfIncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Exposed data")
        ordering = ["category__code"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "category"], name="a_category_stands_once_in_a_case"),
        ]

    def __str__(self) -> str:
        return str(self.category)


# Of bodies that are controllers by what is known now: one that was followed by mistake stays on record, and counts no more.
STANDING = Q(involvement__role__in=Involvement.CONTROLLERS, involvement__struck_at__isnull=True, struck_at__isnull=True)


class DutyQuerySet(OfIncidentQuerySet["NotificationDuty"]):
    def standing(self) -> Self:
        return self.filter(STANDING)

    def running(self) -> Self:
        """Whose clock runs or has run out: a start, a length, and a notice still owed, in a case that is worked on."""
        owed = Q(authority_at__isnull=True) | Q(subjects_at__isnull=True, exception="")
        counted = Q(due_at__isnull=False) | Q(late_by__isnull=False)  # late it stays, whatever start is known now
        return self.standing().filter(owed, counted, incident__status__in=map(str, ALIVE))


class NotificationDuty(StatuteClock, DueInCase, models.Model):
    """The statute's own clock of one controller (Art. 46 UU 27/2022; Art. 114 PP 33/2026): never the letter's.

    Rule, basis and length are copied when it is first tracked. While `started_at` is not known the clock does not run.
    """

    class Exception50(models.TextChoices):
        NONE = "", _("None claimed")
        DEFENCE = "a", _("Art. 50(1) a: national defence and security")
        LAW_ENFORCEMENT = "b", _("Art. 50(1) b: law enforcement")
        PUBLIC_INTEREST = "c", _("Art. 50(1) c: public interest of state administration")
        FINANCE = "d", _("Art. 50(1) d: supervision of finance, monetary policy, payments and financial stability")

    class PublicNotice(models.TextChoices):
        UNKNOWN = "unknown", _("Not yet decided")
        NOT_REQUIRED = "not_required", _("Not required")
        REQUIRED = "required", _("Required")
        GIVEN = "given", _("Given")

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="duties", verbose_name=_("Incident"))
    # Of which one at most stands: the struck ones of two bodies that turned out to be one hang on the same part.
    involvement = models.ForeignKey(
        Involvement, models.PROTECT, related_name="duties", related_query_name="duty", verbose_name=_("Controller")
    )
    rule = models.ForeignKey(ClockRule, models.PROTECT, null=True, related_name="+", verbose_name=_("Clock rule"))
    basis = models.CharField(_("Legal basis"), max_length=LONGEST_BASIS)
    start_event = models.CharField(_("Starts with"), max_length=12, choices=ClockRule.Start.choices)
    length = models.PositiveIntegerField(_("Length"), null=True)
    unit = models.CharField(_("Unit of length"), max_length=14, choices=ClockRule.Unit.choices, blank=True)
    needs_contact = models.BooleanField(_("Contact person required"), default=False)
    started_at = models.DateTimeField(_("Start"), null=True, blank=True)
    started_until = models.DateTimeField(_("Start, until"), null=True, blank=True)
    started_precision = precision(_("Start, precision"))
    started_words = as_told()
    start_source = models.CharField(_("Who says so"), max_length=300, blank=True)
    # Counted from the latest instant that the start may have been; `due_from` from the earliest, where that is another one and the
    # words name it.
    due_from = models.DateTimeField(_("Due at the earliest"), null=True, blank=True)
    due_at = models.DateTimeField(_("Due"), null=True, blank=True)
    days_off = models.TextField(_("Holidays and joint leave passed over"), blank=True)
    unconfirmed = models.CharField(_("Years counted by a calendar nobody had confirmed"), max_length=100, blank=True)
    # The lateness that stood on record when a start, a notice or an exception was put otherwise: late it stays. What was late by
    # no notice on record is judged by the due of before, whenever the notice is typed: then `late_until` is empty.
    late_from = models.DateTimeField(_("Start by which it was late"), null=True, blank=True)
    late_by = models.DateTimeField(_("Late by the due of before"), null=True, blank=True)
    # the last notice on record, or when an exception was claimed instead of one
    late_until = models.DateTimeField(_("Late up to"), null=True, blank=True)
    authority_at = models.DateTimeField(_("Authority notified"), null=True, blank=True)
    authority_until = models.DateTimeField(_("Authority notified, until"), null=True, blank=True)
    authority_precision = precision(_("Authority notified, precision"))
    authority_words = as_told()
    subjects_at = models.DateTimeField(_("Subjects notified"), null=True, blank=True)
    subjects_until = models.DateTimeField(_("Subjects notified, until"), null=True, blank=True)
    subjects_precision = precision(_("Subjects notified, precision"))
    subjects_words = as_told()
    subjects_how = models.CharField(_("How subjects were notified"), max_length=300, blank=True)
    names_data = models.BooleanField(_("a. names the data exposed"), null=True)
    names_course = models.BooleanField(_("b. says when and how"), null=True)
    names_response = models.BooleanField(_("c. says how it is handled and put right"), null=True)
    names_contact = models.BooleanField(_("names a contact person"), null=True)
    exception = models.CharField(
        _("Exception claimed (Art. 50)"), max_length=1, choices=Exception50.choices, blank=True, default=""
    )
    exception_statute = models.CharField(_("Statute the exception rests on"), max_length=300, blank=True)
    public_notice = models.CharField(
        _("Notice to the public (Art. 46(3))"),
        max_length=12,
        choices=PublicNotice.choices,
        default=PublicNotice.UNKNOWN,
    )
    public_grounds = models.CharField(_("Grounds"), max_length=300, blank=True)
    public_at = models.DateTimeField(_("Public notified"), null=True, blank=True)
    public_until = models.DateTimeField(_("Public notified, until"), null=True, blank=True)
    public_precision = precision(_("Public notified, precision"))
    public_words = as_told()
    struck_at = models.DateTimeField(_("Struck"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = tracked()
    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("Duty to notify")
        verbose_name_plural = _("Duties to notify")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["involvement"],
                condition=models.Q(struck_at__isnull=True),
                name="a_duty_of_a_part_is_followed_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(exception="") | ~models.Q(exception_statute=""),
                name="an_exception_rests_on_a_statute",
            ),
            models.CheckConstraint(
                condition=models.Q(due_at__isnull=True)
                | models.Q(started_at__isnull=False, length__isnull=False, due_at__gt=models.F("started_at")),
                name="a_duty_is_due_after_its_start",
            ),
            models.CheckConstraint(
                condition=models.Q(due_from__isnull=True)
                | models.Q(due_from__gt=models.F("started_at"), due_from__lt=models.F("due_at")),
                name="a_duty_is_due_at_the_earliest_before_it_is_due",
            ),
            models.CheckConstraint(
                condition=models.Q(late_from__isnull=True, late_by__isnull=True, late_until__isnull=True)
                | models.Q(late_from__lt=models.F("late_by"))
                & (models.Q(late_until__isnull=True) | models.Q(late_until__gt=models.F("late_by"))),
                name="a_late_duty_keeps_start_and_due_of_its_lateness",
            ),
            *(
                models.CheckConstraint(
                    condition=models.Q(started_at__isnull=True)
                    | models.Q(**{f"{told}_at__isnull": True})
                    | models.Q(**{f"{told}_until__gt": models.F("started_at")}),
                    name=f"duty_{told}_at_not_before_its_start",
                )
                for told in ("authority", "subjects", "public")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.involvement.agency}"

    def get_absolute_url(self) -> str:
        return reverse("incidents:law", args=[self.incident.reference])

    def theirs_to_judge(self, user: "User") -> bool:
        return self.incident.theirs_to_judge(user)

    @property
    def agency(self) -> Agency:
        return self.involvement.agency

    @property
    def agency_id(self) -> int:
        return self.involvement.agency_id

    def waits(self) -> bool:
        """A notice is still owed, by who is still a controller, in a case that is worked on."""
        owed = (
            self.involvement.role in Involvement.CONTROLLERS and not self.involvement.struck_at and not self.struck_at
        )
        return owed and self.counted_due is not None and self.fulfilled_at is None and self.incident.status in ALIVE

    @property
    def missing(self) -> list[object]:
        """The parts of Art. 46(2) that the notice is known to lack."""
        parts = ["names_data", "names_course", "names_response"] + (["names_contact"] if self.needs_contact else [])
        columns = {column.name: column.verbose_name for column in self._meta.concrete_fields}
        return [columns[part] for part in parts if getattr(self, part) is False]


class Finding(Entry):
    """What the ministry found out itself, with how sure it is. Not an assertion of somebody else's, no conclusion yet."""

    class Confidence(models.TextChoices):
        UNSTATED = "unstated", _("Confidence not stated")
        LOW = "low", _("Low confidence")
        MEDIUM = "medium", _("Medium confidence")
        HIGH = "high", _("High confidence")

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="findings", verbose_name=_("Incident"))
    number = models.PositiveIntegerField(_("Number in the case"))
    text = models.TextField(_("Finding"))
    confidence = models.CharField(_("Confidence"), max_length=8, choices=Confidence.choices)
    said_by = models.CharField(_("Who says so"), max_length=200, blank=True)
    place = models.CharField(_("Place"), max_length=200, blank=True)
    method = models.CharField(_("How it was found"), max_length=300, blank=True)
    source = models.CharField(_("Source"), max_length=300, blank=True)
    evidence = models.ForeignKey(
        Evidence, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Evidence")
    )
    found_at = models.DateTimeField(_("Found"))
    found_until = models.DateTimeField(_("Found until"))
    found_precision = precision(_("Found, precision"))
    found_words = as_told()

    history = tracked()

    class Meta:
        verbose_name = _("Finding")
        ordering = ["incident", "number"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="finding_numbers_are_unique_in_a_case"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def judged_or_counted(self) -> bool:
        """It is what the ministry found out itself."""
        return True

    @property
    def label(self) -> str:
        return f"T-{self.number or 0:02d}"

    @property
    def found(self) -> spans.Span | None:
        return span_of(self, "found")
