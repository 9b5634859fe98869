"""Which body plays which part in a case: since when, up to when, what it holds, when it learnt of the failure."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..plain import spans
from ..plain.not_none import not_none
from .agencies import Agency
from .cases import Incident
from .corrections import Entry
from .record import as_told, precision, span_of, tracked

if TYPE_CHECKING:
    from .law import NotificationDuty


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
    WEIGHED = (*CONTROLLERS, AgencyRole.COPY_HOLDER, AgencyRole.ORIGIN, AgencyRole.LAW_ENFORCEMENT)

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

    knowing: Any  # given by the page of the case, from reports.knowing

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

    @property
    def says_since_when(self) -> bool:
        """Whether the case says since when this body knows: a controller, or who may hold the data and is told to know."""
        return self.role in self.CONTROLLERS or (self.role == self.AgencyRole.SUSPECTED and bool(self.known))

    def __str__(self) -> str:
        return f"{self.agency}: {self.get_role_display()}"

    @property
    def judged_or_counted(self) -> bool:
        """Cases are counted by their controllers; to whom one was referred, and who else holds the data, outcomes say."""
        return self.role in self.WEIGHED

    @property
    def standing_duty(self) -> "NotificationDuty | None":
        """Its duty to notify, if one is followed that was not struck."""
        return next((duty for duty in self.duties.all() if duty.struck_at is None), None)

    @property
    def struck_duty(self) -> "NotificationDuty | None":
        """The duty that was followed by mistake and struck, the last of several, as long as none is followed anew."""
        if self.standing_duty:
            return None
        return max(self.duties.all(), key=lambda duty: (not_none(duty.struck_at), duty.pk), default=None)

    @property
    def since(self) -> spans.Span | None:
        return span_of(self, "since")

    @property
    def until(self) -> spans.Span | None:
        return span_of(self, "until")

    @property
    def known(self) -> spans.Span | None:
        return span_of(self, "known")
