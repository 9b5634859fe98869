"""What an administrator is told before a body ends: since when the record knows of it, and what becomes of all that still
runs. Counts alone: no case is named to whoever may not know of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext, gettext_lazy

from ..models import (
    Activity,
    Agency,
    Appointment,
    CaseLetter,
    ClarificationRequest,
    Commitment,
    Involvement,
    Letter,
    NotificationDuty,
    Participation,
    PastLetter,
    Share,
)
from ..plain import clocks
from ..plain.dates import date_in_words
from ..record.values import language
from ..workflow import CaseLetterStatus, CommitmentStatus, RequestStatus
from ..workflow.rows import ALIVE


@dataclass(frozen=True)
class Fate:
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
        return gettext("The record knows of it since %(day)s (%(what)s): it cannot have ended before.") % facts
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


STAYS = gettext_lazy("stays its own, and is still judged")
ENDS = gettext_lazy("ends that day")
BROKEN_OFF = gettext_lazy("broken off without a letter; the officer is told")
DROPPED = gettext_lazy("dropped; a number that waits is void")
OF_THE_OWNER = gettext_lazy("stays open; the owner of the case releases it, or corrects who owes it")
ON_RECORD = gettext_lazy(
    "stays on record as its own; the owner of the case sees to it, and it stands against no closing"
)
STANDS_UNDER = gettext_lazy("goes on standing under it until somebody puts it elsewhere")
SUCCESSOR = gettext_lazy("the successor's from now on")
ITS_CLOCK = gettext_lazy("the successor's, with the due as it is; its contacts are told")


def fates(agency: Agency, at: datetime) -> list[Fate]:
    """What hangs on the body and still runs, by kind, with what becomes of it at `at`; kinds of which there is none left out."""
    asked = ClarificationRequest.objects.filter(agency=agency)
    unissued = (RequestStatus.DRAFT, RequestStatus.AWAITING_APPROVAL, RequestStatus.AWAITING_SIGNATURE)
    parts = Involvement.objects.filter(agency=agency, incident__status__in=ALIVE)
    letters = CaseLetter.objects.filter(
        agency=agency, status__in=(CaseLetterStatus.DRAFT, CaseLetterStatus.AWAITING_SIGNATURE)
    )
    places = Participation.objects.filter(agency=agency, activity__kind__in=Activity.LASTING, left_at__isnull=True)
    rows = (
        (gettext("Open requests"), asked.filter(status=RequestStatus.OPEN), ITS_CLOCK, BROKEN_OFF),
        (gettext("Requests not yet issued"), asked.filter(status__in=unissued), SUCCESSOR, BROKEN_OFF),
        (gettext("Answers to be judged"), asked.filter(status=RequestStatus.ANSWERED), STAYS, STAYS),
        (gettext("Letters of a case not yet out"), letters, SUCCESSOR, DROPPED),
        (gettext("Parts in cases that are worked on"), parts, SUCCESSOR, ENDS),
        (
            gettext("Statutory duties to notify"),
            NotificationDuty.objects.running().filter(involvement__agency=agency),
            SUCCESSOR,
            ON_RECORD,
        ),
        (
            gettext("Outstanding commitments"),
            Commitment.objects.filter(agency=agency, status=CommitmentStatus.OPEN),
            SUCCESSOR,
            OF_THE_OWNER,
        ),
        (gettext("Places in task forces"), places, SUCCESSOR, ENDS),
        (
            gettext("What is shared with it"),
            Share.objects.filter(agency=agency, ended_at__isnull=True),
            SUCCESSOR,
            ENDS,
        ),
        (gettext("Bodies under it"), agency.parts.filter(merged_into__isnull=True), SUCCESSOR, STANDS_UNDER),
        (
            gettext("People who answer for it"),
            Appointment.objects.overlapping(at, None).filter(agency=agency),
            SUCCESSOR,
            ENDS,
        ),
        (gettext("Addresses"), agency.contacts.filter(valid_to__isnull=True), SUCCESSOR, ENDS),
    )
    return [Fate(what, n, str(follows), str(alone)) for what, found, follows, alone in rows if (n := found.count())]
