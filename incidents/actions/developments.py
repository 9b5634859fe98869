"""The deed that records what befell a sanction after it was decided, and what may be so of it."""

from decimal import Decimal
from typing import Any

from ..errors import DomainError
from ..models import Development, Sanction, User
from ..models.record import span_columns
from ..plain.clocks import Instant
from ..plain.known import known
from ..plain.measures import PAYMENTS, Turn
from ..plain.spans import Span
from ..record import deeds
from ..translatable import _
from ..workflow import Action
from . import overtaken


class BeforeIt(DomainError):
    message = _("This lies before the sanction was decided: a wrong day is to be put right.")


class NoFine(DomainError):
    message = _(
        "No amount is on record of this sanction: put that right first, then what was paid or remains of it is recorded."
    )


class MoreThanImposed(DomainError):
    message = _("This is more than was imposed. Interest and costs are told in words.")


def record_development(
    sanction: Sanction, *, by: User, kind: str, befell: Span, at: Instant | None = None, **facts: Any
) -> Development:
    """Something befell `sanction`: what, when, by whom, by which document and why. Raises what check() raises, and
    overtaken.SanctionStruck."""
    with deeds.record(Action.RECORD_DEVELOPMENT, on=sanction.incident, by=by, at=at, happened_at=befell) as deed:
        stands = Sanction.objects.filter(pk=sanction.pk).first()
        if stands is None:
            raise overtaken.SanctionStruck(deed.on)
        row = Development(incident=deed.on, sanction=stands, kind=kind, **facts, **span_columns("befell", befell))
        check(row)
        row.save()
        deed.details = {"agency": stands.agency.short_name_at(deed.at), "measure": stands.measure, "kind": kind}
    return row


def check(row: Development) -> None:
    """Under the lock of its case. Raises BeforeIt, NoFine, MoreThanImposed."""
    others = row.sanction.developments.exclude(pk=row.pk)
    _check(row.sanction, row)
    if row.kind in PAYMENTS:
        _check_paid(row.sanction, [row, *others])


def check_all(sanction: Sanction) -> None:
    """What befell `sanction` after that was put right. Raises what check() raises."""
    befell = list(sanction.developments.all())
    for row in befell:
        _check(sanction, row)
    _check_paid(sanction, befell)


def _check(sanction: Sanction, row: Development) -> None:
    if known(row.befell).end <= known(sanction.decided).start:
        raise BeforeIt(row)
    if row.amount is None:
        return
    if sanction.amount is None:
        raise NoFine(row)
    if row.amount > sanction.amount or (row.kind == Turn.REDUCED and row.amount == sanction.amount):
        raise MoreThanImposed(row)


def _check_paid(sanction: Sanction, befell: list[Development]) -> None:
    paid = sum((row.amount or Decimal(0) for row in befell if row.kind in PAYMENTS), Decimal(0))
    if sanction.amount is not None and paid > sanction.amount:
        raise MoreThanImposed(sanction)
