"""Two seed cases, KPU 2018 and 2020, each told from one article, and what the third shares with them. Facts and figures with the
paragraph they stand in; what no article says is marked as ours."""

from ..actions import work
from ..models import Activity, Incident, Involvement
from ..plain import spans
from .articles import DETIK, LIPUTAN6, OURS
from .teller import Teller

KIND, ROLE, SOURCE = Activity.Kind, Involvement.AgencyRole, Incident.Source
REPLAYED = (
    "Rekonstruksi dari catatan publik. Fakta dan hari menurut artikel dan alinea yang disebut; jam pencatatannya rekaan. "
    f"Yang {OURS}, bukan dari artikel: peran instansi, isi dan tembusan surat, penilaian, dan keputusan atas kasus ini."
)
VIRYAN = "Viryan Aziz, Komisioner KPU"
ZUDAN = "Zudan Arif Fakrulloh, Dirjen Dukcapil Kemendagri"


def why(fact, passage):
    """Why a body plays its part: what the article says of it. That this makes it, say, a controller is our reading."""
    return f"{fact} ({passage}); perannya {OURS}"


def kpu_2018(officer, supervisor):
    """July 2018: KPU meets the ministry and the police about attacks on its systems; what each offers is a commitment."""
    t = Teller(
        officer,
        supervisor,
        *(2018, 7, 6, 17, 30),
        title="Gangguan pada sistem teknologi informasi KPU",
        source=SOURCE.NEWS,
        source_note=str(DETIK),
        summary=(
            "KPU membahas sistem teknologi informasinya dengan Kominfo dan Siber Polri. Gangguan pada situs KPU disebut "
            "kejahatan yang mengganggu kondusivitas pilkada; kapan terjadinya tidak disebut. Kebocoran data pribadi tidak "
            f"disebut.\n\n{REPLAYED}"
        ),
    )
    t.take_in(DETIK)
    t.involve("kpu", ROLE.CONTROLLER, why("Situsnya mengalami gangguan", DETIK.at(11)))
    t.involve("kominfo", ROLE.COORDINATION, why("Memberi dukungan kepada TI KPU", DETIK.at(8)))
    t.involve("polri", ROLE.LAW_ENFORCEMENT, why("Membantu TI KPU terkait kebijakan hukum", DETIK.at(11)))
    said = {"said_by": VIRYAN, "said": "6 Juli 2018", "agency": "kpu"}
    t.says("system", "Situs KPU, yang mengalami gangguan.", source=DETIK.at(11), **said)
    t.says("course", "Ada aplikasi yang diretas.", source=DETIK.at(10), **said)
    t.says(
        "course",
        "Gangguan pada situs KPU merupakan kejahatan yang mengganggu kondusivitas pilkada.",
        source=DETIK.at(11),
        **said,
    )
    t.says("other", "Hasil pilkada sudah kondusif dan pilkadanya sudah selesai.", source=DETIK.at(12), **said)
    meeting = t.happens(
        KIND.MEETING,
        "Pertemuan membahas sistem teknologi informasi (IT) KPU. Ada kesamaan pemahaman akan pentingnya IT KPU untuk "
        "didukung secara penuh; dukungan itu bukti bahwa Pilkada dan Pemilu disukseskan bersama.",
        "5 Juli 2018",
        DETIK.at(6, 7, 13, 14),
        speaker=f"{VIRYAN}, saat dihubungi 6 Juli 2018",
        bodies=("kpu",),
        participants="pihak lain yang terkait infrastruktur IT di Indonesia",
    )
    t.takes_part("kominfo", meeting, "Menkominfo")
    t.takes_part("polri", meeting, "Cyber Crime Mabes Polri")
    t.owes(
        "kominfo",
        "Kominfo",
        "Memfasilitasi kebutuhan jaringan sampai penyelesaian permasalahan, termasuk problem aplikasi yang diretas",
        DETIK.at(8, 10),
        meeting,
    )
    t.owes("polri", "Cyber Crime Polri", "Membantu IT KPU terkait kebijakan hukum", DETIK.at(11, 12), meeting)
    return t.case


def kpu_2020(officer, supervisor):
    """May 2020: a claim on the voter list; Dukcapil denies; KPU says it is the open list of 2014."""
    t = Teller(
        officer,
        supervisor,
        *(2020, 5, 22, 12, 0),
        title="Klaim kebocoran data penduduk di KPU",
        source=SOURCE.SOCIAL_MEDIA,
        source_note=f"Akun Twitter @underthebreach ({LIPUTAN6.at(7)})",
        summary=(
            "Akun @underthebreach mengungkap bahwa jutaan data penduduk di KPU diduga bocor. Dukcapil menyatakan tidak "
            "ada kebocoran dari pihaknya; KPU menyatakan berkasnya DPT Pemilu 2014, dikeluarkan sesuai regulasi dan bersifat "
            f"terbuka.\n\n{REPLAYED}"
        ),
    )
    t.take_in(LIPUTAN6)
    t.involve(
        "kpu",
        ROLE.CONTROLLER,
        why("Data penduduk yang diduga bocor berada di KPU", LIPUTAN6.at(7)),
        holds="Soft file DPT Pemilu 2014 (PDF)",
        according_to=f"{VIRYAN} ({LIPUTAN6.at(15)})",
        known=spans.parse("21 Mei 2020"),
        known_source=f"KPU bekerja “sejak tadi malam”, dikatakan 22 Mei 2020 ({LIPUTAN6.at(20)}); harinya {OURS}",
    )
    t.involve("dukcapil", ROLE.NAMED, why("Memberi keterangan atas klaim itu", LIPUTAN6.at(8, 9)))
    t.involve(
        "parpol",
        ROLE.COPY_HOLDER,
        why(
            "Menurut pasal yang dikutip KPU wajib diberi salinan DPT, di kabupaten/kota dan kecamatan", LIPUTAN6.at(18)
        ),
        holds="Salinan softcopy atau cakram padat dalam format yang tidak bisa diubah",
        according_to=f"{VIRYAN} ({LIPUTAN6.at(18)})",
    )
    leak = t.says(
        "origin",
        "Jutaan data penduduk Indonesia di KPU diduga bocor.",
        "Akun Twitter @underthebreach",
        "",
        LIPUTAN6.at(7),
        reported_by="Liputan6.com",
    )
    denial = _dukcapil(t)
    _kpu(t)
    t.happens(
        KIND.EXAMINATION,
        "KPU menelusuri berita itu sejak tadi malam, melakukan cek kondisi internal (server data), dan berkoordinasi dengan "
        "pihak-pihak terkait.",
        "21 Mei 2020 s.d. 22 Mei 2020",
        LIPUTAN6.at(19, 20),
        speaker=f"{VIRYAN}, saat dikonfirmasi 22 Mei 2020",
        bodies=("kpu",),
    )
    t.day(2020, 5, 23, 9, 0)
    t.assess(
        leak,
        "denied",
        f"Dukcapil menyatakan tidak ada kebocoran dari pihaknya; KPU menyebut berkasnya DPT 2014 yang terbuka; penilaian {OURS}.",
        str(LIPUTAN6.at(9, 15)),
    )
    t.assess(
        denial, "partly_verified", f"Bertumpu pada keterangan Dukcapil sendiri; penilaian {OURS}.", str(LIPUTAN6.at(13))
    )
    t.case.refresh_from_db()
    work.close(
        t.case,
        by=supervisor,
        seen=t.case.version,
        outcome=Incident.Outcome.OLD_OR_OPEN,
        reason=(
            f"Menurut KPU berkasnya DPT Pemilu 2014 yang terbuka ({LIPUTAN6.at(15)}). Penutupan ini {OURS}; keputusan resmi "
            "tidak diketahui."
        ),
        at=t.tick(),
    )
    return t.case


def _dukcapil(t):
    """What Dukcapil's head said. Returns the denial."""
    said = {"said_by": ZUDAN, "said": "22 Mei 2020", "agency": "dukcapil"}
    denial = t.says("denial", "Dari Dukcapil tidak ada kebocoran data.", source=LIPUTAN6.at(9, 13), **said)
    for words, place in (
        ("Hal tersebut bisa langsung dikroscek ke KPU.", (8,)),
        ("Tidak ada gangguan pada server KTP elektronik; jaringannya tertutup dan tidak dibuka untuk umum.", (10, 11)),
        ("Dari log dan trafiknya tidak ada indikasi yang mencurigakan.", (13,)),
        ("Masyarakat tidak perlu khawatir.", (12, 13)),
    ):
        t.says("other", words, source=LIPUTAN6.at(*place), **said)
    return denial


def _kpu(t):
    """What KPU's commissioner said of the file and of the list."""
    said = {"said_by": VIRYAN, "said": "22 Mei 2020", "agency": "kpu"}
    t.says("age", "Data tersebut soft file DPT Pemilu 2014.", source=LIPUTAN6.at(15), **said)
    t.says(
        "age",
        "Picture (gambar) berdasarkan metadatanya tanggal 15 November 2013.",
        source=LIPUTAN6.at(15),
        dated="15 November 2013",
        **said,
    )
    t.says(
        "other",
        "Soft file (PDF) dikeluarkan sesuai regulasi dan, untuk memenuhi kebutuhan publik, bersifat terbuka.",
        source=LIPUTAN6.at(15),
        **said,
    )
    t.says(
        "holder",
        "Sesuai Pasal 38 ayat 5 Undang-undang Nomor 8 Tahun 2012, KPU kabupaten/kota wajib memberikan salinan DPT kepada "
        "partai politik peserta Pemilu di kabupaten/kota dan perwakilannya di kecamatan, dalam softcopy atau cakram padat "
        "berformat yang tidak bisa diubah, paling lambat 7 hari setelah ditetapkan.",
        source=LIPUTAN6.at(18),
        **said,
    )
    t.says(
        "size",
        "Jumlah DPT Pilpres 2014 190 juta, tak sampai 200 juta.",
        source=LIPUTAN6.at(21),
        amount=190_000_000,
        unit="orang",
        **said,
    )
    t.says(
        "size",
        f"DPT Pilpres mencapai 200 juta penduduk. Bahwa angka ini dikemukakan orang: {OURS}, dari bantahannya.",
        "tidak disebut",
        "",
        LIPUTAN6.at(21),
        reported_by=VIRYAN,
        amount=200_000_000,
        unit="orang",
    )
