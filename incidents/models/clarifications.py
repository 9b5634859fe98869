"""The clarification request: what one agency is asked."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..plain import clocks
from ..workflow import ENDED_EARLY, Action, QuestionStatus, RequestStatus
from .agencies import Agency
from .cases import Incident
from .deadlines import Deadline
from .people import Unit, User
from .questions import Question
from .record import CaseEvent, choices, tracked
from .rules import LadderRung, QuestionSet
from .visibility import M, ToAgencyQuerySet

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from .letters import Letter


SETTLES_THE_ADDRESSEE = (Action.ANSWER, Action.REPLY, Action.RECORD_REPLY)


class DraftedQuerySet(ToAgencyQuerySet[M]):
    """What one person drafts and another approves."""

    def with_own_hand(self, user: User) -> Self:
        """Adds `own_hand`: whether `user` drafted or edited it, and so may not approve it."""
        written = CaseEvent.objects.filter(
            subject_type=self.model._meta.model_name,
            subject_id=Cast(OuterRef("pk"), CharField()),
            action__in=[Action.DRAFT, Action.EDIT, Action.DRAFT_LETTER, Action.EDIT_LETTER],
            actor=user,
        )
        return self.annotate(own_hand=Exists(written))


class RequestQuerySet(DraftedQuerySet["ClarificationRequest"]):
    def with_clock(self) -> Self:
        """Adds `started_at`, `due_at` (the present due: the last row) and `first_due_at`."""
        rows = Deadline.objects.filter(request=OuterRef("pk"))
        last, first = rows.order_by("-pk"), rows.order_by("pk")
        return self.annotate(
            started_at=Subquery(first.values("started_at")[:1]),
            due_at=Subquery(last.values("due_at")[:1]),
            first_due_at=Subquery(first.values("due_at")[:1]),
        )

    def unanswered(self) -> Self:
        """Issued, and at least one question is still open."""
        return self.filter(status=RequestStatus.OPEN)

    def overdue(self, at: datetime) -> Self:
        """Unanswered and past the present due at `at`; needs with_clock()."""
        return self.unanswered().filter(due_at__lt=at.replace(microsecond=0))

    def due_within(self, start: datetime, end: datetime, *, open_start: bool = False) -> Self:
        """Whose present due lies from `start` to `end`, both included unless `open_start`; needs with_clock()."""
        after = Q(due_at__gt=start) if open_start else Q(due_at__gte=start)
        return self.filter(after, due_at__lte=end)

    def to_review(self) -> Self:
        """With an answer that nobody has judged yet; answers in part, the usual ones, count like complete ones."""
        unjudged = Question.objects.filter(request=OuterRef("pk"), status=QuestionStatus.ANSWERED)
        return self.filter(Q(status=RequestStatus.ANSWERED) | Q(Exists(unjudged), status=RequestStatus.OPEN))

    def misaddressed(self) -> Self:
        """Open ones whose agency says that it is not the one to ask, or that its address is wrong: until it answers
        all the same, the letter goes out anew, or somebody upholds it."""
        same = {name: OuterRef(name) for name in ("subject_type", "subject_id")}
        settled = CaseEvent.objects.filter(
            **same, action__in=SETTLES_THE_ADDRESSEE, recorded_at__gt=OuterRef("recorded_at")
        )
        said = CaseEvent.objects.filter(
            subject_type=self.model._meta.model_name,
            subject_id=Cast(OuterRef("pk"), CharField()),
            action=Action.REDIRECT,
        )
        reissued = ClarificationRequest.objects.filter(replaces=OuterRef("pk")).exclude(status=RequestStatus.WITHDRAWN)
        return self.unanswered().filter(Exists(said.filter(~Exists(settled))), ~Exists(reissued))

    def awaiting_approval(self) -> Self:
        return self.filter(status=RequestStatus.AWAITING_APPROVAL)

    def awaiting_signature(self) -> Self:
        return self.filter(status=RequestStatus.AWAITING_SIGNATURE)

    def by_due(self) -> Self:
        return self.order_by(F("due_at").asc(nulls_last=True), "pk")


class OfRequestQuerySet(QuerySet[M]):
    """Rows that belong to a request and are seen by whoever sees the request."""

    def visible_to(self, user: User) -> Self:
        return self.filter(request__in=ClarificationRequest.objects.visible_to(user))


def _pair(at: str, by: str) -> models.CheckConstraint:
    """Both set or both empty: an instant without a person proves nothing."""
    both = models.Q(**{f"{at}__isnull": False, f"{by}__isnull": False})
    none = models.Q(**{f"{at}__isnull": True, f"{by}__isnull": True})
    return models.CheckConstraint(condition=both | none, name=f"request_{at}_and_{by}_go_together")


def _by(label: "StrPromise") -> "models.ForeignKey[User | None, User | None]":
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=label)


class ClarificationRequest(models.Model):
    """What one agency is asked in one case, with its own letter and its own clock."""

    class Security(models.TextChoices):
        ORDINARY = "B", _("Ordinary")
        LIMITED = "T", _("Limited")
        SECRET = "R", _("Secret")

    class Urgency(models.TextChoices):
        ORDINARY = "biasa", _("Ordinary")
        URGENT = "segera", _("Urgent")
        VERY_URGENT = "sangat segera", _("Very urgent")

    class Arrival(models.TextChoices):
        """What proves that the letter arrived: the earliest of these counts. A relay's 250 proves only that it left."""

        RECEIPT = "receipt", _("delivery receipt of its mail server")
        PORTAL = "portal", _("opened in the portal")
        ACKNOWLEDGED = "acknowledged", _("acknowledged by the agency")
        HAND = "hand", _("handed over")

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="requests", verbose_name=_("Incident"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="requests", verbose_name=_("Agency"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Unit"))
    number = models.PositiveIntegerField(_("Number in the case"))
    reference = models.CharField(_("Reference"), max_length=30, unique=True)
    status = models.CharField(
        _("Status"), max_length=20, choices=choices(RequestStatus), default=RequestStatus.DRAFT.value
    )
    # A second letter, a summons, a warning has its own number and clock; it names the letter that was not answered.
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="followers", verbose_name=_("Next letter after")
    )
    rung = models.ForeignKey(
        LadderRung, models.PROTECT, null=True, related_name="+", verbose_name=_("Step of the ladder")
    )
    # Letter lost, address wrong, wrong body asked: a new request with its own clock takes the old one's place.
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="reissues", verbose_name=_("Takes the place of")
    )
    question_set = models.ForeignKey(
        QuestionSet, models.PROTECT, null=True, related_name="+", verbose_name=_("Question set")
    )
    subject = models.CharField(_("Subject of the letter"), max_length=200)
    opening = models.TextField(_("Opening paragraph"))
    basis = models.TextField(_("Legal basis, one per line"))
    copies = models.TextField(_("Copies to, one office per line"), blank=True)
    security = models.CharField(_("Security"), max_length=1, choices=Security.choices, default=Security.ORDINARY)
    urgency = models.CharField(_("Urgency"), max_length=14, choices=Urgency.choices, default=Urgency.URGENT)

    meeting_at = models.DateTimeField(_("Meeting"), null=True)
    meeting_place = models.CharField(_("Place of the meeting"), max_length=300, blank=True)

    drafted_at = models.DateTimeField(_("Drafted"), null=True)
    drafted_by = _by(_("Drafted by"))
    submitted_at = models.DateTimeField(_("Submitted"), null=True)
    submitted_by = _by(_("Submitted by"))
    issued_at = models.DateTimeField(_("Issued"), null=True)
    issued_by = _by(_("Issued by"))
    delivered_at = models.DateTimeField(_("Arrived"), null=True)
    delivered_how = models.CharField(_("Arrival shown by"), max_length=14, choices=Arrival.choices, blank=True)
    acknowledged_at = models.DateTimeField(_("Acknowledged"), null=True)
    acknowledged_by = _by(_("Acknowledged by"))
    first_reply_at = models.DateTimeField(_("First reply"), null=True)
    answered_at = models.DateTimeField(_("Answered in full"), null=True)
    accepted_at = models.DateTimeField(_("Accepted"), null=True)
    accepted_by = _by(_("Accepted by"))
    withdrawn_at = models.DateTimeField(_("Withdrawn"), null=True)
    withdrawn_by = _by(_("Withdrawn by"))
    replaced_at = models.DateTimeField(_("Replaced"), null=True)
    replaced_by = _by(_("Replaced by"))
    version = models.PositiveIntegerField(default=1, editable=False)

    history = tracked()
    objects = RequestQuerySet.as_manager()
    own_hand: bool  # given by with_own_hand()
    due_at: datetime  # given by with_clock()

    class Meta:
        verbose_name = _("Clarification request")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="request_numbers_are_unique_in_a_case"),
            models.CheckConstraint(
                condition=models.Q(status__in=[str(s) for s in RequestStatus]), name="request_status_is_known"
            ),
            _pair("submitted_at", "submitted_by"),
            _pair("issued_at", "issued_by"),
            _pair("acknowledged_at", "acknowledged_by"),
            _pair("accepted_at", "accepted_by"),
            _pair("withdrawn_at", "withdrawn_by"),
            _pair("replaced_at", "replaced_by"),
            models.CheckConstraint(
                condition=models.Q(delivered_at__isnull=True, delivered_how="")
                | (models.Q(delivered_at__isnull=False) & ~models.Q(delivered_how="")),
                name="an_arrival_says_what_shows_it",
            ),
            models.UniqueConstraint(
                fields=["follows"], condition=~models.Q(status="withdrawn"), name="one_next_letter_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["replaces"], condition=~models.Q(status="withdrawn"), name="one_reissue_of_a_letter_at_a_time"
            ),
        ]
        indexes = [
            models.Index(fields=["status", "agency"], name="requests_by_status"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self):
        return reverse("incidents:request", args=[self.pk])

    @cached_property
    def deadline_rows(self) -> list[Deadline]:
        return sorted(self.deadlines.all(), key=lambda row: row.pk)

    @property
    def present_due(self) -> "datetime | None":
        """When the answer is due now, or None before there was a clock."""
        return self.deadline_rows[-1].due_at if self.deadline_rows else None

    @property
    def letter(self) -> "Letter | None":
        """The letter that asks: the one in force, or waiting for its signature. Letters about it are others."""
        return next((each for each in self.letters.all() if each.is_asking and not each.voided_at), None)

    @cached_property
    def follow_up(self) -> "ClarificationRequest | None":
        """The next letter after this one, the latest when an earlier one was withdrawn; or None."""
        return self.followers.order_by("pk").last()

    @cached_property
    def reissue(self) -> "ClarificationRequest | None":
        """The request that takes this one's place, or None."""
        return self.reissues.exclude(status=RequestStatus.WITHDRAWN).first()

    def clock(self, now: datetime) -> clocks.Reading | None:
        """The letter's clock read at `now`, or None while it does not run (not issued, withdrawn or replaced)."""
        rows = self.deadline_rows
        if not rows or self.status in ENDED_EARLY:
            return None
        return clocks.read(
            started_at=rows[0].started_at,
            due_at=rows[-1].due_at,
            first_due_at=rows[0].due_at,
            now=now,
            answered_at=self.answered_at,
        )
