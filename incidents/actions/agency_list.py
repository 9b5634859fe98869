"""A list of bodies taken in: first what would become of each row, then all of it by one act, or nothing."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from ..models import Agency
from ..plain import body_names, clocks
from ..record import deeds
from ..translatable import _
from ..workflow import Actor
from . import agencies
from .row_fates import Fate, Plan, Planned, Row

NEW = "baru"  # in the column of the code: another body, however alike its name is to one on file
FACTS = (
    "kind",
    "sector",
    "country",
    "zone",
    "mail_domains",
    "phone",
    "post_address",
    "office_hours",
    "head_office",
    "place",
    "short_name",
)


class Registry:
    """The bodies on file, and those that rows before bring, by code and by every name they ever had."""

    def __init__(self) -> None:
        bodies = list(Agency.objects.to_pick().select_related("parent").prefetch_related("contacts"))
        self.by_code: dict[str, Agency] = {}
        self.known: list[tuple[Agency, set[str]]] = []
        self.by_name: dict[str, list[Agency]] = {}
        for body in bodies:
            self.add(body, body.words)
        self.lines: dict[str, int] = {}

    def add(self, body: Agency, words: set[str]) -> None:
        self.by_code[body.code] = body
        self.known.append((body, words))
        for word in {body_names.bare(word) for word in words}:
            self.by_name.setdefault(word, []).append(body)

    def named(self, facts: Mapping[str, Any]) -> list[Agency]:
        """The bodies that are called exactly so, leaving aside their legal form."""
        return self.by_name.get(body_names.bare(facts["name"]), [])

    def alike(self, facts: Mapping[str, Any]) -> list[Agency]:
        names = [facts["name"], facts.get("short_name", "")]
        return body_names.similar(names, self.known)

    def called(self, text: str) -> Agency | None:
        """The one body of this code or of exactly this name."""
        found = self.by_name.get(body_names.bare(text), [])
        return self.by_code.get(text.lower()) or (found[0] if len(found) == 1 else None)


def plan(rows: Iterable[Row]) -> Plan:
    """What would become of each of `rows` as the record stands. Nothing is written."""
    registry = Registry()
    return Plan([_planned(row, registry) for row in rows])


def _planned(row: Row, registry: Registry) -> Planned:
    if row.faults:
        return Planned(row, Fate.REFUSED, " ".join(row.faults))
    facts, code = row.facts, str(row.facts.get("code", "")).lower()
    bare = body_names.bare(facts["name"])
    if bare in registry.lines:
        words = gettext("The same body as line %(line)d.") % {"line": registry.lines[bare]}
        return Planned(row, Fate.REFUSED, words)
    registry.lines[bare] = row.line
    parent = str(facts.get("parent", ""))
    if parent and not registry.called(parent) and body_names.bare(parent) not in registry.lines:
        words = gettext("The parent body “%(name)s” is not on file, nor in a row before this one.") % {"name": parent}
        return Planned(row, Fate.REFUSED, words)
    if code == NEW:
        return _new(row)
    if code:
        body = registry.by_code.get(code)
        if body is None:
            return Planned(row, Fate.REFUSED, gettext("No agency has the code “%(code)s”.") % {"code": code})
        return _compared(row, body, registry)
    if named := registry.named(facts):
        if len(named) > 1:
            codes = ", ".join(body.code for body in named)
            words = gettext("Several agencies are called so: %(codes)s. Write the code of the one that is meant.")
            return Planned(row, Fate.REFUSED, words % {"codes": codes})
        return _compared(row, named[0], registry)
    if alike := registry.alike(facts):
        names = ", ".join(f"{body.short_name} ({body.code})" for body in alike[:3])
        words = gettext(
            "On file is a similar name: %(names)s. Write its code if it is the same, “%(new)s” if it is not."
        )
        return Planned(row, Fate.REFUSED, words % {"names": names, "new": NEW})
    return _new(row)


def _new(row: Row) -> Planned:
    return Planned(row, Fate.NEW, changes={name: value for name, value in row.facts.items() if name != "code"})


def _compared(row: Row, body: Agency, registry: Registry) -> Planned:
    """A row that speaks of a body on file: the same, or with something that is written otherwise there."""
    facts, name = row.facts, body.name_on(clocks.day(timezone.now()))
    if body.ended_on:
        return Planned(row, Fate.REFUSED, gettext("%(body)s exists no more.") % {"body": body.short_name}, body)
    changes = {
        fact: facts[fact]
        for fact in FACTS
        if fact in facts and facts[fact] != (getattr(name, fact) if fact in agencies.NAMED else getattr(body, fact))
    }
    if facts["name"] != body.name and body_names.bare(facts["name"]) not in map(body_names.bare, body.words):
        if "valid_from" not in facts:
            words = gettext("On file it is called %(name)s. Say from which day it has the new name.")
            return Planned(row, Fate.REFUSED, words % {"name": body.name}, body)
        changes |= {part: facts[part] for part in ("name", "valid_from")}
    if parent := facts.get("parent"):
        above = registry.called(str(parent))
        if above is None or above.pk != body.parent_id:
            changes["parent"] = parent
    present = {row.email.lower() for row in body.contacts.all() if row.valid_to is None}
    if "email" in facts and facts["email"].lower() not in present:
        changes |= {part: facts[part] for part in ("email", "office") if part in facts}
    said = ", ".join(f"{gettext(LABELS[fact])}: {value}" for fact, value in changes.items())
    return Planned(row, Fate.CHANGED if changes else Fate.SAME, said, body, changes)


LABELS = {
    "name": _("Name"),
    "short_name": _("Short name"),
    "code": _("Code"),
    "kind": _("Kind of body"),
    "sector": _("Sector"),
    "parent": _("Parent body"),
    "country": _("Country"),
    "zone": _("Time zone"),
    "mail_domains": _("Domain"),
    "phone": _("Telephone"),
    "post_address": _("Postal address"),
    "office_hours": _("Office hours"),
    "head_office": _("Office addressed"),
    "place": _("Place"),
    "office": _("Office"),
    "email": _("E-mail"),
    "valid_from": _("Valid from"),
}


def take_in(rows: Iterable[Row], *, by: Actor, approved: str) -> Plan:
    """Take in every row that is not refused, by one act: each body by the deed that fits it, all or nothing.

    `approved` is the digest of the plan that was looked at. Raises Conflict when it would be another one now.
    """
    with transaction.atomic():
        found = plan(rows)
        if found.digest != approved:
            raise deeds.Conflict(Agency())
        registry, act_id = Registry(), uuid.uuid4()
        for each in found.rows:
            facts = dict(each.changes)
            if "parent" in facts:
                facts["parent"] = registry.called(str(facts["parent"]))
            if each.fate == Fate.NEW:
                _add(facts, registry, by, act_id)
            elif each.fate == Fate.CHANGED and isinstance(each.on, Agency):
                _change(each.on, facts, by, act_id)
    return found


def _add(facts: dict[str, Any], registry: Registry, by: Actor, act_id: uuid.UUID) -> None:
    contact: dict[str, Any] = {part: facts.pop(part) for part in ("email", "office") if part in facts}
    facts.pop("valid_from", None)
    body = agencies.add_agency(by=by, act_id=act_id, **facts)
    registry.add(body, {facts["name"], facts.get("short_name") or facts["name"]})
    _address(body, contact, by, act_id)


def _change(agency: Agency, changes: dict[str, Any], by: Actor, act_id: uuid.UUID) -> None:
    contact: dict[str, Any] = {part: changes.pop(part) for part in ("email", "office") if part in changes}
    if "valid_from" in changes:
        anew = {
            part: changes.pop(part, getattr(agency.name_on(clocks.day(timezone.now())), part))
            for part in agencies.NAMED
        }
        agencies.rename_agency(agency, by=by, act_id=act_id, valid_from=changes.pop("valid_from"), **anew)
    if changes:
        agencies.amend_agency(agency, by=by, act_id=act_id, **changes)
    _address(agency, contact, by, act_id)


def _address(agency: Agency, contact: dict[str, str], by: Actor, act_id: uuid.UUID) -> None:
    if contact:
        agencies.register_contact(
            agency,
            by=by,
            act_id=act_id,
            office=contact.get("office") or "Sekretariat",
            email=contact["email"],
            valid_from=clocks.day(timezone.now()),
        )
