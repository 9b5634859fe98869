"""Which columns of the record are a due: by when somebody owes something. What is asked about dues is asked of these columns and not of
acts, so that whatever act comes to set or move one is found.
"""

from typing import Any

from ..models import Commitment, Deadline, FollowUp, NotificationDuty, PastLetter, Question
from ..translatable import _

# What owes by a due, and where its due stands. A question is owed by the row of the clock on which it hangs, of which none is ever changed.
OWED: tuple[tuple[Any, str], ...] = (
    (Question, "deadline__due_at"),
    (Commitment, "due_at"),
    (NotificationDuty, "due_at"),
    (PastLetter, "due_at"),
)

ANY = _("Any due")  # what all of them are called together
SAYS: Any = (
    FollowUp.due_at
)  # of what is owed by a letter: whoever says it there writes it into what is owed, by the same act
# Under which fields the pages and the trail say them.
SHOWN: tuple[Any, ...] = (
    Deadline.due_at,
    SAYS,
    Commitment.told_due_at,  # of its span
    NotificationDuty.due_at,
    PastLetter.due_at,
)
