"""Deeds that declare a body to be entered by mistake, and that take this back: its page and its names stay to be read, nobody can choose
it any more. Whatever really hangs on it is settled first, by moves that ask for reasons of their own."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from ..errors import NOT_NOW, DomainError
from ..models import (
    Agency,
    Appointment,
    CaseLetter,
    ClarificationRequest,
    Complaint,
    Letter,
    PastLetter,
    User,
)
from ..plain.clocks import Instant
from ..record import deeds
from ..translatable import _
from ..workflow import Action, CaseLetterStatus, RequestStatus
from . import doubles
from .agencies import named_anew

Rows = Callable[[Agency, Instant], Iterator[QuerySet[Any]]]
LETTERS: tuple[type[Model], ...] = (ClarificationRequest, Letter, CaseLetter, PastLetter)


@dataclass(frozen=True)
class Hangs:
    """Rows of one kind that are nobody's mistake, or were put under it by another one: what they are, and what is done first."""

    words: str
    instead: str
    rows: Rows


def _letters(body: Agency, _at: Instant) -> Iterator[QuerySet[Any]]:
    """Those that went out or may go out; a draft that was given up is none."""
    yield ClarificationRequest.objects.filter(agency=body).exclude(
        status=RequestStatus.WITHDRAWN, issued_at__isnull=True
    )
    yield Letter.objects.filter(agency=body)
    yield CaseLetter.objects.filter(agency=body).exclude(status=CaseLetterStatus.DROPPED, issued_at__isnull=True)
    yield PastLetter.objects.filter(agency=body)


def _in_cases(body: Agency, _at: Instant) -> Iterator[QuerySet[Any]]:
    """What stands in a case; what was struck out there is not."""
    for model, column in doubles.columns():
        if model not in LETTERS:
            yield model._default_manager.filter(**{column: body})


def _bodies(body: Agency, _at: Instant) -> Iterator[QuerySet[Any]]:
    found = Q(parent=body) | Q(successor=body) | Q(further__heir=body) | Q(merged_into=body)
    yield Agency.objects.filter(found).distinct()


HANGS: Mapping[str, Hangs] = {
    "letters": Hangs(
        _("Letters to it"),
        _(
            "A letter that went to it is nobody's mistake: a body that stands for another is merged into that one, and one that exists no "
            "more is ended. A draft is withdrawn or dropped first; a letter from the record is struck out where it was entered by "
            "mistake as well."
        ),
        _letters,
    ),
    "in_cases": Hangs(
        _("Entries in cases that name it"),
        _("An officer strikes out each of them in its case first, or puts it right with the body that is meant."),
        _in_cases,
    ),
    "complaints": Hangs(
        _("Complaints about it"),
        _("A complaint is put right first with the body that is meant; one that was entered by mistake as well, too."),
        lambda body, at: iter((Complaint.objects.filter(agency=body),)),
    ),
    "liaisons": Hangs(
        _("People who answer for it"),
        _("Their appointments are ended first."),
        lambda body, at: iter((Appointment.objects.overlapping(at, None).filter(agency=body),)),
    ),
    "contacts": Hangs(
        _("Addresses"),
        _("They are ended first: nobody is written to there."),
        lambda body, at: iter((body.contacts.filter(valid_to__isnull=True),)),
    ),
    "bodies": Hangs(
        _("Bodies under it, before it, or merged into it"),
        _("They are put elsewhere first; an end or a merge that led here is undone."),
        _bodies,
    ),
}


class HangsOnIt(DomainError):
    status = NOT_NOW
    message = _("This body cannot be declared to be entered by mistake while what stands above hangs on it.")


def hanging(body: Agency, at: Instant) -> dict[str, int]:
    """How much of what hangs on `body` at `at` speaks against declaring it entered by mistake, by kind; empty where nothing does."""
    found = {name: sum(rows.count() for rows in kind.rows(body, at)) for name, kind in HANGS.items()}
    return {name: number for name, number in found.items() if number}


def annul_agency(agency: Agency, *, by: User, seen: int | None, reason: str) -> Agency:
    """Declare that the body was entered by mistake. Raises HangsOnIt."""
    with (
        named_anew(agency, agency.words),  # cases whose texts write its name are found by that no more
        deeds.record(Action.ANNUL_AGENCY, on=agency, by=by, seen=seen, reason=reason) as deed,
    ):
        if hanging(deed.on, deed.at):
            raise HangsOnIt(deed.on)
        deed.on.mistaken_at, deed.on.parent = deed.at, None
        deed.on.save()
    return deed.on


def reinstate_agency(agency: Agency, *, by: User, seen: int | None, reason: str) -> Agency:
    """It was no mistake: the body can be chosen again, as it was before."""
    with (
        named_anew(agency, agency.words),
        deeds.record(Action.REINSTATE_AGENCY, on=agency, by=by, seen=seen, reason=reason) as deed,
    ):
        deed.on.mistaken_at = None
        deed.on.save()
    return deed.on
