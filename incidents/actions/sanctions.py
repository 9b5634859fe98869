"""Sanctions: which regimes may be applied in a case, and the measures that were imposed by them."""

from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from ..errors import DomainError
from ..models import Agency, Incident, Sanction, SanctionRegime, User
from ..models.record import span_columns
from ..plain import clocks
from ..plain.clocks import Instant
from ..plain.spans import Span
from ..record import deeds
from ..translatable import _
from ..workflow import Action, Role
from . import closing_conditions
from .statute import day_of


class NotInForce(DomainError):
    """A measure is taken from a law that did not hold then."""

    message = _("This regime was not in force on the day of the breach, or when the measure was decided.")


class DecidedBeforeTheEnd(DomainError):
    message = _(
        "%(case)s has ended. A sanction that was decided before the case ended, a supervisor records: cases are counted by it. What was "
        "decided after the end you record yourself."
    )


def regimes_for(incident: Incident) -> QuerySet[SanctionRegime]:
    """Whose measures may be imposed in this case: those in force on the day of the breach."""
    return regimes_on(day_of(incident))


def regimes_on(day: date) -> QuerySet[SanctionRegime]:
    """Whose measures may be imposed for a breach of `day`."""
    return SanctionRegime.objects.on(day)


def check_in_force(incident: Incident, regime: SanctionRegime | None, decided: Span) -> None:
    """Raises NotInForce for a regime that did not hold on the day of the breach, or when the measure was decided. Of the law of another
    authority (None) its own document speaks."""
    if regime is None:
        return
    if regime not in regimes_for(incident) or clocks.day(decided.end) <= regime.effective_from:
        raise NotInForce(incident)


def may_add_to_its_past(case: Incident, by: User) -> bool:
    """Once a case has ended, what the figures say of its sanctions until then is a superior's alone."""
    return Role.SUPERVISOR in by.roles or case.theirs_to_judge(by)


def check_whose(case: Incident, by: User, decided: Span) -> None:
    """What is decided afterwards is news, and so is what is known to be of the day of its end. Raises DecidedBeforeTheEnd."""
    if _of_its_past(case, decided) and not may_add_to_its_past(case, by):
        raise DecidedBeforeTheEnd(case, case=case.reference)


def _of_its_past(case: Incident, decided: Span) -> bool:
    ended = case.over_since
    return bool(ended and clocks.day(decided.start) < clocks.day(ended))


def sanction(
    incident: Incident,
    *,
    by: User,
    agency: Agency,
    regime: SanctionRegime | None,
    measure: str,
    decided_by: str,
    decided: Span,
    basis: str = "",
    amount: Decimal | None = None,
    currency: str = "",
    document: str = "",
    note: str = "",
    at: Instant | None = None,
) -> Sanction:
    """Record a measure that was imposed: by a `regime`, or by another authority on the `basis` of a law of its own. Raises ValueError for
    a measure the regime does not know, NotInForce for a regime that did not hold when it was decided, or on the day of the breach;
    DecidedBeforeTheEnd; closing_conditions.ClosedAgainstIt where the case ended as one in which nothing was imposed."""
    if regime and measure not in regime.measures:
        raise ValueError(f"{measure} is no measure of {regime}")
    check_in_force(incident, regime, decided)
    with (
        deeds.record(Action.SANCTION, on=incident, by=by, at=at, happened_at=decided) as deed,
        closing_conditions.kept_before_its_end(incident, decided),
    ):
        check_whose(deed.on, by, decided)
        row = Sanction.objects.create(
            incident=deed.on,
            agency=agency,
            regime=regime,
            basis=regime.basis if regime else basis,
            measure=measure,
            amount=amount,
            currency=currency,
            decided_by=decided_by,
            document=document,
            note=note,
            **span_columns("decided", decided),
        )
        deed.details = {"agency": agency.short_name_at(deed.at), "measure": measure}
    return row
