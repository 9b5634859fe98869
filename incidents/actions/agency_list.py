"""A list of bodies taken in: first what would become of each row, then all of it by one act, or nothing."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, gettext

from ..models import Agency, AgencyName
from ..models.zones import zone_choices
from ..plain import body_names, chains, clocks, dates
from ..record import deeds, sent_forms
from ..translatable import _
from ..workflow import Actor
from . import agencies, hierarchy
from .lists import Fate, Plan, Planned, Row

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
    "institution",
    "place",
    "salutation",
    "attention",
    "short_name",
)


class Registry:
    """The bodies on file, and the rows before this one, by code and by every name they ever had."""

    def __init__(self) -> None:
        bodies = list(Agency.objects.to_pick().select_related("parent").prefetch_related("contacts"))
        self.by_code = {body.code: body for body in bodies}
        self.known: body_names.Called[Agency] = body_names.Called((body, body.words) for body in bodies)
        self.above = {body.pk: body.parent_id for body in bodies}
        self.rows: body_names.Called[int] = body_names.Called()  # the lines before that are taken in
        self.meant: dict[int, int] = {}  # by body: the line before that speaks of it

    def named(self, facts: Mapping[str, Any]) -> list[Agency]:
        """The bodies that are called exactly so, leaving aside their legal form."""
        return self.known.named(facts["name"])

    def alike(self, facts: Mapping[str, Any]) -> list[Agency]:
        return self.known.similar([facts["name"], facts.get("short_name", "")], most=3)

    def called(self, text: str) -> Agency | None:
        """The one body of this code or of exactly this name."""
        found = self.known.named(text)
        return self.by_code.get(text.lower()) or (found[0] if len(found) == 1 else None)

    def above_itself(self, body: Agency, parent: Agency) -> bool:
        """Whether `body` would stand under itself, as the rows before have it."""
        return body.pk in chains.walked(parent.pk, self.above.get)


def plan(rows: Iterable[Row]) -> Plan:
    """What would become of each of `rows` as the record stands. Nothing is written."""
    return _plan(rows, Registry())


def _plan(rows: Iterable[Row], registry: Registry) -> Plan:
    found = []
    for row in rows:
        each = _planned(row, registry)
        if above := registry.called(str(each.changes.get("parent", ""))):
            each.stands["above"] = above.pk
        if each.fate != Fate.REFUSED:
            registry.rows.add(row.line, [row.facts["name"]])
            if isinstance(each.on, Agency):
                registry.meant[each.on.pk] = row.line
                if above:
                    registry.above[each.on.pk] = above.pk
        found.append(each)
    return Plan(found)


def _planned(row: Row, registry: Registry) -> Planned:
    if row.faults:
        return Planned(row, Fate.REFUSED, " ".join(row.faults))
    facts, code = row.facts, str(row.facts.get("code", "")).lower()
    if said := registry.rows.named(facts["name"]):
        return _twice(row, said[0])
    parent = str(facts.get("parent", ""))
    if parent and not registry.called(parent) and not registry.rows.named(parent):
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
        names = ", ".join(f"{body.short_name} ({body.code})" for body in alike)
        words = gettext(
            "On file is a similar name: %(names)s. Write its code if it is the same, “%(new)s” if it is not."
        )
        return Planned(row, Fate.REFUSED, words % {"names": names, "new": NEW})
    return _new(row)


def _twice(row: Row, line: int) -> Planned:
    return Planned(row, Fate.REFUSED, gettext("The same body as line %(line)d.") % {"line": line})


def _new(row: Row) -> Planned:
    day = row.facts.get("valid_from")
    if day and day > clocks.day(timezone.now()):
        return Planned(row, Fate.REFUSED, gettext("A new body has its name from a day that has come."))
    kept = {name: value for name, value in row.facts.items() if name != "code"}
    return Planned(row, Fate.NEW, _left_out(row.facts), changes=kept)


def _left_out(facts: Mapping[str, Any]) -> str:
    """In words, what of a row is not taken in."""
    alone = "office" in facts and "email" not in facts
    return gettext("The office is left out: an address for letters needs its e-mail.") if alone else ""


def _compared(row: Row, body: Agency, registry: Registry) -> Planned:
    """A row that speaks of a body on file: the same, or with something that is written otherwise there."""
    facts, name = row.facts, body.name_on(clocks.day(timezone.now()))
    if body.pk in registry.meant:
        return _twice(row, registry.meant[body.pk])
    if body.ended_on:
        gone = agencies.BodyEnded(body)
        return Planned(row, Fate.REFUSED, gettext(gone.message) % gone.facts, body)
    stood = {fact: getattr(name if fact in AgencyName.WORDS else body, fact) for fact in FACTS if fact in facts}
    changes = {fact: facts[fact] for fact, value in stood.items() if facts[fact] != value}
    if facts["name"] != body.name and body_names.bare(facts["name"]) not in map(body_names.bare, body.words):
        if "valid_from" not in facts:
            words = gettext("On file it is called %(name)s. Say from which day it has the new name.")
            return Planned(row, Fate.REFUSED, words % {"name": body.name}, body)
        latest = max(each.valid_from for each in body.names.all())
        if latest >= facts["valid_from"]:
            words = gettext("It has its last name on file since %(day)s: a new one begins after that day.")
            return Planned(row, Fate.REFUSED, words % {"day": _day(latest)}, body)
        changes |= {part: facts[part] for part in ("name", "valid_from")}
        stood["name"] = body.name
    if parent := facts.get("parent"):
        above = registry.called(str(parent))
        if above and registry.above_itself(body, above):
            words = gettext(hierarchy.InItself.message) % {"body": body.short_name, "parent": above.short_name}
            return Planned(row, Fate.REFUSED, words, body)
        if above is None or above.pk != body.parent_id:
            changes["parent"] = parent
            stood["parent"] = body.parent.short_name if body.parent else ""
    present = {row.email.lower() for row in body.contacts.all() if row.valid_to is None}
    if "email" in facts and facts["email"].lower() not in present:
        changes |= {part: facts[part] for part in ("email", "office") if part in facts}
    stands = {fact: value for fact, value in stood.items() if fact in changes and value}
    said = ", ".join(
        f"{gettext(LABELS[fact])}: {_replaced(fact, stands)}{_in_words(fact, changes[fact])}" for fact in changes
    )
    other = facts["name"] != body.name and "name" not in changes
    which = f"{body.name} ({body.code})" if other else ""
    said = ". ".join(part for part in (which, said, _left_out(facts)) if part)
    return Planned(row, Fate.CHANGED if changes else Fate.SAME, said, body, changes, stands)


def _replaced(fact: str, stands: Mapping[str, Any]) -> str:
    return f"{_in_words(fact, stands[fact])} → " if fact in stands else ""


def _day(day: date) -> str:
    return dates.date_in_words(day, get_language() or "id")


def _in_words(fact: str, value: Any) -> str:
    """A value of a row as its readers have it: no machine word, and a day in full."""
    if fact == "valid_from":
        return _day(value)
    choices: dict[str, Any] = {"kind": Agency.Kind.choices, "sector": Agency.Sector.choices, "zone": zone_choices()}
    return str(dict(choices.get(fact, ())).get(value, value)).replace("\n", ", ")


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
    "institution": _("Institution under the office"),
    "place": _("Place"),
    "salutation": _("Salutation"),
    "attention": _("For the attention of (u.p.)"),
    "office": _("Office"),
    "email": _("E-mail"),
    "valid_from": _("Valid from"),
}


def take_in(rows: Iterable[Row], *, by: Actor, approved: str) -> Plan | None:
    """Take in every row that is not refused, by one act: each body by the deed that fits it, all or nothing.

    `approved` is the digest of the plan that was looked at. Nothing is done, and None comes back, when it is another now.
    """
    try:
        return _take_in(rows, by, approved)
    except deeds.DoneAlready:
        raise
    except deeds.Conflict:  # somebody was quicker by a moment: the plan is another
        return None


def _take_in(rows: Iterable[Row], by: Actor, approved: str) -> Plan | None:
    with transaction.atomic():
        registry = Registry()
        found = _plan(rows, registry)
        if found.digest != approved or not found.taken:
            return None
        act_id, added = sent_forms.new_act(), dict[int, Agency]()
        for each in found.rows:
            facts = dict(each.changes)
            if parent := str(facts.get("parent", "")):
                facts["parent"] = registry.called(parent) or added[registry.rows.named(parent)[0]]
            if each.fate == Fate.NEW:
                added[each.row.line] = _add(facts, by, act_id)
            elif each.fate == Fate.CHANGED and isinstance(each.on, Agency):
                _change(each.on, facts, by, act_id)
            if isinstance(each.on, Agency):
                added[each.row.line] = each.on
    return found


def _add(facts: dict[str, Any], by: Actor, act_id: uuid.UUID) -> Agency:
    contact: dict[str, Any] = {part: facts.pop(part) for part in ("email", "office") if part in facts}
    body = agencies.add_agency(by=by, act_id=act_id, **facts)
    _address(body, contact, by, act_id)
    return body


def _change(agency: Agency, changes: dict[str, Any], by: Actor, act_id: uuid.UUID) -> None:
    """Each deed on the body as it was when the plan was made."""
    contact: dict[str, Any] = {part: changes.pop(part) for part in ("email", "office") if part in changes}
    if "valid_from" in changes:
        anew = {
            part: changes.pop(part, getattr(agency.name_on(clocks.day(timezone.now())), part))
            for part in AgencyName.WORDS
        }
        day = changes.pop("valid_from")
        agency = agencies.rename_agency(agency, by=by, seen=agency.version, act_id=act_id, valid_from=day, **anew)
    if changes:
        agencies.amend_agency(agency, by=by, seen=agency.version, act_id=act_id, **changes)
    _address(agency, contact, by, act_id)


def _address(agency: Agency, contact: dict[str, str], by: Actor, act_id: uuid.UUID) -> None:
    if "email" in contact:
        agencies.register_contact(
            agency,
            by=by,
            act_id=act_id,
            office=contact.get("office") or "Sekretariat",
            email=contact["email"],
            valid_from=clocks.day(timezone.now()),
        )
