"""Where the buttons of a thing lead: what follows the name of a page in its address."""

from collections.abc import Callable
from typing import Any

from ..workflow import Thing

# What follows the name of a page in its address, by thing; a case has its reference, any other row its number.
ADDRESSES: dict[Thing, Callable[[Any], list[Any]]] = {
    Thing.CASES: lambda _none: [],
    Thing.CASE: lambda case: [case.reference],
    Thing.TOPIC: lambda topic: [topic.incident.reference, topic.code],
    Thing.QUESTION: lambda question: [question.request_id, question.number],
    Thing.AGENCIES: lambda _none: [],
    Thing.ACTORS: lambda _none: [],
    Thing.PEOPLE: lambda _none: [],
    Thing.COMPLAINTS: lambda _none: [],
    Thing.SHEET: lambda sheet: [sheet.complaint_id],
    Thing.RULES: lambda _none: [],
    Thing.CALENDAR: lambda calendar: [calendar.year],
    Thing.REMINDERS: lambda _none: [],
    Thing.SIGNING: lambda _none: [],
    Thing.WORDING: lambda kind: [kind.code],
    Thing.PARLIAMENT: lambda _period: [],
    Thing.ANOMALY: lambda kind: [kind.code],
    Thing.FOUND: lambda found: [found.code, found.key],
    Thing.RECOGNISED: lambda named: [named.incident.reference, named.actor.pk],
    Thing.UNITS: lambda _none: [],
}
# How the addresses of what withdraws a mistaken row call its kind.
KEPT: dict[Thing, str] = {
    Thing.RULE: "tenggat",
    Thing.RUNG: "tangga",
    Thing.QUESTIONS: "pertanyaan",
    Thing.CATEGORY: "jenis-data",
    Thing.REGIME: "sanksi",
    Thing.RETENTION: "retensi",
    Thing.UNIT: "kop",
    Thing.WORDING_VERSION: "susunan-surat",
    Thing.CALENDAR: "hari-libur",
}


# Of these the ones that end without another: the rest holds until the next one begins.
ENDING = tuple(thing for thing in KEPT if thing not in (Thing.WORDING_VERSION, Thing.CALENDAR))


def _as_kept(kind: str) -> Callable[[Any], tuple[list[Any], str]]:
    return lambda row: ([kind, row.pk], "")


# The same where the page is another thing's: its address, and what is filled in there from the start.
ADDRESSES_OF_OTHERS: dict[tuple[str, Thing], Callable[[Any], tuple[list[Any], str]]] = {
    ("incidents:merge", Thing.LIKENESS): lambda row: ([row.incident.reference], f"into={row.stands.reference}"),
    ("incidents:claim", Thing.TOPIC): lambda topic: ([topic.incident.reference], f"topic={topic.code}"),
    ("incidents:enter_complaint", Thing.CASE): lambda case: ([], f"case={case.reference}"),
    ("incidents:register_contact", Thing.AGENCY): lambda agency: ([], f"agency={agency.pk}"),
    ("incidents:enact_rung", Thing.RUNG): lambda rung: ([], f"follows={rung.pk}"),
    ("incidents:enact_questions", Thing.QUESTIONS): lambda row: ([], f"follows={row.pk}"),
    ("incidents:enact_category", Thing.CATEGORY): lambda row: ([], f"follows={row.pk}"),
    ("incidents:enact_retention", Thing.RETENTION): lambda row: ([], f"follows={row.pk}"),
    ("incidents:enact_regime", Thing.REGIME): lambda row: ([], f"follows={row.pk}"),
    ("notifications:register_unit", Thing.UNIT): lambda unit: ([], f"follows={unit.pk}"),
    **{("incidents:withdraw_rule", thing): _as_kept(kind) for thing, kind in KEPT.items()},
    **{("incidents:end_rule", thing): _as_kept(KEPT[thing]) for thing in ENDING},
    ("notifications:issue_sheet", Thing.PARLIAMENT): lambda period: ([], period.in_address),
    ("incidents:send_outside", Thing.REQUEST): lambda request: ([request.letter.pk], ""),
    ("incidents:send_outside", Thing.CASE_LETTER): lambda row: ([row.letter.pk], ""),
    ("notifications:signature", Thing.REQUEST): lambda request: ([request.letter.pk], ""),
    ("notifications:signature", Thing.CASE_LETTER): lambda row: ([row.letter.pk], ""),
    ("notifications:signature", Thing.COMPLAINT_ANSWER): lambda answer: ([answer.letter.pk], ""),
}


# How the addresses of what corrects or strikes an entry call its kind.
ENTRIES: dict[Thing, str] = {
    Thing.FINDING: "temuan",
    Thing.SANCTION: "sanksi",
    Thing.DEVELOPMENT: "perkembangan",
    Thing.ACTIVITY: "kegiatan",
    Thing.PARTICIPATION: "keikutsertaan",
    Thing.COMMITMENT: "komitmen",
    Thing.EVIDENCE: "bukti",
    Thing.ASSERTION: "pernyataan",
    Thing.ASSESSMENT: "penilaian-pernyataan",
    Thing.FIGURE: "angka",
    Thing.INVOLVEMENT: "keterlibatan",
    Thing.PAST_LETTER: "surat-arsip",
    Thing.PAST_REPLY: "balasan-arsip",
    Thing.FOLLOW_UP: "tindak-lanjut",
    Thing.SENDING: "pengiriman",
    Thing.REPLY: "balasan",
    Thing.QUESTION_BACK: "pertanyaan",
    Thing.OUTSIDE_WORD: "kabar",
    Thing.TRANSLATION: "terjemahan",
    Thing.RATING: "penilaian",
    Thing.ACTOR_PART: "peran-pelaku",
    Thing.ACTOR_CONTACT: "kontak-pelaku",
    Thing.ACTOR_DISMISSAL: "bukan-pelaku",
    Thing.AFFECTED: "terdampak",
}
