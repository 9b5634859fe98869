"""What one row of the table of moves says. Pure."""

from dataclasses import dataclass

from .offers import Offer
from .words import Role, Subject


@dataclass(frozen=True)
class Transition:
    """One row of the table.

    `sources` holds the statuses the move starts from (None: the object is born, or has no status); `targets` those
    it may end in (empty: the status stays); `pairs` which source leads to which, where not each leads to each of them.
    `by` names the roles. `label` is the button, `done` the past-tense line
    of the record. `of_unit`: it speaks for the letter's unit, so whoever does it is appointed to that. `within` holds
    the statuses the case must be in (empty: any), for moves on things inside a case.
    `offers` names every place where people find it; only what the product does by itself has none. `asks` is False
    where one press does it, with the version its page showed; else a page of its own asks first. `own_only` names the
    roles that may do it to nothing but what is their own: what they typed in, their case, their absence; `own_as` is the
    thing's method that says so of a person. `also_past`: the statuses in which a case that was entered from the record takes it
    as well; how that ended is what its file says, and rests on nothing here.
    """

    subject: Subject
    sources: frozenset[str | None]
    targets: frozenset[str]
    by: frozenset[Role]
    label: str
    done: str
    not_by_drafter: bool = False
    own_only: frozenset[Role] = frozenset()
    own_as: str = "belongs_to"
    of_unit: bool = False
    needs_reason: bool = False
    within: frozenset[str] = frozenset()
    also_past: frozenset[str] = frozenset()
    asks: bool = True
    offers: tuple[Offer, ...] = ()
    pairs: frozenset[tuple[str | None, str]] = frozenset()

    def ends(self, source: str | None) -> frozenset[str | None]:
        """The statuses that the move may leave behind when it starts from `source`."""
        if self.pairs:
            return frozenset(after for before, after in self.pairs if before == source)
        return frozenset(self.targets) or frozenset({source})

    def starts(self, *, past: bool) -> frozenset[str | None]:
        """The statuses that it starts from. `past`: in a case that was entered from the record."""
        return self.sources if self.within or not past else self.sources | self.also_past

    def cases(self, *, past: bool) -> frozenset[str]:
        """The statuses of the cases that it has its place in; none where it has it in any. `past` as for `starts`."""
        return self.within | self.also_past if self.within and past else self.within
