"""What a clarification request asks, question by question."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..plain import answer_values
from ..workflow import QuestionStatus
from .record import choices, tracked


class Question(models.Model):
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

    history = tracked()

    class Meta:
        verbose_name = _("Question")
        ordering = ["request", "number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="question_numbers_are_unique_in_a_request"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.heading}"

    @property
    def answered_elsewhere(self):
        """The question of another letter of the chain through which this one was answered, or None."""
        if self.status == QuestionStatus.OPEN or self.answers.all():
            return None
        kin = [self.repeats, *self.repeated_by.all()]
        return next((other for other in kin if other and other.answers.exists()), None)
