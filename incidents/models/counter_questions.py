"""What an agency asks about the letter that asks it: its question, the ministry's answer, the files of both."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..plain import spans
from ..plain.not_none import not_none
from .clarifications import ClarificationRequest
from .corrections import EntryOfRequest, StandingManager
from .deadlines import Deadline, ExtensionRequest
from .files import StoredFile
from .people import User
from .questions import Question
from .record import as_told, precision, span_of, tracked
from .replies import Response
from .visibility import OfIncidentQuerySet


class CounterQuestionQuerySet(OfIncidentQuerySet["CounterQuestion"]):
    def visible_to(self, user: User) -> Self:
        """Whoever may know of the request."""
        return self.filter(request__in=ClarificationRequest.objects.visible_to(user))

    def pending(self) -> Self:
        """Those that wait for the ministry's answer."""
        return self.filter(state=CounterQuestion.State.PENDING)


class StandingQuestions(StandingManager["CounterQuestion"]):
    def get_queryset(self) -> CounterQuestionQuerySet:
        return CounterQuestionQuerySet(self.model, using=self._db).filter(struck_at__isnull=True)

    def pending(self) -> CounterQuestionQuerySet:
        """See CounterQuestionQuerySet.pending()."""
        return self.get_queryset().pending()


class CounterQuestionFileQuerySet(QuerySet["CounterQuestionFile"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(counter_question__in=CounterQuestion.everything.visible_to(user))


class CounterQuestion(EntryOfRequest):
    """What the agency asks back, about one question of the request or about all of it, and what the ministry says to it.

    It answers nothing, ends no silence and moves no due: who needs more time for it gets that as everybody does, by an extension
    that a supervisor decides; `proposal` is what was proposed with the answer. Whoever takes it back, answers the letter, or is
    asked no longer, leaves nothing to answer. `asked_at` is when it reached the ministry, at the earliest where only a day is known
    (`received`): of one that came outside the portal that is earlier than its entry, and `channel`, `document` and `evidence` say
    where it comes from. `settled_at` of one that lapsed is when its letter asked nothing any more: before it was asked, where an
    answer on paper had come by then. What was found when the letter asked nothing any more (`found_afterwards`) waits for nobody:
    it needed no answer, or had been answered, as whoever entered it knew. What came outside the portal may be entered together with
    the answer that it had got (`answered_then`), also while the letter asks. It was typed in by the ministry: its words are put right,
    and it is struck where it was entered by mistake.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("Not yet answered")
        ANSWERED = "answered", _("Answered")
        WITHDRAWN = "withdrawn", _("Taken back")
        LAPSED = "lapsed", _("Needs no answer any more")

    request = models.ForeignKey(
        ClarificationRequest, models.PROTECT, related_name="counter_questions", verbose_name=_("Request")
    )
    about = models.ForeignKey(Question, models.PROTECT, null=True, related_name="+", verbose_name=_("About question"))
    text = models.TextField(_("Question of the agency"))
    who = models.CharField(_("Asked by"), max_length=200)
    channel = models.CharField(
        _("Channel"), max_length=8, choices=Response.Channel.choices, default=Response.Channel.PORTAL
    )
    document = models.CharField(_("Number and date of the document"), max_length=300, blank=True)
    evidence = models.ForeignKey(
        "incidents.Evidence", models.PROTECT, null=True, related_name="+", verbose_name=_("Scan")
    )
    asked_at = models.DateTimeField(_("Asked"))
    asked_until = models.DateTimeField(_("Asked until"), null=True)
    asked_precision = precision(_("Asked, precision"))
    asked_words = as_told()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Entered by")
    )
    found_afterwards = models.BooleanField(_("Found when the request asked no more"), default=False)
    state = models.CharField(_("State"), max_length=9, choices=State.choices, default=State.PENDING)
    answer = models.TextField(_("Answer of the ministry"), blank=True)
    settled_at = models.DateTimeField(_("Answered, or ended"), null=True)
    settled_until = models.DateTimeField(_("Answered, or ended, until"), null=True)
    settled_precision = precision(_("Answered, or ended, precision"))
    settled_words = as_told()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Answered by")
    )

    history = tracked()
    objects: ClassVar[StandingQuestions] = StandingQuestions()
    everything: ClassVar[Any] = CounterQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Question of the agency")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request"],
                condition=models.Q(state="pending", struck_at__isnull=True),
                name="one_question_back_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state="pending", settled_at__isnull=True)
                | ~models.Q(state="pending") & models.Q(settled_at__isnull=False),
                name="a_question_back_waits_until_it_is_settled",
            ),
            models.CheckConstraint(
                condition=(models.Q(answered_by__isnull=False) | ~models.Q(channel="portal"))
                & models.Q(state="answered")
                & ~models.Q(answer="")
                | ~models.Q(state="answered") & models.Q(answered_by__isnull=True, answer=""),
                name="an_answer_to_a_question_back_says_something_and_who",
            ),
            models.CheckConstraint(
                condition=models.Q(found_afterwards=False)
                | models.Q(state__in=["answered", "lapsed"]) & ~models.Q(channel="portal"),
                name="what_was_found_afterwards_waits_for_nobody",
            ),
            models.CheckConstraint(
                condition=models.Q(settled_at__isnull=True)
                | models.Q(settled_at__gte=models.F("asked_at"))
                | models.Q(state="lapsed"),
                name="a_question_back_is_settled_after_it_is_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.get_state_display()}"

    @property
    def received(self) -> spans.Span:
        """When it reached the ministry, as exactly as that is known."""
        return not_none(span_of(self, "asked"))

    @property
    def settled(self) -> spans.Span | None:
        """When it was answered or needed no answer any more, as exactly as that is known; None while it waits."""
        return span_of(self, "settled")

    @property
    def typed_in(self) -> bool:
        """Whether the ministry entered it; what a body asked through the portal stands as it came."""
        return self.channel != Response.Channel.PORTAL

    @property
    def answered_then(self) -> bool:
        """Whether it was entered with the answer that it had got outside Tanggap: nobody answered it here."""
        return self.state == self.State.ANSWERED and self.answered_by_id is None

    @property
    def answered_before(self) -> bool:
        """Whether the letter had been answered already when this was asked about it."""
        return bool(self.settled_at and self.settled_at < self.asked_at)

    @property
    def proposal(self) -> ExtensionRequest | None:
        """The more time that was proposed with the answer, whatever became of it; None where the due was to stay."""
        return next(iter(self.proposals.all()), None)

    @property
    def extended(self) -> Deadline | None:
        """The row of the clock by which what was proposed with the answer was granted; None while, or where, it was not."""
        wish = self.proposal
        if wish is None or wish.decision != wish.Decision.GRANTED:
            return None
        rows = self.request.deadlines.filter(kind=Deadline.Kind.EXTENSION, set_at=not_none(wish.decided_at))
        return rows.order_by("pk").last()

    @property
    def files_asked(self) -> "list[CounterQuestionFile]":
        """What the agency sent along."""
        return [each for each in self.files.all() if not each.of_answer]

    @property
    def files_answered(self) -> "list[CounterQuestionFile]":
        """What the ministry sent along."""
        return [each for each in self.files.all() if each.of_answer]


class CounterQuestionFile(models.Model):
    """A file of what was asked back, or of the answer to it."""

    counter_question = models.ForeignKey(
        CounterQuestion, models.PROTECT, related_name="files", verbose_name=_("Question of the agency")
    )
    file = models.OneToOneField(StoredFile, models.PROTECT, verbose_name=_("File"))
    of_answer = models.BooleanField(_("Of the ministry's answer"), default=False)

    history = tracked()
    objects = CounterQuestionFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("File of a question of the agency")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.file)
