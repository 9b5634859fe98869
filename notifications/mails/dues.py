"""The dues that a mail about an act names: those on which open questions hung when it was done, each with its questions."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from incidents.models import ClarificationRequest, Deadline
from incidents.models.questions import open_then
from incidents.plain.not_none import not_none

if TYPE_CHECKING:
    from ..models import Message


@dataclass(frozen=True)
class Due:
    """A due (UTC) and the numbers of the questions that had it."""

    at: datetime
    numbers: tuple[int, ...]

    @property
    def questions(self) -> str:
        return ", ".join(map(str, self.numbers))


def row(message: "Message") -> Deadline | None:
    """The row of the clock whose due a mail about a request names first: the one that its act told of, or, of a letter that is
    brought to somebody who was no contact then, the one that runs."""
    clarification = not_none(message.request)
    return (clarification.present_row if message.later else None) or clarification.row_told_by(message.event)


def then(clarification: ClarificationRequest, at: datetime) -> list[Due]:
    """Those that stood at `at`, the earliest first; none before the issue, or where every question was answered."""
    rows = {row.pk: row.due_at for row in clarification.deadline_rows}
    found: dict[datetime, list[int]] = {}
    for question in open_then(clarification.pk, at):
        if question.deadline_id in rows:
            found.setdefault(rows[question.deadline_id], []).append(question.number)
    return [Due(due_at, tuple(sorted(numbers))) for due_at, numbers in sorted(found.items())]


def most_at_once(clarification: ClarificationRequest, at: datetime) -> int:
    """How many different dues it ever had at once up to `at`: only what is returned has one beside the others."""
    rows = [row for row in clarification.deadline_rows if row.set_at <= at]
    if not any(row.kind == Deadline.Kind.RETURN for row in rows):
        return 1
    return max(1, *(len(then(clarification, row.set_at)) for row in rows))
