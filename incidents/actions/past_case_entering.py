"""A list of past cases is entered, and the scans that those on record lacked: all that is not refused by one act, or nothing."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from ..models import PastLetter, User
from ..models.arrival import Sending
from ..record import sent_forms
from . import cases, past_case_missing_scans, past_case_scans, past_cases
from .agency_list import Registry
from .lists import Fate, Plan, Planned, Row
from .past_case_columns import AFTER, ANSWERS, CASE, LETTER, PART, REPLY, SCANS
from .past_case_list import files_of, plan
from .past_case_scans import Pieces, Scans


def take_in(rows: Iterable[Row], *, by: User, approved: str, scans: Scans | None = None) -> Plan | None:
    """Enter every case that is not refused, by one act, all or nothing, with the `scans` that its rows name. `approved` is the digest of
    the plan that was looked at. Nothing is done, and None comes back, when it is another now."""
    act_id = sent_forms.new_act()
    with past_case_scans.taken_in(scans, by, act_id) as pieces, transaction.atomic():
        found = plan(rows, by=by)
        if found.digest != approved or not found.taken:
            return None
        registry = Registry()
        for each in files_of(found):
            _enter(each, registry, by, act_id, pieces)
        for row in found.rows:
            if row.fate == Fate.CHANGED:
                past_case_missing_scans.lay(row, pieces)
    return found


def _enter(rows: list[Planned], registry: Registry, by: User, act_id: uuid.UUID, pieces: Pieces) -> None:
    """A case and all that its rows say of it, each by the deed that fits it; how it ended last."""
    facts = rows[0].changes
    own = {fact: facts[fact] for fact in CASE if fact in facts}
    case = past_cases.enter_case(by=by, act_id=act_id, file_number=facts["file_number"], **own)
    letters: dict[int, PastLetter] = {}  # by the line that tells of it
    for each in rows:
        said = each.changes
        body = registry.by_code.get(said.get("agency", ""))
        if body and "role" in said:
            part = {fact: said[column] for column, fact in PART.items() if column in said}
            cases.involve(case, by=by, act_id=act_id, agency=body, since=case.began, **part)
        if body and "letter_dated" in said and ANSWERS not in said:
            sent = _of(said, LETTER) | {"evidence": pieces.of(case, "letter_scan", said)}
            letters[each.row.line] = past_cases.enter_letter(
                case, by=by, act_id=act_id, agency=body, follows=letters.get(said.get(AFTER, 0)), **sent
            )
        if "reply_received" in said:
            letter = letters[said.get(ANSWERS, each.row.line)]
            came = _of(said, REPLY) | {"evidence": pieces.of(case, "reply_scan", said)}
            past_cases.enter_reply(letter, by=by, act_id=act_id, **came)
    if "outcome" in facts:
        ended = {"outcome": facts["outcome"], "ended": facts.get("ended"), "reason": facts["grounds"]}
        past_cases.enter_outcome(case, by=by, seen=None, act_id=act_id, **ended)


def _of(said: dict[str, Any], columns: dict[str, str]) -> dict[str, Any]:
    """What a row says of a letter or a reply; the way of one that it does not tell is not known."""
    found = {fact: said[column] for column, fact in columns.items() if column in said and column not in SCANS}
    return {"channel": Sending.Channel.OTHER} | found
