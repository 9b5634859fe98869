"""Answers in another language than Indonesian: which one, and the ministry's own translation of them."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from .files import StoredFile
from .languages import Language
from .record import tracked
from .replies import Response

if TYPE_CHECKING:
    from .people import User


class TranslationQuerySet(QuerySet["Translation"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(response__in=Response.everything.visible_to(user))


class Translation(models.Model):
    """The ministry's own translation of one part of an answer: as words, as a file, or both. What the body sent keeps its bytes
    and alone is its answer. A translation that is not right is followed by another; the last is the one to read."""

    response = models.ForeignKey(Response, models.PROTECT, related_name="translations", verbose_name=_("Response"))
    language = models.CharField(_("Translated from"), max_length=3, choices=Language.choices)
    text = models.TextField(_("Translation of the ministry"), blank=True)
    file = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("File"))
    translated_at = models.DateTimeField(_("Translated"))
    translated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Entered by")
    )

    history = tracked()
    objects = TranslationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Translation")
        ordering = ["response", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text="") | models.Q(file__isnull=False), name="a_translation_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.response}: {self.get_language_display()}"

    @property
    def reads_another(self) -> bool:
        """Whether the ministry found it in another language than the one that the answer says."""
        return self.response.language not in ("", Language.OTHER, self.language)
