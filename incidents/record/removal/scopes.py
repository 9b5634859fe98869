"""What a removal is of: a text of a row, a file, a letter, who complained, or all that people typed in a case. A scope is written
`model:key` or `model:key:column`; what may be proposed in a case is listed with words that repeat nothing of the content."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from ...models import (
    Agency,
    CaseEvent,
    ComplainantSheet,
    Complaint,
    ComplaintAnswer,
    Evidence,
    Incident,
    KnownActor,
    Letter,
    Removal,
    SheetFile,
    StoredFile,
)
from ...models.removals import OF_A_PERSON, OF_AN_ACTOR
from ...workflow import Subject
from ..case_files import FILE_KINDS
from ..trail import history_models
from . import actors, persons
from .content import WITHOUT_WORDS, Model, columns_of

Kind = Removal.Kind
Thing = Complaint | KnownActor | Agency
NOT_ALONE = {StoredFile, Letter, ComplainantSheet, SheetFile}  # chosen whole: as a file, a letter, a sheet


@dataclass
class Scope:
    """What is emptied: {(model, key): names of its columns}, the files whose bytes go, and whether it is a whole case."""

    targets: dict[tuple[Model, Any], set[str]] = field(default_factory=dict)
    files: set[Any] = field(default_factory=set)
    whole: bool = False

    def add(self, model: Model, key: Any, columns: set[str] | None = None) -> None:
        self.targets[model, key] = self.targets.get((model, key), set()) | (columns or _all_of(model))


def _all_of(model: Model) -> set[str]:
    extra = {name for of, name in WITHOUT_WORDS if of is model}
    return {column.name for column in columns_of(model)} | extra


def model_called(name: str) -> Model:
    return apps.get_model("incidents", name)


def written_in(events: "QuerySet[CaseEvent]") -> Iterator[tuple[Model, Any, set[Any]]]:
    """(tracked model, its history model, keys of its rows) of everything that these events wrote."""
    for tracked, history in history_models():
        keys = set(
            history.objects.filter(event_id__in=events.values("pk"))
            .order_by()
            .values_list(tracked._meta.pk.attname, flat=True)
        )
        if keys:
            yield tracked, history, keys


def events_of(incident: Incident | None, thing: Thing | None = None) -> "QuerySet[CaseEvent]":
    """The events that may hold a copy of what is removed in a case, from a complaint that stands alone, or of an actor."""
    if isinstance(thing, KnownActor):
        acts = actors.acts_on(thing).values("pk")
        return CaseEvent.objects.filter(_in_cases(actors.cases_of(thing)) | Q(pk__in=acts))
    if isinstance(thing, Agency):
        acts = persons.acts_on(thing).values("pk")
        return CaseEvent.objects.filter(_in_cases(persons.cases_of(thing)) | Q(pk__in=acts))
    if incident is not None:
        return CaseEvent.objects.filter(_in_cases([incident.pk]))
    key = thing.pk if thing else None
    written = (
        ComplainantSheet.history.filter(complaint=key),
        Complaint.history.filter(id=key),
        ComplaintAnswer.history.filter(complaint=key),
        Letter.history.filter(complaint_answer__complaint=key),
        SheetFile.history.filter(sheet__complaint=key),
    )
    events = {event for rows in written for event in rows.values_list("event_id", flat=True)}
    own = events_of_complaints(Complaint.objects.filter(pk__in=[key] if key else []))
    return CaseEvent.objects.filter(Q(pk__in=events) | Q(pk__in=own.values("pk")))


def _in_cases(cases: Collection[int]) -> Q:
    behind = events_of_complaints(Complaint.objects.filter(incident__in=cases))
    return Q(incident__in=cases) | Q(pk__in=behind.values("pk"))


def events_of_complaints(complaints: "QuerySet[Complaint]") -> "QuerySet[CaseEvent]":
    """The events of what somebody complained of and was answered, wherever that stood then."""
    keys = list(complaints.values_list("pk", "sheet__pk"))
    answers = ComplaintAnswer.objects.filter(complaint__in=[key for key, _sheet in keys])
    of = {Subject.COMPLAINT: [key for key, _sheet in keys], Subject.SHEET: [sheet for _key, sheet in keys]}
    of[Subject.COMPLAINT_ANSWER] = list(answers.values_list("pk", flat=True))
    found = Q(pk__in=[])
    for kind, own in of.items():
        found |= Q(subject_type=kind, subject_id__in=[str(key) for key in own])
    return CaseEvent.objects.filter(found).order_by()


def thing_of(removal: Removal) -> Thing | None:
    """What a removal is of where that is no case: the complaint, of who complained or of something else of a complaint behind no case; or
    the actor."""
    model, key = removal.scope.split(":")[:2]
    if removal.kind == Kind.ACTOR:
        return KnownActor.objects.get(pk=key)
    if removal.kind == Kind.PERSON:
        return Agency.objects.get(pk=key)
    ways = {"complaint": "pk", "complaintanswer": "answers", "complainantsheet": "sheet", "letter": "answers__letters"}
    ways["storedfile"] = "sheet__files__file"
    if model not in ways or (removal.incident_id and removal.kind != Kind.SHEET):
        return None
    return Complaint.objects.select_related("sheet", "incident").filter(**{ways[model]: key}).first()


def read(removal: Removal) -> Scope:
    """What a removal empties, as it stands now."""
    scope = Scope()
    model, key, column = [*removal.scope.split(":"), ""][:3]
    if removal.kind == Kind.TEXT:
        of = model_called(model)
        scope.add(of, int(key), {column, "sha256"} if (of, column) == (Evidence, "text") else {column})
    elif removal.kind == Kind.FILE:
        _add_files(scope, {key})
    elif removal.kind == Kind.LETTER:
        _add_letters(scope, Letter.objects.filter(pk=key))
    elif removal.kind == Kind.ACTOR:
        for row, names in actors.rows_naming(KnownActor.objects.get(pk=key)):
            scope.add(type(row), row.pk, names)
    elif removal.kind == Kind.PERSON:
        body = Agency.objects.get(pk=key)
        for row, names in persons.rows_naming(body):
            scope.add(type(row), row.pk, names)
        _add_letters(scope, persons.letters_to(body))
        _add_files(scope, persons.files_to(body))
    elif removal.kind == Kind.SHEET:
        _add_sheet(scope, ComplainantSheet.objects.get(pk=key))
    else:
        _add_case(scope, Incident.objects.get(pk=key))
    return scope


def _add_files(scope: Scope, keys: set[Any]) -> None:
    found = StoredFile.objects.filter(pk__in=keys)
    for file in found:
        scope.add(StoredFile, file.pk, {"name", "locked_print"})
        scope.files.add(file.pk)
    for of_sheet in SheetFile.objects.filter(file__in=keys):  # what was said of it goes with it
        scope.add(SheetFile, of_sheet.pk)


def _add_letters(scope: Scope, letters: "QuerySet[Letter]") -> None:
    """The letters with their copies: what they say, and their bytes."""
    numbered = letters.filter(register_entry__isnull=False).values("register_entry")
    for letter in letters | Letter.objects.filter(register_entry__in=numbered):
        scope.add(Letter, letter.pk, {"content"})
        _add_files(scope, {each for each in (letter.file_id, letter.unsigned_id, letter.courtesy_id) if each})


def _add_sheet(scope: Scope, sheet: ComplainantSheet) -> None:
    scope.add(ComplainantSheet, sheet.pk)
    _add_files(scope, {*sheet.files.values_list("file", flat=True)})
    _add_letters(scope, Letter.objects.filter(complaint_answer__complaint=sheet.complaint_id))


def _add_case(scope: Scope, incident: Incident) -> None:
    scope.whole, gone = True, _of_complaints_elsewhere(incident)
    for tracked, _history, written in written_in(events_of(incident)):
        keys = written - gone.get(tracked, set())
        if tracked is StoredFile:
            _add_files(scope, keys)
        elif _all_of(tracked):
            for key in keys:
                scope.add(tracked, key)
    _add_letters(scope, Letter.objects.filter(incident=incident))
    for sheet in ComplainantSheet.objects.filter(complaint__incident=incident):
        _add_sheet(scope, sheet)


def _of_complaints_elsewhere(incident: Incident) -> dict[Model, set[Any]]:
    """What belongs to complaints that stood behind the case and do no more: they may be worked on where they stand now, and are removed
    there. Only copies of what goes go from them."""
    ever = Complaint.history.filter(event_id__in=CaseEvent.objects.filter(incident=incident).values("pk")).values("id")
    away = Complaint.objects.filter(pk__in=ever).exclude(incident=incident)
    letters = Letter.objects.filter(complaint_answer__complaint__in=away.values("pk"))
    files = {key for pair in letters.values_list("file", "unsigned") for key in pair if key}
    rows = {Complaint: away, ComplainantSheet: ComplainantSheet.objects.filter(complaint__in=away.values("pk"))}
    rows |= {ComplaintAnswer: ComplaintAnswer.objects.filter(complaint__in=away.values("pk")), Letter: letters}
    rows[SheetFile] = SheetFile.objects.filter(sheet__complaint__in=away.values("pk"))
    files |= {*rows[SheetFile].values_list("file", flat=True)}
    return {model: {*found.values_list("pk", flat=True)} for model, found in rows.items()} | {StoredFile: files}


@dataclass(frozen=True)
class Choice:
    """What may be proposed: its kind, its scope, and what it is in words, under a heading."""

    kind: str
    scope: str
    heading: str
    words: str


def choices(of: Incident | Thing) -> list[Choice]:
    """Everything of a case that may be removed alone, and the case as a whole; of a complaint behind none likewise; of an actor, or of a
    natural person on the register of bodies, who it is."""
    if isinstance(of, KnownActor):
        return [Choice(Kind.ACTOR, f"{OF_AN_ACTOR}:{of.pk}", str(Kind.ACTOR.label), f"{Kind.ACTOR.label}: {named(of)}")]
    if isinstance(of, Agency):
        return [Choice(Kind.PERSON, f"{OF_A_PERSON}:{of.pk}", str(Kind.PERSON.label), f"{Kind.PERSON.label}: #{of.pk}")]
    return _of_complaint(of) if isinstance(of, Complaint) else _of_case(of)


def _of_complaint(complaint: Complaint) -> list[Choice]:
    answers = ComplaintAnswer.objects.filter(complaint=complaint).order_by("pk")
    letters = _letters(Letter.objects.filter(complaint_answer__in=answers))
    texts = (text for row in (complaint, *answers) for text in _texts_of(row))
    return [of_sheet(complaint.sheet), *_sent(complaint.sheet), *letters, *texts]


def _of_case(incident: Incident) -> list[Choice]:
    whole = Choice(
        Kind.CASE, f"incident:{incident.pk}", str(Kind.CASE.label), f"{Kind.CASE.label} {incident.reference}"
    )
    behind = ComplaintAnswer.objects.filter(complaint__incident=incident).values("pk")
    letters = Letter.objects.filter(incident=incident) | Letter.objects.filter(complaint_answer__in=behind)
    return [whole, *_letters(letters), *_sheets(incident), *_files(incident), *_texts(incident)]


def _letters(letters: "QuerySet[Letter]") -> Iterator[Choice]:
    for letter in letters.order_by("pk"):
        yield Choice(
            Kind.LETTER,
            f"letter:{letter.pk}",
            str(Letter._meta.verbose_name_plural),
            f"{letter} ({letter.get_kind_display()})",
        )


def _sheets(incident: Incident) -> Iterator[Choice]:
    for complaint in Complaint.objects.filter(incident=incident).select_related("sheet"):
        yield of_sheet(complaint.sheet)
        yield from _sent(complaint.sheet)


def of_sheet(sheet: ComplainantSheet) -> Choice:
    return Choice(Kind.SHEET, f"complainantsheet:{sheet.pk}", str(Kind.SHEET.label), f"{Kind.SHEET.label}: {sheet}")


def _sent(sheet: ComplainantSheet) -> Iterator[Choice]:
    """What a complainant sent, by its number: what it is called names them."""
    for row in sheet.files.all():
        what = f"{SheetFile._meta.verbose_name} {row}"
        yield Choice(Kind.FILE, f"storedfile:{row.file_id}", str(StoredFile._meta.verbose_name), what)


def _files(incident: Incident) -> Iterator[Choice]:
    holders: list[tuple[Any, str]] = [(Evidence, "incident"), *((kind.model, kind.case) for kind in FILE_KINDS)]
    for model, way in holders:
        for row in model._base_manager.filter(**{way: incident, "file__isnull": False}).order_by("pk"):
            what = f"{model._meta.verbose_name} {row.label if isinstance(row, Evidence) else row.pk}"
            yield Choice(Kind.FILE, f"storedfile:{row.file_id}", str(StoredFile._meta.verbose_name), what)


def _texts(incident: Incident) -> Iterator[Choice]:
    """Each text that stands in a row of the case now."""
    for tracked, _history, keys in written_in(events_of(incident)):
        if tracked in NOT_ALONE:
            continue
        for row in tracked._base_manager.filter(pk__in=keys).order_by("pk") if columns_of(tracked) else ():
            yield from _texts_of(row)


def _texts_of(row: Any) -> Iterator[Choice]:
    heading, called = str(row._meta.verbose_name), named(row)
    for column in columns_of(type(row)):
        if getattr(row, column.attname) not in (None, "", [], {}):
            scope, words = (
                f"{row._meta.model_name}:{row.pk}:{column.name}",
                f"{heading} {called}: {column.verbose_name}",
            )
            yield Choice(Kind.TEXT, scope, heading, words)


def named(row: Any) -> str:
    """What a row is called, as far as that says nothing of its content."""
    if hasattr(row, "label"):
        return str(row.label)
    return next(
        (str(row.__dict__[name]) for name in ("reference", "receipt", "number") if row.__dict__.get(name)), f"#{row.pk}"
    )
