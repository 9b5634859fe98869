"""What the content that is removed ever said, as far as copies of it are looked for elsewhere. Names of bodies, units and people of
this product are nobody's content."""

from collections.abc import Collection, Iterator
from typing import Any

from cryptography.fernet import InvalidToken
from django.db import models
from django.db.models import QuerySet

from ...models import Agency, AgencyName, CaseEvent, ComplainantSheet, Unit, User
from ...plain.online_names import SHORTEST as SHORTEST_NAME
from .. import complainant_sheets
from ..trail import history_models
from .content import Model, column
from .copies import SHORTEST
from .scopes import Scope

# Of an actor and its aliases, of a person among the bodies.
NAMES = {"name", "key", "short_name", "head_office", "attention"}
# Of a body: Jakarta, the ministry over it, Saudara, or how a page is found; they name nobody elsewhere.
PLACES = {"place", "institution", "salutation", "office", "code"}


def of(scope: Scope, events: "QuerySet[CaseEvent]", short: str, *, names: bool = False) -> set[str]:
    """The texts of all versions of what a removal is of; with all content of a case also why its deeds were done. `names`: it is of who
    somebody is, whose names are looked for however short and however written."""
    apart = NAMES if names else set()
    found = {
        text
        for (model, key), columns in scope.targets.items()
        for text in _of_row(model, key, columns - apart - PLACES)
    }
    if scope.whole:
        found |= {*events.exclude(reason="").values_list("reason", flat=True)}
    found = {text.strip() for text in found if len(text.strip()) >= SHORTEST}
    if names:
        named = {
            text for (model, key), columns in scope.targets.items() for text in _of_row(model, key, columns & apart)
        }
        found |= {text.strip() for text in named if len(text.strip()) >= SHORTEST_NAME}
    own = {key for model, key in scope.targets if model is Agency}
    official = {text.casefold() if names else text for text in _official(own)}
    found = {text for text in found if (text.casefold() if names else text) not in official}
    return {text for text in found if text not in short and not text.startswith(short)}


def _of_row(model: Model, key: object, names: set[str]) -> Iterator[str]:
    own = [name for name in names if not isinstance(column(model, name), models.JSONField)]
    versions = dict(history_models())[model].objects.filter(**{model._meta.pk.attname: key})
    for rows in (versions, model._base_manager.filter(pk=key)):
        for values in rows.order_by().values_list(*own) if own else ():
            yield from (value for value in values if isinstance(value, str))
        if model is ComplainantSheet:
            for row in rows:
                yield from _of_sheet(row)


def _of_sheet(version: Any) -> Iterator[str]:
    """Who complained, as one version of the sheet has it; a version that no key opens says nothing any more."""
    try:
        person = complainant_sheets.read(version)
    except (InvalidToken, ValueError):
        return
    yield from (person.name, person.email, person.phone, person.post)


def _official(removed: Collection[int]) -> set[str]:
    """What bodies, units and the people of this product are called: no content of a case, however often it stands there. Not those bodies
    that are persons whose names are removed, nor who answers for them alone."""
    people = User.objects.exclude(appointments__agency__in=removed) if removed else User.objects.all()
    names = [
        *AgencyName.objects.exclude(agency__in=removed).values_list("name", "short_name", "head_office", "attention"),
        *Unit.objects.values_list("ministry", "name", "signatory_office", "sanctions_for", "contact_name"),
    ]
    return {each for row in names for each in row} | {*people.values_list("name", flat=True)}
