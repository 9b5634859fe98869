"""Letters of the case go out: issued in one deed each, or approved first and issued with a person's signature."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from ..models import CaseLetter, Letter, StoredFile, User
from ..plain.not_none import not_none
from ..record import deeds, sent_forms
from ..workflow import Action, CaseLetterStatus
from . import (
    case_letter_conditions,
    case_letter_content,
    drills,
    follow_ups,
    joint_letters,
    letter_content,
    letter_decisions,
    letter_issuing,
    letter_writing,
    overtaken,
)
from .agencies import check_exists
from .case_letters import step

Shown = Mapping[CaseLetter, tuple[int | None, str]]
"""What a person saw of several letters: of each its version, None where the page bore no version of it, and the digest of its content."""


def issue(shown: Shown, *, by: User, mail_to: Collection[str] = (), at: datetime | None = None) -> None:
    """Approve letters of one act as they were shown: each gets its number and is issued, or where a person signs waits
    for its signature; what waits for it already is drawn anew, and its number of before is void. All of them, or none. A joint letter gets
    one number, each addressee its copy. Raises Conflict: one was
    changed, or says what does not hold any more (case_letter_conditions), or not all copies were shown; SigningNotChosen.
    `mail_to`: see drills.confirm()."""
    instant = at or timezone.now()
    signed_by_hand = any(letter_content.signing_of(row, instant) in Letter.BY_HAND for row in shown)
    action = Action.APPROVE_LETTER if signed_by_hand else Action.ISSUE_LETTER
    act_id = sent_forms.new_act()
    done: list[CaseLetter] = []
    first: Letter | None = None  # of a joint letter, to whose number its copies go
    text: dict[str, Any] | None = None
    with transaction.atomic():
        for n, (row, (seen, digest)) in enumerate(shown.items()):
            with deeds.record(action, on=row, by=by, seen=seen, at=step(at, n), act_id=act_id) as deed:
                check_exists(deed.on.agency, deed.at)
                text = found = text or case_letter_content.content(deed.on, deed.at, by)
                if letter_content.digest(found) != digest:
                    raise overtaken.LetterChanged(deed.on)
                before = deed.on.letter
                if (before and not signed_by_hand) or (found["signing"] in Letter.BY_HAND) != signed_by_hand:
                    raise overtaken.ApprovedOtherwise(deed.on)
                case_letter_conditions.check(deed.on, deed.at)
                if not signed_by_hand:
                    deed.on.issued_at = deed.at
                deed.on.status = CaseLetterStatus.AWAITING_SIGNATURE if signed_by_hand else CaseLetterStatus.ISSUED
                confirmed = drills.confirm(deed.on, mail_to, deed.at)
                deed.on.save()
                earlier = deed.on.earlier.letter if deed.on.earlier else None
                if first:
                    letter = letter_writing.copy(deed, deed.on, first, instead_of=before, about=earlier)
                else:
                    letter = letter_writing.write(deed, deed.on, found, instead_of=before, about=earlier)
                first, text = (first or letter, text) if deed.on.joint else (None, None)
                if not signed_by_hand:
                    follow_ups.end_what_was_asked(deed)
                deed.details = joint_letters.told(list(shown), n, deed.at) | {"letter": str(letter)} | confirmed
                deed.details |= letter_issuing.drawn_instead(before)
            done.append(deed.on)
        if any(row.joint and set(row.fellows) != set(done) for row in done[:1]):
            raise overtaken.AddresseesChanged(done[0])
        if not signed_by_hand:
            after = deed.after()
            for row in done:
                after = follow_ups.ask(row, by=by, act_id=act_id, at=after)


def issue_signed(
    row: CaseLetter,
    *,
    by: User,
    seen: int,
    file: dict[str, Any],
    details: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> CaseLetter:
    """The signed bytes are here: with them the letter is issued, a joint one to every addressee. `file` is a StoredFile's
    fields, checked against what was given out for signature. Raises Conflict when it waits for none, or says what does not hold any more."""
    act_id = sent_forms.new_act()
    with transaction.atomic():
        rows = [row, *(each for each in row.fellows if each.pk != row.pk)]
        issued = [_issue_signed(rows, 0, by, seen, file, details, at, act_id)]
        kept = not_none(not_none(issued[0].on.letter).file)
        for n in range(1, len(rows)):
            issued.append(_issue_signed(rows, n, by, None, kept, details, step(at, n), act_id))
        after = issued[-1].after()
        for deed in issued:
            after = follow_ups.ask(deed.on, by=by, act_id=act_id, at=after)
    return issued[0].on


def _issue_signed(
    rows: Sequence[CaseLetter],
    n: int,
    by: User,
    seen: int | None,
    file: dict[str, Any] | StoredFile,
    details: dict[str, Any] | None,
    at: datetime | None,
    act_id: uuid.UUID,
) -> deeds.Deed[CaseLetter]:
    with deeds.record(Action.ISSUE_LETTER, on=rows[n], by=by, seen=seen, at=at, act_id=act_id) as deed:
        letter = deed.on.letter
        waits = deed.on.status == CaseLetterStatus.AWAITING_SIGNATURE
        if not waits or letter is None or not letter.unsigned_id:
            raise overtaken.SignedAlready(deed.on)
        check_exists(deed.on.agency, deed.at)
        case_letter_conditions.check(deed.on, deed.at)
        deed.on.status, deed.on.issued_at = CaseLetterStatus.ISSUED, deed.at
        deed.on.save()
        deed.details = joint_letters.told(rows, n, deed.at)
        follow_ups.end_what_was_asked(deed)
        letter_decisions.take_signed(deed, letter, file, details)
    return deed
