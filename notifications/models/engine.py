"""When the engine that tells and sends last did its round, and when it stood still."""

from django.db import models

from incidents.plain.clocks import Instant


class Silence(models.Model):
    """A time in which the engine did nothing, written by the first sweep after it. Instants in UTC."""

    began_at = models.DateTimeField(unique=True)
    ended_at = models.DateTimeField()

    class Meta:
        ordering = ["-began_at"]

    def __str__(self) -> str:
        return f"{self.began_at.isoformat()} – {self.ended_at.isoformat()}"


class Heartbeat(models.Model):
    """When the engine last did its round. One row for each part: the sweep, beat (through the worker that heard it),
    whether all that was due could be told of and drafted, whether letters can be made and sealed, whether the mailboxes of
    returned mail and of replies can be read, whether the log is sealed, whether the last verification found every kept file as it came in, and no other, and whether the scanner for malware answers."""

    class Part(models.TextChoices):
        SWEEP = "sweep"
        BEAT = "beat"
        NOTICES = "notices"
        LETTERS = "letters"
        MAILBOX = "mailbox"
        REPLIES = "replies"
        SEAL = "seal"
        LOG = "log"
        FILES = "files"
        SCANNER = "scanner"

    part = models.CharField(max_length=10, choices=Part.choices, primary_key=True)
    at = models.DateTimeField()
    well = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.part} {self.at.isoformat()}"

    @classmethod
    def beat(cls, part: Part, at: Instant, well: bool = True) -> None:
        cls.objects.update_or_create(part=part, defaults={"at": at, "well": well})
