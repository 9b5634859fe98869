"""Who looked at what: each read that matters, log-in and refusal, by what, whom and when it is asked for. Who may know of the entries
is decided by their queryset; a thing's own page asks for those `of` it.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, Model, Q
from django.db.models.functions import Cast

from ..models import (
    AccessEntry,
    CaseEvent,
    CaseLetter,
    ClarificationRequest,
    ComplainantSheet,
    Complaint,
    ComplaintAnswer,
    Evidence,
    FollowUp,
    Incident,
    Letter,
    PastLetter,
    Response,
    Share,
    User,
)
from ..models.access_log import AccessQuerySet
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..record.case_files import FILE_KINDS
from ..record.cited_numbers import Cited
from ..record.keyset import LONGEST_KEY
from ..translatable import _
from ..workflow import Subject
from . import bundles_taken, exports_taken

Kind = AccessEntry.Kind
OF_A_CASE = re.compile(r"/insiden/([^/]+)/")  # the address of a case, or of a page in it

KINDS = {
    Kind.READ: _("Viewed"),
    Kind.DOWNLOAD: _("Downloaded"),
    Kind.EXPORT: _("Taken out as an export"),
    Kind.REVEAL: _("Had it revealed"),
    Kind.SEARCH: _("Searched"),
    Kind.LOG_IN: _("Logged in"),
    Kind.LOG_OUT: _("Logged out"),
    Kind.SESSION_OVER: _("Came with a session that had ended"),
    Kind.SESSION_ENDED: _("Ended a session elsewhere"),
    Kind.LOG_IN_FAILED: _("Could not log in"),
    Kind.PASSWORD_SET: _("Set a new password"),
    Kind.FACTOR_ADDED: _("Set up a second factor"),
    Kind.FACTOR_REMOVED: _("Removed a second factor"),
    Kind.CODES_MADE: _("Made new recovery codes"),
    Kind.REFUSED: _("Was refused"),
}

# What stands in a case and is looked at by itself, and the way from it to its case.
IN_A_CASE: tuple[tuple[type[Model], str], ...] = (
    (Incident, "pk"),
    (ClarificationRequest, "incident"),
    (CaseLetter, "incident"),
    (FollowUp, "incident"),
    (PastLetter, "incident"),
    (Letter, "incident"),
    (Response, "request__incident"),
    (Evidence, "incident"),
    (Share, "incident"),
    *((kind.model, kind.case) for kind in FILE_KINDS),
    (Complaint, "incident"),
    (ComplaintAnswer, "complaint__incident"),
    (ComplainantSheet, "complaint__incident"),
)

# What is looked at by itself and belongs to what bears a number.
OF_A_THING: dict[Subject, tuple[tuple[type[Model], str], ...]] = {
    Subject.REQUEST: (
        (Letter, "request"),
        (Response, "request"),
        *((kind.model, kind.letter) for kind in FILE_KINDS if kind.subject == Subject.REQUEST),
    ),
    Subject.CASE_LETTER: (
        (Letter, "case_letter"),
        (FollowUp, "case_letter"),
        *((kind.model, kind.letter) for kind in FILE_KINDS if kind.subject == Subject.CASE_LETTER),
    ),
    Subject.COMPLAINT: ((ComplainantSheet, "complaint"), (ComplaintAnswer, "complaint")),
}


@dataclass(frozen=True)
class Question:
    """What narrows the entries; what is left empty narrows nothing. `thing` is (type, key) of what was looked at, `sort` a type alone, `person` a part of
    a name or address, `start` the first instant, `end` the first one after the last."""

    cited: Cited | None = None
    thing: tuple[str, str] | None = None
    sort: str = ""
    person: str = ""
    kind: str = ""
    start: Instant | None = None
    end: Instant | None = None

    def entries(self, user: User) -> AccessQuerySet:
        """Every entry that answers it among those that `user` may know of."""
        narrowing: list[tuple[object, Callable[[Any], Q]]] = [
            (self.cited, _about),
            (self.thing, lambda thing: Q(subject_type=thing[0], subject_id=thing[1])),
            (self.sort, lambda sort: Q(subject_type=sort)),
            (self.person, _by),
            (self.kind, lambda kind: Q(kind=kind)),
            (self.start, lambda start: Q(at__gte=start)),
            (self.end, lambda end: Q(at__lt=end)),
        ]
        asked = Q()
        for given, condition in narrowing:
            asked &= condition(given) if given else Q()
        return AccessEntry.objects.visible_to(user).filter(asked)


def _about(cited: Cited) -> Q:
    """Looks at what bears this number: of a case, at it, at all that stands in it, and what was refused in it; of a letter or
    request, its files as well; of a complaint, who complained; of all of them the proofs of a period in which it stands, and the
    trail of its case as a file."""
    return _at(cited) | bundles_taken.of_periods(cited) | exports_taken.of(cited)


def _at(cited: Cited) -> Q:
    if cited.event:
        return Q(subject_type="caseevent", subject_id=str(cited.event))
    if cited.subject:
        return Q(subject_type=cited.subject[0], subject_id=cited.subject[1]) | _belonging_to(*cited.subject)
    found = Q(pk__in=[])
    for model, way in IN_A_CASE:
        rows = model._base_manager.filter(**{f"{way}__in": list(cited.incidents)})
        found |= Q(subject_type=not_none(model._meta.model_name), subject_id__in=_keys(rows))
    for reference in Incident.objects.filter(pk__in=cited.incidents).values_list("reference", flat=True):
        # what was refused names nothing but its address
        found |= Q(kind=Kind.REFUSED, path__startswith=f"/insiden/{reference}/")
    return found


def _belonging_to(kind: str, key: str) -> Q:
    """Looks at what belongs to one thing: the letters that were written for it, the files that came to it or went with what was
    answered, the sheet that is locked beside it."""
    found = Q()
    for model, way in OF_A_THING.get(Subject(kind), ()):
        rows = model._base_manager.filter(**{way: key})
        found |= Q(subject_type=not_none(model._meta.model_name), subject_id__in=_keys(rows))
    return found


def _keys(rows: Any) -> Any:
    return rows.order_by().annotate(key=Cast("pk", CharField())).values("key")


def _by(words: str) -> Q:
    """By whoever is called so or has this address, and what was tried under exactly these words by somebody who could not log in."""
    people = User.objects.filter(Q(name__icontains=words) | Q(email__icontains=words))
    return Q(actor__in=list(people.order_by().values_list("pk", flat=True))) | Q(actor_name=words)


def thing_of(text: str) -> tuple[str, str] | None:
    """(type, key) of what an address names as `type:key`; None for anything else."""
    kind, between, key = text.partition(":")
    return (kind, key) if between and kind.isalpha() and key else None


def named(text: str, user: User) -> AccessQuerySet:
    """The looks that an address names among those that `user` may know of: one by its key, or those at one thing as `type:key`."""
    rows = AccessEntry.objects.visible_to(user)
    if thing := thing_of(text):
        return rows.filter(subject_type=thing[0], subject_id=thing[1])
    a_key = text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY
    return rows.filter(pk=int(text)) if a_key else rows.none()


def cases_of(entries: Iterable[AccessEntry], reader: User) -> dict[int, Incident]:
    """{key of an entry: the case that was looked at, or in which what was looked at stands}, of those that `reader` may know of. Of
    what was refused the address alone names the case."""
    entries = list(entries)
    of: dict[int, int] = {}
    ways: tuple[tuple[type[Model], str], ...] = (*IN_A_CASE, (CaseEvent, "incident"))
    for model, way in ways:
        keys = {entry.pk: entry.subject_id for entry in entries if entry.subject_type == model._meta.model_name}
        if keys:
            rows = model._base_manager.filter(pk__in=set(keys.values())).values_list("pk", way)
            stands = {str(pk): case for pk, case in rows if case}
            of |= {entry: stands[key] for entry, key in keys.items() if key in stands}
    named = {entry.pk: at[1] for entry in entries if entry.pk not in of and (at := OF_A_CASE.match(entry.path))}
    seen = Incident.objects.visible_to(reader)
    cases = {case.pk: case for case in seen.filter(Q(pk__in=set(of.values())) | Q(reference__in=set(named.values())))}
    by_reference = {case.reference: case for case in cases.values()}
    found = {entry: cases.get(case) for entry, case in of.items()}
    found |= {entry: by_reference.get(reference) for entry, reference in named.items()}
    return {entry: case for entry, case in found.items() if case}


def event_of(entry: AccessEntry) -> UUID | None:
    """The act whose page was read."""
    return UUID(entry.subject_id) if entry.subject_type == "caseevent" else None
