"""An invented letter of each kind, to see a wording by: for an administrator, who may know of no case."""

from typing import Any

from django.utils import timezone

from incidents.actions import letter_content
from incidents.letters import addressees, wordings
from incidents.plain import citations, clocks, letter_kinds, numbers
from incidents.plain.letter_kinds import (
    DUTIES_STAY,
    NEXT_STEPS,
    OBJECTION_OF_CITIZENS,
    TO_CONTROLLER,
    Clause,
    LetterKind,
)

DUE = "Jumat, 1 Desember 2023 pukul 10.00 WIB"


def content(kind: LetterKind) -> dict[str, Any]:
    """The draft content of an invented letter of `kind`, without its wording."""
    found = {
        "template": "letter/1",
        "kind": kind.code,
        "letterhead": {
            "ministry": "Kementerian Contoh",
            "unit": "Direktorat Contoh",
            "address": "Jalan Contoh Nomor 1",
        },
        "place": "Jakarta",
        "signatory_office": "Direktur Jenderal Contoh",
        "signatory_mode": "",
        "signatory_own": "",
        "signatory_through": "",
        "signatory_name": "",
        "security": "B",
        "urgency": "segera",
        "subject": "Permintaan Klarifikasi",
        "addressee": {"office": "Kepala Instansi Contoh", "agency": "Instansi Contoh", "place": "Jakarta"},
        "salutation": kind.salutation,
        "copies": [],
        "reference": "INS-2026-0000/K1",
        "portal": "https://tanggap.contoh",
        "signing": "unsigned",
        "sample": True,
        "opening": "",
    }
    today = clocks.day(timezone.now())
    own, objection = DUTIES_STAY if kind.alone else TO_CONTROLLER, OBJECTION_OF_CITIZENS
    clauses = (own, objection, *(clause for clause in NEXT_STEPS.values() if clause.shown_in == kind.code))
    said = {letter_kinds.FOLLOWS: ""} | {clause.place: addressees.told([clause], today).sentence for clause in clauses}
    if not kind.asks:
        return {**found, **kind.sample, "facts": {**_facts(), **said, **kind.sample.get("facts", {})}}
    asked = [{"number": 1, "heading": "Waktu", "text": "Kapan kegagalan diketahui?", "kind": "instant"}]
    return {
        **found,
        **{
            "opening": "Sehubungan dengan informasi yang beredar, petugas menulis alinea ini sendiri.",
            "basis": ["Dasar hukum pertama", "Dasar hukum kedua"],
            "facts": said,
            "questions": asked,
            "meeting": None,
            "period": numbers.period(72),
            "hours": 72,
            "start": "diterbitkan",
        },
        **kind.sample,
    }


def with_clause(clause: Clause, words: dict[str, str]) -> dict[str, Any]:
    """The draft content of an invented letter that says this clause, in these words (`body`, `basis`) and no others in its place."""
    today, shown = clocks.day(timezone.now()), letter_kinds.KINDS[clause.shown_in]
    wording = wordings.on(shown.code, today)
    found = content(shown) | {"wording": wording.frozen()} | ({"subject": wording.subject} if wording.subject else {})
    if not clause.place:
        return found | {"foot": words["body"]}
    said = found | {"facts": found["facts"] | {clause.place: words["body"]}}
    if not clause.cites:
        return said
    return said | {"basis": citations.ranked([*found["basis"], *letter_content.lines(words["basis"])])}


def _facts() -> dict[str, str]:
    return {
        "nomor_asal": "B-1/CONTOH/PDP.01/11/2023",
        "tanggal_asal": "28 November 2023",
        "hal_asal": "Permintaan Klarifikasi",
        "tenggat_lama": DUE,
        "tenggat_baru": "Senin, 4 Desember 2023 pukul 10.00 WIB",
        "alasan": "Pemeriksaan log masih berlangsung.",
        "waktu_jawaban": DUE,
        "jumlah_pertanyaan": numbers.with_words(8),
        "permohonan": "permohonan perpanjangan waktu tanggal 29 November 2023 atas",
        "masih_berlaku": "Surat kami Nomor B-0/CONTOH/PDP.01/11/2023 tetap berlaku, dan jawabannya tetap kami tunggu.",
    }
