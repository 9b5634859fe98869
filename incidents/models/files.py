"""Bytes that are kept: letters, answers, evidence; and which of them are held until they were scanned."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from .record import tracked


class StoredFile(models.Model):
    """Bytes on disk under a random name, outside the web root, with the hash taken when they came in.

    `path` is relative to FILES_ROOT and never contains anything a user typed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("Name"), max_length=200)
    content_type = models.CharField(_("Content type"), max_length=100)
    size = models.PositiveBigIntegerField(_("Size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    path = models.CharField(_("Path"), max_length=80, unique=True)
    # Keyed print of the bytes before they were locked (record.locked_files); empty for a file that lies there as it is.
    locked_print = models.CharField(_("Print of the locked file"), max_length=64, blank=True)
    stored_at = models.DateTimeField(_("Stored"))

    history = tracked()

    class Meta:
        verbose_name = _("Stored file")

    def __str__(self) -> str:
        return self.name


class HeldFile(models.Model):
    """A file that came in while the scanner for malware was away, or in which it has found some since (`malware`, by its name): handed
    to nobody. `path` is that of its row, whichever table has it. What was scanned as it came in has no row here."""

    path = models.CharField(max_length=80, unique=True)
    since = models.DateTimeField()
    malware = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.path
