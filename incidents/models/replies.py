"""What an agency answers: drafts seen by it alone, replies in parts, the answers to single questions, their files."""

import hashlib
import json
from datetime import timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..plain import answer_values, clocks, spans
from ..plain.not_none import not_none
from ..workflow import Role
from .channels import Channel
from .clarifications import ClarificationRequest
from .corrections import EntryOfRequest, StandingManager
from .drafts import WrittenOnAPage
from .files import StoredFile
from .known_instants import perhaps_late
from .languages import Language
from .people import User
from .questions import Question
from .record import as_told, precision, span_of, tracked
from .visibility import OfIncidentQuerySet


class ResponseQuerySet(OfIncidentQuerySet["Response"]):
    def visible_to(self, user: User) -> Self:
        """Whoever may know of the request."""
        return self.filter(request__in=ClarificationRequest.objects.visible_to(user))


class StandingResponses(StandingManager["Response"]):
    def get_queryset(self) -> ResponseQuerySet:
        return ResponseQuerySet(self.model, using=self._db).filter(struck_at__isnull=True)


class ResponseFileQuerySet(QuerySet["ResponseFile"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(response__in=Response.everything.visible_to(user))


class AnswerFileQuerySet(QuerySet["AnswerFile"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(answer__response__in=Response.everything.visible_to(user))


class DraftFileQuerySet(QuerySet["DraftFile"]):
    def visible_to(self, user: User) -> Self:
        """A draft is seen by the agency that writes it alone: not by the ministry, not by auditors."""
        if Role.LIAISON in user.roles:
            return self.filter(draft__question__request__agency__in=user.agency_ids)
        return self.none()


class Response(EntryOfRequest):
    """One reply: part 1, part 2, … each with the instant it came in and who declared it.

    An interim one ends the silence and leaves every question open. A denial, or "we do not hold it", answers them all. To decline, on the
    `ground` that the body names, answers none, and the clock runs on. `received_at` is when it reached the ministry, at the earliest where
    only a day is known (`received`): by that it is judged. For a reply from outside the portal that is earlier than its entry, and
    `channel`, `document` and `evidence` say where it comes from. `asked_at` is when the last of what it answers was asked, `due_at` the due
    it is judged by: both as they were when it was entered, and not judged again. What came from outside was typed in by the ministry: its
    words are put right, and it is struck where it was entered by mistake.
    """

    class Kind(models.TextChoices):
        INTERIM = "interim", _("Interim")
        PARTIAL = "partial", _("In part")
        FULL = "full", _("In full")
        DENIAL = "denial", _("Denial")
        NOT_HELD = "not_held", _("Data not held")
        DECLINED = "declined", _("Declines to answer")

    class Ground(models.TextChoices):
        """Why a body says that it does not answer."""

        SECRECY = "secrecy", _("A duty of secrecy")
        INVESTIGATION = "investigation", _("A pending investigation")
        LAW = "law", _("Another law forbids it")
        OTHER = "other", _("Another reason")

    Channel = Channel
    ANSWERS_ALL = (Kind.DENIAL, Kind.NOT_HELD)

    request = models.ForeignKey(
        ClarificationRequest, models.PROTECT, related_name="responses", verbose_name=_("Request")
    )
    phase = models.PositiveIntegerField(_("Part"))
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind.choices)
    ground = models.CharField(_("Declined because of"), max_length=13, choices=Ground.choices, blank=True)
    receipt = models.CharField(_("Receipt number"), max_length=40, unique=True)
    declared_name = models.CharField(_("Answered by"), max_length=200)
    declared_office = models.CharField(_("Position"), max_length=200)
    text = models.TextField(_("Text"), blank=True)
    # Of its words and its files; empty: Indonesian.
    language = models.CharField(_("Language of the answer"), max_length=3, choices=Language.choices, blank=True)
    channel = models.CharField(_("Channel"), max_length=8, choices=Channel.written(), default=Channel.PORTAL)
    document = models.CharField(_("Number and date of the document"), max_length=300, blank=True)
    evidence = models.ForeignKey(
        "incidents.Evidence", models.PROTECT, null=True, related_name="+", verbose_name=_("Scan")
    )
    received_at = models.DateTimeField(_("Received"))
    received_until = models.DateTimeField(_("Received until"), null=True)
    received_precision = precision(_("Received, precision"))
    received_words = as_told()
    asked_at = models.DateTimeField(_("Asked, or asked again"))
    due_at = models.DateTimeField(_("Due that counted"))
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Sent by")
    )

    translated: list[Any]  # the ministry's translations, struck ones too; given by the page that shows them

    history = tracked()
    objects: ClassVar[StandingResponses] = StandingResponses()
    everything: ClassVar[Any] = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("Response")
        ordering = ["request", "phase"]
        constraints = [
            models.UniqueConstraint(fields=["request", "phase"], name="response_parts_are_numbered_once"),
            models.CheckConstraint(
                condition=models.Q(kind="declined") & ~models.Q(ground="")
                | ~models.Q(kind="declined") & models.Q(ground=""),
                name="who_declines_says_on_which_ground",
            ),
            models.CheckConstraint(
                condition=models.Q(received_at__gte=models.F("asked_at")), name="no_reply_is_older_than_what_it_answers"
            ),
        ]

    @property
    def judged_or_counted(self) -> bool:
        """What the product made of a denial is assessed."""
        return self.kind == self.Kind.DENIAL

    def __str__(self) -> str:
        return self.receipt

    @property
    def typed_in(self) -> bool:
        """Whether the ministry entered it; what a body sent through the portal stands as it came."""
        return self.channel != self.Channel.PORTAL

    @property
    def is_told_apart(self) -> bool:
        """Whether it says, or has, more than stands beside the questions that it answers."""
        return bool(self.typed_in or self.struck_at or self.text or self.language or self.translations.all())

    @property
    def overtaken_by(self) -> "Response | None":
        """Paper entered after this reply that had come before it: the first answer in its place. This one's receipt stays."""
        paper = self.request.responses.filter(phase__gt=self.phase, received_at__lt=self.received_at)
        return paper.exclude(channel=self.Channel.PORTAL).order_by("received_at", "phase").first()

    @property
    def received(self) -> spans.Span:
        return not_none(span_of(self, "received"))

    @property
    def lateness(self) -> timedelta:
        """How long after the due that counted it was received, in whole seconds, at least; zero when in time, or perhaps."""
        return clocks.lateness(self.due_at, self.received_at)

    @property
    def perhaps_late(self) -> bool:
        return perhaps_late(self.due_at, self.received)


class Answer(models.Model):
    response = models.ForeignKey(Response, models.PROTECT, related_name="answers", verbose_name=_("Response"))
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers", verbose_name=_("Question"))
    text = models.TextField(_("Answer"), blank=True)
    value = models.JSONField(_("Value"), null=True)

    history = tracked()

    class Meta:
        verbose_name = _("Answer")
        ordering = ["response", "question"]
        constraints = [
            models.UniqueConstraint(fields=["response", "question"], name="one_answer_to_a_question_in_each_part"),
        ]

    def __str__(self) -> str:
        return f"{self.response}: {self.question}"


class ResponseFile(models.Model):
    """A file of a reply as a whole: the logs under a denial, say."""

    response = models.ForeignKey(Response, models.PROTECT, related_name="files", verbose_name=_("Response"))
    file = models.OneToOneField(StoredFile, models.PROTECT, verbose_name=_("File"))

    history = tracked()
    objects = ResponseFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("File of a reply")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.file)


class AnswerFile(models.Model):
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="files", verbose_name=_("Answer"))
    file = models.OneToOneField(StoredFile, models.PROTECT, verbose_name=_("File"))

    history = tracked()
    objects = AnswerFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("File of an answer")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.file)


class AnswerDraft(WrittenOnAPage):
    """What the agency has written and not yet sent. Not tracked; seen by that agency alone.

    Once the question is another body's, from which it had passed by mistake, what was written meanwhile is laid aside
    (`aside_of`): it is the draft of no question, and nobody is shown it, unless the question comes to its writer's body again.
    """

    question = models.OneToOneField(Question, models.PROTECT, null=True, related_name="draft")
    aside_of = models.ForeignKey(Question, models.PROTECT, null=True, related_name="laid_aside")
    text = models.TextField(blank=True)
    value = models.JSONField(null=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(question__isnull=False, aside_of__isnull=True)
                | models.Q(question__isnull=True, aside_of__isnull=False),
                name="a_draft_is_of_a_question_or_laid_aside",
            ),
        ]

    def __str__(self) -> str:
        return f"draft of {self.question_id or self.aside_of_id}"

    @property
    def words(self) -> str:
        """Identifies what stands here, so that two colleagues at one answer do not write over each other."""
        return hashlib.sha256(json.dumps([self.text, self.value], sort_keys=True).encode()).hexdigest()[:16]

    @property
    def is_complete(self) -> bool:
        """True when it can be sent as it stands."""
        return answer_values.is_complete(not_none(self.question).kind, self.value, self.text, bool(self.files.all()))


class DraftFile(models.Model):
    """A file waiting in a draft. Becomes a StoredFile, same bytes, same path, when the answer is sent."""

    draft = models.ForeignKey(AnswerDraft, models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=80, unique=True)
    remark = models.JSONField(
        default=dict, blank=True
    )  # what was held of it, and why it came in: the event that sends it says so

    objects = DraftFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
