"""What a number means that stands on a page, a letter or a receipt: which case, and what in it."""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from ..models import (
    Assertion,
    CaseEvent,
    CaseLetter,
    ClarificationRequest,
    Complaint,
    ComplaintAnswer,
    Evidence,
    Incident,
    Letter,
    PastLetter,
    PastReply,
    Removal,
    Response,
    User,
)
from ..models.cases import IncidentQuerySet
from ..models.cited import key_of
from ..plain.cited import key
from ..plain.not_none import not_none
from ..workflow import Subject
from . import about_letters
from .case_files import FILE_KINDS

LONGEST = 200
CODE = re.compile(r"[0-9A-Z]{8}")  # of a letter's check, without what stands between its halves
HASH = re.compile(r"[0-9a-f]{8,64}")  # SHA-256, or its beginning
OF_A_CASE = re.compile(
    r"(.+) ([PB])-?([0-9]{1,6})", re.IGNORECASE
)  # what is said and what is kept, counted in each case
CUT_HASH = re.compile(r"([0-9a-f]{8})(?:…|\.\.\.)([0-9a-f]{4})")  # as it is printed beside a file


@dataclass(frozen=True)
class Cited:
    """`incidents` are keys of cases; `subject` is the one thing in them that bears the number, None for a whole case;
    `event` the one act of this number; `entered` the one letter or reply from the record that bears it, whose acts are those of its case."""

    incidents: frozenset[int]
    subject: tuple[str, str] | None = None
    event: uuid.UUID | None = None
    entered: tuple[str, str] | None = field(default=None, compare=False)

    def events(self) -> Q:
        """Which events are about it."""
        if self.event:
            return Q(pk=self.event)
        if self.subject is None:
            return Q(incident__in=self.incidents)
        if self.subject[0] == Subject.COMPLAINT:
            return about_letters.of_complaint(self.subject[1])
        return about_letters.events(*self.subject)


def find(user: User, number: str) -> Cited | None:
    """What bears this number among all that `user` may know of; None when nothing does.

    The number of a case, of the report it was or of its old file, also a beginning of one such as INS-2026; of a request or a letter of
    the case, as in INS-2026-0001/K1; of what is said or kept in a case, as in INS-2026-0001 B-01; of a complaint; of a removal; of an
    outgoing letter; of a receipt; the check code of a letter, with what stands between its halves or without; the number of an act; the
    SHA-256 of a file, in groups, whole or its beginning.
    """
    number = _plain(number)
    if not number:
        return None
    ways = (_case, _in_a_case, _subject, _event, _hash)
    return next(filter(None, (way(user, number) for way in ways)), None)


def the_case(user: User | None, number: str) -> Incident | None:
    """The one case that bears this number, as its own, as that of the report it was or of its old file; None where `user` may
    know of none."""
    number = _plain(number)
    rows = Incident.objects.visible_to(user) if user and number else Incident.objects.none()
    return _cases_of(rows, number).first()


def the_complaint(user: User, number: str) -> Complaint | None:
    """The complaint of this number; None where `user` may know of none."""
    return Complaint.objects.visible_to(user).filter(reference__iexact=_plain(number)).first()


def _plain(number: str) -> str:
    return " ".join(number.replace("\x00", "").split())[:LONGEST]


def _cases_of(rows: IncidentQuerySet, number: str) -> IncidentQuerySet:
    # as its index has them: without that every case is looked at
    of_old_file = Q(filed=key(number)) & ~Q(file_number="")
    bears = Q(reference=number.upper()) | Q(report_reference=number.upper()) | of_old_file
    return rows.alias(filed=key_of("file_number")).filter(bears)


def _case(user: User, number: str) -> Cited | None:
    cases = Incident.objects.visible_to(user)
    found = frozenset(_cases_of(cases, number).values_list("pk", flat=True))
    if not found and "-" in number:
        begins = Q(reference__istartswith=number) | Q(report_reference__istartswith=number)
        found = frozenset(cases.filter(begins).values_list("pk", flat=True))
    return Cited(found) if found else None


def _in_a_case(user: User, number: str) -> Cited | None:
    """An assertion or a piece of evidence: its number says nothing without that of its case."""
    typed = OF_A_CASE.fullmatch(number)
    case = the_case(user, typed[1]) if typed else None
    if typed is None or case is None:
        return None
    model, kind = (Assertion, Subject.ASSERTION) if typed[2].upper() == "P" else (Evidence, Subject.EVIDENCE)
    found = model._base_manager.filter(incident=case, number=int(typed[3])).values_list("pk", flat=True).first()
    return Cited(frozenset({case.pk}), (str(kind), str(found))) if found else None


def _subject(user: User, number: str) -> Cited | None:
    request = ClarificationRequest.objects.visible_to(user).filter(reference__iexact=number).first()
    if request:
        return _of(request)
    alone = CaseLetter.objects.visible_to(user).filter(reference__iexact=number).first()
    if alone:
        return _of(alone)
    response = Response.everything.visible_to(user).filter(receipt__iexact=number).select_related("request").first()
    if response:
        return _of(response.request)
    if complaint := the_complaint(user, number):
        behind = frozenset({complaint.incident_id} if complaint.incident_id else ())
        return Cited(behind, (str(Subject.COMPLAINT), str(complaint.pk)))
    removal = Removal.objects.visible_to(user).filter(reference__iexact=number).first()
    if removal:
        about = frozenset({removal.incident_id} if removal.incident_id else ())
        return Cited(about, (str(Subject.REMOVAL), str(removal.pk)))
    bears = Q(register_entry__number__iexact=number)
    if CODE.fullmatch(code := re.sub(r"[\s-]", "", number.upper())):
        bears |= Q(check_code=f"{code[:4]}-{code[4:]}")
    bears |= Q(copy_of__case_letter__reference__iexact=number)  # a joint letter cites that of its first addressee
    letter = (
        Letter.objects.visible_to(user)
        .filter(bears)
        .select_related("request", "case_letter", "complaint_answer")
        .first()
    )
    thing = letter and letter.matter
    return _of(thing) if thing else _from_the_record(user, number)


def _from_the_record(user: User, number: str) -> Cited | None:
    """The cases with a letter or a reply of this number that was entered from the record: their acts are those of the case."""
    bearing = [
        (case, (not_none(model._meta.model_name), str(pk)))
        for model in (PastLetter, PastReply)
        for pk, case in model.objects.visible_to(user)
        .alias(cited=key_of("number"))
        .filter(cited=key(number))
        .values_list("pk", "incident")
    ]
    found = frozenset(case for case, _thing in bearing)
    return Cited(found, entered=bearing[0][1] if len(bearing) == 1 else None) if found else None


def _event(user: User, number: str) -> Cited | None:
    try:
        key = uuid.UUID(number)
    except ValueError:
        return None
    event = CaseEvent.objects.visible_to(user).filter(pk=key).first()
    return Cited(frozenset({event.incident_id} if event.incident_id else ()), event=event.pk) if event else None


KINDS = {
    ClarificationRequest: str(Subject.REQUEST),
    CaseLetter: str(Subject.CASE_LETTER),
    ComplaintAnswer: str(Subject.COMPLAINT_ANSWER),
}

# Where files of a case hang: the ways from each row to their SHA-256, and to its case.
HASHES: tuple[tuple[Any, tuple[str, ...], str], ...] = (
    (Evidence, ("sha256",), "incident"),
    (Letter, ("file__sha256", "unsigned__sha256", "courtesy__sha256"), "incident"),
    *((kind.model, ("file__sha256",), kind.case) for kind in FILE_KINDS),
)


def _hash(user: User, number: str) -> Cited | None:
    typed = re.sub(r"\s", "", number.lower())
    if cut := CUT_HASH.fullmatch(typed):
        found = frozenset(_bearing(user, startswith=cut[1], endswith=cut[2]))
    elif HASH.fullmatch(typed):
        found = frozenset(_bearing(user, startswith=typed))
    else:
        return None
    return Cited(found) if found else None


def _bearing(user: User, **ends: str) -> Iterable[int]:
    """The cases with a file whose SHA-256 begins, or ends too, like this."""
    for model, paths, way in HASHES:
        bears = Q()
        for path in paths:
            bears |= Q(**{f"{path}__{how}": part for how, part in ends.items()})
        found = model.objects.visible_to(user).filter(bears).order_by().values_list(way, flat=True)
        yield from (case for case in found if case)  # an answer to a complainant stands in none


def _of(thing: ClarificationRequest | CaseLetter | ComplaintAnswer) -> Cited:
    cases = frozenset({thing.incident_id} if thing.incident_id else ())
    return Cited(cases, (KINDS[type(thing)], str(thing.pk)))
