"""The letters of the case about a meeting."""

from ...translatable import _
from ...workflow import Action
from .row import LetterKind, Part, Wanted

BY_INVITATION = "Bapak/Ibu"

INVITATION = LetterKind(
    "invitation",
    _("Invitation to a meeting"),
    "undangan",
    Part.ALONE,
    (Action.ISSUE_LETTER,),
    "invitation",
    ("acara", "peserta", "acuan", "portal", "sapaan"),
    ("acuan",),
    legal=False,
    meets=True,
    joint=True,
    salutation=BY_INVITATION,
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
    ("nomor_asal", "tanggal_asal", "alasan", "acuan", "portal", "sapaan"),
    ("nomor_asal",),
    legal=False,
    takes_back=(INVITATION.code,),
    salutation=BY_INVITATION,
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
