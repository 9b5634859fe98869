"""Work around the case: who promised what by when, which cases belong together, who may see a restricted one."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self, cast

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..plain import spans
from ..plain.clocks import lateness, passed
from ..workflow import STAFF, CommitmentStatus
from ..workflow.rows import ALIVE
from .activities import Activity
from .agencies import Agency
from .came import perhaps_late
from .cases import Incident
from .corrections import Entry
from .due_in_case import DueInCase
from .people import Appointment
from .record import as_told, choices, precision, span_of, tracked
from .visibility import OfIncidentQuerySet

if TYPE_CHECKING:
    from .letters import Letter
    from .people import Unit, User


class Commitment(DueInCase, Entry):
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
    shown_by = models.ForeignKey(
        "incidents.FollowUp", models.PROTECT, null=True, related_name="+", verbose_name=_("Shown by")
    )
    who = models.CharField(_("Who"), max_length=200)
    what = models.TextField(_("Commitment made"))
    source = models.CharField(_("Source"), max_length=300, blank=True)
    due_at = models.DateTimeField(_("By when"), null=True, blank=True)
    # The due by which it is judged: that of now, but what was moved after it had passed makes nobody punctual.
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
    def counted_due(self) -> datetime | None:
        """The due that people are told of."""
        return self.due_at

    @property
    def may_be_judged_anew(self) -> bool:
        """Whether a judgement on it may be taken back: in a case that is worked on, of a letter also after that, as long as that
        letter is in force."""
        if self.case_letter:
            return self.case_letter.ended_at is None
        return self.incident.status in ALIVE

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

    @property
    def late_by(self) -> timedelta | None:
        """How long after the due that it is judged by it was done, at the least; None for what was in time, or may have been, had no
        due or was not kept."""
        if self.done is None or self.in_time_until is None:
            return None
        return lateness(self.in_time_until, self.done.start) or None

    @property
    def perhaps_late(self) -> bool:
        """Whether nobody can say that it was in time: it was done on a day, or in a month, in which the due passed."""
        return bool(self.done and self.in_time_until and perhaps_late(self.in_time_until, self.done))

    def put_due(self, due_at: datetime | None, at: datetime) -> None:
        """It is owed by `due_at`, said at `at`; by what it is judged moves along unless that had passed."""
        self.due_at = due_at
        if not (self.in_time_until and passed(self.in_time_until, at)):
            self.in_time_until = due_at

    def correct_due(self, due_at: datetime | None, at: datetime) -> None:
        """It was typed wrong by when it is owed. That is no postponement: what had passed already when it was typed was never a day
        that anybody could keep, and judges nothing once it is put right."""
        if self.could_be_kept_by_then:
            self.put_due(due_at, at)
        else:
            self.due_at = self.in_time_until = due_at

    @property
    def could_be_kept_by_then(self) -> bool:
        """Whether the day that it is judged by lay ahead when it was typed; so too where there is none."""
        if self.in_time_until is None:
            return True
        versions = cast(Any, self).history.filter(in_time_until=self.in_time_until).order_by("history_id")
        typed_at = versions.values_list("history_date", flat=True).first()
        return typed_at is None or not passed(self.in_time_until, typed_at)

    @property
    def passed_before(self) -> datetime | None:
        """The due that had passed when a later one was set: it counts still. None where there is none."""
        return None if self.in_time_until == self.due_at else self.in_time_until

    def waits(self) -> bool:
        """Still owed: in a case that is worked on, by a letter also after that."""
        return self.status == CommitmentStatus.OPEN and (bool(self.case_letter_id) or self.incident.status in ALIVE)


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
    def holding(self, at: datetime) -> Self:
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
