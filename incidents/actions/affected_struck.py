"""The deed that strikes bodies which a case affects: several at once, or a whole list as it was taken in."""

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from ..errors import DomainError
from ..models import AffectedBody, CaseEvent, Incident, User
from ..models.record import HistoryRow
from ..plain.clocks import Instant
from ..record import authority, deeds
from ..translatable import _
from ..workflow import Action, permitted
from . import closing_conditions, overtaken
from .affected import FACTS


class EnteredByAnother(DomainError):
    message = _("%(body)s was entered by somebody else: they strike it out, or a supervisor.")


@dataclass(frozen=True)
class Striking:
    """What becomes of the rows that were chosen, or that a list brought: `struck`, or as they stood before the list (`restored`, each with
    that version). `stays`: what somebody has put right since the list came."""

    struck: list[AffectedBody] = field(default_factory=list)
    restored: list[tuple[AffectedBody, HistoryRow, HistoryRow]] = field(default_factory=list)
    stays: list[AffectedBody] = field(default_factory=list)

    @property
    def changed(self) -> list[AffectedBody]:
        """Those that stand as before the list."""
        return [row for row, _before, _after in self.restored]

    @property
    def digest(self) -> str:
        """By which a page that showed it says what it showed."""
        said = [f"{row.pk} {row.version} struck" for row in self.struck]
        said += [f"{row.pk} {row.version} restored" for row in self.changed]
        return hashlib.sha256("\n".join(sorted(said)).encode()).hexdigest()


def of_rows(incident: Incident, keys: Iterable[int]) -> Striking:
    """Those chosen that stand."""
    rows = AffectedBody.objects.with_recorded().filter(incident=incident, pk__in=list(keys))
    return Striking(list(rows.order_by("name", "pk")))


def lists_of(incident: Incident) -> "QuerySet[CaseEvent]":
    """The lists that were taken in and not taken back, the last one first."""
    back = CaseEvent.objects.filter(incident=incident, action=Action.STRIKE_AFFECTED, details__has_key="list")
    gone = [details["list"] for details in back.values_list("details", flat=True)]
    lists = CaseEvent.objects.filter(incident=incident, action=Action.LIST_AFFECTED, details__has_key="new")
    return lists.exclude(pk__in=gone).defer("payload").order_by("-recorded_at")


def list_called(incident: Incident, key: str) -> CaseEvent | None:
    """The one of these lists that has this key, as an address or a form has it; None for anything else."""
    try:
        return lists_of(incident).filter(pk=uuid.UUID(key)).first()
    except ValueError:
        return None


def of_list(taken_in: CaseEvent) -> Striking:
    """What a list brought and nobody has put right since is struck; what it changed is as it was before."""
    found = Striking()
    history = AffectedBody.history.model.objects
    written = {version.id: version for version in history.filter(event_id=taken_in.pk)}
    rows = AffectedBody.objects.with_recorded().filter(incident=taken_in.incident_id, pk__in=list(written))
    before: dict[int, Any] = {}
    for version in history.filter(id__in=list(written)).order_by("history_id"):
        if version.history_id < written[version.id].history_id:
            before[version.id] = version
    for row in rows.order_by("name", "pk"):
        came = written[row.pk]
        if any(getattr(row, fact) != getattr(came, fact) for fact in ("name", *FACTS)):
            found.stays.append(row)
        elif old := before.get(row.pk):
            found.restored.append((row, old, came))
        else:
            found.struck.append(row)
    return found


def strike_affected(
    incident: Incident,
    *,
    by: User,
    reason: str,
    plan: str,
    rows: Iterable[int] = (),
    of: CaseEvent | None = None,
    at: Instant | None = None,
) -> Striking:
    """Strike rows by their keys, or take back the list that was taken in by the event `of`, by one deed. They stay to be read, count
    no longer, and may be listed again. A part in the case and letters that went out stay: they are no entries of the list.

    `plan` is the digest of what was shown. In a case that has ended each is put right as by itself: what was there by then by a superior
    alone. Raises StrikesOtherwise when it would be something else by now, EnteredByAnother, authority.RestsOnIt, and what closing_conditions does.
    """
    with (
        deeds.record(Action.STRIKE_AFFECTED, on=incident, by=by, reason=reason, at=at) as deed,
        closing_conditions.kept(incident),
    ):
        found = of_list(of) if of else of_rows(deed.on, rows)
        if found.digest != plan or not (found.struck or found.restored):
            raise overtaken.StrikesOtherwise(deed.on)
        _check_own(found, of, by)
        for row in found.struck:
            row.struck_at = deed.at
            _save(row)
        for row, before, after in found.restored:
            for fact in FACTS:
                setattr(row, fact, getattr(before, fact))
            if row.agency_id == getattr(after, "agency_id", None) and getattr(before, "agency_id", None) is None:
                row.agency = None  # the list had recognised it
            _save(row)
        deed.details = {"struck": len(found.struck), "restored": len(found.restored)}
        if of:
            deed.details |= {"list": str(of.pk), "bodies": [row.name for row in found.stays]}
    return found


def _save(row: AffectedBody) -> None:
    row.version += 1
    row.save()


def _check_own(found: Striking, of: CaseEvent | None, by: User) -> None:
    """Who may strike one of them by itself may strike several: the table says so of `strike`. What a list had changed is the own of
    whoever brought that list; what was counted at the end of the case is nobody's own. Raises EnteredByAnother, RestsOnIt."""
    if permitted(Action.STRIKE, by.roles, is_author=False):
        return
    others = [row for row in found.struck if not row.belongs_to(by)]
    if of and of.actor_id != by.pk:
        others += found.changed
    if others:
        raise EnteredByAnother(others[0], body=others[0].name)
    for row in (*found.struck, *found.changed):
        if row.the_end_rests_on_it:
            raise authority.RestsOnIt(f"the case ended with {row}")
