"""The languages in which a body may answer beside Indonesian, by ISO 639; a page says so of the words (WCAG 3.1.2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    ENGLISH = "en", _("English")
    ARABIC = "ar", _("Arabic")
    CHINESE = "zh", _("Chinese")
    DUTCH = "nl", _("Dutch")
    FRENCH = "fr", _("French")
    GERMAN = "de", _("German")
    JAPANESE = "ja", _("Japanese")
    KOREAN = "ko", _("Korean")
    MALAY = "ms", _("Malay")
    PORTUGUESE = "pt", _("Portuguese")
    RUSSIAN = "ru", _("Russian")
    SPANISH = "es", _("Spanish")
    THAI = "th", _("Thai")
    VIETNAMESE = "vi", _("Vietnamese")
    OTHER = "und", _("Another language")
