"""An invented letter of each kind, to see a wording by: for an administrator, who may know of no case."""

from typing import Any

from django.utils import timezone

from incidents.letters import wordings
from incidents.plain import clocks, numbers
from incidents.plain.letter_kinds import LetterKind

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
        "portal": "tanggap.contoh",
        "signing": "unsigned",
        "sample": True,
        "opening": "",
    }
    duty = {wordings.DUTY: wordings.duty_on(kind.code, clocks.day(timezone.now()))}
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


def _facts() -> dict[str, str]:
    return {
        "nomor_asal": "B-1/CONTOH/PDP.01/11/2023",
        "tanggal_asal": "28 November 2023",
        "hal_asal": "Permintaan Klarifikasi",
        "tenggat_lama": DUE,
        "tenggat_baru": "Senin, 4 Desember 2023 pukul 10.00 WIB",
        "alasan": "Pemeriksaan log masih berlangsung.",
        "waktu_jawaban": DUE,
        "jumlah_pertanyaan": "8",
    }
