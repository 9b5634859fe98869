"""The reprimands of a case that were issued as letters: each is a sanction by itself, whether or not somebody recorded it as one."""

from collections.abc import Iterable

from ..plain import letter_kinds, measures
from ..plain.not_none import not_none
from . import past_letters
from .agencies import Agency
from .case_letters import CaseLetter
from .cases import Incident
from .past_letters import PastLetter
from .sanctions import Sanction

Letter = CaseLetter | PastLetter


def by_letter_alone(incident: Incident) -> list[Letter]:
    """Those in force that stand among the sanctions of `incident` by their letter alone. One that was recorded under Law as well stands
    there, with what befell it."""
    recorded = Sanction.objects.filter(incident=incident, regime__isnull=False).select_related("regime")
    kept = [
        row
        for row in recorded
        if row.measure in not_none(row.regime).reprimands and measures.may_be_a_letter(row.measure)
    ]
    letters = [(letter, _bodies(letter.agency_id)) for letter in _in_force(incident)]
    return measures.by_letter_alone(letters, [_bodies(each.agency_id) for each in kept])


def _in_force(incident: Incident) -> Iterable[Letter]:
    rows = CaseLetter.objects.in_force().filter(incident=incident, kind=letter_kinds.REPRIMAND.code)
    yield from rows.select_related("agency").prefetch_related("letters")
    yield from past_letters.in_force(incident, letter_kinds.REPRIMAND).select_related("agency")


def _bodies(agency: int) -> set[int]:
    """Its own key, and those of the bodies whose place it took."""
    return set(Agency.objects.stood_for_by([agency]).values_list("pk", flat=True))
