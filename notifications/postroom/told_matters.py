"""To what a mail belongs that tells of an act: what the act was done to, or the letter or complaint for which that stands."""

from typing import Any

from incidents.models import (
    CaseEvent,
    CaseLetter,
    ClarificationRequest,
    Commitment,
    Complaint,
    ComplaintAnswer,
    Removal,
)
from incidents.record.batch import Matter
from incidents.workflow import Subject

from ..models import IncomingMail

TOLD_OF: dict[str, type[Matter] | type[ComplaintAnswer] | type[IncomingMail]] = {
    Subject.REQUEST: ClarificationRequest,
    Subject.CASE_LETTER: CaseLetter,
    Subject.COMMITMENT: Commitment,
    Subject.COMPLAINT: Complaint,
    Subject.COMPLAINT_ANSWER: ComplaintAnswer,
    Subject.REMOVAL: Removal,
    Subject.INCOMING_MAIL: IncomingMail,
}


def of(event: CaseEvent) -> Matter | None:
    """None for an act of which nobody is told."""
    if event.subject_type not in TOLD_OF:
        return None
    thing: Any = TOLD_OF[event.subject_type]._default_manager.get(pk=event.subject_id)
    if isinstance(thing, ComplaintAnswer):  # it is told as a matter of the complaint
        return thing.complaint
    if isinstance(thing, Commitment):  # a matter of the letter that asks for it; of a promise nobody is told
        return thing.case_letter
    found: Matter | None = thing.matter or thing.complaint if isinstance(thing, IncomingMail) else thing
    return found
