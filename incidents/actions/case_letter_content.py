"""What a letter of the case says: its content, by the facts that its kind wants, and how facts keep instants."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ..letters import addressees, courtesy
from ..models import CaseLetter, User
from ..plain import citations, clocks, letter_kinds
from ..plain.clocks import WIB
from ..plain.dates import DAYS, date_in_words, hours_in_words, instant_also_in
from ..plain.not_none import not_none
from . import joint_letters, letter_content, reprimand_grounds


def content(row: CaseLetter, at: datetime, by: User | None = None) -> dict[str, Any]:
    """What the letter says before issue; a joint one the same in every copy."""
    kind, facts, copies = row.kind_row, row.facts, row.fellows or [row]
    found = letter_content.base_content(row, kind.code, at, by, subject=row.subject, imposes=row.imposes) | {
        "opening": ""
    }
    found |= joint_letters.said(copies, clocks.day(at))
    meeting, zones = row.meeting, joint_letters.zones(copies)
    lines = _meeting_lines(meeting, zones) if meeting else []
    lines += [{"label": w.on_letter, "words": facts[w.name]} for w in kind.wanted if w.on_letter and facts[w.name]]
    found |= {"facts": {wanted.name: facts.get(wanted.name, "") for wanted in kind.wanted}, "particulars": lines}
    if row.asks_for_deeds:
        found["demands"] = letter_content.lines(facts[letter_kinds.DEMANDS])
        found["facts"][letter_kinds.DONE_BY] = instant_also_in(not_none(row.done_by), "id", *zones)
    if kind.corrects:
        found["corrections"] = slips(facts)
    if kind.sanction:
        found["facts"] |= reprimand_grounds.said(row)
        found["basis"] = citations.ranked([*reprimand_grounds.basis(row), *_mandate(row, at)])
    elif letter_kinds.BASIS in facts:
        found["basis"] = citations.ranked(letter_content.lines(facts[letter_kinds.BASIS]))
    versions: dict[str, int] = {}
    for place, clauses in addressees.clauses_of_result(kind, [each.agency for each in copies]).items():
        told = addressees.told(clauses, clocks.day(at))
        found["facts"][place] = told.sentence
        versions |= told.versions
    if versions:
        found["clauses"] = versions
    if row.earlier:
        first = not_none(row.earlier.letter)
        cited = {"nomor_asal": str(first), "tanggal_asal": date_in_words(first.date, "id")}
        subject = f"{first.content['subject']} {joint_letters.passed_on(copies)}".strip()
        found["facts"] |= cited | {"hal_asal": subject}
    found |= {"meeting": meeting} if meeting else {}
    return found | (_courtesy(row, found, copies, at) if courtesy.wanted_by(each.agency for each in copies) else {})


# The words before the colon of a line, in English.
LABELS = {"Acara": "Agenda", "Peserta": "Participants", "Alasan": "Reason"}


def _courtesy(row: CaseLetter, found: dict[str, Any], copies: Sequence[CaseLetter], at: datetime) -> dict[str, Any]:
    """What its courtesy copy says in English."""
    own, zones = dict(row.facts.get("english", {})), joint_letters.zones(copies)
    points = courtesy.lines_as(own.pop(letter_kinds.DEMANDS, ""), found.get("demands", ()))
    facts: dict[str, str] = {}
    lines = _meeting_lines(row.meeting, zones, "en") if row.meeting else []
    shown = [wanted for wanted in row.kind_row.wanted if wanted.on_letter and row.facts[wanted.name]]
    lines += [{"label": LABELS[wanted.on_letter], "words": own.pop(wanted.name, "")} for wanted in shown]
    if row.done_by:
        facts[letter_kinds.DONE_BY] = instant_also_in(row.done_by, "en", *zones)
    if row.kind_row.sanction:
        facts[letter_kinds.MEASURE] = courtesy.in_english(found["facts"][letter_kinds.MEASURE])
    if row.earlier:
        first = not_none(row.earlier.letter)
        facts |= {"nomor_asal": str(first), "tanggal_asal": date_in_words(first.date, "en")}
        if not joint_letters.passed_on(copies):
            facts["hal_asal"] = first.content.get("courtesy", {}).get("subject", "")
    given = {"subject": own.pop("subject", ""), "demands": points, "facts": own}
    told = addressees.clauses_of_result(row.kind_row, [each.agency for each in copies])
    clauses = {place: [clause.code for clause in each] for place, each in told.items()}
    return courtesy.of(found, clocks.day(at), facts=facts, clauses=clauses, own=given, particulars=lines)


def slips(facts: dict[str, Any]) -> list[dict[str, str]]:
    """The places that a letter puts right, as the letter lists them."""
    places = [[facts[f"{part}_{n}"] for part in letter_kinds.SLIP] for n in letter_kinds.PLACES]
    return [dict(zip(("where", "reads", "should_read"), place, strict=True)) for place in places if place[0]]


def _mandate(row: CaseLetter, at: datetime) -> list[str]:
    """By what the unit imposes a sanction in another's name, beside the provisions on which that rests."""
    mandate = letter_content.unit_on(row.unit, clocks.day(at)).mandate
    return [mandate] if mandate else []


MEETING = {"id": ("Hari, tanggal", "Waktu", "Tempat", "pukul "), "en": ("Date", "Time", "Place", "")}


def _meeting_lines(meeting: dict[str, Any], zones: Iterable[str], language: str = "id") -> list[dict[str, str]]:
    """Day, hours and place as a letter says them; the hours once more as they are where each agency is."""
    date_label, time_label, place_label, at = MEETING[language]
    start, end = datetime.fromisoformat(meeting["at"]), meeting["until"] and datetime.fromisoformat(meeting["until"])
    day = clocks.local(start)
    hours = f"{at}{hours_in_words(start, end, language=language)}"
    elsewhere = [ZoneInfo(zone) for zone in zones if zone != WIB.key]
    if there := [hours_in_words(start, end, zone, language=language) for zone in elsewhere]:
        hours += f" ({', '.join(there)})"
    return [
        {"label": date_label, "words": f"{DAYS[language][day.weekday()]}, {date_in_words(day, language)}"},
        {"label": time_label, "words": hours},
        {"label": place_label, "words": meeting["place"]},
    ]


def done_by_facts(at: datetime) -> dict[str, str]:
    """Until when something is to be done, as `facts` keep it."""
    return {"at": _utc(at)}


def meeting_facts(at: datetime, until: datetime | None, place: str) -> dict[str, Any]:
    """A meeting as `facts` and a letter's content keep it."""
    return {"at": _utc(at), "until": until and _utc(until), "place": place}


def _utc(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat()
