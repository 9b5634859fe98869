"""What an officer types before it is a case, and what a case names, so that a second report of it is found."""

from django.conf import settings
from django.db import models

from .cases import Incident
from .drafts import WrittenOnAPage


class IntakeDraft(WrittenOnAPage):
    """What an officer is typing before it is saved: their own, nobody's record yet. One for each person.

    Emptied, not deleted, when it becomes a report: a saving of the same page that arrives later finds its button here.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="intake_draft")
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user} {self.saved_at}"


class IntakeFile(models.Model):
    """A file pasted or chosen at intake, stamped the moment it came in."""

    draft = models.ForeignKey(IntakeDraft, models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=80, unique=True)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Mention(models.Model):
    """What a case or report names: an address, an account, a seller, a price, an agency. Derived from its texts, so
    that likely duplicates are found by an index; not part of the record."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="mentions")
    kind = models.CharField(max_length=10)
    value = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "kind", "value"], name="a_case_has_each_mention_once"),
        ]
        indexes = [models.Index(fields=["kind", "value"], name="cases_by_mention")]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"
