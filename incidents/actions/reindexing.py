"""What is kept beside the record so that it can be found, and built afresh from it: the words of the search, and what cases
name, by which likely duplicates are found."""

import hashlib
from pathlib import Path
from types import ModuleType

from django.db import transaction

from ..models import Incident, IndexedBy
from ..plain import mentions, numbers
from ..record import search, searched_texts
from . import duplicates

# The code that says what is kept: where a line of it is another, what stands there may lack words.
BUILT_BY: tuple[ModuleType, ...] = (search, searched_texts, duplicates, mentions, numbers)


def rebuild() -> int:
    """Build all of it afresh, at once or not at all. Returns how many entries the search has."""
    with transaction.atomic():
        count = search.rebuild()
        for case in Incident.objects.order_by("pk").iterator():
            duplicates.refresh(case)
        IndexedBy.objects.update_or_create(defaults={"digest": _digest()})
    return count


def renew() -> int:
    """Build it afresh where what is there was built by other code. Returns how many entries the search has then, 0 where
    nothing was to do."""
    built = IndexedBy.objects.first()
    return 0 if built and built.digest == _digest() else rebuild()


def _digest() -> str:
    return hashlib.sha256(b"".join(Path(str(module.__file__)).read_bytes() for module in BUILT_BY)).hexdigest()
