"""The letters of the result: what the ministry tells a body of how a case stands or ended, and what takes such a letter back."""

from ...translatable import _
from ...workflow import Action
from .row import LetterKind, Part, Wanted

_LONG = 6000

INFORMATION = LetterKind(
    "information",
    _("Letter of information"),
    "pemberitahuan",
    Part.ALONE,
    (Action.ISSUE_LETTER,),
    "result_letter",
    ("isi", "acuan", "portal"),
    ("isi", "acuan"),
    legal=False,
    after_closing=True,
    wanted=(
        Wanted(
            "isi",
            _("What the body is told"),
            _("Stands in the letter as it is typed. No personal data."),
            rows=8,
            longest=_LONG,
        ),
    ),
    hint=_("It tells and asks nothing: no question, no due."),
    sample={"facts": {"isi": "Penanganan dugaan tersebut masih berlangsung."}},
)

OUTCOME_NOTICE = LetterKind(
    "outcome_notice",
    _("Notice of outcome"),
    "hasil-penanganan",
    Part.ALONE,
    (Action.ISSUE_LETTER,),
    "result_letter",
    ("hasil", "pertimbangan", "acuan", "portal"),
    ("hasil", "acuan"),
    after_closing=True,
    wanted=(
        Wanted(
            "hasil",
            _("The outcome, as the letter says it"),
            _("Stands in the letter as it is typed. No personal data."),
            rows=4,
            longest=_LONG,
        ),
        Wanted(
            "pertimbangan",
            _("What this rests on"),
            _("No personal data. May stay empty."),
            rows=6,
            longest=_LONG,
            needed=False,
        ),
    ),
    hint=_("How the case ended, to a body that is part of it. A case that is closed already says its outcome here."),
    sample={
        "facts": {
            "hasil": "Hasil penanganan: bukan pelanggaran pelindungan Data Pribadi.",
            "pertimbangan": "Sampel berasal dari data yang terbuka bagi umum.",
        }
    },
)

RESULTS = (INFORMATION, OUTCOME_NOTICE)

REVOCATION = LetterKind(
    "revocation",
    _("Revocation of a letter of the case"),
    "pencabutan",
    Part.ALONE,
    (Action.ISSUE_LETTER,),
    "result_letter",
    ("nomor_asal", "tanggal_asal", "hal_asal", "alasan", "acuan", "portal"),
    ("nomor_asal",),
    takes_back=tuple(kind.code for kind in RESULTS),
    after_closing=True,
    wanted=(Wanted("alasan", _("Why it is taken back"), _("No personal data."), "Alasan", rows=3, longest=1000),),
    hint=_("Everybody who got a letter in that act gets a numbered letter: what it said holds no longer."),
    sample={
        "facts": {
            "nomor_asal": "B-2/CONTOH/PDP.01/11/2023",
            "tanggal_asal": "29 November 2023",
            "hal_asal": "Rekomendasi",
            "alasan": "Keliru alamat",
        },
        "particulars": [{"label": "Alasan", "words": "Keliru alamat"}],
    },
)
