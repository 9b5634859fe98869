"""Who gets a copy of what is written for a body, and whom its letter names to turn to: of a request and of a letter of the case alike."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..plain import letter_copies

if TYPE_CHECKING:
    from .people import User

OPEN = "B"  # the security of a letter that a mail may carry


def contact_person() -> "models.ForeignKey[User | None, User | None]":
    """Whom this letter names to turn to, chosen among the people of its unit; None: whom the letterhead names."""
    label = _("Contact person of this letter")
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=label)


class Copied:
    """What has `copies`, one a line, and a security."""

    copies: str
    security: str

    @property
    def copied(self) -> list[letter_copies.Copy]:
        """Who gets a copy, and where it is mailed."""
        return letter_copies.read(self.copies)

    @property
    def travels_closed(self) -> bool:
        """Whether no mail carries the letter, limited or secret: what arrives by mail is the word that it is there."""
        return self.security != OPEN
