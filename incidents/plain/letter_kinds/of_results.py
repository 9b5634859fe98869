"""The letters of the result: what the ministry tells a body of how a case stands or ended."""

from ...translatable import _
from ...workflow import Action
from .clauses import DUTY, OBJECTION
from .row import LetterKind, Part, Wanted

_LONG = 6000

INFORMATION = LetterKind(
    "information",
    _("Letter of information"),
    "pemberitahuan",
    Part.ALONE,
    (Action.ISSUE_LETTER,),
    "result_letter",
    ("isi", "acuan", "portal", "sapaan"),
    ("isi", "acuan"),
    legal=False,
    after_closing=True,
    joint=True,
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
    ("hasil", "pertimbangan", "acuan", "portal", "sapaan", DUTY),
    ("hasil", "acuan"),
    after_closing=True,
    joint=True,
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
    hint=_("How the case ended. A case that is closed already says its outcome here."),
    sample={
        "facts": {
            "hasil": "Hasil penanganan: bukan pelanggaran pelindungan Data Pribadi.",
            "pertimbangan": "Sampel berasal dari data yang terbuka bagi umum.",
        }
    },
)

DEMANDS = "butir"  # what is filled in one point a line, each of which is to be done
BASIS = "dasar"  # one basis a line
DONE_BY = "batas"  # the placeholder for until when
# Of a sanction: its regime by name, one provision a line, one finding of the case a line, by its number; what the regime calls it.
REGIME, VIOLATED, FOUND, MEASURE = "rezim", "ketentuan", "temuan", "sanksi"
# Of a letter that may ask for nothing: placeholders of the sentences that ask and say how to report, each empty where it does not.
ASKED, REPORTED = "permintaan", "pelaporan"

_POINTS = Wanted(
    DEMANDS,
    _("What is to be done"),
    _("One point a line; each is followed up by itself. No personal data."),
    rows=6,
    longest=_LONG,
)
_POINTS_OR_NONE = Wanted(
    DEMANDS,
    _("What is to be done"),
    _(
        "One point a line; each is followed up by itself. No personal data. Left empty, the reprimand asks for nothing and "
        "names no day."
    ),
    rows=6,
    longest=_LONG,
    needed=False,
)
_FOUND = Wanted(
    "pertimbangan",
    _("What was found"),
    _("Stands in the letter as it is typed. No personal data."),
    rows=6,
    longest=_LONG,
)
_PROVISIONS = Wanted(
    BASIS,
    _("On which provisions it rests"),
    _(
        "One provision a line, after the full title of what it stands in: Peraturan Pemerintah Nomor 71 Tahun 2019 tentang Penyelenggaraan "
        "Sistem dan Transaksi Elektronik, Pasal 35 ayat (2). The letter puts them in the order of rank."
    ),
    rows=3,
    longest=2000,
)


REPRIMANDED = "reprimand"  # a sanction is one body's own: no other body reads of it in its letter


def _asking_for(
    code: str, label: str, file_name: str, hint: str, *wanted: Wanted, points: Wanted = _POINTS
) -> LetterKind:
    by_when = (DONE_BY,) if points.needed else (ASKED, REPORTED)
    grounds = {
        MEASURE: "teguran tertulis",
        VIOLATED: "Pasal 14 ayat (1) Peraturan Pemerintah Nomor 71 Tahun 2019",
        FOUND: "nomor T-01 tanggal 1 Maret 2024",
    }
    sanction = code == REPRIMANDED
    imposed, objection = (grounds, (OBJECTION,)) if sanction else ({}, ())
    return LetterKind(
        code,
        label,
        file_name,
        Part.ALONE,
        (Action.ISSUE_LETTER,),
        "result_letter",
        (*imposed, "pertimbangan", *by_when, "acuan", "portal", "sapaan", DUTY, *objection),
        (*imposed, by_when[0], "acuan", *objection),
        after_closing=True,
        demands=True,
        sanction=sanction,
        joint=not sanction,
        wanted=(*wanted, points),
        hint=hint,
        sample={
            "facts": {
                "pertimbangan": "Cadangan sistem tidak dilindungi.",
                DONE_BY: "Senin, 1 April 2024 pukul 16.00 WIB",
                **imposed,
            },
            "basis": ["Dasar hukum pertama", "Dasar hukum kedua"] if sanction or _PROVISIONS in wanted else [],
            "demands": ["Mengganti kunci akses", "Menyampaikan laporan audit"],
        },
    )


RECOMMENDATION = _asking_for(
    "recommendation",
    _("Recommendation"),
    "rekomendasi",
    _("What the body should do, by when. Each point is followed up, also after the case is closed."),
    _FOUND,
)

REPRIMAND = _asking_for(
    REPRIMANDED,
    _("Reprimand"),
    "teguran",
    _(
        "A sanction: it needs a provision that was violated and a finding of the case, silence alone is none. It may also ask that things be done. "
        "Once issued it is counted among the sanctions. To record what befalls it afterwards, record it as a sanction under Law; it is still "
        "counted once."
    ),
    Wanted(
        REGIME, _("By which sanction regime"), _("Of those in force on the day of the breach; the letter cites it.")
    ),
    Wanted(
        VIOLATED,
        _("Which provision was violated"),
        _("One provision a line, with its regulation: Pasal 14 ayat (1) Peraturan Pemerintah Nomor 71 Tahun 2019."),
        rows=2,
        longest=2000,
    ),
    Wanted(FOUND, _("Findings on which it rests"), _("Findings of this case that stand."), rows=2, longest=2000),
    Wanted(
        "pertimbangan",
        _("By what it was violated"),
        _("Stands in the letter as it is typed. No personal data."),
        rows=6,
        longest=_LONG,
    ),
    points=_POINTS_OR_NONE,
)

ORDER = _asking_for(
    "order",
    _("Order to act"),
    "perintah",
    _("What the body must do, by when. Each point is followed up, also after the case is closed."),
    _PROVISIONS,
    _FOUND,
)

REFERRAL = LetterKind(
    "referral",
    _("Referral to another authority"),
    "pelimpahan",
    Part.ALONE,
    (Action.ISSUE_LETTER,),
    "result_letter",
    ("pokok", "diserahkan", "acuan", "portal", "sapaan"),
    ("pokok", "acuan"),
    after_closing=True,
    of_report=True,
    refers=True,
    joint=True,
    wanted=(
        Wanted(
            BASIS,
            _("By which rule it is referred"),
            _(
                "One rule a line, after the full title of what it stands in: what makes the other authority competent. The letter puts "
                "them in the order of rank."
            ),
            rows=3,
            longest=2000,
        ),
        Wanted(
            "pokok",
            _("What is referred"),
            _("Stands in the letter as it is typed. No personal data."),
            rows=6,
            longest=_LONG,
        ),
        Wanted(
            "diserahkan",
            _("What is handed over with it"),
            _("No personal data. May stay empty."),
            rows=3,
            longest=2000,
            needed=False,
        ),
    ),
    hint=_(
        "Its receipt, their own number and what came of it are kept with the letter, also after the case is closed."
    ),
    sample={
        "facts": {"pokok": "Dugaan akses tanpa hak ke sistem cadangan.", "diserahkan": "Diserahkan: kronologi."},
        "basis": ["Dasar hukum pertama"],
    },
)

RESULTS = (INFORMATION, OUTCOME_NOTICE, RECOMMENDATION, REPRIMAND, ORDER, REFERRAL)
