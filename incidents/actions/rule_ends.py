"""A rule or a letterhead ends on a day and nothing follows: a regulation is repealed, a unit is dissolved.

Another may begin later, from a day of its own. An end that is still to come is moved by another one. What ran by the rule keeps it;
where one would be needed afterwards, whoever needs it is told so by the deed that asks for it.
"""

from datetime import date
from typing import Any

from django.utils import timezone

from ..errors import DomainError
from ..models import LadderRung, Unit, User
from ..models.dated import DatedRule
from ..plain import clocks
from ..record import deeds
from ..translatable import _
from ..workflow import Action
from . import overtaken
from .rule_withdrawals import StepsAbove, column, of_its_name
from .rules import ForThePast

Ending = DatedRule | Unit


class EndsBeforeItBegins(DomainError):
    message = _("A rule ends after the day on which it begins. What was entered by mistake is withdrawn.")


class FollowedMeanwhile(overtaken.Overtaken):
    message = _("Another of this name follows it by now, or it ended already.")


class EndsThen(DomainError):
    message = _("It ends on that very day already.")


def ends(row: Ending) -> date | None:
    """The day from which it holds no more, if one is known."""
    day: date | None = getattr(row, column(row, "to"))
    return day


def begins(row: Ending) -> date:
    day: date = getattr(row, column(row, "from"))
    return day


def is_followed(row: Ending) -> bool:
    """Whether another of its name begins after it."""
    return bool(of_its_name(row).filter(**{f"{column(row, 'from')}__gt": begins(row)}).exists())


def may_end(row: Ending) -> bool:
    """Whether it holds on, or holds until a day to come, and nothing follows it."""
    end = ends(row)
    return (end is None or end > clocks.day(timezone.now())) and not is_followed(row)


def end_rule(rule: Any, *, by: User, ends_on: date, reason: str) -> Any:
    """`rule` holds no more from the day `ends_on` on, and nothing follows it. Raises FollowedMeanwhile, ForThePast,
    EndsBeforeItBegins, EndsThen, StepsAbove."""
    with deeds.record(Action.END_RULE, on=rule, by=by, reason=reason) as deed:
        # Whoever enacts what follows it, and whoever ends it, wait for each other.
        list(of_its_name(deed.on).select_for_update())
        if not may_end(deed.on):
            raise FollowedMeanwhile(deed.on)
        if ends_on < clocks.day(deed.at):
            raise ForThePast(deed.on)
        if ends_on <= begins(deed.on):
            raise EndsBeforeItBegins(deed.on)
        if ends_on == ends(deed.on):
            raise EndsThen(deed.on)
        if isinstance(deed.on, LadderRung) and _carries_steps(deed.on, ends_on):
            raise StepsAbove(deed.on)
        before = ends(deed.on)
        setattr(deed.on, column(deed.on, "to"), ends_on)
        deed.on.save()
        deed.details = {"rule": str(deed.on), "until": ends_on.isoformat()}
        if before:
            deed.details["before"] = before.isoformat()
    return deed.on


def _carries_steps(rung: LadderRung, day: date) -> bool:
    """Whether a later step holds on that day or begins after it."""
    above = LadderRung.objects.filter(number__gt=rung.number)
    return above.filter(effective_to__isnull=True).exists() or above.filter(effective_to__gt=day).exists()
