"""Deeds on the bodies that a case affects: a list of them taken in, one of them put right, letters to some of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from ..models import AffectedBody, Agency, Incident, Involvement, User
from ..plain import body_names
from ..plain.clocks import Instant
from ..record import deeds
from ..workflow import Action, AffectedStatus
from . import agencies, cases


@dataclass(frozen=True)
class Named:
    """One body as a list names it; what the list leaves empty stays as it stands."""

    name: str
    data: str = ""
    state: str = ""
    note: str = ""


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


def _row(incident: Incident, named: Named, there: list[AffectedBody]) -> AffectedBody | None:
    """The row of a body as the list has it; None where it stands so already. Of several that it may be, it is none."""
    row = there[0] if len(there) == 1 else None
    if row is None:
        state = named.state or AffectedStatus.SUSPECTED
        return AffectedBody(incident=incident, name=named.name, data=named.data, state=state, note=named.note)
    before = (row.data, row.state, row.note)
    row.data, row.state, row.note = named.data or row.data, named.state or row.state, named.note or row.note
    return None if (row.data, row.state, row.note) == before else row


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


def involve_affected(incident: Incident, *, by: User, rows: Iterable[AffectedBody]) -> list[Agency]:
    """Make those chosen parts of the case, so that each can be written to: one that is on file as it is, any other added
    as a body to be completed. All of them or none."""
    with transaction.atomic():
        chosen = []
        for row in AffectedBody.objects.filter(incident=incident, pk__in=[each.pk for each in rows]).order_by("pk"):
            body = row.agency or agencies.propose_agency(
                by=by, name=row.name, kind=Agency.Kind.REGIONAL, within=incident
            )
            if row.agency_id is None:
                amend_affected(row, by=by, seen=None, agency=body)
            role = Involvement.AgencyRole.AFFECTED
            if not incident.involvements.filter(agency=body).exists():
                cases.involve(incident, by=by, agency=body, role=role, why=row.data[:300])
            chosen.append(body)
    return chosen
