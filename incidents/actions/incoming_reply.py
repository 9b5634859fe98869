"""What comes as a reply, before it is taken in: the words that answer each question, and when and by which way it came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .. import files
from ..models import Evidence, Question, Response
from ..plain.spans import Span, told

# What an answer says that is in the document itself; Indonesian, as all that the body reads of its own answers.
WHOLE = "Dijawab oleh dokumen secara keseluruhan"


def pointing_to(document: str) -> str:
    """The words of an answer that stands in `document`, which answers several questions as a whole."""
    return f"{WHOLE}: {document}"


@dataclass(frozen=True)
class Said:
    """What answers one question: words, the value beside them (as JSON keeps it), the files they rest on."""

    question: Question
    text: str
    value: Any = None
    kept: Sequence[files.Kept] = ()


@dataclass(frozen=True)
class Reply:
    """What came. `name` and `office` declare who answers for the agency.

    `answers` make it one in part or in full, whatever `kind` says; `ground` is why it declines, where it does; `language` is what it
    is written in, empty for Indonesian; `kept` are the files it rests on as a whole. Without `received_at`, as exactly as is known, it
    came through the portal, now. Else it came outside: `channel`, `document` and the scan in `evidence` say how.
    """

    name: str
    office: str
    kind: str = ""
    ground: str = ""
    text: str = ""
    language: str = ""
    answers: Sequence[Said] = ()
    kept: Sequence[files.Kept] = ()
    received_at: datetime | Span | None = None
    channel: str = Response.Channel.PORTAL
    document: str = ""
    evidence: Evidence | None = None

    @property
    def came(self) -> Span | None:
        return told(self.received_at) if self.received_at else None
