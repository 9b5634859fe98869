"""The deed that revokes a letter of the case without a letter: its body exists no more, and nobody follows it."""

from django.db import transaction

from ..errors import NOT_NOW, DomainError
from ..models import CaseLetter, User
from ..plain import letter_kinds
from ..plain.clocks import Instant
from ..record import deeds, sent_forms
from ..translatable import _
from ..workflow import Action, CaseLetterStatus
from . import case_letter_conditions, follow_ups, joint_letters
from .agencies import stands_for


class SomebodyHears(DomainError):
    """A body that got it, or one that went out by the same act, is there: a letter takes all of them back."""

    status = NOT_NOW
    message = _(
        "%(body)s got it, or a letter of the same act, and is there to be told: draft the letter that takes it back. The others end with it."
    )


def of_its_act(row: CaseLetter) -> list[CaseLetter]:
    """All that went out in one act with `row` and is in force, in the order in which it was drafted."""
    rows = CaseLetter.objects.in_force().filter(act_id=row.act_id).select_related("agency").prefetch_related("takers")
    return list(rows.prefetch_related("agency__names").order_by("pk"))


def may_be_revoked(row: CaseLetter, at: Instant) -> bool:
    """Whether it is in force, of a kind that a letter takes back, and nobody is left to whom that letter could go."""
    if row.kind not in letter_kinds.TAKEN_BACK_BY or row.status != CaseLetterStatus.ISSUED or row.ended_at:
        return False
    return not case_letter_conditions.calls_too_late(row, at) and not any(
        stands_for(each.agency) for each in of_its_act(row)
    )


def revoke_unheard(
    letter: CaseLetter, *, by: User, seen: int | None, reason: str, at: Instant | None = None
) -> CaseLetter:
    """Revoke what went out in one act with `letter`, all of it to bodies that exist no more and nobody follows: what is
    outstanding of it is owed no longer, and no letter says so to anybody. Raises SomebodyHears; TakenBackAlready or
    NothingToCancel where there is nothing left to revoke."""
    act_id = sent_forms.new_act()
    with transaction.atomic():
        case_letter = CaseLetter.objects.get(pk=letter.pk)
        rows = [letter, *(each for each in of_its_act(case_letter) if each.pk != letter.pk)]
        for n, row in enumerate(rows):
            version = None if n else seen
            with deeds.record(
                Action.REVOKE_UNHEARD, on=row, by=by, seen=version, reason=reason, at=at, act_id=act_id
            ) as deed:
                _check(deed)
                deed.on.revoked_at = deed.at
                deed.on.save()
                follow_ups.release_all(deed.on, deed.at)
                deed.details = joint_letters.told(rows, n, deed.at) | {"letter": str(deed.on.letter)}
            at = deed.after()
            rows[n] = deed.on
    return rows[0]


def _check(deed: deeds.Deed[CaseLetter]) -> None:
    row = deed.on
    if row.ended_at:
        raise case_letter_conditions.TakenBackAlready(row)
    if row.kind not in letter_kinds.TAKEN_BACK_BY or case_letter_conditions.calls_too_late(row, deed.at):
        raise case_letter_conditions.NothingToCancel(row)
    for each in of_its_act(row):
        if there := stands_for(each.agency):
            raise SomebodyHears(row, body=there.short_name)
