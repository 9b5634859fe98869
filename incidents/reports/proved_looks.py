"""Looks that a proof bundle proves: entries of the access log, which are leaves as events are."""

from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import unquote_plus

from django.db.models import QuerySet

from ..models import AccessEntry, ComplainantSheet, Leaf, ProofBundle
from ..models.access_log import AccessQuerySet
from ..plain.complainants import Person
from ..plain.not_none import not_none
from ..record import complainant_sheets, transparency

CHUNK = 500
LOOK = "accessentry"  # as the text of its leaf calls it


def of(bundle: ProofBundle, where: dict[str, Any]) -> AccessQuerySet:
    """The looks that bear these columns, as far as whoever asked for the bundle may know of them."""
    return AccessEntry.objects.visible_to(bundle.asked_by).filter(**where).order_by()


def texts(leaves: QuerySet[Leaf]) -> Iterator[tuple[Leaf, str]]:
    """The leaves of looks, each with what it is the hash of. An instant that nobody can read stops nobody."""
    rest = leaves.iterator(chunk_size=CHUNK)
    while part := {not_none(leaf.entry_id): leaf for leaf in islice(rest, CHUNK)}:
        found = {look.pk: look for look in transparency.entries_of(AccessEntry.objects.filter(pk__in=part).order_by())}
        for key, leaf in part.items():
            yield leaf, transparency.sealed_text(found[key])


def named_in(looks: AccessQuerySet) -> list[Person]:
    """Who of all that ever complained is named by what people typed in these looks: a search may name somebody of any case."""
    rows = looks.values_list("actor_name", "subject_label", "reason", "path").distinct()
    together = "\n".join(sorted({text for row in rows for text in (*row[:-1], typed_in(row[-1]))}))
    people = (complainant_sheets.read(sheet) for sheet in ComplainantSheet.objects.order_by("pk").iterator())
    return [person for person in people if person.surely_named_in(together)]


def typed_in(path: str) -> str:
    """What was asked at an address, as somebody typed it."""
    return unquote_plus(path)
