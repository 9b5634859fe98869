"""THE table of letters: all that is known of each kind of letter stands in its one row. Pure: no Django, no database.

What follows from it: the choices of the columns, file names, which placeholders a wording may use, who is told by which
mail, which acts are legal ones on the timeline, the samples by which a wording is shown. A kind that stands alone, on no
request, needs nothing but its row here, its wording in data/letter_templates.csv and its notice in notices.NOTICES.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ..translatable import _
from ..workflow import Action


class Part(StrEnum):
    """The part that a letter takes in the exchange with an agency."""

    ASKS = "asks"  # the letter of a request: questions, a clock
    ABOUT = "about"  # decides on, takes back or corrects the letter that asks
    RECEIPT = "receipt"  # says what the agency has sent; on no register
    ALONE = "alone"  # belongs to the case and an agency, to no request: asks nothing, starts no clock


@dataclass(frozen=True)
class Wanted:
    """One thing that the officer fills in for a letter that stands alone; `name` is its placeholder as well.

    With `on_letter`, the word before the colon, it is a line of the letter's table; without, the wording uses it.
    """

    name: str
    label: str
    help: str = ""
    on_letter: str = ""
    rows: int = 1
    longest: int = 300


@dataclass(frozen=True)
class LetterKind:
    """One row of the table.

    `file_name` is what its file is called, after "surat" and before the reference; a receipt's before its number. `made_by` are the acts that bring such a letter, `told_by` the
    kind of mail that carries it to the agency ("" when none does). `placeholders` may stand in its wording; without those
    in `needed` the letter would not say what it is for. `legal`: its act has legal effect. `meets`: it calls to a
    meeting, so that its day, hour and place are asked for, printed, and sent as a calendar entry. `takes_back` names the
    kind that it takes back: it is drafted from the page of such a letter, to whom that went. `wanted` and `hint`
    are for the form of a letter that stands alone; `sample` is what an invented letter of this kind says.
    """

    code: str
    label: str
    file_name: str
    part: Part
    made_by: tuple[Action, ...]
    told_by: str
    placeholders: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    legal: bool = True
    meets: bool = False
    takes_back: str = ""
    wanted: tuple[Wanted, ...] = ()
    hint: str = ""
    sample: Mapping[str, Any] = field(default_factory=dict)

    @property
    def asks(self) -> bool:
        return self.part == Part.ASKS

    @property
    def alone(self) -> bool:
        return self.part == Part.ALONE


def _asking(code: str, label: str, file_name: str = "", *, meets: bool = False, sample: Any = None) -> LetterKind:
    return LetterKind(
        code,
        label,
        file_name,
        Part.ASKS,
        (Action.ISSUE,),
        "letter",
        ("jumlah_pertanyaan", "tenggat", "portal", "acuan", "kewajiban"),
        ("tenggat", "acuan"),
        meets=meets,
        sample=sample or {},
    )


_CITED = ("nomor_asal", "tanggal_asal", "hal_asal", "acuan", "portal")


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
SUMMONS = _asking(
    "summons",
    _("Summons"),
    "pemanggilan",
    meets=True,
    sample={"meeting": {"at": "2023-12-04T02:00:00+00:00", "place": "Ruang Rapat Contoh"}},
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
WITHDRAWAL = _about(
    "withdrawal", _("Withdrawal of a letter"), "penarikan", Action.WITHDRAW, "withdrawn", "alasan", "kewajiban"
)
CORRECTION = _about(
    "correction",
    _("Correction (ralat)"),
    "ralat",
    Action.CORRECT,
    "corrected",
    sample={
        "corrections": [{"where": "Lampiran I nomor 2", "reads": "Klarifkasi", "should_read": "Klarifikasi"}],
    },
)
RECEIPT = LetterKind(
    "receipt",
    _("Receipt"),
    "tanda-terima",
    Part.RECEIPT,
    (Action.ANSWER, Action.REPLY, Action.RECORD_REPLY),
    "",
    legal=False,
)

INVITATION = LetterKind(
    "invitation",
    _("Invitation to a meeting"),
    "undangan",
    Part.ALONE,
    (Action.ISSUE_LETTER,),
    "invitation",
    ("acara", "peserta", "acuan", "portal"),
    ("acuan",),
    legal=False,
    meets=True,
    wanted=(
        Wanted(
            "acara",
            _("Agenda"),
            _("What is to be clarified or coordinated. No personal data."),
            "Acara",
            rows=4,
            longest=2000,
        ),
        Wanted("peserta", _("Who should come"), _("Offices rather than names."), "Peserta", rows=3, longest=1000),
    ),
    hint=_(
        "Each agency gets a numbered letter of its own and an entry for its calendar. Nothing is asked, no clock runs."
    ),
    sample={
        "facts": {"acara": "Klarifikasi", "peserta": "Kepala unit pengelola sistem"},
        "particulars": [
            {"label": "Hari, tanggal", "words": "Senin, 4 Desember 2023"},
            {"label": "Waktu", "words": "pukul 09.00 s.d. 11.00 WIB"},
            {"label": "Tempat", "words": "Ruang Rapat Contoh"},
            {"label": "Acara", "words": "Klarifikasi"},
            {"label": "Peserta", "words": "Kepala unit pengelola sistem"},
        ],
    },
)

CANCELLATION = LetterKind(
    "cancellation",
    _("Cancellation of a meeting"),
    "pembatalan-undangan",
    Part.ALONE,
    (Action.ISSUE_LETTER,),
    "meeting_cancelled",
    ("nomor_asal", "tanggal_asal", "alasan", "acuan", "portal"),
    ("nomor_asal",),
    legal=False,
    takes_back=INVITATION.code,
    wanted=(Wanted("alasan", _("Why it is cancelled"), _("No personal data."), "Alasan", rows=3, longest=1000),),
    hint=_("Everybody who was invited in that act gets a numbered letter, and the entry leaves their calendar."),
    sample={
        "facts": {"nomor_asal": "B-2/CONTOH/PDP.01/11/2023", "tanggal_asal": "29 November 2023", "alasan": "Ditunda"},
        "particulars": [
            {"label": "Hari, tanggal", "words": "Senin, 4 Desember 2023"},
            {"label": "Waktu", "words": "pukul 09.00 s.d. 11.00 WIB"},
            {"label": "Tempat", "words": "Ruang Rapat Contoh"},
            {"label": "Alasan", "words": "Ditunda"},
        ],
    },
)

TABLE = (
    CLARIFICATION_REQUEST,
    SECOND_LETTER,
    SUMMONS,
    WARNING,
    EXTENSION,
    REFUSAL,
    ACCEPTANCE,
    WITHDRAWAL,
    CORRECTION,
    INVITATION,
    CANCELLATION,
    RECEIPT,
)
KINDS = {kind.code: kind for kind in TABLE}
ASKING = tuple(kind.code for kind in TABLE if kind.asks)
ALONE = tuple(kind for kind in TABLE if kind.alone)
TAKEN_BACK_BY = {kind.takes_back: kind for kind in ALONE if kind.takes_back}
WORDED = tuple(kind for kind in TABLE if kind.placeholders)
LEGAL_ACTS = frozenset(act for kind in TABLE if kind.legal and not kind.alone for act in kind.made_by)
