"""What is asked of an entry when it is typed in is asked again of it as a correction leaves it, before it is saved: nobody brings in by a
correction what they could not have entered."""

from collections.abc import Collection

from ..models import (
    Activity,
    ActorContact,
    ActorPart,
    Assertion,
    Commitment,
    Development,
    Evidence,
    PastLetter,
    PastReply,
    Sanction,
    User,
    custody,
)
from ..models.corrections import Entry
from ..plain.not_none import not_none
from . import activities, actor_contacts, actor_parts, assertions, developments, evidence, past_letters, sanctions


def check(row: Entry, by: User, changed: Collection[str], asked_before: str | None) -> None:
    """Under the lock of its case. `changed`: the facts that the correction puts otherwise; `asked_before`: what a letter of the past asked
    until now. Raises what the deed raises that brings in a row of this kind."""
    if isinstance(row, Assertion):
        assertions.check_succession(row)
    if isinstance(row, Evidence):
        evidence.check_annex(row)
        evidence.check_days(row, custody.chain_of(row))
    if isinstance(row, ActorPart):
        actor_parts.check(row)
    if isinstance(row, (ActorContact, Activity)):
        actor_contacts.check(row)
    if isinstance(row, Activity):
        activities.check_parts(row)
        activities.check_record(row)
    if isinstance(row, Commitment) and row.past_letter:
        past_letters.check_point(row, row.past_letter)
    if isinstance(row, PastLetter):
        past_letters.check_letter(row, asked_before=asked_before)
    if isinstance(row, PastReply):
        past_letters.check_reply(row)
    if isinstance(row, Sanction):
        _check_sanction(row, by, changed)
    if isinstance(row, Development):
        if {"kind", "befell"} & set(changed):
            developments.check_whose(row.incident, by, row.kind, not_none(row.befell))
        developments.check(row)


def _check_sanction(row: Sanction, by: User, changed: Collection[str]) -> None:
    if {"regime", "decided"} & set(changed):
        sanctions.check_in_force(row.incident, row.regime, not_none(row.decided))
    if "decided" in changed:
        sanctions.check_whose(row.incident, by, not_none(row.decided))
    developments.check_all(row)
