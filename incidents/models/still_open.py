"""What is still open in a case: what stands against merging and closing it, and which cases nothing stands against."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from ..plain.assertion_weighing import COUNTED
from ..workflow import (
    LETTERS_NOT_OUT,
    UNANSWERED,
    AssertionStatus,
    CommitmentStatus,
    IncidentStatus,
    RequestStatus,
)
from .assertions import Assertion
from .case_letters import CaseLetter
from .cases import IncidentQuerySet
from .clarifications import ClarificationRequest
from .letters import Letter
from .work import Commitment

# A letter that nobody answers, or not sufficiently, is closed as that (actions/stopped_waiting.py): nothing untrue ends it.
UNFINISHED = UNANSWERED | {RequestStatus.ANSWERED}


def unfinished() -> dict[str, QuerySet[Any]]:
    """The rows of any case that somebody still works on, or still owes: they do not outlive their case, by kind."""
    return {
        "requests": ClarificationRequest.objects.filter(status__in=UNFINISHED),
        "letters": CaseLetter.objects.filter(status__in=LETTERS_NOT_OUT),
        # What was decided about a letter goes out with a signature: more time, a withdrawal, that the answers suffice.
        "unsigned": Letter.objects.unsigned().filter(about__isnull=False),
        "commitments": Commitment.objects.filter(status=CommitmentStatus.OPEN),
    }


def against_closing() -> dict[str, QuerySet[Any]]:
    """The rows of any case that stand against closing it, by kind."""
    return {
        **unfinished(),
        # What a letter asks for, one on paper too, and what was promised up to a day, is followed up after the case is closed as well;
        # of a promise without a day nobody would hear any more.
        "commitments": Commitment.objects.filter(
            status=CommitmentStatus.OPEN, case_letter__isnull=True, past_letter__isnull=True, due_at__isnull=True
        ),
        # Somebody's word on a figure, or a denial: the outcome cannot leave it open whether it holds.
        "assertions": Assertion.objects.filter(
            ~Exists(Assertion.objects.filter(corrects=OuterRef("pk")).exclude(status=AssertionStatus.WITHDRAWN)),
            status=AssertionStatus.CLAIMED,
            topic__in=[*COUNTED, "denial", "similarity", "origin", "course"],
        ),
    }


def followed_up() -> Q:
    """Which cases are closed while what a letter asked for, or somebody promised, is still owed: somebody goes on with them. In a past
    case nobody waits for anything."""
    owed = Commitment.objects.filter(status=CommitmentStatus.OPEN, incident=OuterRef("pk"))
    return Q(Exists(owed), status=IncidentStatus.CLOSED, past=False)


def closable(cases: IncidentQuerySet) -> IncidentQuerySet:
    """Of `cases` the open ones in which somebody was asked and nothing stands against closing any more."""
    asked = ClarificationRequest.objects.filter(incident=OuterRef("pk"))
    still = [~Exists(rows.filter(incident=OuterRef("pk"))) for rows in against_closing().values()]
    return cases.filter(Exists(asked), *still, status=IncidentStatus.OPEN, past=False)
