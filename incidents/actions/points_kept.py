"""Several points of a letter are kept by one press; what nothing shows yet stays owed, with the due that it has."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from ..models import CaseLetter, Commitment, FollowUp, User
from ..record import sent_forms
from . import work
from .case_letters import step


def keep_several(
    letter: CaseLetter,
    *,
    by: User,
    points: Iterable[Commitment],
    shown_by: FollowUp,
    at: datetime | None = None,
) -> CaseLetter:
    """These points of `letter` were done, as one thing that came back on it shows: by one act, all or none. Of a joint letter they are
    those of one body. Raises what work.keep() raises, Conflict where one of them was judged meanwhile."""
    act_id = sent_forms.new_act()
    with transaction.atomic():
        for n, owed in enumerate(points):
            work.keep(owed, by=by, seen=None, shown_by=shown_by, act_id=act_id, at=step(at, n))
    return letter
