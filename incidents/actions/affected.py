"""Deeds on the bodies that a case affects: a list of them taken in, one of them put right, letters to some of them."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from ..errors import DomainError
from ..models import AffectedBody, Agency, Incident, Involvement, User
from ..plain import body_names
from ..plain.clocks import Instant
from ..plain.known import known
from ..record import deeds, sent_forms
from ..translatable import _
from ..workflow import Action, AffectedStatus
from . import agencies, cases


class KindUnknown(DomainError):
    message = _("Say first what kind of body %(body)s is.")


@dataclass(frozen=True)
class Named:
    """One body as a list names it; what the list leaves empty stays as it stands."""

    name: str
    data: str = ""
    state: str = ""
    note: str = ""
    kind: str = ""


def list_affected(incident: Incident, *, by: User, bodies: Sequence[Named], at: Instant | None = None) -> Counter[str]:
    """Take in a list of bodies that the case affects, by one deed. Returns how many are new, changed and the same.

    A body is known by its name in this case, legal form aside: the list again changes nothing, and writes nothing.
    """
    with transaction.atomic():
        Incident.objects.select_for_update().get(pk=incident.pk)
        there = body_names.Called((row, [row.name]) for row in incident.affected.all())
        rows = [_row(incident, each, there.named(each.name)) for each in bodies]
        counts = Counter("same" if row is None else "changed" if row.pk else "new" for row in rows)
        if changed := [row for row in rows if row is not None]:
            _match(changed)
            with deeds.record(Action.LIST_AFFECTED, on=incident, by=by, at=at) as deed:
                for row in changed:
                    row.save()
                deed.details = {"new": counts["new"], "changed": counts["changed"]}
    return counts


FACTS = ("data", "state", "note", "kind")


def _row(incident: Incident, named: Named, there: list[AffectedBody]) -> AffectedBody | None:
    """The row of a body as the list has it; None where it stands so already. Of several that it may be, it is none."""
    row = there[0] if len(there) == 1 else None
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
    row: AffectedBody, *, by: User, seen: int | None, at: Instant | None = None, **facts: object
) -> AffectedBody:
    """Put right how one of them stands, what of it is affected, or which body on file it is."""
    with deeds.record(Action.AMEND_AFFECTED, on=row, by=by, seen=seen, at=at) as deed:
        for name, value in facts.items():
            setattr(deed.on, name, value)
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

    Raises KindUnknown for a body that nobody has said the kind of.
    """
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
                    row.save()
                deed.details = {"new": 0, "changed": len(unknown)}
        bodies = list(dict.fromkeys(known(row.agency) for row in chosen))
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
