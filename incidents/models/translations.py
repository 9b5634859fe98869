"""Answers in another language than Indonesian: which one, and the ministry's own translation of them."""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .corrections import EntryOfRequest, StandingManager
from .files import StoredFile
from .languages import Language
from .record import tracked
from .replies import Response
from .visibility import READS_CASES, OfIncidentQuerySet

if TYPE_CHECKING:
    from .clarifications import ClarificationRequest
    from .people import User


class TranslationQuerySet(OfIncidentQuerySet["Translation"]):
    def visible_to(self, user: "User") -> Self:
        """Whoever may know of the reply; of what was struck the ministry and auditors alone: its body reads what stands."""
        rows = self.filter(response__in=Response.everything.visible_to(user))
        return rows if user.roles & READS_CASES else rows.filter(struck_at__isnull=True)


class StandingTranslations(StandingManager["Translation"]):
    def get_queryset(self) -> TranslationQuerySet:
        return TranslationQuerySet(self.model, using=self._db).filter(struck_at__isnull=True)


class Translation(EntryOfRequest):
    """The ministry's own translation of one part of an answer: as words, as a file, or both. What the body sent keeps its bytes
    and alone is its answer. A translation that is not right is followed by another; the last is the one to read. One that was laid
    to the wrong part, or is of something else, is struck."""

    of_case = "response__request__incident"

    response = models.ForeignKey(Response, models.PROTECT, related_name="translations", verbose_name=_("Response"))
    language = models.CharField(_("Translated from"), max_length=3, choices=Language.choices)
    text = models.TextField(_("Translation of the ministry"), blank=True)
    file = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("File"))
    translated_at = models.DateTimeField(_("Translated"))
    translated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Entered by")
    )

    history = tracked()
    objects: ClassVar[StandingTranslations] = StandingTranslations()
    everything: ClassVar[Any] = TranslationQuerySet.as_manager()

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
    def request(self) -> "ClarificationRequest":
        return self.response.request

    @property
    def reads_another(self) -> bool:
        """Whether the ministry found it in another language than the one that the answer says."""
        return self.response.language not in ("", Language.OTHER, self.language)
