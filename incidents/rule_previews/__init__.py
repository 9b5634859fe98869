"""What a version of a rule would change, worked out before it is enacted: by the functions that will obey it, of the record as it is.

Nothing is stored for it. The rule that was typed is a row that nobody saved; every question about it is bounded, and of cases only
those that its reader may know of are named. How the rest goes is told in numbers.
"""

from collections.abc import Callable
from typing import Any

from ..models import ClockRule, DataCategory, LadderRung, QuestionSet, SanctionRegime, WorkCalendar
from . import of_calendars, of_categories, of_clocks, of_questions, of_regimes, of_steps
from .shape import Preview, Version, otherwise

OF_KIND: dict[type[Any], Callable[[Version], Preview]] = {
    ClockRule: of_clocks.told,
    LadderRung: of_steps.told,
    QuestionSet: of_questions.told,
    DataCategory: of_categories.told,
    SanctionRegime: of_regimes.told,
    WorkCalendar: of_calendars.told,
}


def of(version: Version) -> Preview:
    """What it changes: first its own words against those of the row that holds on its first day, then what follows from them."""
    asked = OF_KIND.get(type(version.rule))
    followed = asked(version) if asked else Preview()
    return Preview(followed.said, (*otherwise(version), *followed.tables))
