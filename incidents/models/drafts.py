"""What is nobody's record: an agency's unsent answers, and what an approver last saw of a letter."""

import hashlib
import json

from django.conf import settings
from django.db import models

from ..plain import answer_values
from ..querysets import DraftFileQuerySet
from .clarifications import ClarificationRequest, Question


class AnswerDraft(models.Model):
    """What the agency has written and not yet sent. Not tracked; seen by that agency alone."""

    question = models.OneToOneField(Question, models.PROTECT, related_name="draft")
    text = models.TextField(blank=True)
    value = models.JSONField(null=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    def __str__(self):
        return f"draft of {self.question_id}"

    @property
    def words(self):
        """Identifies what stands here, so that two colleagues at one answer do not write over each other."""
        return hashlib.sha256(json.dumps([self.text, self.value], sort_keys=True).encode()).hexdigest()[:16]

    @property
    def is_complete(self):
        """True when it can be sent as it stands."""
        return answer_values.is_complete(self.question.kind, self.value, self.text, bool(self.files.all()))


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


class Look(models.Model):
    """What a person last saw of a letter that waits for approval, and what it was before that (UTC instants)."""

    request = models.ForeignKey(ClarificationRequest, models.PROTECT, related_name="looks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True)
    content = models.JSONField(default=dict)
    before_at = models.DateTimeField(null=True)
    before = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "user"], name="one_last_look_of_each_person")]

    def __str__(self):
        return f"look of {self.user_id} at {self.request_id}"
