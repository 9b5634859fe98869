"""What a number means that stands on a page, a letter or a receipt: which case, and what in it."""

from dataclasses import dataclass

from django.db.models import Q

from ..models import CaseLetter, ClarificationRequest, Incident, Letter, Response, User
from ..workflow import Subject

LONGEST = 200


@dataclass(frozen=True)
class Cited:
    """`incidents` are keys of cases; `subject` is the one thing in them that bears the number, None for a whole case."""

    incidents: frozenset[int]
    subject: tuple[str, str] | None = None

    def events(self) -> Q:
        """Which events are about it."""
        if self.subject is None:
            return Q(incident__in=self.incidents)
        kind, key = self.subject
        return Q(subject_type=kind, subject_id=key)


def find(user: User, number: str) -> Cited | None:
    """What bears this number among all that `user` may know of; None when nothing does.

    The number of a case or of the report it was, also a beginning of one such as INS-2026; of a request or a letter of
    the case, as in INS-2026-0001/K1; of an outgoing letter; of a receipt; the check code of a letter.
    """
    number = " ".join(number.replace("\x00", "").split())[:LONGEST]
    if not number:
        return None
    return _case(user, number) or _subject(user, number)


def _case(user: User, number: str) -> Cited | None:
    cases = Incident.objects.visible_to(user)
    found = frozenset(cases.by_reference(number.upper()).values_list("pk", flat=True))
    if not found and "-" in number:
        begins = Q(reference__istartswith=number) | Q(report_reference__istartswith=number)
        found = frozenset(cases.filter(begins).values_list("pk", flat=True))
    return Cited(found) if found else None


def _subject(user: User, number: str) -> Cited | None:
    request = ClarificationRequest.objects.visible_to(user).filter(reference__iexact=number).first()
    if request:
        return _of(request)
    alone = CaseLetter.objects.visible_to(user).filter(reference__iexact=number).first()
    if alone:
        return _of(alone)
    response = Response.objects.visible_to(user).filter(receipt__iexact=number).select_related("request").first()
    if response:
        return _of(response.request)
    bears = Q(register_entry__number__iexact=number) | Q(check_code__iexact=number)
    letter = Letter.objects.visible_to(user).filter(bears).select_related("request", "case_letter").first()
    thing = letter and (letter.request or letter.case_letter)
    return _of(thing) if thing else None


def _of(thing: ClarificationRequest | CaseLetter) -> Cited:
    kind = Subject.REQUEST if isinstance(thing, ClarificationRequest) else Subject.CASE_LETTER
    return Cited(frozenset({thing.incident_id}), (str(kind), str(thing.pk)))
