"""What an act or a look was on, in the reader's language: the record names it in that of whoever did it.

Most names are numbers, or words that somebody typed, and stay as they are. Some are made of words of the product: an appointment of a
role, a sending of the way it went.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, override

from ..models import (
    Activity,
    ActorContact,
    ActorJudgement,
    ActorPart,
    Appointment,
    Assessment,
    CaseEvent,
    CounterQuestion,
    Development,
    Export,
    Figure,
    FollowUp,
    Involvement,
    LetterTemplate,
    OutsideWord,
    PastLetter,
    PastReply,
    Relation,
    Sending,
    SigningPolicy,
    Translation,
)
from ..models.access_log import AccessEntry
from ..plain.not_none import not_none

# Which of our words stand in the name of a thing of each kind, as `str` says it: alone, or behind a colon.
WORDED: dict[str, tuple[Any, str]] = {
    not_none(model._meta.model_name): (model, column)
    for model, column in (
        (Activity, "kind"),
        (ActorContact, "channel"),
        (ActorJudgement, "reliability"),
        (ActorPart, "role"),
        (Appointment, "role"),
        (Assessment, "status"),
        (CounterQuestion, "state"),
        (Development, "kind"),
        (Export, "kind"),
        (Figure, "topic"),
        (FollowUp, "kind"),
        (Involvement, "role"),
        (LetterTemplate, "kind"),
        (OutsideWord, "kind"),
        (PastLetter, "kind"),
        (PastReply, "kind"),
        (Relation, "kind"),
        (Sending, "channel"),
        (SigningPolicy, "mode"),
        (Translation, "language"),
    )
}
FIRST = {"export", "figure", "lettertemplate", "relation"}  # of which our word stands first


def subject_words(row: CaseEvent | AccessEntry) -> str:
    """What the row says it was on."""
    text = row.subject_label
    for told, label in _told(row.subject_type) if row.subject_type in WORDED else ():
        if text == told or text.endswith(f": {told}"):
            return text.removesuffix(told) + gettext(str(label))
        if row.subject_type in FIRST and text.startswith(f"{told} "):
            return gettext(str(label)) + text.removeprefix(told)
    return text


@cache
def _told(kind: str) -> tuple[tuple[str, Any], ...]:
    """(how a name of this kind says a word, the word itself), in every language, the longest first."""
    return tuple(sorted(_said(*WORDED[kind]), key=lambda told: -len(told[0])))


def _said(model: Any, column: str) -> Iterator[tuple[str, Any]]:
    for code, _name in settings.LANGUAGES:
        with override(code):
            for _value, label in model._meta.get_field(column).flatchoices:
                yield gettext(str(label)), label
