"""What an agency has written and not yet sent: nobody's record, seen by that agency alone."""

from django.conf import settings
from django.db import models

from ..querysets import DraftFileQuerySet
from .clarifications import Question


class AnswerDraft(models.Model):
    """What the agency has written and not yet sent. Not tracked; seen by that agency alone."""

    question = models.OneToOneField(Question, models.PROTECT, related_name="draft")
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    def __str__(self):
        return f"draft of {self.question_id}"


class DraftFile(models.Model):
    """A file waiting in a draft. Becomes a StoredFile, same bytes, same path, when the answer is sent."""

    draft = models.ForeignKey(AnswerDraft, models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=80, unique=True)

    objects = DraftFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.name
