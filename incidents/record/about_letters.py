"""What is about a letter: what was done to it, and to what hangs on it. That it was sent, answered or telephoned about is an act on the
letter; that this was put right or struck since is one on the row that was typed in, and who tells of the letter tells of both."""

from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from ..models import (
    Activity,
    CaseEvent,
    CaseLetter,
    ClarificationRequest,
    Commitment,
    ComplainantSheet,
    ComplaintAnswer,
    CounterQuestion,
    Evidence,
    ExtensionRequest,
    FollowUp,
    Leaf,
    OutsideWord,
    Response,
    Sending,
    Translation,
    handings_over,
)
from ..plain.not_none import not_none
from ..workflow import Subject

Thing = tuple[str, str]  # type and key, as an event names what it was done to

# What hangs on a letter, by which way: rows of their own, and the scans that these cite, with their annexes.
HANGING: dict[str, tuple[tuple[Any, str], ...]] = {
    Subject.REQUEST: (
        (Response, "request"),
        (CounterQuestion, "request"),
        (OutsideWord, "request"),
        (ExtensionRequest, "request"),
        (Activity, "request"),
        (Activity, "summons"),
        (Sending, "letter__request"),
        (Translation, "response__request"),
    ),
    Subject.CASE_LETTER: ((Commitment, "case_letter"), (FollowUp, "case_letter"), (Sending, "letter__case_letter")),
}
LETTERS: dict[str, Any] = {Subject.REQUEST: ClarificationRequest, Subject.CASE_LETTER: CaseLetter}
CITING = (Response, CounterQuestion, OutsideWord, ExtensionRequest, Sending, FollowUp)


def things(kind: str, key: str, *, under: int | None = None) -> list[Thing]:
    """What hangs on the thing of this type and key, or ever did; `under`: as far as the first so many leaves of the log say so. One
    query, which reads a few rows by their keys however long the record is."""
    if kind not in HANGING:
        return []
    found: list[QuerySet[Any, Any]] = [_signed_receipts(kind, key, under)]
    for model, way in HANGING[kind]:
        rows = _as_far_as(model.history.filter(**{way: key}).order_by(), under)
        found.append(_named(rows, not_none(model._meta.model_name), "id"))
        if model in CITING:
            scans = rows.filter(evidence__isnull=False)
            found.append(_named(scans, not_none(Evidence._meta.model_name), "evidence_id"))
            laid = Evidence.history.filter(annex_of__in=scans.values("evidence_id")).order_by()
            found.append(_named(_as_far_as(laid, under), not_none(Evidence._meta.model_name), "id"))
    return sorted(found[0].union(*found[1:]))


def letter_of(kind: str, key: str) -> Any:
    """The letter of this type and key, or the one on which a thing of them hangs; None where it hangs on none."""
    for subject, model in LETTERS.items():
        if kind == subject:
            return model.objects.filter(pk=key).first()
        for thing, way in HANGING[subject]:
            if kind == thing._meta.model_name:
                of_it = thing._base_manager.filter(pk=key).values(way)
                if letter := model.objects.filter(pk__in=of_it).first():
                    return letter
    return None


def _signed_receipts(kind: str, key: str, under: int | None) -> Any:
    """The scans of what was signed when the letter was handed over: a delivery by hand is an act on the letter, and no row of its own."""
    acts = CaseEvent.objects.filter(subject_type=kind, subject_id=key, action__in=handings_over.GIVEN).order_by()
    acts = acts.filter(details__scan__isnull=False)
    acts = acts if under is None else acts.filter(leaf__place__lt=under)
    return _named(acts, not_none(Evidence._meta.model_name), KT("details__scan"))


def _as_far_as(rows: Any, under: int | None) -> Any:
    """Those of the history that the first `under` leaves of the log say; all where it is None."""
    if under is None:
        return rows
    return rows.filter(Exists(Leaf.objects.filter(event=OuterRef("event_id"), place__lt=under)))


def _named(rows: Any, kind: str, column: Any) -> Any:
    named = rows.annotate(of_type=Value(kind, CharField()), of_key=Cast(column, CharField()))
    return named.values_list("of_type", "of_key")


def events(kind: str, key: str) -> Q:
    """Which events are about it: done to it, or to what hangs on it."""
    return among([(kind, key), *things(kind, key)])


def of_complaint(key: str) -> Q:
    """Which events are about the complaint of this key: done to it, to what was answered, to the sheet of who complained. A proof of a
    complaint has no more than the first: the sheet is locked."""
    answers, sheets = (
        _named(model.history.filter(complaint=key).order_by(), not_none(model._meta.model_name), "id")
        for model in (ComplaintAnswer, ComplainantSheet)
    )
    return among([(str(Subject.COMPLAINT), key), *sorted(answers.union(sheets))])


def among(each: list[Thing]) -> Q:
    """Which events were done to one of these: keys are written out, so that each is looked up in the index of what acts were on."""
    keys: dict[str, list[str]] = {}
    for kind, key in each:
        keys.setdefault(kind, []).append(key)
    found = Q(pk__in=[])
    for kind, of_it in keys.items():
        found |= Q(subject_type=kind, subject_id__in=of_it)
    return found
