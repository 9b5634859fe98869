"""Deeds that put right how a piece of evidence was handed over, or strike it out: what was entered stays to be read beside it, and the
chain stays true: each handing over is from whoever had the piece by what stands of the ones before."""

from typing import Any

from django.utils.translation import get_language

from ..errors import NOT_NOW, DomainError
from ..models import Evidence, User, custody
from ..models.custody import Given
from ..models.record import put_span
from ..plain.answer_values import keep_span
from ..plain.clocks import Instant
from ..plain.dates import instant_in_words
from ..record import authority, deeds
from ..translatable import _
from ..workflow import Action, EvidenceStatus, permitted
from . import overtaken
from .evidence import check_days, check_moves

OnPiece = deeds.Deed[Evidence]


class RestsOnIt(DomainError):
    """A later entry of the chain would say that the piece went to whoever has it already. Names that one."""

    status = NOT_NOW
    message = _(
        "The handing over to “%(holder)s” of %(at)s would then go to whoever has the piece already. Put that one right or strike it out first."
    )


def put_right(
    evidence: Evidence,
    *,
    by: User,
    seen: int | None,
    reason: str,
    entry: str | None = None,
    at: Instant | None = None,
    **facts: Any,
) -> Evidence:
    """It went to another `holder`, or at another time (`gone`), than the handing over `entry` says (a key of the chain; None: the last that
    stands); what is left out stays. Raises LiesThere, BeforeItsTurn, RestsOnIt, OfSomebodyElse; Conflict where it stands no longer."""
    with deeds.record(Action.CORRECT_CUSTODY, on=evidence, by=by, seen=seen, reason=reason, at=at) as deed:
        given, mended = _entry(deed, entry, by)
        holder = facts.get("holder", mended.holder)
        check_moves(deed.on, mended.source, holder)
        mended.gone = facts.get("gone", mended.gone)
        _note(deed, mended, holder)
        mended.holder = holder
        check_days(deed.on, given)
        _keep(deed, given)
    return deed.on


def strike(
    evidence: Evidence, *, by: User, seen: int | None, reason: str, entry: str | None = None, at: Instant | None = None
) -> Evidence:
    """The handing over `entry` (see put_right()) was none: whoever had the piece before had it on, and it is held again where that had been
    its release. Raises RestsOnIt, OfSomebodyElse; Conflict where it stands no longer."""
    with deeds.record(Action.STRIKE_CUSTODY, on=evidence, by=by, seen=seen, reason=reason, at=at) as deed:
        given, mended = _entry(deed, entry, by)
        _note(deed, mended, mended.source)
        mended.struck = True
        if mended.entered.action == Action.RELEASE:
            deed.on.status = EvidenceStatus.HELD
        _keep(deed, given)
    return deed.on


def _entry(deed: OnPiece, key: str | None, by: User) -> tuple[list[Given], Given]:
    """The chain, and the one of it that is put right: by whoever entered it, or a superior."""
    given = custody.chain_of(deed.on)
    mended = custody.last(given) if key is None else custody.called(given, key)
    if mended is None:
        raise overtaken.NotGivenAway(deed.on)
    if permitted(deed.action, by.roles, is_author=mended.entered.actor_id == by.pk) is None:
        raise authority.OfSomebodyElse(f"{by} did not enter the handing over to {mended.holder}")
    return given, mended


def _note(deed: OnPiece, mended: Given, holder: str) -> None:
    deed.details = {"evidence": deed.on.label, "entry": mended.key, "from": mended.holder, "to": holder}
    if mended.gone:
        deed.details["gone"] = keep_span(mended.gone)


def _keep(deed: OnPiece, given: list[Given]) -> None:
    holder = custody.follow(given)
    if holder is not None:  # "": whoever took it in was of no unit
        deed.on.holder = holder
    stands = custody.last(given)
    put_span(deed.on, "held", stands.gone if stands else None)
    if later := next((each for each in given if not each.struck and each.leads_nowhere), None):
        at = instant_in_words(later.entered.recorded_at, get_language() or "id")
        raise RestsOnIt(deed.on, holder=later.holder, at=at)
    deed.on.save()
