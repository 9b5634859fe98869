"""Deed of a body that had said of a letter that it is wrongly addressed, and finds that it is not."""

from ..models import ClarificationRequest, User
from ..models.outside_words import SaidOfAnother
from ..models.succession import own_word_of_another
from ..plain.clocks import Instant
from ..record import deeds
from ..workflow import Action
from . import overtaken


def take_back_redirect(
    clarification: ClarificationRequest, *, by: User, seen: int | None, at: Instant | None = None
) -> SaidOfAnother:
    """The agency takes back that it is not the one to ask, or that its address is wrong: the letter is its own as it stands. The clock
    ran on and runs on. Raises Conflict where it said no such thing, or somebody decided on it."""
    with deeds.record(Action.TAKE_BACK_REDIRECT, on=clarification, by=by, seen=seen, at=at) as deed:
        said = own_word_of_another(deed.on)
        if said is None:
            raise overtaken.NoWordOfAnother(deed.on)
        deed.on.save()  # whoever decides on an older page is told
        deed.details = {"said_at": said.said_at.isoformat()}
    return said
