"""What another version of a sanction regime would change: the law is that of the day of the breach, so the past keeps its own."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from ..actions import sanctions
from ..models import Sanction, SanctionRegime
from .shape import NOTHING, Preview, Row, Table, Version, on


def told(version: Version) -> Preview:
    """The measures of a breach of the day before and of the first day; what was imposed stands."""
    first = version.rule.effective_from
    rows = list(_measures(_held(version, first - timedelta(days=1)), version.rule))
    words = {"day": on(first)}
    said = [
        _(
            "The law is that of the day of the breach: for a breach before %(day)s the measures of the row before stay, whenever they are decided."
        )
        % words,
        _("By this version nothing can be decided before %(day)s.") % words,
    ]
    if version.before is not None:
        imposed = Sanction.objects.filter(regime__code=version.rule.code).count()
        said.append(_("Measures on record by this regime: %(n)d. They stand as they were imposed.") % {"n": imposed})
    return Preview(said, [Table(_("What may be imposed for a breach of that day"), _("Measure"), rows)])


def _held(version: Version, day: date) -> SanctionRegime | None:
    return next((each for each in sanctions.regimes_on(day) if each.code == version.rule.code), None)


def _measures(before: SanctionRegime | None, after: SanctionRegime) -> Iterator[Row]:
    """Every measure of either, those of before first."""
    names = dict.fromkeys([*(before.measures if before else ()), *after.measures])
    for name in names:
        yield Row(name, _may_be(before, name), _may_be(after, name))


def _may_be(regime: SanctionRegime | None, measure: str) -> str:
    if regime is None or measure not in regime.measures:
        return NOTHING
    if measure in regime.reprimands:
        return _("a reprimand")
    return _("a fine") if measure in regime.fines else _("may be imposed")
