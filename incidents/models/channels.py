"""By which way what a body says reached the ministry."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    PORTAL = "portal", _("Portal")
    LETTER = "letter", _("Letter")
    MAIL = "mail", _("E-mail")
    HAND = "hand", _("Handed over")
    PHONE = "phone", _("Telephone")
    OTHER = "other", _("Another way, or not known")

    @classmethod
    def written(cls) -> list[tuple[str, Any]]:
        """Those by which something written comes: what is answered, or asked for, has a document."""
        return [choice for choice in cls.choices if choice[0] != cls.PHONE]

    @classmethod
    def outside(cls) -> list[tuple[str, Any]]:
        """Those that are not the portal."""
        return [choice for choice in cls.choices if choice[0] != cls.PORTAL]
