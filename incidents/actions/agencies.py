"""Deeds on bodies: agencies with their dated names, and where their mail goes."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ..errors import NOT_NOW, DomainError
from ..models import (
    Agency,
    AgencyName,
    Contact,
    Incident,
)
from ..plain import body_names, clocks
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..record import deeds, named_bodies
from ..translatable import _
from ..workflow import Action, Actor
from . import duplicates, given_addresses, hierarchy, overtaken


class BodyEnded(DomainError):
    """Nobody answers for a body that exists no more. Names who followed it, each of several."""

    status = NOT_NOW
    message = _("%(body)s exists no more. Nothing can be sent to it.")

    def __init__(self, agency: Agency) -> None:
        heirs = agency.present_heirs
        super().__init__(agency, body=agency.short_name, heir=", ".join(heir.short_name for heir in heirs))
        if agency.mistaken_at:
            self.message = _("%(body)s was entered by mistake: there is no such body.")
        if len(heirs) == 1:
            self.message = _("%(body)s exists no more; %(heir)s stands for it now. Choose that one.")
        elif heirs:
            self.message = _("%(body)s exists no more; it was split into %(heir)s. Choose the one that is meant.")


def check_exists(agency: Agency, at: Instant) -> None:
    """A body is written to while it exists, by the calendar of Asia/Jakarta; asked of the record, not of what a page has
    loaded before. Inside a deed it stays so until that is done. Raises BodyEnded."""
    now = named_bodies.hold([agency.pk]) if deeds.current() else {agency.pk: Agency.objects.get(pk=agency.pk)}
    if now[agency.pk].has_ended(clocks.day(at)):
        raise BodyEnded(now[agency.pk])


def stands_for(agency: Agency) -> Agency | None:
    """The body to write to: itself while it exists, else its successor; None where nobody is left."""
    return agency.addressee


@contextmanager
def named_anew(agency: Agency, names: Iterable[str], *, within: Incident | None = None) -> Iterator[None]:
    """Around a deed that gives `agency` other names: cases that write them are found by them from then on.

    The cases are locked before the agency, as everywhere: nobody indexes one of them meanwhile by the old names.
    `within` is the case in which the body is needed next: it is locked with the others.
    """
    with transaction.atomic():
        written = duplicates.naming(names).values("pk")
        part = Q(pk__in=written) | Q(pk=within.pk if within else None)
        if agency.pk:
            part |= Q(involvements__agency=agency) | Q(requests__agency=agency) | Q(case_letters__agency=agency)
        keys = Incident.objects.filter(part).values("pk")
        list(Incident.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
        yield
        for case in Incident.objects.filter(pk__in=written).order_by("pk"):
            duplicates.refresh(case)


def register_agency(
    *, by: Actor, code: str, names: Iterable[Mapping[str, Any]], act_id: uuid.UUID | None = None, **fields: Any
) -> Agency:
    """Register an agency with its dated names, each a dict of AgencyName's fields. Nothing of it waits. `act_id`: see
    deeds.record()."""
    agency, names = Agency(code=code, **fields), list(names)
    called = [name[part] for name in names for part in ("name", "short_name")]
    with named_anew(agency, called), deeds.record(Action.REGISTER_AGENCY, on=agency, by=by, act_id=act_id) as deed:
        agency.confirmed_at = deed.at
        agency.save()
        for name in names:
            AgencyName.objects.create(agency=agency, **name)
    return agency


def add_agency(*, by: Actor, name: str, short_name: str = "", **facts: Any) -> Agency:
    """Register an agency by what a form or the row of a list says: one name, from `valid_from` on, today where nobody says.
    See register_agency()."""
    short_name = short_name or body_names.initials(name)
    day = facts.pop("valid_from", None) or clocks.day(timezone.now())
    today = {"name": name, "short_name": short_name, "valid_from": day} | _on_paper(name, facts.get("kind", ""))
    today |= {part: typed for part in AgencyName.WORDS if (typed := facts.pop(part, ""))}
    return register_agency(by=by, code=_code(short_name), names=[today], **facts)


def propose_agency(
    *, by: Actor, name: str, short_name: str = "", email: str = "", within: Incident | None = None, **facts: Any
) -> Agency:
    """Add a body where it is needed, with what is known of it at night; an administrator completes and confirms it.

    `within` is the case in which it is needed, `email` where letters to it are mailed until somebody knows better. The office addressed is made of the name until somebody knows better.
    """
    short_name = short_name or body_names.initials(name)
    agency = Agency(code=_code(short_name), **facts)
    with named_anew(agency, [name, short_name], within=within):
        _propose(agency, name, short_name, by=by, act_id=None, email=email)
    return agency


def propose_several(
    *, by: Actor, bodies: Sequence[tuple[str, str]], within: Incident, act_id: uuid.UUID
) -> list[Agency]:
    """Add many at once, each a name and its kind, as propose_agency() adds one: the names in use and the cases that write
    one of them are looked up once for all of them."""
    taken = set(Agency.objects.values_list("code", flat=True))
    named = [(name, body_names.initials(name), kind) for name, kind in bodies]
    found: list[Agency] = []
    if not named:
        return found
    with named_anew(
        Agency(), [word for name, short_name, _kind in named for word in (name, short_name)], within=within
    ):
        for name, short_name, kind in named:
            agency = Agency(code=body_names.code(short_name, taken), kind=kind)
            taken.add(agency.code)
            _propose(agency, name, short_name, by=by, act_id=act_id)
            found.append(agency)
    return found


def _propose(
    agency: Agency, name: str, short_name: str, *, by: Actor, act_id: uuid.UUID | None, email: str = ""
) -> None:
    with deeds.record(Action.PROPOSE_AGENCY, on=agency, by=by, act_id=act_id) as deed:
        agency.save()
        day = clocks.day(deed.at)
        AgencyName.objects.create(
            agency=agency, name=name, short_name=short_name, valid_from=day, **_on_paper(name, agency.kind)
        )
        given_addresses.write(deed, email, confirmed=False)
        deed.details = {"name": name}


def _on_paper(name: str, kind: str) -> dict[str, str]:
    """Whom a letter addresses, and where, while nobody has said: "Pimpinan PT Contoh di Tempat"."""
    office = name if kind == Agency.Kind.PERSON else f"Pimpinan {name}"
    return {"head_office": office[:200], "place": "Tempat"}


def _code(name: str) -> str:
    return body_names.code(name, set(Agency.objects.values_list("code", flat=True)))


def _write(agency: Agency, facts: Mapping[str, Any], day: date) -> None:
    """Put right what stands of a body and of its name in force on `day`, inside an open deed. A new name is none of it."""
    for fact, value in facts.items():
        if fact not in AgencyName.WORDS:
            setattr(agency, fact, value)
    hierarchy.check(agency)
    agency.save()
    corrected = {fact: value for fact, value in facts.items() if fact in AgencyName.WORDS}
    if corrected:
        name = not_none(agency.name_on(day))
        for fact, value in corrected.items():
            setattr(name, fact, value)
        name.save()


@contextmanager
def _standing(agency: Agency, facts: Mapping[str, Any]) -> Iterator[None]:
    """Around a deed that may put `agency` under another body."""
    if above := facts.get("parent"):
        hierarchy.hold([agency.pk], under=[above.pk])
    yield


def _called(facts: Mapping[str, Any]) -> list[str]:
    return [facts[part] for part in ("name", "short_name") if facts.get(part)]


def confirm_agency(
    agency: Agency, *, by: Actor, seen: int | None = None, email: str | None = None, **facts: Any
) -> Agency:
    """Complete what was added in haste: from now on the body waits for nobody, and its address `email` is confirmed. `facts` and it as
    amend_agency() takes them."""
    with (
        named_anew(agency, _called(facts)),
        _standing(agency, facts),
        deeds.record(Action.CONFIRM_AGENCY, on=agency, by=by, seen=seen) as deed,
    ):
        deed.on.confirmed_at = deed.at
        _write(deed.on, facts, clocks.day(deed.at))
        if email is not None:
            given_addresses.write(deed, email, confirmed=True)
        deed.details = {"name": not_none(deed.on.name_on(clocks.day(deed.at))).name}
    return deed.on


def amend_agency(
    agency: Agency,
    *,
    by: Actor,
    seen: int | None = None,
    reason: str = "",
    act_id: uuid.UUID | None = None,
    email: str | None = None,
    **facts: Any,
) -> Agency:
    """Put right what is on file of an agency: its kind, sector, parent, domains …, and slips in its present name. A name
    that changed with a day is rename_agency()'s. `email`: the address that was given with it, empty where it has none, None where
    nothing is said of it. Raises hierarchy.InItself, and Conflict when it is not as it was `seen` any more."""
    with (
        named_anew(agency, _called(facts)),
        _standing(agency, facts),
        deeds.record(Action.AMEND_AGENCY, on=agency, by=by, seen=seen, reason=reason, act_id=act_id) as deed,
    ):
        _write(deed.on, facts, clocks.day(deed.at))
        if email is not None:
            given_addresses.write(deed, email, confirmed=False)
    return deed.on


def rename_agency(
    agency: Agency, *, by: Actor, seen: int | None = None, act_id: uuid.UUID | None = None, **fields: Any
) -> Agency:
    """From `valid_from` on the agency has another name; the one before ends that day. Issued letters keep the old one.

    Raises Conflict when a name begins on or after that day, or the agency is not as it was `seen` any more.
    """
    called = [fields["name"], fields["short_name"]]
    with (
        named_anew(agency, called),
        deeds.record(Action.RENAME_AGENCY, on=agency, by=by, seen=seen, act_id=act_id) as deed,
    ):
        if agency.names.filter(valid_from__gte=fields["valid_from"]).exists():
            raise overtaken.NamedSince(agency)
        before = agency.names.order_by("valid_from").last()
        if before and (before.valid_to is None or before.valid_to > fields["valid_from"]):
            before.valid_to = fields["valid_from"]
            before.save()
        AgencyName.objects.create(agency=agency, **fields)
        deed.on.save()
        deed.details = {"name": fields["name"]}
    return deed.on


def register_contact(agency: Agency, *, by: Actor, act_id: uuid.UUID | None = None, **fields: Any) -> Contact:
    """Register where an agency's letters are mailed to. Raises BodyEnded."""
    contact = Contact(agency=agency, **fields)
    with deeds.record(Action.REGISTER_CONTACT, on=contact, by=by, act_id=act_id) as deed:
        check_exists(agency, deed.at)
        contact.save()
    return contact


def confirm_contact(contact: Contact, *, by: Actor) -> Contact:
    """Somebody who knows says that this address is still right."""
    with deeds.record(Action.CONFIRM_CONTACT, on=contact, by=by) as deed:
        deed.on.confirmed_at = deed.at
        deed.on.save()
    return deed.on


def end_contact(contact: Contact, *, by: Actor, reason: str) -> Contact:
    """From today on nothing is mailed to this address."""
    with deeds.record(Action.END_CONTACT, on=contact, by=by, reason=reason) as deed:
        deed.on.valid_to = clocks.day(deed.at)
        deed.on.save()
    return deed.on
