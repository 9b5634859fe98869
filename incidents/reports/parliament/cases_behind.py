"""The cases behind a figure: the address at which the register shows exactly these, and what it says of them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from ...models import Incident, User
from ...plain.clocks import Instant
from ...workflow import Role
from . import sheet, words
from .sheet import Period

# Who gets the numbers of the cases with the figures: a figure asked for by its address tells as much as the sheet, also of a case
# that its reader may not know of.
OPENS_FOR = (Role.SUPERVISOR, Role.AUDITOR)


@dataclass(frozen=True)
class Behind:
    """Which cases they are, what they are counted as, of which days, as of when; how many of them the reader may not know of."""

    keys: list[int]
    label: str
    title: str
    as_of: str
    hidden: int


def address(period: Period, key: str) -> str:
    return f"{reverse('incidents:cases')}?{urlencode({'figure': period.query(key)})}"


def find(query: str, reader: User, now: Instant) -> Behind | None:
    """What the register is narrowed to by the address of a figure; None where it is none, and of an instant that has not come."""
    found = sheet.figure_of(query)
    if found is None or found[0].at > now:
        return None
    period, key = found
    keys = sheet.behind(period, key)
    seen = Incident.objects.visible_to(reader).filter(pk__in=keys).count()
    return Behind(keys, words.label_of(key), words.title(period), words.as_of(period), len(keys) - seen)
