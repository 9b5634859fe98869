"""A page of one deed: a form, a verb, and back to where the outcome shows.

`CaseDeed` inside a case, `ClarificationDeed` on a request, `AgencyDeed` where the agency that was asked does it,
`RegisterDeed` on what an administrator keeps; `TakesScan` before one of them where a paper comes with its scan. Most need no class of their own:

    commit = CaseDeed.page(Action.COMMIT, work.commit, CommitForm, back="incidents:work")
"""

from .in_case import AfterTheEnd, CaseDeed
from .on_request import AgencyDeed, ClarificationDeed, LetterDeed, OfWhatWentOut, UndoneDecision
from .page import DeedPage, Head, RegisterDeed
from .with_scan import TakesScan

__all__ = [
    "AgencyDeed",
    "AfterTheEnd",
    "CaseDeed",
    "ClarificationDeed",
    "DeedPage",
    "Head",
    "LetterDeed",
    "OfWhatWentOut",
    "RegisterDeed",
    "TakesScan",
    "UndoneDecision",
]
