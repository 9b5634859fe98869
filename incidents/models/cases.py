"""The case: incident (a report first, or from the start), which agency plays which part in it, what else happened."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..plain import spans
from ..workflow import IncidentStatus
from ..workflow.rows import ALIVE
from .agencies import Agency
from .corrections import Entry
from .past_cases import RULES, FromTheRecord
from .record import CaseEvent, as_told, choices, precision, span_of, tracked
from .visibility import readable

if TYPE_CHECKING:
    from .assertions import Assertion
    from .people import User


class IncidentQuerySet(QuerySet["Incident"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(readable(user))

    def by_reference(self, reference: str) -> Self:
        """The case of this number, or the one that the report of this number became."""
        return self.filter(Q(reference=reference) | Q(report_reference=reference))

    def with_touched(self) -> Self:
        """Adds `touched_at`: when a person last did something in the case."""
        acts = CaseEvent.objects.filter(incident=OuterRef("pk"), actor__isnull=False).order_by("-recorded_at")
        return self.annotate(touched_at=Subquery(acts.values("recorded_at")[:1]))

    def untouched(self, days: int, at: datetime) -> Self:
        """Those still worked on in which nobody did anything for `days` days; what was re-entered is no work."""
        rows = self.filter(status__in=map(str, ALIVE), replay=False).with_touched()
        return rows.filter(touched_at__lt=at - timedelta(days=days))

    def reports(self) -> Self:
        return self.filter(status=IncidentStatus.REPORT)


class Incident(FromTheRecord):
    """A suspected failure of personal-data protection (UU 27/2022 Art. 46), from the first sighting on.

    Four instants are kept apart: happened (a span, may be unknown), known to a controller (a span of its
    involvement), `seen_at` (by the ministry) and the event's `recorded_at` (typed in). `replay` marks a case
    that is history re-entered: no mail goes out for it; `past` one whose letters came about outside the product. A report
    keeps its number when it becomes a case.
    """

    class Severity(models.TextChoices):
        UNKNOWN = "unknown", _("Not yet known")
        LOW = "low", _("Low")
        MEDIUM = "medium", _("Medium")
        HIGH = "high", _("High")
        VERY_HIGH = "very_high", _("Very high")

    class Tlp(models.TextChoices):
        RED = "red", "TLP:RED"
        AMBER_STRICT = "amber_strict", "TLP:AMBER+STRICT"
        AMBER = "amber", "TLP:AMBER"
        GREEN = "green", "TLP:GREEN"
        CLEAR = "clear", "TLP:CLEAR"

    class Source(models.TextChoices):
        COMPLAINT = "complaint", _("Complaint by the public")
        CONTROLLER = "controller", _("Report by the controller (Art. 46)")
        SOCIAL_MEDIA = "social_media", _("Social media")
        NEWS = "news", _("News")
        FORUM = "forum", _("Forum or black market")
        BSSN = "bssn", _("Notice by BSSN")
        POLICE = "police", _("Notice by the police")
        SUPERVISION = "supervision", _("Own supervision")
        SECTOR = "sector", _("Notice by a sector body")
        RESEARCHER = "researcher", _("Security researcher")
        OTHER = "other", _("Other")
        UNKNOWN = "unknown", _("Not yet known")

    class Failure(models.TextChoices):
        """What went wrong, in the words the ministry counts by."""

        DISCLOSURE = "disclosure", _("Leak or disclosure")
        ACCESS = "access", _("Unlawful access")
        LOSS = "loss", _("Loss or destruction")
        CHANGE = "change", _("Alteration")
        COLLECTION = "collection", _("Excessive collection")
        CONSENT = "consent", _("Processing without consent")
        LATE_NOTICE = "late_notice", _("Late notification")
        OTHER = "other", _("Other")

    class Harm(models.TextChoices):
        """What of the data was harmed; several at once, as after ransomware."""

        CONFIDENTIALITY = "confidentiality", _("Confidentiality")
        INTEGRITY = "integrity", _("Integrity")
        AVAILABILITY = "availability", _("Availability")

    class Attack(models.TextChoices):
        RANSOMWARE = "ransomware", _("Ransomware")
        INTRUSION = "intrusion", _("Intrusion into a system")
        CREDENTIALS = "credentials", _("Stolen or guessed credentials")
        PHISHING = "phishing", _("Phishing")
        SCRAPING = "scraping", _("Mass collection from what is open")
        INSIDER = "insider", _("Somebody inside")
        SUPPLIER = "supplier", _("Through a supplier or processor")
        EXPOSED = "exposed", _("Left open by mistake")
        LOST = "lost", _("Lost or stolen device or paper")
        MISTAKE = "mistake", _("Mistake, no attack")
        OTHER = "other", _("Other")

    class Outcome(models.TextChoices):
        """How cases end, as the ministry reports them (statistics of 2022 to 2025)."""

        NO_BREACH = "no_breach", _("No violation of data protection")
        NO_PERSONAL_DATA = "no_personal_data", _("Incident without personal data")
        OLD_OR_OPEN = "old_or_open", _("Old or open data")
        FABRICATED = "fabricated", _("Fabricated data")
        OTHER_SOURCE = "other_source", _("Not the source, another holder")
        RECOMMENDATION = "recommendation", _("Proven: recommendation")
        REPRIMAND = "reprimand", _("Proven: reprimand")
        SANCTION = "sanction", _("Proven: sanction and recommendation")
        TO_POLICE = "to_police", _("Referred to law enforcement")
        TO_SECTOR = "to_sector", _("Referred to a sector body")
        TOO_LITTLE = "too_little", _("Not enough information")
        NOT_COMPETENT = "not_competent", _("Not competent")
        NO_REPLY = "no_reply", _("No reply")

    reference = models.CharField(_("Reference"), max_length=20, unique=True)
    report_reference = models.CharField(_("Report number"), max_length=20, unique=True, null=True)  # noqa: DJ001  (most were never a report)
    title = models.CharField(_("Title"), max_length=200)
    summary = models.TextField(_("What is known"), blank=True)
    source = models.CharField(_("Source"), max_length=20, choices=Source.choices, default=Source.UNKNOWN)
    source_note = models.CharField(_("Where it was seen"), max_length=300, blank=True)
    severity = models.CharField(_("Severity"), max_length=12, choices=Severity.choices, default=Severity.UNKNOWN)
    tlp = models.CharField(_("TLP"), max_length=14, choices=Tlp.choices, default=Tlp.AMBER)
    happened_at = models.DateTimeField(_("Happened"), null=True, blank=True)
    happened_until = models.DateTimeField(_("Happened until"), null=True, blank=True)
    happened_precision = precision(_("Happened, precision"))
    happened_words = as_told()
    seen_at = models.DateTimeField(_("Seen by the ministry"))
    status = models.CharField(
        _("Status"), max_length=20, choices=choices(IncidentStatus), default=IncidentStatus.OPEN.value
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="merged", verbose_name=_("Merged into")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="owned_incidents", verbose_name=_("Owner")
    )
    failure = models.CharField(_("Kind of failure"), max_length=20, choices=Failure.choices, blank=True)
    harmed = models.JSONField(_("What was harmed"), default=list, blank=True)
    attack = models.CharField(_("Kind of attack"), max_length=12, choices=Attack.choices, blank=True)
    outcome = models.CharField(_("Outcome"), max_length=24, choices=Outcome.choices, blank=True)
    closed_at = models.DateTimeField(_("Closed"), null=True)
    restricted = models.BooleanField(_("Restricted"), default=False)
    drill = models.BooleanField(_("Drill"), default=False)
    replay = models.BooleanField(_("Replay"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = tracked()
    objects = IncidentQuerySet.as_manager()
    touched_at: datetime | None  # see with_touched
    passages: list[list[str]]  # where the words stand that were looked for; given by the page of the search

    class Meta:
        verbose_name = _("Incident")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=[str(s) for s in IncidentStatus]), name="incident_status_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status="merged", merged_into__isnull=False)
                | (~models.Q(status="merged") & models.Q(merged_into__isnull=True)),
                name="a_merged_case_names_the_other",
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("pk")), name="a_case_is_not_merged_into_itself"
            ),
            models.CheckConstraint(
                condition=(models.Q(status="closed") & ~models.Q(outcome="") & models.Q(closed_at__isnull=False))
                | (~models.Q(status="closed") & models.Q(closed_at__isnull=True)),
                name="a_closed_case_has_an_outcome",
            ),
            *RULES,
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def happened(self) -> spans.Span | None:
        return span_of(self, "happened")

    @property
    def harms(self) -> list[str]:
        """What was harmed, in words."""
        return [str(self.Harm(each).label) for each in self.harmed]

    def get_absolute_url(self) -> str:
        return reverse("incidents:incident", args=[self.reference])

    def belongs_to(self, user: "User") -> bool:
        return self.owner_id == user.pk


class Involvement(Entry):
    """The role of an agency in one incident, since when, up to when and why; what it holds and who says so.

    `since` and `until` are those of the part it plays; a processor plays it `on_behalf_of` another body.

    `known` is when this body itself learnt of the failure, as far as anybody said: the statute's start, not the letter's.
    """

    class AgencyRole(models.TextChoices):
        CONTROLLER = "controller", _("Controller")
        JOINT_CONTROLLER = "joint_controller", _("Joint controller")
        PROCESSOR = "processor", _("Processor")
        COPY_HOLDER = "copy_holder", _("Copy holder")
        ORIGIN = "origin", _("Origin of the data")
        COORDINATION = "coordination", _("Coordination")
        LAW_ENFORCEMENT = "law_enforcement", _("Law enforcement")
        REPORTER = "reporter", _("Reporter")
        AFFECTED = "affected", _("Affected by the failure")
        NAMED = "named", _("Named in the case")
        SUSPECTED = "suspected", _("Thought to hold the data")  # what is said at night, and no finding of anybody

    CONTROLLERS = (AgencyRole.CONTROLLER, AgencyRole.JOINT_CONTROLLER)  # who owes notices by statute

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="involvements", verbose_name=_("Incident"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="involvements", verbose_name=_("Agency"))
    role = models.CharField(_("Role in the case"), max_length=20, choices=AgencyRole.choices)
    on_behalf_of = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("On whose behalf")
    )
    since_at = models.DateTimeField(_("Since"))
    since_until = models.DateTimeField(_("Since, until"), null=True)
    since_precision = precision(_("Since, precision"))
    since_words = as_told()
    until_at = models.DateTimeField(_("Played until"), null=True)
    until_until = models.DateTimeField(_("Played until, until"), null=True)
    until_precision = precision(_("Played until, precision"))
    until_words = as_told()
    why = models.CharField(_("Why"), max_length=300, blank=True)
    holds = models.CharField(_("Holds"), max_length=200, blank=True)
    according_to = models.CharField(_("According to"), max_length=200, blank=True)
    known_at = models.DateTimeField(_("Known to it"), null=True, blank=True)
    known_until = models.DateTimeField(_("Known to it until"), null=True, blank=True)
    known_precision = precision(_("Known to it, precision"))
    known_words = as_told()
    known_source = models.CharField(_("Who says since when"), max_length=300, blank=True)

    history = tracked()

    class Meta:
        verbose_name = _("Involvement")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "agency", "role"],
                condition=models.Q(struck_at__isnull=True),
                name="an_agency_has_each_role_once_in_a_case",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.get_role_display()}"

    @property
    def since(self) -> spans.Span | None:
        return span_of(self, "since")

    @property
    def until(self) -> spans.Span | None:
        return span_of(self, "until")

    @property
    def known(self) -> spans.Span | None:
        return span_of(self, "known")


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
        OFFER = "offer", _("Support offered")

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

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def happened(self) -> spans.Span | None:
        return span_of(self, "happened")
