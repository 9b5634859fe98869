"""What an administrator is told before a body ends: since when the record knows of it, and what becomes of all that still
runs. Counts alone: no case is named to whoever may not know of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext

from ..models import (
    Agency,
    Appointment,
    Involvement,
    Letter,
    Participation,
    PastLetter,
)
from ..plain import clocks
from ..plain.dates import date_in_words
from ..record import open_matters_of_bodies
from ..record.values import language


@dataclass(frozen=True)
class Becomes:
    """So many things of one kind, and what becomes of them with a successor and without one."""

    what: str
    number: int
    follows: str
    alone: str


def first_known(agency: Agency) -> tuple[date, str] | None:
    """The first day on which the record knows of the body, and as what."""
    return min(_known(agency), key=lambda found: found[0], default=None)


def stands_against(agency: Agency, day: date) -> str:
    """Why the body cannot have ended on `day`, in the reader's words; "" where nothing on record says so."""
    first = first_known(agency)
    last = max((name.valid_from for name in agency.names.all()), default=None)
    if first and day < first[0]:
        facts = {"day": date_in_words(first[0], language()), "what": first[1]}
        words = gettext("The record knows of it since %(day)s (%(what)s): it cannot have ended before.") % facts
        named = first[1] == gettext("its name")
        first_the_name = gettext("Where that day is wrong, correct the name first.")
        return f"{words} {first_the_name}" if named else words
    if last and day < last and agency.names.count() > 1:
        return gettext("It has a new name since %(day)s: it cannot have ended before.") % {
            "day": date_in_words(last, language())
        }
    return ""


def _known(agency: Agency) -> Iterator[tuple[date, str]]:
    instants = (
        (Involvement.objects.filter(agency=agency).values_list("since_at", flat=True), gettext("a part in a case")),
        (Letter.objects.filter(agency=agency).values_list("issued_at", flat=True), gettext("a letter to it")),
        (PastLetter.objects.filter(agency=agency).values_list("dated_at", flat=True), gettext("a letter to it")),
        (
            Participation.objects.filter(agency=agency).values_list("activity__happened_at", flat=True),
            gettext("it took part in something"),
        ),
        (
            Appointment.objects.filter(agency=agency).values_list("valid_from", flat=True),
            gettext("a person who answers for it"),
        ),
    )
    days = (
        (agency.names.values_list("valid_from", flat=True), gettext("its name")),
        (agency.contacts.values_list("valid_from", flat=True), gettext("an address of it")),
    )
    for found, what in instants:
        yield from ((clocks.day(instant), what) for instant in found if instant)
    for begun, what in days:
        yield from ((each, what) for each in begun)


def fates(agency: Agency, at: datetime) -> list[Becomes]:
    """What hangs on the body and still runs, by kind, with what becomes of it at `at`; kinds of which there is none left out."""
    counted = ((kind, kind.rows(agency, at).count()) for kind in open_matters_of_bodies.TABLE)
    return [Becomes(gettext(kind.words), n, gettext(kind.follows), gettext(kind.alone)) for kind, n in counted if n]
