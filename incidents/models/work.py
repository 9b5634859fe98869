"""Work around the case: who promised what by when, which cases belong together, who may see a restricted one."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..plain import spans
from ..workflow import STAFF, TRANSITIONS, Action, CommitmentStatus
from ..workflow.rows import FOLLOWED
from .activities import Activity
from .agencies import Agency
from .cases import Incident, IncidentQuerySet
from .corrections import Entry
from .due_in_case import DueInCase
from .people import Appointment
from .record import as_told, choices, precision, span_of, tracked
from .told_due import ToldDue
from .visibility import OfIncidentQuerySet

if TYPE_CHECKING:
    from .letters import Letter
    from .people import Unit, User


def _counts_by(counted: str, told: str) -> models.Q:
    """That the instant `counted` lies within the span `told`, or there is neither."""
    both = {f"{told}_at__isnull": False, f"{told}_until__isnull": False, f"{counted}__isnull": False}
    within = {f"{told}_at__lte": models.F(counted), f"{told}_until__gte": models.F(counted)}
    return models.Q(**both, **within) | models.Q(**{f"{told}_at__isnull": True, f"{counted}__isnull": True})


class Commitment(ToldDue, DueInCase, Entry):
    """Who owes what by when, from a meeting, by a letter of the result or otherwise. It stops no clock."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="commitments", verbose_name=_("Incident"))
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="commitments", verbose_name=_("Activity")
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Agency")
    )
    # Asked for by a letter of the case: it is owed until it is done, also after the case is closed.
    case_letter = models.ForeignKey(
        "incidents.CaseLetter", models.PROTECT, null=True, related_name="demands", verbose_name=_("Letter of the case")
    )
    # Asked for by a letter that left outside the product: typed in with that.
    past_letter = models.ForeignKey(
        "incidents.PastLetter",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="demands",
        verbose_name=_("Letter from the record"),
    )
    shown_by = models.ForeignKey(
        "incidents.FollowUp", models.PROTECT, null=True, related_name="+", verbose_name=_("Shown by")
    )
    who = models.CharField(_("Who"), max_length=200)
    what = models.TextField(_("Commitment made"))
    source = models.CharField(_("Source"), max_length=300, blank=True)
    # By when it is owed, as it was told, and the last second of that, by which it counts.
    told_due_at = models.DateTimeField(_("By when"), null=True)
    told_due_until = models.DateTimeField(_("By when, until"), null=True)
    told_due_precision = precision(_("By when, precision"))
    told_due_words = as_told()
    due_at = models.DateTimeField(_("By when"), null=True, blank=True)
    # The due by which it is judged: that of now, but what was moved after it had passed makes nobody punctual.
    passed_due_at = models.DateTimeField(_("Due that had passed"), null=True)
    passed_due_until = models.DateTimeField(_("Due that had passed, until"), null=True)
    passed_due_precision = precision(_("Due that had passed, precision"))
    passed_due_words = as_told()
    in_time_until = models.DateTimeField(_("In time until"), null=True, editable=False)
    status = models.CharField(
        _("State"), max_length=8, choices=choices(CommitmentStatus), default=CommitmentStatus.OPEN.value
    )
    settled_at = models.DateTimeField(_("Settled"), null=True)
    # When it was kept, as it was told: `settled_at` is when somebody said so. Of what a letter asks for `shown_by` tells it.
    kept_at = models.DateTimeField(_("Kept"), null=True)
    kept_until = models.DateTimeField(_("Kept, until"), null=True)
    kept_precision = precision(_("Kept, precision"))
    kept_words = as_told()
    # None: open, released with a letter that was taken back, or judged before it was kept who did.
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Judged by")
    )

    history = tracked()

    class Meta:
        verbose_name = _("Commitment")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(case_letter__isnull=True) | models.Q(past_letter__isnull=True),
                name="what_is_owed_is_asked_for_by_one_letter",
            ),
            models.CheckConstraint(
                condition=_counts_by("due_at", "told_due"), name="a_due_counts_within_what_was_told"
            ),
            models.CheckConstraint(
                condition=models.Q(passed_due_at__isnull=False) & _counts_by("in_time_until", "passed_due")
                | models.Q(passed_due_at__isnull=True, in_time_until__isnull=True, due_at__isnull=True)
                | models.Q(
                    passed_due_at__isnull=True,
                    in_time_until__isnull=False,
                    due_at__isnull=False,
                    in_time_until=models.F("due_at"),
                ),
                name="a_judging_due_counts_within_what_was_told",
            ),
        ]

    def __str__(self) -> str:
        return self.what[:80]

    def get_absolute_url(self) -> str:
        if self.case_letter_id:
            return reverse("incidents:case_letter", args=[self.case_letter_id])
        return reverse("incidents:work", args=[self.incident.reference])

    @property
    def letter(self) -> "Letter | None":
        """By which it is asked for; None for what was said at a meeting or otherwise."""
        return self.case_letter.letter if self.case_letter else None

    @property
    def unit(self) -> "Unit | None":
        """In whose name it is asked for; None for what no letter asks for."""
        return self.case_letter.unit if self.case_letter else None

    @property
    def reference(self) -> str:
        return (self.case_letter or self.incident).reference

    @property
    def mail_to(self) -> str:
        """The addresses chosen for that letter, one a line: whoever got it is reminded of what it asks."""
        return self.case_letter.mail_to if self.case_letter else ""

    @property
    def drill_addresses(self) -> str:
        return self.case_letter.drill_addresses if self.case_letter else ""

    @property
    def tells_ppdp(self) -> bool:
        return bool(self.case_letter and self.case_letter.tells_ppdp)

    @property
    def may_be_judged_anew(self) -> bool:
        """Whether a judgement on it may be taken back: in a case that is worked on or past, one made after the closing also then, and of a
        letter always as long as that is in force."""
        if self.case_letter:
            return self.case_letter.ended_at is None
        ended = self.incident.over_since
        return self.incident.is_judged or bool(ended and self.settled_at and self.settled_at > ended)

    def judged_by_them(self, user: "User") -> bool:
        return self.judged_by_id == user.pk

    @property
    def kept(self) -> spans.Span | None:
        """When it was kept, as it was told; None for what is not kept, or is shown by what came back on a letter."""
        return span_of(self, "kept")

    @property
    def done(self) -> spans.Span | None:
        """When what is kept was shown to be done, by what came back on the letter that asked for it, or else was kept."""
        if self.status != CommitmentStatus.KEPT:
            return None
        return self.shown_by.received if self.shown_by else self.kept

    def waits(self) -> bool:
        """Still owed: in a case that is worked on or was closed, by a letter whatever became of it."""
        return self.status == CommitmentStatus.OPEN and (bool(self.case_letter_id) or self.incident.status in FOLLOWED)


class Relation(models.Model):
    """Two cases that belong together, each staying a case of its own."""

    class Kind(models.TextChoices):
        REPUBLICATION = "republication", _("Re-publication of")
        SAME_ACTOR = "same_actor", _("Same actor as")
        SAME_DATA = "same_data", _("Same data as")
        RELATED = "related", _("Related to")

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="relations", verbose_name=_("Incident"))
    other = models.ForeignKey(Incident, models.PROTECT, related_name="related_from", verbose_name=_("Other case"))
    kind = models.CharField(_("Kind"), max_length=14, choices=Kind.choices)
    why = models.CharField(_("Why"), max_length=500)

    history = tracked()
    objects = OfIncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Relation")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "other", "kind"], name="two_cases_are_related_once_in_a_way"),
            models.CheckConstraint(
                condition=~models.Q(incident=models.F("other")), name="a_case_is_not_related_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.other}"


class AdmissionQuerySet(OfIncidentQuerySet["Admission"]):
    def in_force(self, at: datetime) -> Self:
        """Those that name somebody at `at`: not ended, and under an appointment that still holds."""
        posts = Appointment.objects.on(at).filter(user=OuterRef("user"), role__in=STAFF)
        return self.filter(
            Exists(posts.filter(valid_from__lte=OuterRef("since"))), ended_at__isnull=True, user__is_active=True
        )


class Admission(models.Model):
    """A person who may see a restricted case, from when to when and why. It does not outlive the appointment under which it was given."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="admissions", verbose_name=_("Incident"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="admissions", verbose_name=_("Person")
    )
    why = models.CharField(_("Why"), max_length=300)
    since = models.DateTimeField(_("Since"))
    ended_at = models.DateTimeField(_("Ended"), null=True)

    history = tracked()
    objects = AdmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Admission")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "user"],
                condition=models.Q(ended_at__isnull=True),
                name="a_person_is_admitted_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def lapsed(self) -> bool:
        """Nobody ended it, but the appointment under which it was given has ended."""
        since = self.user.serves_since
        return self.ended_at is None and (since is None or since > self.since)


def known_to_nobody(at: datetime) -> IncidentQuerySet:
    """Restricted cases of which nobody may know who is appointed at `at` to work on cases: their owner serves no more, and nobody who
    does is named for them. Only of those that may pass to another owner."""
    serving = Appointment.objects.on(at).filter(role__in=STAFF, user__is_active=True)
    rows = Incident.objects.filter(restricted=True, status__in=map(str, TRANSITIONS[Action.ASSIGN].sources))
    named = Admission.objects.in_force(at).filter(incident=OuterRef("pk"))
    return rows.exclude(owner__in=serving.values("user")).exclude(Exists(named)).order_by("pk")
