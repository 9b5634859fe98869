"""Whom a mail is for, and what a person has read of what they were told."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from incidents.models import User

from ..notices import Audience


@dataclass(frozen=True)
class Recipient:
    """Whom a mail is for. `digest`: what is routine waits for the daily one they chose."""

    address: str
    name: str
    audience: Audience
    digest: bool = False


class Reader(models.Model):
    """What a person has read of their notices, and whether routine ones wait for a daily digest. Not of the record."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="reader")
    read_until = models.DateTimeField(null=True)
    digest = models.BooleanField(_("Daily digest"), default=False)

    def __str__(self) -> str:
        return str(self.user)

    @classmethod
    def read_by(cls, user: User) -> datetime:
        """The instant until which a person has read their notices: what was told before they came is not new to them."""
        read_until = cls.objects.filter(user=user).values_list("read_until", flat=True)
        return next(iter(read_until), None) or user.joined_at
