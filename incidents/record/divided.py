"""What of a body that is split goes to one of its successors as a whole, and to which. Whoever ends it chooses, lot by lot; all else is the
first one's. A letter and those that follow it are one lot: they are not asked of two bodies."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext

from ..models import Agency, Appointment, CaseLetter, ClarificationRequest, User
from ..models.visibility import readable
from ..plain.clocks import day
from ..plain.dates import date_in_words
from ..plain.not_none import not_none
from ..translatable import _
from ..workflow import RequestStatus
from . import open_matters_of_bodies
from .values import language

RUNNING = (RequestStatus.OPEN, RequestStatus.ANSWERED)  # out, and known to whoever hands them over by their number


@dataclass(frozen=True)
class Lot:
    """`words` says what becomes of `what` (a number, a name); `key` is what a form and the deed call it by."""

    key: str
    words: str
    what: str

    def __str__(self) -> str:
        return gettext(self.words) % {"what": self.what}


@dataclass(frozen=True)
class Division:
    """Whose what becomes: that of `first`, unless another one is `chosen` for its lot. Without a successor nobody's."""

    first: Agency | None
    chosen: Mapping[str, Agency] = field(default_factory=dict)

    def of(self, key: str) -> Agency | None:
        return self.chosen.get(key, self.first)

    def of_request(self, row: ClarificationRequest) -> Agency | None:
        return self.of(key_of_request(row))

    def of_letter(self, row: CaseLetter) -> Agency | None:
        """A letter that takes back or corrects another one goes where that goes."""
        earlier = row.earlier
        return self.of(key_of_letter(earlier if earlier and earlier.agency_id == row.agency_id else row))


def key_of_request(row: ClarificationRequest) -> str:
    return f"request_{row.first_of_chain.pk}"


def key_of_letter(row: CaseLetter) -> str:
    return f"letter_{row.pk}"


def key_of_person(post: Appointment) -> str:
    return f"person_{post.user_id}"


def key_of_address(pk: int) -> str:
    return f"address_{pk}"


def key_of_part(pk: int) -> str:
    return f"part_{pk}"


def lots(agency: Agency, at: datetime, reader: User) -> list[Lot]:
    """All that can be chosen at `at`. Letters by number and day, as those who hand them over know them, and nothing of their case; none
    of a restricted case of which the reader may not know."""
    found = [*_requests(agency, reader), *_letters(agency, reader)]
    posts = Appointment.objects.overlapping(at, None).filter(agency=agency).select_related("user").order_by("pk")
    people = {key_of_person(post): str(post.user) for post in posts}
    found += [Lot(key, _("%(what)s answers from now on for"), name) for key, name in people.items()]
    found += [
        Lot(key_of_address(row.pk), _("The address %(what)s is from now on one of"), row.email)
        for row in agency.contacts.filter(valid_to__isnull=True).order_by("pk")
    ]
    parts = agency.parts.filter(merged_into__isnull=True).prefetch_related("names").order_by("pk")
    found += [Lot(key_of_part(row.pk), _("%(what)s stands from now on under"), row.short_name) for row in parts]
    return found


def digest(successors: Iterable[Agency], found: Iterable[Lot]) -> str:
    """By which a page that asked for each says what it asked for."""
    said = [*(str(body.pk) for body in successors), *(lot.key for lot in found)]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


TAKEN_OVER = _("The letter %(what)s is taken over by")


def _requests(agency: Agency, reader: User) -> Iterator[Lot]:
    rows = ClarificationRequest.objects.filter(_known_to(reader), agency=agency, status__in=RUNNING).order_by("pk")
    yield from _by_number(rows.prefetch_related("letters__register_entry"), key_of_request)


def _letters(agency: Agency, reader: User) -> Iterator[Lot]:
    rows = open_matters_of_bodies.awaiting(agency).filter(_known_to(reader)).order_by("pk")
    yield from _by_number(rows.prefetch_related("letters__register_entry"), key_of_letter)


def _known_to(reader: User) -> Q:
    return Q(incident__restricted=False) | readable(reader, "incident__")


def _by_number(rows: Iterable[ClarificationRequest | CaseLetter], key_of: Callable[..., str]) -> Iterator[Lot]:
    named: dict[str, list[str]] = {}
    for row in rows:
        issued = date_in_words(day(not_none(row.issued_at)), language())
        named.setdefault(key_of(row), []).append(f"{row.letter} ({issued})")
    yield from (Lot(key, TAKEN_OVER, ", ".join(numbers)) for key, numbers in named.items())
