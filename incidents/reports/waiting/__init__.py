"""What waits for somebody's decision, of every kind: the one list that the desk and the approvals page show.

A queue is one kind of thing that waits: whose move ends it, which rows wait now, and the instant each waits for: its due
where it has one, else since when it lies there. Rows leave by themselves when the move is done; nothing is stored.
Letters that wait for an approval are looked at together and stand in lists of their own.

`queues` is the table, `of_complaints` that of complaints, `of_removals` that of removals under law, `of_unknown_cases` that of restricted cases that nobody may know of, `keys` which rows wait, `lists` what is shown to whom.
"""

from .lists import Waiting, Waits, for_approvals, for_desk, of_administration
from .queue import Queue
from .queues import QUEUES, QUEUES_OF_ADMINISTRATION

__all__ = [
    "QUEUES",
    "QUEUES_OF_ADMINISTRATION",
    "Queue",
    "Waiting",
    "Waits",
    "for_approvals",
    "for_desk",
    "of_administration",
]
