"""What an auditor asks of the record again and again, under a name. Not of the record: it says nothing of any case."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..workflow import Role

if TYPE_CHECKING:
    from .people import User


class SavedQuestionQuerySet(QuerySet["SavedQuestion"]):
    def visible_to(self, user: "User") -> Self:
        """An auditor's own."""
        return self.filter(user=user) if Role.AUDITOR in user.roles else self.none()


class SavedQuestion(models.Model):
    """What somebody asks of a page of the audit and keeps under `name`: the page by its address, and what narrows it there
    (`query`)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(_("Name"), max_length=80)
    page = models.CharField(max_length=200)
    query = models.CharField(max_length=600)

    objects = SavedQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Where it is asked again."""
        return f"{self.page}?{self.query}"
