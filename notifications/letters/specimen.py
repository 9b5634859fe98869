"""An invented letter of each kind, to see a wording by: for an administrator, who may know of no case."""

from typing import Any

from django.utils import timezone

from incidents.actions import letter_content
from incidents.letters import addressees, wordings
from incidents.plain import citations, clocks, letter_kinds, numbers
from incidents.plain.letter_kinds import TO_CONTROLLER, Clause, LetterKind

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
    told = addressees.told([TO_CONTROLLER], clocks.day(timezone.now()))
    duty = {wordings.DUTY: told.sentence}
    if not kind.asks:
        return found | {"facts": _facts() | duty, **kind.sample}
    asked = [{"number": 1, "heading": "Waktu", "text": "Kapan kegagalan diketahui?", "kind": "instant"}]
    return {
        **found,
        **{
            "opening": "Sehubungan dengan informasi yang beredar, petugas menulis alinea ini sendiri.",
            "basis": ["Dasar hukum pertama", "Dasar hukum kedua"],
            "facts": duty,
            "questions": asked,
            "meeting": None,
            "period": numbers.period(72),
            "hours": 72,
            "start": "diterbitkan",
        },
        **kind.sample,
    }


def with_clause(clause: Clause, words: dict[str, str]) -> dict[str, Any]:
    """The draft content of an invented request that says this clause, in these words (`body`, `basis`) and no others."""
    today, asks = clocks.day(timezone.now()), letter_kinds.CLARIFICATION_REQUEST
    found = content(asks) | {"wording": wordings.on(asks.code, today).frozen()}
    if not clause.cites:
        return found | {"foot": words["body"]}
    cited = [*found["basis"], *letter_content.lines(words["basis"])]
    return found | {"facts": {wordings.DUTY: words["body"]}, "basis": citations.ranked(cited)}


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
