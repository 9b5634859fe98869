"""Which columns of the record hold content that a removal empties, and what stands in its place: a sentence that says so."""

import re
from typing import Any

from django.db import models

from ...models import (
    Absence,
    ActorAlias,
    ActorJudgement,
    ActorPart,
    Agency,
    AgencyName,
    AnomalyLook,
    AnomalyRule,
    Answer,
    Appointment,
    CaseLetter,
    ClarificationRequest,
    ClockRule,
    ComplainantSheet,
    ComplaintFormPolicy,
    Contact,
    DataCategory,
    Deadline,
    Evidence,
    ExposedCategory,
    FurtherSuccessor,
    KnownActor,
    LadderRung,
    Letter,
    LetterTemplate,
    Likeness,
    ParliamentSheet,
    PastReply,
    Proposal,
    QuestionSet,
    RegisterEntry,
    ReminderPolicy,
    Removal,
    RetentionRule,
    Sanction,
    SanctionRegime,
    SheetFile,
    SigningPolicy,
    StoredFile,
    ToldApart,
    Unit,
    WorkCalendar,
)
from ..values import Column

Model = type[models.Model]

# Rules, bodies and people are no content of a case; of a register its numbers stay, of a clock its rows, of a removal what it says.
OF_NO_CASE: frozenset[Model] = frozenset(
    {
        Absence,
        ActorAlias,
        ActorJudgement,
        Agency,
        AgencyName,
        AnomalyLook,
        AnomalyRule,
        Appointment,
        ClockRule,
        ComplaintFormPolicy,
        Contact,
        DataCategory,
        Deadline,
        FurtherSuccessor,
        KnownActor,
        LadderRung,
        LetterTemplate,
        Likeness,
        ParliamentSheet,
        Proposal,
        QuestionSet,
        RegisterEntry,
        ReminderPolicy,
        Removal,
        RetentionRule,
        SanctionRegime,
        SigningPolicy,
        ToldApart,
        Unit,
        WorkCalendar,
    }
)
# What identifies a thing, measures it or says by which law: it names nobody, and pages lead by it.
STRUCTURE = frozenset(
    {
        "basis",
        "check_code",
        "code",
        "content_digest",
        "content_type",
        "currency",
        "days_off",
        "draft_digest",
        "file_number",
        "number",
        "path",
        "receipt",
        "reference",
        "report_reference",
        "section",
        "sha256",
        "unconfirmed",
        "unit",
    }
)
# Of a name above, where people wrote it in their own words.
TYPED = {(ActorPart, "basis"), (ExposedCategory, "basis"), (Sanction, "basis")}
IN_JSON = {
    (ClarificationRequest, "english"),
    (Letter, "content"),
    (CaseLetter, "facts"),
    (PastReply, "answers"),
    (Answer, "value"),
}
# Columns of machines, which know one empty value alone.
WITHOUT_WORDS = {
    (ComplainantSheet, "sealed"): "",
    (ComplainantSheet, "email_print"): "",
    (ComplainantSheet, "phone_print"): "",
    (SheetFile, "sealed"): "",
    (StoredFile, "locked_print"): "",
    (Evidence, "sha256"): "",
    (Answer, "value"): None,
}
# In the content of a letter: its form, its number, whose it is and by which law; how it was drawn stays known.
OF_THE_FORM = frozenset(
    {
        "agenda", "basis", "check_code", "check_url", "clauses", "clock_rule", "contact", "date", "days_kind", "drill", "due_at",
        "foot", "form", "kind", "letterhead", "number", "period", "place", "portal", "reference", "sample", "security",
        "signatory_mode",
        "signatory_office", "signatory_own", "signatory_through", "signing", "start", "template", "urgency", "wording", "zone",
    }
)  # fmt: skip
# Of the register of actors: where the name of one whose name is removed may stand beside it, or with another.
BESIDE_NAMES: dict[Model, tuple[str, ...]] = {
    KnownActor: ("note",),
    ActorAlias: ("place", "source"),
    ActorJudgement: ("why",),
}
OF_AN_ADDRESS = {(Agency, "code")}  # it stands in addresses of pages, and no two bodies share it
TOLD_APART = {(ActorAlias, "key")}  # no two of one actor are alike: the number of the row stands behind the mark
LOCKED = "addressee_locked"
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}(T[\d:.+Z-]+)?")


def columns_of(model: Model) -> list[Column]:
    """The columns of a model of a case that hold what people typed, or what was drawn from it."""
    if model in OF_NO_CASE:
        return []
    return [column for column in model._meta.concrete_fields if _holds_content(model, column)]


def column(model: Model, name: str) -> Column:
    """The column of this name. Raises StopIteration where there is none."""
    return next(each for each in model._meta.concrete_fields if each.name == name)


def _holds_content(model: Model, column: Column) -> bool:
    if isinstance(column, models.JSONField):
        return (model, column.name) in IN_JSON
    if not isinstance(column, models.CharField | models.TextField) or column.choices or column.unique:
        return False
    return (model, column.name) in TYPED or (
        column.name not in STRUCTURE
        and not column.name.endswith("_words")
        and (model, column.name) not in WITHOUT_WORDS
    )


def emptied(model: Model, column: Column, value: Any, words: str, short: str) -> Any:
    """What stands in a column in place of its content: `words`; `short` in what is one line, a heading or a name, or too short."""
    if (model, column.name) in OF_AN_ADDRESS:
        return "dihapus-" + short.removesuffix("]").rsplit(" ", 1)[-1].lower()
    if (model, column.name) in WITHOUT_WORDS:
        return WITHOUT_WORDS[model, column.name]
    if isinstance(column, models.JSONField):
        return _emptied_json(value, short)
    if value in (None, ""):
        return value
    return fitting(column, words if isinstance(column, models.TextField) else short, short)


def fitting(column: Column, words: str, short: str) -> str:
    """As many of the words as the column takes."""
    longest = getattr(column, "max_length", None)
    if longest is None or len(words) <= longest:
        return words
    return short[:longest]


def _emptied_json(value: Any, words: str, name: str = "") -> Any:
    """The same JSON with each text that is content emptied: its form stays, so that pages read it."""
    if name in OF_THE_FORM:
        return value
    if isinstance(value, dict):
        return {key: _emptied_json(each, words, key) for key, each in value.items()}
    if isinstance(value, list):
        return [_emptied_json(each, words) for each in value]
    if isinstance(value, str) and value and not INSTANT.fullmatch(value):
        return "" if name == LOCKED else words
    return value
