"""Letters: the register of outgoing numbers, the letter with its frozen content, the stored bytes of every file."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import LetterQuerySet
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
    stored_at = models.DateTimeField(_("Stored"))

    history = tracked()

    class Meta:
        verbose_name = _("Stored file")

    def __str__(self):
        return self.name


class RegisterEntry(models.Model):
    """One line of the outgoing register: a number given out once in a unit and year, never reused."""

    unit = models.ForeignKey("incidents.Unit", models.PROTECT, verbose_name=_("Unit"))
    unit_code = models.SlugField(_("Unit code"), max_length=40)
    year = models.PositiveIntegerField(_("Year"))
    sequence = models.PositiveIntegerField(_("Number in the year"))
    number = models.CharField(_("Letter number"), max_length=120)
    void_reason = models.TextField(_("Void because"), blank=True)

    history = tracked()

    class Meta:
        verbose_name = _("Register entry")
        constraints = [
            models.UniqueConstraint(fields=["unit_code", "year", "sequence"], name="a_letter_number_is_given_out_once"),
        ]

    def __str__(self):
        return self.number


class Letter(models.Model):
    """An issued letter. It is drawn from `content` alone; once `file` is set its bytes never change again.

    `draft_digest` is the digest of what the supervisor saw (without number, date, code and due), `content_digest`
    that of the whole frozen content; both SHA-256 of canonical JSON.
    """

    class Kind(models.TextChoices):
        CLARIFICATION_REQUEST = "clarification_request", _("Clarification request")
        SECOND_LETTER = "second_letter", _("Second letter")
        SUMMONS = "summons", _("Summons")
        WARNING = "warning", _("Written warning")

    class Signing(models.TextChoices):
        UNSIGNED = "unsigned", _("Not signed electronically")
        SEALED = "sealed", _("Sealed with the organisation's certificate")

    kind = models.CharField(_("Kind"), max_length=30, choices=Kind.choices)
    request = models.ForeignKey(
        "incidents.ClarificationRequest", models.PROTECT, related_name="letters", verbose_name=_("Request")
    )
    register_entry = models.OneToOneField(RegisterEntry, models.PROTECT, verbose_name=_("Register entry"))
    issued_at = models.DateTimeField(_("Issued"))
    check_code = models.CharField(_("Check code"), max_length=12, unique=True)
    content = models.JSONField(_("Frozen content"))
    content_digest = models.CharField(_("Digest of the content"), max_length=64)
    draft_digest = models.CharField(_("Digest of the approved draft"), max_length=64)
    signing = models.CharField(_("Signature"), max_length=12, choices=Signing.choices, default=Signing.UNSIGNED)
    file = models.OneToOneField(StoredFile, models.PROTECT, null=True, verbose_name=_("File"))

    history = tracked()
    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("Letter")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "kind"], name="one_letter_of_each_kind_for_a_request"),
        ]

    def __str__(self):
        return self.register_entry.number
