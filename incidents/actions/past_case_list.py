"""A list of past cases taken in: each row a case, with the body it concerns, a letter, what came back, and how it ended."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from ..models import Incident, User
from ..models.arrival import Sending
from ..plain import cited
from ..record import sent_forms
from ..translatable import _
from . import cases, past_cases
from .agency_list import Registry
from .lists import Fate, Plan, Planned, Row

CASE = ("title", "began", "happened", "summary", "source", "source_note", "failure", "harmed", "attack", "tlp")
PART = {"role": "role", "known": "known"}
LETTER = {
    "letter_kind": "kind",
    "letter_number": "number",
    "letter_dated": "dated",
    "letter_office": "office",
    "letter_channel": "channel",
    "due": "due",
}
REPLY = {
    "reply_kind": "kind",
    "reply_number": "number",
    "reply_received": "received",
    "reply_channel": "channel",
    "reply_text": "text",
    "reply_language": "language",
    "reply_translation": "translation",
}
END = ("outcome", "ended")  # and on what it rests, which stands in the history alone
LABELS = {
    "file_number": _("Number of the old file"),
    "title": _("Title"),
    "began": _("Taken up by the ministry"),
    "happened": _("Happened"),
    "summary": _("What is known"),
    "source": _("Source"),
    "source_note": _("Where it was seen"),
    "failure": _("Kind of failure"),
    "harmed": _("What was harmed"),
    "attack": _("Kind of attack"),
    "tlp": _("TLP"),
    "agency": _("Agency that the case concerns"),
    "role": _("Role in the case"),
    "known": _("Known to it"),
    "letter_kind": _("Kind of letter"),
    "letter_number": _("Letter number"),
    "letter_dated": _("Date of the letter"),
    "letter_office": _("Office addressed"),
    "letter_channel": _("Channel of the letter"),
    "due": _("Due"),
    "reply_kind": _("Kind of reply"),
    "reply_number": _("Number of the reply"),
    "reply_received": _("Received"),
    "reply_channel": _("Channel of the reply"),
    "reply_text": _("What it says"),
    "reply_language": _("Language of the answer"),
    "reply_translation": _("Translation of the ministry"),
    "outcome": _("Outcome"),
    "ended": _("Closed"),
    "grounds": _("Grounds of the outcome"),
}


@dataclass
class OnFile:
    """What a list is compared with: the bodies, the files that are entered, and the lines before. `readable` are the cases
    that whoever brings the list may know of: of any other it is said that its file is on record, and nothing of it."""

    registry: Registry
    taken: frozenset[str]
    readable: Mapping[str, Incident]
    lines: dict[str, int] = field(default_factory=dict)


def plan(rows: Iterable[Row], *, by: User) -> Plan:
    """What would become of each of `rows` as the record stands, told to `by`. Nothing is written."""
    filed = Incident.objects.exclude(file_number="")
    told = filed.visible_to(by).prefetch_related("involvements__agency", "past_letters", "past_replies")
    on_file = OnFile(
        Registry(),
        frozenset(map(cited.key, filed.values_list("file_number", flat=True))),
        {cited.key(case.file_number): case for case in told},
    )
    return Plan([_planned(row, on_file) for row in rows])


def _planned(row: Row, on_file: OnFile) -> Planned:
    if row.faults:
        return Planned(row, Fate.REFUSED, " ".join(row.faults))
    facts = dict(row.facts)
    number = cited.key(facts["file_number"])
    if (line := on_file.lines.setdefault(number, row.line)) != row.line:
        return Planned(row, Fate.REFUSED, gettext("The same file as line %(line)d.") % {"line": line})
    case = on_file.readable.get(number)
    if number in on_file.taken and case is None:
        return Planned(row, Fate.REFUSED, gettext(past_cases.FileTaken.message))
    if name := facts.get("agency"):
        body = on_file.registry.called(name)
        if body is None:
            words = gettext(
                "No agency is called “%(name)s”, or several are. Add it to the agencies first, or write its code."
            )
            return Planned(row, Fate.REFUSED, words % {"name": name})
        facts["agency"] = body.code
    if case:
        if otherwise := _otherwise(case, facts):
            words = gettext(
                "On file as %(case)s, and otherwise there: %(what)s. A list changes no case: correct it on its page."
            )
            told = {"case": case, "what": ", ".join(gettext(LABELS[fact]) for fact in otherwise)}
            return Planned(row, Fate.REFUSED, words % told, case)
        return Planned(row, Fate.SAME, str(case), case)
    return Planned(row, Fate.NEW, changes=facts)


def _otherwise(case: Incident, facts: Mapping[str, Any]) -> list[str]:
    """The columns in which a row says something else than its case; what it leaves empty says nothing."""
    parts = [{"agency": part.agency.code, "role": part.role, "known": part.known} for part in case.involvements.all()]
    letters = [{column: getattr(letter, fact) for column, fact in LETTER.items()} for letter in case.past_letters.all()]
    replies = [{column: getattr(reply, fact) for column, fact in REPLY.items()} for reply in case.past_replies.all()]
    stands = {fact: getattr(case, fact) for fact in (*CASE, *END)}
    found = [fact for fact, value in stands.items() if fact in facts and facts[fact] != value]
    for columns, rows in ((("agency", *PART), parts), (tuple(LETTER), letters), (tuple(REPLY), replies)):
        said = {column: facts[column] for column in columns if column in facts}
        if said and not any(said.items() <= each.items() for each in rows):
            found += list(said)
    return found


def take_in(rows: Iterable[Row], *, by: User, approved: str) -> Plan | None:
    """Enter every case that is not refused, by one act, all or nothing. `approved` is the digest of the plan that was looked
    at. Nothing is done, and None comes back, when it is another now."""
    with transaction.atomic():
        found = plan(rows, by=by)
        if found.digest != approved or not found.taken:
            return None
        registry, act_id = Registry(), sent_forms.new_act()
        for each in found.rows:
            if each.fate == Fate.NEW:
                _enter(each.changes, registry, by, act_id)
    return found


def _enter(facts: dict[str, Any], registry: Registry, by: User, act_id: uuid.UUID) -> None:
    """A case and all that its row says of it, each by the deed that fits it."""
    own = {fact: facts[fact] for fact in CASE if fact in facts}
    case = past_cases.enter_case(by=by, act_id=act_id, file_number=facts["file_number"], **own)
    body = registry.by_code.get(facts.get("agency", ""))
    if body:
        part = {fact: facts[column] for column, fact in PART.items() if column in facts}
        cases.involve(case, by=by, act_id=act_id, agency=body, since=case.began, **part)
    if body and "letter_dated" in facts:
        said = {fact: facts[column] for column, fact in LETTER.items() if column in facts}
        letter = past_cases.enter_letter(case, by=by, act_id=act_id, agency=body, **_sent(said))
        if "reply_received" in facts:
            came = {fact: facts[column] for column, fact in REPLY.items() if column in facts}
            past_cases.enter_reply(letter, by=by, act_id=act_id, **_sent(came))
    if "outcome" in facts:
        ended = {"outcome": facts["outcome"], "ended": facts["ended"], "reason": facts["grounds"]}
        past_cases.enter_outcome(case, by=by, seen=None, act_id=act_id, **ended)


def _sent(facts: dict[str, Any]) -> dict[str, Any]:
    """The way of a letter that its row does not tell is not known."""
    return {"channel": Sending.Channel.OTHER} | facts
