"""Deeds on the bodies that a case affects: a list of them taken in, one of them put right, letters to some of them."""

import hashlib
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from django.db import transaction

from ..errors import DomainError
from ..models import AffectedBody, Agency, Incident, Involvement, User
from ..plain import body_names
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..record import deeds, sent_forms
from ..translatable import _
from ..workflow import Action, AffectedStatus
from . import agencies, cases, overtaken, past_or_present


class KindUnknown(DomainError):
    message = _("Say first what kind of body %(body)s is.")


class ListedAlready(DomainError):
    message = _("%(body)s is on the list of this case already.")


class ChangesWhatStands(DomainError):
    message = _("The list changes what stands of %(body)s. Look at what would change, and say why.")


@dataclass(frozen=True)
class Named:
    """One body as a list names it; what the list leaves empty stays as it stands."""

    name: str
    data: str = ""
    state: str = ""
    note: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Change:
    """A row of the list of affected bodies that would stand otherwise: of each fact (its column, in words) how it stands and how it
    would."""

    row: AffectedBody
    facts: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Listing:
    """What a list does to the case: the rows that it writes, new ones among them, and what it changes of those that stand."""

    rows: list[AffectedBody]
    changes: list[Change]
    same: int

    @property
    def counts(self) -> Counter[str]:
        changed = len(self.changes)
        return Counter(new=len(self.rows) - changed, changed=changed, same=self.same)

    @property
    def digest(self) -> str:
        """By which a page that showed the changes says what it showed."""
        said = [f"{change.row.pk} {change.row.version} {change.facts}" for change in self.changes]
        return hashlib.sha256("\n".join(sorted(said)).encode()).hexdigest()


def foreseen(incident: Incident, bodies: Sequence[Named]) -> Listing:
    """What this list would do now. Lines and rows are matched one to one (see _matched())."""
    found = Listing([], [], 0)
    same = 0
    for each, row in zip(bodies, _matched(bodies, incident.affected.all()), strict=True):
        stood = {fact: _in_words(row, fact) for fact in FACTS} if row else {}
        written = _row(incident, each, row)
        if written is None:
            same += 1
            continue
        found.rows.append(written)
        if stood:
            now = {fact: _in_words(written, fact) for fact in FACTS}
            told = [(_called(fact), stood[fact], now[fact]) for fact in FACTS if stood[fact] != now[fact]]
            found.changes.append(Change(written, told))
    return replace(found, same=same)


def _in_words(row: AffectedBody, fact: str) -> str:
    told = getattr(row, f"get_{fact}_display", None)
    return str(told() if told else getattr(row, fact))


def _called(fact: str) -> str:
    return str(cast(Any, AffectedBody._meta.get_field(fact)).verbose_name)


def list_affected(
    incident: Incident,
    *,
    by: User,
    bodies: Sequence[Named],
    reason: str = "",
    plan: str | None = None,
    at: Instant | None = None,
) -> Counter[str]:
    """Take in a list of bodies that the case affects, by one deed. Returns how many are new, changed and the same.

    A body is known by its name in this case: the list again changes nothing, and writes nothing. What it changes of a row that stands
    has its `reason`; the row has another version, so that who amends it meanwhile is told, and both stay in the history. `plan`: the
    digest of the changes that were shown, None where there was no page to see them on. Raises ChangesWhatStands; Conflict where they
    would be others by now.
    """
    with transaction.atomic():
        Incident.objects.select_for_update().get(pk=incident.pk)
        found = foreseen(incident, bodies)
        if found.changes and plan not in (None, found.digest):
            raise overtaken.ChangesOtherwise(incident)
        if found.changes and not reason.strip():
            raise ChangesWhatStands(incident, body=found.changes[0].row.name)
        if found.rows:
            _match(found.rows)
            with deeds.record(Action.LIST_AFFECTED, on=incident, by=by, reason=reason, at=at) as deed:
                for row in found.rows:
                    _save(row)
                deed.details = {name: found.counts[name] for name in ("new", "changed")}
    return found.counts


FACTS = ("data", "state", "note", "kind")


def _save(row: AffectedBody) -> None:
    """Inside a deed on the case: what stands in the row is another version of it."""
    row.version += 1 if row.pk else 0
    row.save()


def _matched(bodies: Sequence[Named], rows: Iterable[AffectedBody]) -> list[AffectedBody | None]:
    """The row of each line, None for a new one: the row of its name; else, where one of the two says no legal form, the only
    one called so, if no other line is called so. What a line may only perhaps be, it is not."""
    rows = list(rows)
    by_name = {row.name: row for row in rows}
    in_full, bare = _keyed(rows, body_names.in_full), _keyed(rows, body_names.bare)
    of_list = Counter(body_names.bare(each.name) for each in bodies)
    found = []
    for each in bodies:
        full, plain = body_names.in_full(each.name), body_names.bare(each.name)
        same, alike = in_full.get(full, []), bare.get(plain, [])
        formless = body_names.formless(each.name) or any(body_names.formless(row.name) for row in alike)
        only = alike[0] if len(alike) == 1 and of_list[plain] == 1 and formless else None
        found.append(by_name.get(each.name) or (same[0] if len(same) == 1 else only))
    return found


def _keyed(rows: Iterable[AffectedBody], key: Callable[[str], str]) -> dict[str, list[AffectedBody]]:
    found: dict[str, list[AffectedBody]] = {}
    for row in rows:
        found.setdefault(key(row.name), []).append(row)
    return found


def _row(incident: Incident, named: Named, row: AffectedBody | None) -> AffectedBody | None:
    """The row of a body as the list has it; None where it stands so already."""
    if row is None:
        state = named.state or AffectedStatus.SUSPECTED
        facts = {"data": named.data, "note": named.note, "kind": named.kind}
        return AffectedBody(incident=incident, name=named.name, state=state, **facts)
    before = [getattr(row, fact) for fact in FACTS]
    for fact, stood in zip(FACTS, before, strict=True):
        setattr(row, fact, getattr(named, fact) or stood)
    return None if [getattr(row, fact) for fact in FACTS] == before else row


def _match(rows: Iterable[AffectedBody]) -> None:
    """Say of each which body on file it is, where exactly one is called so."""
    called = body_names.Called((body, body.words) for body in Agency.objects.to_pick())
    for row in rows:
        found = called.named(row.name)
        if row.agency_id is None and len(found) == 1:
            row.agency = found[0]


def amend_affected(
    row: AffectedBody, *, by: User, seen: int | None, reason: str, at: Instant | None = None, **facts: object
) -> AffectedBody:
    """Put right what one of them is called, how it stands, what of it is affected, or which body on file it is.

    Raises ListedAlready for the name of another row of the case: the list takes no body in twice.
    """
    with deeds.record(Action.AMEND_AFFECTED, on=row, by=by, seen=seen, reason=reason, at=at) as deed:
        for name, value in facts.items():
            setattr(deed.on, name, value)
        called = body_names.in_full(deed.on.name)
        others = AffectedBody.objects.filter(incident=deed.on.incident_id).exclude(pk=deed.on.pk)
        if any(body_names.in_full(name) == called for name in others.values_list("name", flat=True)):
            raise ListedAlready(deed.on, body=deed.on.name)
        deed.on.save()
        deed.details = {"body": deed.on.name}
    return deed.on


def involve_affected(
    incident: Incident,
    *,
    by: User,
    rows: Iterable[AffectedBody],
    kinds: Mapping[int, str] | None = None,
    known_as: Mapping[int, Agency] | None = None,
) -> list[Agency]:
    """Make those chosen parts of the case, so that each can be written to: one that is on file as it is, any other added as a
    body to be completed, all by one act or none. `kinds`: what each is, by its key, where its row does not say so; `known_as`: which
    body on file one is that nobody had recognised. Who chooses what somebody has just chosen is led on: nothing is done twice.

    Raises KindUnknown for a body that nobody has said the kind of, NothingGoesOut in a past case.
    """
    past_or_present.check_present(incident)
    act_id = sent_forms.new_act()
    with transaction.atomic():
        Incident.objects.select_for_update().get(pk=incident.pk)
        chosen = list(
            AffectedBody.objects.filter(incident=incident, pk__in=[each.pk for each in rows])
            .select_related("agency")
            .order_by("pk")
        )
        unknown = [row for row in chosen if row.agency_id is None]
        for row in unknown:
            row.agency = (known_as or {}).get(row.pk)
            row.kind = row.kind or (kinds or {}).get(row.pk, "")
        _add(incident, [row for row in unknown if row.agency is None], by=by, act_id=act_id)
        if unknown:
            with deeds.record(Action.LIST_AFFECTED, on=incident, by=by, act_id=act_id) as deed:
                for row in unknown:
                    _save(row)
                deed.details = {"chosen": len(unknown)}
        bodies = list(dict.fromkeys(not_none(row.agency) for row in chosen))
        there = set(incident.involvements.values_list("agency", flat=True))
        why = {row.agency_id: row.data[:300] for row in reversed(chosen)}
        missing = [(body, why[body.pk]) for body in bodies if body.pk not in there]
        if missing:
            cases.involve_several(incident, by=by, bodies=missing, role=Involvement.AgencyRole.AFFECTED, act_id=act_id)
    return bodies


def _add(incident: Incident, rows: Sequence[AffectedBody], *, by: User, act_id: uuid.UUID) -> None:
    """Bodies to be completed for rows of which none is on file; two rows of one name are two bodies."""
    if lacking := next((row for row in rows if not row.kind), None):
        raise KindUnknown(lacking, body=lacking.name)
    named = [(row.name, row.kind) for row in rows]
    added = agencies.propose_several(by=by, bodies=named, within=incident, act_id=act_id)
    for row, body in zip(rows, added, strict=True):
        row.agency = body
