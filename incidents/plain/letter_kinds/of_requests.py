"""The kinds of letter of a request: what asks, what decides about a letter, what says that an answer came."""

from typing import Any

from ...translatable import _
from ...workflow import Action
from .clauses import DUTY, FOLLOWS
from .row import LetterKind, Part


def _asking(code: str, label: str, file_name: str = "", *, meets: bool = False, sample: Any = None) -> LetterKind:
    return LetterKind(
        code,
        label,
        file_name,
        Part.ASKS,
        (Action.ISSUE,),
        "letter",
        ("jumlah_pertanyaan", "tenggat", "portal", "acuan", "sapaan", DUTY, FOLLOWS),
        ("tenggat", "acuan"),
        meets=meets,
        sample=sample or {},
    )


_CITED = ("nomor_asal", "tanggal_asal", "hal_asal", "acuan", "portal", "sapaan")


def _about(
    code: str,
    label: str,
    file_name: str,
    made_by: Action,
    told_by: str,
    *more: str,
    needed: tuple[str, ...] = ("nomor_asal",),
    sample: Any = None,
) -> LetterKind:
    placeholders = (*_CITED, *more)
    return LetterKind(
        code, label, file_name, Part.ABOUT, (made_by,), told_by, placeholders, needed, sample=sample or {}
    )


CLARIFICATION_REQUEST = _asking("clarification_request", _("Clarification request"))
SECOND_LETTER = _asking("second_letter", _("Second letter"), "kedua")
AGENDA = "Klarifikasi atas dugaan kegagalan Pelindungan Data Pribadi"  # of the meeting to which a summons calls
SUMMONS = _asking(
    "summons",
    _("Summons"),
    "pemanggilan",
    meets=True,
    sample={"meeting": {"at": "2023-12-04T02:00:00+00:00", "place": "Ruang Rapat Contoh"}, "agenda": AGENDA},
)
WARNING = _asking("warning", _("Written warning"), "peringatan")
EXTENSION = _about(
    "extension",
    _("More time granted"),
    "perpanjangan",
    Action.EXTEND,
    "extended",
    "tenggat_lama",
    "tenggat_baru",
    "alasan",
    "permohonan",
    "kewajiban",
    needed=("nomor_asal", "tenggat_baru"),
)
REFUSAL = _about(
    "refusal",
    _("More time refused"),
    "penolakan-perpanjangan",
    Action.REFUSE_EXTENSION,
    "refused",
    "tenggat_lama",
    "alasan",
    "permohonan",
    needed=("nomor_asal", "alasan", "permohonan"),
)
ACCEPTANCE = _about(
    "acceptance",
    _("Acceptance of answers"),
    "penerimaan",
    Action.CONFIRM_ACCEPTANCE,
    "accepted_by_letter",
    "jumlah_pertanyaan",
    "waktu_jawaban",
    "kewajiban",
)
ACCEPTANCE_REVOKED = _about(
    "acceptance_revoked",
    _("Acceptance of answers taken back"),
    "penarikan-penerimaan",
    Action.REVOKE_ACCEPTANCE,
    "acceptance_revoked",
    "nomor_penerimaan",
    "tanggal_penerimaan",
    "alasan",
    needed=("nomor_penerimaan", "nomor_asal"),
)
WITHDRAWAL = _about(
    "withdrawal",
    _("Withdrawal of a letter"),
    "penarikan",
    Action.WITHDRAW,
    "withdrawn",
    "alasan",
    "masih_berlaku",
    "kewajiban",
    needed=("nomor_asal", "alasan", "masih_berlaku"),
)
CORRECTION = _about(
    "correction",
    _("Correction (ralat)"),
    "ralat",
    Action.CORRECT,
    "corrected",
    sample={
        "corrections": [{"where": "Lampiran nomor 2", "reads": "Klarifkasi", "should_read": "Klarifikasi"}],
    },
)
RECEIPT = LetterKind(
    "receipt",
    _("Receipt"),
    "tanda-terima",
    Part.RECEIPT,
    (Action.ANSWER, Action.REPLY, Action.RECORD_REPLY),
    "receipt",
    legal=False,
)
