"""The letter to a person who complained: whom it names is known to few, so it goes to no body and stands in no case."""

from ...translatable import _
from ...workflow import Action
from .row import LetterKind, Part

COMPLAINT_ANSWER = LetterKind(
    "complaint_answer",
    _("Answer to a complainant"),
    "jawaban-pengaduan",
    Part.TO_PERSON,
    (Action.SEND_ANSWER,),
    "complaint_answered",
    ("isi", "acuan", "tanggal_pengaduan", "sapaan"),
    ("isi", "acuan"),
    legal=False,
    sample={
        "addressee": {"office": "Pengadu ADU-2023-0001", "agency": "", "place": ""},
        "reference": "ADU-2023-0001",
        "facts": {"isi": "Laporan Saudara telah kami tindak lanjuti.", "tanggal_pengaduan": "27 November 2023"},
    },
)
