"""The deed that records what befell a sanction after it was decided, and what may be so of it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from ..errors import DomainError
from ..models import Development, Incident, Sanction, User
from ..models.record import span_columns
from ..plain import measures
from ..plain.clocks import Instant
from ..plain.measures import DECIDES, PAYMENTS, Befell, Turn
from ..plain.not_none import not_none
from ..plain.spans import Span
from ..record import deeds
from ..translatable import _
from ..workflow import Action
from . import overtaken, sanctions


class BeforeIt(DomainError):
    message = _("This lies before the sanction was decided: a wrong day is to be put right.")


class NoFine(DomainError):
    message = _(
        "No amount is on record of this sanction: put that right first, then what was paid or remains of it is recorded."
    )


class MoreThanImposed(DomainError):
    message = _("This is more than was imposed. Interest and costs are told in words.")


class MoreThanOwed(DomainError):
    message = _("This is more than the fine was then, after it was reduced. Interest and costs are told in words.")


class NotInFull(DomainError):
    message = _("With this the fine was not paid in full: %(paid)s of %(amount)s. Choose “Paid in part”.")


class SayTheAmount(DomainError):
    message = _("This fine has an amount on record: say to which amount it was reduced, in figures.")


class ForASuperior(DomainError):
    message = _(
        "%(case)s has ended. What was decided about a sanction, and what befell it before the case ended, a supervisor records: "
        "cases are counted by it. What was paid, carried out or contested after the end you record yourself."
    )


def record_development(
    sanction: Sanction, *, by: User, kind: str, befell: Span, at: Instant | None = None, **facts: Any
) -> Development:
    """Something befell `sanction`: what, when, by whom, by which document and why. Raises what check() raises, ForASuperior, and
    overtaken.SanctionStruck."""
    with deeds.record(Action.RECORD_DEVELOPMENT, on=sanction.incident, by=by, at=at, happened_at=befell) as deed:
        stands = Sanction.objects.filter(pk=sanction.pk).first()
        if stands is None:
            raise overtaken.SanctionStruck(deed.on)
        check_whose(deed.on, by, kind, befell)
        row = Development(incident=deed.on, sanction=stands, kind=kind, **facts, **span_columns("befell", befell))
        check(row)
        row.save()
        deed.details = {"agency": stands.agency.short_name_at(deed.at), "measure": stands.measure, "kind": kind}
    return row


def check_whose(case: Incident, by: User, kind: str, befell: Span) -> None:
    """Once a case has ended, what its outcome and the figures say of its sanctions is a superior's alone; what is paid, carried out or
    contested afterwards is news. Raises ForASuperior."""
    if sanctions.may_add_to_its_past(case, by):
        return
    ended = case.over_since
    if kind in DECIDES or (ended and befell.start < ended):
        raise ForASuperior(case, case=case.reference)


def check(row: Development) -> None:
    """Under the lock of its case. Raises BeforeIt, NoFine, SayTheAmount, MoreThanImposed, MoreThanOwed, NotInFull."""
    _check(row.sanction, row)
    _check_paid(row.sanction, [*row.sanction.developments.exclude(pk=row.pk), row])


def check_all(sanction: Sanction) -> None:
    """What befell `sanction` after that was put right. Raises what check() raises."""
    befell = list(sanction.developments.all())
    for row in befell:
        _check(sanction, row)
    _check_paid(sanction, befell)


def _check(sanction: Sanction, row: Development) -> None:
    if not_none(row.befell).end <= not_none(sanction.decided).start:
        raise BeforeIt(row)
    if row.amount is None:
        if row.kind == Turn.REDUCED and sanction.amount is not None:
            raise SayTheAmount(row)
        return
    if sanction.amount is None:
        raise NoFine(row)
    if row.amount > sanction.amount or (row.kind == Turn.REDUCED and row.amount == sanction.amount):
        raise MoreThanImposed(row)


def _check_paid(sanction: Sanction, befell: Sequence[Development]) -> None:
    """Each payment with those before it: no more than the fine was then, and in full where it says so. What was paid before the fine was
    reduced may be more than is left of it."""
    if sanction.amount is None:
        return
    paid = Decimal(0)
    for row in sorted((row for row in befell if row.kind in PAYMENTS), key=_in_order):
        paid += row.amount or 0
        amounts = _owed_then(sanction, befell, row)
        if paid > sanction.amount:
            raise MoreThanImposed(sanction)
        if paid > max(amounts):
            raise MoreThanOwed(sanction)
        if row.kind == Turn.PAID and paid not in amounts:
            facts = {"paid": sanction.sum_of(paid), "amount": sanction.sum_of(max(amounts))}
            raise NotInFull(sanction, **facts)


def _owed_then(sanction: Sanction, befell: Sequence[Development], payment: Development) -> set[Decimal]:
    """Every amount that the fine may have been when `payment` was made: what befell it in the same span came before it or after."""
    when, owed = not_none(payment.befell), not_none(sanction.amount)
    amounts: set[Decimal] = set()
    turns: list[Befell] = []
    for row in sorted(befell, key=_in_order):
        turns.append(Befell(row.kind, row.befell_at, len(turns), row.amount))
        before, owed = owed, not_none(measures.standing(sanction.amount, turns).amount)
        span = not_none(row.befell)
        if span.end <= when.start:
            amounts = {owed}
        elif span.start < when.end:
            amounts |= {before, owed}
    return amounts


def _in_order(row: Development) -> tuple[Instant, bool, int]:
    """By their days, and of one day as they were entered: what is being entered now has no key yet."""
    return row.befell_at, row.pk is None, row.pk or 0
