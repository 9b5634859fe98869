"""What an approver last saw of a letter, and before that."""

from django.conf import settings
from django.db import models

from .clarifications import ClarificationRequest


class LastLook(models.Model):
    """What a person last saw of a letter that waits for approval, and what it was before that (UTC instants)."""

    request = models.ForeignKey(ClarificationRequest, models.PROTECT, related_name="last_looks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True)
    content = models.JSONField(default=dict)
    before_at = models.DateTimeField(null=True)
    before = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "user"], name="one_last_look_of_each_person")]

    def __str__(self) -> str:
        return f"last look of {self.user_id} at {self.request_id}"
