"""Deeds that put right what was entered wrongly in the directory: an address, a name that a body had, the day from which it had it."""

from datetime import date
from typing import Any

from django.utils.translation import get_language

from ..errors import DomainError
from ..models import Agency, AgencyName, Contact, User
from ..models.visibility import last_version
from ..plain.dates import date_in_words
from ..record import deeds
from ..translatable import _
from ..workflow import Action
from . import overtaken
from .agencies import named_anew


class OtherNameThen(DomainError):
    """On each day a body has one name."""

    message = _("On that day the body has another name: it begins on %(begins)s, or this one ends by then.")


class OnlyName(DomainError):
    message = _("It is the only name of this body: correct it instead.")


class DeputyOfItself(DomainError):
    message = _("Nobody is a deputy of themselves, or of who stands in for them.")


def amend_contact(contact: Contact, *, by: User, reason: str, shown: int | None = None, **facts: Any) -> Contact:
    """Put right what is on file of an address: what is on its way goes to the right one from now on, what went out stays on record as it
    went. Another e-mail address counts as confirmed now. `shown`: see last_version().

    Raises ContactChanged when it is not as it was shown any more, DeputyOfItself.
    """
    with deeds.record(Action.AMEND_CONTACT, on=contact, by=by, reason=reason) as deed:
        if shown is not None and last_version(deed.on) != shown:
            raise overtaken.ContactChanged(deed.on)
        for name, value in facts.items():
            setattr(deed.on, name, value)
        above = deed.on.deputy_of
        if above and (above.pk == deed.on.pk or above.deputy_of_id == deed.on.pk):
            raise DeputyOfItself(deed.on)
        if "email" in facts:
            deed.on.confirmed_at = deed.at
        deed.on.save()
    return deed.on


def correct_name(
    agency: Agency, *, by: User, row: AgencyName, reason: str, seen: int | None = None, **facts: Any
) -> Agency:
    """`row` was typed wrong, or is from another day on (`valid_from`): the one before holds until then. Letters that went out keep the
    name under which they went.

    Raises OtherNameThen, and Conflict when the agency is not as it was `seen` any more, or the name is gone.
    """
    called = [getattr(row, part) for part in ("name", "short_name")]
    called += [facts[part] for part in ("name", "short_name") if facts.get(part)]
    with (
        named_anew(agency, called),
        deeds.record(Action.CORRECT_NAME, on=agency, by=by, seen=seen, reason=reason) as deed,
    ):
        row = _standing(deed.on, row)
        for part in AgencyName.WORDS:
            setattr(row, part, facts.get(part, getattr(row, part)))
        _begin(row, facts.get("valid_from") or row.valid_from)
        deed.on.save()
        deed.details = {"name": row.name}
    return deed.on


def withdraw_name(agency: Agency, *, by: User, row: AgencyName, reason: str, seen: int | None = None) -> Agency:
    """The body was never called so: the name before holds on, up to where the next one begins. Letters that went out keep the name
    under which they went. Raises OnlyName, and Conflict as correct_name() does."""
    with (
        named_anew(agency, [row.name, row.short_name]),
        deeds.record(Action.WITHDRAW_NAME, on=agency, by=by, seen=seen, reason=reason) as deed,
    ):
        row = _standing(deed.on, row)
        if not deed.on.names.exclude(pk=row.pk).exists():
            raise OnlyName(deed.on)
        before, words, ends = _before(row), row.name, row.valid_to
        touches = before and before.valid_to == row.valid_from
        row.delete()
        if before and touches:
            before.valid_to = ends
            before.save()
        deed.on.save()
        deed.details = {"name": words}
    return deed.on


def _standing(agency: Agency, row: AgencyName) -> AgencyName:
    found = AgencyName.objects.filter(agency=agency, pk=row.pk).first()
    if found is None:
        raise overtaken.NameGone(agency)
    return found


def _before(row: AgencyName) -> AgencyName | None:
    return AgencyName.objects.filter(agency=row.agency_id, valid_from__lt=row.valid_from).order_by("valid_from").last()


def _begin(row: AgencyName, day: date) -> None:
    """`row` is from `day` on, and what held until it began holds until then. Of the two the one that gives way is written first: on no
    day there are two."""
    before, begun = _before(row), row.valid_from
    if (before and day <= before.valid_from) or (row.valid_to and day >= row.valid_to):
        begins = before.valid_from if before and day <= before.valid_from else begun
        raise OtherNameThen(row, begins=date_in_words(begins, get_language() or "id"))
    moved = [row]
    row.valid_from = day
    if before and before.valid_to and (before.valid_to == begun or before.valid_to > day):
        before.valid_to = day
        moved = [before, row] if day < begun else [row, before]
    for each in moved:
        each.save()
