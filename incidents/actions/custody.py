"""Deeds that put right how a piece of evidence was handed over, or strike it out: what was entered stays to be read beside it."""

from typing import Any

from ..models import Evidence, User
from ..models.custody import Given, last_of
from ..plain.clocks import Instant
from ..record import deeds
from ..workflow import Action, EvidenceStatus
from . import overtaken
from .evidence import check_moves


def put_right(
    evidence: Evidence, *, by: User, seen: int | None, holder: str, reason: str, at: Instant | None = None
) -> Evidence:
    """It went to `holder`, and not to whom the last handing over says. Raises LiesThere; Conflict where none stands."""
    with deeds.record(Action.CORRECT_CUSTODY, on=evidence, by=by, seen=seen, reason=reason, at=at) as deed:
        given = _last(deed)
        check_moves(deed.on, given.source, holder)
        _note(deed, given, holder)
        deed.on.save()
    return deed.on


def strike(evidence: Evidence, *, by: User, seen: int | None, reason: str, at: Instant | None = None) -> Evidence:
    """The last handing over that stands was none: the piece is with whom it was before, and held again where it had been released.
    Raises Conflict where none stands."""
    with deeds.record(Action.STRIKE_CUSTODY, on=evidence, by=by, seen=seen, reason=reason, at=at) as deed:
        given = _last(deed)
        _note(deed, given, given.source)
        deed.on.status = EvidenceStatus.HELD
        deed.on.save()
    return deed.on


def _last(deed: deeds.Deed[Any]) -> Given:
    given = last_of(deed.on)
    if given is None:
        raise overtaken.NotGivenAway(deed.on)
    return given


def _note(deed: deeds.Deed[Any], given: Given, holder: str) -> None:
    deed.details = {"evidence": deed.on.label, "entry": str(given.entered.pk), "from": deed.on.holder, "to": holder}
    deed.on.holder = holder
