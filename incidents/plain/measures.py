"""What became of a measure that was imposed: whether it is still in force, what of a fine is left, and what was paid. Pure."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from .clocks import Instant

L = TypeVar("L")


class Turn(StrEnum):
    """What may befall a measure after it was decided."""

    LIFTED = "lifted"
    ANNULLED = "annulled"
    REDUCED = "reduced"
    RESTORED = "restored"
    OBJECTED = "objected"
    UPHELD = "upheld"
    PAID_PART = "paid_part"
    PAID = "paid"
    CARRIED_OUT = "carried_out"


ENDS = frozenset({Turn.LIFTED, Turn.ANNULLED})
DECIDES = frozenset({*ENDS, Turn.REDUCED, Turn.RESTORED, Turn.UPHELD})  # somebody did, and said why
PAYMENTS = frozenset({Turn.PAID_PART, Turn.PAID})


@dataclass(frozen=True)
class Befell:
    """One turn: on which day at the earliest, which of two on one day was entered first, and its amount."""

    turn: str
    at: Instant
    key: int
    amount: Decimal | None = None


@dataclass(frozen=True)
class Standing:
    """How a measure stands after its turns. `ended` is the turn that ended it, "" while it is in force; `amount` what a fine is now,
    None of what is none; `contested`: an objection or appeal is not decided yet."""

    ended: str
    reduced: bool
    contested: bool
    amount: Decimal | None
    paid: Decimal


def standing(imposed: Decimal | None, befell: Iterable[Befell]) -> Standing:
    """How a measure stands that was imposed with this amount, from its turns in the order of their days."""
    ended, reduced, contested, amount, paid = "", False, False, imposed, Decimal(0)
    for each in sorted(befell, key=lambda one: (one.at, one.key)):
        if each.turn in ENDS:
            ended = each.turn
        if each.turn == Turn.REDUCED:
            reduced, amount = True, imposed if each.amount is None else each.amount
        if each.turn == Turn.RESTORED:
            ended, reduced, amount = "", False, imposed
        if each.turn == Turn.OBJECTED or each.turn in DECIDES:
            contested = each.turn == Turn.OBJECTED
        if each.turn in PAYMENTS:
            paid += each.amount or 0
    return Standing(ended, reduced, contested, amount, paid)


def may_be_a_letter(reprimand: str) -> bool:
    """Whether this measure, as its regime names it, may be what a letter of reprimand says: one by word of mouth is another."""
    return "lisan" not in reprimand.lower().split()


def by_letter_alone(letters: Sequence[tuple[L, Set[int]]], recorded: Sequence[Set[int]]) -> list[L]:
    """Of the reprimands that were issued as letters those that nobody recorded as a sanction besides, so that none is counted twice: each
    recorded one is of a letter to its body. Both come with the keys by which their body is known."""
    left = list(letters)
    for bodies in recorded:
        own = next((each for each in left if each[1] & bodies), None)
        if own:
            left.remove(own)
    return [letter for letter, _bodies in left]
