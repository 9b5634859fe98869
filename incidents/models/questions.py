"""What a clarification request asks, question by question."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..plain import answer_values, spans
from ..plain.clocks import Instant
from ..workflow import QuestionStatus
from .people import User
from .record import as_told, choices, precision, span_of, tracked

if TYPE_CHECKING:
    from .replies import Answer, AnswerDraft


class Question(models.Model):
    """One question. It hangs on the row of the clock that sets its due, and is asked anew when it is returned.

    `in_time_until` is the due by which its answer is judged: that of its row, but for more time granted after a due had
    passed, which makes nobody punctual. `first_answered_at` is set once, and put earlier, never later, by paper that is
    entered late with its scan; `answered_at` is that of its latest answer, which came with `reply`: to this letter, or to
    another of its chain that asks the same.
    """

    class Kind(models.TextChoices):
        TEXT = answer_values.Kind.TEXT.value, _("Text")
        NUMBER = answer_values.Kind.NUMBER.value, _("Number, with words")
        INSTANT = answer_values.Kind.INSTANT.value, _("Day and hour, with words")
        YES_NO = answer_values.Kind.YES_NO.value, _("Yes or no, with the reason")
        CATEGORIES = answer_values.Kind.CATEGORIES.value, _("Kinds of data (Art. 4), with words")

    request = models.ForeignKey(
        "incidents.ClarificationRequest", models.PROTECT, related_name="questions", verbose_name=_("Request")
    )
    number = models.PositiveIntegerField(_("Number"))
    # The same question in the letter before: whoever answers one has answered both.
    repeats = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="repeated_by", verbose_name=_("Asked before as")
    )
    returned = models.TextField(_("What is missing"), blank=True)
    heading = models.CharField(_("Heading"), max_length=120)
    text = models.TextField(_("Question"))
    kind = models.CharField(_("Answered with"), max_length=10, choices=Kind.choices, default=Kind.TEXT)
    section = models.CharField(_("Part of the answer"), max_length=1, blank=True)
    status = models.CharField(
        _("Status"), max_length=12, choices=choices(QuestionStatus), default=QuestionStatus.OPEN.value
    )
    deadline = models.ForeignKey(
        "incidents.Deadline", models.PROTECT, null=True, related_name="questions", verbose_name=_("Due set by")
    )
    asked_at = models.DateTimeField(_("Asked, or asked again"), null=True)
    in_time_until = models.DateTimeField(_("In time until"), null=True)
    first_answered_at = models.DateTimeField(_("First answered"), null=True)
    first_answered_until = models.DateTimeField(_("First answered until"), null=True)
    first_answered_precision = precision(_("First answered, precision"))
    first_answered_words = as_told()
    answered_at = models.DateTimeField(_("Answered"), null=True)
    answered_until = models.DateTimeField(_("Answered until"), null=True)
    answered_precision = precision(_("Answered, precision"))
    answered_words = as_told()
    reply = models.ForeignKey(
        "incidents.Response", models.PROTECT, null=True, related_name="+", verbose_name=_("Answered by the reply")
    )

    history = tracked()
    draft_row: "AnswerDraft | None"  # what the agency has written so far; given by its page

    class Meta:
        verbose_name = _("Question")
        ordering = ["request", "number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="question_numbers_are_unique_in_a_request"),
            models.CheckConstraint(
                condition=models.Q(deadline__isnull=True, asked_at__isnull=True, in_time_until__isnull=True)
                | models.Q(deadline__isnull=False, asked_at__isnull=False, in_time_until__gt=models.F("asked_at")),
                name="a_question_is_asked_with_a_due_after_it",
            ),
            models.CheckConstraint(
                condition=models.Q(status="open") | models.Q(answered_at__gte=models.F("asked_at")),
                name="no_answer_is_older_than_its_question",
            ),
            models.CheckConstraint(
                condition=models.Q(first_answered_at__isnull=True, answered_at__isnull=True)
                | models.Q(first_answered_at__lte=models.F("answered_at")),
                name="a_first_answer_is_no_later_than_the_latest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.heading}"

    def asks_as(self, asked: answer_values.Asked) -> bool:
        """Whether `asked` is this very question: what answers the one answers the other."""
        return (self.heading, self.text, self.kind) == (asked.heading, asked.text, asked.kind)

    def accepted_by_them(self, user: User) -> bool:
        """Whether `user` accepted the answer to it that stands, and may take that back."""
        by = None
        rows = self.history.order_by("history_id").values_list("status", "history_user")
        for before, (status, hand) in zip([None, *(row[0] for row in rows)], rows, strict=False):
            if status == QuestionStatus.ACCEPTED and before != status:
                by = hand
        return self.status == QuestionStatus.ACCEPTED and by == user.pk

    @property
    def answers_that_stand(self) -> "list[Answer]":
        """Its answers but those of a reply that was struck out."""
        return [each for each in self.answers.all() if each.response.struck_at is None]

    @property
    def first_answered(self) -> spans.Span | None:
        """As exactly as it is known, and so is `answered`; their first columns are the earliest that this allows."""
        return span_of(self, "first_answered")

    @property
    def answered(self) -> spans.Span | None:
        return span_of(self, "answered")

    @property
    def root(self) -> int:
        """The key of the first question of the chain that this one repeats: its own where it repeats none."""
        question = self
        while question.repeats:
            question = question.repeats
        return question.pk

    @cached_property
    def answered_elsewhere(self) -> "Question | None":
        """The question of another letter of the chain with whose reply this one was answered, or None."""
        if self.status == QuestionStatus.OPEN or self.reply is None or self.reply.request_id == self.request_id:
            return None
        return next((other for other in self.reply.request.questions.all() if other.root == self.root), None)


def open_then(request: int, at: Instant) -> list[Any]:
    """The questions of a request that waited for an answer at `at`: their rows of the history, as they were then."""
    rows = Question.history.filter(request=request, history_date__lte=at).order_by("history_id")
    return [row for row in {row.id: row for row in rows}.values() if row.status == QuestionStatus.OPEN]
