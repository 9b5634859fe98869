"""What a person typed into a case and may have typed wrong: put right, or struck. Struck, it stays on record and counts no more."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..workflow.rows import ALIVE
from .visibility import M, OfIncidentQuerySet, first_versions

if TYPE_CHECKING:
    from .cases import Incident
    from .clarifications import ClarificationRequest
    from .people import User


class StandingManager(models.Manager[M]):
    """The rows that were not struck. It is the default: nothing counts a struck row because somebody forgot to ask."""

    def get_queryset(self) -> OfIncidentQuerySet[M]:
        return OfIncidentQuerySet(self.model, using=self._db).filter(struck_at__isnull=True)

    def visible_to(self, user: "User") -> OfIncidentQuerySet[M]:
        """See OfIncidentQuerySet.visible_to()."""
        return self.get_queryset().visible_to(user)

    def with_recorded(self) -> OfIncidentQuerySet[M]:
        """See OfIncidentQuerySet.with_recorded()."""
        return self.get_queryset().with_recorded()


class Entry(models.Model):
    """A row that a person typed into a case. `objects` are those that stand, `everything` has the struck ones too.

    Who put it right or struck it, when and why, and how it stood before, its events and its history say.
    """

    version = models.PositiveIntegerField(default=1, editable=False)
    struck_at = models.DateTimeField(_("Struck"), null=True, editable=False)

    objects: ClassVar[StandingManager[Self]] = StandingManager()
    everything = OfIncidentQuerySet.as_manager()
    corrections: list[Any]  # the deeds that put it right or struck it, oldest first; given by the pages that show it

    class Meta:
        abstract = True

    of_case: ClassVar[str] = "incident"  # the path to the case it stands in

    @property
    def judged_or_counted(self) -> bool:
        """Whether it is of what an outcome says, or of what is counted of a case. Few kinds are."""
        return False

    @property
    def the_end_rests_on_it(self) -> bool:
        """Whether its case was closed or dismissed with it: it was there by then, and is judged or counted. The end of a past case is what
        its file says, and rests on nothing here."""
        case: Incident = cast(Any, self).incident
        ended = case.over_since if self.judged_or_counted and not case.past else None
        return ended is not None and self.entered_at <= ended

    def theirs_to_correct(self, user: "User") -> bool:
        """Whether `user` puts it right or strikes it without a superior: they typed it in, and no end of the case rests on it."""
        return self.belongs_to(user) and not self.the_end_rests_on_it

    def theirs_to_amend(self, user: "User") -> bool:
        """Of what any officer goes on with: anybody's while the case is worked on, after that as every entry is put right."""
        return bool(cast(Any, self).incident.status in ALIVE or self.theirs_to_correct(user))

    @property
    def entered_at(self) -> datetime:
        """When it was typed in. Of a row from `with_recorded()` without a query."""
        if "recorded_at" in self.__dict__:
            return cast(datetime, self.__dict__["recorded_at"])
        born = first_versions(type(self)).filter(id=self.pk)
        return cast(datetime, born.values_list("history_date", flat=True)[0])

    def belongs_to(self, user: "User") -> bool:
        """Whether `user` typed it in. Of a row from `with_recorded()` without a query."""
        if "recorded_by_id" in self.__dict__:
            return bool(self.__dict__["recorded_by_id"] == user.pk)
        born = first_versions(type(self)).filter(id=self.pk)
        return bool(born.values_list("history_user", flat=True)[0] == user.pk)


class EntryOfRequest(Entry):
    """One that stands in a case through the request (`request`) to which it belongs, and is read on the page of that."""

    class Meta:
        abstract = True

    of_case = "request__incident"

    def get_absolute_url(self) -> str:
        return self._of.get_absolute_url()

    @property
    def _of(self) -> "ClarificationRequest":
        return cast("ClarificationRequest", cast(Any, self).request)

    @property
    def incident(self) -> "Incident":
        return self._of.incident

    @incident.setter
    def incident(self, case: "Incident") -> None:
        self._of.incident = case

    @property
    def incident_id(self) -> int:
        return self._of.incident_id
