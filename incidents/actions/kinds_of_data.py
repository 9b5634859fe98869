"""The deed that says which kinds of data are exposed in a case."""

from collections.abc import Iterable, Mapping

from ..errors import DomainError
from ..models import DataCategory, ExposedCategory, Incident, User
from ..plain.clocks import Instant
from ..record import deeds
from ..translatable import _
from ..workflow import Action
from . import closing_conditions, overtaken


def named_in(incident: Incident) -> str:
    """Which categories stand in the case, and how: the same words as long as nobody changes any."""
    return " ".join(f"{row.category_id}:{row.state}" for row in incident.categories.order_by("category_id"))


class KindsOtherwise(DomainError):
    """A kind of data that is named is taken off the case, or claimed where it was confirmed or the other way round."""

    message = _("A kind of data that is named is taken off or put otherwise: say why.")


def puts_otherwise(named: Iterable[ExposedCategory], wanted: Mapping[DataCategory, str]) -> bool:
    """Whether what is `wanted` says something else of a kind that is named already."""
    return any(wanted.get(row.category) != row.state for row in named)


def categorize(
    incident: Incident,
    *,
    by: User,
    claimed: Iterable[DataCategory] = (),
    confirmed: Iterable[DataCategory] = (),
    basis: str = "",
    shown: str | None = None,
    reason: str = "",
    at: Instant | None = None,
) -> None:
    """Say which categories of data are exposed: claimed by somebody, or confirmed. Others are taken off the case.

    `basis` is that of what is said newly, or, where nothing else changes, of all that is named. `shown` is what named_in()
    said when the page was opened. Raises Conflict when it says something else by now; KindsOtherwise where a kind that is named
    is taken off or put otherwise, and nobody says why; and what `closing_conditions` does.
    """
    wanted = {c: ExposedCategory.State.CLAIMED for c in claimed} | {
        c: ExposedCategory.State.CONFIRMED for c in confirmed
    }
    with (
        deeds.record(Action.CATEGORIZE, on=incident, by=by, reason=reason, at=at) as deed,
        closing_conditions.kept(incident),
    ):
        closing_conditions.check_says_why(deed)
        if shown is not None and named_in(deed.on) != shown:
            raise overtaken.KindsChanged(deed.on)
        present = {row.category: row for row in deed.on.categories.select_related("category")}
        if not deed.reason and puts_otherwise(present.values(), wanted):
            raise KindsOtherwise(deed.on)
        for category, row in present.items():
            if category not in wanted:
                row.delete()
        stood = {category: ExposedCategory.State(row.state) for category, row in present.items()}
        newly = {category for category, state in wanted.items() if stood.get(category) != state}
        if basis and stood == wanted:
            newly = set(wanted)  # nothing else changed: it is what all of them rest on
        for category in (each for each in wanted if each in newly):
            row = present.get(category) or ExposedCategory(incident=deed.on, category=category)
            row.state, row.basis = wanted[category], basis
            row.save()
        deed.details = {"categories": sorted(str(c) for c in wanted)} | ({"source": basis} if basis else {})
