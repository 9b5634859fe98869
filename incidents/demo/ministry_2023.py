"""KPU 2023, what the ministry itself says: the minister, what its tracing has found by then, its spokesman on 4 December."""

from ..actions import law
from ..plain import spans
from .articles import LAW_JUSTICE, MERAPI, OURS
from .seeds import KIND, ROLE, why

MINISTER = "Budi Arie Setiadi, Menteri Komunikasi dan Informatika"
SEMUEL = "Semuel Abrijani Pangerapan, Direktur Jenderal Aplikasi Informatika"
USMAN = "Usman Kansong, Direktur Jenderal Informasi dan Komunikasi Publik"


def minister(t):
    """The minister before Parliament, and in the ministry's press release of 2 December."""
    briefing = t.happens(
        KIND.BRIEFING,
        "Paparan Menteri pada rapat kerja dengan Komisi I DPR.",
        "29 November 2023",
        MERAPI.at(4),
        speaker=MINISTER,
        place="Komplek Parlemen, Jakarta",
    )
    t.takes_part("kominfo", briefing, "Menteri Komunikasi dan Informatika")
    t.takes_part("dpr", briefing, "Komisi I")
    assignment = t.happens(
        KIND.ASSIGNMENT,
        "Ditjen Aptika telah ditugaskan melakukan penelusuran: penelitian apa penyebabnya dan bagaimana mengantisipasinya. "
        f"Hari: hari rilis pers; hari penugasannya tidak disebut ({OURS}).",
        "2 Desember 2023",
        MERAPI.at(6, 9),
        speaker=MINISTER,
        place="Rilis pers, Jakarta",
    )
    t.owes("kominfo", "Ditjen Aptika Kementerian Kominfo", "Menuntaskan kasus tersebut", MERAPI.at(6, 7), assignment)
    t.happens(
        KIND.COORDINATION,
        "Kementerian Kominfo tengah berkoordinasi untuk menyelidiki masalah tersebut.",
        "2 Desember 2023",
        MERAPI.at(9, 10),
        speaker=MINISTER,
        bodies=("kominfo", "kpu", "dukcapil", "bssn"),
    )
    t.involve("dukcapil", ROLE.COORDINATION, why("Kementerian Kominfo berkoordinasi dengannya", MERAPI.at(10)))
    said = {"said_by": MINISTER, "said": "2 Desember 2023", "agency": "kominfo"}
    for topic, words, place in (
        (
            "other",
            "Dugaan kebocoran ini harus menjadi peringatan seluruh pihak penyelenggara Pemilu untuk memperkuat keamanan data dan "
            "menjaga sistem.",
            (11,),
        ),
        ("other", "Diharapkan tidak ada saling menyalahkan atau bahkan mendiskreditkan KPU.", (11, 13)),
        ("course", "Pelakunya sedang diverifikasi oleh aparat penegak hukum.", (13,)),
        ("other", "Ini peringatan juga buat KPU untuk menjaga sistem lebih baik.", (13,)),
    ):
        t.says(topic, words, source=MERAPI.at(*place), reported_by="Harian Merapi", **said)


def tracing(t):
    """What the ministry's own tracing has, and has not, found by then."""
    t.says("origin", "DPT di sistem KPU bocor.", "Harian Merapi", "3 Desember 2023", MERAPI.at(5))
    t.says(
        "other",
        "Klarifikasi telah diminta kepada KPU dengan mengirimkan surat melalui email.",
        SEMUEL,
        "",
        MERAPI.at(14),
        agency="kominfo",
        reported_by="Harian Merapi",
    )
    t.do(
        law.find,
        text=(
            "Kementerian Kominfo masih melacak dugaan kebocoran data itu. Datanya sekunder, diambil dari sosial media maupun yang "
            "pelakunya sebarkan, dan dianalisa. Saat ini belum bisa menyimpulkan dan belum masuk pengauditan secara mendalam. "
            f"Hari: hari beritanya; hari keterangannya tidak disebut ({OURS})."
        ),
        confidence="unstated",
        found=spans.parse("3 Desember 2023"),
        said_by=SEMUEL,
        method="Penelusuran awal dengan mengumpulkan data yang sudah ada di publik",
        source=str(MERAPI.at(5, 15, 16)),
        evidence=t.pieces[MERAPI],
    )


def at_the_ministry(t):
    """What the ministry's spokesman says on 4 December: no answer known, similarity, coordination, Parliament told."""
    said = {
        "said_by": USMAN,
        "said": "4 Desember 2023",
        "agency": "kominfo",
    }
    told = {"reported_by": "law-justice.co", **said}
    wrote = t.says(
        "other",
        "Pihaknya telah bersurat secara elektronik ke KPU untuk meminta klarifikasi, sesuai dengan UU Pelindungan Data Pribadi (PDP).",
        source=LAW_JUSTICE.at(3),
        **told,
    )
    t.says(
        "other",
        "KPU mestinya memberikan klarifikasi dalam waktu 3x24 jam; nanti dicek apakah sudah ada klarifikasi dari KPU.",
        source=LAW_JUSTICE.at(5),
        **told,
    )
    t.says(
        "similarity",
        "Sementara ditemukan kemiripan data yang ditawarkan akun anonim “Jimbo” dengan data yang ada di website KPU.",
        source=LAW_JUSTICE.at(8),
        **told,
    )
    t.says(
        "other",
        "Langkah-langkah yang sudah diambil Kominfo telah disampaikan kepada Komisi I DPR.",
        source=LAW_JUSTICE.at(11),
        reported_by="law-justice.co, dikutip dari Kontan",
        **said,
    )
    t.happens(
        KIND.STATEMENT,
        "Ditemui wartawan mengenai kebocoran data DPT Pemilu 2024.",
        "4 Desember 2023",
        LAW_JUSTICE.at(2, 5),
        speaker=USMAN,
        place="Kantor Kementerian Kominfo, Jakarta",
        bodies=("kominfo",),
        assertion=wrote,
    )
    t.do(
        law.find,
        text="Sementara ditemukan kemiripan data yang ditawarkan itu dengan data yang ada di website KPU.",
        confidence="unstated",
        found=spans.parse("4 Desember 2023"),
        said_by=USMAN,
        place="Kantor Kementerian Kominfo, Jakarta",
        method="Penelusuran oleh Kominfo",
        source=str(LAW_JUSTICE.at(5, 6, 8)),
        evidence=t.pieces[LAW_JUSTICE],
    )
    t.happens(
        KIND.COORDINATION,
        "Kementerian Kominfo berkoordinasi untuk menghindari hal ini terjadi lagi di masa depan, baik terkait pemilu maupun "
        f"penyelenggara sistem elektronik lainnya. Menurut beritanya sendiri. Hari: hari keterangan Usman Kansong; hari "
        f"koordinasinya tidak disebut ({OURS}).",
        "4 Desember 2023",
        LAW_JUSTICE.at(9),
        bodies=("kominfo", "bssn", "polri", "kpu"),
    )
    briefing = t.happens(
        KIND.BRIEFING,
        "Langkah-langkah yang sudah diambil Kominfo disampaikan kepada Komisi I DPR. "
        f"Hari: hari keterangannya; hari penyampaiannya tidak disebut ({OURS}).",
        "4 Desember 2023",
        LAW_JUSTICE.at(5, 11),
        speaker=USMAN,
        bodies=("kominfo",),
    )
    t.takes_part("dpr", briefing, "Komisi I")
