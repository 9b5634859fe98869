"""The case: incident (a report first, or from the start)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..plain import chains, spans
from ..plain.letter_kinds import LetterKind
from ..plain.not_none import not_none
from ..workflow import TRANSITIONS, Action, IncidentStatus
from ..workflow.rows import ALIVE
from .past_cases import INDEXES, RULES, FromTheRecord
from .record import CaseEvent, as_told, choices, precision, span_of, tracked
from .visibility import readable

if TYPE_CHECKING:
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

    def merged_with(self, keys: Iterable[int]) -> Self:
        """Those of these keys, and every case that stands in one of them: merged into it, or into one that was."""
        found: set[int] = set()
        new = set(keys)
        while new:
            found |= new
            new = set(self.filter(merged_into__in=new).values_list("pk", flat=True)) - found
        return self.filter(pk__in=found)

    def merged_on(self) -> "dict[int, Incident]":
        """{key of a case that was merged into one which was merged itself: the case in which it stands by now}."""
        rows = self.filter(merged_into__merged_into__isnull=False).select_related("merged_into__merged_into")
        return {case.pk: case.stands for case in rows}


class Incident(FromTheRecord):
    """A suspected failure of personal-data protection (UU 27/2022 Art. 46), from the first sighting on.

    Four instants are kept apart: happened (a span, may be unknown), known to a controller (a span of its
    involvement), `seen_at` (by the ministry: `sighted`) and the event's `recorded_at` (typed in). `replay` marks a case
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
        """What went wrong, in the words the ministry counts by; several at once: a leak that was notified late."""

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
        """By what; several at once, as ransomware that came through a supplier."""

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
        """How cases end: as the ministry reports them (statistics of 2022 to 2025), and as others ended them."""

        NO_BREACH = "no_breach", _("No violation of data protection")
        NO_PERSONAL_DATA = "no_personal_data", _("Incident without a leak of personal data")
        OLD_OR_OPEN = "old_or_open", _("Old or open data")
        FABRICATED = "fabricated", _("Fabricated data")
        OTHER_SOURCE = "other_source", _("Not the source, another holder")
        PROVEN = "proven", _("Proven: no measure was needed")
        RECOMMENDATION = "recommendation", _("Proven: recommendation")
        REPRIMAND = "reprimand", _("Proven: reprimand")
        SANCTION_ALONE = "sanction_alone", _("Proven: sanction")
        SANCTION = "sanction", _("Proven: sanction and recommendation")
        TO_POLICE = "to_police", _("Referred to law enforcement")
        TO_SECTOR = "to_sector", _("Referred to a sector body")
        WITH_POLICE = "with_police", _("With law enforcement on another's report")
        OTHER_AUTHORITY = "other_authority", _("Decided by another authority")
        TOO_LITTLE = "too_little", _("Not enough information")
        NOT_COMPETENT = "not_competent", _("Not competent")
        NO_REPLY = "no_reply", _("No reply")
        UNTOLD = "untold", _("How it ended is not told by the file")  # of past cases alone

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
    seen_until = models.DateTimeField(_("Seen until"), null=True)
    seen_precision = precision(_("Seen, precision"))
    seen_words = as_told()
    status = models.CharField(
        _("Status"), max_length=20, choices=choices(IncidentStatus), default=IncidentStatus.OPEN.value
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="merged", verbose_name=_("Merged into")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="owned_incidents", verbose_name=_("Owner")
    )
    failures = models.JSONField(_("Kind of failure"), default=list, blank=True)
    harmed = models.JSONField(_("What was harmed"), default=list, blank=True)
    attacks = models.JSONField(_("Kind of attack"), default=list, blank=True)
    outcome = models.CharField(_("Outcome"), max_length=24, choices=Outcome.choices, blank=True)
    closed_at = models.DateTimeField(_("Closed"), null=True)
    restricted = models.BooleanField(_("Restricted"), default=False)
    drill = models.BooleanField(_("Drill"), default=False)
    replay = models.BooleanField(_("Replay"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = tracked()
    objects = IncidentQuerySet.as_manager()
    touched_at: datetime | None  # see with_touched
    requests_count: int  # with open_requests given by the list of cases
    open_requests: int
    past_requests: int
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
        indexes = INDEXES

    def __str__(self) -> str:
        return self.reference

    @property
    def happened(self) -> spans.Span | None:
        return span_of(self, "happened")

    @property
    def sighted(self) -> spans.Span:
        """When the ministry saw it, as exactly as that is known; `seen_at` is the earliest that this allows."""
        return not_none(span_of(self, "seen"))

    @property
    def failure_words(self) -> list[str]:
        return [str(self.Failure(each).label) for each in self.failures]

    @property
    def harm_words(self) -> list[str]:
        return [str(self.Harm(each).label) for each in self.harmed]

    @property
    def attack_words(self) -> list[str]:
        return [str(self.Attack(each).label) for each in self.attacks]

    def get_absolute_url(self) -> str:
        return reverse("incidents:incident", args=[self.reference])

    @property
    def stands(self) -> "Incident":
        """The case in which it goes on: itself, or where it was merged, the one at the end of that, however often that was merged on."""
        return chains.walked(self, lambda case: case.merged_into)[-1]

    def takes(self, kind: LetterKind) -> bool:
        """Whether a letter of `kind` has its place in the case as it stands: those of the result in a closed one as well; a
        report is referred before it is a case, or dismissed because another authority is competent."""
        also = {IncidentStatus.CLOSED: kind.after_closing, IncidentStatus.REPORT: kind.of_report}
        also[IncidentStatus.DISMISSED] = kind.of_report
        return self.status == IncidentStatus.OPEN or also.get(IncidentStatus(self.status), False)

    @property
    def over_since(self) -> datetime | None:
        """When it was closed or dismissed, as the record has it; None while it is worked on, and where it was merged: it goes on there."""
        if self.status == IncidentStatus.DISMISSED:
            ended = self.events.filter(action=Action.DISMISS).order_by("-recorded_at")
            return ended.values_list("recorded_at", flat=True).first()
        return self.closed_at

    @property
    def annulled(self) -> CaseEvent | None:
        """The act that declared it to be entered by mistake, as long as it is; None otherwise."""
        if self.status != IncidentStatus.MISTAKEN:
            return None
        return self.events.filter(action=Action.ANNUL).order_by("-recorded_at").first()

    @property
    def is_judged(self) -> bool:
        """Whether what is said in it is still assessed, and a figure chosen: what either rests on is put right by doing it anew."""
        return self.status in TRANSITIONS[Action.ASSESS].cases(past=self.past)

    def belongs_to(self, user: "User") -> bool:
        return self.owner_id == user.pk

    def theirs_to_amend(self, user: "User") -> bool:
        """Its words are anybody's who works on it, and its owner's once it has ended."""
        return self.status in ALIVE or self.belongs_to(user)

    def theirs_to_judge(self, user: "User") -> bool:
        """What is judged or counted of it: anybody's while it goes on, then a superior's. The end of a past case is what its file says and
        rests on nothing here: its owner puts that right."""
        return self.status in ALIVE or (self.past and self.belongs_to(user))
