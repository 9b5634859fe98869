"""What takes a letter of the result back, and what puts a slip in it right."""

from dataclasses import replace

from ...translatable import _
from ...workflow import Action
from .of_results import RESULTS
from .row import LetterKind, Part, Wanted

REVOCATION = LetterKind(
    "revocation",
    _("Revocation of a letter of the case"),
    "pencabutan",
    Part.ALONE,
    (Action.ISSUE_LETTER,),
    "result_letter",
    ("nomor_asal", "tanggal_asal", "hal_asal", "alasan", "acuan", "portal", "sapaan"),
    ("nomor_asal",),
    takes_back=tuple(kind.code for kind in RESULTS),
    after_closing=True,
    of_report=True,  # what was referred is taken back where it was
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

PLACES = range(1, 6)
# Where it stands, how it reads, how it should read: one of each for every place.
SLIP = ("bagian", "tertulis", "seharusnya")
SLIP_FIELDS = tuple(f"{part}_{n}" for n in PLACES for part in SLIP)


def _slip(n: int) -> tuple[Wanted, ...]:
    help_of = (
        [_("Such as “Alinea kedua” or “Butir 2”."), _("Word for word as the letter prints it."), _("No personal data.")]
        if n == 1
        else ["", "", ""]
    )
    labels, needed = (_("Part of the letter"), _("Reads"), _("Should read")), n == 1
    where, reads, should_read = (
        Wanted(f"{part}_{n}", label, words, rows=1 if part == SLIP[0] else 2, longest=1000, needed=needed)
        for part, label, words in zip(SLIP, labels, help_of, strict=True)
    )
    return replace(where, longest=120), reads, should_read


ERRATUM = LetterKind(
    "erratum",
    _("Erratum to a letter of the case"),
    "ralat-surat",
    Part.ALONE,
    (Action.ISSUE_LETTER,),
    "result_letter",
    ("nomor_asal", "tanggal_asal", "hal_asal", "acuan", "portal", "sapaan"),
    ("nomor_asal",),
    corrects=tuple(kind.code for kind in RESULTS),
    after_closing=True,
    of_report=True,
    wanted=tuple(field for n in PLACES for field in _slip(n)),
    hint=_(
        "Everybody who got a letter in that act gets a numbered letter that puts the slip right. What it asks for, and until when, "
        "stays: for that it is taken back, and another is sent."
    ),
    sample={
        "facts": {
            "nomor_asal": "B-2/CONTOH/PDP.01/11/2023",
            "tanggal_asal": "29 November 2023",
            "hal_asal": "Rekomendasi",
        },
        "corrections": [{"where": "Alinea kedua", "reads": "cadangna", "should_read": "cadangan"}],
    },
)
