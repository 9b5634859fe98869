"""The sanctions of a case as its page shows them: each with what befell it, and how it stands by that."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..models import Development, Incident, Sanction
from ..plain import measures
from ..plain.measures import Standing
from . import corrections


@dataclass(frozen=True)
class Imposed:
    """A sanction, struck out or not; every line of what befell it, by its day; how it stands, which struck lines say nothing of."""

    sanction: Sanction
    befell: list[Development]
    standing: Standing
    ended: Development | None

    @property
    def money(self) -> str:
        """Of a fine that something befell: as what it was imposed, what it is now, and what was paid of it."""
        amount, now = self.sanction.amount, self.standing.amount
        if amount is None or now is None or not self.befell or self.sanction.struck_at:
            return ""
        facts = {"imposed": self.sanction.sum_of(amount), "now": self.sanction.sum_of(now)}
        facts["paid"] = self.sanction.sum_of(self.standing.paid)
        if self.standing.reduced and not self.standing.ended:
            return _("Imposed: %(imposed)s; reduced to %(now)s; paid: %(paid)s.") % facts
        return _("Imposed: %(imposed)s; paid: %(paid)s.") % facts


def in_case(case: Incident) -> list[Imposed]:
    """Every sanction of `case`, in the order in which they were entered."""
    rows = Sanction.everything.with_recorded().filter(incident=case).select_related("agency", "regime")
    sanctions = corrections.told_on(case, rows.prefetch_related("agency__names"))
    befell = defaultdict(list)
    lines = Development.everything.with_recorded().filter(incident=case).select_related("sanction")
    for line in corrections.told_on(case, lines):
        befell[line.sanction_id].append(line)
    return [_imposed(row, befell[row.pk]) for row in sanctions]


def _imposed(sanction: Sanction, befell: list[Development]) -> Imposed:
    stand = [line for line in befell if not line.struck_at]
    how = measures.standing(sanction.amount, (line.turn for line in stand))
    ended = [line for line in stand if line.kind == how.ended]
    return Imposed(sanction, befell, how, ended[-1] if ended else None)
