"""Letters from the record in the figures: left out by rule, counted beside the others only where somebody asks for them.

They are judged at the precision at which they were typed. What is too inexact for its due, or has no due on record, is taken out
and counted by itself; no time is measured of them, since their hours are not known.
"""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..models import Incident, PastLetter, User
from ..plain.not_none import not_none
from ..plain.punctuality import Standing
from . import figures, past_letters
from .figures import Figures, between

LEFT_OUT = _("What was entered from the record is left out.")
COUNTED = _(
    "Letters entered from the record are counted with them, each judged as exactly as its days were typed: taken out are those too inexact for their due, those without a due on record, and those whose body said by the due that it is not the one to ask, neither answered nor was asked again. More time and a withdrawal count where a letter from the record grants or declares them. One dated by a month or a year counts where that lies within the period as a whole. Who declined to answer has not answered, and has a column of its own. Times are of letters issued here alone."
)
COUNTED_AS = {
    Standing.IN_TIME: "in_time",
    Standing.LATE: "late",
    Standing.SILENT: "silent",
    Standing.RUNNING: "running",
    Standing.UNTOLD: "untold",
    Standing.NO_DUE: "no_due",
    Standing.EXTENDED: "extended",
    Standing.WITHDRAWN: "ended",
}


def dated_between(first_day: date, last_day: date) -> QuerySet[PastLetter]:
    """The letters from the record that ask something, dated within the period."""
    start, end = between(first_day, last_day)
    return PastLetter.objects.filter(
        kind__in=PastLetter.ASKING, dated_at__gte=start, dated_until__lte=end, incident__drill=False
    )


def which(user: User, first_day: date, last_day: date, *, past: bool) -> str:
    """What the figures are of, in words; `past`: with what was entered from the record."""
    words = [figures.which(user, first_day, last_day)]
    if past:
        letters = dated_between(first_day, last_day)
        hidden = letters.exclude(pk__in=PastLetter.objects.visible_to(user)).exists()
        words += [str(figures.LEFT_OUT)] if hidden and str(figures.LEFT_OUT) not in words[0] else []
    return " ".join([*words, str(COUNTED if past else LEFT_OUT)])


def by_agency(
    user: User, first_day: date, last_day: date, now: datetime, *, past: bool
) -> tuple[list[Figures], Figures]:
    """The figures of each agency by name, and of all; `past`: with what was entered from the record."""
    rows, everybody = figures.by_agency(user, first_day, last_day, now)
    if past:
        found = {not_none(each.agency).pk: each for each in rows}
        _add(found, everybody, user, first_day, last_day, now)
        rows = sorted(found.values(), key=lambda each: not_none(each.agency).short_name.lower())
    return rows, everybody


def _add(
    found: dict[int, Figures], everybody: Figures, user: User, first_day: date, last_day: date, now: datetime
) -> None:
    """Count the letters from the record that `user` may know of into the figures of each agency and of all."""
    rows = dated_between(first_day, last_day).filter(pk__in=PastLetter.objects.visible_to(user))
    rows = rows.select_related("agency", "incident__merged_into").prefetch_related("agency__names")
    for each in past_letters.stands(rows.order_by("pk"), now):
        own = found.setdefault(each.letter.agency_id, Figures(each.letter.agency))
        for counts in (own, everybody):
            _count(counts, each, figures.case_of(each.letter.incident, user))


def _count(counts: Figures, each: past_letters.Stands, case: Incident) -> None:
    stands = not_none(each.judged).standing
    name = COUNTED_AS[not_none(each.counted)]
    spoke = stands in (Standing.DECLINED, Standing.NOT_THEIRS)
    if spoke and name == "running" and each.due is None:
        name = "no_due"
    if name == "silent" and stands in (Standing.NOT_THEIRS, Standing.UNTOLD, Standing.DECLINED):
        name = str(stands)
    setattr(counts, name, getattr(counts, name) + 1)
    if name == "ended":
        return
    counts.letters += 1
    counts.from_record += 1
    if case.pk not in counts.cases:
        counts.cases.add(case.pk)
        if case.outcome:
            counts.outcomes[case.outcome] += 1
