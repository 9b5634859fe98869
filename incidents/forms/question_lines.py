"""The questions of a set as an administrator types them, one a line: part of the answer | answered with | heading | question."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import Question
from .clarifications import MAX_QUESTIONS

HELP = _("Part of the answer (A to L, or - for none) | answered with | heading | question.")
SIGN = "|"  # questions have commas, semicolons and colons of their own
NO_PART = "-"
PARTS_OF_AN_ANSWER = frozenset("ABCDEFGHIJKL")
LONGEST_HEADING, LONGEST_QUESTION = 120, 5000  # signs, as a request's own question has them
COLUMNS = 4
SHOWN = 60  # signs of a line that a refusal repeats


def written(questions: Iterable[Mapping[str, str]]) -> str:
    """`questions` as QuestionSet keeps them, as they are typed in the reader's language."""
    kinds = dict(Question.Kind.choices)
    rows = [(each["section"] or NO_PART, str(kinds[each["kind"]]), each["heading"], each["text"]) for each in questions]
    return "\n".join(f" {SIGN} ".join(row) for row in rows)


def read(text: str) -> list[dict[str, str]]:
    """The questions of a text that `check` let pass, as QuestionSet keeps them."""
    found = []
    for line in _lines(text):
        section, kind, heading, asked = _columns(line)
        part = "" if section == NO_PART else section.upper()
        found.append({"section": part, "kind": _kind(kind), "heading": heading, "text": asked})
    return found


def check(text: str) -> None:
    """Raises ValidationError that names every line which is no question."""
    lines = _lines(text)
    kinds = ", ".join(str(label) for label in Question.Kind.labels)
    faults = [
        ValidationError(fault, params={"number": number, "line": line[:SHOWN], "kinds": kinds})
        for number, line in enumerate(lines, start=1)
        if (fault := _fault(line))
    ]
    if len(lines) > MAX_QUESTIONS:
        faults.append(ValidationError(_("A letter asks at most %(most)d questions."), params={"most": MAX_QUESTIONS}))
    if faults:
        raise ValidationError(faults)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _columns(line: str) -> list[str]:
    return [part.strip() for part in line.split(SIGN, COLUMNS - 1)]


def _kind(words: str) -> str:
    """The kind of answer that `words` name, in the reader's language or as the product keeps it; "" for none."""
    named = {str(label).casefold(): value for value, label in Question.Kind.choices}
    return words if words in Question.Kind.values else named.get(words.casefold(), "")


def _fault(line: str) -> Any:
    """What keeps a line from being a question, in words; None for nothing."""
    columns = _columns(line)
    if len(columns) < COLUMNS or not all(columns):
        return _("Line %(number)d is not part | answered with | heading | question: %(line)s")
    section, kind, heading, asked = columns
    if section != NO_PART and section.upper() not in PARTS_OF_AN_ANSWER:
        return _("Line %(number)d: the part is a letter from A to L, or - for none: %(line)s")
    if not _kind(kind):
        return _("Line %(number)d: a question is answered with one of these: %(kinds)s. %(line)s")
    if len(heading) > LONGEST_HEADING or len(asked) > LONGEST_QUESTION:
        return _("Line %(number)d is too long: %(line)s")
    return None
