"""Kinds of files in a case that came or went with a letter, one row each, and the ways from such a file to that letter and to its case.
Letters and evidence are files themselves and stand beside these, wherever they are asked for."""

from dataclasses import dataclass
from typing import Any

from ..models import AnswerFile, CounterQuestionFile, FollowUpFile, ResponseFile, Translation
from ..workflow import Subject


@dataclass(frozen=True)
class FileKind:
    """A model whose row holds one file; `letter` is the way from it to the request or letter of the case (`subject`), `case` that to the
    case."""

    model: Any
    subject: Subject
    letter: str
    case: str


FILE_KINDS = (
    FileKind(ResponseFile, Subject.REQUEST, "response__request", "response__request__incident"),
    FileKind(AnswerFile, Subject.REQUEST, "answer__response__request", "answer__response__request__incident"),
    FileKind(Translation, Subject.REQUEST, "response__request", "response__request__incident"),
    FileKind(CounterQuestionFile, Subject.REQUEST, "counter_question__request", "counter_question__request__incident"),
    FileKind(FollowUpFile, Subject.CASE_LETTER, "follow_up__case_letter", "follow_up__incident"),
)
