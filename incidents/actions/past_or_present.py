"""Which kind of case a move is for: one that was entered from the record, or one that is worked on."""

from ..errors import NOT_NOW, DomainError
from ..models import Incident
from ..translatable import _
from ..workflow import Action


class OnlyFromTheRecord(DomainError):
    """How a case ended is decided, unless it ended before."""

    status = NOT_NOW
    message = _("Only a case that was entered from the record takes its outcome from there.")


class NothingGoesOut(DomainError):
    status = NOT_NOW
    message = _(
        "This case was entered from the record: its letters, replies and outcome are entered as they were, and nothing is "
        "drafted, issued or decided in it now. Open a case of its own for what is to go out."
    )


class NotOneCase(DomainError):
    status = NOT_NOW
    message = _(
        "A case that was entered from the record and one that was not are not merged: relate them. Each keeps its letters."
    )


# What nobody does in a case that was entered from the record, and what is done in no other one.
GOES_OUT = frozenset({Action.DRAFT, Action.DRAFT_LETTER, Action.CLOSE})
IN_PAST_CASES_ALONE = frozenset({Action.ENTER_OUTCOME})


def check_move(action: Action, incident: Incident) -> None:
    """Whether this is the kind of case for it, asked before anybody fills in a page. Raises NothingGoesOut,
    OnlyFromTheRecord."""
    if action in GOES_OUT:
        check_present(incident)
    if action in IN_PAST_CASES_ALONE:
        check_past(incident)


def check_present(incident: Incident) -> None:
    """Raises NothingGoesOut for a past case."""
    if incident.past:
        raise NothingGoesOut(incident)


def check_past(incident: Incident) -> None:
    """Raises OnlyFromTheRecord for any other."""
    if not incident.past:
        raise OnlyFromTheRecord(incident)
