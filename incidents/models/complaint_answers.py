"""Answers to complainants: drafted, approved, sent as a letter that names a person, or handed over."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..workflow import Action, ComplaintAnswerStatus, Role
from .cases import Incident
from .clarifications import ClarificationRequest
from .complaints import Complaint
from .people import Unit
from .record import CaseEvent, choices, tracked
from .request_queries import DraftedQuerySet

if TYPE_CHECKING:
    from .letters import Letter
    from .people import User


NOTED = (Action.HAND_OVER_ANSWER, Action.TELL_ANSWER)  # the moves that say how it reached the complainant


class ComplaintAnswerQuerySet(DraftedQuerySet["ComplaintAnswer"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(complaint__in=Complaint.objects.visible_to(user))


class ComplaintAnswer(models.Model):
    """What the ministry answers a complainant: drafted by one person, approved by another, who issues it as a Letter with a
    number of the unit. Whom it goes to stands on the sheet and, locked, in that letter alone. Or what people told them otherwise:
    its sense, how, when and by whom; no letter and no number."""

    class Handed(models.TextChoices):
        POST = "post", _("Posted")
        HAND = "hand", _("Handed over in person")
        PHONE = "phone", _("Told by telephone")
        COUNTER = "counter", _("Told in person")
        MAIL = "mail", _("Sent by e-mail outside this application")

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="answers", verbose_name=_("Complaint"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Unit"))
    text = models.TextField(_("Answer"))
    status = models.CharField(_("Status"), max_length=20, choices=choices(ComplaintAnswerStatus))
    sent_at = models.DateTimeField(_("Issued"), null=True)
    # How it reached the complainant where no mail took it there.
    handed_way = models.CharField(_("Handed over how"), max_length=8, choices=Handed.choices, blank=True)
    handed_on = models.DateField(_("Handed over on"), null=True)
    handed_by = models.CharField(_("Handed over by whom"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = tracked()
    objects = ComplaintAnswerQuerySet.as_manager()

    # What a letter asks of whatever it is written for: it goes to one person, in no hurry but the ordinary.
    security, urgency, copies = (
        ClarificationRequest.Security.ORDINARY.value,
        ClarificationRequest.Urgency.ORDINARY.value,
        "",
    )

    class Meta:
        verbose_name = _("Answer to a complainant")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="sent", sent_at__isnull=False) | ~Q(status="sent") & Q(sent_at__isnull=True),
                name="an_answer_that_was_sent_says_when",
            ),
            models.CheckConstraint(
                condition=Q(handed_way="", handed_on__isnull=True, handed_by="")
                | ~Q(handed_way="") & ~Q(handed_by="") & Q(handed_on__isnull=False, status__in=["sent", "told"]),
                name="an_answer_that_was_handed_over_says_how_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(status="told") | ~Q(handed_way=""), name="an_answer_given_otherwise_says_how"
            ),
            models.UniqueConstraint(
                fields=["complaint"],
                condition=Q(status__in=["awaiting_signature", "draft"]),
                name="one_answer_waits_for_a_complaint",
            ),
        ]

    def __str__(self) -> str:
        return self.complaint.reference

    def get_absolute_url(self) -> str:
        return self.complaint.get_absolute_url()

    def belongs_to(self, user: "User") -> bool:
        return self.complaint.opens_to(user)

    def handed_over_by_them(self, user: "User") -> bool:
        """Whether `user` noted last how it was handed over, or is a superior, of those who may know of whom; where nothing is noted it
        is nobody else's."""
        if not self.belongs_to(user) or not self.handed_way or Role.SUPERVISOR in user.roles:
            return self.belongs_to(user)
        noted = CaseEvent.objects.of(self).filter(action__in=NOTED).order_by("-recorded_at")
        return noted.values_list("actor", flat=True).first() == user.pk

    @property
    def incident(self) -> Incident | None:
        return self.complaint.incident

    @property
    def incident_id(self) -> int | None:
        return self.complaint.incident_id

    @property
    def reference(self) -> str:
        """What its letter refers to: the number of the complaint."""
        return self.complaint.reference

    @property
    def letter(self) -> "Letter | None":
        """What goes out: issued, or waiting for its signature."""
        return next((each for each in self.letters.all() if not each.voided_at), None)
