"""The days of a year on which nobody works, as somebody confirmed them from the joint decree."""

from collections.abc import Callable

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..plain import periods
from ..plain.clocks import Instant
from .dated import SuccessionQuerySet, Successor
from .record import tracked


class WorkCalendar(Successor):
    """National holidays and joint leave of one year, confirmed by a deed; a decree that is changed is another row.

    Both lists hold one day a line: see periods.write(). Clocks that were counted before keep their due.
    """

    named_by = "year"

    year = models.PositiveIntegerField(_("Year"))
    effective_from = models.DateTimeField(_("Confirmed"))
    holidays = models.TextField(_("National holidays"))
    joint_leave = models.TextField(_("Joint leave"), blank=True)
    basis = models.CharField(_("Joint decree"), max_length=300)

    history = tracked()
    objects = SuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Calendar of working days")
        ordering = ["year", "effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["year", "effective_from"], name="a_year_is_confirmed_once_at_a_time"),
        ]

    def __str__(self) -> str:
        return str(self.year)


DaysOff = Callable[[int], periods.YearOff]


def years_off(at: Instant, *, instead: WorkCalendar | None = None) -> DaysOff:
    """The days off of each year as they are known at `at`: as last confirmed, else as the package knows them. A calendar
    tells of days, not of when it was learnt, so the latest counts for every clock that is set from then on. `instead`: of its
    year what this row says, which nobody has confirmed yet."""

    def year_off(year: int) -> periods.YearOff:
        row = instead if instead and instead.year == year else WorkCalendar.objects.in_force(at, year)
        if row is None:
            return periods.published(year)
        return periods.YearOff(periods.read(row.holidays), periods.read(row.joint_leave), confirmed=True)

    return year_off
