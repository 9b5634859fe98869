"""Mails in the mailbox of returned mail that tell of none of ours."""

from django.db import models
from django.utils import timezone


class StrayMail(models.Model):
    """A mail in the mailbox of returned mail that is no notice about a mail of ours: somebody may have answered there.

    `note` is what it was read as (a verdict), or its size when it is too large to be read. Its words stay in the mailbox. `key` is
    the server's (UIDVALIDITY:UID, RFC 3501 2.3.1.1), so that it is noted once.
    """

    key = models.CharField(max_length=60, unique=True)
    sender = models.CharField(max_length=254, blank=True)
    note = models.CharField(max_length=100, blank=True)
    read_at = models.DateTimeField()
    words: str  # what it was read as, in the reader's language; given by its page

    class Meta:
        ordering = ["-read_at"]

    def __str__(self) -> str:
        return self.sender or self.key

    @classmethod
    def note_once(cls, key: str, sender: str, note: str = "") -> None:
        found = {"sender": sender[:254], "note": note, "read_at": timezone.now()}
        cls.objects.get_or_create(key=key[:60], defaults=found)
