"""By which way what a body says reached the ministry."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    PORTAL = "portal", _("Portal")
    LETTER = "letter", _("Letter")
    MAIL = "mail", _("E-mail")
    HAND = "hand", _("Handed over")
    OTHER = "other", _("Another way, or not known")
